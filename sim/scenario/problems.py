"""What is wrong with a scenario, each with the key path it concerns, and how a path is written for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .toml_lines import Path


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the path of the key (or of the table where a key is missing) and a sentence."""

    path: Path
    message: str


def written(path: Path, raw: object) -> str:
    """Return a path as a person reads it, ``target[Yongbyon].lat_deg``: entries of lists by name, else from #1."""
    text = ""
    node: Any = raw
    for part in path:
        child: Any = None
        if isinstance(part, int):
            child = (
                node[part] if isinstance(node, Sequence) and not isinstance(node, str) and part < len(node) else None
            )
            name = child.get("name") if isinstance(child, Mapping) else None
            unique = isinstance(name, str) and sum(isinstance(c, Mapping) and c.get("name") == name for c in node) == 1
            text += f"[{name}]" if unique and name else f"[#{part + 1}]"
        else:
            child = node.get(part) if isinstance(node, Mapping) else None
            text += f".{part}" if text else part
        node = child
    return text

"""What is wrong with a scenario, each with the key path it concerns, and how a path is written for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .toml_lines import Path


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the path of the key (or of the table where a key is missing) and a sentence."""

    path: Path
    message: str


def written(path: Path, raw: object, names: dict[int, Counter[str]] | None = None) -> str:
    """Return a path as a person reads it, ``target[Yongbyon].lat_deg``: entries of lists by name, else from #1.

    ``names`` keeps how often each name stands in a list, by the list's id, for who asks often.
    """
    names = {} if names is None else names
    text = ""
    node: Any = raw
    for part in path:
        child: Any = None
        if isinstance(part, int):
            child = (
                node[part] if isinstance(node, Sequence) and not isinstance(node, str) and part < len(node) else None
            )
            name = child.get("name") if isinstance(child, Mapping) else None
            unique = isinstance(name, str) and _counted(node, names)[name] == 1
            text += f"[{name}]" if unique and name else f"[#{part + 1}]"
        else:
            child = node.get(part) if isinstance(node, Mapping) else None
            text += f".{part}" if text else part
        node = child
    return text


def _counted(entries: Any, names: dict[int, Counter[str]]) -> Counter[str]:
    if id(entries) not in names:
        found = (entry.get("name") for entry in entries if isinstance(entry, Mapping))
        names[id(entries)] = Counter(name for name in found if isinstance(name, str))
    return names[id(entries)]

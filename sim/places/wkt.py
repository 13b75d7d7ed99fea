"""Well-known text of a coordinate system (OGC 01-009, ESRI's, ISO 19162) as a tree: nothing is computed here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)|([\[\](),]))')
DEEPEST = 30


@dataclass(frozen=True)
class Node:
    """A keyword in capitals with what stands in its brackets: texts, numbers, words and further nodes, in order."""

    key: str
    parts: tuple[Node | str | float, ...]

    @property
    def name(self) -> str:
        """The quoted text that stands first, or nothing."""
        return self.parts[0] if self.parts and isinstance(self.parts[0], str) else ""

    @property
    def numbers(self) -> tuple[float, ...]:
        """The bare numbers."""
        return tuple(part for part in self.parts if isinstance(part, float))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes within."""
        return tuple(part for part in self.parts if isinstance(part, Node))

    def child(self, *keys: str) -> Node | None:
        """Return the first node within that has one of these keywords."""
        return next((node for node in self.nodes if node.key in keys), None)

    def walk(self) -> Iterator[Node]:
        """Yield the node itself and all nodes within, at any depth."""
        yield self
        for node in self.nodes:
            yield from node.walk()


def parse_wkt(text: str) -> Node:
    """Return the tree of a text. Raises ValueError for one that is not whole: brackets open, words left over."""
    root, at = _node(text, 0, 0)
    if text[at:].strip(" \t\r\n\0"):
        raise ValueError("something follows the coordinate system")
    return root


def _node(text: str, at: int, depth: int) -> tuple[Node, int]:
    match = _SIGN.match(text, at)
    if match is None or match[2] is None:
        raise ValueError("a keyword is missing")
    key, at = match[2].upper(), match.end()
    opening = _SIGN.match(text, at)
    if opening is None or opening[4] not in ("[", "("):
        return Node(key, ()), at  # a word, such as the direction of an axis
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    at = opening.end()
    parts: list[Node | str | float] = []
    while True:
        match = _SIGN.match(text, at)
        if match is None:
            raise ValueError("a bracket is not closed")
        if match[1] is not None:
            parts.append(match[1].replace('""', '"'))
            at = match.end()
        elif match[3] is not None:
            parts.append(float(match[3]))
            at = match.end()
        elif match[2] is not None:
            node, at = _node(text, at, depth + 1)
            parts.append(node)
        else:
            raise ValueError("brackets and commas do not fit")
        match = _SIGN.match(text, at)
        if match is None or match[4] not in (",", "]", ")"):
            raise ValueError("a bracket is not closed")
        at = match.end()
        if match[4] != ",":
            return Node(key, tuple(parts)), at

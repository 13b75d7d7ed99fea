"""Which line of a TOML file a value stands on; Python's own reader does not say.

A key path is a tuple of keys and, for entries of arrays, indices from 0: ("satellite", 1, "elements", 0, "epoch").
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]*")
_REST = re.compile(r"[^\n]*\n?")


def line_map(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every table, key and array entry of a TOML text.

    Meant for text that tomllib reads; text that it refuses gives what can be made out, never an error. A table
    that only its sub-tables imply stands where the first of them does.
    """
    return _Scanner(text).lines


def locate(lines: dict[Path, int], path: Path, folded: dict[Path, int] | None = None) -> int:
    """Return the line of a path, or of the nearest table around it where the path itself is missing; else 1.

    Keys are compared as they stand, then without regard to case; ``folded`` is `without_case` of the lines, for who
    asks often.
    """
    folded = without_case(lines) if folded is None else folded
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
        if (line := folded.get(_folded(path[:length]))) is not None:
            return line
    return 1


def without_case(lines: dict[Path, int]) -> dict[Path, int]:
    """Return the lines of paths in small letters; of several that differ in case alone the first one's."""
    found: dict[Path, int] = {}
    for path, line in lines.items():
        found.setdefault(_folded(path), line)
    return found


def _folded(path: Path) -> Path:
    return tuple(part.casefold() if isinstance(part, str) else part for part in path)


class _Scanner:
    """One pass over the text; ``at`` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.line = 1
        self.counted_to = 0
        self.lines: dict[Path, int] = {}
        self.last_index: dict[Path, int] = {}  # array of tables -> index of its latest table
        self._document()

    def _here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if match := pattern.match(self.text, self.at):
            self.at = match.end()

    def _take(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _document(self) -> None:
        table: Path = ()
        while True:
            self._skip(_SPACE)
            if self.at >= len(self.text):
                return
            if self._take("[["):
                table = self._heading(is_array=True)
            elif self._take("["):
                table = self._heading(is_array=False)
            else:
                self._pair(table)
            self._skip(_REST)  # a comment, or what could not be read

    def _heading(self, *, is_array: bool) -> Path:
        line = self._here()
        key = self._key()
        path: Path = ()
        for i, part in enumerate(key):
            path = (*path, part)
            is_last = i == len(key) - 1
            if is_last and is_array:
                self.lines.setdefault(path, line)
                self.last_index[path] = self.last_index.get(path, -1) + 1
            if path in self.last_index:
                path = (*path, self.last_index[path])
            if is_last:
                self.lines[path] = line
            self.lines.setdefault(path, line)
        return path

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            match = _KEY_PART.match(self.text, self.at)
            if match is None:
                return parts
            self.at = match.end()
            parts.append(_decoded(match.group()))
            self._skip(_BLANK)
            if not self._take("."):
                return parts

    def _pair(self, table: Path) -> None:
        line = self._here()
        key = self._key()
        self._skip(_BLANK)
        if not key or not self._take("="):
            return
        path = table
        for part in key:
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._skip(_BLANK)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._take("["):
            index = 0
            while True:
                self._skip(_SPACE)
                if self.at >= len(self.text) or self._take("]"):
                    return
                start = self.at
                self.lines[(*path, index)] = self._here()
                self._value((*path, index))
                index += 1
                self._skip(_SPACE)
                self._take(",")
                self.at = max(self.at, start + 1)
        elif self._take("{"):
            while True:
                self._skip(_SPACE)
                if self.at >= len(self.text) or self._take("}"):
                    return
                start = self.at
                self._pair(path)
                self._skip(_SPACE)
                self._take(",")
                self.at = max(self.at, start + 1)
        elif match := _STRING.match(self.text, self.at):
            self.at = match.end()
        else:
            self._skip(_SCALAR)


def _decoded(part: str) -> str:
    if part[0] not in "\"'":
        return part
    try:
        return str(tomllib.loads(f"key = {part}")["key"])
    except tomllib.TOMLDecodeError:
        return part[1:-1]

"""A note: sentences for people that carry what they are about, and their numbers, for files and tests to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

Value = float | str | Sequence[str] | Sequence[Sequence[str]] | None


class Note(str):
    """A text with the numbers in it beside it, each under a name with its unit.

    ``about`` is a word for the subject, such as "season". ``values`` are numbers, texts and lists of names, as JSON can
    hold them.
    """

    __slots__ = ("about", "values")
    about: str
    values: Mapping[str, Value]

    def __new__(cls, text: str, about: str = "", **values: Value) -> Note:
        """Return a note; a text without numbers needs no values."""
        made = super().__new__(cls, text)
        made.about, made.values = about, MappingProxyType(values)
        return made


def note_values(note: str) -> dict[str, Any]:
    """Return what a note is about and its values, for a file; a plain text has neither."""
    return {"about": note.about, **note.values} if isinstance(note, Note) else {"about": ""}

"""The unusable parts of a text: a record with the reasons and its object, if known, or a line outside records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from ...errors import DataError
from ...plain_text import plain
from ..elements import ElementSet

MOST_PROBLEMS_SHOWN = 10


@dataclass(frozen=True)
class Unusable:
    """A part of a text that gives no element set.

    ``problems`` are sentences that start with the place, ``label:line: ...``. ``name`` and ``catalog_number`` are those
    of the object if they are certain, else empty and 0. ``is_record`` is False for a line of text outside the records.
    ``ends_reading`` is True if the rest of the text cannot be read; then nothing of the text can be used.
    """

    problems: tuple[str, ...]
    name: str = ""
    catalog_number: int = 0
    is_record: bool = True
    ends_reading: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The element sets of a text in its order, and its unusable parts."""

    sets: tuple[ElementSet, ...]
    unusable: tuple[Unusable, ...] = ()


def problems_in(unusable: Iterable[Unusable]) -> list[str]:
    """Return all the sentences, in order."""
    return [problem for one in unusable for problem in one.problems]


def refuse(problems: Sequence[str]) -> NoReturn:
    """Raise DataError with the problems found, one a line and fit to print: ten in full, the rest as a count."""
    shown = [plain(problem) for problem in problems[:MOST_PROBLEMS_SHOWN]]
    if len(problems) > len(shown):
        shown.append(f"and {len(problems) - len(shown)} more")
    raise DataError("\n".join(shown))

"""The choice among the objects of a text: by number, by ranges of numbers, by names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

from ...errors import UsageError
from ...words import shortened
from ..elements import ElementSet
from .objects import MOST_LISTED, Groups, ObjectKey, display_names
from .unusable import Unusable

_NUMBERS = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?\Z", re.ASCII)
_NAME_MARK = "name:"


def select(groups: Groups, pattern: str) -> dict[ObjectKey, list[ElementSet]]:
    """Return the objects that a pattern chooses, in their order: the union of its parts, parted by commas.

    A part is a catalogue number `25544`, a range of them `40115-40120`, both ends included, or
    `name:WORLDVIEW*`, in which * and ? stand for any characters and case does not matter. A name is compared with
    every name an object has had. Raises UsageError for a part of another form, and if no object is chosen.
    """
    names = display_names(groups)
    chosen: set[ObjectKey] = set()
    for part in _parts(pattern):
        chosen |= _matches(groups, names, part)
    if not chosen:
        listed = [f"{name} ({key})" if str(key) != name else name for key, name in names.items()]
        raise UsageError(f"{pattern!r} selects no satellite; there are {shortened(listed, MOST_LISTED)}")
    return {key: members for key, members in groups.items() if key in chosen}


def unmatched_parts(groups: Groups, pattern: str) -> list[str]:
    """Return the parts of a pattern that choose no object."""
    names = display_names(groups)
    return [part for part in _parts(pattern) if not _matches(groups, names, part)]


def may_select(pattern: str, unusable: Unusable) -> bool:
    """Return whether a pattern may choose the object of a record that cannot be used, as far as the record is known."""
    for part in _parts(pattern):
        numbers = _NUMBERS.match(part)
        if numbers:
            low, high = int(numbers[1]), int(numbers[2] or numbers[1])
            if not unusable.catalog_number or low <= unusable.catalog_number <= high:
                return True
        elif not unusable.name or _same(unusable.name.upper(), part[len(_NAME_MARK) :].strip().upper()):
            return True
    return False


def _parts(pattern: str) -> list[str]:
    parts = [part.strip() for part in pattern.split(",") if part.strip()]
    for part in parts:
        numbers = _NUMBERS.match(part)
        if numbers and numbers[2] and int(numbers[1]) > int(numbers[2]):
            raise UsageError(f"{part!r} runs backwards; write {numbers[2]}-{numbers[1]}")
        if not numbers and not part.lower().startswith(_NAME_MARK):
            meant = f"; did you mean {_NAME_MARK}{part}?" if part[0].isalpha() else ""
            raise UsageError(
                f"{part!r} selects neither by number nor by name; write 25544, 40115-40120 or name:WORLDVIEW*{meant}"
            )
    if not parts:
        raise UsageError("the selection is empty; write 25544, 40115-40120 or name:WORLDVIEW*")
    return parts


def _matches(groups: Groups, names: Mapping[ObjectKey, str], part: str) -> set[ObjectKey]:
    numbers = _NUMBERS.match(part)
    if numbers:
        low, high = int(numbers[1]), int(numbers[2] or numbers[1])
        return {key for key, members in groups.items() if low <= members[-1].catalog_number <= high}
    wanted = part[len(_NAME_MARK) :].strip().upper()
    return {
        key
        for key, members in groups.items()
        if any(_same(name.upper(), wanted) for name in {names[key], *(e.name for e in members)})
    }


def _same(name: str, wanted: str) -> bool:
    return name == wanted or fnmatchcase(name, wanted)  # brackets in a name are also taken as they stand

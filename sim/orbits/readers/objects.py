"""Element sets gathered by the object they are of, its name for people, and the choice among objects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from ...errors import UsageError
from ...words import shortened
from ..elements import ElementSet

ObjectKey = int | str  # the catalogue number, or the name of an object without one
Groups = Mapping[ObjectKey, list[ElementSet]]

_NUMBERS = re.compile(r"([0-9]{1,9})(?:\s*-\s*([0-9]{1,9}))?\Z", re.ASCII)
_NAME_MARK = "name:"
_MOST_LISTED = 9


def group_by_object(sets: Iterable[ElementSet]) -> dict[ObjectKey, list[ElementSet]]:
    """Return the sets of each object by epoch, objects in the order of their first set.

    The key is the catalogue number; without one the name, else the international designator.
    """
    groups: dict[ObjectKey, list[ElementSet]] = {}
    for elements in sets:
        groups.setdefault(elements.catalog_number or elements.name or elements.object_id, []).append(elements)
    for members in groups.values():
        members.sort(key=lambda e: (e.epoch_jd, e.epoch_fr))
    return groups


def display_names(groups: Groups) -> dict[ObjectKey, str]:
    """Return a name for each object, no two alike.

    It is the name of the newest set that has one, as given; a name shared by several objects is followed by
    the number, `OBJECT A (58400)`; an object without a name goes by its number (or designator).
    """
    names = {
        key: next((e.name for e in reversed(members) if e.name), "") or str(key) for key, members in groups.items()
    }
    while shared := {name for name, count in Counter(names.values()).items() if count > 1}:
        names = {k: f"{n} ({groups[k][-1].catalog_number})" if n in shared else n for k, n in names.items()}
    return names


def select(groups: Groups, pattern: str) -> dict[ObjectKey, list[ElementSet]]:
    """Return the objects that a pattern chooses, in their order: the union of its parts, parted by commas.

    A part is a catalogue number `25544`, a range of them `40115-40120`, both ends included, or
    `name:WORLDVIEW*`, in which * and ? stand for any characters and case does not matter; it is held against
    every name an object has had. Raises UsageError for a part of another form, and when nothing at all is
    chosen.
    """
    names = display_names(groups)
    chosen: set[ObjectKey] = set()
    for part in _parts(pattern):
        chosen |= _matches(groups, names, part)
    if not chosen:
        listed = [f"{name} ({key})" if str(key) != name else name for key, name in names.items()]
        raise UsageError(f"{pattern!r} selects no satellite; there are {shortened(listed, _MOST_LISTED)}")
    return {key: members for key, members in groups.items() if key in chosen}


def unmatched_parts(groups: Groups, pattern: str) -> list[str]:
    """Return the parts of a pattern that choose nothing: worth a note when the others do."""
    names = display_names(groups)
    return [part for part in _parts(pattern) if not _matches(groups, names, part)]


def _parts(pattern: str) -> list[str]:
    parts = [part.strip() for part in pattern.split(",") if part.strip()]
    for part in parts:
        numbers = _NUMBERS.match(part)
        if numbers and numbers[2] and int(numbers[1]) > int(numbers[2]):
            raise UsageError(f"{part!r} runs backwards; write {numbers[2]}-{numbers[1]}")
        if not numbers and not part.lower().startswith(_NAME_MARK):
            raise UsageError(
                f"{part!r} selects neither by number nor by name; write 25544, 40115-40120 or name:WORLDVIEW*"
            )
    if not parts:
        raise UsageError("the selection is empty; write 25544, 40115-40120 or name:WORLDVIEW*")
    return parts


def _matches(groups: Groups, names: Mapping[ObjectKey, str], part: str) -> set[ObjectKey]:
    numbers = _NUMBERS.match(part)
    if numbers:
        low, high = int(numbers[1]), int(numbers[2] or numbers[1])
        return {key for key in groups if isinstance(key, int) and low <= key <= high}
    wanted = part[len(_NAME_MARK) :].strip().upper()
    return {
        key
        for key, members in groups.items()
        if any(_same(name.upper(), wanted) for name in {names[key], *(e.name for e in members)})
    }


def _same(name: str, wanted: str) -> bool:
    return name == wanted or fnmatchcase(name, wanted)  # brackets in a name are also taken as they stand

"""Element sets gathered by the object they are of, and a name for each object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...clock import format_utc
from ...words import shortened
from ..elements import ElementSet
from .same_object import PLACEHOLDERS, first_contradiction, parted_by_designator, parted_by_name
from .unusable import Unusable, problems_in, refuse

ObjectKey = int | str  # the catalogue number, or the name of an object without one
Groups = Mapping[ObjectKey, list[ElementSet]]

MOST_LISTED = 9


@dataclass(frozen=True)
class Objects:
    """The objects of some element sets, and the sets whose object is not certain.

    ``groups`` holds the sets of each object by epoch, objects in the order of their first set. The key is the catalogue
    number; without one the name, else the designator. Objects that share a number have name (or designator) and number
    as key; ``shared`` holds these keys. ``unclear`` holds sets that share a number and are surely of several objects,
    without a name or designator to separate them.
    """

    groups: dict[ObjectKey, list[ElementSet]]
    unclear: tuple[Unusable, ...] = ()
    shared: Mapping[int, tuple[ObjectKey, ...]] = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """Sentences for people: which numbers stand for several objects."""
        names = display_names(self.groups)
        told = []
        for number, keys in self.shared.items():
            told.append(
                f"catalogue number {number} stands for {len(keys)} objects, told apart by name, designator and orbit: "
                f"{shortened([names[key] for key in keys], MOST_LISTED)}"
            )
        return told


def group_by_object(sets: Iterable[ElementSet]) -> dict[ObjectKey, list[ElementSet]]:
    """Return the sets of each object by epoch, objects in the order of their first set; see ``Objects.groups``.

    Raises DataError for sets that share a number, are surely of several objects, and have nothing to tell them apart.
    """
    found = objects_of(sets)
    if found.unclear:
        refuse(problems_in(found.unclear))
    return found.groups


def objects_of(sets: Iterable[ElementSet]) -> Objects:
    """Return the objects of some element sets; see ``Objects``, and docs/inputs.md for what makes two sets of one."""
    by_number: dict[ObjectKey, list[ElementSet]] = {}
    for elements in sets:
        by_number.setdefault(elements.catalog_number or elements.name or elements.object_id, []).append(elements)
    groups: dict[ObjectKey, list[ElementSet]] = {}
    unclear: list[Unusable] = []
    shared: dict[int, tuple[ObjectKey, ...]] = {}
    for key, members in by_number.items():
        if len(members) == 1:
            groups[key] = members
            continue
        members.sort(key=_epoch)
        found = _objects_of_number(members, unclear)
        if len(found) == 1 and len(found[0]) == len(members):
            groups[key] = found[0]
            continue
        keys = []
        for one in found:
            label = next((e.name for e in reversed(one) if e.name), "") or one[-1].object_id
            keys.append(_new_key(f"{label} ({key})", by_number, groups))
            groups[keys[-1]] = one
        if isinstance(key, int) and len(keys) > 1:
            shared[key] = tuple(keys)
    return Objects(groups, tuple(unclear), shared)


def _objects_of_number(members: list[ElementSet], unclear: list[Unusable]) -> list[list[ElementSet]]:
    """Return the objects among the sets of one number, each in order of epoch; add to ``unclear`` what is of none."""
    by_name = members[0].catalog_number in PLACEHOLDERS
    candidates, rest = (parted_by_name if by_name else parted_by_designator)(members)
    found = []
    for candidate in candidates:
        candidate.sort(key=_epoch)
        clash = first_contradiction(candidate)
        if clash is None:
            found.append(candidate)
            continue
        parts, left = parted_by_name(candidate)
        rest += left
        for part in parts:
            part.sort(key=_epoch)
            clash = first_contradiction(part)
            if clash is None:
                found.append(part)
            else:
                unclear.append(_clashing(part, *clash))
    unclear += [_of_none(one) for one in rest]
    return found


def _epoch(elements: ElementSet) -> tuple[float, float]:
    return elements.epoch_jd, elements.epoch_fr


def _new_key(key: str, *taken: Mapping[ObjectKey, object]) -> str:
    number = 1
    new = key
    while any(new in one for one in taken):
        number += 1
        new = f"{key} #{number}"
    return new


def _called(elements: ElementSet) -> str:
    name = elements.name or elements.object_id
    number = elements.catalog_number
    return f"{name} ({number})" if name and number else name or str(number)


def _place(elements: ElementSet) -> str:
    return f"{elements.source}: " if elements.source else ""


def _clashing(part: Sequence[ElementSet], a: ElementSet, b: ElementSet, why: str) -> Unusable:
    sentence = (
        f"{_place(a)}the {len(part)} sets of {_called(b)} are of several objects: those of "
        f"{format_utc(a.epoch_utc)} and {format_utc(b.epoch_utc)} are {why}, and nothing in them tells the objects "
        "apart; give each its own number, name or designator"
    )
    return Unusable((sentence,), b.name, b.catalog_number)


def _of_none(one: ElementSet) -> Unusable:
    sentence = (
        f"{_place(one)}the set of {_called(one)} of {format_utc(one.epoch_utc)} may be of several objects that share "
        "its number; give it the name and the designator of one of them"
    )
    return Unusable((sentence,), one.name, one.catalog_number)


def display_names(groups: Groups) -> dict[ObjectKey, str]:
    """Return a name for each object, no two alike.

    It is the name of the newest set that has one, as given; a name shared by several objects is followed by
    the number, `OBJECT A (58400)`, or, where they share that too, by its key's own words; an object without a name goes
    by its number (or designator).
    """
    names = {
        key: next((e.name for e in reversed(members) if e.name), "") or str(key) for key, members in groups.items()
    }
    numbered: set[ObjectKey] = set()
    while shared := {name for name, count in Counter(names.values()).items() if count > 1}:
        for key, name in names.items():
            if name in shared:
                number = groups[key][-1].catalog_number
                names[key] = f"{name} ({number if key not in numbered or isinstance(key, int) else key})"
                numbered.add(key)
    return names

"""From element sets to satellites: the sets of one object are one satellite, whatever names and order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..orbits.elements import ElementSet
from ..orbits.readers import (
    ObjectKey,
    Unusable,
    display_names,
    may_select,
    objects_of,
    read_catalogue,
    unmatched_parts,
)
from ..orbits.readers import select as select_objects
from ..orbits.readers.unusable import problems_in, refuse
from ..words import listed
from .satellite import Satellite

Groups = Mapping[ObjectKey, list[ElementSet]]


@dataclass(frozen=True)
class Chosen:
    """The sets of each object that is asked for, what cannot be used of what is, and what a reader should know.

    ``unmatched`` are the parts of the choice that choose nothing.
    """

    groups: Groups
    unusable: tuple[Unusable, ...]
    unmatched: tuple[str, ...]
    notes: tuple[str, ...]


def choose(sets: Iterable[ElementSet], unusable: Iterable[Unusable], select: str | None) -> Chosen:
    """Return the objects of some sets that ``select`` chooses, all without it.

    Of records that cannot be used only those count that it may choose. Raises UsageError for a choice that is wrong or
    chooses nothing, DataError where what it chooses is there and cannot be used.
    """
    found = objects_of(sets)
    groups: Groups = found.groups
    left_out, unmatched = [*unusable, *found.unclear], []
    if select is not None:
        left_out = [one for one in left_out if one.is_record and may_select(select, one)]
        try:
            groups = select_objects(found.groups, select)
        except UsageError:
            if meant := [one for one in left_out if one.name or one.catalog_number]:
                refuse(problems_in(meant))
            raise
        unmatched = unmatched_parts(found.groups, select)
    return Chosen(groups, tuple(left_out), tuple(unmatched), tuple(found.notes))


def satellites_of(groups: Groups) -> list[Satellite]:
    """Return a satellite for each object, each with a name of its own and its sets by epoch."""
    names = display_names(groups)
    return [Satellite(names[key], sets[-1].catalog_number, tuple(sets)) for key, sets in groups.items()]


def satellites(source: str | Path | Iterable[ElementSet], select: str | None = None) -> list[Satellite]:
    """Return the satellites of a file of element sets, or of sets already read, in the order of their first set.

    The sets of one object are one satellite, as on the command line: `sim.find_access` gives each pass the nearest of
    them. ``select`` chooses among the objects as --select does: "58463,59452", "40115-40120", "name:KORSAT*".

    Raises UsageError for a file that is not there and for a part of ``select`` that chooses nothing, DataError for
    records, of what is chosen, that cannot be used or cannot be given to one object: `sim.read_catalogue` tells the
    usable from the others.
    """
    if isinstance(source, (str, Path)):
        catalogue = read_catalogue(source)
        chosen = choose(catalogue.sets, catalogue.unusable, select)
    else:
        chosen = choose(source, (), select)
    if chosen.unusable:
        refuse(problems_in(chosen.unusable))
    if chosen.unmatched:
        raise UsageError(f"select = {select!r}: {listed(chosen.unmatched)} selects no satellite")
    return satellites_of(chosen.groups)

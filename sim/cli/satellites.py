"""The satellites of an element file that a command is asked about, and what of the file cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from .console import note

if TYPE_CHECKING:
    from ..constellation.satellite import Satellite
    from ..orbits.elements import ElementSet
    from ..orbits.readers import ObjectKey, Unusable

MOST_NAMED = 5  # records left out, before the rest is only counted


def satellites_of(elements: str, select: str | None, *, strict: bool = False) -> list[Satellite]:
    """Return the satellites of --elements, those of --select where it is given; see ``objects_of_file``."""
    from ..constellation.satellite import Satellite
    from ..orbits.readers import display_names

    groups = objects_of_file(elements, select, strict=strict)
    names = display_names(groups)
    return [Satellite(names[key], sets[-1].catalog_number, tuple(sets)) for key, sets in groups.items()]


def objects_of_file(
    elements: str, select: str | None = None, *, strict: bool = False
) -> Mapping[ObjectKey, list[ElementSet]]:
    """Return the sets of each object of an element file, those of --select where it is given.

    Notes on stderr say what is left out because it cannot be used, which parts of --select choose nothing, and which
    number stands for several objects. What --select leaves out is not held against the file.
    Raises UsageError that names --select where that is wrong; DataError for a file of which nothing can be used, and,
    with ``strict``, for one with any record that cannot be used.
    """
    from ..orbits.readers import may_select, objects_of, read_catalogue, unmatched_parts
    from ..orbits.readers import select as select_objects
    from ..orbits.readers.unusable import problems_in, refuse

    catalogue = read_catalogue(elements)
    found = objects_of(catalogue.sets)
    groups = found.groups
    unusable = [*catalogue.unusable, *found.unclear]
    if select is not None:
        try:
            unusable = [one for one in unusable if one.is_record and may_select(select, one)]
            groups = select_objects(groups, select)
        except UsageError as error:
            if meant := [one for one in unusable if one.name or one.catalog_number]:
                refuse(problems_in(meant))  # what is asked for is there, and cannot be used
            raise UsageError(f"--select: {error}") from None
        for part in unmatched_parts(found.groups, select):
            note(f"warning: --select {part} selects no satellite")
    if unusable and (strict or not groups):
        refuse(problems_in(unusable))
    _note_what_is_left_out(unusable, len(catalogue.sets) + sum(one.is_record for one in catalogue.unusable))
    for line in found.notes:
        note(f"note: {line}")
    return groups


def _note_what_is_left_out(unusable: Sequence[Unusable], records: int) -> None:
    """Name the records that are left out and the lines passed over, the first few of each, and count them."""
    left = [one for one in unusable if one.is_record]
    for one in left[:MOST_NAMED]:
        for problem in one.problems:
            note(f"warning: {problem}")
    if left:
        which = "it is" if len(left) == 1 else "they are"
        more = f", {MOST_NAMED} of them named above" if len(left) > MOST_NAMED else ""
        note(f"warning: {len(left):,} of {records:,} records cannot be used{more}; {which} left out (--strict refuses)")
    stray = [one for one in unusable if not one.is_record]
    if stray:
        lines = "1 line of text is" if len(stray) == 1 else f"{len(stray):,} lines of text are"
        first = stray[0].problems[0]
        note(f"note: {lines} passed over, the first at {first}")

"""The satellites of an element file that a command uses, and notes on unusable records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..constants import DAY_S
from ..errors import DataError, UsageError
from .console import note

if TYPE_CHECKING:
    from ..clock import Span
    from ..constellation.satellite import Satellite
    from ..orbits.elements import ElementSet
    from ..orbits.readers import ObjectKey, Unusable

MOST_NAMED = 5  # records left out, before the rest is only counted


def satellites_of(elements: str, select: str | None, *, strict: bool = False) -> list[Satellite]:
    """Return the satellites of --elements, those of --select where it is given; see ``objects_of_file``."""
    from ..constellation.from_sets import satellites_of as satellites_of_objects

    return satellites_of_objects(objects_of_file(elements, select, strict=strict))


def objects_of_file(
    elements: str, select: str | None = None, *, strict: bool = False
) -> Mapping[ObjectKey, list[ElementSet]]:
    """Return the sets of each object of an element file, those of --select where it is given.

    Notes on stderr name records that cannot be used, parts of --select that choose nothing, and numbers that belong to
    several objects. Records that --select does not choose are not checked. Raises UsageError that names --select if
    that is wrong. Raises DataError for a file without usable records; with ``strict``, for any unusable record.
    """
    from ..constellation.from_sets import choose
    from ..orbits.readers import read_catalogue
    from ..orbits.readers.unusable import problems_in, refuse

    catalogue = read_catalogue(elements)
    try:
        chosen = choose(catalogue.sets, catalogue.unusable, select)
    except UsageError as error:
        raise UsageError(f"--select: {error}") from None
    for part in chosen.unmatched:
        note(f"warning: --select {part} selects no satellite")
    if chosen.unusable and (strict or not chosen.groups):
        refuse(problems_in(chosen.unusable))
    _note_what_is_left_out(chosen.unusable, len(catalogue.sets) + sum(one.is_record for one in catalogue.unusable))
    for line in chosen.notes:
        note(f"note: {line}")
    return chosen.groups


def nearest_sets(groups: Iterable[list[ElementSet]], span: Span, *, allow_stale: bool) -> list[ElementSet]:
    """Return one set an object, the one nearest to the middle of the span, without sets that are too old."""
    from ..orbits.service import AGEING_DAYS, STALE_DAYS, epoch_s

    middle_s = 0.5 * span.duration_s

    def age_d(one: ElementSet) -> float:
        return abs(epoch_s(one, span) - middle_s) / DAY_S

    nearest = [min(group, key=age_d) if len(group) > 1 else group[0] for group in groups]
    ages_d = [age_d(one) for one in nearest]
    of_use = [one for one, age in zip(nearest, ages_d, strict=True) if age <= STALE_DAYS or allow_stale]
    if not of_use:
        raise DataError(
            f"every element set is over {STALE_DAYS:,.0f} days from the span, the nearest {min(ages_d):,.0f}; "
            "give sets nearer in time, or add --allow-stale"
        )
    if stale := len(nearest) - len(of_use):
        note(f"warning: {stale:,} objects are left out: their sets are over {STALE_DAYS:,.0f} days from the span")
    if ageing := sum(age > AGEING_DAYS and (age <= STALE_DAYS or allow_stale) for age in ages_d):
        note(
            f"warning: the sets of {ageing:,} objects are over {AGEING_DAYS:g} days from the span; "
            "times are off by some 1-8 s after 7 days, 30-190 s after 30"
        )
    return of_use


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

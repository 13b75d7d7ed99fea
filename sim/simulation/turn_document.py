"""The turning points of all readings of a run that do not simply hold, as ``turns`` of summary.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..studies.moved_limits import FINE
from .turn_bounds import Bounds
from .turn_questions import MIDDLE, WIDEST, start_of, unsettled
from .turns import MONTHS, MONTHS_DOWN_TO, drawing_of_months, months_of, part_of, turns_of

if TYPE_CHECKING:
    from .loaded import Loaded
    from .result import Result

Progress = Callable[[float], None]

STARTS = (MIDDLE, WIDEST)


def check_turns(simulation: Loaded) -> None:
    """Raise UsageError where no claim of a simulation has a reading."""
    if not any(claim.coverage_readings for claim in simulation.claims):
        raise UsageError(
            f"--turns moves what readings of a claim rest on, and {simulation.name} has no claim with readings; add "
            "--claim NAME"
        )


def turns_document(result: Result, progress: Progress = lambda share: None) -> dict[str, Any]:
    """Return the document, made once for each result; values that are not finite are in it as such.

    ``narrowed_to``: the width of a turn, degrees or seconds. ``other_months``: how they were drawn, and the width to
    which a first value is narrowed before it is interpolated. ``bases``: for each claim the combinations that
    assumptions are moved from. ``bounds``: what swaths and planes alone allow, by base and target, s and looks a day.

    ``readings``: an entry for each reading, limit, ``over`` and base; readings that hold with all that is tried are
    left out. ``value`` and ``true``: what it gives at the base, in the unit of its measure. ``sentences``: the entry in
    words. ``moved``: an entry for each limit of each kind of sensor, then for the number of satellites in service:
    ``now`` the values at the base (null: no limit), ``from`` and ``to`` the values of least and most access tried,
    ``turns`` in that order (``before``, ``after``, ``value_before``, ``value_after``, ``becomes_true``), ``closest``
    the value tried first that has the largest margin and what it gives, ``other_months`` the first value at which it is
    true in each (``share`` of months that have one, ``p5``, ``p50``, ``p95`` of the values, null beyond those that
    do), ``allowed_from`` the first value that bounds do not rule out (``any_phasing``, and ``area_rate`` for means;
    null: none; the whole null: bounds do not speak of it), ``left_out`` what it gives without each satellite.
    ``choices``: assumptions that are words, such as the use of images by night, each word with what it gives.
    """
    if "turns" not in result.made:
        result.made["turns"] = _document(result, progress)
    document: dict[str, Any] = result.made["turns"]
    return document


def _document(result: Result, progress: Progress) -> dict[str, Any]:
    questions = list(unsettled(result))
    claims = list({one.claim.id: one.claim for one in questions}.values())
    drawing, months = drawing_of_months(result, MONTHS), months_of(result, MONTHS if questions else 0)
    bounds = Bounds(result.simulation.constellation)
    bases, bound_rows, readings = [], [], []
    for number, claim in enumerate(claims):
        starts = [start_of(result, claim, name) for name in STARTS]
        if starts[0].base == starts[1].base:
            starts = starts[:1]
        for start in starts:
            bases.append({"claim": claim.id, "base": start.name, "words": start.words, "case": dict(start.case)})
            bound_rows += [{"claim": claim.id, **row} for row in bounds.rows(start.name, start.base)]
        mine = [one for one in questions if one.claim.id == claim.id]
        readings += turns_of(result, mine, starts, months, progress=part_of(progress, number, len(claims)))
    return {
        "narrowed_to": FINE,
        "other_months": {
            "count": drawing.count,
            "places_per_satellite": drawing.phases,
            "anomaly_spread_deg": drawing.anomaly_spread_deg,
            "dead_band_km": drawing.dead_band_km if drawing.kept else None,
            "held_on_their_tracks": list(drawing.kept),
            "seed": drawing.seed,
            "narrowed_to": round(MONTHS_DOWN_TO * FINE, 6),
        },
        "bases": bases,
        "bounds": bound_rows,
        "readings": [{**one.to_dict(), "sentences": one.sentences} for one in readings],
    }

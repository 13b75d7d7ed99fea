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

    ``narrowed_to``: the width of a turn, degrees or seconds. ``other_months``: how they were drawn. ``bases``: for each
    claim the combinations that assumptions are moved from. ``bounds``: what swaths and planes alone allow, by base and
    target. ``readings``: each reading, limit, way of taking targets and base, with its turns (``turn_results``) and in
    ``sentences``. Readings that hold with all that is tried are left out.
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

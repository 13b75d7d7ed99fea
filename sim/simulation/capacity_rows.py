"""Capacity for every target of a run: its looks with all targets wanted at once, and with it wanted alone.

Regions are left out, because an area is not imaged in one turn of a satellite. Satellites whose sensors have no agility
are left out too. Two sensors of one satellite share its line of sight and its agility. In a pass an image by either is
one image of the target. The weight of a target is that of the scenario times its wait (``sim.studies.capacity``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..constellation.constellation import Constellation
from ..studies.assumptions import Case

if TYPE_CHECKING:
    from ..revisit.gaps import Gaps
    from ..studies.survey import Surveyor


def capacity_rows(
    constellation: Constellation, surveyor: Surveyor, standing: Mapping[str, Case]
) -> list[dict[str, Any]]:
    """Return a row for each place and case; none where no sensor in use has an agility, or no target is a place.

    ``looks_alone`` and ``looks_taken`` start inside the span: of images of the place wanted alone, and of those taken
    when all are wanted at once; ``lost_share``, 0 to 1, is what the others cost it (negative where a budget left over
    elsewhere gives it more; NaN without looks). ``gap_mean_alone_s`` and ``gap_max_alone_s``, and of images of all at
    once the same without "alone": between such images, completed; the longest are lower bounds where ``..._censored``
    says so. The same for all places of a case: ``exact_passes`` were ordered best, ``greedy_passes`` may be worth less
    by a share of ``greedy_shortfall`` at most.
    """
    from ..studies.capacity import Imager, capacity_of
    from ..windows.search import Search

    tasking = constellation.tasking
    agility = {carried: one for carried in surveyor.searches if (one := tasking.agility_of(carried)) is not None}
    places = [constellation.places[target.first] for target in constellation.targets if target.region is None]
    if not agility or not places:
        return []
    over = {  # without the regions
        carried: Search(surveyor.searches[carried].ephemeris, places, threads=surveyor.threads) for carried in agility
    }
    from_s, to_s = constellation.searched_s
    end_s = constellation.span.duration_s
    rows: list[tuple[int, dict[str, Any]]] = []
    for case, assumed in standing.items():
        imagers = []
        for carried, search in over.items():
            windows = surveyor.seen(carried, assumed).united()
            imagers.append(Imager(search, windows.take(windows.target < len(places)), agility[carried]))
        found = capacity_of(imagers)
        taken, alone = found.looks(0.0, end_s)
        lost = found.lost_share(0.0, end_s)
        for j, place in enumerate(places):
            together, by_itself = found.gaps(j, 0.0, end_s, searched_from_s=from_s, searched_to_s=to_s)
            row = {
                "target": place.name,
                "case": case,
                "looks_alone": int(alone[j]),
                "looks_taken": int(taken[j]),
                "lost_share": float(lost[j]),
                **_gap_figures(by_itself, "_alone"),
                **_gap_figures(together, ""),
                "exact_passes": found.exact_passes,
                "greedy_passes": found.greedy_passes,
                "greedy_shortfall": found.greedy_shortfall,
            }
            rows.append((j, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _gap_figures(gaps: Gaps, suffix: str) -> dict[str, Any]:
    """Return the mean and longest gap; both are 0 for a place imaged throughout, as in ``sim.revisit.figures``."""
    length_s = gaps.length_s
    longest = int(np.argmax(length_s)) if len(gaps) else None
    return {
        f"gap_mean{suffix}_s": float(length_s[gaps.in_means].mean()) if longest is not None else 0.0,
        f"gap_max{suffix}_s": float(length_s[longest]) if longest is not None else 0.0,
        f"gap_max{suffix}_censored": bool(gaps.censored[longest]) if longest is not None else False,
    }

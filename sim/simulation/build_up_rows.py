"""The build-up of a run as rows: each stretch, the stages between changes of the constellation, first true readings.

A *stage* is the time between two changes of the constellation: a launch, a start or an end of service, a decay. Its
figures are of the stretches that lie wholly within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import numpy as np

from ..clock import format_utc
from ..constellation.counted import IN_ORBIT, IN_SERVICE, Counted
from ..constellation.satellite import Satellite
from ..revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, GAP_MEAN, LOOKS_PER_DAY, N_CENSORED, N_LOOKS, FigureKind
from ..studies.build_up import BuildUp
from ..studies.first_true import TRUE_BEYOND_PHASING, FirstTrue, Over, first_of, first_true, share_true
from .building_up import SPREAD
from .searched import Searched

Rows = list[dict[str, Any]]

PERCENTS = (5.0, 50.0, 95.0)
OVERS: tuple[Over, ...] = ("each", "any")


def build_up_rows(searched: Searched) -> Rows:
    """Return a row for each stretch, way of counting, case and target; none where the scenario has no [build_up].

    ``satellites`` is the number that count at some time of the stretch. Figures are those of a run of the stretch
    alone, NaN where no satellite counts. ``gap_mean_p5_s`` and so on are percentiles over draws of another phasing.
    ``oldest_set_d`` is the largest age of a set in use, days. A way that leaves out satellites has rows only for the
    stretches in which that changes something.
    """
    built = searched.build_up_found
    if built is None:
        return []
    days = built.stretches[0].days
    rows = []
    for way in built.ways:
        looks, means, longest, censored = (
            built.values(way.name, kind.name) for kind in (N_LOOKS, GAP_MEAN, GAP_MAX, N_CENSORED)
        )
        spread = {kind: built.percentiles(way.name, kind.name, PERCENTS) for kind in SPREAD}
        for w, stretch in enumerate(built.stretches):
            if way.name not in (IN_ORBIT, IN_SERVICE) and _same_as_in_service(built, way, w):
                continue
            head = {
                "start_utc": format_utc(stretch.start),
                "end_utc": format_utc(stretch.end),
                "counted": way.name,
                "satellites": len(way.serving(stretch)),
                "oldest_set_d": float(built.oldest_set_d[way.name][w]),
            }
            for c, case in enumerate(searched.standing):
                for j, target in enumerate(searched.targets):
                    at = w, c, j
                    n = float(looks[at])
                    row = {
                        **head, "case": case, "target": target,
                        N_LOOKS.name: int(n) if n == n else 0,
                        LOOKS_PER_DAY.name: n / days if n == n else 0.0,
                        GAP_MEAN.name: float(means[at]),
                        GAP_MAX.name: float(longest[at]),
                        N_CENSORED.name: int(censored[at]) if n == n else 0,
                    }  # fmt: skip
                    for kind, of in spread.items():
                        row |= {_percentile(kind, p): float(of[(i, *at)]) for i, p in enumerate(PERCENTS)}
                    rows.append(row)
    return sorted(rows, key=lambda row: row["start_utc"])


def _same_as_in_service(built: BuildUp, way: Counted, number: int) -> bool:
    return built.surveys[way.name][number] is built.surveys[IN_SERVICE][number]


def _percentile(kind: FigureKind, percent: float) -> str:
    return f"{kind.name.removesuffix('_s')}_p{percent:g}_s"


def build_up_stage_rows(searched: Searched) -> Rows:
    """Return a row for each stage, way of counting, case and target.

    ``changes`` names what happened before its first stretch. Figures are of the stretches wholly within it, where
    somebody counts: looks a day on average, the median over them of the mean gap and of its percentiles over the draws,
    and the longest gap of any. A way that leaves out satellites has rows for the stages in which that changes
    something.
    """
    built = searched.build_up_found
    if built is None:
        return []
    ways = {way.name: way for way in built.ways}
    rows = []
    for first, after, moment, changes in _stages(built):
        of = slice(first, after)
        stretch = built.stretches[first]
        head = {
            "from_utc": format_utc(moment),
            "changes": changes,
            "first_utc": format_utc(stretch.start),
            "last_utc": format_utc(built.stretches[after - 1].end),
            "stretches": after - first,
            "in_orbit": len(ways[IN_ORBIT].serving(stretch)),
            "in_service": len(ways[IN_SERVICE].serving(stretch)),
        }
        for way in built.ways:
            left_out = way.name not in (IN_ORBIT, IN_SERVICE)
            if left_out and all(_same_as_in_service(built, way, w) for w in range(first, after)):
                continue
            looks, mean, longest, censored = (
                built.values(way.name, kind.name)[of] for kind in (N_LOOKS, GAP_MEAN, GAP_MAX, N_CENSORED)
            )
            spread = np.median(built.percentiles(way.name, GAP_MEAN.name, PERCENTS)[:, of], axis=1)
            at_longest = np.argmax(longest, axis=0)
            oldest_set_d = float(built.oldest_set_d[way.name][of].max())
            for c, case in enumerate(searched.standing):
                for j, target in enumerate(searched.targets):
                    k = at_longest[c, j]
                    row = {
                        **head, "counted": way.name, "oldest_set_d": oldest_set_d, "case": case, "target": target,
                        LOOKS_PER_DAY.name: float(np.mean(looks[:, c, j])) / stretch.days,
                        GAP_MEAN.name: float(np.median(mean[:, c, j])),
                    }  # fmt: skip
                    row |= {_percentile(GAP_MEAN, p): float(spread[i, c, j]) for i, p in enumerate(PERCENTS)}
                    row |= {
                        GAP_MAX.name: float(longest[k, c, j]),
                        GAP_MAX_CENSORED.name: bool(censored[k, c, j] > 0),
                    }
                    rows.append(row)
    return rows


def _stages(built: BuildUp) -> Iterator[tuple[int, int, datetime, list[str]]]:
    """Yield the stretches [first, after) of each stage that has whole ones, its begin, and what changed before."""
    events = sorted(event for one in built.constellation.satellites for event in _events(one))
    starts = [*built.starts, built.stretches[-1].end]
    began, changes, first = starts[0], [text for moment, text in events if moment <= starts[0]], 0
    for moment, text in [(m, t) for m, t in events if starts[0] < m < starts[-1]]:
        at = next(w for w in range(len(built.stretches)) if starts[w] <= moment < starts[w + 1])
        if at > first:  # a whole stretch lies before it
            yield first, at, began, changes
            changes, began = [], moment
        elif not changes:
            began = moment
        changes = [*changes, text]
        first = at if moment == starts[at] else at + 1
    if first < len(built.stretches):
        yield first, len(built.stretches), began, changes


def _events(one: Satellite) -> Iterator[tuple[datetime, str]]:
    assumed = "" if one.service_confirmed else ", assumed"
    if one.launch is not None:
        yield one.launch, f"{one.name} launched"
    if one.in_service is not None and one.in_service != one.launch:
        yield one.in_service, f"{one.name} in service{assumed}"
    if one.out_of_service is not None and one.out_of_service != one.decay:
        yield one.out_of_service, f"{one.name} out of service"
    if one.decay is not None:
        yield one.decay, f"{one.name} decayed"


def first_true_rows(searched: Searched) -> Rows:
    """Return a row for each reading followed, way of counting, case and way of taking targets: when it first holds.

    ``first_utc`` is the start of the first stretch in which it is true, ``lasting_utc`` of the first from which it is
    true in all that follow, None where there is none. ``n_true`` counts the stretches in which it is true, ``n_since``
    those from the first on; ``turned_utc`` names those in which it became true or false. ``beyond_phasing_utc`` is as
    ``lasting_utc`` for a reading that counts as true where it is in at least 95 % of the draws of another phasing.
    """
    built, table = searched.build_up_found, searched.simulation.scenario.build_up
    if built is None or table is None:
        return []
    rows = []
    for reading in table.followed:
        name, limit_s, compare, threshold = reading.kind.name, reading.limit_s, reading.compare, reading.threshold
        for way in built.ways:
            values = built.values(way.name, name, limit_s)
            for over in OVERS:
                surely = np.zeros(values.shape[:2], dtype=bool)
                if built.draws:
                    share = share_true(built, way.name, name, compare, threshold, limit_s=limit_s, over=over)
                    surely = share >= TRUE_BEYOND_PHASING
                for c, case in enumerate(searched.standing):
                    found = first_true(built.starts, values[:, c], compare, threshold, over=over)
                    rows.append(
                        {
                            "reading": reading.text,
                            "figure": name,
                            "compare": compare,
                            "threshold": threshold,
                            "limit_s": limit_s,
                            "over": over,
                            "counted": way.name,
                            "case": case,
                            **_told(found),
                            "beyond_phasing_utc": _utc(first_of(built.starts, surely[:, c]).lasting),
                        }
                    )
    return rows


def _told(found: FirstTrue) -> dict[str, Any]:
    return {
        "first_utc": _utc(found.first),
        "lasting_utc": _utc(found.lasting),
        "n_true": found.n_true,
        "n_since": found.n_since,
        "turned_utc": [format_utc(one) for one in found.turned],
    }


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else format_utc(moment)

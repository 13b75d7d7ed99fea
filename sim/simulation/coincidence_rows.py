"""Looks of two sensors close to each other, for every target of a run.

A look is a whole pass, the hole of a radar filled, of one sensor: of two satellites or of one that carries both. Where
a coincidence names one sensor twice, any two distinct looks pair, of two satellites or of two passes of one, each pair
once: a look never pairs with itself, and the two windows on either side of the hole are one look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from ..constants import DAY_S
from ..constellation.constellation import Constellation
from ..constellation.tasking import Coincidence
from ..intervals import Intervals
from ..revisit.coincidence import Coincidences, coincidences
from ..revisit.figure_kinds import (
    GAP_MAX,
    GAP_MAX_CENSORED,
    GAP_MEAN,
    N_CENSORED,
    RESPONSE_MEAN,
    WAIT_PROBABILITY,
    WAITS_ARE_LOWER_BOUNDS,
)
from ..revisit.figures import figures

if TYPE_CHECKING:
    from ..windows.windows import Windows

BETWEEN_EVENTS = (N_CENSORED, GAP_MEAN, GAP_MAX, GAP_MAX_CENSORED, RESPONSE_MEAN, WAITS_ARE_LOWER_BOUNDS)


def coincidence_rows(
    constellation: Constellation,
    found: Mapping[str, Windows],
    searched_s: tuple[float, float],
    limits_s: Sequence[float],
) -> list[dict[str, Any]]:
    """Return a row for each coincidence, target and case; none where the scenario has no [[coincidence]].

    ``n_pairs`` begin inside the span, ``pairs_per_day``; ``n_first`` looks of the first sensor start inside it, and
    ``share_paired`` of them, 0 to 1, are in a pair (NaN without any). ``separation_mean_s`` is from the end of one look
    to the start of the other, 0 if they overlap. An event runs from the start of the first look to the end of the last;
    those that overlap are one. ``BETWEEN_EVENTS`` are the figures of gaps between events, completed, and of the wait
    for one from a uniform instant, with what says that they are lower bounds; ``waits_within_7200s`` and so on the
    share of instants, 0 to 1, from which one begins in that time or is under way.
    """
    rows = []
    from_s, to_s = searched_s
    end_s = constellation.span.duration_s
    names = list(constellation.sensors)
    looks_of = {case: windows.looks() for case, windows in found.items()}
    for asked in constellation.tasking.coincidences:
        numbers = [names.index(name) for name in (asked.first, asked.second)]
        for j, target in enumerate(constellation.targets):
            for case, looks in looks_of.items():
                here = looks.take(looks.target == j)
                first, second = (
                    np.column_stack([here.start_s, here.end_s])[here.sensor == number] for number in numbers
                )
                pairs = pairs_of(asked, first, second)
                inside = (pairs.start_s >= 0.0) & (pairs.start_s < end_s)
                starts = (first[:, 0] >= 0.0) & (first[:, 0] < end_s)
                paired = np.zeros(len(first), dtype=bool)
                paired[pairs.first] = True
                if asked.first == asked.second:
                    paired[pairs.second] = True
                events = pairs.coverage
                measured = figures(
                    events, events, 0.0, end_s, searched_from_s=from_s, searched_to_s=to_s, limits_s=limits_s
                )
                n = int(inside.sum())
                row = {
                    "coincidence": asked.name,
                    "target": target.name,
                    "case": case,
                    "n_pairs": n,
                    "pairs_per_day": n / end_s * DAY_S,
                    "n_first": int(starts.sum()),
                    "share_paired": float(paired[starts].mean()) if starts.any() else np.nan,
                    "separation_mean_s": float(pairs.separation_s[inside].mean()) if n else np.nan,
                    **{kind.name: measured[kind.name] for kind in BETWEEN_EVENTS},
                }
                shares = zip(measured.limits_s, measured[WAIT_PROBABILITY.name], strict=True)
                rows.append(row | {f"waits_within_{limit:g}s": share for limit, share in shares})
    return rows


def pairs_of(asked: Coincidence, first: Intervals, second: Intervals) -> Coincidences:
    """Return the pairs of looks (N, 2) in s of two sensors.

    If both sensors are one, ``first`` and ``second`` are the same rows, and each two of them are a pair once, the
    earlier first.
    """
    found = coincidences(first, second, asked.within_s, asked.order)
    if asked.first != asked.second:
        return found
    rank = np.empty(len(first), dtype=np.int64)
    rank[first[:, 0].argsort(kind="stable")] = np.arange(len(first))
    once = rank[found.first] < rank[found.second]
    return Coincidences(*(getattr(found, field.name)[once] for field in fields(found)))

"""Rows on combinations with more access and yet a longer mean gap (`sim.studies.longer_gaps`), with their figures."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from ..revisit.figure_kinds import GAP_MEAN, LOOKS_PER_DAY, N_GAPS, PERCENT_COVERED
from ..studies.longer_gaps import LONGER, Pair
from .searched import Searched

MOST_TRIED = 8  # pairs of which the time covered is compared, those with the largest ratio first

Row = dict[str, Any]


def longer_gap_rows(searched: Searched) -> list[Row]:
    """Return a row for the standing cases and for each claim where more access has a longer mean gap, the worst pair.

    ``among``, ``option``, ``target`` as in ``Pair``. ``less`` and ``more``: the name, and the looks a day, the number
    of gaps and the mean gap of each. ``merged``: whether there are fewer gaps, so that looks have merged; else gaps at
    the ends of the span make the mean longer.
    """
    rows: list[Row] = []
    for among in dict.fromkeys(pair.among for pair in searched.longer):
        pairs = [pair for pair in searched.longer if pair.among == among]
        rows += itertools.islice(filter(None, (_row(searched, pair) for pair in pairs[:MOST_TRIED])), 1)
    return rows


def _row(searched: Searched, pair: Pair) -> Row | None:
    """Return the row of a pair, None where the second sees for no longer time."""
    both = replace(searched, standing=dict(zip(("less", "more"), pair.cases, strict=True)), made={})
    less, more = (both.figures_at(pair.target, name, None) for name in ("less", "more"))
    is_longer = more[GAP_MEAN.name] > LONGER * less[GAP_MEAN.name]
    if not (is_longer and more[PERCENT_COVERED.name] > less[PERCENT_COVERED.name]):
        return None
    kinds = (LOOKS_PER_DAY, N_GAPS, GAP_MEAN)
    told = [{kind.name: one[kind.name] for kind in kinds} for one in (less, more)]
    return {
        "among": pair.among,
        "option": pair.option,
        "target": searched.targets[pair.target],
        "less": {"name": pair.names[0], **told[0]},
        "more": {"name": pair.names[1], **told[1]},
        "merged": more[N_GAPS.name] < less[N_GAPS.name],
    }

"""The data of report.html: windows, the combinations that pick them, and the spreads of figures; no verdict.

The page computes looks, gaps, figures and verdicts from these in the browser. Windows stand once for each sensor and
set of limits. A combination picks a block of such lists for each satellite, as in `sim.studies.survey`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..claims.claim import Claim
from ..claims.conditions import lay_out
from ..claims.kinds.coverage import CoverageReading
from ..clock import format_utc
from ..plain_text import plain_line
from ..report.page.packed import Spell, packed
from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN
from ..studies.phasing import Draws
from ..studies.survey import Block, Seen
from ..windows.windows import Windows
from .judging import options_of
from .pictures import stated_moments
from .result import Result
from .tried import Tried

Floats = NDArray[np.float64]

# More would make a page of some 6 MB that needs a second for every change; the page then has no part to try.
MOST_WINDOWS = 400_000
MOST_ROWS = 20_000  # combinations times places

USUAL_LIMIT_S = 86400.0  # where neither a claim nor the report states one
DECIDED_SHARE_OF_DRAWS = 0.95


def page_data(result: Result) -> dict[str, Any]:
    """Return what the page computes with, as plain values; ``{"left_out": why}`` for more than a page can hold.

    Times are seconds since the start of the span. Windows reach to the limits of the search. ``spreads`` hold, for each
    measure that a reading uses, by combination and target: ``error``, half the spread from the 5th to the 95th
    percentile of the draws; ``low`` and ``high``, the draws between which 95 % lie on one side. None is infinite.
    """
    tried = result.tried
    claims = [claim for claim in result.simulation.claims if claim.coverage_readings]
    blocks: dict[Block, int] = {}
    for block in (*tried.imaging.blocks, *tried.horizon.blocks):
        blocks.setdefault(block, len(blocks))
    lists: dict[Seen, int] = {}
    for seen in (one for block in blocks for one in block):
        lists.setdefault(seen, len(lists))
    found = [_windows(result, seen) for seen in lists]
    n_rows = max([len(tried.standing), *(len(rows) for rows in tried.rows_of.values())]) * len(result.targets)
    if (n_windows := sum(len(one) for one in found)) > MOST_WINDOWS or n_rows > MOST_ROWS:
        return {
            "left_out": f"{n_windows:,} windows and {n_rows:,} combinations of places and assumptions are more than a "
            f"page can hold; `sim.load` in Python has them all."
        }
    origin_s = min([result.searched_s[0], *(float(one.start_s.min()) for one in found if len(one))])
    shape = len(result.targets), len(result.satellites)
    return {
        "start_utc": format_utc(result.span.start),
        "span_s": result.span.duration_s,
        "searched_s": list(result.searched_s),
        "origin_s": math.floor(origin_s * 100.0) / 100.0,
        "targets": [plain_line(name) for name in result.targets],
        "satellites": [plain_line(name) for name in result.satellite_names],
        "sensors": [plain_line(", ".join(satellite.sensors)) for satellite in result.satellites],
        "lists": [
            packed(_spell(one, whole=limits is None), *shape, origin_s)
            for (_, limits), one in zip(lists, found, strict=True)
        ],
        "blocks": [[lists[seen] for seen in block] for block in blocks],
        "horizon": [blocks[tried.horizon.blocks[b]] for b in tried.horizon.block_of[0]],
        "draws": len(result.draws) if result.draws else 0,
        "claims": [_claim(result, tried, claim, blocks) for claim in claims] or [_gaps_alone(result, tried, blocks)],
        "stated": [[one.target, one.start_s, one.end_s] for one in stated_moments(result.simulation)],
    }


def _windows(result: Result, seen: Seen) -> Windows:
    name, limits = seen
    return result.surveyor.passes(name) if limits is None else result.surveyor.windows(name, limits)


def _spell(found: Windows, *, whole: bool) -> Spell:
    """Return the windows of a list; with ``whole`` each is a look of its own, as above the horizon."""
    begins = np.ones(len(found), dtype=bool)
    if not whole:
        keys = (found.target, found.satellite, found.pass_start_s)
        begins[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    return Spell(found.target, found.satellite, found.start_s, found.end_s, begins)


def _claim(result: Result, tried: Tried, claim: Claim, blocks: Mapping[Block, int]) -> dict[str, Any]:
    rows = tried.rows_of[claim.id]
    cases = [tried.cases[row] for row in rows]
    options = lay_out(cases, options_of(claim, result.simulation.constellation.carried)).options
    return {
        "id": claim.id,
        "statement": plain_line(claim.statement),
        "limits_s": list(claim.limits_s),
        "picks": _picks(tried, rows, blocks),
        "options": [
            {
                "name": one.name,
                "label": plain_line(one.called),
                "values": [plain_line(value) for value in one.values],
                "names": [plain_line(one.name_of(value)) for value in one.values],
            }
            for one in options
        ],
        "cases": [[one.values.index(case[one.name]) for one in options] for case in cases],
        "readings": [_reading(reading) for reading in claim.coverage_readings],
        "spreads": _spreads(result.draws, claim.coverage_readings, claim.limits_s, rows),
    }


def _gaps_alone(result: Result, tried: Tried, blocks: Mapping[Block, int]) -> dict[str, Any]:
    """Return a claim that nobody made: the longest and the mean gap of each standing case, for any limit."""
    readings = [
        CoverageReading(id=kind.name.replace("_", "-"), title=kind.words.capitalize(), measure=kind.name, compare="<=")
        for kind in (GAP_MAX, GAP_MEAN)
    ]
    names = list(tried.standing)
    rows = range(len(names))
    limits_s = result.limits_s or (USUAL_LIMIT_S,)
    return {
        "id": "",
        "statement": "",
        "limits_s": list(limits_s),
        "picks": _picks(tried, rows, blocks),
        "options": [{"name": "case", "label": "case", "values": names, "names": names}] if len(names) > 1 else [],
        "cases": [[row] if len(names) > 1 else [] for row in rows],
        "readings": [_reading(reading) for reading in readings],
        "spreads": _spreads(result.draws, readings, limits_s, rows),
    }


def _picks(tried: Tried, rows: Sequence[int], blocks: Mapping[Block, int]) -> list[list[int]]:
    """Return the block of each satellite in each combination."""
    return [[blocks[tried.imaging.blocks[b]] for b in tried.imaging.block_of[row]] for row in rows]


def _reading(reading: CoverageReading) -> dict[str, Any]:
    figure = reading.figure
    return {
        "id": reading.id,
        "title": plain_line(reading.title),
        "says": plain_line(reading.says),
        "measure": figure.name,
        "words": figure.words,
        "unit": figure.unit,
        "compare": reading.compare,
        "value": reading.value,
        "at_limit": figure.at_limit,
        "over": list(reading.over),
        "over_set": figure.over_set,
        "censored": figure.censored,
        "horizon": reading.seeing == "horizon",
    }


def spread_key(measure: str, limit_s: float | None, horizon: bool) -> str:
    """Return the key of a measure's spread: its name, its limit where it has a value for each, and how it sees."""
    return f"{measure} {'' if limit_s is None else f'{limit_s:g}'} {'horizon' if horizon else ''}".strip()


def _spreads(
    draws: Draws | None, readings: Sequence[CoverageReading], limits_s: Sequence[float], rows: Sequence[int]
) -> dict[str, Any]:
    if draws is None or not len(draws):
        return {}
    found = {}
    for name, limit_s, horizon in _measures(readings, limits_s):
        mine = [0] if horizon else list(rows)
        drawn = np.sort(draws.values(name, limit_s, horizon=horizon)[:, mine], axis=0)
        n_decided = math.ceil(DECIDED_SHARE_OF_DRAWS * len(drawn) - 1e-9)
        digits = 2 if name.endswith("_s") else 7
        found[spread_key(name, limit_s, horizon)] = {
            "error": _plain(draws.error(name, limit_s, horizon=horizon)[mine], digits),
            "low": _plain(drawn[len(drawn) - n_decided], digits),
            "high": _plain(drawn[n_decided - 1], digits),
        }
    return found


def _measures(
    readings: Sequence[CoverageReading], limits_s: Sequence[float]
) -> Iterator[tuple[str, float | None, bool]]:
    for reading in readings:
        for limit_s in limits_s if reading.figure.at_limit else (None,):
            yield reading.measure, limit_s, reading.seeing == "horizon"


def _plain(values: Floats, digits: int) -> list[list[float | None]]:
    rounded = np.round(values, digits).tolist()
    return [[one if math.isfinite(one) else None for one in row] for row in rounded]

"""Maps made up point by point, for files and pictures: nothing flies, so every figure is known beforehand."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from sim.clock import Span
from sim.maps.exact_points import ExactPoints
from sim.maps.figures import CoverageMap
from sim.maps.swept_error import ExactFigures
from sim.places.grids import Grid, box

SPAN = Span(datetime(2026, 7, 14, tzinfo=UTC), 10.0 * 86400.0)
KOREA = box(south_deg=33.0, north_deg=43.0, west_deg=124.0, east_deg=132.0, step_deg=1.0)
ABOUT = {"title": "A made-up map", "satellites": "ONE, TWO", "case": "all-nominal", "limits": "incidence 20 to 45 deg"}


def made_map(gap_max_s: Any, *, grid: Grid = KOREA, **more: Any) -> CoverageMap:
    """Return a map with these longest gaps, broadcast to the grid; NaN stands for a point never seen.

    The other figures hang on them: the mean is half, the response a quarter, each a different band of colour.
    """
    longest = np.broadcast_to(np.asarray(gap_max_s, dtype=np.float64), grid.shape).copy()
    seen = np.isfinite(longest)
    fields: dict[str, Any] = {
        "grid": grid,
        "span": SPAN,
        "step_s": 20.0,
        "edges": "clipped",
        "gaps": "looks",
        "excess_km": 0.7,
        "lost": (),
        "n_gaps": np.where(seen, 3, 0),
        "n_covered": np.where(seen, 2, 0),
        "gap_mean_s": longest / 2.0,
        "gap_max_s": longest,
        "percent_covered": np.where(seen, 1.25, 0.0),
        "response_mean_s": longest / 4.0,
        "time_average_gap_s": longest / 3.0,
        "first_seen_s": np.where(seen, 600.0, np.nan),
        "_edge_gaps_s": np.stack([np.where(seen, 600.0, SPAN.duration_s), np.zeros(grid.shape)]),
        "_histogram": np.zeros(0, dtype=np.int32),
        "about": ABOUT,
    }
    return CoverageMap(**{**fields, **more})


def sampled_map() -> CoverageMap:
    """Return a swept map with exact figures at two points: longest gaps of 5 h, and there of 5 h 33 min and 3 h 20 min.

    So the map's are 10 percent short and 50 percent long there: 20 percent long on average.
    """
    gaps_s = (20000.0, 12000.0)
    seen = tuple(np.array([[0.0, 100.0], [100.0 + gap, SPAN.duration_s]]) for gap in gaps_s)
    there = ExactPoints(np.array([1, 4]), np.array([2, 6]), seen, seen)
    return made_map(18000.0, sample=ExactFigures(there, SPAN.duration_s, "clipped"))

"""Runs made up for pictures: looks at stated times, gaps from them by the package's own rule."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

import numpy as np

from sim.clock import Span
from sim.report.pictured import Looks, Pictured, Seer, Stated
from sim.revisit.gaps import Edges, gaps

DAY_S = 86400.0
BEYOND_S = 10.0 * DAY_S  # how far the made-up search goes on beyond the span
START = datetime(2026, 12, 27, 6, 30, tzinfo=UTC)
MIXED = (
    Seer("SAR-1", ("sar",), ("radar",)),
    Seer("SAR-2", ("sar",), ("radar",)),
    Seer("EYE", ("camera",), ("optical+infrared",)),
)

Row = tuple[int, int, float, float]  # target, satellite, start and end in hours from the start of the span


def pictured(
    rows: dict[str, Sequence[Row]],
    *,
    targets: Sequence[str] = ("Here", "There"),
    satellites: Sequence[Seer] = MIXED,
    days: float = 10.0,
    limits_s: tuple[float, ...] = (7200.0, 9000.0),
    zone: tzinfo | None = None,
    edges: Edges = "completed",
    title: str = "A made-up run",
    stated: tuple[Stated, ...] = (),
) -> Pictured:
    """Return the run with these looks by case; what lies beyond the span completes gaps and is not pictured."""
    span = Span(START, days * DAY_S)
    looks, gaps_of = {}, {}
    for case, listed in rows.items():
        table = np.array(listed, dtype=np.float64).reshape(-1, 4)
        target, satellite = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
        times_s = table[:, 2:] * 3600.0
        inside = (times_s[:, 1] > 0.0) & (times_s[:, 0] < span.duration_s)
        looks[case] = Looks(target[inside], satellite[inside], times_s[inside, 0], times_s[inside, 1])
        gaps_of[case] = tuple(
            gaps(
                times_s[target == j],
                0.0,
                span.duration_s,
                edges,
                searched_from_s=-BEYOND_S,
                searched_to_s=span.duration_s + BEYOND_S,
            )
            for j in range(len(targets))
        )
    return Pictured(
        title, span, tuple(targets), tuple(satellites), looks, gaps_of, limits_s, zone, "look", edges, stated
    )


def scattered(
    seed: int, *, targets: int, satellites: int, days: float, per_day: float, cases: Sequence[str]
) -> dict[str, list[Row]]:
    """Return looks of 1 to 5 minutes at random times, each case with more of them than the one before."""
    rng = np.random.default_rng(seed)
    rows: dict[str, list[Row]] = {}
    for n, case in enumerate(cases):
        count = int(targets * per_day * (n + 1) * (days + 20.0))
        start_h = rng.uniform(-240.0, (days + 10.0) * 24.0, count)
        end_h = start_h + rng.uniform(1.0, 5.0, count) / 60.0
        which = zip(rng.integers(targets, size=count), rng.integers(satellites, size=count), strict=True)
        rows[case] = [
            (int(j), int(s), a, b) for (j, s), a, b in zip(which, start_h.tolist(), end_h.tolist(), strict=True)
        ]
    return rows

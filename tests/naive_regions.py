"""Slow twin of windows of regions: whole seconds walked one by one, sets of points counted. Imports nothing from sim.

Point windows are rows (satellite, point, start, end, pass start, pass end) of whole seconds; k stands for [k, k + 1).
"""

from fractions import Fraction

from hypothesis import strategies as st

FROM, TO = 0, 70


def _cut(satellite, point, seconds):
    """Turn rising seconds into passes of one or two windows each: every pass takes four or six of them."""
    rows = []
    i = 0
    while i + 4 <= len(seconds):
        two = (seconds[i] + seconds[i + 1]) % 2 == 0 and i + 6 <= len(seconds)
        rise, *edges, fall = seconds[i : i + (6 if two else 4)]
        rows += [(satellite, point, a, b, rise, fall) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        i += 6 if two else 4
    return rows


@st.composite
def point_windows(draw, max_satellites=2, max_points=4):
    """Points, and windows of them: those of one satellite and point apart, inside passes that may touch."""
    n_points = draw(st.integers(1, max_points))
    seconds = st.lists(st.integers(FROM, TO), max_size=14).map(sorted)
    rows = []
    for point in range(n_points):
        for satellite in range(draw(st.integers(1, max_satellites))):
            rows += _cut(satellite, point, draw(seconds))
    return n_points, sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def areas(n_points):
    """Whole areas, so that shares are exact; some points carry none, but not all."""
    return st.lists(st.integers(0, 5), min_size=n_points, max_size=n_points).filter(any)


def open_points(rows, satellite, k):
    return {point for s, point, a, b, *_ in rows if s == satellite and a <= k < b}


def enough(points, area, seen):
    """Whether these points are enough, in exact fractions."""
    if seen == "any part":
        return bool(points)
    if seen == "entirely":
        return len(points) == len(area)
    return Fraction(sum(area[p] for p in points), sum(area)) >= Fraction(seen) / 100


def runs(seconds):
    """Maximal runs [a, b) of consecutive whole numbers."""
    found = []
    for k in sorted(seconds):
        if found and found[-1][1] == k:
            found[-1][1] = k + 1
        else:
            found.append([k, k + 1])
    return [tuple(run) for run in found]


def region_passes(rows, satellite):
    return runs({k for s, _, _, _, rise, fall in rows if s == satellite for k in range(rise, fall)})


def region_windows(rows, area, seen):
    """Rows (satellite, start, end, pass start, pass end)."""
    found = []
    for satellite in sorted({row[0] for row in rows}):
        good = {k for k in range(FROM, TO) if enough(open_points(rows, satellite, k), area, seen)}
        passes = region_passes(rows, satellite)
        found += [(satellite, a, b, *next(p for p in passes if p[0] <= a < p[1])) for a, b in runs(good)]
    return found


def seen_in_pass(rows, area, percent):
    """Rows (satellite, first second, last second + 1, pass start, pass end, second in which the share is reached)."""
    found = []
    for satellite in sorted({row[0] for row in rows}):
        for rise, fall in region_passes(rows, satellite):
            seconds = [k for k in range(rise, fall) if open_points(rows, satellite, k)]
            seen = set()
            for k in seconds:
                seen |= open_points(rows, satellite, k)
                if enough(seen, area, percent):
                    found.append((satellite, seconds[0], seconds[-1] + 1, rise, fall, k))
                    break
    return found


def rounds(rows, area, percent, start, end, searched_to):
    """Rows (start, reached or None)."""
    found, seen, begun = [], set(), start
    fresh = lambda k: {p for _, p, a, b, *_ in rows if a == k or (k == start and a < k < b)}  # noqa: E731
    for k in range(start, searched_to):
        if begun >= end:
            return found
        seen |= fresh(k)
        if enough(seen, area, percent):
            found.append((begun, k))
            seen, begun = set(), k
    return [*found, (begun, None)] if begun < end else found


def share_seen(rows, area, since, t):
    seen = {p for _, p, a, b, *_ in rows for k in range(a, b) if since <= k <= t}
    return Fraction(sum(area[p] for p in seen), sum(area))

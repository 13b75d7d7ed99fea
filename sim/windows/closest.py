"""Closest approaches: the times at which the distance between a satellite and a place is least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc, parse_utc
from ..crossings import sign_changes
from ..earth import site_itrs_km
from ..errors import UsageError
from ..orbits.ephemeris import Ephemeris
from ..places.sites import Site
from ..sensors.resolution import Figures
from .between_nodes import states_itrs
from .bounds_kernel import ACCEL, JERK, R_MAX, SPEED
from .followed import Given, follow
from .geometry_at import GeometryAt, geometry_of, site_of
from .one_set_a_pass import one_set_a_pass
from .windows import Windows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FIRST_STEP_S = 90.0  # where the search starts; any value gives the same times


def closest_approaches(
    satellite: Given,
    site: Site | str,
    start: str | datetime,
    end: str | datetime,
    *,
    sensor: Figures | None = None,
    manoeuvres: Sequence[datetime] = (),
    allow_stale: bool = False,
) -> GeometryAt:
    """Return the geometry at each closest approach in [start, end], by time: every local minimum of the range.

    Times are within 0.1 ms of the model's own. A satellite that does not come into sight has its minima too; select
    with ``elevation_deg`` or ``in_sight``. The ends of the interval do not count as minima. Of several sets the one
    with the epoch nearest to the approach is used, so that each approach is given once; sets of deep-space orbits
    change at an instant, beside which a minimum may be lost or given twice. See `geometry` for the arguments and what
    is raised.
    """
    span = _interval(start, end)
    place = site_of(site)
    followed = follow(satellite, span, manoeuvres=manoeuvres, allow_stale=allow_stale)
    table = followed.ephemeris
    track, t_s = approaches(table, place, 0.0, span.duration_s)
    zero = np.zeros_like(track)
    once = one_set_a_pass(Windows(zero, zero, track, t_s, t_s, t_s, t_s), table.tracks)
    return geometry_of(followed, place, np.sort(once.start_s), sensor)


def approaches(table: Ephemeris, site: Site, from_s: float, to_s: float) -> tuple[Ints, Floats]:
    """Return every local minimum of the range from a place in (from_s, to_s): track and time, (N,), by track and time.

    The range rises where d.v does, d from target to satellite; a bound on the second derivative of d.v, 3 V A + D J
    from the table's bounds on speed, acceleration, jerk and distance, decides where to look (``crossings``). A minimum
    and a maximum less than 0.02 s apart may be missed together.
    """
    site_km = site_itrs_km(lat_deg=site.lat_deg, lon_deg=site.lon_deg, height_km=site.height_km)

    def parting(track: Ints, t_s: Floats) -> Floats:
        sat_km, velocity_km_s = states_itrs(table, track, t_s)
        return np.asarray(np.einsum("ni,ni->n", sat_km - site_km, velocity_km_s))

    bounds = table.bounds
    farthest_km = bounds[:, R_MAX] + float(np.linalg.norm(site_km))
    bend = 3.0 * bounds[:, SPEED] * bounds[:, ACCEL] + farthest_km * bounds[:, JERK]
    cells: list[tuple[Ints, Floats, Floats, Floats, Floats]] = []
    for i in range(len(table.tracks)):
        low_s, high_s = max(from_s, float(table.from_s[i])), min(to_s, float(table.to_s[i]))
        if not low_s < high_s:
            continue
        edges_s = np.linspace(low_s, high_s, int(np.ceil((high_s - low_s) / FIRST_STEP_S)) + 1)
        values = parting(np.full(edges_s.size, i), edges_s)
        cells.append((np.full(edges_s.size - 1, i), edges_s[:-1], edges_s[1:], values[:-1], values[1:]))
    if not cells:
        return np.empty(0, np.int64), np.empty(0)
    track, a, b, fa, fb = (np.concatenate(column) for column in zip(*cells, strict=True))
    track, t_s = sign_changes(parting, track, a, b, fa, fb, bend)
    rising = parting(track, t_s + 1e-3) > parting(track, t_s - 1e-3)
    track, t_s = track[rising], t_s[rising]
    order = np.lexsort((t_s, track))
    return track[order], t_s[order]


def _interval(start: str | datetime, end: str | datetime) -> Span:
    begin, stop = parse_utc(start, "start"), parse_utc(end, "end")
    if not begin < stop:
        raise UsageError(f"end = {format_utc(stop)} must come after start = {format_utc(begin)}")
    return Span(begin, (stop - begin).total_seconds())

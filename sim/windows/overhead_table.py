"""A table for one place, filled only where satellites may be above its horizon; it takes a quarter of the time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, gmst_rad
from ..earth import site_itrs_km, up_itrs
from ..orbits import sgp4_kernel
from ..orbits.columns import Columns
from ..orbits.elements import ElementSet
from ..orbits.ephemeris import PAD_NODES, TABLE_STEP_S, Ephemeris, Track, bounds_of
from ..orbits.filling import ROW_GAP, extents_of, fill_table
from ..places.sites import Site
from .overhead_kernel import near_runs

Ints = NDArray[np.int64]

STRIDE = 4  # nodes to a coarse step
ELSEWHERE_KM = 7000.0  # below the place, through the Earth: the position stored at nodes that are not filled
LOWEST_KM = 6400.0  # SGP4 may refuse a satellite that comes lower between nodes; this table does not serve it


def stays_usual(columns: Columns, from_s: float, to_s: float) -> NDArray[np.bool_]:
    """Return for N sets whether SGP4 surely follows them between two times, unless they come low.

    SGP4 refuses eccentricities below -0.001 or from 1 on, and orbits that drag has made half as large (see
    ``sgp4_kernel.fill``). The check uses the terms of drag in absolute value, with a wide margin.
    """
    c = columns.constants
    far_min = np.maximum(np.abs(columns.since_epoch_s + from_s), np.abs(columns.since_epoch_s + to_s)) / 60.0
    shrinks = sum(np.abs(c[:, k]) * far_min**power for power, k in enumerate(sgp4_kernel.SHRINKS, 1))
    by_drag = np.abs(c[:, sgp4_kernel.ECCENTRICITY_DRAG]) * far_min
    by_drag = by_drag + 2.0 * np.abs(c[:, sgp4_kernel.ECCENTRICITY_RIPPLE])
    eccentricity = c[:, sgp4_kernel.ECCENTRICITY]
    usual = (shrinks < 0.3) & (eccentricity - by_drag > -0.0009) & (eccentricity + by_drag < 0.6)
    return np.asarray(usual & ~columns.is_deep_space)


def near_table(
    sets: Sequence[ElementSet], columns: Columns, index: Ints, site: Site, span: Span
) -> tuple[Ephemeris, Ints]:
    """Return a table of near-Earth sets for a search at one place, and the indices of sets that it does not serve.

    ``sets[index[i]]`` has the columns' row i and ``stays_usual``. First every STRIDE-th node: a step between two
    of them, both lower than the chord can sag below the place's horizon, has the satellite below the horizon all
    along (A h^2 / 8, as the search itself does). Only the nodes of the other steps are filled, and as many around them
    as interpolation asks for; elsewhere the satellite is put below the place, through the Earth. The table's bounds
    hold for the whole orbit. Sets that come lower than LOWEST_KM, or that SGP4 refuses, are not served.
    """
    step_s = TABLE_STEP_S
    grid_s = -PAD_NODES * step_s
    fine = math.ceil((span.duration_s - grid_s) / step_s) + PAD_NODES + 1
    coarse = -(-(fine - 1) // STRIDE) + 1
    t_s = np.asarray(grid_s + np.arange((coarse - 1) * STRIDE + 1) * step_s, dtype=np.float64)
    theta_rad = gmst_rad(span, t_s)

    def layout(rows: int, count: int) -> tuple[Ints, Ints, Ints]:
        return np.zeros(rows, np.int64), np.full(rows, count), np.arange(rows) * (count + ROW_GAP)

    first, count, offset = layout(index.size, coarse)
    x_km, y_km, z_km = np.zeros((3, index.size * (coarse + ROW_GAP)))
    coarse_theta_rad = np.ascontiguousarray(theta_rad[::STRIDE])
    fill_table(
        [], columns, grid_s, STRIDE * step_s, coarse_theta_rad, first, count, offset, x_km, y_km, z_km, threads=1
    )
    r_min_km, r_max_km, chord_km = np.sqrt(extents_of(x_km, y_km, z_km, offset, count, threads=1)).T
    bounds = bounds_of(r_min_km, r_max_km, chord_km, STRIDE * step_s)
    served = bounds[:, 0] > LOWEST_KM  # not where NaN

    normal = up_itrs(lat_deg=site.lat_deg, lon_deg=site.lon_deg)
    level_km = float(normal @ site_itrs_km(lat_deg=site.lat_deg, lon_deg=site.lon_deg, height_km=site.height_km))
    columns, bounds = columns.take(np.flatnonzero(served)), bounds[served]
    sag_km = bounds[:, 3] * (STRIDE * step_s) ** 2 / 8.0
    room = int(served.sum()) * (coarse // 3 + 2)
    row, begin, nodes = (np.empty(room, np.int64) for _ in range(3))
    runs = near_runs(
        x_km, y_km, z_km, offset[served], coarse, sag_km, normal, level_km, STRIDE, PAD_NODES, fine, row, begin, nodes
    )
    row, begin, nodes = row[:runs], begin[:runs], nodes[:runs]

    first, count, offset = layout(int(served.sum()), fine)
    table = np.empty((3, offset.size * (fine + ROW_GAP)))
    table[:] = -ELSEWHERE_KM * normal[:, None]
    x_km, y_km, z_km = table
    first_min = (columns.since_epoch_s[row] + grid_s + begin * step_s) / 60.0
    circular = sgp4_kernel.stays_nearly_circular(columns.constants[row], first_min, first_min + step_s / 60.0 * nodes)
    sgp4_kernel.fill_rows(
        columns.constants, row, circular, first_min, step_s / 60.0, begin, nodes, offset[row] + begin,
        theta_rad, x_km, y_km, z_km,
    )  # fmt: skip
    tracks = tuple(Track(i, sets[i], 0.0, span.duration_s) for i in index[served].tolist())
    found = Ephemeris(span, tracks, grid_s, step_s, first, count, offset, x_km, y_km, z_km, bounds, ())
    return found, index[~served]

"""Filling a table of positions: stretches of many satellites at a time, shared by threads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..threads import in_threads
from .columns import Columns
from .elements import ElementSet

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PIECE_NODES = 8192  # what one thread takes at once, 0.3 ms of work
ROW_GAP = 16  # nodes between rows: a cache line and more keeps them from touching, see ``sgp4_kernel.fill_rows``


def fill_table(
    sets: Sequence[ElementSet],
    columns: Columns,
    grid_s: float,
    step_s: float,
    theta_rad: Floats,
    first: Ints,
    count: Ints,
    offset: Ints,
    x_km: Floats,
    y_km: Floats,
    z_km: Floats,
    threads: int,
) -> None:
    """Fill the rows of a table, laid out as Ephemeris says; NaN where SGP4 gives no position.

    ``theta_rad`` is GMST at every node of the grid. Rows are cut into pieces, whatever the number of threads.
    """
    from . import sgp4_kernel

    pieces = -(-count // PIECE_NODES)
    row = np.repeat(np.arange(count.size), pieces)
    start = (np.arange(row.size) - np.repeat(np.cumsum(pieces) - pieces, pieces)) * PIECE_NODES
    nodes = np.minimum(count[row] - start, PIECE_NODES)
    node, place = first[row] + start, offset[row] + start
    since_epoch_s = columns.since_epoch_s[row] + grid_s + node * step_s
    first_min, step_min = since_epoch_s / 60.0, step_s / 60.0
    circular = sgp4_kernel.stays_nearly_circular(columns.constants[row], first_min, first_min + step_min * nodes)

    def near_earth(j: Ints) -> None:
        sgp4_kernel.fill_rows(
            columns.constants, row[j], circular[j], first_min[j], step_min, node[j], nodes[j], place[j],
            theta_rad, x_km, y_km, z_km,
        )  # fmt: skip

    def deep_space(j: Ints) -> None:
        for q in j.tolist():
            low, high = int(place[q]), int(place[q] + nodes[q])
            _fill_deep_space(
                sets[row[q]],
                float(columns.constants[row[q], sgp4_kernel.DRAG]),
                float(columns.constants[row[q], sgp4_kernel.SEMI_MAJOR]),
                float(since_epoch_s[q]),
                step_s,
                theta_rad[node[q] : node[q] + nodes[q]],
                x_km[low:high],
                y_km[low:high],
                z_km[low:high],
            )

    jobs = []
    deep = columns.is_deep_space[row]
    for fill, j in ((deep_space, np.flatnonzero(deep)), (near_earth, np.flatnonzero(~deep))):
        jobs += [(fill, part) for part in _shares(j, nodes, threads)]
    in_threads(lambda job: job[0](job[1]), jobs, threads)


def extents_of(x_km: Floats, y_km: Floats, z_km: Floats, offset: Ints, count: Ints, threads: int) -> Floats:
    """Return the squares of each row's smallest and largest radius and longest chord, (I, 3) km^2; NaN as they have."""
    from .extent_kernel import extents

    out_km2 = np.empty((offset.size, 3))
    # A node costs an eighth of its filling at most.
    jobs = _shares(np.arange(offset.size), count // 8 + 1, threads)
    in_threads(lambda i: extents(x_km, y_km, z_km, offset[i], count[i], out_km2[i[0] : i[-1] + 1]), jobs, threads)
    return out_km2


def _shares(items: Ints, nodes: Ints, threads: int) -> list[Ints]:
    """Cut items, given by index, into runs of about PIECE_NODES nodes, which threads share out; one thread takes all.

    An item's result is its own, so nothing depends on the cuts.
    """
    if threads == 1 or items.size == 0:
        return [items] if items.size else []
    done = np.cumsum(nodes[items]) - nodes[items]
    return np.split(items, np.flatnonzero(np.diff(done // PIECE_NODES)) + 1)


def _fill_deep_space(
    elements: ElementSet,
    drag_per_min: float,
    semi_major: float,
    since_epoch_s: float,
    step_s: float,
    theta_rad: Floats,
    x_km: Floats,
    y_km: Floats,
    z_km: Floats,
) -> None:
    tsince_min = (since_epoch_s + np.arange(theta_rad.size) * step_s) / 60.0
    satrec = elements.satrec
    # sgp4_array counts from the set's own rounded epoch; minutes since epoch are what we know exactly.
    error, teme_km, _ = satrec.sgp4_array(
        np.full(theta_rad.size, satrec.jdsatepoch), satrec.jdsatepochF + tsince_min / 1440.0
    )
    # The orbit shrinks by (1 - drag t)^2, which grows again once it has passed 0: what comes then is no orbit.
    shrink = 1.0 - drag_per_min * tsince_min
    teme_km[(error != 0) | (semi_major * shrink * np.abs(shrink) < 0.9)] = np.nan
    cos_theta, sin_theta = np.cos(theta_rad), np.sin(theta_rad)
    x_km[:] = cos_theta * teme_km[:, 0] + sin_theta * teme_km[:, 1]
    y_km[:] = cos_theta * teme_km[:, 1] - sin_theta * teme_km[:, 0]
    z_km[:] = teme_km[:, 2]

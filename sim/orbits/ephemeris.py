"""The table of Earth-fixed positions of all satellites, shared by all places.

A *track* is one element set over the stretch of time it serves. All tracks share one uniform time grid, so the
Earth's rotation is computed once. A ten-point interpolation of the table gives positions between its nodes
(6e-6 m for low orbits at 90 s, see ``benchmarks/choose_table_step.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc, gmst_rad
from ..constants import GMST_RATE_RAD_S, WGS72_MU_KM3_S2
from ..errors import DataError
from ..memory import check_room
from ..threads import cores
from .columns import Columns, columns_of, seconds_from_epoch
from .elements import ElementSet
from .filling import ROW_GAP, extents_of, fill_table
from .track import Track as Track

TABLE_STEP_S = 90.0  # chosen in benchmarks/choose_table_step.py
BYTES_A_NODE = 36  # three doubles, and three floats that a search adds
FEW_NODES = 1 << 23  # 300 MB: for smaller tables the memory is not checked
PAD_NODES = 5  # nodes beyond each end of a track, so that ten-point interpolation reaches the ends

# How far SGP4's own acceleration can exceed that of a point mass: J2 adds 3 J2 (a/r)^2 = 0.33 %, the difference
# between the theory's motion and a real orbit's far less. tests/orbits/test_ephemeris.py measures it.
GRAVITY_FACTOR = 1.01

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ephemeris:
    """Positions of I tracks at the nodes of one grid, flat arrays in Earth-fixed axes, km.

    Node k of track i lies at ``grid_s + (first[i] + k) * step_s`` seconds since the start of the span, and at
    ``x_km[offset[i] + k]``. ``bounds`` (I, 7) holds, per track: smallest and largest geocentric radius, km; largest
    Earth-fixed speed, km/s, acceleration, km/s^2, and jerk, km/s^3; largest first and second derivative of the
    geodetic normal at the sub-point, 1/s and 1/s^2. The search for windows needs them to miss no window.
    ``lost`` has a sentence for every end of a track that SGP4 did not reach.
    """

    span: Span
    tracks: tuple[Track, ...]
    grid_s: float
    step_s: float
    first: NDArray[np.int64]
    count: NDArray[np.int64]
    offset: NDArray[np.int64]
    x_km: NDArray[np.float64]
    y_km: NDArray[np.float64]
    z_km: NDArray[np.float64]
    bounds: NDArray[np.float64]
    lost: tuple[str, ...]

    @property
    def from_s(self) -> NDArray[np.float64]:
        """The first time at which each track can be interpolated, (I,) seconds."""
        return np.asarray(self.grid_s + (self.first + PAD_NODES) * self.step_s, dtype=np.float64)

    @property
    def to_s(self) -> NDArray[np.float64]:
        """The last time at which each track can be interpolated, (I,) seconds."""
        last = self.first + np.maximum(self.count - 1 - PAD_NODES, PAD_NODES)
        return np.asarray(self.grid_s + last * self.step_s, dtype=np.float64)

    def positions_itrs_km(self, track: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return node times (T,) in seconds and Earth-fixed positions (T, 3) in km of one track."""
        rows = slice(self.offset[track], self.offset[track] + self.count[track])
        t_s = self.grid_s + (self.first[track] + np.arange(self.count[track])) * self.step_s
        return t_s, np.stack([self.x_km[rows], self.y_km[rows], self.z_km[rows]], axis=-1)


def ephemeris(
    span: Span,
    tracks: Sequence[Track],
    *,
    step_s: float = TABLE_STEP_S,
    threads: int | None = None,
    columns: Columns | None = None,
    leave_out_refused: bool = False,
) -> Ephemeris:
    """Fill the table for tracks that share a span.

    The numba kernel propagates near-Earth sets (within 1e-5 m of python-sgp4 over 30 days); python-sgp4 propagates
    deep-space sets. If SGP4 fails inside a track's stretch, before or after the epoch, the track ends there and
    ``lost`` names it. Positions that SGP4 gives after a decay are not used. Raises DataError if a set gives no position
    at all in its part of the span. With ``leave_out_refused`` such a track is left out instead, and ``lost`` names it.
    ``columns`` are those of the tracks' sets, if the caller has them already. Threads share the work; results do not
    depend on their number.
    """
    tracks = tuple(tracks)
    if not tracks:
        raise DataError("there is no element set to propagate")
    threads = threads or cores()
    columns = columns or columns_of(span, [track.elements for track in tracks])
    from_s, to_s = np.array([track.from_s for track in tracks]), np.array([track.to_s for track in tracks])
    grid_s = math.floor(from_s.min() / step_s - PAD_NODES) * step_s
    # Not below 0: rounding can put the start of a track just before its node.
    first = np.maximum(np.floor((from_s - grid_s) / step_s).astype(np.int64) - PAD_NODES, 0)
    last = np.ceil((to_s - grid_s) / step_s).astype(np.int64) + PAD_NODES
    count = last - first + 1
    theta_rad = gmst_rad(span, np.asarray(grid_s + np.arange(int(last.max()) + 1) * step_s, dtype=np.float64))

    room = count + ROW_GAP
    offset = np.concatenate([[0], np.cumsum(room)[:-1]]).astype(np.int64)
    if (nodes := int(room.sum())) > FEW_NODES:
        check_room(
            nodes * BYTES_A_NODE,
            f"a table of {len(tracks):,} element sets over {(last.max() - PAD_NODES) * step_s / 86400.0:.1f} days, "
            "what is searched beyond the span included,",
            "select fewer objects, or a shorter span; `overhead` takes whole catalogues in blocks",
        )
    # One block: the system gives large blocks in large pages, which halves the time of the first write.
    x_km, y_km, z_km = np.zeros((3, nodes))
    fill_table(
        [track.elements for track in tracks], columns, grid_s, step_s, theta_rad, first, count, offset,
        x_km, y_km, z_km, threads,
    )  # fmt: skip
    extents_km2 = extents_of(x_km, y_km, z_km, offset, count, threads)

    lost: list[str] = []
    kept = np.ones(len(tracks), dtype=bool)
    incomplete = np.flatnonzero(np.isnan(extents_km2[:, 0]))
    for i in incomplete.tolist():
        rows = slice(int(offset[i]), int(offset[i] + count[i]))
        try:
            good = _usable_nodes(x_km[rows], tracks[i], span, grid_s + int(first[i]) * step_s, step_s, lost)
        except DataError as error:
            if not leave_out_refused:
                raise
            lost.append(str(error))
            kept[i] = False
            continue
        first[i] += good.start
        offset[i] += good.start
        count[i] = good.stop - good.start
    followed = incomplete[kept[incomplete]]
    extents_km2[followed] = extents_of(x_km, y_km, z_km, offset[followed], count[followed], threads)
    if not kept.all():
        tracks = tuple(track for track, keep in zip(tracks, kept.tolist(), strict=True) if keep)
        first, count, offset, extents_km2 = first[kept], count[kept], offset[kept], extents_km2[kept]

    r_min_km, r_max_km, chord_km = np.sqrt(extents_km2).T
    bounds = bounds_of(r_min_km, r_max_km, chord_km, step_s)
    return Ephemeris(span, tracks, grid_s, step_s, first, count, offset, x_km, y_km, z_km, bounds, tuple(lost))


def _usable_nodes(
    x_km: NDArray[np.float64], track: Track, span: Span, first_s: float, step_s: float, lost: list[str]
) -> slice:
    """Return the stretch of nodes around the epoch for which SGP4 gives positions, and sentences on lost parts."""
    refused = np.flatnonzero(np.isnan(x_km))
    elements = track.elements
    epoch_node = round((-seconds_from_epoch(span, elements) - first_s) / step_s)
    epoch_node = min(max(epoch_node, 0), x_km.size - 1)
    after = int(np.searchsorted(refused, epoch_node))
    stop = int(refused[after]) if after < refused.size else x_km.size
    start = int(refused[after - 1]) + 1 if after > 0 else 0
    # Interpolation reaches from node start + PAD_NODES to node stop - 1 - PAD_NODES.
    served_s = first_s + (start + PAD_NODES) * step_s, first_s + (stop - 1 - PAD_NODES) * step_s
    label = f"{elements.name or elements.catalog_number}"
    epoch = format_utc(elements.epoch_utc)
    wanted_s = max(track.from_s, track.owns_from_s, 0.0), min(track.to_s, track.owns_to_s, span.duration_s)
    if wanted_s[0] >= wanted_s[1]:  # serves only the search beyond the span
        wanted_s = track.from_s, track.to_s
    if not max(served_s[0], wanted_s[0]) < min(served_s[1], wanted_s[1]):
        when_s = wanted_s[0] if served_s[1] <= wanted_s[0] else wanted_s[1]
        raise DataError(
            f"{label}: SGP4 gives no position at {format_utc(span.moment(when_s))} from the set of {epoch} "
            f"({_refusal(span, elements, when_s)}); use a set nearer in time"
        )
    if start > 0:
        reason = _refusal(span, elements, first_s + (start - 1) * step_s)
        lost.append(
            f"{label}: SGP4 follows the set of {epoch} back only to {format_utc(span.moment(served_s[0]))} ({reason}); "
            f"no windows before that"
        )
    if stop < x_km.size:
        reason = _refusal(span, elements, first_s + stop * step_s)
        lost.append(
            f"{label}: SGP4 follows the set of {epoch} only until {format_utc(span.moment(served_s[1]))} ({reason}); "
            f"no windows after that"
        )
    return slice(start, stop)


def _refusal(span: Span, elements: ElementSet, when_s: float) -> str:
    """Return the reason why SGP4 has no position at a time, in python-sgp4's words if there are any."""
    from sgp4.api import SGP4_ERRORS

    code = elements.satrec.sgp4_tsince((seconds_from_epoch(span, elements) + when_s) / 60.0)[0]
    return SGP4_ERRORS.get(code, "the satellite has long decayed")


def bounds_of(r_min: Floats, r_max: Floats, chord_km: Floats, step_s: float) -> Floats:
    """Return the bounds of tracks, (I, 7), from their nodes' radii and longest chords, and the law of gravity.

    Columns as Ephemeris says. Between nodes a position strays from the chord by at most A h^2 / 8, A bounding the
    acceleration. A in turn is gravity at the smallest radius plus the Coriolis and centrifugal terms of the rotating
    axes. The jerk adds the time derivatives of each: gravity changes by at most 2 mu v / r^3.
    """
    omega = GMST_RATE_RAD_S
    chord_speed = chord_km / step_s
    accel = speed = np.zeros_like(r_min)
    for _ in range(3):  # the sag of the chord lowers r_min, which raises A a little; two rounds are enough
        low = r_min - accel * step_s**2 / 8.0
        high = r_max + accel * step_s**2 / 8.0
        gravity = GRAVITY_FACTOR * WGS72_MU_KM3_S2 / low**2
        speed = (chord_speed + (gravity + omega**2 * high) * step_s / 2.0) / (1.0 - omega * step_s)
        accel = gravity + 2.0 * omega * speed + omega**2 * high
    inertial_speed = speed + omega * high
    jerk = (
        GRAVITY_FACTOR * 2.0 * WGS72_MU_KM3_S2 * inertial_speed / low**3
        + omega * gravity
        + 2.0 * omega * accel
        + omega**2 * speed
    )
    # The normal turns with the sub-point; on the ellipsoid at most 1.02 times as fast as the geocentric direction.
    turn_rate = 1.02 * speed / low
    turn_accel = 1.05 * (accel / low + 3.0 * (speed / low) ** 2)
    return np.stack([low, high, speed, accel, jerk, turn_rate, turn_accel], axis=-1)

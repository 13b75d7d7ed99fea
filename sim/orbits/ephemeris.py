"""The shared Earth-fixed table: where every satellite is, once, for all places that ask.

A *track* is one element set over the stretch of time it serves. All tracks share one uniform time grid, so the
Earth's rotation is computed once; a ten-point interpolation of the table gives positions between its nodes
(6e-6 m for low orbits at 90 s, see ``benchmarks/choose_table_step.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, format_utc, gmst_rad
from ..constants import DAY_S, GMST_RATE_RAD_S, WGS72_MU_KM3_S2
from ..errors import DataError
from ..threads import cores, in_threads
from .elements import ElementSet

TABLE_STEP_S = 90.0  # chosen in benchmarks/choose_table_step.py
PIECE_NODES = 8192  # what one thread takes at once, 0.3 ms of work
PAD_NODES = 5  # nodes beyond each end of a track, so that ten-point interpolation reaches the ends

# How far SGP4's own acceleration can exceed that of a point mass: J2 adds 3 J2 (a/r)^2 = 0.33 %, the difference
# between the theory's motion and a real orbit's far less. tests/orbits/test_ephemeris.py measures it.
GRAVITY_FACTOR = 1.01


@dataclass(frozen=True)
class Track:
    """One element set of one satellite, tabulated from ``from_s`` to ``to_s`` (seconds since the span's start).

    Of the passes found there it answers for those whose middle lies in [owns_from_s, owns_to_s).
    """

    satellite: int
    elements: ElementSet
    from_s: float
    to_s: float
    owns_from_s: float = -math.inf
    owns_to_s: float = math.inf


@dataclass(frozen=True)
class Ephemeris:
    """Positions of I tracks at the nodes of one grid, flat arrays in Earth-fixed axes, km.

    Node k of track i lies at ``grid_s + (first[i] + k) * step_s`` seconds since the start of the span, and at
    ``x_km[offset[i] + k]``. ``bounds`` (I, 7) holds, per track: smallest and largest geocentric radius, km; largest
    Earth-fixed speed, km/s, acceleration, km/s^2, and jerk, km/s^3; largest first and second derivative of the
    geodetic normal at the sub-point, 1/s and 1/s^2. They are what makes the search for windows lose none.
    ``lost`` has a sentence for every end of a track that SGP4 could not follow to.
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
        """Where each track can first be interpolated, (I,) seconds."""
        return np.asarray(self.grid_s + (self.first + PAD_NODES) * self.step_s, dtype=np.float64)

    @property
    def to_s(self) -> NDArray[np.float64]:
        """Where each track can last be interpolated, (I,) seconds."""
        last = self.first + np.maximum(self.count - 1 - PAD_NODES, PAD_NODES)
        return np.asarray(self.grid_s + last * self.step_s, dtype=np.float64)

    def positions_itrs_km(self, track: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return node times (T,) in seconds and Earth-fixed positions (T, 3) in km of one track."""
        rows = slice(self.offset[track], self.offset[track] + self.count[track])
        t_s = self.grid_s + (self.first[track] + np.arange(self.count[track])) * self.step_s
        return t_s, np.stack([self.x_km[rows], self.y_km[rows], self.z_km[rows]], axis=-1)


def ephemeris(
    span: Span, tracks: Sequence[Track], *, step_s: float = TABLE_STEP_S, threads: int | None = None
) -> Ephemeris:
    """Fill the table for tracks that share a span.

    Near-Earth sets go through the numba kernel (within 1e-5 m of python-sgp4 over 30 days), deep-space sets through
    python-sgp4 itself. A satellite that SGP4 gives up on inside its stretch, before or after the epoch, is followed as
    far as it goes and named in ``lost``; what SGP4 says after a decay is not believed. Raises DataError when a set
    gives no position at all in its part of the span.
    """
    from . import sgp4_kernel  # here and not above: only those who compute wait for numba
    from .extent_kernel import extent

    tracks = tuple(tracks)
    if not tracks:
        raise DataError("there is no element set to propagate")
    grid_from_s = min(track.from_s for track in tracks)
    grid_s = math.floor(grid_from_s / step_s - PAD_NODES) * step_s
    first = np.array([math.floor((t.from_s - grid_s) / step_s) - PAD_NODES for t in tracks], dtype=np.int64)
    last = np.array([math.ceil((t.to_s - grid_s) / step_s) + PAD_NODES for t in tracks], dtype=np.int64)
    count = last - first + 1
    theta_rad = gmst_rad(span, np.asarray(grid_s + np.arange(int(last.max()) + 1) * step_s, dtype=np.float64))

    # A gap of a cache line keeps rows from touching in memory, which would fail the kernel's alias check.
    room = count + 16
    offset = np.concatenate([[0], np.cumsum(room)[:-1]]).astype(np.int64)
    # One block: large ones come in large pages, which halves the time to write them for the first time.
    x_km, y_km, z_km = np.zeros((3, int(room.sum())))
    constants = _sgp4_constants(tracks)

    def fill(piece: tuple[int, int, int]) -> None:
        i, start, stop = piece
        elements = tracks[i].elements
        rows = slice(int(offset[i]) + start, int(offset[i]) + stop)
        nodes = slice(int(first[i]) + start, int(first[i]) + stop)
        since_epoch_s = _seconds_from_epoch(span, elements) + grid_s + nodes.start * step_s
        out = theta_rad[nodes], x_km[rows], y_km[rows], z_km[rows]
        if elements.is_deep_space:
            drag, semi_major = constants[i, [sgp4_kernel.DRAG, sgp4_kernel.SEMI_MAJOR]].tolist()
            _fill_deep_space(elements, drag, semi_major, since_epoch_s, step_s, *out)
        else:
            first_min, step_min = since_epoch_s / 60.0, step_s / 60.0
            last_min = first_min + step_min * (stop - start)
            circular = sgp4_kernel.stays_nearly_circular(constants[i], first_min, last_min)
            fill_row = sgp4_kernel.fill_circular if circular else sgp4_kernel.fill_eccentric
            fill_row(constants[i], first_min, step_min, *out)

    in_threads(fill, [(i, *piece) for i, n in enumerate(count.tolist()) for piece in _pieces(n)], threads or cores())
    lost: list[str] = []
    for i, track in enumerate(tracks):
        rows = slice(int(offset[i]), int(offset[i] + count[i]))
        good = _usable_nodes(x_km[rows], track, span, grid_s + int(first[i]) * step_s, step_s, lost)
        first[i] += good.start
        offset[i] += good.start
        count[i] = good.stop - good.start

    def bounds_of(i: int) -> list[float]:
        rows = slice(int(offset[i]), int(offset[i] + count[i]))
        r_min, r_max, chord_km = np.sqrt(extent(x_km[rows], y_km[rows], z_km[rows])).tolist()
        return _bounds(r_min, r_max, chord_km, step_s)

    bounds = np.array(in_threads(bounds_of, range(len(tracks)), threads or cores()))
    return Ephemeris(span, tracks, grid_s, step_s, first, count, offset, x_km, y_km, z_km, bounds, tuple(lost))


def _pieces(count: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of pieces of a row small enough for threads to share out, whatever their number."""
    for start in range(0, count, PIECE_NODES):
        yield start, min(start + PIECE_NODES, count)


def _seconds_from_epoch(span: Span, elements: ElementSet) -> float:
    """Return seconds from an element set's epoch to the start of the span, kept exact by splitting the Julian date."""
    jd, fr = span.julian_date
    return ((jd - elements.epoch_jd) + (fr - elements.epoch_fr)) * DAY_S


def _sgp4_constants(tracks: Sequence[Track]) -> NDArray[np.float64]:
    from . import sgp4_kernel

    rad_min = 2.0 * math.pi / 1440.0
    columns = np.array(
        [
            (
                t.elements.mean_motion_rev_day * rad_min,
                t.elements.eccentricity,
                math.radians(t.elements.inclination_deg),
                math.radians(t.elements.raan_deg),
                math.radians(t.elements.arg_perigee_deg),
                math.radians(t.elements.mean_anomaly_deg),
                t.elements.bstar,
            )
            for t in tracks
        ]
    ).T
    return sgp4_kernel.constants(*columns)


def _fill_deep_space(
    elements: ElementSet,
    drag_per_min: float,
    semi_major: float,
    since_epoch_s: float,
    step_s: float,
    theta_rad: NDArray[np.float64],
    x_km: NDArray[np.float64],
    y_km: NDArray[np.float64],
    z_km: NDArray[np.float64],
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


def _usable_nodes(
    x_km: NDArray[np.float64], track: Track, span: Span, first_s: float, step_s: float, lost: list[str]
) -> slice:
    """Return the stretch of nodes around the epoch, as far as SGP4 follows the set, and say in words what was lost."""
    if not math.isnan(float(x_km.sum())):
        return slice(0, x_km.size)
    refused = np.flatnonzero(np.isnan(x_km))
    elements = track.elements
    epoch_node = round((-_seconds_from_epoch(span, elements) - first_s) / step_s)
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
    """Return why SGP4 has no position at a time, in python-sgp4's words where it has some."""
    from sgp4.api import SGP4_ERRORS

    code = elements.satrec.sgp4_tsince((_seconds_from_epoch(span, elements) + when_s) / 60.0)[0]
    return SGP4_ERRORS.get(code, "the satellite has long decayed")


def _bounds(r_min: float, r_max: float, chord_km: float, step_s: float) -> list[float]:
    """Return the bounds of one track from its nodes' radii and longest chord and the law of gravity; see Ephemeris.

    Between nodes a position strays from the chord by at most A h^2 / 8, A bounding the acceleration. A in turn is
    gravity at the smallest radius plus the Coriolis and centrifugal terms of the rotating axes. The jerk
    adds the time derivatives of each: gravity changes by at most 2 mu v / r^3.
    """
    omega = GMST_RATE_RAD_S
    chord_speed = chord_km / step_s
    accel = speed = 0.0
    for _ in range(3):  # the sag of the chord lowers r_min, which raises A a little: settled after two rounds
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
    return [low, high, speed, accel, jerk, turn_rate, turn_accel]

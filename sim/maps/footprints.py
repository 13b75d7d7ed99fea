"""A satellite's limits as discs, holes and tests for a raster, and the time step that misses no point.

A raster has footprints at samples in time. A point seen only between two samples has, at one of them, a margin of at
least - M d^2 / 8. Here d is the time between samples and M a bound on the second derivative of the margin (as in
bounds_kernel). Discs are therefore painted with their margin raised by that much. The number of samples in a step is
chosen so that discs are not much too large on the ground.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..constants import GMST_RATE_RAD_S, WGS72_MU_KM3_S2, WGS84_A_KM, WGS84_B_KM
from ..sensors.limits import Limits
from ..windows import margin_kinds as kinds
from .raster_arrays import NO_HOLE

# Radii of curvature of the ellipsoid lie between these, km: a sphere of the smaller one sees further, in angle.
CURVED_MOST_KM, CURVED_LEAST_KM = 6335.0, 6400.0
# Two limits of which one is stricter on every sphere by so much, degrees, are in the same order on the ellipsoid, whose
# normals stray from a sphere's by at most 0.19 degrees.
SLACK_DEG = 0.4
OTHER_PULL_KM_S2 = 2e-5  # gravity across the vertical, above J2's 1.1e-5

PARTS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600)


@dataclass(frozen=True)
class Footprint:
    """The footprint of one satellite as the raster paints it.

    A disc (ABOVE or WITHIN, ``disc_p`` the sine of the elevation or cosine of the off-nadir angle) whose margin is
    raised by ``disc_km``, and a hole in it, raised by ``hole_km`` (below 0: smaller). ``tests`` are (kind, parameter,
    rise) of limits to be tested point by point inside the disc; empty if disc and hole are all limits. ``parts`` is the
    number of samples a step. No row further than ``reach_rad`` from the latitude below the satellite is reached, and
    that latitude changes by at most ``turn_rad_s``. On the ground discs are up to ``excess_km`` larger than their
    limits.
    """

    disc: int
    disc_p: float
    disc_km: float
    hole: int
    hole_p: float
    hole_km: float
    tests: tuple[tuple[int, float, float], ...]
    parts: int
    reach_rad: float
    turn_rad_s: float
    excess_km: float


@dataclass(frozen=True)
class Edge:
    """One limit that draws a circle on the ground: a least elevation (ABOVE) or a largest off-nadir angle (WITHIN)."""

    kind: int
    angle_deg: float

    @property
    def parameter(self) -> float:
        angle_rad = math.radians(self.angle_deg)
        return math.sin(angle_rad) if self.kind == kinds.ABOVE else math.cos(angle_rad)

    def elevation_deg(self, height_km: float, radius_km: float) -> float:
        """Return the elevation at the circle on a sphere; below 0 where an off-nadir limit lies beyond the horizon."""
        if self.kind == kinds.ABOVE:
            return self.angle_deg
        cosine = (1.0 + height_km / radius_km) * math.sin(math.radians(self.angle_deg))
        return math.degrees(math.acos(cosine)) if cosine <= 1.0 else -90.0

    def radius_rad(self, height_km: float, radius_km: float, raised_km: float = 0.0) -> float:
        """Return the circle's radius on a sphere, an angle at its centre, with the margin raised; at most 90 degrees.

        The kernel's formula for the row below the satellite: with q = 1 - cos(radius), a0 - slope q = p |d|. A cone
        that holds the whole Earth ends at the horizon.
        """
        r, p2 = radius_km + height_km, self.parameter**2
        a0 = height_km + raised_km
        slope = r if self.kind == kinds.ABOVE else -radius_km
        e = a0 * a0 - p2 * height_km * height_km
        b = a0 * slope + p2 * radius_km * r
        inner = b * b - slope * slope * e
        below = b + math.sqrt(max(inner, 0.0))
        horizon = 1.0 - radius_km / r if self.kind == kinds.WITHIN else 1.0
        q = e / below if inner >= 0.0 and below > 0.0 else horizon
        return math.acos(1.0 - min(max(q, 0.0), horizon))

    def range_km(self, height_km: float, radius_km: float) -> float:
        """Return the distance from the satellite to the circle on a sphere."""
        angle_rad, r = self.radius_rad(height_km, radius_km), radius_km + height_km
        return math.sqrt(r * r + radius_km * radius_km - 2.0 * r * radius_km * math.cos(angle_rad))


class Bends:
    """Bounds on second derivatives of margins, and on geometry, for one satellite over one stretch of time.

    ``bounds`` are a track's, see Ephemeris. Lower bounds on a second derivative decide how far a margin can rise above
    its chord, upper bounds how far it can sag below. Three facts make the lower bounds tighter than those of
    bounds_kernel, which need not know where in the footprint a point is:

    - gravity pulls down, so that away from the target a satellite is pulled by ``outward`` km/s^2 at most;
    - the normal below the satellite, u, turns the way the satellite moves: u'.v >= v_h^2 / (R + h), v_h the horizontal
      speed, at least that of the apogee of an orbit between the track's radii less the Earth's rotation;
    - between two crossings of its limit the range is convex but for that pull, and dips little below the rim's range.
    """

    def __init__(self, bounds: NDArray[np.float64], surface_km: float) -> None:
        self.r_min, self.r_max, self.speed, self.accel, self.jerk, self.turn_rate, self.turn_accel = map(float, bounds)
        self.surface_km = surface_km
        self.lowest_km = max(self.r_min - WGS84_A_KM - surface_km, 1.0)
        self.highest_km = max(self.r_max - WGS84_B_KM - surface_km, self.lowest_km + 1.0)
        self.outward = 2.0 * GMST_RATE_RAD_S * self.speed + GMST_RATE_RAD_S**2 * self.r_max + OTHER_PULL_KM_S2
        transverse = 0.995 * math.sqrt(WGS72_MU_KM3_S2 * self.r_min) / self.r_max - GMST_RATE_RAD_S * self.r_max
        self.turning = max(transverse, 0.0) ** 2 / (CURVED_LEAST_KM + self.highest_km)

    def _far_km(self, edge: Edge, part_s: float) -> float:
        return 1.02 * edge.range_km(self.highest_km, CURVED_LEAST_KM + self.surface_km) + self.speed * part_s

    def rise_km(self, edge: Edge, part_s: float) -> float:
        """Return how far the margin of a disc can rise above its chord: what discs are enlarged by."""
        rim_km = 0.98 * edge.range_km(self.lowest_km, CURVED_MOST_KM + self.surface_km)
        dip_km = (self.speed**2 / self.lowest_km + 8.0 * self.accel) * part_s**2 / 8.0
        bend = edge.parameter * (self.speed**2 / max(rim_km - dip_km, self.lowest_km) + self.outward)
        if edge.kind == kinds.ABOVE:
            bend += self.accel
        else:
            bend += max(self.turn_accel * self._far_km(edge, part_s) + self.accel - 2.0 * self.turning, 0.0)
        return bend * part_s**2 / 8.0

    def sag_km(self, edge: Edge, part_s: float) -> float:
        """Return how far the margin of a disc can sag below its chord: what holes are made smaller by."""
        bend = self.outward + edge.parameter * self.accel
        if edge.kind == kinds.WITHIN:
            bend += self.turn_accel * self._far_km(edge, part_s) + 2.0 * self.turn_rate * self.speed
        return bend * part_s**2 / 8.0

    def squint_rise(self, sin_squint: float, outer: Edge, part_s: float) -> float:
        """Return how far sin(p) |v| |d| -+ d.v can rise above its chord, km^2/s.

        |v|'' is bounded by the jerk and by A^2 / |v|, with |v| at least a tenth of its largest value.
        """
        far_km = self._far_km(outer, part_s)
        speed_curve = self.jerk + 10.0 * self.accel**2 / self.speed
        lengths = far_km * speed_curve + 3.0 * self.speed * self.accel
        return (sin_squint * lengths + 3.0 * self.speed * self.accel + far_km * self.jerk) * part_s**2 / 8.0

    def ground_squint_rise(self, sine: float, outer: Edge, part_s: float) -> float:
        """Return how far sin(p) |v_h| |d_h| -+ d.v_h can rise above its chord, km^2/s.

        P, the projection across the normal u below the satellite, has abs(P') <= u' and abs(P'') <= 2 (u'' + u'^2), so
        v_h = P v and d_h = P d change by at most v1, v2 and d1, d2. A length bends down no faster than its vector.
        """
        far_km = self._far_km(outer, part_s)
        turn2 = 2.0 * (self.turn_accel + self.turn_rate**2)
        v1 = self.turn_rate * self.speed + self.accel
        v2 = turn2 * self.speed + 2.0 * self.turn_rate * self.accel + self.jerk
        d1 = self.turn_rate * far_km + self.speed
        d2 = turn2 * far_km + 2.0 * self.turn_rate * self.speed + self.accel
        lengths = v2 * far_km + 2.0 * v1 * d1 + self.speed * d2
        along = self.accel * self.speed + 2.0 * self.speed * v1 + far_km * v2
        return (sine * lengths + along) * part_s**2 / 8.0

    def side_rise(self, part_s: float) -> float:
        """Return how far R.(v x r) can rise above its chord, km^3/s."""
        radius_km = WGS84_A_KM + self.surface_km
        return radius_km * (self.jerk * self.r_max + self.accel * self.speed) * part_s**2 / 8.0


def footprint(
    limits: Limits,
    bounds: NDArray[np.float64],
    *,
    surface_km: float,
    step_s: float,
    excess: float,
    hole_filled: bool = False,
) -> Footprint | None:
    """Return the footprint to paint for one satellite, or None if its limits leave nothing.

    A disc may be too large by the share ``excess`` of its radius. With ``hole_filled`` the hole below the satellite is
    painted too. Limits on the Sun and on duration are not used here.
    """
    bends = Bends(bounds, surface_km)
    discs = _ruling(bends, _discs(limits), larger=False)
    holes = _ruling(bends, _holes(limits), larger=True)
    if _hole_fills_disc(bends, discs, holes):
        return None
    holes = [] if hole_filled else holes
    aside = limits.look != "either" or limits.limits_squint
    plain = len(discs) == 1 and len(holes) <= 1 and not aside
    # Where several discs rule, the horizon's or elevation's is painted: it lies on the near side of the Earth.
    disc = next(e for e in discs if e.kind == kinds.ABOVE) if len(discs) > 1 else discs[0]
    # Where several rule, the others are tests inside the painted disc, raised as it is: none may reach too far.
    radii_rad = [e.radius_rad(bends.lowest_km, CURVED_MOST_KM + surface_km) for e in discs]
    parts = PARTS[-1]
    for parts in PARTS:
        excesses_rad = _excesses_rad(bends, discs, radii_rad, step_s / parts)
        if all(e <= excess * r for e, r in zip(excesses_rad, radii_rad, strict=True)):
            break
    if plain and holes:
        # No point may go from the hole to the outside between two samples. One sample then sees every point seen.
        crossing_s = _ring_rad(bends, disc, holes[0]) / (1.05 * bends.turn_rate)
        fine = next((n for n in PARTS if step_s / n < crossing_s), None)
        if fine is None or fine > 8 * parts:
            plain = False
        else:
            parts = max(parts, fine)
    part_s = step_s / parts
    hole = holes[0] if plain and holes else None
    disc_km = bends.rise_km(disc, part_s)
    reach_rad = disc.radius_rad(bends.highest_km, CURVED_MOST_KM + surface_km, disc_km) + math.radians(0.05)
    return Footprint(
        disc=disc.kind,
        disc_p=disc.parameter,
        disc_km=disc_km,
        hole=hole.kind if hole else NO_HOLE,
        hole_p=hole.parameter if hole else 0.0,
        hole_km=-bends.sag_km(hole, part_s) if hole else 0.0,
        tests=() if plain else _tests(bends, limits, discs, holes, disc, part_s),
        parts=parts,
        reach_rad=reach_rad,
        turn_rad_s=bends.turn_rate,
        excess_km=max(_excesses_rad(bends, discs, radii_rad, part_s)) * WGS84_A_KM,
    )


def chord_tests(
    limits: Limits, bounds: NDArray[np.float64], *, surface_km: float, step_s: float, hole_filled: bool = False
) -> tuple[tuple[tuple[int, float, float, float], ...], bool]:
    """Return the limits on place as (kind, parameter, rise, sag) over a whole step, and whether there are others.

    A limit whose margin is below -rise at both ends of a step holds nowhere in it; one above ``sag`` at both ends holds
    throughout. Limits on squint and side are not among them.
    """
    bends = Bends(bounds, surface_km)
    opposite = {kinds.ABOVE: kinds.BELOW, kinds.WITHIN: kinds.BEYOND}
    tests = [(e.kind, e.parameter, bends.rise_km(e, step_s), bends.sag_km(e, step_s)) for e in _discs(limits)]
    if not hole_filled:
        holes = _holes(limits)
        tests += [(opposite[e.kind], e.parameter, bends.sag_km(e, step_s), bends.rise_km(e, step_s)) for e in holes]
    others = limits.look != "either" or limits.limits_squint
    return tuple(tests), others


def _discs(limits: Limits) -> list[Edge]:
    discs = [Edge(kinds.ABOVE, limits.elevation_at_least_deg)]
    if limits.off_nadir_at_most_deg < 90.0:
        discs.append(Edge(kinds.WITHIN, limits.off_nadir_at_most_deg))
    return discs


def _holes(limits: Limits) -> list[Edge]:
    holes = []
    if (least_deg := limits.incidence_at_least_deg) > 0.0:
        holes.append(Edge(kinds.ABOVE, 90.0 - least_deg))
    if limits.off_nadir_at_least_deg > 0.0:
        holes.append(Edge(kinds.WITHIN, limits.off_nadir_at_least_deg))
    return holes


def _elevations_deg(bends: Bends, edge: Edge) -> tuple[float, float]:
    """Return the least and largest elevation along an edge, over the satellite's heights and the Earth's curvature."""
    return (
        edge.elevation_deg(bends.highest_km, CURVED_MOST_KM + bends.surface_km),
        edge.elevation_deg(bends.lowest_km, CURVED_LEAST_KM + bends.surface_km),
    )


def _ruling(bends: Bends, edges: list[Edge], *, larger: bool) -> list[Edge]:
    """Leave out a circle that always lies outside the other (discs), or inside it (holes)."""
    if len(edges) < 2:
        return edges
    (a_low, a_high), (b_low, b_high) = (_elevations_deg(bends, e) for e in edges)
    if a_low > b_high + SLACK_DEG:  # the first circle lies inside the second
        return edges[1:] if larger else edges[:1]
    if b_low > a_high + SLACK_DEG:
        return edges[:1] if larger else edges[1:]
    return edges


def _hole_fills_disc(bends: Bends, discs: list[Edge], holes: list[Edge]) -> bool:
    outer_deg = max(_elevations_deg(bends, e)[0] for e in discs)
    return any(_elevations_deg(bends, e)[1] < outer_deg - SLACK_DEG for e in holes)


def _excesses_rad(bends: Bends, discs: list[Edge], radii_rad: list[float], part_s: float) -> list[float]:
    """Return by how much each disc is enlarged, an angle on the ground, at the satellite's lowest height."""
    sphere_km = CURVED_MOST_KM + bends.surface_km
    raised = [e.radius_rad(bends.lowest_km, sphere_km, bends.rise_km(e, part_s)) for e in discs]
    return [r - radius_rad for r, radius_rad in zip(raised, radii_rad, strict=True)]


def _ring_rad(bends: Bends, disc: Edge, hole: Edge) -> float:
    """Return how wide the ring between hole and disc is at least, as an angle on the ground."""
    widths = [
        disc.radius_rad(h, r) - hole.radius_rad(h, r)
        for h in (bends.lowest_km, bends.highest_km)
        for r in (CURVED_MOST_KM + bends.surface_km, CURVED_LEAST_KM + bends.surface_km)
    ]
    return max(min(widths), 1e-9)


def _tests(
    bends: Bends, limits: Limits, discs: list[Edge], holes: list[Edge], disc: Edge, part_s: float
) -> tuple[tuple[int, float, float], ...]:
    tests = [(e.kind, e.parameter, bends.rise_km(e, part_s)) for e in discs]
    opposite = {kinds.ABOVE: kinds.BELOW, kinds.WITHIN: kinds.BEYOND}
    tests += [(opposite[e.kind], e.parameter, bends.sag_km(e, part_s)) for e in holes]
    if limits.squint_at_most_deg < 90.0:
        sine = math.sin(math.radians(limits.squint_at_most_deg))
        tests.append((kinds.SQUINT, sine, bends.squint_rise(sine, disc, part_s)))
    if limits.ground_squint_at_most_deg < 90.0:
        sine = math.sin(math.radians(limits.ground_squint_at_most_deg))
        tests.append((kinds.GROUND_SQUINT, sine, bends.ground_squint_rise(sine, disc, part_s)))
    if limits.look != "either":
        tests.append((kinds.RIGHT if limits.look == "right" else kinds.LEFT, 0.0, bends.side_rise(part_s)))
    return tuple(tests)

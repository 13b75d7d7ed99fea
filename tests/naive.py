"""The slow twin: access windows worked out plainly, from SGP4 and Skyfield, sharing no line with the package.

A search samples every second, looks again ten times finer around every peak and dip, and closes in on every
sign change; there is no table, no interpolation and no bound to get wrong. The angles are in naive_geometry,
the figures counted from intervals in naive_figures; both are reached from here as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from naive_figures import NaiveFigures, naive_figures
from naive_geometry import (
    Array,
    earth_fixed_km,
    earth_fixed_velocity_km_s,
    elevation_deg,
    gmst_rad,
    ground_squint_deg,
    incidence_deg,
    is_right,
    off_nadir_deg,
    side_deg,
    sight_deg,
    site_itrs_km,
    squint_deg,
    sub_point_deg,
    sun_elevation_deg,
    teme_km,
    up_itrs,
)
from naive_light import above_shadow_deg, clear_of_glint_deg, inside_hours_deg, sun_itrs_km
from naive_views import in_view_deg, inside_azimuths_deg, northward_deg, range_km, smear_km
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Constraint",
    "NaiveFigures",
    "NaiveWindows",
    "View",
    "constraints_of",
    "earth_fixed_km",
    "earth_fixed_velocity_km_s",
    "elevation_deg",
    "gmst_rad",
    "incidence_deg",
    "is_right",
    "naive_figures",
    "naive_windows",
    "off_nadir_deg",
    "sample_times_s",
    "side_deg",
    "site_itrs_km",
    "squint_deg",
    "sub_point_deg",
    "sun_elevation_deg",
    "teme_km",
    "up_itrs",
]

# No angle in use moves faster than this for a satellite above 150 km, so that a peak seen at a sample further
# from the limit than this, times the step, cannot reach it between samples.
FASTEST_DEG_S = 5.0
UNBOUNDED = ("ground_squint",)  # it turns as fast as one likes near the nadir: every peak counts
DOUBTFUL_S = 1e-3  # as well as boundaries are held to
LIGHT_M_S = 299792458.0


@dataclass(frozen=True)
class View:
    """One satellite and one site: every angle that can be limited, by name, at any time."""

    elements: Any  # a Satrec, or anything with satrec, epoch_jd and epoch_fr
    start: datetime
    lat_deg: float
    lon_deg: float
    height_km: float = 0.0
    ephemeris: str | Path | None = None  # a JPL kernel, for the Sun's elevation

    def angle_deg(self, angle: str, t_s: ArrayLike, theta_rad: Array | None = None) -> Array:
        """Return elevation, incidence, off_nadir, squint, side (positive right) or sun_elevation."""
        site = {"lat_deg": self.lat_deg, "lon_deg": self.lon_deg, "height_km": self.height_km}
        if angle == "sun_elevation":
            if self.ephemeris is None:
                raise ValueError("a limit on the Sun's elevation needs ephemeris=, the path of a JPL kernel")
            return sun_elevation_deg(self.start, t_s, **site, ephemeris=self.ephemeris)
        sat_itrs_km = earth_fixed_km(self.elements, self.start, t_s, theta_rad)
        if angle == "elevation":
            return elevation_deg(sat_itrs_km, **site)
        if angle == "sight":
            return sight_deg(sat_itrs_km, **site)
        if angle == "incidence":
            return incidence_deg(sat_itrs_km, **site)
        if angle == "off_nadir":
            return off_nadir_deg(sat_itrs_km, **site)
        if angle == "range":
            return range_km(sat_itrs_km, **site)
        if angle == "smear":
            return smear_km(sat_itrs_km, **site)
        velocity_km_s = earth_fixed_velocity_km_s(self.elements, self.start, t_s)
        if angle == "squint":
            return squint_deg(sat_itrs_km, velocity_km_s, **site)
        if angle == "ground_squint":
            return ground_squint_deg(sat_itrs_km, velocity_km_s, **site)
        if angle == "side":
            return side_deg(sat_itrs_km, velocity_km_s, **site)
        if angle == "northward":
            return northward_deg(velocity_km_s)
        raise ValueError(f"no angle is called {angle!r}")


@dataclass(frozen=True)
class Constraint:
    """One limit: met where sign * (angle - bound) is above 0."""

    name: str
    angle: str
    sign: float
    bound_deg: float

    def margin_deg(self, view: View, t_s: ArrayLike, theta_rad: Array | None = None) -> Array:
        return self.sign * (view.angle_deg(self.angle, t_s, theta_rad) - self.bound_deg)


@dataclass(frozen=True)
class InView(Constraint):
    """A rectangular field of view, or a band of azimuths: met where its margin is above 0."""

    limits: Any = None

    def margin_deg(self, view: View, t_s: ArrayLike, theta_rad: Array | None = None) -> Array:
        site = {"lat_deg": view.lat_deg, "lon_deg": view.lon_deg, "height_km": view.height_km}
        sat_km = earth_fixed_km(view.elements, view.start, t_s, theta_rad)
        if self.angle == "azimuth":
            band = self.limits.azimuth_from_deg, self.limits.azimuth_to_deg
            return inside_azimuths_deg(sat_km, *band, **site)
        return in_view_deg(sat_km, earth_fixed_velocity_km_s(view.elements, view.start, t_s), self.limits, **site)


@dataclass(frozen=True)
class InLight(Constraint):
    """A band of solar time, sunlight on the satellite, or glint: met where its margin is above 0."""

    limits: Any = None

    def margin_deg(self, view: View, t_s: ArrayLike, theta_rad: Array | None = None) -> Array:
        if view.ephemeris is None:
            raise ValueError("a limit on light needs ephemeris=, the path of a JPL kernel")
        sun_km = sun_itrs_km(view.start, t_s, view.ephemeris)
        if self.angle == "solar time":
            return inside_hours_deg(sun_km, view.lon_deg, self.limits.local_time_from_h, self.limits.local_time_to_h)
        sat_km = earth_fixed_km(view.elements, view.start, t_s, theta_rad)
        if self.angle == "sunlight":
            return self.sign * above_shadow_deg(sat_km, sun_km)
        site = {"lat_deg": view.lat_deg, "lon_deg": view.lon_deg, "height_km": view.height_km}
        return clear_of_glint_deg(sat_km, sun_km, self.bound_deg, **site)


Made = Callable[[Any], list[Constraint]]


def _bound(key: str, angle: str, sign: float) -> Made:
    """Return what makes the constraint of a limit that is one bound on one angle."""
    name = key.rpartition("_")[0]
    return lambda limits: [Constraint(name, angle, sign, bound)] if (bound := getattr(limits, key)) is not None else []


def _word(key: str, angle: str, signs: dict[str, float]) -> Made:
    """Return what makes the constraint of a limit that is a word, each with the side of 0 that it asks for."""
    return lambda limits: [
        Constraint(f"{key}_{word}", angle, sign, 0.0) for word, sign in signs.items() if getattr(limits, key) == word
    ]


def _resolution(limits: Any) -> list[Constraint]:
    if limits.ground_range_resolution_max_m is None:
        return []
    sine = LIGHT_M_S / (2e6 * limits.bandwidth_mhz) / limits.ground_range_resolution_max_m
    return [Constraint("resolution", "incidence", +1, math.degrees(math.asin(sine)))]


def _sample_distance(limits: Any) -> list[Constraint]:
    if limits.gsd_max_m is None:
        return []
    smear = limits.gsd_max_m / limits.gsd_nadir_m * limits.reference_height_km
    return [Constraint("gsd_max", "smear", -1, smear)]


def _azimuth(limits: Any) -> list[Constraint]:
    return [InView("azimuth", "azimuth", +1, 0.0, limits)] if limits.azimuth_from_deg is not None else []


def _view(limits: Any) -> list[Constraint]:
    return [InView("field of view", "view", +1, 0.0, limits)] if limits.fov_across_deg is not None else []


def _solar_time(limits: Any) -> list[Constraint]:
    return [InLight("solar time", "solar time", +1, 0.0, limits)] if limits.local_time_from_h is not None else []


def _sunlight(limits: Any) -> list[Constraint]:
    if limits.satellite_light == "either":
        return []
    return [InLight("sunlight", "sunlight", +1 if limits.satellite_light == "lit" else -1, 0.0, limits)]


def _glint(limits: Any) -> list[Constraint]:
    return [InLight("glint", "glint", +1, limits.glint_min_deg, limits)] if limits.glint_min_deg is not None else []


# Keys of limits -> what the twin makes of them: elevation first and the costly Sun last.
def _elevation(limits: Any) -> list[Constraint]:
    """An elevation above 0; below it, a line of sight that clears the ellipsoid as well."""
    least = Constraint("elevation_min", "elevation", +1, limits.elevation_min_deg)
    return [Constraint("sight", "sight", +1, 0.0), least] if limits.elevation_min_deg < 0.0 else [least]


TWINS: dict[tuple[str, ...], Made] = {
    ("elevation_min_deg",): _elevation,
    ("incidence_max_deg",): _bound("incidence_max_deg", "incidence", -1),
    ("incidence_min_deg",): _bound("incidence_min_deg", "incidence", +1),
    ("ground_range_resolution_max_m", "bandwidth_mhz"): _resolution,
    ("off_nadir_max_deg",): _bound("off_nadir_max_deg", "off_nadir", -1),
    ("off_nadir_min_deg",): _bound("off_nadir_min_deg", "off_nadir", +1),
    ("look",): _word("look", "side", {"right": +1, "left": -1}),
    ("range_min_km",): _bound("range_min_km", "range", +1),
    ("range_max_km",): _bound("range_max_km", "range", -1),
    ("gsd_max_m", "gsd_nadir_m", "reference_height_km"): _sample_distance,
    ("heading",): _word("heading", "northward", {"ascending": +1, "descending": -1}),
    ("azimuth_from_deg", "azimuth_to_deg"): _azimuth,
    ("fov_across_deg", "fov_along_deg", "roll_deg", "pitch_deg"): _view,
    ("sun_elevation_max_deg",): _bound("sun_elevation_max_deg", "sun_elevation", -1),
    ("sun_elevation_min_deg",): _bound("sun_elevation_min_deg", "sun_elevation", +1),
    ("local_time_from_h", "local_time_to_h"): _solar_time,
    ("satellite_light",): _sunlight,
    ("glint_min_deg",): _glint,
}
# Limits that may hold at the middle of an image alone: naive_windows applies them after the others.
SQUINTS: dict[tuple[str, ...], Made] = {
    ("squint_max_deg",): _bound("squint_max_deg", "squint", -1),
    ("ground_squint_max_deg", "squint_is"): _bound("ground_squint_max_deg", "ground_squint", -1),
}
AFTER_ALL = ("duration_min_s",)  # applied by naive_windows itself, last


def constraints_of(limits: Any) -> list[Constraint]:
    """Return the limits that are set, elevation first and the costly Sun last; elevation > 0 always holds.

    Raises ValueError for rules over further limits, of which the twin knows nothing.
    """
    if any(getattr(limits, rule, ()) for rule in ("all_of", "any_of", "none_of")):
        raise ValueError("the twin knows no rules over further limits")
    return [constraint for made in (*TWINS.values(), *SQUINTS.values()) for constraint in made(limits)]


@dataclass(frozen=True)
class NaiveWindows:
    """Windows, (N, 2) in seconds since the start, and what a comparison needs to be fair.

    ``grazing`` lists (t_s, constraint, margin_deg) for every peak, dip and end of the span at which a limit
    is met or missed by less than ``grazing_deg``: there, one search may see a window that another does not.
    So are windows within limits on squint that last less than ``DOUBTFUL_S``. ``doubtful_s`` are images whose middle
    meets a limit on squint for less than that: a place within metres of the ground track has such a one, and where the
    table of the other search puts the track on its other side, it has none.
    """

    windows_s: Array
    grazing: list[tuple[float, str, float]]
    view: View
    constraints: list[Constraint]
    doubtful_s: list[tuple[float, float]] = field(default_factory=list)

    def margin_deg(self, t_s: ArrayLike) -> Array:
        """Return the smallest margin of all constraints: positive inside a window."""
        return np.min([c.margin_deg(self.view, np.ravel(t_s)) for c in self.constraints], axis=0)

    def disagreements(self, other_s: ArrayLike, *, tol_s: float = 1e-3, tol_deg: float = 1e-5) -> list[str]:
        """Return a sentence for every stretch that only one of the two calls a window.

        A stretch is forgiven where it is at most ``tol_s`` long, or where the margin stays within ``tol_deg``
        of 0 all along it. Minimum durations are no part of the margin: compare those by hand.
        """
        other_s = np.asarray(other_s, dtype=float).reshape(-1, 2)
        edges = np.unique(np.concatenate([self.windows_s.ravel(), other_s.ravel()]))
        found = []
        for a, b in pairwise(edges):
            here, there = (_contains(w, (a + b) / 2.0) for w in (self.windows_s, other_s))
            if here == there or b - a <= tol_s or any(p <= a and b <= q for p, q in self.doubtful_s):
                continue
            margin = self.margin_deg(np.linspace(a, b, 21))
            if np.abs(margin).max() > tol_deg:
                found.append(
                    f"{a:.6f} to {b:.6f} s is a window {'in the twin' if here else 'in the other'} only: "
                    f"{b - a:.6f} s, margin {margin.min():+.3g} to {margin.max():+.3g} deg"
                )
        return found


def _contains(windows_s: Array, t_s: float) -> bool:
    return bool(np.any((windows_s[:, 0] <= t_s) & (t_s < windows_s[:, 1])))


def sample_times_s(a_s: float, b_s: float, step_s: float = 1.0) -> Array:
    """Return a_s, b_s, the multiples of the step between them and one or two beyond each end.

    naive_windows samples sample_times_s(0, duration_s, step_s) first: pass gmst_rad of them as ``rotation``
    to share that work between satellites and sites.
    """
    multiples = np.arange(math.floor(a_s / step_s) - 1, math.ceil(b_s / step_s) + 2) * step_s
    return np.unique(np.append(multiples, [a_s, b_s]))


def naive_windows(
    elements: Any,
    *,
    lat_deg: float,
    lon_deg: float,
    height_km: float = 0.0,
    limits: Any,
    start: datetime,
    duration_s: float,
    step_s: float = 1.0,
    rotation: Array | None = None,
    ephemeris: str | Path | None = None,
    grazing_deg: float = 1e-4,
) -> NaiveWindows:
    """Return every window of one satellite at one site in [0, duration_s], all limits at once.

    ``limits`` has the fields of the package's Limits. One constraint after another narrows what is left.
    Boundaries are good to 1e-7 s where the angle moves, peaks and dips to 1e-9 degrees; windows and dips
    shorter than the step are found. The minimum duration applies last, to windows clipped to the span.
    """
    view = View(elements, start, lat_deg, lon_deg, height_km, ephemeris)
    constraints = constraints_of(limits)
    left_s = [(0.0, float(duration_s))]
    before_squint_s = None
    doubtful_s: list[tuple[float, float]] = []
    grazing: list[tuple[float, str, float]] = []
    for constraint in constraints:
        if constraint.angle in ("squint", "ground_squint") and before_squint_s is None:
            before_squint_s = left_s
        margin = partial(constraint.margin_deg, view)
        grids = [sample_times_s(a, b, step_s) for a, b in left_s]
        if not grids:
            break
        values = margin(np.concatenate(grids), rotation if constraint is constraints[0] else None)
        values_of = np.split(values, np.cumsum([len(grid) for grid in grids])[:-1])
        kept: list[tuple[float, float]] = []
        for (a, b), grid, sampled in zip(left_s, grids, values_of, strict=True):
            reach_deg = 180.0 if constraint.angle in UNBOUNDED else FASTEST_DEG_S * max(step_s, 1.0)
            t_s, value, notable = with_extremes(grid, sampled, margin, reach_deg)
            notable |= (t_s == 0.0) | (t_s == duration_s)
            inside = (a <= t_s) & (t_s <= b)
            near = inside & notable & (np.abs(value) < grazing_deg)
            grazing += [(float(t), constraint.name, float(m)) for t, m in zip(t_s[near], value[near], strict=True)]
            kept += positive_stretches(t_s[inside], value[inside], margin)
        left_s = kept
    brief_s = [(a, b) for a, b in left_s if before_squint_s is not None and b - a < DOUBTFUL_S]
    grazing += [(0.5 * (a + b), "squint", 0.0) for a, b in brief_s]
    if before_squint_s is not None and getattr(limits, "squint_is", "") == "centre":
        doubtful_s = about_centres(brief_s, before_squint_s, 0.5 * limits.duration_min_s)
        left_s = about_centres(left_s, before_squint_s, 0.5 * limits.duration_min_s)
    windows_s = np.array([(a, b) for a, b in left_s if b - a >= limits.duration_min_s]).reshape(-1, 2)
    return NaiveWindows(windows_s, sorted(grazing), view, constraints, doubtful_s)


def about_centres(
    centres_s: list[tuple[float, float]], allowed_s: list[tuple[float, float]], half_image_s: float
) -> list[tuple[float, float]]:
    """Return the stretches within half an image of a centre, each inside the allowed stretch of that centre."""
    found: list[tuple[float, float]] = []
    for a, b in centres_s:
        low, high = next(one for one in allowed_s if one[0] <= 0.5 * (a + b) <= one[1])
        a, b = max(a - half_image_s, low), min(b + half_image_s, high)
        if found and a <= found[-1][1]:
            a = found.pop()[0]
        found.append((a, b))
    return found


def with_extremes(
    t_s: Array, value: Array, margin: Callable[[Array], Array], reach_deg: float
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Return the samples with every peak and dip that could reach 0 put among them, and which those are."""
    rise = np.diff(value)
    turn = np.flatnonzero((rise[:-1] * rise[1:] <= 0) & (np.abs(value[1:-1]) < reach_deg)) + 1
    sign = np.where(rise[turn - 1] >= rise[turn], 1.0, -1.0)  # a peak or a dip
    low, high = t_s[turn - 1], t_s[turn + 1]
    row = np.arange(len(turn))
    best_t, best_value = t_s[turn], value[turn]
    for _ in range(9 if len(turn) else 0):  # each round leaves a tenth of the bracket: 2e-9 s at the end
        fine = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, 21)
        fine_value = margin(fine.ravel()).reshape(fine.shape)
        best = np.clip(np.argmax(sign[:, None] * fine_value, axis=1), 1, 19)
        best_t, best_value = fine[row, best], fine_value[row, best]
        low, high = fine[row, best - 1], fine[row, best + 1]
    all_t, index = np.unique(np.concatenate([best_t, t_s]), return_index=True)
    return all_t, np.concatenate([best_value, value])[index], index < len(turn)


def positive_stretches(t_s: Array, value: Array, margin: Callable[[Array], Array]) -> list[tuple[float, float]]:
    """Return the stretches on which a sampled margin is above 0, each sign change closed in on to 1e-9 s."""
    inside = value > 0
    change = np.flatnonzero(inside[:-1] != inside[1:])
    low, high, opens = t_s[change], t_s[change + 1], inside[change + 1]
    row = np.arange(len(change))
    for _ in range(7 if len(change) else 0):  # each round leaves a twentieth of the bracket
        fine = low[:, None] + (high - low)[:, None] * np.linspace(0.0, 1.0, 21)
        positive = margin(fine.ravel()).reshape(fine.shape) > 0
        positive[:, 0], positive[:, -1] = ~opens, opens
        first = np.argmax(positive == opens[:, None], axis=1)
        low, high = fine[row, first - 1], fine[row, first]
    edges = [float(t) for t in (low + high) / 2.0]
    if inside[0]:
        edges.insert(0, float(t_s[0]))
    if inside[-1]:
        edges.append(float(t_s[-1]))
    return list(zip(edges[0::2], edges[1::2], strict=True))

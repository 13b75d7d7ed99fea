"""Windows against the slow twin: random orbits, places and limits, and limits set to graze.

(The folder is not called coverage: on the path, numba would take it for the package of that name.)


The twin (tests/naive.py) samples every second and closes in on every sign change, from SGP4 and Skyfield directly. Both
find the same windows; a boundary may differ by 1 ms, or by whatever time the limit's angle needs for 1e-5 degrees.
The quick profile tries 120 and 30 cases, the long one 2,000 and 500: some five minutes on one core.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import naive
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from random_orbits import element_set, inclinations_deg, scaled, sets_of_any_period

from sim.clock import Span
from sim.orbits.elements import ElementSet
from sim.orbits.ephemeris import TABLE_STEP_S, Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.shipped import data_path
from sim.sun_ephemeris import EPHEMERIS
from sim.windows.search import Search, Windows

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
HOUR_S = 3600.0
STEPS_S = st.sampled_from([15.0, 30.0, 60.0, 90.0, 90.0, 120.0, 180.0])
LATITUDES_DEG = st.sampled_from([90.0, -90.0, -78.0, 0.0, 39.8]) | st.floats(-90.0, 90.0)
LONGITUDES_DEG = st.sampled_from([180.0, -180.0, 0.0, 125.75, 359.5]) | st.floats(-180.0, 360.0)
HEIGHTS_KM = st.sampled_from([0.0, -0.4, 8.0]) | st.floats(-0.4, 8.0)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    return Site("P", lat_deg=draw(LATITUDES_DEG), lon_deg=draw(LONGITUDES_DEG), height_km=draw(HEIGHTS_KM))


@st.composite
def bands_deg(draw: st.DrawFn, lowest: float, highest: float) -> tuple[float, float]:
    """A band of angles, a third of a degree to tens of degrees wide, or a twentieth of one."""
    low = draw(st.floats(lowest, highest - 1.0))
    return low, low + draw(st.floats(0.05, 1.0) | st.floats(1.0, highest - low))


@st.composite
def any_limits(draw: st.DrawFn) -> Limits:
    """Limits of all kinds, each in about two cases of five."""
    chosen: dict[str, float | str] = {}
    wanted = draw(
        st.sets(st.sampled_from(["elevation", "incidence", "off_nadir", "squint", "ground", "look", "sun"]), max_size=4)
    )
    if "elevation" in wanted:
        chosen["elevation_min_deg"] = draw(st.floats(0.0, 60.0) | st.floats(60.0, 89.9))
    if "incidence" in wanted:
        chosen["incidence_min_deg"], chosen["incidence_max_deg"] = draw(bands_deg(0.0, 89.0))
    if "off_nadir" in wanted:
        low, chosen["off_nadir_max_deg"] = draw(bands_deg(0.0, 85.0))
        if draw(st.booleans()):
            chosen["off_nadir_min_deg"] = low
    if "squint" in wanted:
        chosen["squint_max_deg"] = draw(st.floats(0.1, 3.0) | st.floats(1.0, 89.0))
    if "ground" in wanted:
        chosen["ground_squint_max_deg"] = draw(st.floats(0.1, 5.0) | st.floats(1.0, 89.9))
    if "look" in wanted:
        chosen["look"] = draw(st.sampled_from(["left", "right"]))
    if "sun" in wanted:
        chosen["sun_elevation_min_deg"] = draw(st.floats(-18.0, 60.0))
    return Limits(**chosen)  # type: ignore[arg-type]


@st.composite
def further_limits(draw: st.DrawFn) -> Limits:
    """One to three of: range, sharpness, azimuth, heading, a rectangular view, night; some with an elevation."""
    chosen: dict[str, float | str] = {}
    kinds = ["range", "gsd", "azimuth", "heading", "view", "night"]
    wanted = draw(st.sets(st.sampled_from(kinds), min_size=1, max_size=3))
    if draw(st.booleans()):
        chosen["elevation_min_deg"] = draw(st.floats(0.0, 60.0))
    if "range" in wanted:
        low, chosen["range_max_km"] = draw(st.floats(200.0, 2000.0)), draw(st.floats(2100.0, 40000.0))
        if draw(st.booleans()):
            chosen["range_min_km"] = low
    if "gsd" in wanted:
        chosen |= {"gsd_max_m": draw(st.floats(0.5, 20.0)), "gsd_nadir_m": 0.5, "reference_height_km": 500.0}
    if "azimuth" in wanted:
        chosen["azimuth_from_deg"] = draw(st.floats(0.0, 360.0))
        chosen["azimuth_to_deg"] = (chosen["azimuth_from_deg"] + draw(st.floats(1.0, 359.0))) % 360.0
    if "heading" in wanted:
        chosen["heading"] = draw(st.sampled_from(["ascending", "descending"]))
    if "view" in wanted:
        chosen["fov_across_deg"] = draw(st.floats(5.0, 120.0))
        chosen["fov_along_deg"] = draw(st.floats(5.0, 120.0))
        chosen["roll_deg"] = draw(st.just(0.0) | st.floats(-50.0, 50.0))
        chosen["pitch_deg"] = draw(st.just(0.0) | st.floats(-40.0, 40.0))
    if "night" in wanted:
        chosen["sun_elevation_max_deg"] = draw(st.floats(-18.0, 60.0))
    return Limits(**chosen)  # type: ignore[arg-type]


def windows_of(
    elements: ElementSet,
    site: Site,
    limits: Limits,
    duration_s: float,
    *,
    step_s: float = TABLE_STEP_S,
    start: datetime = START,
) -> Windows:
    table = ephemeris(Span(start, duration_s), [Track(0, elements, 0.0, duration_s)], step_s=step_s)
    return Search(table, [site], threads=1).windows(limits)


def boundaries(found: Windows) -> NDArray[np.float64]:
    return np.stack([found.start_s, found.end_s], axis=1)


@cache
def rotation_rad(duration_s: float) -> NDArray[np.float64]:
    return naive.gmst_rad(START, naive.sample_times_s(0.0, duration_s))


def twin_of(elements: ElementSet, site: Site, limits: Limits, duration_s: float) -> naive.NaiveWindows:
    return naive.naive_windows(
        elements,
        lat_deg=site.lat_deg,
        lon_deg=site.lon_deg,
        height_km=site.height_km,
        limits=limits,
        start=START,
        duration_s=duration_s,
        rotation=rotation_rad(duration_s),
        ephemeris=data_path(EPHEMERIS),
    )


def interpolation_error_km(elements: ElementSet, step_s: float) -> float:
    """Return how far the table's positions may be off between nodes; see tests/orbits/test_ephemeris.py."""
    perigee_km = elements.semi_major_axis_km * (1.0 - elements.eccentricity)
    rate_rad_s = math.sqrt(398600.8 * (1.0 + elements.eccentricity) / perigee_km**3)
    return 5e-8 + 150.0 * 1.07e-3 * (rate_rad_s * step_s) ** 8 * perigee_km


def tolerances(elements: ElementSet, step_s: float) -> dict[str, float]:
    """1 ms or 1e-5 degrees at the table's own step; at 120 and 180 s as much more as an eccentric path is missed by.

    At 180 s, e = 0.7 and a perigee of 200 km that is 15 m: 3 ms, or 0.005 degrees at the shortest range.
    """
    error_km = interpolation_error_km(elements, step_s)
    nearest_km = elements.semi_major_axis_km * (1.0 - elements.eccentricity) - 6400.0
    return {"tol_s": 1e-3 + error_km / 5.0, "tol_deg": 1e-5 + 3.0 * math.degrees(error_km / max(nearest_km, 150.0))}


def check(twin: naive.NaiveWindows, found: Windows, elements: ElementSet, step_s: float) -> None:
    """Same windows; as many, unless a limit is grazed within 1e-4 degrees, where the twin cannot be sure either."""
    assert twin.disagreements(boundaries(found), **tolerances(elements, step_s)) == []
    assert len(found) == len(twin.windows_s) or twin.grazing


@settings(max_examples=scaled(2.0))
@given(sets_of_any_period(), sites(), any_limits(), STEPS_S, st.sampled_from([6.0, 12.0, 12.0]))
def test_windows_are_those_of_the_twin(elements: ElementSet, site: Site, limits: Limits, step_s: float, hours: float):
    """Orbits up to e = 0.7 and into deep space, all places, all limits and several at once, steps of 15 to 180 s."""
    found = windows_of(elements, site, limits, hours * HOUR_S, step_s=step_s)
    check(twin_of(elements, site, limits, hours * HOUR_S), found, elements, step_s)


@settings(max_examples=scaled(0.5))
@given(sets_of_any_period(eccentricity_max=0.1), sites(), further_limits(), STEPS_S, st.sampled_from([6.0, 12.0]))
def test_further_limits_give_the_windows_of_the_twin(
    elements: ElementSet, site: Site, limits: Limits, step_s: float, hours: float
):
    """Range, sharpness, azimuths, heading, rectangular views with roll and pitch, night: the same windows.

    To e = 0.1 and perigees of 2,000 km, where every satellite moves over ground: a view needs that.
    """
    found = windows_of(elements, site, limits, hours * HOUR_S, step_s=step_s)
    check(twin_of(elements, site, limits, hours * HOUR_S), found, elements, step_s)


@settings(max_examples=scaled(0.5))
@given(
    sets_of_any_period(),
    st.builds(
        Site, st.just("P"), lat_deg=LATITUDES_DEG, lon_deg=LONGITUDES_DEG,
        height_km=st.sampled_from([0.0, 0.005, -0.4]) | st.floats(0.0, 30.0),
    ),
    any_limits(),
    st.floats(-5.0, -0.01),
    STEPS_S,
)  # fmt: skip
def test_places_above_the_ellipsoid_see_what_the_twin_sees(
    elements: ElementSet, site: Site, others: Limits, least_deg: float, step_s: float
):
    """From 5 m to 30 km up, asked to see below the horizontal, with other limits beside: the same windows."""
    limits = replace(others, elevation_min_deg=least_deg)
    found = windows_of(elements, site, limits, 12 * HOUR_S, step_s=step_s)
    check(twin_of(elements, site, limits, 12 * HOUR_S), found, elements, step_s)


LOW_ORBITS = st.builds(
    element_set,
    perigee_km=st.floats(300.0, 1200.0),
    eccentricity=st.floats(0.0, 0.02),
    inclination_deg=inclinations_deg(175.0),
    raan_deg=st.floats(0.0, 360.0),
    mean_anomaly_deg=st.floats(0.0, 360.0),
)


@settings(max_examples=scaled(0.5))
@given(
    LOW_ORBITS,
    sites(),
    any_limits(),
    st.floats(0.1, 60.0) | st.none(),
    st.floats(1.0, 80.0),
    st.floats(0.5, 120.0),
)
def test_limits_on_squint_at_the_centre_give_the_windows_of_the_twin(
    elements: ElementSet, site: Site, others: Limits, squint_deg: float | None, ground_deg: float, duration_s: float
):
    """An image of up to two minutes whose middle meets one or both limits on squint: the same windows."""
    limits = replace(
        others, squint_max_deg=squint_deg, ground_squint_max_deg=ground_deg, squint_is="centre",
        duration_min_s=duration_s,
    )  # fmt: skip
    found = windows_of(elements, site, limits, 12 * HOUR_S)
    check(twin_of(elements, site, limits, 12 * HOUR_S), found, elements, TABLE_STEP_S)


@st.composite
def limits_on_light(draw: st.DrawFn) -> Limits:
    """One or two of: solar time, light on the satellite, glint, and a resolution, which asks for incidence."""
    chosen: dict[str, float | str] = {}
    wanted = draw(st.sets(st.sampled_from(["hour", "lit", "glint", "resolution"]), min_size=1, max_size=2))
    if "hour" in wanted:
        chosen["local_time_from_h"] = draw(st.floats(0.0, 24.0))
        chosen["local_time_to_h"] = (chosen["local_time_from_h"] + draw(st.floats(1.0, 23.0))) % 24.0
    if "lit" in wanted:
        chosen["satellite_light"] = draw(st.sampled_from(["lit", "eclipsed"]))
    if "glint" in wanted:
        chosen["glint_min_deg"] = draw(st.floats(1.0, 120.0))
    if "resolution" in wanted:
        chosen |= {"ground_range_resolution_max_m": draw(st.floats(0.6, 3.0)), "bandwidth_mhz": 300.0}
    return Limits(**chosen)  # type: ignore[arg-type]


@settings(max_examples=scaled(0.25))
@given(LOW_ORBITS, sites(), limits_on_light())
def test_limits_on_light_give_the_windows_of_the_twin(elements: ElementSet, site: Site, limits: Limits):
    """Solar time, sunlight on the satellite, glint, and a radar's resolution: the same windows, in low orbits.

    The Sun's hour angle turns by 1e-5 degrees in 2.4 ms; 5 ms and 5e-5 degrees allow for the Sun's table as well.
    """
    found = windows_of(elements, site, limits, 12 * HOUR_S)
    twin = twin_of(elements, site, limits, 12 * HOUR_S)
    assert twin.disagreements(boundaries(found), tol_s=5e-3, tol_deg=5e-5) == []
    assert len(found) == len(twin.windows_s) or twin.grazing


# --- Grazing ----------------------------------------------------------------------------------------------------------

DEPTHS_DEG = st.floats(-7.0, -0.5).map(lambda exponent: 10.0**exponent)


@settings(max_examples=scaled(0.5))
@given(
    LOW_ORBITS,
    sites(),
    st.sampled_from(["elevation_min_deg", "incidence_min_deg", "off_nadir_max_deg", "off_nadir_min_deg"]),
    DEPTHS_DEG,
    st.sampled_from([-1.0, 1.0]),
    STEPS_S,
)
def test_limits_that_just_touch_a_peak_lose_nothing(
    elements: ElementSet, site: Site, which: str, depth_deg: float, side: float, step_s: float
):
    """A limit 1e-7 to 0.3 degrees short of a pass's best elevation or off-nadir, or beyond it: windows as the twin's.

    Short of it by more than 1e-4 degrees (of which the limit's curve makes at least 0.01 s), the pass has its window.
    """
    duration_s = 12 * HOUR_S
    table = ephemeris(Span(START, duration_s), [Track(0, elements, 0.0, duration_s)], step_s=step_s)
    search = Search(table, [site], threads=1)
    passes = search.passes
    whole = passes.take((passes.start_s > 0.0) & (passes.end_s < duration_s))
    if not len(whole):
        return
    geometry = search.geometry(whole)
    if which == "elevation_min_deg":
        limit = float(geometry.max_elevation_deg.max()) - side * depth_deg
    elif which == "incidence_min_deg":
        limit = 90.0 - float(geometry.max_elevation_deg.min()) - side * depth_deg
    else:
        best = float(geometry.min_off_nadir_deg.min())
        limit = best + side * depth_deg
    if not 0.01 < limit < 89.99:
        return
    limits = Limits(**{which: limit})
    found = search.windows(limits)
    check(twin_of(elements, site, limits, duration_s), found, elements, step_s)
    if depth_deg > 1e-4 and which in ("elevation_min_deg", "off_nadir_max_deg"):
        in_whole = found.take((found.pass_start_s > 0.0) & (found.pass_end_s < duration_s))
        assert (len(in_whole) >= 1) == (side > 0.0)


# --- Nothing depends on where the table's nodes lie -------------------------------------------------------------------


@settings(max_examples=scaled(1.0))
@given(sets_of_any_period(), sites(), any_limits(), st.sampled_from([30.0, 90.0]))
def test_windows_move_with_the_start_of_the_span(elements: ElementSet, site: Site, limits: Limits, step_s: float):
    """A span that begins one second later has the same windows one second earlier, though all nodes lie elsewhere."""
    duration_s = 12 * HOUR_S
    later = START.replace(second=START.second + 1)
    found = boundaries(windows_of(elements, site, limits, duration_s, step_s=step_s))
    moved = boundaries(windows_of(elements, site, limits, duration_s, step_s=step_s, start=later)) + 1.0
    found, moved = (np.clip(rows, 1.0, duration_s) for rows in (found, moved))
    found, moved = (rows[rows[:, 0] < rows[:, 1]] for rows in (found, moved))
    view = naive.View(elements, START, site.lat_deg, site.lon_deg, site.height_km, data_path(EPHEMERIS))
    first = naive.NaiveWindows(found, [], view, naive.constraints_of(limits))
    assert first.disagreements(moved, **tolerances(elements, step_s)) == []


@settings(max_examples=scaled(0.25))
@given(LOW_ORBITS, sites(), any_limits())
def test_limits_may_be_applied_in_any_order_and_add_up(elements: ElementSet, site: Site, limits: Limits):
    """Windows under all limits are the instants that lie in the windows of each limit alone, within 1 ms."""
    duration_s = 12 * HOUR_S
    table = ephemeris(Span(START, duration_s), [Track(0, elements, 0.0, duration_s)])
    search = Search(table, [site], threads=1)
    alone = [
        replace(Limits(), **{name: value}) for name, value in vars(limits).items() if value != getattr(Limits(), name)
    ]
    both = search.windows(limits)
    t_s = np.random.default_rng(1).uniform(0.0, duration_s, 4000)
    inside = _inside(both, t_s)
    expected = np.ones(t_s.size, dtype=bool)
    edges = [boundaries(both).ravel()]
    for one in alone:
        found = search.windows(one)
        expected &= _inside(found, t_s)
        edges.append(boundaries(found).ravel())
    expected &= _inside(search.passes, t_s)
    near_edge = np.abs(t_s[:, None] - np.concatenate([*edges, [-1.0]])).min(axis=1) < 1e-3
    assert (inside == expected)[~near_edge].all()


def _inside(found: Windows, t_s: NDArray[np.float64]) -> NDArray[np.bool_]:
    rows = boundaries(found)
    return ((rows[:, 0] <= t_s[:, None]) & (t_s[:, None] < rows[:, 1])).any(axis=1)

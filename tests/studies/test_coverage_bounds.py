"""Bounds from planes and swaths: no simulated constellation sees a place more often, or leaves it for shorter."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from naive_geometry import off_plane_deg
from random_orbits import angles_deg, element_set, scaled
from studies.small_constellation import START

from sim.clock import Span
from sim.constellation.constellation import Constellation
from sim.constellation.satellite import Satellite
from sim.constellation.target import targets_of
from sim.orbits.elements import ElementSet
from sim.orbits.secular import secular_rates
from sim.places.sites import Site
from sim.revisit.figure_kinds import GAP_MAX, N_LOOKS
from sim.sensors.limits import Limits, Look
from sim.sensors.sensor import Sensor
from sim.studies.coverage_bounds import Strip, arcs_deg, place_bounds, strip_of
from sim.studies.moved_limits import Months
from sim.studies.survey import surveyor_of

DAY_S = 86400.0


def constellation(sets: list[ElementSet], places: list[Site], *, days: float) -> Constellation:
    targets, points = targets_of(places)
    return Constellation(
        span=Span(START, days * DAY_S),
        satellites=tuple(Satellite(f"S{i}", 0, (one,), ("sensor",)) for i, one in enumerate(sets)),
        sensors={"sensor": Sensor("sensor", "other")},
        targets=targets,
        places=points,
        epochs="switch",
    )


@st.composite
def some_limits(draw: st.DrawFn) -> Limits:
    """Bands of incidence or off-nadir, both squints, sides, and images that reach past their middle."""
    least, most = sorted((draw(st.floats(0.0, 60.0)), draw(st.floats(5.0, 89.0))))
    band = {"incidence_min_deg": least, "incidence_max_deg": most + 1.0}
    if draw(st.booleans()):
        band = {"off_nadir_min_deg": 0.7 * least, "off_nadir_max_deg": 0.7 * most + 1.0}
    look: Look = draw(st.sampled_from(["either", "left", "right"]))
    limits = Limits(look=look, **band)
    if draw(st.booleans()):
        limits = replace(limits, ground_squint_max_deg=draw(st.floats(0.0, 90.0)))
    if draw(st.booleans()):
        limits = replace(limits, squint_max_deg=draw(st.floats(0.0, 60.0)))
    if draw(st.booleans()):
        limits = replace(limits, squint_is="centre", duration_min_s=draw(st.floats(0.1, 60.0)))
    return limits


@st.composite
def low_orbits(draw: st.DrawFn) -> ElementSet:
    return element_set(
        perigee_km=draw(st.floats(350.0, 1800.0)),
        eccentricity=draw(st.floats(0.0, 0.04)),
        inclination_deg=draw(st.floats(0.0, 180.0)),
        raan_deg=draw(angles_deg()),
        arg_perigee_deg=draw(angles_deg()),
        mean_anomaly_deg=draw(angles_deg()),
    )


@given(st.lists(low_orbits(), min_size=1, max_size=2), some_limits(), st.floats(-80.0, 80.0), st.floats(-180.0, 180.0))
@settings(max_examples=scaled(0.6))
def test_no_satellite_sees_more_than_the_bounds_allow(
    sets: list[ElementSet], limits: Limits, lat_deg: float, lon_deg: float
) -> None:
    """The longest gap is at least the stretch that planes leave; the looks of whole nodal days at most those of tracks.

    The longest gap is that of four days, so a stretch inside them bounds it. A count of whole days is at most the bound
    of one nodal day times the nodal days begun.
    """
    days = 4.0
    scene = constellation(sets, [Site("P", lat_deg=lat_deg, lon_deg=lon_deg)], days=days)
    bounds = place_bounds(scene, {"sensor": limits}, scene.places[0])
    assert bounds is not None
    found = Months.own(surveyor_of(scene, threads=1)).survey({"sensor": limits}, limits_s=())
    assert found[GAP_MAX.name][0, 0] >= bounds.uncovered_s - 1.0  # seconds: GMST and node rates are taken as linear
    nodal_days = [secular_rates(one).nodal_day_s / DAY_S for one in sets]
    whole_days = max(math.ceil(days / nodal) * nodal for nodal in nodal_days)
    assert found[N_LOOKS.name][0, 0] <= bounds.most_looks_a_day * whole_days + 1e-6


@pytest.mark.parametrize(
    ("inclination_deg", "lat_deg", "limits", "tightness"),
    [
        (45.4, 39.8, Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, ground_squint_max_deg=5.0), 0.80),
        (45.4, 39.8, Limits(incidence_max_deg=60.0), 0.90),
        (97.6, 39.8, Limits(off_nadir_max_deg=45.0), 0.90),
        (97.6, 70.0, Limits(incidence_min_deg=20.0, incidence_max_deg=55.0, look="right"), 0.80),
        (60.0, 0.0, Limits(incidence_max_deg=50.0), 0.90),
    ],
)
def test_the_area_rate_bounds_the_mean_over_longitudes(
    inclination_deg: float, lat_deg: float, limits: Limits, tightness: float
) -> None:
    """Looks a day of 37 places round the parallel, over 12 days: at most the area rate, and most of it.

    What is missing is what each limit is widened by: the turn of the Earth in half a pass, the vertical, the heading.
    """
    one = element_set(perigee_km=570.0, eccentricity=0.001, inclination_deg=inclination_deg)
    places = [Site(f"{k}", lat_deg=lat_deg, lon_deg=k * 360.0 / 37.0) for k in range(37)]
    scene = constellation([one], places, days=12.0)
    bounds = place_bounds(scene, {"sensor": limits}, places[0])
    assert bounds is not None
    found = Months.own(surveyor_of(scene, threads=1)).survey({"sensor": limits}, limits_s=())
    looks_a_day = float(found[N_LOOKS.name].mean()) / 12.0
    assert tightness * bounds.looks_a_day <= looks_a_day <= bounds.looks_a_day


@given(
    st.floats(0.0, 180.0), st.floats(-90.0, 90.0), st.floats(-2.0, 30.0), st.floats(0.1, 40.0), *[st.booleans()] * 2
)  # fmt: skip
@example(45.0, -80.0, 0.0, 40.0, True, True)  # a place that is nearest the plane at the end of the circle
@example(0.0, 10.0, 5.0, 10.0, True, True)  # always
def test_arcs_are_where_the_place_is_in_the_strip(
    inclination_deg: float, lat_deg: float, inner_deg: float, width_deg: float, left: bool, right: bool
) -> None:
    """Every degree of the circle: inside an arc if and only if its angle off the plane, from vectors, is in the strip.

    Angles within 1e-4 degrees of an edge of the strip may go either way.
    """
    strip = Strip(inner_deg, inner_deg + width_deg, 1.0, left, right)
    arcs = arcs_deg(strip, inclination_deg=inclination_deg, lat_deg=lat_deg)
    east_deg = np.arange(0.0, 360.0, 1.0)
    off_deg = off_plane_deg(lat_deg=lat_deg, east_of_node_deg=east_deg, inclination_deg=inclination_deg)
    inside = np.zeros(len(east_deg), dtype=bool)
    for begins, ends in arcs:
        inside |= ((east_deg - begins) % 360.0) <= ends - begins
    expected = np.zeros(len(east_deg), dtype=bool)
    if left:
        expected |= (off_deg >= strip.inner_deg) & (off_deg <= strip.outer_deg)
    if right:
        expected |= (off_deg <= -strip.inner_deg) & (off_deg >= -strip.outer_deg)
    edges = np.array([strip.inner_deg, strip.outer_deg, -strip.inner_deg, -strip.outer_deg])
    near = np.abs(off_deg[:, None] - edges).min(axis=1) < 1e-4
    assert (inside == expected)[~near].all()
    assert ((arcs[:, 1] - arcs[:, 0]) <= 360.0 + 1e-9).all()
    assert (np.diff(arcs.ravel()) > 0.0).all()


def test_a_place_that_no_swath_reaches_is_never_seen() -> None:
    """At 80 degrees north an orbit of 45 degrees with a narrow camera: no look, and the whole span uncovered."""
    one = element_set(perigee_km=500.0, eccentricity=0.0, inclination_deg=45.0)
    scene = constellation([one], [Site("P", lat_deg=80.0, lon_deg=0.0)], days=2.0)
    bounds = place_bounds(scene, {"sensor": Limits(off_nadir_max_deg=30.0)}, scene.places[0])
    assert bounds is not None
    assert (bounds.looks_a_day, bounds.most_looks_a_day, bounds.uncovered_s) == (0.0, 0.0, 2.0 * DAY_S)
    assert bounds.mean_start_to_start_s == bounds.start_to_start_s == math.inf


def test_a_sensor_out_of_use_leaves_the_whole_span() -> None:
    """None for its limits."""
    one = element_set(perigee_km=500.0, eccentricity=0.0, inclination_deg=45.0)
    scene = constellation([one], [Site("P", lat_deg=0.0, lon_deg=0.0)], days=1.0)
    bounds = place_bounds(scene, {"sensor": None}, scene.places[0])
    assert bounds is not None
    assert bounds.uncovered_s == DAY_S


def test_orbits_far_from_circles_have_no_bound() -> None:
    """An eccentricity of 0.1, and a geostationary orbit."""
    eccentric = element_set(perigee_km=500.0, eccentricity=0.1, inclination_deg=45.0)
    high = element_set(perigee_km=35786.0, eccentricity=0.0, inclination_deg=0.1)
    for one in (eccentric, high):
        scene = constellation([one], [Site("P", lat_deg=0.0, lon_deg=0.0)], days=1.0)
        assert place_bounds(scene, {"sensor": Limits()}, scene.places[0]) is None


def test_the_strip_of_a_radar_on_paper() -> None:
    """20 to 45 degrees of incidence from 560 km: 1.7 and 4.5 degrees from the track at broadside, a little widened."""
    one = element_set(perigee_km=560.0, eccentricity=0.0, inclination_deg=45.0)
    strip = strip_of(Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, ground_squint_max_deg=0.0), one, 6370.0)
    assert strip is not None
    sine = 6370.0 / one.semi_major_axis_km
    inner, outer = (angle - math.degrees(math.asin(sine * math.sin(math.radians(angle)))) for angle in (20.0, 45.0))
    assert inner - 0.2 < strip.inner_deg < inner
    assert outer < strip.outer_deg < outer + 0.35

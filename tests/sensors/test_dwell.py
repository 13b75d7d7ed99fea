"""How long a place stays within limits on squint: a bound that the search never exceeds."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from random_orbits import element_set

from sim.clock import Span
from sim.orbits.ephemeris import ephemeris
from sim.orbits.track import Track
from sim.places.sites import Site
from sim.sensors.dwell import longest_dwell_s, no_image_words
from sim.sensors.limits import Limits
from sim.windows.search import Search

SPAN = Span(datetime(2026, 7, 14, tzinfo=UTC), 86400.0)


@given(
    st.floats(300.0, 1200.0),
    st.floats(0.0, 179.0),
    st.floats(20.0, 60.0),
    st.floats(1.0, 80.0),
    st.floats(1.0, 60.0) | st.none(),
    st.floats(-80.0, 80.0),
)
def test_no_window_lasts_longer_than_the_bound(
    height_km: float,
    inclination_deg: float,
    incidence_deg: float,
    ground_deg: float,
    cone_deg: float | None,
    lat_deg: float,
) -> None:
    """Low orbits of any inclination, either way round, places anywhere: the bound holds for every window of a day."""
    elements = element_set(perigee_km=height_km, eccentricity=0.001, inclination_deg=inclination_deg)
    limits = Limits(
        incidence_min_deg=5.0,
        incidence_max_deg=incidence_deg,
        ground_squint_max_deg=ground_deg,
        squint_max_deg=cone_deg,
    )
    table = ephemeris(SPAN, [Track(0, elements, 0.0, SPAN.duration_s)])
    found = Search(table, [Site("P", lat_deg=lat_deg, lon_deg=10.0)], threads=1).windows(limits)
    longest_s = float(np.max(found.end_s - found.start_s, initial=0.0))
    assert longest_s <= longest_dwell_s(limits, height_km + 40.0)


def test_five_degrees_of_squint_leave_no_image_of_25_seconds() -> None:
    """From 550 km at up to 45 degrees: none; an image of 8 s may be; at the centre any is."""
    narrow = {"incidence_min_deg": 20.0, "incidence_max_deg": 45.0, "ground_squint_max_deg": 5.0}
    said = no_image_words(Limits(**narrow, duration_min_s=25.0), 550.0)
    assert said.startswith("no image is possible: a place stays within the limits on squint for at most 16 s")
    assert no_image_words(Limits(**narrow, duration_min_s=8.0), 550.0) == ""
    assert no_image_words(Limits(**narrow, duration_min_s=25.0, squint_is="centre"), 550.0) == ""


def test_without_a_limit_on_squint_nothing_is_bounded() -> None:
    """Neither for a camera nor for a satellite that moves with the ground."""
    assert math.isinf(longest_dwell_s(Limits(incidence_max_deg=45.0), 550.0))
    assert math.isinf(longest_dwell_s(Limits(ground_squint_max_deg=5.0), 36000.0))

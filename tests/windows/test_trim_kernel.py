"""Trimming by one more limit, on stretches that are no windows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_orbits import element_set, scaled

from sim.clock import Span, parse_utc
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.windows import margin_kinds as kinds
from sim.windows.kernel_arrays import Stretches, room_for
from sim.windows.search import Search
from sim.windows.steps import Margin
from sim.windows.trim_kernel import trim


@settings(max_examples=scaled(0.5))
@given(st.sampled_from([0.0, 5.0, 30.0, 70.0]), st.floats(0.0, 86400.0), st.floats(1.0, 4000.0), st.integers(0, 3))
def test_trimming_keeps_to_the_stretch_it_is_given(elevation_deg: float, start_s: float, length_s: float, snap: int):
    """Any stretch, at nodes or between, cut by an elevation is its intersection with the windows: to 1e-6 s."""
    start = parse_utc("2026-07-14T03:00:00Z")
    elements = element_set(perigee_km=300.0, eccentricity=0.001, inclination_deg=133.0)
    table = ephemeris(Span(start, 90000.0), [Track(0, elements, 0.0, 90000.0)], step_s=60.0)
    begin_s = 60.0 * (start_s // 60.0) if snap & 1 else start_s
    end_s = begin_s + (60.0 * (1 + length_s // 60.0) if snap & 2 else length_s)
    search = Search(table, [Site("P", lat_deg=30.0, lon_deg=0.0)], threads=1)
    whole = search.windows(Limits(elevation_min_deg=elevation_deg)).between(begin_s, end_s)
    out = room_for(64)
    one = np.zeros(1, np.int64)
    stretch = Stretches(one, one, np.array([begin_s]), np.array([end_s]))
    sine = math.sin(math.radians(elevation_deg))
    n = trim(kinds.ABOVE, sine, kinds.NO_PLANE, search._nodes, search._sites, stretch, out)
    _, from_s, to_s = out
    long = whole.end_s - whole.start_s > 1e-6
    kept = to_s[:n] - from_s[:n] > 1e-6
    assert from_s[:n][kept] == pytest.approx(whole.start_s[long], abs=1e-6)
    assert to_s[:n][kept] == pytest.approx(whole.end_s[long], abs=1e-6)


@pytest.mark.parametrize("kind", [-1, len(kinds.KINDS)])
def test_a_kind_that_is_not_there_leaves_nothing_of_a_window(kind: int):
    """The kernel admits no part of a window, and the search refuses the kind before."""
    start = parse_utc("2026-07-14T03:00:00Z")
    elements = element_set(perigee_km=300.0, eccentricity=0.001, inclination_deg=133.0)
    table = ephemeris(Span(start, 7200.0), [Track(0, elements, 0.0, 7200.0)], step_s=60.0)
    search = Search(table, [Site("P", lat_deg=30.0, lon_deg=0.0)], threads=1)
    one = np.zeros(1, np.int64)
    arguments = search._nodes, search._sites, Stretches(one, one, np.array([600.0]), np.array([900.0])), room_for(64)
    assert trim(kind, 0.5, kinds.NO_PLANE, *arguments) == 0
    assert trim(kinds.FARTHER, 0.5, kinds.NO_PLANE, *arguments) == 1
    with pytest.raises(ValueError, match=f"no kind of margin {kind}"):
        search._trim(search.passes, Margin(kind))

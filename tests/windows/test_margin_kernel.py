"""Margins of every kind: positive where the limit is met; a kind that is not there is met nowhere."""

from __future__ import annotations

import math

import naive
import numpy as np
import pytest
from margins_tried import KINDS, TRIED
from random_orbits import element_set

from sim.clock import Span, parse_utc
from sim.orbits.ephemeris import Track, ephemeris
from sim.windows import margin_kernel as kernel
from sim.windows import margin_kinds as kinds
from sim.windows.interpolation_kernel import locate


@pytest.mark.parametrize("name", KINDS)
def test_a_margin_is_positive_where_its_limit_is_met(name: str):
    """Signs of all margins over a day, at and between nodes, are those of the twin's angles; none in 1e-5 degrees."""
    kind, p, angle, limit_deg, sign = KINDS[name]
    elements = element_set(perigee_km=550.0, eccentricity=0.002, inclination_deg=97.6)
    start = parse_utc("2026-07-14T03:00:00Z")
    table = ephemeris(Span(start, 86400.0), [Track(0, elements, 0.0, 86400.0)], step_s=60.0)
    site_km = naive.site_itrs_km(lat_deg=39.8, lon_deg=125.75)
    site = np.concatenate([site_km, naive.up_itrs(lat_deg=39.8, lon_deg=125.75)])
    t_s = np.sort(np.concatenate([np.arange(0.0, 86400.0, 60.0), np.random.default_rng(3).uniform(0.0, 86400.0, 1000)]))
    found = []
    for t in t_s:
        k, s = locate(t, table.grid_s + table.first[0] * 60.0, 60.0, int(table.count[0]))
        g, range_km = kernel.margin(
            kind, p, kinds.NO_PLANE, table.x_km, table.y_km, table.z_km, int(table.offset[0]) + k, s, 60.0, site
        )
        found.append((g, range_km))
    margins, ranges_km = np.array(found).T
    exact_km = np.linalg.norm(naive.earth_fixed_km(elements, start, t_s) - site_km, axis=1)
    assert np.abs(ranges_km - exact_km).max() < 1e-7
    margin_deg = sign * (naive.View(elements, start, 39.8, 125.75).angle_deg(angle, t_s) - limit_deg)
    clear = np.abs(margin_deg) > 1e-5
    assert (np.sign(margins) == np.sign(margin_deg))[clear].all()
    assert clear.sum() > 2400


def test_every_kind_of_margin_is_tried():
    """The kinds that tests try are those that there are."""
    assert {margin.kind for some in TRIED.values() for margin in some} == set(kinds.KINDS)
    assert len(kinds.KINDS) == len(set(kinds.KINDS))


SOMEWHERE = {
    "dx": 300.0, "dy": 500.0, "dz": 200.0, "range_km": math.sqrt(380000.0),
    "site": np.array([6378.137, 0.0, 0.0, 1.0, 0.0, 0.0]),
}  # fmt: skip
MOVING = {"vx": 1.0, "vy": 4.0, "vz": 6.0}


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_has_a_margin_and_belongs_to_place_or_to_motion(kind: int):
    """One of the two functions knows a kind; in the other it is NaN, as it would be if it were forgotten."""
    of_place = kernel.margin_of_place.py_func(kind, 0.5, (0.6, 0.0, 0.8), **SOMEWHERE)
    of_motion = kernel.margin_of_motion.py_func(kind, 0.5, (0.6, 0.0, 0.8), **SOMEWHERE, **MOVING)
    assert math.isfinite(of_place) == kernel.is_of_place(kind) == (kind in kinds.OF_PLACE)
    assert math.isfinite(of_motion) == (kind in kinds.OF_MOTION)


@pytest.mark.parametrize("kind", [-1, len(kinds.KINDS), 99])
def test_a_kind_that_is_not_there_is_met_nowhere(kind: int):
    """Its margin is NaN, at a node as between nodes, and no comparison with NaN holds."""
    nodes = np.linspace(6800.0, 6900.0, 12)
    for s in (0.0, 0.4):
        g, _ = kernel.margin(
            kind, 0.5, kinds.NO_PLANE, nodes, nodes, nodes, 5, s, 60.0, np.array([6378.0, 0.0, 0.0, 1.0, 0.0, 0.0])
        )
        assert math.isnan(g)

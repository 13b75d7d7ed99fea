"""Bounds on how fast margins bend, against second differences of the margins themselves."""

from __future__ import annotations

import math

import naive
import numpy as np
import pytest
from margins_tried import TRIED
from random_orbits import element_set

from sim.clock import Span, parse_utc
from sim.orbits.ephemeris import Track, ephemeris
from sim.windows import bounds_kernel as kernel
from sim.windows import margin_kernel
from sim.windows import margin_kinds as kinds
from sim.windows.interpolation_kernel import locate
from sim.windows.steps import Margin


@pytest.mark.parametrize(
    "margin", [pytest.param(m, id=f"{name} {i}") for name in TRIED for i, m in enumerate(TRIED[name])]
)
def test_curvature_bounds_the_margins_second_derivative(margin: Margin):
    """Over an hour of steps around a culmination, second differences stay below the bound, which is not idle either."""
    start = parse_utc("2026-07-14T03:00:00Z")
    worst = 0.0
    for elements in (
        element_set(perigee_km=300.0, eccentricity=0.0, inclination_deg=97.6),
        element_set(perigee_km=500.0, eccentricity=0.2 if margin.kind == kinds.INSIDE else 0.6, inclination_deg=63.4),
    ):
        table = ephemeris(Span(start, 86400.0), [Track(0, elements, 0.0, 86400.0)], step_s=60.0)
        lat, lon = naive.sub_point_deg(naive.earth_fixed_km(elements, start, [40000.0]))
        site_km = naive.site_itrs_km(lat_deg=float(lat[0]), lon_deg=float(lon[0]))
        site = np.concatenate([site_km, naive.up_itrs(lat_deg=float(lat[0]), lon_deg=float(lon[0]))])
        zero_s = table.grid_s + table.first[0] * 60.0

        def at(t: float, table=table, site=site, zero_s=zero_s) -> tuple[float, float]:
            k, s = locate(t, zero_s, 60.0, int(table.count[0]))
            row = int(table.offset[0]) + k
            return margin_kernel.margin(*margin, table.x_km, table.y_km, table.z_km, row, s, 60.0, site)

        for t in np.arange(38000.0, 42000.0, 60.0):
            (_, range_a), (_, range_b) = at(t), at(t + 60.0)
            bound = kernel.curvature_over(
                *margin, 60.0, range_a, range_b, table.bounds[0], float(np.linalg.norm(site_km))
            )
            g = np.array([at(t + h)[0] for h in np.arange(0.0, 61.0, 4.0)])
            second = np.abs(np.diff(g, 2)).max() / 16.0
            assert second <= bound
            worst = max(worst, second / bound)
    assert worst > (0.005 if margin.kind == kinds.INSIDE else 0.02)  # a frame may turn any way at once


BOUNDS = np.array([6900.0, 6940.0, 7.6, 0.0091, 1.2e-5, 1.13e-3, 5e-6])


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_has_a_bound(kind: int):
    """Above 0 and finite for a low orbit."""
    assert 0.0 < kernel.curvature(kind, 0.5, (0.6, 0.0, 0.8), 600.0, 900.0, BOUNDS, 6378.0) < math.inf


@pytest.mark.parametrize("kind", [-1, len(kinds.KINDS), 99])
def test_a_kind_that_is_not_there_has_no_bound(kind: int):
    """Infinity: no step is ever passed over for a bound that somebody forgot."""
    assert kernel.curvature(kind, 0.5, (0.6, 0.0, 0.8), 600.0, 900.0, BOUNDS, 6378.0) == math.inf

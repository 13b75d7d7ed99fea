"""Streets of coverage: polar planes that by theory leave no gap on Earth, and by theory do once they see a little less.

W. S. Adams and L. Rider, "Circular polar constellations providing continuous single or multiple coverage above a
specified latitude", Journal of the Astronautical Sciences 35, 155 (1987); the geometry is R. D. Lueders' of 1961. S
satellites in a plane, each seeing an angle theta about its nadir, sweep a street of half width c without a break:
cos theta = cos c cos(180 / S). Planes that run side by side may stand theta + c apart, when one is half a step ahead
of the other; the two that run against each other, 2 c. On the equator, where planes are widest apart, P of them just
meet when (P - 1) theta + (P + 1) c = 180.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

import theory
from sim.orbits.elements import ElementSet
from sim.orbits.notional import walker
from sim.places.sites import Site
from sim.revisit.figures import Figures, figures
from sim.sensors.limits import Limits

# SGP4's satellites rise and fall by up to 2 km about their circle and run up to 0.03 degrees ahead and behind (J2,
# twice a revolution), which moves the meeting of streets by as much; a street is 0.1 degrees of 20 to 67 wide.
WIDER_DEG, NARROWER_DEG = 0.1, 0.2
DESIGNS = [
    pytest.param(6, 11, 780.0, id="66 low"),  # Iridium's numbers: planes 31.4 and 23.0 degrees apart, elevation 8.2
    pytest.param(4, 6, 2290.0, id="24 higher"),
    pytest.param(2, 3, 13000.0, id="6 high"),
]


def street(planes: int, per_plane: int) -> tuple[float, float]:
    """Return theta and c, degrees, by bisection on the width that the planes leave."""

    def theta_deg(c_deg: float) -> float:
        return math.degrees(math.acos(math.cos(math.radians(c_deg)) * math.cos(math.pi / per_plane)))

    low, high = 0.0, 90.0
    for _ in range(60):
        middle = (low + high) / 2.0
        wide = (planes - 1) * theta_deg(middle) + (planes + 1) * middle > 180.0
        low, high = (low, middle) if wide else (middle, high)
    return theta_deg(low), low


def constellation(planes: int, per_plane: int, height_km: float) -> list[ElementSet]:
    """Return the planes theta + c apart, each half a step ahead of the one before: phasing P / 2."""
    theta_deg, c_deg = street(planes, per_plane)
    return walker(
        name="Street",
        kind="star",
        total=planes * per_plane,
        planes=planes,
        phasing=planes // 2,
        epoch=theory.START,
        height_km=height_km,
        inclination_deg=90.0,
        raan_spread_deg=planes * (theta_deg + c_deg),
    )


def all_over(count: int) -> list[Site]:
    """Return places all over the Earth, evenly spread in area, on a spiral."""
    i = np.arange(count) + 0.5
    lat_deg, lon_deg = np.degrees(np.arcsin(1.0 - 2.0 * i / count)), (i * 137.50776405003785) % 360.0
    return [Site(f"Spiral {k}", lat_deg=float(lat_deg[k]), lon_deg=float(lon_deg[k])) for k in range(count)]


def coverage(planes: int, per_plane: int, height_km: float, *, seen_deg: float) -> tuple[list[Figures], list[Figures]]:
    """Return a day's figures of places on the equator and of places all over, satellites seeing so far about nadir."""
    equator, others = theory.round_the_parallel(0.0, 7.5), all_over(60)
    search = theory.search(constellation(planes, per_plane, height_km), equator + others, days=1.0)
    lowest_deg = theory.elevation_deg(seen_deg, site_km=theory.EQUATOR_KM, orbit_km=theory.EQUATOR_KM + height_km)
    found = search.windows(Limits(elevation_min_deg=lowest_deg))
    told = []
    for place in range(len(equator) + len(others)):
        mine = found.take(found.target == place)
        rows = np.stack([mine.start_s, mine.end_s], axis=1)
        told.append(figures(rows, rows, 0.0, theory.DAY_S, edges="clipped"))
    return told[: len(equator)], told[len(equator) :]


def test_the_formula_gives_iridiums_street():
    """6 planes of 11: theta 19.9 degrees, planes 31.4 apart and 23.0 at the seam; from 780 km, 8.2 degrees elevation.

    These are the numbers Iridium was built by (31.6, 22.1 and 8.2 at 86.4 degrees of inclination).
    """
    theta_deg, c_deg = street(6, 11)
    assert theta_deg == pytest.approx(19.907, abs=1e-3)
    assert (theta_deg + c_deg, 2.0 * c_deg) == pytest.approx((31.40, 22.99), abs=0.01)
    assert theory.elevation_deg(theta_deg, site_km=theory.EQUATOR_KM, orbit_km=theory.EQUATOR_KM + 780.0) == (
        pytest.approx(8.22, abs=0.01)
    )


@pytest.mark.parametrize(("planes", "per_plane", "height_km"), DESIGNS)
def test_streets_leave_no_gap(planes: int, per_plane: int, height_km: float):
    """Seeing 0.1 degrees more than theta, every place on Earth is seen all day: covered 100 %, not one gap."""
    theta_deg, _ = street(planes, per_plane)
    equator, others = coverage(planes, per_plane, height_km, seen_deg=theta_deg + WIDER_DEG)
    for told in equator + others:
        assert (told.n_gaps, told.gap_max_s, told.response_max_s) == (0, 0.0, 0.0)
        assert told.percent_covered == pytest.approx(100.0, abs=1e-9)


@pytest.mark.parametrize(("planes", "per_plane", "height_km"), DESIGNS)
def test_narrower_streets_leave_gaps(planes: int, per_plane: int, height_km: float):
    """Seeing 0.2 degrees less than theta, the equator has gaps: short ones, for the streets all but meet."""
    theta_deg, _ = street(planes, per_plane)
    equator, _ = coverage(planes, per_plane, height_km, seen_deg=theta_deg - NARROWER_DEG)
    gap_s = max(told.gap_max_s for told in equator)
    assert any(told.n_gaps > 0 for told in equator)
    assert 1.0 < gap_s < 60.0
    assert min(told.percent_covered for told in equator) > 99.0

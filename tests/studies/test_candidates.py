"""Which object took a picture: a published case, the order of candidates, and that none in sight is left out."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from random_orbits import element_set

import sim
from sim.clock import Span
from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.studies.candidates import SAMPLE_S, Candidate, candidates
from sim.windows.geometry_at import geometry

# The picture of the Safir launch pad: which satellite took it, when, from which azimuth and elevation, was worked out
# from its shadows and distortion by M. Langbroek and C. Bassa; the set is one that amateurs observed (31 August 2019).
USA_224 = """USA 224
1 37348U 11002A   19239.00965638 0.00010600  00000-0  95384-4 0    03
2 37348  97.9000 349.1166 0536016 134.6567 225.3431 14.78336728    04
"""
PAD = Site(name="pad", lat_deg=35.238, lon_deg=53.9508)
TAKEN = datetime(2019, 8, 29, 9, 44, 20, tzinfo=UTC)
MEASURED = Limits(azimuth_from_deg=190.0, azimuth_to_deg=200.0, incidence_min_deg=40.0, incidence_max_deg=49.0)


def usa_224() -> ElementSet:
    (one,) = sim.parse_elements(USA_224, "USA 224")
    return one


def others(n: int) -> list[ElementSet]:
    """Return low orbits of every inclination, with epochs of the same week, over the whole Earth."""
    draw = np.random.default_rng(37348)
    shift_days = (TAKEN - datetime(2026, 7, 14, tzinfo=UTC)).days - 1.0
    return [
        element_set(
            perigee_km=float(draw.uniform(300.0, 1200.0)),
            eccentricity=0.001,
            inclination_deg=float(draw.uniform(20.0, 100.0)),
            raan_deg=float(draw.uniform(0.0, 360.0)),
            mean_anomaly_deg=float(draw.uniform(0.0, 360.0)),
            epoch_days=shift_days,
            name=f"OTHER {k}",
        )
        for k in range(n)
    ]


def test_usa_224_took_the_picture_of_the_safir_pad() -> None:
    """Published: 09:44:20 UTC, 382.1 km, camera azimuth 195.8, elevation 46.2; first among two hundred others."""
    found = candidates([*others(200), usa_224()], PAD, TAKEN, limits=MEASURED)
    first = found.ranked[0]
    assert first.elements.name == "USA 224"
    assert first.fits
    assert first.offset_s == 0.0
    assert first.geometry.range_km[0] == pytest.approx(382.1, abs=0.5)
    assert first.geometry.azimuth_deg[0] == pytest.approx(195.8, abs=0.5)  # as measured in the picture
    assert first.geometry.elevation_deg[0] == pytest.approx(46.2, abs=0.5)


def test_every_object_above_the_horizon_is_a_candidate_and_no_other() -> None:
    """Against the geometry at every second of the bracket; an object that rises for less may be either."""
    sets = others(60)
    found = candidates(sets, PAD, TAKEN, within_s=300.0, limits=MEASURED)
    ranked = {one.elements.name for one in found.ranked}
    span = Span(TAKEN - timedelta(seconds=300.0), 600.0)
    for one in sets:
        above = geometry(one, PAD, np.arange(0.0, 600.0, 1.0), span=span).elevation_deg.max()
        assert above <= 0.0 or one.name in ranked
        assert above > -0.1 or one.name not in ranked
    assert found.objects == 60


def test_those_that_fit_come_first_by_time_then_the_others_by_what_they_miss() -> None:
    """Every one that fits meets the limits at its best moment; every other misses some."""
    wide = Limits(azimuth_from_deg=90.0, azimuth_to_deg=270.0, incidence_max_deg=75.0)
    found = candidates(others(300), PAD, TAKEN, limits=wide)
    fitting = [one for one in found.ranked if one.fits]
    rest = [one for one in found.ranked if not one.fits]
    assert len(fitting) > 3
    assert len(rest) > 3
    assert list(found.ranked) == [*fitting, *rest]
    assert [abs(one.offset_s) for one in fitting] == sorted(abs(one.offset_s) for one in fitting)
    assert [one.miss for one in rest] == sorted(one.miss for one in rest)
    for one in fitting:
        assert 90.0 <= one.geometry.azimuth_deg[0] <= 270.0
        assert one.geometry.incidence_deg[0] <= 75.0
        assert one.misses == {}


def _told_m(one: Candidate) -> float:
    seen = one.geometry
    azimuth, elevation = float(seen.azimuth_deg[0]), float(seen.elevation_deg[0])
    outside = min((190.0 - azimuth) % 360.0, (azimuth - 200.0) % 360.0) if not 190.0 <= azimuth <= 200.0 else 0.0
    return outside + max(41.0 - elevation, elevation - 50.0, 0.0)


def test_what_a_candidate_misses_is_what_its_best_moment_lacks() -> None:
    """The sum of the degrees outside both bands, and no sampled moment lacks less."""
    found = candidates(others(80), PAD, TAKEN, within_s=300.0, limits=MEASURED)
    span = Span(TAKEN - timedelta(seconds=300.0), 600.0)
    for one in found.ranked:
        if one.fits:
            continue
        assert one.miss == pytest.approx(_told_m(one), abs=1e-9)
        seen = geometry(one.elements, PAD, np.arange(0.0, 600.0 + SAMPLE_S, SAMPLE_S), span=span)
        azimuth, elevation = seen.azimuth_deg, seen.elevation_deg
        outside = np.minimum((190.0 - azimuth) % 360.0, (azimuth - 200.0) % 360.0)
        outside = np.where((azimuth >= 190.0) & (azimuth <= 200.0), 0.0, outside)
        lacking = outside + np.maximum(np.maximum(41.0 - elevation, elevation - 50.0), 0.0)
        assert one.miss == pytest.approx(lacking.min(), abs=1e-6)


def test_a_time_outside_the_stretch_takes_its_middle() -> None:
    """A minute too early: the best moment is the middle of the stretch in which the measured angles hold."""
    found = candidates([usa_224()], PAD, TAKEN - timedelta(seconds=60.0), limits=MEASURED).ranked[0]
    assert found.fitting is not None
    first, last = found.fitting
    middle = first + (last - first) / 2
    assert abs((found.geometry.time_utc[0] - middle).total_seconds()) < 1e-3
    assert found.offset_s == pytest.approx((middle - TAKEN).total_seconds() + 60.0, abs=1e-3)


def test_nothing_above_the_horizon_gives_no_candidate() -> None:
    """Half a revolution later the satellite is on the other side of the Earth."""
    found = candidates([usa_224()], PAD, TAKEN + timedelta(minutes=48), within_s=60.0)
    assert (len(found), found.n_fitting, found.objects) == (0, 0, 1)
    assert len(found.table()) == 0


@pytest.mark.parametrize("within_s", [0.0, -1.0, 90000.0, float("nan")])
def test_a_bracket_without_a_sensible_length_is_refused(within_s: float) -> None:
    """More than nothing and at most a day."""
    with pytest.raises(UsageError, match="must be more than 0 s and at most a day"):
        candidates([usa_224()], PAD, TAKEN, within_s=within_s)

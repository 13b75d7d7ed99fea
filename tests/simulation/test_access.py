"""Who sees what for one set of limits: figures against a count second by second, sets and spans at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from naive_figures import naive_figures
from numpy.typing import NDArray
from random_orbits import EPOCH_JD, element_set

from sim.clock import Span
from sim.constants import SEARCH_BEYOND_S
from sim.constellation.satellite import Satellite
from sim.constellation.target import RegionTarget
from sim.errors import DataError, UsageError
from sim.orbits.elements import ElementSet
from sim.places.drawn import circle_region
from sim.places.sites import Site
from sim.sensors.limits import Limits
from sim.simulation.access import Access, find_access

START = datetime(2026, 7, 14, tzinfo=UTC)
DAY_S = 86400.0
SPAN = Span(START, 4 * DAY_S)
YONGBYON = Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
SOHAE = Site("Sohae", lat_deg=39.66, lon_deg=124.705)
RADAR = Limits(incidence_min_deg=20.0, incidence_max_deg=45.0)


def flying(number: int, **changes: float) -> Satellite:
    elements = element_set(
        perigee_km=530.0 + 7.0 * number,
        eccentricity=0.001,
        inclination_deg=45.0 + 20.0 * (number % 2),
        raan_deg=100.0 * number,
        mean_anomaly_deg=50.0 * number,
        name=f"SAT {number}",
    ).shifted(**changes)
    return Satellite(elements.name, 58000 + number, (elements,))


@pytest.fixture(scope="module")
def access() -> Access:
    return find_access([flying(0), flying(1), flying(2)], [YONGBYON, SOHAE], SPAN, RADAR, threads=1)


def rows(access: Access, target: int, *, looks: bool) -> NDArray[np.float64]:
    mine = access.windows.take(access.windows.target == target)
    mine = mine.looks() if looks else mine
    return np.stack([mine.start_s, mine.end_s], axis=1)


@pytest.mark.parametrize("target", [0, 1])
def test_figures_are_those_counted_second_by_second(access: Access, target: int):
    """Gaps are between looks, completed beyond the edges; response and coverage are from windows: a count has the same.

    A gap counted at the middle of each second is up to a second off at either end, a mean wait less.
    """
    found = access.figures(target, limits_s=(7200.0, 6 * 3600.0))
    looks, windows = (rows(access, target, looks=looks) for looks in (True, False))
    assert len(windows) > len(looks)  # holes at the nadir
    between = naive_figures(looks, SPAN.duration_s, edges="completed")
    waits = naive_figures(windows, SPAN.duration_s, edges="completed")
    assert found.n_looks == np.sum((looks[:, 0] >= 0.0) & (looks[:, 0] < SPAN.duration_s)) > 20
    assert found.n_windows == np.sum((windows[:, 0] >= 0.0) & (windows[:, 0] < SPAN.duration_s))
    assert found.n_gaps == len(between.gaps_s)
    assert found.n_censored == 0
    for ours, counted in (
        (found.gap_max_s, between.gap_max_s),
        (found.gap_mean_s, between.gap_mean_s),
        (found.gap_median_s, between.gap_median_s),
        (found.gap_p95_s, between.gap_p95_s),
        (found.response_mean_s, waits.response_mean_s),
    ):
        assert ours == pytest.approx(counted, abs=1.0)
    assert found.percent_covered / 100.0 == pytest.approx(waits.covered_share, abs=len(windows) / SPAN.duration_s)
    for limit_s, share in zip(found.limits_s, found.wait_probability, strict=True):
        counted = np.mean(waits.wait_s <= limit_s)
        assert share == pytest.approx(counted, abs=2.0 * len(windows) / SPAN.duration_s)


def test_windows_reach_ten_days_beyond_both_ends(access: Access):
    """The search goes on beyond the span, so that the gaps at its edges have their whole length."""
    starts = access.windows.start_s
    assert -SEARCH_BEYOND_S <= starts.min() < -SEARCH_BEYOND_S + 0.5 * DAY_S
    assert SPAN.duration_s + SEARCH_BEYOND_S - 0.5 * DAY_S < access.windows.end_s.max()
    assert access.windows.end_s.max() <= SPAN.duration_s + SEARCH_BEYOND_S


def test_columns_hold_the_windows_inside_the_span(access: Access):
    """One row for every window that overlaps the span, no case, numbers and names as given."""
    inside = (access.windows.end_s > 0.0) & (access.windows.start_s < SPAN.duration_s)
    columns = access.columns
    assert len(columns["satellite"]) == inside.sum()
    assert set(columns["case"]) == {""}
    assert set(columns["norad_id"]) == {58000, 58001, 58002}
    assert set(columns["target"]) == {"Yongbyon", "Sohae"}


def test_each_satellite_keeps_its_own_sets():
    """Asked for together or one by one, satellites have the same windows."""
    together = find_access([flying(0), flying(1)], [YONGBYON], SPAN, RADAR, threads=1)
    for s in (0, 1):
        alone = find_access([flying(s)], [YONGBYON], SPAN, RADAR, threads=1).windows
        mine = together.windows.take(together.windows.satellite == s)
        assert mine.start_s == pytest.approx(alone.start_s, abs=1e-6)


def test_several_sets_switch_by_pass_or_the_nearest_serves():
    """Two sets of one satellite: by default each pass has the nearer one, with ``nearest`` one set has them all."""
    early, late = (flying(0).elements[0].shifted(epoch_jd=EPOCH_JD + days) for days in (0.0, 3.0))
    both = Satellite("SAT 0", 58000, (early, late))
    switching = find_access([both], [YONGBYON], SPAN, RADAR, threads=1)
    nearest = find_access([both], [YONGBYON], SPAN, RADAR, epochs="nearest", threads=1)
    assert len(switching.search.ephemeris.tracks) == 2
    assert max(switching.columns["element_age_d"]) < 1.6
    (track,) = nearest.search.ephemeris.tracks
    assert track.elements == late
    assert max(nearest.columns["element_age_d"]) > 2.5


def test_a_manoeuvre_moves_the_change_of_sets():
    """With a manoeuvre between two epochs the sets meet at it; one that leaves a part of the span blind is refused."""
    sets = tuple(flying(0).elements[0].shifted(epoch_jd=EPOCH_JD + days) for days in (0.0, 3.0))
    burn = START + timedelta(days=0.5)
    one = Satellite("SAT 0", 58000, sets)
    found = find_access([replace(one, manoeuvres=(burn,))], [YONGBYON], SPAN, RADAR, threads=1)
    assert [t.owns_to_s for t in found.search.ephemeris.tracks] == [0.5 * DAY_S, np.inf]
    burnt = replace(one, manoeuvres=(START + timedelta(days=3.5),))
    with pytest.raises(DataError, match="no element set after the manoeuvre"):
        find_access([burnt], [YONGBYON], SPAN, RADAR, threads=1)


def test_old_sets_are_refused_by_name_unless_allowed():
    """Every satellite whose sets are over 1,000 days old is named; allowed, the run goes through and says the age."""
    old = [flying(n, epoch_jd=EPOCH_JD - 1100.0, bstar=0.0) for n in (0, 1)]
    with pytest.raises(DataError) as refused:
        find_access([*old, flying(2)], [YONGBYON], SPAN, RADAR, threads=1)
    assert "SAT 0" in str(refused.value)
    assert "SAT 1" in str(refused.value)
    assert "SAT 2" not in str(refused.value)
    allowed = find_access(old, [YONGBYON], SPAN, RADAR, allow_stale=True, threads=1)
    assert min(allowed.columns["element_age_d"]) > 1099.0


def test_windows_are_cut_to_the_service_of_each_satellite():
    """Before and after its service a satellite has no window; gaps are searched for as far as any serves."""
    whole = find_access([flying(0), flying(1)], [YONGBYON], SPAN, RADAR, threads=1).windows
    begins, ends = START + timedelta(days=1), START + timedelta(days=2)
    part = replace(flying(0), in_service=begins, out_of_service=ends)
    found = find_access([part, flying(1)], [YONGBYON], SPAN, RADAR, threads=1)
    expected = whole.take(whole.satellite == 0).between(DAY_S, 2.0 * DAY_S)
    mine = found.windows.take(found.windows.satellite == 0)
    np.testing.assert_allclose(mine.start_s, expected.start_s, rtol=0.0, atol=1e-6)  # s; another table's nodes
    np.testing.assert_allclose(mine.end_s, expected.end_s, rtol=0.0, atol=1e-6)
    assert len(mine) > 0
    assert found.figures(0).n_censored == 0
    alone = find_access([part], [YONGBYON], SPAN, RADAR, threads=1)
    assert alone.figures(0).n_censored == 2
    gone = replace(part, in_service=None, out_of_service=START)
    with pytest.raises(DataError, match="no satellite is in service within the span"):
        find_access([gone], [YONGBYON], SPAN, RADAR, threads=1)


def test_lost_satellites_are_noted_and_their_windows_before_are_kept():
    """A satellite that decays inside the span is named in the notes; what it saw before that counts."""
    dying = element_set(perigee_km=230.0, eccentricity=4e-4, inclination_deg=50.0, bstar=2.5e-3, name="DYING")
    found = find_access([Satellite("DYING", 7, (dying,)), flying(0)], [YONGBYON], SPAN, Limits(), threads=1)
    assert any("DYING" in note and "no windows after that" in note for note in found.notes)
    mine = found.windows.take(found.windows.satellite == 0)
    assert 0.0 < mine.end_s.max() < 4 * DAY_S
    alive: ElementSet = flying(0).elements[0]
    assert find_access([Satellite("A", 1, (alive,))], [YONGBYON], SPAN, Limits(), threads=1).notes == []


DELTA = RegionTarget("Delta", circle_region("Delta", lat_deg=39.8, lon_deg=125.0, radius_km=60.0), spacing_km=25.0)


@pytest.fixture(scope="module")
def regional() -> Access:
    """A place, and one circle twice: any part of it, and all of it."""
    whole = replace(DELTA, name="Whole", seen="entirely")
    return find_access([flying(0), flying(1)], [YONGBYON], SPAN, RADAR, regions=[DELTA, whole], threads=1)


def test_places_beside_regions_have_the_windows_they_have_alone(regional: Access):
    """Places come first and keep their windows to the bit; names are those of places, then regions."""
    alone = find_access([flying(0), flying(1)], [YONGBYON], SPAN, RADAR, threads=1).windows
    mine = regional.windows.take(regional.windows.target == 0)
    assert np.array_equal(mine.start_s, alone.start_s)
    assert np.array_equal(mine.end_s, alone.end_s)
    assert regional.names == ["Yongbyon", "Delta", "Whole"]


def test_any_part_is_the_union_of_the_points_and_entirely_their_intersection(regional: Access):
    """Second by second: some point of the region has a window, or every one has, of the same satellite."""
    _, delta, _ = regional.targets
    points = regional.search.windows(RADAR)
    found = regional.windows
    middle_s = np.arange(0.5, DAY_S)
    for satellite in (0, 1):
        of_point = np.zeros((delta.count, middle_s.size), dtype=bool)
        for point in range(delta.count):
            rows = points.take((points.target == delta.first + point) & (points.satellite == satellite))
            for start_s, end_s in zip(rows.start_s, rows.end_s, strict=True):
                of_point[point] |= (start_s <= middle_s) & (middle_s < end_s)
        for target, wanted in ((1, of_point.any(axis=0)), (2, of_point.all(axis=0))):
            mine = found.take((found.target == target) & (found.satellite == satellite))
            covered = np.zeros(middle_s.size, dtype=bool)
            for start_s, end_s in zip(mine.start_s, mine.end_s, strict=True):
                covered |= (start_s <= middle_s) & (middle_s < end_s)
            assert np.array_equal(covered, wanted)
            assert covered.any()


def test_rows_of_regions_have_neither_side_nor_angles(regional: Access):
    """The columns are the same; what belongs to one line of sight is empty for a region, and given for a place."""
    columns = regional.columns
    assert set(columns["target"]) == {"Yongbyon", "Delta", "Whole"}
    for r, name in enumerate(columns["target"]):
        angles = [columns[key][r] for key in ("side", "max_elevation_deg", "min_off_nadir_deg")]
        assert all(value is None for value in angles) == (name != "Yongbyon")


def test_geometry_on_request_is_of_places(regional: Access):
    """The same columns, then those of the geometry: numbers for a place, nothing for a region."""
    columns = regional.columns_with_geometry
    assert {key: columns[key] for key in regional.columns} == regional.columns
    for r, name in enumerate(columns["target"]):
        assert (columns["middle_azimuth_deg"][r] is None) == (name != "Yongbyon")
        assert (columns["end_sun_elevation_deg"][r] is None) == (name != "Yongbyon")


def test_figures_of_regions_are_of_their_windows(regional: Access):
    """Any part has at least as many looks as the whole, and gaps no longer; all of them counted in the span."""
    part, whole = regional.figures(1), regional.figures(2)
    assert part.n_looks >= whole.n_looks > 0
    assert part.gap_max_s <= whole.gap_max_s
    mine = regional.windows.take(regional.windows.target == 1).looks()
    assert part.n_looks == np.sum((mine.start_s >= 0.0) & (mine.start_s < SPAN.duration_s))


def test_a_share_adds_up_over_a_pass():
    """Half of a region within a pass is seen at least as often as half at one instant."""
    half = replace(DELTA, seen=50.0)
    in_pass = replace(half, name="In a pass", within="pass")
    found = find_access([flying(0)], [], SPAN, RADAR, regions=[half, in_pass], threads=1)
    assert found.names == ["Delta", "In a pass"]
    assert found.figures(1).n_looks >= found.figures(0).n_looks > 0
    with pytest.raises(UsageError, match="seen must be a percentage"):
        replace(DELTA, within="pass")


def test_advice_names_places_whose_windows_are_all_too_short(access: Access):
    """No window here lasts 30 s: how many there are without that limit, and how long the longest of them is."""
    turned = replace(RADAR, ground_squint_max_deg=10.0)
    alone = replace(access, limits=turned)
    inside = alone.windows.between(0.0, SPAN.duration_s)
    longest_s = (inside.end_s - inside.start_s).max()
    (said,) = replace(access, limits=replace(turned, duration_min_s=30.0)).advice
    assert said == (
        "no window at Yongbyon, Sohae lasts 30 s (duration_min_s); without that limit there are "
        f"{inside.start_s.size:,}, the longest of {longest_s:.1f} s"
    )
    assert replace(access, limits=replace(turned, duration_min_s=1.0)).advice == []
    assert replace(access, limits=Limits(off_nadir_max_deg=0.0, duration_min_s=90.0)).advice == []


def test_advice_says_how_good_windows_of_regions_are(access: Access, regional: Access):
    """The spacing of the points, narrow swaths and short fields of view; nothing is said of places."""
    assert access.advice == []
    (said_once,) = regional.advice
    assert said_once.startswith("Delta, Whole: sampled every 25 km: edges of their windows are good to about 3.6 s")
    thin = Limits(incidence_min_deg=30.0, incidence_max_deg=31.0)
    assert "can slip between the points" in find_access([flying(0)], [], SPAN, thin, regions=[DELTA]).advice[0]
    line = Limits(fov_across_deg=60.0, fov_along_deg=0.5)
    said = find_access([flying(0)], [], SPAN, line, regions=[DELTA]).advice
    assert said[-1].startswith("Delta: the field of view is 4.")
    assert "A window is therefore cut into several" in said[-1]


def test_the_spacing_of_a_region_is_settled_when_nobody_says(regional: Access):
    """Left out, points are as far apart as makes some 200 of them, and the answer says how far that is."""
    free = replace(DELTA, spacing_km=None)
    found = find_access([flying(0)], [], SPAN, RADAR, regions=[free], threads=1)
    (spacing_km,) = [one.spacing_km for one in found.regions]
    assert spacing_km is not None
    assert 100 <= found.targets[0].count <= 300
    assert f"every {spacing_km:.3g} km" in found.advice[0]


def test_a_target_is_named_or_numbered_and_never_silently_unseen(access: Access):
    """By name and by number the figures are the same; what is not there is refused with the names."""
    assert access.figures("Sohae") == access.figures(1) == access.figures(np.int64(1))
    with pytest.raises(UsageError, match=r"there is no target 'Y' \(there are Yongbyon, Sohae\)"):
        access.figures("Y")
    with pytest.raises(UsageError, match="there is no target 2 "):
        access.figures(2)


def test_old_sets_are_noted_as_on_the_command_line():
    """Sets 20 days from the windows they serve: their age, whose they are, and what it does to times."""
    old = find_access([flying(0, epoch_jd=EPOCH_JD - 20.0), flying(1)], [YONGBYON], SPAN, RADAR, threads=1)
    (note,) = old.notes
    oldest = max(old.columns["element_age_d"])
    assert note.startswith(f"element sets are up to {oldest:.1f} days from the windows they serve (SAT 0)")

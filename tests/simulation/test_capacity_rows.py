"""Each target alone against all at once: rows against the schedule called by hand, and who is left out."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from studies.small_constellation import CAMERA, DAY_S, INFRARED, RADAR, constellation, flying

from sim.constellation.constellation import Constellation
from sim.constellation.target import Target
from sim.constellation.tasking import Tasking
from sim.places.sites import Site
from sim.sensors.agility import Agility
from sim.simulation.capacity_rows import capacity_rows
from sim.studies.assumptions import limits_in, standing_cases
from sim.studies.capacity import Imager, capacity_of
from sim.studies.survey import Surveyor, surveyor_of
from sim.windows.search import Search

SLOW = Agility(slew_deg_s=0.5, settle_s=20.0, dwell_s=10.0, images_per_day=4)
QUICK = Agility(slew_deg_s=1000.0, settle_s=0.0, dwell_s=0.0)
NEAR = (
    Site("Yongbyon", lat_deg=39.797, lon_deg=125.755),
    Site("Sohae", lat_deg=39.66, lon_deg=124.705),
    Site("Sinpo", lat_deg=40.025, lon_deg=128.165),
)
CASES = standing_cases([RADAR, CAMERA])


def asking(places: tuple[Site, ...] = NEAR, **agility: Agility) -> Constellation:
    targets = tuple(Target(place.name, j) for j, place in enumerate(places))
    return replace(constellation(), places=places, targets=targets, tasking=Tasking(agility=agility))


@cache
def surveyed(places: tuple[Site, ...] = NEAR) -> Surveyor:
    return surveyor_of(asking(places), threads=1)


def test_nothing_is_asked_nothing_is_told() -> None:
    """Without an agility there is no row; one of a sensor that nobody carries is none."""
    assert capacity_rows(asking(), surveyed(), CASES) == []
    assert capacity_rows(asking(idle=SLOW), surveyed(), CASES) == []


def test_rows_are_those_of_the_schedule_called_by_hand() -> None:
    """Looks alone and taken, the share lost and the gaps of both, for every place and case."""
    asked = asking(sar=SLOW, camera=QUICK)
    rows = capacity_rows(asked, surveyed(), CASES)
    assert [(r["target"], r["case"]) for r in rows] == [(p.name, case) for p in NEAR for case in CASES]
    agility = {"sar": Agility(0.5, 20.0, 10.0, images_per_day=4), "camera": Agility(1000.0, 0.0, 0.0)}
    lost = 0.0
    for case, labels in CASES.items():
        imagers = [
            Imager(search, surveyed().windows(name, limits_in(asked.sensors[name], labels)), agility[name])
            for (name,), search in surveyed().searches.items()
        ]
        hand = capacity_of(imagers)
        taken, alone = hand.looks(0.0, 3.0 * DAY_S)
        for j, row in enumerate(r for r in rows if r["case"] == case):
            assert (row["looks_taken"], row["looks_alone"]) == (taken[j], alone[j])
            assert row["lost_share"] == pytest.approx(1.0 - taken[j] / alone[j])
            both = hand.gaps(
                j, 0.0, 3.0 * DAY_S, searched_from_s=asked.searched_s[0], searched_to_s=asked.searched_s[1]
            )
            for suffix, gaps in zip(("", "_alone"), both, strict=True):
                assert row[f"gap_mean{suffix}_s"] == gaps.length_s[gaps.in_means].mean()
                assert row[f"gap_max{suffix}_s"] == gaps.length_s.max()
            lost += alone[j] - taken[j]
    assert lost > 0


def test_satellites_that_turn_at_once_lose_nothing() -> None:
    """With images that take no time and almost no slew, every look is taken, and they are the run's own looks."""
    for row in capacity_rows(asking(sar=QUICK, camera=QUICK), surveyed(), CASES):
        assert row["lost_share"] == 0.0
        assert (row["looks_taken"], row["gap_max_s"]) == (row["looks_alone"], row["gap_max_alone_s"])
        windows = [surveyed().windows(s.name, limits_in(s, CASES[row["case"]])).looks() for s in (RADAR, CAMERA)]
        j = [p.name for p in NEAR].index(row["target"])
        starts = np.concatenate([w.start_s[w.target == j] for w in windows])
        assert row["looks_taken"] == np.count_nonzero((starts >= 0.0) & (starts < 3.0 * DAY_S))


def test_satellites_without_agility_are_left_out() -> None:
    """With the cameras' alone, the looks are the cameras'."""
    rows = capacity_rows(asking(camera=QUICK), surveyed(), CASES)
    looks = surveyed().windows("camera", limits_in(CAMERA, CASES["all-high"])).looks()
    inside = looks.take((looks.start_s >= 0.0) & (looks.start_s < 3.0 * DAY_S))
    by_place = np.bincount(inside.target, minlength=3)
    assert [r["looks_alone"] for r in rows if r["case"] == "all-high"] == by_place.tolist()


def test_a_heavy_target_goes_first() -> None:
    """One image a pass: the place a thousand times as heavy loses nothing, and the others pay."""
    one = Agility(slew_deg_s=1.0, settle_s=0.0, dwell_s=1.0, images_per_pass=1)
    places = (replace(NEAR[0], weight=1000.0), *NEAR[1:])
    rows = [r for r in capacity_rows(asking(places, sar=one), surveyed(places), CASES) if r["case"] == "all-high"]
    assert rows[0]["lost_share"] == 0.0
    assert all(row["lost_share"] > 0.3 for row in rows[1:])


def test_two_sensors_of_a_satellite_share_its_line_of_sight() -> None:
    """Where a target is seen by both in one pass, one image is taken; the agility stated for one is that of both."""
    two = constellation(
        [flying(0, "sar", "camera"), flying(1, "camera", "infrared")], sensors=(RADAR, CAMERA, INFRARED)
    )
    targets = tuple(Target(place.name, j) for j, place in enumerate(NEAR))
    two = replace(two, places=NEAR, targets=targets, tasking=Tasking(agility={"camera": QUICK}))
    surveyor = surveyor_of(two, threads=1)
    cases = standing_cases(two.carried)
    rows = {(row["case"], row["target"]): row for row in capacity_rows(two, surveyor, cases)}
    for name, case in cases.items():
        seen = [surveyor.seen(carried, case) for carried in surveyor.searches]
        for j, place in enumerate(NEAR):
            begins: dict[tuple[int, float], float] = {}
            for one in seen:
                for s, target, rise, start in zip(
                    one.satellite, one.target, one.pass_start_s, one.start_s, strict=True
                ):
                    if target == j:
                        begins[s, rise] = min(start, begins.get((s, rise), np.inf))
            inside = sum(0.0 <= start < 3.0 * DAY_S for start in begins.values())
            assert rows[name, place.name]["looks_alone"] == inside > 0


def test_regions_are_left_out() -> None:
    """Places and their figures are the same with a region beside them; a region alone has no row."""
    asked: Any = asking(sar=SLOW)
    expected = capacity_rows(asked, surveyed(), CASES)
    region = Target("Land", 3, 1, region=object(), area_km2=np.array([1.0]))  # type: ignore[arg-type]
    more = replace(asked, places=(*NEAR, Site("Land 1", lat_deg=39.9, lon_deg=126.0)), targets=(*asked.targets, region))
    surveyor = surveyor_of(replace(more, targets=(*asked.targets, Target("Land", 3))), threads=1)
    assert capacity_rows(more, surveyor, CASES) == expected
    assert capacity_rows(replace(more, targets=(region,)), surveyor, CASES) == []
    assert isinstance(surveyor.searches["sar",], Search)

"""Times from the order to the desk: contacts with stations, and rows, against the functions below called by hand."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from found_by_hand import windows_by_hand
from studies.small_constellation import DAY_S, START, constellation, flying

from sim.constellation.constellation import Constellation
from sim.constellation.tasking import Station, Tasking
from sim.places.sites import Site
from sim.revisit.chain import Chain, order_to_desk, system_age
from sim.sensors.limits import Limits
from sim.simulation.chain_rows import chain_rows, station_contacts
from sim.studies.assumptions import limits_in
from sim.studies.survey import Surveyor, surveyor_of
from sim.windows.search import Search
from sim.windows.windows import Windows

H = 3600.0
BOTH = ("command", "receive")
STATIONS = (
    Station(Site("Daejeon", lat_deg=36.4, lon_deg=127.4), BOTH, 5.0),
    Station(Site("Svalbard", lat_deg=78.23, lon_deg=15.39), ("receive",), 3.0),
    Station(Site("Jeju", lat_deg=33.4, lon_deg=126.5), ("command",), 10.0),
)
CHAIN = Chain(preparation_s=600.0, command_s=60.0, collect_s=10.0, downlink_s=120.0, processing_s=1800.0)
ASKED = replace(constellation(), tasking=Tasking(stations=STATIONS, chain=CHAIN))


@cache
def surveyor() -> Surveyor:
    return surveyor_of(ASKED, threads=1)


def found_in(case: dict[str, str]) -> Any:
    parts = [surveyor().windows(one.name, limits_in(one, case)) for one in ASKED.carried]
    return Windows.together(parts).in_order


@pytest.mark.parametrize("role", BOTH)
def test_contacts_are_passes_above_each_station_s_own_horizon(role: Any) -> None:
    """Satellite by satellite, those of a search for one station at a time; stations without the role are left out."""
    found = station_contacts(ASKED, surveyor(), role)
    assert len(found) == 3
    for sensors, search in surveyor().searches.items():
        for s, one in enumerate(ASKED.satellites):
            if one.sensors != sensors:
                continue
            expected = []
            for station in (x for x in STATIONS if role in x.roles):
                alone = Search(search.ephemeris, [station.site]).windows(
                    Limits(elevation_min_deg=station.elevation_min_deg)
                )
                expected += [
                    row for row in zip(alone.satellite, alone.start_s, alone.end_s, strict=True) if row[0] == s
                ]
            assert sorted(map(tuple, found[s].tolist())) == sorted((float(a), float(b)) for _, a, b in expected)
            assert len(found[s]) > 20


def test_contacts_keep_to_the_time_of_service() -> None:
    """A satellite in service from the second day on answers no station before; another's contacts stay."""
    late = flying(0, "sar", in_service=START + timedelta(days=1), out_of_service=START + timedelta(days=2))
    asked = replace(constellation([late, flying(2, "sar")]), tasking=ASKED.tasking)
    served, other = station_contacts(asked, surveyor_of(asked, threads=1), "receive")
    assert served[:, 0].min() >= DAY_S
    assert served[:, 1].max() <= 2.0 * DAY_S
    assert other[:, 0].min() < 0.0


def test_rows_are_those_of_the_chain_called_by_hand() -> None:
    """Mean, percentiles, shares, waits in each leg and the age, target by target and case by case."""
    found = {"low": found_in({"incidence": "low"}), "high": found_in({"incidence": "high"})}
    reach = ASKED.searched_s
    rows = chain_rows(ASKED, surveyor(), found, reach, (7200.0, 36000.0))
    assert [(r["target"], r["case"]) for r in rows] == [(t, c) for t in ("Yongbyon", "Sohae") for c in ("low", "high")]
    up, down = (station_contacts(ASKED, surveyor(), role) for role in BOTH)
    for row in rows:
        windows = found[row["case"]]
        mine = windows.take(windows.target == ("Yongbyon", "Sohae").index(row["target"]))
        over = [np.column_stack([mine.start_s, mine.end_s])[mine.satellite == s] for s in range(3)]
        times = order_to_desk(CHAIN, over, up, down, 0.0, 3.0 * DAY_S, searched_to_s=reach[1])
        age = system_age(CHAIN, over, down, 0.0, 3.0 * DAY_S, searched_from_s=reach[0])
        assert (row["mean_s"], row["max_s"], row["fixed_s"]) == (times.mean_s, times.max_s, 2590.0)
        assert [row[f"p{p}_s"] for p in (50, 90, 95)] == [times.percentile(p) for p in (50.0, 90.0, 95.0)]
        assert [row["share_within_7200s"], row["share_within_36000s"]] == [
            times.share_within(x) for x in (7200.0, 36000.0)
        ]
        assert (row["age_mean_s"], row["age_p95_s"]) == (age.mean_s, age.percentile(95.0))
        assert row["share_censored"] == row["age_share_censored"] == 0.0
        waited_s = row["wait_command_s"] + row["wait_target_s"] + row["wait_downlink_s"]
        assert row["mean_s"] == pytest.approx(2590.0 + waited_s, rel=1e-9)


def test_more_access_is_never_later() -> None:
    """The high case's windows hold the low case's, so no figure of time is larger."""
    found = {"low": found_in({"incidence": "low"}), "high": found_in({"incidence": "high"})}
    rows = chain_rows(ASKED, surveyor(), found, ASKED.searched_s, ())
    for low, high in zip(rows[::2], rows[1::2], strict=True):
        for key in ("mean_s", "p95_s", "max_s", "age_mean_s"):
            assert high[key] <= low[key] + 1e-6


def relayed(**ways: Any) -> Constellation:
    return replace(constellation(days=1.0), tasking=Tasking(chain=Chain(processing_s=1800.0, **ways)))


def test_a_chain_by_relay_is_worked_by_hand() -> None:
    """Windows at 10 h and 34 h, ten minutes long: one waits for the next, and half an hour of processing follows.

    Wait: 10 h to none before the first, none in it, then to 34 h: from 23 h 50 to 10 h; of the others, nobody.
    """
    asked = relayed(commanding="relay", downlinking="relay")
    found = {"one": windows_by_hand((0, 0, 10.0 * H, 10.0 * H + 600.0), (1, 0, 34.0 * H, 34.0 * H + 600.0))}
    row, never = chain_rows(asked, surveyor_of(asked, threads=1), found, (-10.0 * DAY_S, 11.0 * DAY_S), (1800.0,))
    after_h = 14.0 - 1.0 / 6.0
    wait_h = (50.0 + after_h * (24.0 - 1.0 / 6.0 + 10.0) / 2.0) / 24.0
    assert row["mean_s"] == pytest.approx(1800.0 + wait_h * H)
    assert row["max_s"] == pytest.approx(1800.0 + 24.0 * H - 600.0)
    assert row["share_within_1800s"] == pytest.approx(600.0 / DAY_S)
    assert (row["wait_command_s"], row["wait_downlink_s"]) == (0.0, 0.0)
    # A place that nobody sees: nothing is through, what is known is a bound, and no wait is made up.
    assert (never["share_censored"], never["age_share_censored"], never["share_within_1800s"]) == (1.0, 1.0, 0.0)
    assert np.isnan([never["p50_s"], never["wait_command_s"], never["wait_target_s"], never["age_p95_s"]]).all()
    assert never["max_s"] == pytest.approx(11.0 * DAY_S + 1800.0)


def test_an_order_on_board_has_no_command_leg() -> None:
    """``already tasked``: no wait for a command is told."""
    asked = relayed(commanding="already tasked", downlinking="relay")
    found = {"one": windows_by_hand((0, 0, 10.0 * H, 10.0 * H + 600.0), (0, 1, 34.0 * H, 34.0 * H + 600.0))}
    for row in chain_rows(asked, surveyor_of(asked, threads=1), found, (-DAY_S, 2.0 * DAY_S), ()):
        assert np.isnan(row["wait_command_s"])
        assert row["wait_downlink_s"] == 0.0


def test_nothing_is_asked_nothing_is_told() -> None:
    """Without a [chain] there is no row, stations or not."""
    asked = replace(ASKED, tasking=Tasking(stations=STATIONS))
    assert chain_rows(asked, surveyor(), {"one": windows_by_hand((0, 0, 0.0, 1.0))}, (0.0, 3.0 * DAY_S), ()) == []

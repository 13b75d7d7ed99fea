"""The rows of windows.csv: columns in their order, what each says, and how they are sorted and cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import naive
import numpy as np
import pytest
from random_orbits import EPOCH_JD, element_set

from sim.clock import Span
from sim.constellation.satellite import Satellite
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.service import tracks
from sim.places.sites import Site
from sim.report.window_rows import COLUMNS, is_statistical, window_columns
from sim.sensors.limits import Limits
from sim.windows.search import Search

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
DAY_S = 86400.0
SPAN = Span(START, 2 * DAY_S)
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW", epoch_days=-20.0)
TILTED = element_set(perigee_km=500.0, eccentricity=0.002, inclination_deg=45.0, raan_deg=200.0, name="TILTED")
SATELLITES = (Satellite("ZULU", 58400, (LOW,), ("sar",)), Satellite("ALPHA", 0, (TILTED,), ("camera",)))
PLACES = [Site("Yongbyon", lat_deg=39.797, lon_deg=125.755), Site("Pole", lat_deg=90.0, lon_deg=0.0)]
LIMITS = {
    "all-low": Limits(incidence_min_deg=30.0, incidence_max_deg=40.0),
    "all-high": Limits(incidence_min_deg=15.0, incidence_max_deg=65.0),
}


@pytest.fixture(scope="module")
def search() -> Search:
    flying = [Track(0, LOW, -DAY_S, 3 * DAY_S), Track(1, TILTED, -DAY_S, 3 * DAY_S)]
    return Search(ephemeris(SPAN, flying), PLACES, threads=1)


@pytest.fixture(scope="module")
def columns(search: Search) -> dict[str, list[Any]]:
    found = {name: search.windows(one) for name, one in LIMITS.items()}
    found = {name: replace(one, sensor=one.satellite) for name, one in found.items()}  # each its own
    return window_columns(search, found, SATELLITES, SPAN, sensors=("sar", "camera"))


def rows_of(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def seconds(printed: str) -> float:
    return (datetime.fromisoformat(printed) - START).total_seconds()


def test_the_columns_are_those_of_the_contract(columns: dict[str, list[Any]]):
    """Fifteen columns in the order that scripts rely on, all of one length."""
    expected = (
        "satellite,target,start_utc,end_utc,duration_s,norad_id,sensor,case,pass_id,side,cut_start,cut_end,"
        "max_elevation_deg,min_off_nadir_deg,element_age_d"
    )
    assert ",".join(COLUMNS) == ",".join(columns) == expected
    assert len({len(values) for values in columns.values()}) == 1
    assert len(columns["satellite"]) > 30


def test_times_are_utc_to_the_millisecond(search: Search, columns: dict[str, list[Any]]):
    """ISO-8601 with three decimals and a Z, within half a millisecond of the window's own times."""
    exact = np.sort(
        np.concatenate([search.windows(one).between(0.0, SPAN.duration_s).start_s for one in LIMITS.values()])
    )
    assert all(len(t) == 24 and t[19] == "." and t[-1] == "Z" for t in columns["start_utc"] + columns["end_utc"])
    printed = np.sort([seconds(t) for t in columns["start_utc"]])
    assert np.abs(printed - exact).max() <= 0.000501


def test_duration_is_printed_end_minus_printed_start(columns: dict[str, list[Any]]):
    """To the last digit, although the times themselves were rounded."""
    for row in rows_of(columns):
        difference = datetime.fromisoformat(row["end_utc"]) - datetime.fromisoformat(row["start_utc"])
        assert row["duration_s"] == round(difference / timedelta(milliseconds=1)) / 1000.0


def test_rows_are_sorted(columns: dict[str, list[Any]]):
    """By printed start, then satellite, target, sensor and case."""
    keys = [tuple(row[c] for c in ("start_utc", "satellite", "target", "sensor", "case")) for row in rows_of(columns)]
    assert keys == sorted(keys)


def test_ties_are_sorted_by_names_as_printed():
    """Windows that start in the same millisecond: by satellite, target and case, whatever their order before."""
    places = [Site("B", lat_deg=0.0, lon_deg=10.0), Site("A", lat_deg=0.0, lon_deg=10.0)]
    table = ephemeris(SPAN, [Track(0, LOW, 0.0, DAY_S), Track(1, LOW, 0.0, DAY_S)])
    search = Search(table, places, threads=1)
    found = search.windows(Limits())
    printed = window_columns(search, {"y": found, "x": found}, SATELLITES, SPAN)
    first = [row for row in rows_of(printed) if row["start_utc"] == printed["start_utc"][0]]
    assert [(r["satellite"], r["target"], r["case"]) for r in first] == [
        (s, t, c) for s in ("ALPHA", "ZULU") for t in ("A", "B") for c in ("x", "y")
    ]


def test_who_it_was(columns: dict[str, list[Any]]):
    """Names, catalogue numbers and sensors as given; a satellite without a number has none."""
    seen = {(r["satellite"], r["norad_id"], r["sensor"]) for r in rows_of(columns)}
    assert seen == {("ZULU", 58400, "sar"), ("ALPHA", None, "camera")}
    assert set(columns["case"]) == set(LIMITS)


def test_a_pass_has_one_id_whatever_the_case(search: Search, columns: dict[str, list[Any]]):
    """The number (or name) and the second of rise above the horizon; the parts of a pass and all cases share it."""
    passes = search.passes
    rise = {
        (SATELLITES[s].name, PLACES[t].name, (START + timedelta(seconds=r)).strftime("%Y%m%dT%H%M%SZ"))
        for s, t, r in zip(passes.satellite, passes.target, passes.start_s, strict=True)
    }
    by_pass: dict[tuple[str, str], set[str]] = {}
    for row in rows_of(columns):
        tag, stamp = row["pass_id"].rsplit("-", 1)
        assert tag == {"ZULU": "58400", "ALPHA": "ALPHA"}[row["satellite"]]
        assert (row["satellite"], row["target"], stamp) in rise
        by_pass.setdefault((row["pass_id"], row["target"]), set()).add(row["case"])
    assert any(cases == {"all-low", "all-high"} for cases in by_pass.values())
    # The band has a hole at the nadir: some passes have two windows of one case, and one id.
    of_one_case = [(r["pass_id"], r["target"]) for r in rows_of(columns) if r["case"] == "all-low"]
    assert len(of_one_case) > len(set(of_one_case))


def test_cut_windows_say_so(search: Search):
    """A window under way at an end of the span is cut there and flagged; its pass id names the true rise."""
    over_pole = search.passes.take((search.passes.target == 1) & (search.passes.satellite == 0))
    begin_s, end_s = (round(float(over_pole.start_s[k] + over_pole.end_s[k]) / 2.0) for k in (20, 22))
    inner = Span(START + timedelta(seconds=begin_s), float(end_s - begin_s))
    table = ephemeris(inner, [Track(0, LOW, -DAY_S, 2 * DAY_S)])
    eyes = Search(table, PLACES[1:], threads=1)
    found = rows_of(window_columns(eyes, {"": eyes.windows(Limits())}, SATELLITES[:1], inner))
    assert [(r["cut_start"], r["cut_end"]) for r in found] == [(True, False), (False, False), (False, True)]
    assert datetime.fromisoformat(found[0]["start_utc"]) == inner.start.replace(microsecond=679000)
    assert datetime.fromisoformat(found[-1]["end_utc"]) == inner.end.replace(microsecond=679000)
    rise = START + timedelta(seconds=float(over_pole.start_s[20]))
    assert found[0]["pass_id"] == f"58400-{rise.strftime('%Y%m%dT%H%M%SZ')}"


def test_angles_are_the_best_of_the_window_in_the_span(columns: dict[str, list[Any]]):
    """Largest elevation, smallest off-nadir, side at the middle: the twin's at 2,001 instants, within 3e-4 degrees."""
    sets = {"ZULU": LOW, "ALPHA": TILTED}
    for row in rows_of(columns)[::5]:
        place = next(p for p in PLACES if p.name == row["target"])
        view = naive.View(sets[row["satellite"]], START, place.lat_deg, place.lon_deg)
        t_s = np.linspace(seconds(row["start_utc"]), seconds(row["end_utc"]), 2001)
        assert row["max_elevation_deg"] == pytest.approx(view.angle_deg("elevation", t_s).max(), abs=3e-4)
        assert row["min_off_nadir_deg"] == pytest.approx(view.angle_deg("off_nadir", t_s).min(), abs=3e-4)
        assert row["side"] == ("right" if view.angle_deg("side", t_s[[1000]])[0] > 0.0 else "left")


def test_element_age_is_the_distance_from_the_sets_epoch(columns: dict[str, list[Any]]):
    """From the window's middle to the epoch of the set in use, in days, before or after it: always positive."""
    for row in rows_of(columns):
        middle_d = (seconds(row["start_utc"]) + seconds(row["end_utc"])) / 2 / DAY_S
        epoch_d = {"ZULU": -20.0, "ALPHA": 0.0}[row["satellite"]] - (
            START - datetime(2026, 7, 14, tzinfo=UTC)
        ) / timedelta(days=1)
        assert row["element_age_d"] == pytest.approx(abs(middle_d - epoch_d), abs=6e-4)


def test_the_age_is_that_of_the_set_which_has_the_pass():
    """Of two sets, epochs 0 and 2 days into July 14, none is older than a day in its own passes."""
    sets = [TILTED, TILTED.shifted(epoch_jd=EPOCH_JD + 2.0)]
    switching = tracks(0, sets, SPAN, from_s=-DAY_S, to_s=3 * DAY_S)
    search = Search(ephemeris(SPAN, switching), PLACES, threads=1)
    found = window_columns(search, {"": search.windows(Limits())}, SATELLITES[1:], SPAN)
    ages = np.array(found["element_age_d"])
    assert ages.max() <= 1.13  # the span ends 0.13 days after the second epoch
    assert ages.min() < 0.2


def test_nothing_found_gives_empty_columns(search: Search):
    """No window, or windows outside the span only: every column is there and empty."""
    nothing = search.passes.take(slice(0, 0))
    outside = search.passes.take(search.passes.start_s >= SPAN.duration_s)
    assert len(outside) > 0
    for found in ({}, {"": nothing}, {"a": nothing, "b": outside}):
        assert window_columns(search, found, SATELLITES, SPAN) == {column: [] for column in COLUMNS}


def test_values_are_plain_python(columns: dict[str, list[Any]]):
    """Rows go into JSON as they are: text, integers, floats and booleans, no array's own types."""
    kinds = {type(value) for values in columns.values() for value in values}
    assert kinds <= {str, int, float, bool, type(None)}
    assert all(type(flag) is bool for flag in columns["cut_start"] + columns["cut_end"])


def test_windows_of_14_days_are_statistical():
    """A window from a set older than 14 days is a sample; of exactly 14 days it is not yet."""
    assert is_statistical(14.001)
    assert not is_statistical(14.0)


def test_satellites_are_tagged_by_number_or_name():
    """Pass ids begin with the catalogue number where there is one."""
    assert Satellite("A", 123456789, ()).tag == "123456789"
    assert Satellite("A B", 0, ()).tag == "A B"

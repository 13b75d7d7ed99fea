"""Columns on request: the geometry at the start, middle and end of windows, as the slow twin has it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import naive_moments
import numpy as np
import pytest
from random_orbits import element_set

from sim.clock import Span
from sim.constellation.satellite import Satellite
from sim.orbits.ephemeris import Track, ephemeris
from sim.places.sites import Site
from sim.report.window_geometry import ANGLES, GEOMETRY_COLUMNS, TIMES
from sim.report.window_rows import COLUMNS, window_columns
from sim.report.windows_csv import windows_csv, windows_rows
from sim.report.windows_table import MIDDLE, MIDDLE_LEGEND, windows_table
from sim.sensors.limits import Limits
from sim.sun import SunTable
from sim.windows.search import Search

START = datetime(2026, 7, 14, 3, 4, 5, 678901, tzinfo=UTC)
DAY_S = 86400.0
SPAN = Span(START, 2 * DAY_S)
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name="LOW")
TILTED = element_set(perigee_km=500.0, eccentricity=0.002, inclination_deg=45.0, raan_deg=200.0, name="TILTED")
SATELLITES = (Satellite("LOW", 1, (LOW,)), Satellite("TILTED", 2, (TILTED,)))
PLACES = [Site("Yongbyon", lat_deg=39.797, lon_deg=125.755, height_km=0.2), Site("Quito", lat_deg=-0.2, lon_deg=-78.5)]
LIMITS = Limits(incidence_min_deg=20.0, incidence_max_deg=45.0)


@pytest.fixture(scope="module")
def search() -> Search:
    flying = [Track(0, LOW, -DAY_S, 3 * DAY_S), Track(1, TILTED, -DAY_S, 3 * DAY_S)]
    return Search(ephemeris(SPAN, flying), PLACES, threads=1)


@pytest.fixture(scope="module")
def columns(search: Search) -> dict[str, list[Any]]:
    return window_columns(search, {"": search.windows(LIMITS)}, SATELLITES, SPAN, geometry=True)


def seconds(printed: str) -> float:
    return (datetime.fromisoformat(printed) - START).total_seconds()


def test_they_follow_the_agreed_columns(search: Search, columns: dict[str, list[Any]]) -> None:
    """The fifteen come first and are unchanged; then eight at the start, eight at the middle, eight at the end."""
    plain = window_columns(search, {"": search.windows(LIMITS)}, SATELLITES, SPAN)
    assert {name: columns[name] for name in COLUMNS} == plain
    assert tuple(columns) == (*COLUMNS, *GEOMETRY_COLUMNS)
    assert GEOMETRY_COLUMNS[:2] == ("start_azimuth_deg", "start_elevation_deg")
    assert len(GEOMETRY_COLUMNS) == len(TIMES) * len(ANGLES) == 24
    header, *lines = windows_csv(columns).splitlines()
    assert header == ",".join(columns)
    assert len(lines) == len(columns["satellite"]) > 10
    assert [list(row) for row in windows_rows(columns)] == [list(columns)] * len(lines)
    kinds = {type(value) for name in GEOMETRY_COLUMNS for value in columns[name]}
    assert kinds == {float}


def test_every_angle_is_the_twin_s(columns: dict[str, list[Any]]) -> None:
    """At the printed times, within what half a millisecond and the fourth digit leave: 1e-4 + 5e-4 s of motion."""
    sets, places = {"LOW": LOW, "TILTED": TILTED}, {one.name: one for one in PLACES}
    sun = SunTable(SPAN)
    for r, name in enumerate(columns["satellite"]):
        place = places[columns["target"][r]]
        where = {"lat_deg": place.lat_deg, "lon_deg": place.lon_deg, "height_km": place.height_km}
        start_s, end_s = seconds(columns["start_utc"][r]), seconds(columns["end_utc"][r])
        t_s = np.array([start_s, 0.5 * (start_s + end_s), end_s])
        twin = naive_moments.geometry_at(sets[name], START, t_s, **where)
        twin["sun_elevation_deg"] = sun.elevation_deg(t_s, **where)
        for angle in ANGLES:
            found = [columns[f"{time}_{angle}"][r] for time in TIMES]
            # 7.5 km/s of range; 2 degrees a second of any angle at 20 degrees of incidence and more
            allowed = 5e-3 if angle == "range_km" else 2e-3
            assert found == pytest.approx(twin[angle], abs=allowed), angle


def test_the_edge_of_a_window_has_the_angle_that_cut_it(columns: dict[str, list[Any]]) -> None:
    """Incidence at start and end is 20 or 45 degrees as printed, unless the span cut; in the middle it lies between."""
    for r in range(len(columns["satellite"])):
        for time, cut in (("start", columns["cut_start"][r]), ("end", columns["cut_end"][r])):
            assert cut or columns[f"{time}_incidence_deg"][r] in (20.0, 45.0)
        assert 20.0 < columns["middle_incidence_deg"][r] < 45.0


def test_regions_have_none(search: Search) -> None:
    """A target that is a region has empty cells, and the place beside it has numbers."""
    targets = [("Yongbyon", 0), ("Quito, all of it", None)]
    found = window_columns(search, {"": search.windows(LIMITS)}, SATELLITES, SPAN, targets, geometry=True)
    for r, name in enumerate(found["target"]):
        cells = [found[column][r] for column in GEOMETRY_COLUMNS]
        assert all(cell is None for cell in cells) == (name != "Yongbyon")
        assert any(cell is None for cell in cells) == (name != "Yongbyon")
    regions = window_columns(search, {"": search.windows(LIMITS)}, SATELLITES, SPAN, [("A", None), ("B", None)],
                             geometry=True)  # fmt: skip
    assert not any(map(any, (regions[column] for column in GEOMETRY_COLUMNS)))
    assert MIDDLE_LEGEND not in windows_table(regions, None)


def test_without_windows_every_column_is_there(search: Search) -> None:
    """Nothing found leaves a heading with all columns."""
    found = window_columns(search, {}, SATELLITES, SPAN, geometry=True)
    assert found == {column: [] for column in (*COLUMNS, *GEOMETRY_COLUMNS)}


def test_north_is_printed_as_zero(search: Search) -> None:
    """An azimuth that rounds to 360 degrees is 0; every one printed lies in [0, 360)."""
    every = window_columns(search, {"": search.passes}, SATELLITES, SPAN, geometry=True)
    azimuths_deg = np.array([every[f"{time}_azimuth_deg"] for time in TIMES])
    assert ((azimuths_deg >= 0.0) & (azimuths_deg < 360.0)).all()


def test_the_table_shows_the_middle(columns: dict[str, list[Any]]) -> None:
    """Five angles at the middle follow the usual ones, to a tenth, and a line says what they are."""
    head, _, first, *rest = windows_table(columns, None).splitlines()
    for word in MIDDLE:
        assert word in head
    assert MIDDLE_LEGEND in rest
    shown = first.split()[-len(MIDDLE) :]
    assert shown == [f"{columns[key][0]:.1f}" for key in MIDDLE.values()]

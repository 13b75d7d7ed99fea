"""The table of `reconsim windows`: marks, zones, ages, and the figures at its end."""

import math
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sim.report.window_rows import COLUMNS
from sim.report.windows_table import LEGEND, figures_table, local, windows_table
from sim.revisit.figures import Figures, figures

HOUR_S = 3600.0


def columns(**changes: Any) -> dict[str, list[Any]]:
    """One window, with some values changed."""
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {
        "satellite": "TerraSAR-X",
        "target": "Etna",
        "start_utc": "2026-08-22T03:36:58.510Z",
        "end_utc": "2026-08-22T03:41:05.802Z",
        "duration_s": 247.292,
        "side": "right",
        "cut_start": False,
        "cut_end": False,
        "max_elevation_deg": 1.383,
        "min_off_nadir_deg": 67.7277,
        "element_age_d": 0.7,
    }
    return {key: [value] for key, value in (row | changes).items()}


def day(looks: list[tuple[float, float]], searched_h: tuple[float, float] = (-24.0, 48.0)) -> Figures:
    """The figures of one day, looks in hours."""
    rows = [(a * HOUR_S, b * HOUR_S) for a, b in looks]
    low, high = (h * HOUR_S for h in searched_h)
    return figures(rows, rows, 0.0, 24.0 * HOUR_S, searched_from_s=low, searched_to_s=high)


def test_one_window_is_one_line() -> None:
    """Target, satellite, start, end, whole seconds, side and angles to a tenth; what the angles are is said below."""
    head, rule, line, legend = windows_table(columns(), None).splitlines()
    assert head.split("  ")[0] == "target"
    assert "start (UTC)" in head
    assert set(rule) == {"-", " "}
    assert line.split() == [
        "Etna", "TerraSAR-X", "2026-08-22", "03:36:58", "03:41:05", "247", "right", "1.4", "67.7"
    ]  # fmt: skip
    assert legend == LEGEND


def test_ages_show_once_a_set_is_a_week_away() -> None:
    """Up to 7 days no column, beyond it one; beyond 14 days a mark on the time, and what it means."""
    assert "age d" not in windows_table(columns(element_age_d=7.0), None)
    week = windows_table(columns(element_age_d=7.1), None)
    assert "age d" in week
    assert "~" not in week
    fortnight = windows_table(columns(element_age_d=14.2), None)
    assert "03:36:58~" in fortnight
    assert "14.2" in fortnight
    assert fortnight.endswith("~ from an element set over 14 days away: a sample, not a timetable")


def test_cut_windows_are_marked() -> None:
    """< where the span's start cut a window, > where its end did, and what the marks mean."""
    assert "247<" in windows_table(columns(cut_start=True), None)
    assert "247>" in windows_table(columns(cut_end=True), None)
    both = windows_table(columns(cut_start=True, cut_end=True), None)
    assert "247<>" in both
    assert both.endswith("< > cut by the start, the end of the span")


def test_times_in_a_zone() -> None:
    """The zone's own clock, summer time included; its name stands in the heading."""
    assert local("2026-08-22T23:36:58.510Z", None) == "2026-08-22 23:36:58"
    assert local("2026-08-22T23:36:58.510Z", ZoneInfo("Europe/Rome")) == "2026-08-23 01:36:58"
    assert local("2026-12-22T23:36:58.510Z", ZoneInfo("Europe/Rome")) == "2026-12-23 00:36:58"
    assert "start (Europe/Rome)  " in windows_table(columns(), ZoneInfo("Europe/Rome"))


def test_regions_alone_have_no_columns_of_angles() -> None:
    """Side, elevation and off-nadir are of places: where no window has one, neither columns nor legend stand."""
    table = windows_table(columns(side="", max_elevation_deg=math.nan, min_off_nadir_deg=math.nan), None)
    assert table.splitlines()[0].split() == ["target", "satellite", "start", "(UTC)", "end", "seconds"]
    assert "elevation" not in table
    assert "elevation" in windows_table(columns(), None)


def test_no_window() -> None:
    """Nothing seen is said in words."""
    assert windows_table({key: [] for key in COLUMNS}, None) == "no window"


def test_figures_of_each_place() -> None:
    """Looks inside the day, looks a day, mean and longest gap: by hand gaps of 8, 7 and 4 hours begin inside."""
    text = figures_table(["Etna"], [day([(-6.0, -5.0), (3.0, 4.0), (12.0, 13.0), (20.0, 21.0), (25.0, 26.0)])])
    assert text.splitlines()[2].split() == ["Etna", "3", "3.00", "380", "min", "480", "min"]


def test_lower_bounds_are_marked_and_explained() -> None:
    """Where the search ends inside a gap, mean and longest are at least what they say."""
    text = figures_table(["Etna"], [day([(12.0, 13.0)])])
    assert text.splitlines()[2].split() == ["Etna", "1", "1.00", ">=", "35.0", "h", ">=", "36.0", "h"]
    assert text.endswith(">= at least: a gap goes on where the search ends")


def test_a_place_seen_throughout_has_no_gap() -> None:
    """Under a satellite that never sets no look begins and no gap is there: always seen, not 0 looks."""
    text = figures_table(["Etna"], [day([(-24.0, 48.0)])])
    assert text.splitlines()[2].split() == ["Etna", "always", "seen", "-", "none", "none"]


def test_a_window_that_ends_on_another_day_shows_which() -> None:
    """An end without a date belongs to the day of the start, in the zone of the table."""
    late = columns(start_utc="2026-08-22T23:59:00.000Z", end_utc="2026-08-24T00:01:30.000Z")
    assert "2026-08-22 23:59:00  2026-08-24 00:01:30" in windows_table(late, None)
    seoul = columns(start_utc="2026-08-22T14:59:00.000Z", end_utc="2026-08-22T15:01:30.000Z")
    assert "2026-08-22 23:59:00  2026-08-23 00:01:30" in windows_table(seoul, ZoneInfo("Asia/Seoul"))


def test_a_quarter_of_an_hour_has_no_number_of_looks_a_day() -> None:
    """One look in fifteen minutes says nothing of a day."""
    rows = [(300.0, 400.0)]
    one = figures(rows, rows, 0.0, 900.0, searched_from_s=-3600.0, searched_to_s=4500.0)
    text = figures_table(["Etna"], [one])
    assert text.splitlines()[2].split()[:3] == ["Etna", "1", "-"]
    assert text.endswith("looks a day are not given for a span shorter than a day")


def test_figures_that_were_not_measured_are_dashes() -> None:
    """No gap to measure is a dash, not a zero."""
    one = replace(day([(12.0, 13.0), (-2.0, -1.0), (30.0, 31.0)]), gap_mean_s=math.nan, gap_max_s=math.nan)
    assert figures_table(["Etna"], [one]).splitlines()[2].split()[-2:] == ["-", "-"]

"""The sections on clouds, the desk, crowds and pairs: what they say, and that they say nothing unasked."""

import copy
import re
from functools import cache
from typing import Any

import pytest
from small_run import small_document

import sim
from sim.report.content import Section
from sim.report.content_text import section_text
from sim.report.length import Length
from sim.report.run_table import run_table
from sim.report.tasking_tables import capacity, chain, coincidences, usable_looks
from sim.report.text import fits
from sim.simulation.result import Result
from sim.simulation.summary import summary
from sim.words import duration

SECTIONS = (usable_looks, chain, capacity, coincidences)
TARGETS = ["Yongbyon", "Sohae", "Punggye-ri", "Tonghae", "Pyongyang", "Sinpo", "Wonsan-Kalma", "Sunan"]
CASES = ["all-low", "all-nominal", "all-high"]


@cache
def tasked_result() -> Result:
    """Two days of the shipped scenario that asks for everything."""
    return sim.load("order-to-desk", overrides=["time.span_days=2"]).run()


@pytest.fixture
def document() -> dict[str, Any]:
    """Its document, free to change."""
    return copy.deepcopy(summary(tasked_result()))


def as_text(section: Section | tuple[Section, ...] | None, width: int) -> str:
    """Sections as they stand on a terminal."""
    each = section if isinstance(section, tuple) else (section,)
    return "\n\n".join(section_text(one, width) for one in each)


def cells_of(text: str, *begin: str) -> list[str]:
    """The cells of the line that begins with the given ones."""
    for line in text.splitlines():
        cells = re.split(r"\s{2,}", line)
        if tuple(cells[: len(begin)]) == begin:
            return cells[len(begin) :]
    raise AssertionError(begin)


def length_as(cell: str, length_s: float) -> str:
    """Return a length in the unit of a cell, which is that of its column."""
    mark = ">=" if cell.startswith(">=") else ""
    return Length(length_s, mark).in_unit({"s": 1.0, "min": 60.0, "h": 3600.0}[cell.split()[-1]])


def row_of(document: dict[str, Any], key: str, **of: str) -> dict[str, Any]:
    found = [row for row in document[key] if all(row[name] == value for name, value in of.items())]
    assert len(found) == 1
    row: dict[str, Any] = found[0]
    return row


def test_nothing_is_printed_unasked() -> None:
    """A scenario without these tables has empty rows under its keys, and a page without these sections."""
    plain = small_document()
    assert [plain[key] for key in ("usable_looks", "chain", "capacity", "coincidences")] == [[], [], [], []]
    assert plain["tasking"] == {"weather": None, "stations": [], "chain": None, "coincidences": [], "agility": {}}
    assert [as_text(section(plain), 100) for section in SECTIONS] == ["", "", "", ""]


def test_the_document_says_what_was_asked(document: dict[str, Any]) -> None:
    """Key by key as in the file, with the sources."""
    asked = document["tasking"]
    assert (asked["weather"]["cloud"], asked["weather"]["same_sky_s"]) == (0.6, 21600.0)
    assert asked["weather"]["source"].startswith("assumption")
    assert [(one["name"], one["roles"]) for one in asked["stations"]] == [("Daejeon", ["command", "receive"])]
    assert asked["chain"]["downlink_s"] == 180.0
    assert asked["agility"]["radar"]["duty_cycle"] == 0.1
    assert [one["name"] for one in asked["coincidences"]] == ["radar cues camera"]


def test_tables_are_frames_of_the_same_rows() -> None:
    """``usable_looks``, ``chain``, ``capacity``, ``coincidences`` have a row for each target and case, and group."""
    result = tasked_result()
    assert list(result.usable_looks["group"].unique()) == ["all", "SAR", "EO", "infrared"]
    for frame, each in ((result.usable_looks, 4), (result.chain, 1), (result.capacity, 1), (result.coincidences, 1)):
        assert list(frame["target"].unique()) == TARGETS
        assert list(frame["case"].unique()) == CASES
        assert len(frame) == 8 * 3 * each


@pytest.mark.parametrize("width", [100, 120, 200])
def test_every_line_keeps_to_the_width(document: dict[str, Any], width: int) -> None:
    """Sentences and tables; the sections stand on the page of the run."""
    page = run_table(document, width=width)
    for section in SECTIONS:
        text = as_text(section(document), width)
        assert fits(text, width)
        assert text in page


def test_usable_looks_are_those_of_the_nominal_case(document: dict[str, Any]) -> None:
    """All satellites and the cameras, with the wait of the low and the high case beside; where clouds are from."""
    text = as_text(usable_looks(document), 200)
    said = " ".join(text.split())
    assert "Clouds: 60 % of the sky at all targets, all year; source: assumption; put the climatology" in said
    assert "camera looks within 360 min share a sky, others are independent, though weather lasts for days" in said
    for group in ("all", "EO"):
        rows = [row_of(document, "usable_looks", target="Tonghae", group=group, case=case) for case in CASES]
        waits = [(">=" if r["share_without"] >= 0.0005 else "") + duration(r["wait_mean_s"]) for r in rows]
        shown = cells_of(text, "Tonghae", group)
        assert shown == [
            f"{rows[1]['n_looks'] / 2.0:.1f}",
            f"{rows[1]['usable_per_day']:.1f} ({100.0 * rows[1]['clear_mean']:.0f} %)",
            length_as(shown[2], rows[1]["wait_mean_s"]),
            f"{waits[0]} to {waits[2]}",
            length_as(shown[4], rows[1]["wait_p90_s"]),
            length_as(shown[5], rows[1]["wait_p95_s"]),
            f"{rows[1]['looks_for_90_percent']:.0f}",
        ]


@pytest.mark.parametrize(
    ("cloud", "words"),
    [
        ([0.2] * 6 + [0.8] * 6, "Clouds: 0.2 to 0.8 by month, at all targets alike"),
        ("era5.nc", "Clouds: by place and month from era5.nc"),
        ({"fraction": 0.5, "months": "linear"}, "Clouds: 50 % of the sky at all targets, all year"),
        ({"file": "a.csv"}, "Clouds: by place and month from a.csv"),
    ],
)
def test_every_way_to_give_clouds_has_its_words(document: dict[str, Any], cloud: Any, words: str) -> None:
    """And without a source, or a shared sky, that is said as well."""
    document["tasking"]["weather"] |= {"cloud": cloud, "source": "", "same_sky_s": 0.0}
    said = " ".join(as_text(usable_looks(document), 100).split())
    assert f"{words}; source: none given. Radars see through them; every look has a sky of its own" in said


def test_times_to_the_desk_are_one_table_or_two(document: dict[str, Any]) -> None:
    """Where the page is narrow, waits and ages stand below the times; the figures are the same."""
    row = row_of(document, "chain", target="Sinpo", case="all-nominal")
    wide, narrow = as_text(chain(document), 200), as_text(chain(document), 100)
    assert wide.count("Sinpo") == 1
    assert narrow.count("Sinpo") == 2
    cells = cells_of(wide, "Sinpo")
    keys = ("mean_s", "p50_s", "p90_s", "p95_s", "max_s")
    times = [cells[0], *cells[2:6]]
    assert times == [length_as(cell, row[key]) for cell, key in zip(times, keys, strict=True)]
    assert cells[6] == f"{100.0 * row['share_within_7200s']:.0f} %"
    keys = ("wait_command_s", "wait_target_s", "wait_downlink_s", "age_mean_s", "age_p95_s")
    assert cells[7:] == [length_as(cell, row[key]) for cell, key in zip(cells[7:], keys, strict=True)]
    assert cells_of(narrow, "Sinpo") == cells[:7]
    said = " ".join(wide.split())
    assert "Commands from Daejeon, images to Daejeon; 66 min pass in any case; times: assumption." in said


def test_a_lower_bound_is_marked(document: dict[str, Any]) -> None:
    """Requests that are not through by the end of the search make mean and longest >=, and are counted."""
    row = row_of(document, "chain", target="Sinpo", case="all-nominal")
    row |= {"share_censored": 0.25, "p95_s": None, "age_share_censored": 0.1}
    text = as_text(chain(document), 200)
    cells = cells_of(text, "Sinpo")
    assert [cell.startswith(">=") for cell in cells] == [i in (0, 5, 10) for i in range(len(cells))]
    assert cells[4] == "-"
    assert "Up to 25.0 % of requests are not through before the search ends" in text


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ({"commanding": "relay"}, "Commands by a relay always in sight, images to Daejeon"),
        ({"commanding": "already tasked", "downlinking": "relay"}, "The order is on board already, images by a relay"),
    ],
)
def test_the_way_of_each_leg_is_said(document: dict[str, Any], ways: dict[str, str], words: str) -> None:
    """Stations by their names, relays as relays."""
    document["tasking"]["chain"] |= ways
    assert words in " ".join(as_text(chain(document), 100).split())


def test_who_turns_how_and_who_is_left_out_is_said(document: dict[str, Any]) -> None:
    """Rates, times and budgets; satellites without agility by name, regions, and passes too large."""
    row = row_of(document, "capacity", target="Sunan", case="all-nominal")
    text = as_text(capacity(document), 200)
    cells = cells_of(text, "Sunan")
    assert cells[:3] == [
        f"{row['looks_alone'] / 2:.1f}",
        f"{row['looks_taken'] / 2:.1f}",
        f"{100 * row['lost_share']:.0f} %",
    ]
    keys = ("gap_mean_alone_s", "gap_mean_s", "gap_max_alone_s", "gap_max_s")
    assert cells[4:] == [duration(row[key]) for key in keys]
    assert "radar: 1 deg/s, 10 s to settle, 10 s an image, imaging 10 % of the time; eo: 2.4 deg/s" in text
    assert "ir_night: 2.4 deg/s" in text
    assert "without" not in text
    del document["tasking"]["agility"]["eo"], document["tasking"]["agility"]["ir_night"]
    document["targets"].append({"name": "Land", "points": 12})
    row |= {"greedy_shortfall": 0.03}
    said = " ".join(as_text(capacity(document), 100).split())
    assert "an image, imaging 10 % of the time; without KORSAT-7 (no agility); without regions. Windows" in said
    assert "Passes too large to be ordered exactly are worth at most 3.0 % less than the best" in said


def test_each_coincidence_has_its_table(document: dict[str, Any]) -> None:
    """With its order and time; a sensor paired with itself is "another"."""
    row = row_of(document, "coincidences", target="Sohae", case="all-nominal")
    text = as_text(coincidences(document), 200)
    assert text.startswith("Coincidences, radar cues camera: radar then eo within 120 min (all-nominal)\n")
    low, high = (row_of(document, "coincidences", target="Sohae", case=c) for c in ("all-low", "all-high"))
    cells = cells_of(text, "Sohae")
    assert cells[0] == f"{row['pairs_per_day']:.2f}"
    assert cells[1] == f"{low['pairs_per_day']:.2f} to {high['pairs_per_day']:.2f}"
    assert cells[4].removeprefix(">=") == duration(row["gap_mean_s"])
    again = {"name": "two", "first": "radar", "second": "radar", "within_s": 60.0, "order": "either"}
    document["tasking"]["coincidences"].append(again)
    document["coincidences"] += [one | {"coincidence": "two"} for one in document["coincidences"]]
    first, second = as_text(coincidences(document), 100).split("\n\n")
    assert "Coincidences, two: radar and another within 60 s" in second
    assert "radar cues camera" in first


def test_one_case_has_no_range(document: dict[str, Any]) -> None:
    """Where no value of a sensor is open there is one case, and no column from low to high."""
    document["cases"] = {"as given": {}}
    for key in ("usable_looks", "chain", "capacity", "coincidences"):
        document[key] = [row | {"case": "as given"} for row in document[key] if row["case"] == "all-nominal"]
    for section in SECTIONS:
        text = as_text(section(document), 100)
        assert "low to high" not in text
        assert "(as given)" in text

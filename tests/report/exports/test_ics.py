"""Calendars, read back by icalendar."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.exports.examples import PRINTABLE, SHOWN, TURNING, cased, no_windows, passes, shown, windows

from sim.report.exported import row_ids
from sim.report.exports import ics
from sim.report.exports.ics import escaped, folded


def written(made: Any, path: Path) -> bytes:
    """Return what is written of a result."""
    ics.write(made, path)
    return path.read_bytes()


def events(data: bytes) -> list[Any]:
    """Return the entries of a calendar; raises ValueError where icalendar finds anything wrong."""
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(data)
    found = calendar.walk("VEVENT")
    if wrong := [*calendar.errors, *(error for one in found for error in one.errors)]:
        raise ValueError(str(wrong))
    for one in found:
        if missing := {"UID", "DTSTAMP", "DTSTART", "DTEND"} - set(one):
            raise ValueError(f"without {missing}")
        if not one.decoded("DTSTART") < one.decoded("DTEND"):
            raise ValueError("ends before it starts")
    return list(found)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_entries_are_the_windows(tmp_path: Path) -> None:
    """An entry a window: it begins less than 1 s before and ends less than 1 s after; the exact times are described."""
    made = windows()
    columns = made.columns
    found = events(written(made, tmp_path / "a.ics"))
    assert len(found) == len(columns["satellite"]) > 50
    for r, one in enumerate(found):
        start, end = moment(columns["start_utc"][r]), moment(columns["end_utc"][r])
        assert timedelta(0) <= start - one.decoded("DTSTART") < timedelta(seconds=1)
        assert timedelta(0) <= one.decoded("DTEND") - end < timedelta(seconds=1)
        assert one.decoded("DTSTART").tzinfo is not None
        described = dict(line.split(" ", 1) for line in str(one["DESCRIPTION"]).split("\n"))
        assert (described["start_utc"], described["end_utc"]) == (columns["start_utc"][r], columns["end_utc"][r])
        if columns["max_elevation_deg"][r] is not None:
            assert float(described["max_elevation_deg"]) == columns["max_elevation_deg"][r]
        assert str(one["LOCATION"]) == columns["target"][r]
        assert str(one["SUMMARY"]) == f"{shown(columns['satellite'][r])} over {columns['target'][r]}"
        assert one.decoded("DTSTAMP") == datetime(2026, 8, 22, tzinfo=UTC)


def test_places_are_where_they_are(tmp_path: Path) -> None:
    """Latitude and longitude to 1e-6 degrees; a region has none."""
    made = windows()
    for one in events(written(made, tmp_path / "a.ics")):
        place = made.points_deg.get(str(one["LOCATION"]))
        assert ("GEO" in one) == (place is not None)
        if place:
            assert (one["GEO"].latitude, one["GEO"].longitude) == pytest.approx(place, abs=1e-6)


def test_an_id_is_a_windows_own_and_stays(tmp_path: Path) -> None:
    """No id stands twice, and the same result has the same ids and the same bytes."""
    made = windows()
    first, second = written(made, tmp_path / "a.ics"), written(windows(), tmp_path / "b.ics")
    assert first == second
    uids = [str(one["UID"]) for one in events(first)]
    assert len(set(uids)) == len(uids)
    assert uids == [f"{one}@reconsim" for one in row_ids(made)]
    assert len({*row_ids(passes())}) == len(row_ids(passes()))


def test_passes_the_main_case_and_nothing(tmp_path: Path) -> None:
    """Passes have the one place; of several cases the main one is written; no window is a calendar without entry."""
    found = events(written(passes(), tmp_path / "a.ics"))
    assert {str(one["LOCATION"]) for one in found} == {PRINTABLE[3]}
    made = cased()
    assert len(events(written(made, tmp_path / "b.ics"))) == made.columns["case"].count("mid")
    assert events(written(no_windows(), tmp_path / "c.ics")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(b"END:VEVENT\r\n", b""), (b"DTSTART:2", b"DTSTART:x"), (b"UID:", b"X-UID:"), (b"\r\n ", b"\r\n"),
     (b"GEO:", b"GEO:x"), (b"DTEND:2026", b"DTEND:2025")],
)  # fmt: skip
def test_the_reader_refuses_a_defect(tmp_path: Path, right: bytes, wrong: bytes) -> None:
    """An entry without end, a time or place that is none, no id, a line not folded, an end before the start."""
    data = written(windows(), tmp_path / "a.ics")
    assert right in data
    with pytest.raises((ValueError, IndexError, KeyError)):
        events(data.replace(right, wrong, 1))


def test_lines_are_short_and_names_inject_nothing(tmp_path: Path) -> None:
    """No line is longer than 75 bytes, all end in CRLF, and no name begins a line or turns text."""
    data = written(windows(), tmp_path / "a.ics")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert lines[-1] == b""
    text = data.decode("utf-8").replace("\r\n", "\n")
    assert not re.search(f"[{TURNING}]", text)
    assert SHOWN.replace("\\", "\\\\") in text.replace("\n ", "")
    heads = {line.split(":")[0] for line in text.split("\n") if not line.startswith(" ")}
    assert heads == {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "LOCATION", "GEO", "DESCRIPTION", "TRANSP", "END", "",
    }  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=200))
def test_any_text_is_folded_and_escaped(text: str) -> None:
    """Unfolding and unescaping give the text back."""
    line = folded(f"X:{escaped(text)}")
    assert all(len(one.encode()) <= 75 for one in line.split("\r\n"))
    joined = line.removesuffix("\r\n").replace("\r\n ", "").removeprefix("X:")
    assert re.sub(r"\\(.)", r"\1", joined) == text

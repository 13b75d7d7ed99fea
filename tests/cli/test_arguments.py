"""Arguments that commands share: a place, a start, a zone are read alike by each of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.command import Command

PLACE = ("--site", "21.4N 157.95W")
DAY = ("--start", "2026-08-22", "--hours", "24")


def test_a_place_with_letters_is_the_place_with_signs(reconsim: Command, elements: Path) -> None:
    """`windows` and `overhead` give the same passes for letters, minutes and signs; only the name differs."""
    for command in (["windows", "--elements", elements], ["overhead", elements]):
        pages = [
            reconsim(*command, "--site", place, *DAY).out
            for place in ("21.4N 157.95W", "21°24'N 157°57'W", "21.4,-157.95")
        ]
        assert "2026-08-2" in pages[0]
        assert pages[0] == pages[1] == pages[2]


def test_the_zone_changes_tables_alone(reconsim: Command, elements: Path) -> None:
    """`--tz` shifts the times of the tables of `windows` and `overhead` by nine hours; CSV and JSON stay in UTC."""
    windows = ("windows", "--elements", elements, *PLACE, *DAY)
    for command in (windows, ("overhead", elements, *PLACE, *DAY)):
        here, there = (reconsim(*command, *zone).out for zone in ((), ("--tz", "Seoul")))
        assert "start (UTC)" in here
        assert "start (Asia/Seoul)" in there
        assert here.splitlines()[-1].split()[0] == there.splitlines()[-1].split()[0]
        assert "2026-08-22 03:04:19" in here
        assert "2026-08-22 12:04:19" in there
    for form in ("csv", "json"):
        assert reconsim(*windows, "--format", form, "--tz", "Seoul").out == reconsim(*windows, "--format", form).out


def test_the_zone_of_maps_and_runs(reconsim: Command, elements: Path) -> None:
    """The head of a map and of a run gives the span in the zone asked for."""
    shown = reconsim("map", "--elements", elements, *DAY, "--box", "30,40,0,10", "--tz", "Asia/Seoul")
    assert "2026-08-22 09:00 Asia/Seoul to 2026-08-23 09:00 Asia/Seoul" in shown.out
    assert "Asia/Seoul" in reconsim("run", "example", "--set", "time.span_days=1", "--tz", "Asia/Seoul").out


def test_today_is_noted_with_its_date(reconsim: Command, elements: Path) -> None:
    """A start that depends on the day is printed with the note of the times it stands for."""
    asked = reconsim("windows", "--elements", elements, *PLACE, "--start", "today", "--days", "1", "--allow-stale")
    today = datetime.now(UTC).date().isoformat()
    assert asked.code == 0
    assert f"note: the span is {today}T00:00:00.000Z to " in asked.err


@pytest.mark.parametrize("zone", ["KST", "Mars/Base", ""])
def test_a_zone_that_is_none_is_refused_by_each_command(reconsim: Command, elements: Path, zone: str) -> None:
    """Exit 2 with the option's name, before any search."""
    for command in (
        ("windows", "--elements", elements, *PLACE, *DAY),
        ("overhead", elements, *PLACE, *DAY),
        ("map", "example"),
        ("run", "example"),
    ):
        asked = reconsim(*command, "--tz", zone)
        assert asked.code == 2
        assert f"--tz {zone!r} is not a known time zone" in asked.errors[0]

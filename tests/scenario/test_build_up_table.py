"""[build_up] and the dates of satellites: read, built, refused, remarked on."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scenario.small_scenario import SMALL

from sim.errors import ScenarioError, UsageError
from sim.scenario.build import build
from sim.scenario.build_up_table import BuildUpTable, followed, stretches_left
from sim.scenario.load import load_scenario, read_scenario
from sim.scenario.remarks import remarks

BUILD_UP = """
[build_up]
every_days = 0.5
readings = ["gap_mean_s <= 7200", "wait_probability_7200s>=0.95"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "s.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_build_up_is_read(tmp_path: Path) -> None:
    """Its stretch, its draws, and readings in two ways of writing; without the table there is none."""
    table = load_scenario(written(tmp_path, SMALL + BUILD_UP)).build_up
    assert table is not None
    assert (table.every_days, table.draws) == (0.5, 100)
    told = [(one.kind.name, one.limit_s, one.compare, one.threshold) for one in table.followed]
    assert told == [("gap_mean_s", None, "<=", 7200.0), ("wait_probability", 7200.0, ">=", 0.95)]
    assert load_scenario(written(tmp_path, SMALL)).build_up is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gap_mean_s", "must read like gap_mean_s<=7200"),
        ("gap_men_s<=7200", "there is no figure gap_men_s; did you mean gap_mean_s?"),
        ("wait_probability>=0.9", "wait_probability must read like wait_probability_7200s"),
        ("gap_mean_60s<=7200", "gap_mean_60s"),
        ("all_targets_gap_max_s<=7200", "there is no figure all_targets_gap_max_s"),
    ],
)
def test_a_reading_that_cannot_be_followed_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The sentence names the figure or the form; in a file with its line."""
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        followed(text)
    path = written(tmp_path, f'{SMALL}\n[build_up]\nreadings = ["{text}"]\n')
    with pytest.raises(ScenarioError, match=r"s\.toml:\d+: build_up\.readings\[#1\]"):
        load_scenario(path)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (("build_up.every_days=2",), None),
        (("build_up.every_days=0.5",), None),
        (("build_up.every_days=7",), "the span of 2 days holds no stretch of 7 days: no build-up is made"),
        (
            ("build_up.every_days=1.5",),
            "the last 0.5 days of the span are no whole stretch of 1.5 days: left out",
        ),
    ],
)
def test_what_a_span_does_not_hold_is_remarked(tmp_path: Path, changes: tuple[str, ...], sentence: str | None) -> None:
    """Whole stretches need no remark; a rest, and a span without any, have one."""
    told = [one for one in remarks(load_scenario(written(tmp_path, SMALL), changes)) if "stretch" in one]
    assert told == ([sentence] if sentence else [])


def test_stretches_of_a_span() -> None:
    """994 days are 142 weeks, to the last bit; ten days are three stretches of three and a day."""
    assert stretches_left(994.0, BuildUpTable()) == (142, 0.0)
    assert stretches_left(10.0, BuildUpTable(every_days=3.0)) == (3, 1.0)


def test_dates_of_a_satellite(tmp_path: Path) -> None:
    """In orbit from launch to decay; in service from the later of launch and service to the earlier of its ends."""
    dates = """
launch_utc = 2025-01-01
in_service_utc = 2025-06-01
out_of_service_utc = 2026-01-02
decay_utc = 2026-03-01
service_confirmed = false
"""
    file = read_scenario(written(tmp_path, SMALL.replace('sensor = "radar"\n', f'sensor = "radar"\n{dates}', 1)))
    (one,) = build(file.scenario, file.folder).satellites
    assert (one.in_service, one.out_of_service) == (datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC))
    orbit = one.in_orbit
    assert (orbit.in_service, orbit.out_of_service) == (
        datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    assert not one.service_confirmed
    alone = SMALL.replace('sensor = "radar"\n', 'sensor = "radar"\ndecay_utc = 2026-01-02\n', 1)
    file = read_scenario(written(tmp_path, alone))
    (one,) = build(file.scenario, file.folder).satellites
    assert one.out_of_service == datetime(2026, 1, 2, tzinfo=UTC)  # what has decayed serves no more
    assert one.service_confirmed


@pytest.mark.parametrize(
    ("dates", "refused"),
    [
        ("launch_utc = 2026-01-02\ndecay_utc = 2026-01-01", True),
        ("in_service_utc = 2026-01-02\ndecay_utc = 2026-01-01", True),
        ("out_of_service_utc = 2026-01-02\ndecay_utc = 2026-01-01", True),
        ("out_of_service_utc = 2026-01-02\ndecay_utc = 2026-01-02", False),
    ],
)
def test_a_decay_comes_last(tmp_path: Path, dates: str, refused: bool) -> None:
    """It may end the service, and lies before no other date."""
    path = written(tmp_path, SMALL.replace('sensor = "radar"\n', f'sensor = "radar"\n{dates}\n', 1))
    if not refused:
        load_scenario(path)
        return
    with pytest.raises(ScenarioError, match=r"decay_utc: 2026-01-01T00:00:00\.000Z must not come before"):
        load_scenario(path)


def test_a_satellite_that_has_decayed_is_remarked_on(tmp_path: Path) -> None:
    """Before the span: it serves at no time of it."""
    changes: Any = ("satellite.A.decay_utc=2025-12-31",)
    assert "A is not in service at any time of the span" in remarks(load_scenario(written(tmp_path, SMALL), changes))

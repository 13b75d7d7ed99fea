"""Notes on images: limits that leave none, and looks too short for one."""

from __future__ import annotations

import pytest

import sim
from sim.simulation.image_notes import SHORT_S, impossible_notes, short_look_notes
from sim.simulation.result import Result

ONE_DAY = ["time.span_days=1"]
TOO_NARROW = [*ONE_DAY, "sensor.sar.squint_max_deg=5", "sensor.sar.duration_min_s=25"]


def run(*changes: str) -> Result:
    return sim.load("example", overrides=[*dict.fromkeys((*ONE_DAY, *changes))]).run()


def test_limits_that_leave_no_image_are_named_by_sensor_and_case() -> None:
    """Squint of 5 degrees, images of 25 s: below 45.5 degrees no place stays within it so long."""
    loaded = sim.load("example", overrides=TOO_NARROW)
    (note,) = impossible_notes(loaded.constellation)
    assert note.startswith("Sensor sar, all-low and all-nominal: no image is possible")
    assert "takes 25 s" in note
    assert note in run(*TOO_NARROW).notes


def test_limits_that_leave_images_are_passed_over() -> None:
    """The shipped example has images in every case."""
    assert impossible_notes(sim.load("example", overrides=ONE_DAY).constellation) == []


@pytest.mark.parametrize("least_s", [0.0, SHORT_S])
def test_short_looks_are_counted_where_no_duration_is_stated(least_s: float) -> None:
    """By hand from the windows: looks whose longest window is under 5 s; none counted where a duration is stated."""
    result = run(f"sensor.sar.duration_min_s={least_s}")
    notes = [one for one in short_look_notes(result.surveyor) if one.startswith("Sensor sar")]
    assert all(one in result.notes for one in notes)
    if least_s:
        assert notes == []
        return
    found = result.found["all-nominal"].between(0.0, result.span.duration_s)
    longest_s: dict[tuple[int, int, float], float] = {}
    radar = list(result.simulation.constellation.sensors).index("sar")
    durations_s = found.end_s - found.start_s
    rows = zip(found.sensor, found.satellite, found.target, found.pass_start_s, durations_s, strict=True)
    for sensor, satellite, target, pass_start_s, duration_s in rows:
        if sensor == radar:
            key = (int(satellite), int(target), float(pass_start_s))
            longest_s[key] = max(longest_s.get(key, 0.0), float(duration_s))
    n_short = sum(one < SHORT_S for one in longest_s.values())
    assert (f"{n_short} of {len(longest_s)} looks have no window of 5 s" in " ".join(notes)) == (n_short > 0)

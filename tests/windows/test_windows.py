"""Windows as arrays: looks of several sensors, and what they cover together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.intervals import union
from sim.windows.windows import Windows

# (satellite, sensor, target, start, end), all in one pass of each satellite over each target, which rises at 0.
RADAR_EYE = [(0, 0, 0, 10, 20), (0, 1, 0, 15, 40), (0, 0, 0, 30, 35), (1, 1, 0, 5, 8)]


def windows(rows: list[tuple[int, int, int, float, float]]) -> Windows:
    """Return windows sorted by target, satellite, start."""
    whole = sorted(rows, key=lambda row: (row[2], row[0], row[3]))
    satellite, sensor, target, start, end = (np.array(column) for column in zip(*whole, strict=True))
    rise = np.zeros(len(whole))
    return Windows(satellite, target, satellite, start * 1.0, end * 1.0, rise, rise + 100.0, sensor)


def listed(found: Windows) -> list[tuple[int, int, float, float]]:
    columns = (found.satellite, found.sensor, found.start_s, found.end_s)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_a_look_is_of_one_sensor() -> None:
    """The two windows of the radar are one look, though the camera's begins between them."""
    assert listed(windows(RADAR_EYE).looks()) == [(0, 0, 10.0, 35.0), (0, 1, 15.0, 40.0), (1, 1, 5.0, 8.0)]


def test_what_two_sensors_see_at_once_is_one_window() -> None:
    """United, a satellite's windows overlap no more; another satellite's stay apart."""
    assert listed(windows(RADAR_EYE).united()) == [(0, 0, 10.0, 40.0), (1, 1, 5.0, 8.0)]
    alone = windows(RADAR_EYE).of_sensor(1)
    assert listed(alone.united()) == listed(alone)


def test_the_sensor_left_out_is_the_first() -> None:
    """Windows of a search know no sensors; parts of several keep theirs side by side, and no windows have none."""
    found = windows(RADAR_EYE)
    unknown = Windows(*(getattr(found, name) for name in Windows.ARRAYS if name != "sensor"))
    assert unknown.sensor.tolist() == [0, 0, 0, 0]
    both = Windows.together([found, found.of_sensor(7)]).in_order
    assert sorted(both.sensor.tolist()) == [0, 0, 1, 1, 7, 7, 7, 7]
    assert len(Windows.none()) == len(Windows.none().looks()) == len(Windows.none().united()) == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 1), st.integers(0, 30), st.integers(1, 10)),
        min_size=1,
        max_size=12,
    )
)
def test_united_windows_are_the_union_of_the_rows(rows: list[tuple[int, int, int, int, int]]) -> None:
    """Satellite by satellite and target by target, the same as uniting the rows."""
    found = windows([(s, n, p, a, a + length) for s, n, p, a, length in rows])
    if len(set(found.sensor.tolist())) == 1:
        return  # of one sensor windows are disjoint, and nothing is united
    united = found.united()
    for s in (0, 1):
        for p in (0, 1):
            mine, theirs = (w.take((w.satellite == s) & (w.target == p)) for w in (united, found))
            expected = union(np.column_stack([theirs.start_s, theirs.end_s]))
            assert np.array_equal(np.column_stack([mine.start_s, mine.end_s]), expected)

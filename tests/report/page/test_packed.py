"""Windows in few bytes: what is packed can be read again, to 10 ms."""

import base64
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.page.packed import Spell, leb128, packed

ROUNDED_S = 0.005 + 1e-6  # half of 10 ms, and rounding of a time some 1e7 s long


def read_numbers(text: bytes) -> list[int]:
    """LEB128 by its definition."""
    numbers, value, shift = [], 0, 0
    for byte in text:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value, shift = 0, 0
    return numbers


def read_windows(held: dict, n_satellites: int, origin_s: float) -> Iterator[tuple[int, int, float, float, bool]]:
    """Each window of a packed list: target, satellite, start, end, whether it begins a look."""
    numbers = iter(read_numbers(base64.b64decode(held["windows"])))
    for group, count in enumerate(held["counts"]):
        ticks = round(origin_s * 100)
        for _ in range(count):
            since, length = next(numbers), next(numbers)
            ticks += since // 2
            yield group // n_satellites, group % n_satellites, ticks / 100, (ticks + length) / 100, bool(since % 2)
    assert next(numbers, None) is None


@given(st.lists(st.integers(0, 2**50)))
@settings(deadline=None, max_examples=100)
def test_whole_numbers_of_any_size_are_read_again(numbers):
    """From none to 50 bits, in order."""
    assert read_numbers(leb128(np.array(numbers, dtype=np.int64))) == numbers


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.floats(-864000.0, 1e7), st.floats(0.0, 5000.0), st.booleans()),
    max_size=40,
)


@given(ROWS)
@settings(deadline=None, max_examples=100)
def test_windows_are_read_again_to_10_ms(rows):
    """Target, satellite, start, end and the beginnings of looks, in order; also of a span of many months."""
    rows = sorted(rows, key=lambda row: row[:3])
    columns = [np.array([row[i] for row in rows]) for i in range(5)]
    target, satellite = columns[0].astype(np.int64), columns[1].astype(np.int64)
    spell = Spell(target, satellite, columns[2], columns[2] + columns[3], columns[4].astype(bool))
    found = list(read_windows(packed(spell, 3, 4, -864000.0), 4, -864000.0))
    assert len(found) == len(rows)
    for (p, s, start_s, length_s, begins), (q, r, from_s, to_s, begun) in zip(rows, found, strict=True):
        assert (p, s, begins) == (q, r, begun)
        assert abs(from_s - start_s) <= ROUNDED_S
        assert abs(to_s - (start_s + length_s)) <= ROUNDED_S

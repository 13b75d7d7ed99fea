"""The judge of windows: what it calls lost, invented and off."""

import numpy as np
import pytest

from benchmarks.exact import Found
from benchmarks.judged import judge


def found(*rows):
    """Return windows from rows (satellite, place, start, end)."""
    return Found.of(*(np.array(column) for column in zip(*rows, strict=True))) if rows else Found.of([], [], [], [])


EXACT = found((0, 0, 100.0, 200.0), (0, 0, 900.0, 905.0), (0, 1, 100.0, 150.0), (1, 0, 0.0, 60.0))


def test_the_same_windows_are_all_found():
    """Windows judged by themselves: none lost, none invented, no error, in whatever order they come."""
    order = [2, 0, 3, 1]
    verdict = judge(Found.of(*(getattr(EXACT, n)[order] for n in ("satellite", "place", "start_s", "end_s"))), EXACT)
    assert (verdict.lost, verdict.invented, verdict.worst_error_ms) == (0, 0, 0.0)
    assert verdict.verdict == "all found"


def test_a_missing_window_is_lost():
    """A window without a partner counts as lost, and the longest of them is told."""
    verdict = judge(found((0, 0, 100.0, 200.0), (1, 0, 0.0, 60.0)), EXACT)
    assert (verdict.lost, verdict.invented, verdict.longest_lost_s) == (2, 0, 50.0)


def test_a_window_elsewhere_is_invented():
    """Equal times at another place, or of another satellite, are no partner."""
    verdict = judge(found((1, 1, 100.0, 200.0)), EXACT)
    assert (verdict.lost, verdict.invented) == (4, 1)
    assert np.isnan(verdict.worst_error_ms)


def test_two_windows_in_one_are_one_found_and_one_lost():
    """A window that spans two exact ones is the partner of the longer; the other is lost."""
    verdict = judge(found((0, 0, 100.0, 905.0), (0, 1, 100.0, 150.0), (1, 0, 0.0, 60.0)), EXACT)
    assert (verdict.lost, verdict.invented, verdict.longest_lost_s) == (1, 0, 5.0)


def test_one_window_in_two_is_one_found_and_one_invented():
    """A window cut in two keeps the longer piece as its partner; the other is invented."""
    rows = ((0, 0, 100.0, 180.0), (0, 0, 181.0, 200.0), (0, 0, 900.0, 905.0), (0, 1, 100.0, 150.0), (1, 0, 0.0, 60.0))
    verdict = judge(found(*rows), EXACT)
    assert (verdict.lost, verdict.invented) == (0, 1)
    assert verdict.worst_error_ms == 20_000.0


def test_errors_are_of_both_ends():
    """The worst error is the largest at either end of any pair, in milliseconds; the median is over all ends."""
    rows = ((0, 0, 100.001, 200.0), (0, 0, 900.0, 905.0), (0, 1, 99.5, 150.0), (1, 0, 0.0, 60.0))
    verdict = judge(found(*rows), EXACT)
    assert verdict.worst_error_ms == pytest.approx(500.0, abs=1e-6)  # ms; rounding of seconds near 1000
    assert verdict.median_error_ms == 0.0


def test_nothing_is_judged_by_nothing():
    """No windows against none: nothing lost, nothing invented."""
    verdict = judge(found(), found())
    assert (verdict.windows, verdict.exact, verdict.lost, verdict.invented) == (0, 0, 0, 0)

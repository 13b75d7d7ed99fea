"""The reference that every side is judged by, held to the tests' own slow twin and to what no sampling can miss."""

from dataclasses import replace

import numpy as np

from benchmarks.case import case
from benchmarks.exact import Motion, exact_windows, margin_of


def test_a_window_shorter_than_the_sampling_is_found():
    """With the floor 1e-7 degrees below the day's highest elevation, the one window left is a fraction of a second."""
    given = case(satellites=1, targets=1, days=1.0)
    motion = Motion(given)
    t_s = np.arange(0.0, 86400.0, 1.0)
    sines = margin_of(replace(given, elevation_min_deg=0.0), 0)(motion.itrs_km(0, t_s), np.empty((3, 0)))
    highest_deg = float(np.degrees(np.arcsin(sines.max())))
    found = exact_windows(replace(given, elevation_min_deg=highest_deg - 1e-7))
    assert len(found) == 1
    assert 0.0 < found.end_s[0] - found.start_s[0] < 2.0  # s, a fifth of the reference's own sampling
    assert abs(float(found.start_s[0] + found.end_s[0]) / 2.0 - t_s[sines.argmax()]) < 1.5


def test_windows_under_way_at_the_ends_are_cut_there():
    """A span that begins and ends inside a pass has windows that touch its ends."""
    given = case(satellites=1, targets=4, days=1.0)
    longest = exact_windows(given)
    i = int(np.argmax(longest.end_s - longest.start_s))
    middle_s = float(longest.start_s[i] + longest.end_s[i]) / 2.0
    cut = exact_windows(given.lasting(middle_s / 86400.0))
    assert cut.end_s.max() == middle_s


def test_conventions_move_boundaries_by_what_they_are_worth():
    """Without UT1, and with WGS84's constants, boundaries move in a day by less than 0.2 s, and do move."""
    given = case(satellites=1, targets=2, days=1.0)
    usual = exact_windows(given)
    for other in (exact_windows(given, ut1_is_utc=True), exact_windows(given, wgs84=True)):
        assert len(other) == len(usual)
        moved_s = np.abs(other.start_s - usual.start_s).max()
        assert 1e-4 < moved_s < 0.2

"""Colours of satellites: kept apart for everybody, and shared where they run out."""

import numpy as np
import pytest
from report.made_up import MIXED

from sim.report.pictured import Seer
from sim.report.satellite_colours import COLOURS, INKS, groups_of

# Full dichromacy in linear RGB: Vienot, Brettel and Mollon, Color Research and Application 24 (1999), rounded.
SEEN_AS = {
    "everybody": np.eye(3),
    "without red cones": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]),
    "without green cones": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]),
}


def lab(colour, matrix):
    """CIE L*a*b* (D65) of an sRGB colour as seen through a matrix in linear RGB."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(matrix @ linear, 0.0, 1.0) / (to_xyz @ np.ones(3))
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array([116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", SEEN_AS)
def test_colours_stay_apart_for_colour_blind_people(eyes):
    """Any two colours, and white, differ by more than 13 units of CIE 1976; about 2 can just be told apart."""
    seen = [lab(colour, SEEN_AS[eyes]) for colour in (*COLOURS, INKS[0], "#ffffff")]
    apart = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[i + 1 :]]
    assert min(apart) > 13.0


def test_each_satellite_has_its_own_colour_while_they_last():
    """Radars take the colours in order, a camera among them a dark ink and a mark."""
    groups = groups_of(MIXED)
    assert [group.label for group in groups] == ["SAR-1 (radar)", "SAR-2 (radar)", "EYE (optical+infrared)"]
    assert [group.colour for group in groups] == [COLOURS[0], COLOURS[1], INKS[0]]
    assert [group.is_marked for group in groups] == [False, False, True]
    assert [group.members for group in groups] == [(0,), (1,), (2,)]


def test_satellites_too_many_for_the_colours_share_one_by_sensor():
    """Seven radars of two sensors are two groups; six still have their own."""
    radars = [Seer(f"R{n}", ("wide" if n % 2 else "narrow",), ("radar",)) for n in range(7)]
    assert [(group.label, group.members) for group in groups_of(radars)] == [
        ("narrow (radar): 4 satellites", (0, 2, 4, 6)),
        ("wide (radar): 3 satellites", (1, 3, 5)),
    ]
    assert len(groups_of(radars[:6])) == 6
    assert len({group.colour for group in groups_of(radars[:6])}) == 6


def test_many_sensors_begin_the_colours_anew():
    """Nobody is left without a colour."""
    radars = [Seer(f"R{n}", (f"sensor {n}",), ("radar",)) for n in range(20)]
    groups = groups_of(radars)
    assert len(groups) == 20
    assert groups[len(COLOURS)].colour == groups[0].colour

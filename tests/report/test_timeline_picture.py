"""The timeline against looks and gaps written down by hand."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from report import made_up

from sim.report.pictured import Stated
from sim.report.plots import Plots
from sim.report.timeline_picture import HALF_LANE, LEAST_WIDTH, SHADES

# Target, satellite, from and to in hours. Gaps here: 2.4 h, 4.9 h, then to the search's end; there: up to 9 h, and on.
ROWS = [(0, 0, 1.0, 1.1), (0, 1, 3.5, 3.6), (0, 2, 8.5, 12.5), (1, 2, 9.0, 9.1)]


def drawn(rows=ROWS, start_day=0.0, days=1.0, **more):
    [axes] = Plots(made_up.pictured({"as given": rows}, **more)).timeline(start_day=start_day, days=days).axes
    return axes


def boxes(axes, gid):
    """(left, right, lane) of the boxes of a collection, in hours from the left end of the axis."""
    [collection] = [one for one in axes.collections if one.get_gid() == gid]
    corners = np.array([path.vertices[:4] for path in collection.get_paths()]).reshape(-1, 4, 2)
    np.testing.assert_allclose(corners[:, 2, 1] - corners[:, 0, 1], 2.0 * HALF_LANE, atol=1e-12)
    return [(c[0, 0] * 24.0, c[1, 0] * 24.0, round(c[:, 1].mean(), 9)) for c in corners]


def test_each_look_is_a_bar_in_its_targets_lane_about_its_middle():
    """Short looks are widened about their middle, to 1/420 of a day; a long one keeps its length. To 1e-9 h."""
    axes = drawn()
    half_h = 0.5 * LEAST_WIDTH * 24.0
    short_h = 0.1  # wider than the least width of 0.057 h: kept
    assert short_h > 2.0 * half_h
    assert boxes(axes, "looks of SAR-1 (radar)") == [pytest.approx((1.0, 1.1, 0.0), abs=1e-9)]
    assert boxes(axes, "looks of EYE (optical+infrared)")[0] == pytest.approx((8.5, 12.5, 0.0), abs=1e-9)
    week = drawn(days=7.0)
    half_h *= 7.0
    assert boxes(week, "looks of SAR-2 (radar)") == [pytest.approx((3.55 - half_h, 3.55 + half_h, 0.0), abs=1e-9)]
    assert boxes(week, "looks of EYE (optical+infrared)")[1] == pytest.approx(
        (9.05 - half_h, 9.05 + half_h, 1.0), abs=1e-9
    )


def test_only_looks_that_overlap_the_stretch_are_drawn():
    """From 2.4 h to 9.6 h three of the four looks are there, at their places on an axis that begins at 2.4 h."""
    axes = drawn(start_day=0.1, days=0.3)
    assert boxes(axes, "looks of SAR-1 (radar)") == []
    assert boxes(axes, "looks of SAR-2 (radar)") == [pytest.approx((1.1, 1.2, 0.0), abs=1e-9)]
    assert len(boxes(axes, "looks of EYE (optical+infrared)")) == 2
    assert axes.get_xlim() == pytest.approx((0.0, 0.3), abs=1e-12)


def test_a_stretch_past_the_end_of_the_span_stops_there():
    """Seven days from day 8 of 10 are two."""
    assert drawn(start_day=8.0, days=7.0).get_xlim() == pytest.approx((0.0, 2.0), abs=1e-12)


def test_gaps_over_a_limit_are_shaded_by_the_longest_limit_they_exceed():
    """2.4 h is over 2 h and not over 2.5 h; 4.9 h is over both. Shading ends where the picture does. To 1e-9 h."""
    axes = drawn()
    assert boxes(axes, "gaps over 7200 s") == [pytest.approx((1.1, 3.5, 0.0), abs=1e-9)]
    rest = [(0.0, 1.0, 0.0), (3.6, 8.5, 0.0), (12.5, 24.0, 0.0), (0.0, 9.0, 1.0), (9.1, 24.0, 1.0)]
    assert boxes(axes, "gaps over 9000 s") == [pytest.approx(one, abs=1e-9) for one in rest]


def test_a_gap_as_long_as_a_limit_is_within_it():
    """A gap of 2 h is not shaded, one of 2.5 h as over 2 h alone."""
    axes = drawn([(0, 0, -240.0, 1.0), (0, 1, 3.0, 480.0), (1, 0, -240.0, 1.0), (1, 0, 3.5, 480.0)])
    assert boxes(axes, "gaps over 7200 s") == [pytest.approx((1.0, 3.5, 1.0), abs=1e-9)]
    assert boxes(axes, "gaps over 9000 s") == []


def test_of_four_limits_and_more_each_has_its_gaps_and_the_last_share_a_colour():
    """Limits of 1, 2, 3, 4 and 6 h; gaps of 1.5, 2.5, 3.5, 5 and 9 h, one over each; from the third limit on one shade.

    The legend has an entry for every limit. To 1e-9 h.
    """
    limits_h = (1.0, 2.0, 3.0, 4.0, 6.0)
    rows = [(0, 0, -240.0, 0.5), (0, 0, 2.0, 2.1), (0, 0, 4.6, 4.7), (0, 0, 8.2, 8.3), (0, 0, 13.3, 13.4)]
    rows += [(0, 0, 22.4, 480.0), (1, 0, -240.0, 480.0)]
    found = made_up.pictured({"as given": rows}, limits_s=tuple(3600.0 * h for h in limits_h))
    figure = Plots(found).timeline(days=1.0)
    [axes] = figure.axes
    gaps_h = [(0.5, 2.0), (2.1, 4.6), (4.7, 8.2), (8.3, 13.3), (13.4, 22.4)]
    for limit_h, gap_h in zip(limits_h, gaps_h, strict=True):
        assert boxes(axes, f"gaps over {3600.0 * limit_h:g} s") == [pytest.approx((*gap_h, 0.0), abs=1e-9)]
    shades = [tuple(one.get_facecolor()[0]) for one in axes.collections if one.get_gid().startswith("gaps over")]
    assert shades == [to_rgba(SHADES[k]) for k in (0, 1, 2, 2, 2)]
    entries = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert [entry for entry in entries if entry.startswith("gap over")] == [
        f"gap over {60.0 * limit_h:g} min" for limit_h in limits_h
    ]


def test_the_longest_gap_shown_is_marked_with_its_whole_length():
    """Here the gap from 3.6 h to 8.5 h, where coverage ends both long gaps: 294 min."""
    rows = [(0, 0, -1.0, 1.1), (0, 1, 3.5, 3.6), (0, 2, 8.5, 240.0), (1, 2, 9.0, 9.1)]
    axes = drawn(rows)
    lines = {line.get_gid(): line.get_data() for line in axes.lines if line.get_gid()}
    x_d, y = lines["longest gap in lane 0"]
    np.testing.assert_allclose(x_d * 24.0, [3.6, 8.5], atol=1e-9)
    assert np.all((y > -1.0 + HALF_LANE) & (y < -HALF_LANE))  # between its lane and the one above
    texts = [text.get_text() for text in axes.texts]
    assert texts.count("4.9 h") == 2  # once over the gap, once at the end of the lane
    assert texts.count("≥ 470.9 h") == 2  # there: from the one look to where the search ended, 20 days on


def test_a_place_covered_throughout_has_no_gap():
    """It says so at the end of its lane, and nothing is marked in it."""
    axes = drawn([(0, 0, -1.0, 241.0), (1, 2, 9.0, 9.1)])
    assert [line.get_gid() for line in axes.lines if line.get_gid()] == ["longest gap in lane 1"]
    assert "no gap" in [text.get_text() for text in axes.texts]


def test_cameras_are_marked_where_they_fly_with_radars():
    """A diamond stands on each look of the camera, and on none of a radar; among cameras alone nobody needs one."""
    diamonds = [line for line in drawn().lines if line.get_marker() == "D"]
    assert [len(line.get_xdata()) for line in diamonds] == [2]
    np.testing.assert_allclose(diamonds[0].get_xdata() * 24.0, [10.5, 9.05], atol=1e-9)
    kinds = {"A": "optical", "B": "infrared", "C": "optical"}
    cameras = tuple(made_up.Seer(name, (name,), (kind,)) for name, kind in kinds.items())
    assert not [line for line in drawn(satellites=cameras).lines if line.get_marker() == "D"]


def test_the_small_print_says_how_wide_bars_are_drawn():
    """A week over 420 is 24 min."""
    figure = Plots(made_up.pictured({"as given": ROWS})).timeline(days=7.0)
    assert any("drawn at least 24 min wide" in text.get_text() for text in figure.texts)


def test_a_stated_moment_is_a_line_through_the_lane_of_its_place():
    """At its time, a stretch at its middle; one outside the picture is not drawn, and then not in the legend."""
    stated = (Stated(1, 3600.0, 3600.0), Stated(0, 7200.0, 10800.0), Stated(0, 200000.0, 200000.0))
    axes = drawn(stated=stated)
    lines = {line.get_gid(): line for line in axes.lines if str(line.get_gid()).startswith("stated")}
    assert {gid: 24.0 * line.get_xdata()[0] for gid, line in lines.items()} == {
        "stated moment in lane 1": pytest.approx(1.0),
        "stated moment in lane 0": pytest.approx(2.5),
    }
    assert "stated moment of an image" in {text.get_text() for text in axes.figure.legends[0].get_texts()}
    without = drawn()
    assert "stated moment of an image" not in {text.get_text() for text in without.figure.legends[0].get_texts()}

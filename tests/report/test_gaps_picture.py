"""The picture of gaps against gaps written down by hand."""

import numpy as np
import pytest
from report import made_up

from sim.report.plots import Plots

# Gaps here of 1, 2, 3 and 6 hours and nothing else within the span; there one without an end.
HERE = [(0, 0, -240.0, 0.5), (0, 1, 1.5, 2.0), (0, 0, 4.0, 4.5), (0, 1, 7.5, 8.0), (0, 2, 14.0, 480.0)]


def panels(**more):
    return Plots(made_up.pictured({"as given": HERE}, **more)).gaps().axes


def of(axes, gid):
    [line] = [one for one in axes.lines if one.get_gid() == gid]
    return line


def test_a_line_climbs_by_one_gap_at_each_length():
    """Gaps of 1, 2, 3 and 6 h: 25, 50, 75 and 100 %, each reached at its own length. To 1e-9 h."""
    line = of(panels()[0], "gaps as given")
    assert line.get_drawstyle() == "steps-post"
    x_h, share = line.get_data()
    np.testing.assert_allclose(x_h[1:], [1.0, 2.0, 3.0, 6.0], atol=1e-9)
    np.testing.assert_allclose(share, [0.0, 25.0, 50.0, 75.0, 100.0], atol=1e-12)


def test_the_longest_gap_is_a_dot_and_stands_above_the_panel():
    """6 h, in the unit of all panels; one that the search did not see the end of is a lower bound."""
    here, there = panels()
    [dot] = [line for line in here.lines if line.get_marker() == "o"]
    assert (dot.get_xdata()[0], dot.get_ydata()[0]) == pytest.approx((6.0, 100.0), abs=1e-9)
    assert [text.get_text() for text in here.texts][:2] == ["Here", "6.0 h"]
    assert [text.get_text() for text in there.texts][:2] == ["There", "≥ 720.0 h"]


def test_limits_stand_where_they_belong_and_are_named():
    """120 and 150 min are lines at 2 h and 2.5 h in every panel, with their names beside them."""
    for axes in panels():
        np.testing.assert_allclose(of(axes, "limit 7200 s").get_xdata(), 2.0, atol=1e-12)
        np.testing.assert_allclose(of(axes, "limit 9000 s").get_xdata(), 2.5, atol=1e-12)
        assert axes.texts[-1].get_text() == "120 and 150 min"
    far_apart = panels(limits_s=(3600.0, 86400.0))[0]
    assert [text.get_text() for text in far_apart.texts][-2:] == ["60 min", "24 h"]


def test_all_panels_share_their_axes_and_all_gaps_and_limits_lie_on_them():
    """The axis is logarithmic, takes in the limits, and ends after the longest gap of any panel."""
    here, there = panels(limits_s=(900.0, 9000.0))
    low_h, high_h = here.get_xlim()
    assert (low_h, high_h) == there.get_xlim()
    assert here.get_xscale() == "log"
    assert low_h < 0.25
    assert high_h > 30.0 * 24.0


def test_very_short_gaps_are_counted_and_said_to_be_off_the_axis():
    """The axis begins at 10 min; a gap of 1 min still is a third of three gaps, and the small print says so."""
    rows = [(0, 0, -240.0, 1.0), (0, 1, 1.0 + 1.0 / 60.0, 2.0), (0, 0, 3.0, 4.0), (0, 1, 6.0, 480.0)]
    figure = Plots(made_up.pictured({"as given": rows}, targets=("Here",))).gaps()
    [axes] = figure.axes
    assert axes.get_xlim()[0] == pytest.approx(1.0 / 6.0, abs=1e-12)
    x_h, share = of(axes, "gaps as given").get_data()
    assert share[x_h <= 1.0 / 6.0][-1] == pytest.approx(100.0 / 3.0, abs=1e-9)
    assert any("The axis begins at 10 min; shorter gaps are counted" in text.get_text() for text in figure.texts)
    assert not any(
        "axis begins" in text.get_text() for text in Plots(made_up.pictured({"as given": HERE})).gaps().texts
    )


def test_only_the_cases_asked_for_are_drawn_each_in_its_own_colour():
    """A case keeps its colour whether or not others are drawn beside it."""
    rows = made_up.scattered(
        3, targets=2, satellites=3, days=10.0, per_day=4.0, cases=("all-low", "all-nominal", "all-high")
    )
    plots = Plots(made_up.pictured(rows))
    colours = {}
    for cases in (["all-high"], ["all-low", "all-high"], None):
        axes = plots.gaps(cases).axes[0]
        drawn = [line.get_gid() for line in axes.lines if str(line.get_gid()).startswith("gaps ")]
        assert drawn == [f"gaps {case}" for case in cases or ("all-low", "all-nominal", "all-high")]
        colours[len(drawn)] = of(axes, "gaps all-high").get_color()
    assert len(set(colours.values())) == 1


@pytest.mark.parametrize(
    ("edges", "said"),
    [("completed", "counts whole"), ("interior", "is left out"), ("clipped", "is cut there")],
)
def test_the_small_print_says_what_becomes_of_gaps_at_the_ends(edges, said):
    """As the figures were asked to count them."""
    figure = Plots(made_up.pictured({"as given": HERE}, edges=edges)).gaps()
    assert any(f"overlaps an end of the span {said}." in text.get_text() for text in figure.texts)


def test_places_without_any_gap_are_drawn_too():
    """Covered throughout: a panel with its name, the limits, and no line."""
    rows = [(j, 0, -240.0, 480.0) for j in (0, 1)]
    for axes in Plots(made_up.pictured({"as given": rows})).gaps().axes:
        assert axes.texts[1].get_text() == "no gap"
        assert [line.get_gid() for line in axes.lines] == ["limit 7200 s", "limit 9000 s"]


@pytest.mark.parametrize(("targets", "shape"), [(1, (1, 1)), (3, (1, 3)), (4, (2, 2)), (8, (2, 4)), (14, (4, 4))])
def test_there_is_one_panel_for_each_target(targets, shape):
    """In rows of at most four, the last row's rest left empty; the lowest panel of each column carries the hours."""
    rows = {"as given": [(j, 0, 5.0, 6.0) for j in range(targets)]}
    figure = Plots(made_up.pictured(rows, targets=[f"T{j}" for j in range(targets)])).gaps()
    grid = figure.axes[0].get_gridspec()
    assert (grid.nrows, grid.ncols) == shape
    shown = [axes for axes in figure.axes if axes.axison]
    assert [axes.texts[0].get_text() for axes in shown] == [f"T{j}" for j in range(targets)]
    assert sum(bool(axes.get_xlabel()) for axes in shown) == shape[1]

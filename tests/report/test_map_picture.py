"""The picture of a map: what is drawn where, by looking into the figure."""

from typing import Any

import numpy as np
import pytest
from report.made_map import KOREA, made_map, sampled_map

from sim.errors import UsageError
from sim.places.grids import box, whole_earth
from sim.places.sites import Site
from sim.report.map_picture import map_picture

VALUES = np.linspace(14400.0, 46800.0, KOREA.size).reshape(KOREA.shape)
PLACES = [Site("Yongbyon", lat_deg=39.797, lon_deg=125.755), Site("Etna", lat_deg=37.751, lon_deg=14.993)]


def drawn(values: Any = VALUES, figure: str = "gap_max_s", **more: Any) -> Any:
    """Return the axes of the map and of its bar (None where there is none), and the figure."""
    picture = map_picture(made_map(values, **more), figure, places=PLACES, borders=[])
    by_label = {axes.get_label(): axes for axes in picture.axes}
    return by_label["map"], by_label.get("bar"), picture


def words(picture: Any) -> str:
    return "\n".join(text.get_text() for text in picture.texts)


def test_cells_lie_where_the_grid_has_them() -> None:
    """The image holds the figure, south row first, and reaches from edge to edge of the outermost cells."""
    axes, _, _ = drawn()
    [image] = axes.images
    np.testing.assert_array_equal(image.get_array(), VALUES)
    assert image.get_extent() == pytest.approx([124.0, 132.0, 33.0, 43.0], abs=1e-12)
    assert image.origin == "lower"
    assert (axes.get_xlim(), axes.get_ylim()) == (pytest.approx((124.0, 132.0)), pytest.approx((33.0, 43.0)))


def test_a_degree_of_longitude_is_as_wide_as_it_is_at_the_middle() -> None:
    """Aspect 1 / cos 38 degrees, and the paper has it too: width over height of the axes. To 1 %."""
    axes, _, picture = drawn()
    stretch = 1.0 / np.cos(np.radians(38.0))
    assert axes.get_aspect() == pytest.approx(stretch, rel=1e-12)
    box_ = axes.get_position()
    width_in, height_in = picture.get_size_inches()
    assert box_.width * width_in / (box_.height * height_in) == pytest.approx(8.0 / (10.0 * stretch), rel=0.01)


def test_the_bar_speaks_in_hours_and_points_where_values_go_on() -> None:
    """4 to 13 hours in bands of one; an outlier gives the bar a pointed end."""
    axes, bar, _ = drawn()
    assert [tick.get_text() for tick in bar.get_yticklabels()] == [str(h) for h in range(4, 14)]
    assert "hours" in [text.get_text() for text in bar.texts]
    fine = box(south_deg=33.0, north_deg=43.0, west_deg=124.0, east_deg=132.0, step_deg=0.5)
    outlier = np.linspace(14400.0, 46800.0, fine.size).reshape(fine.shape)
    outlier[0, 0] = 1e6
    assert axes.images[0].colorbar.extend == "neither"
    assert drawn(outlier, grid=fine)[0].images[0].colorbar.extend == "max"


def test_darker_is_worse() -> None:
    """Long gaps are darker than short ones; of a share of time seen, the small one is darker."""

    def lightness(axes: Any, value: float) -> float:
        [image] = axes.images
        return float(np.sum(image.cmap(image.norm(value))[:3]))

    axes, _, _ = drawn()
    assert lightness(axes, 46000.0) < lightness(axes, 15000.0)
    shares = np.linspace(0.5, 1.1, KOREA.size).reshape(KOREA.shape)
    axes, _, _ = drawn(VALUES, "percent_covered", percent_covered=shares)
    assert lightness(axes, 0.55) < lightness(axes, 1.05)


def test_places_inside_are_marked_and_named() -> None:
    """Yongbyon is on the map, Etna is not."""
    axes, _, _ = drawn()
    [marks] = [line for line in axes.lines if line.get_gid() == "places"]
    np.testing.assert_allclose(marks.get_xydata(), [[125.755, 39.797]], rtol=0.0, atol=1e-12)
    assert [text.get_text() for text in axes.texts] == ["Yongbyon"]


def test_names_do_not_cover_each_other() -> None:
    """Of places in one spot the first is named; all are marked."""
    crowd = [Site(f"Facility {n}", lat_deg=38.0, lon_deg=128.0 + 1e-4 * n) for n in range(9)]
    picture = map_picture(made_map(VALUES), places=crowd, borders=[])
    axes = picture.axes[0]
    [marks] = [line for line in axes.lines if line.get_gid() == "places"]
    assert len(marks.get_xydata()) == 9
    picture.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) >= 1
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_words_say_what_was_mapped() -> None:
    """Title, figure, span, case, satellites, limits, edges, steps."""
    said = words(drawn()[2])
    for part in (
        "A made-up map", "Longest gap: 14 Jul 2026 to 24 Jul 2026 UTC (10 days), all-nominal.", "Satellites: ONE, TWO",
        "Limits: incidence 20 to 45 deg", "Gaps between looks", "swept in steps of 20 s",
        "10 x 8 cells of 1 by 1 deg",
    ):  # fmt: skip
        assert part in said.replace("\n", " ").replace("\u00a0", " ")


def test_who_drew_the_borders_is_credited() -> None:
    """Where the shipped borders are drawn, and not where others are."""
    assert "Borders: Natural Earth." in words(map_picture(made_map(VALUES))).replace("\n", " ")
    assert "Natural Earth" not in words(drawn()[2])


def test_the_picture_of_a_swept_map_tells_its_error() -> None:
    """Of the figure drawn, at how many points, on average and at worst."""
    said = words(map_picture(sampled_map(), borders=[])).replace("\n", " ")
    assert "Against exact windows at 2 points: +20 % on average, +50 % at worst." in said


def test_longitudes_go_on_across_the_antimeridian() -> None:
    """Ticks read E, 180, W from left to right; a place at -175 is drawn at 185."""
    grid = box(south_deg=-10.0, north_deg=10.0, west_deg=170.0, east_deg=-170.0, step_deg=1.0)
    places = [Site("Here", lat_deg=0.0, lon_deg=-175.0)]
    picture = map_picture(made_map(7200.0, grid=grid), places=places, borders=[])
    axes = picture.axes[0]
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    assert labels == ["170°E", "175°E", "180°", "175°W", "170°W"]
    [marks] = [line for line in axes.lines if line.get_gid() == "places"]
    np.testing.assert_allclose(marks.get_xydata(), [[185.0, 0.0]], rtol=0.0, atol=1e-12)


def test_a_map_of_one_value_or_of_none_is_drawn() -> None:
    """One value has one band; nothing known leaves the grey ground and no bar."""
    axes, bar, picture = drawn(7200.0)
    assert len(axes.images) == 1
    assert bar is not None
    picture.canvas.draw()
    axes, bar, picture = drawn(np.nan)
    assert len(axes.images) == 0
    assert bar is None
    picture.canvas.draw()


def test_borders_are_lines_over_the_figure() -> None:
    """Given lines are drawn where they are given."""
    line = (np.array([125.0, 126.0, 127.0]), np.array([38.0, 38.5, 38.0]))
    picture = map_picture(made_map(VALUES), borders=[line])
    [border] = [one for one in picture.axes[0].lines if one.get_gid() == "border"]
    np.testing.assert_array_equal(border.get_xdata(), line[0])


def test_the_coasts_of_the_map_are_drawn_unless_others_are_given() -> None:
    """The Korean coast passes within 0.2 degrees of Busan, and the island of Jeju closes upon itself."""
    axes = map_picture(made_map(VALUES)).axes[0]
    borders = [line.get_xydata() for line in axes.lines if line.get_gid() == "border"]
    assert min(np.hypot(*(line - (129.08, 35.1)).T).min() for line in borders) < 0.2
    jeju = [line for line in borders if np.hypot(*(line.mean(axis=0) - (126.55, 33.38))) < 0.2]
    assert any((line[0] == line[-1]).all() for line in jeju)


def test_pictures_keep_to_a_page_whatever_the_shape() -> None:
    """The globe, a tall strip and a wide one: 7 to 13 inches wide, at most 9 high."""
    for grid in (
        whole_earth(step_deg=10.0),
        box(south_deg=-60.0, north_deg=60.0, west_deg=0.0, east_deg=5.0, step_deg=2.5),
        box(south_deg=40.0, north_deg=42.0, west_deg=-180.0, east_deg=180.0, step_deg=1.0),
    ):
        width_in, height_in = map_picture(made_map(7200.0, grid=grid), borders=[]).get_size_inches()
        assert 7.0 <= width_in <= 13.0
        assert 1.5 <= height_in <= 9.0


def test_unknown_figures_are_refused() -> None:
    """By name, with those there are."""
    with pytest.raises(UsageError, match="a map has no figure 'gaps'"):
        drawn(figure="gaps")

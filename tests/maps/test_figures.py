"""Figures of a map by name, over areas, along latitude and as an xarray Dataset."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.made_map import KOREA, SPAN, made_map

from sim.errors import UsageError
from sim.maps.figure_names import FIGURES, NAMES, figure_named
from sim.places.grids import Grid, box, whole_earth

ROWS = np.arange(KOREA.rows)[:, None] * 600.0 + 3600.0


def test_every_figure_answers_to_its_name() -> None:
    """Fields are returned as they are; counts by the day are counts over days; first seen is the first gap's end."""
    found = made_map(ROWS)
    np.testing.assert_array_equal(found.figure("gap_max_s"), np.broadcast_to(ROWS, KOREA.shape))
    np.testing.assert_array_equal(found.figure("n_gaps"), 3.0)
    np.testing.assert_allclose(found.figure("covered_per_day"), 2.0 / SPAN.days, rtol=1e-15)
    np.testing.assert_array_equal(found.figure("first_seen_s"), 600.0)
    assert np.isnan(made_map(np.nan).figure("first_seen_s")).all()
    for name in found.figure_names:
        assert found.figure(name).shape == KOREA.shape


def test_names_that_are_none_are_refused_with_the_nearest() -> None:
    """A misspelt figure names its neighbour and all there are; any whole percentile up to 100 is known."""
    with pytest.raises(UsageError, match="no figure 'gap_men_s'; did you mean gap_mean_s"):
        made_map(1.0).figure("gap_men_s")
    assert figure_named("gap_p73_s").percent == 73.0
    for wrong in ("gap_p101_s", "gap_p-1_s", "gap_p9.5_s", "lat_deg", ""):
        with pytest.raises(UsageError, match="there are gap_max_s"):
            figure_named(wrong)
    assert len(set(NAMES)) == len(FIGURES)


def test_a_map_without_percentiles_says_so() -> None:
    """Percentiles are left out of its names, and refused with the option that makes them."""
    found = made_map(1.0)
    assert not any(name.startswith("gap_p") for name in found.figure_names)
    with pytest.raises(UsageError, match="percentiles=True"):
        found.figure("gap_p95_s")


def test_points_outside_have_no_figure() -> None:
    """NaN outside, and neither means nor bands of latitude know of them."""
    inside = np.zeros(KOREA.shape, dtype=bool)
    inside[2:4, 1:3] = True
    found = made_map(ROWS, inside=inside)
    assert np.isnan(found.figure("n_gaps")[~inside]).all()
    assert found.figure("n_gaps")[inside].tolist() == [3.0] * 4
    rows = found.by_latitude("gap_max_s")
    np.testing.assert_array_equal(rows["area_km2"] > 0.0, np.isin(np.arange(KOREA.rows), [2, 3]))
    np.testing.assert_allclose(rows["mean"][2:4], ROWS[2:4, 0], rtol=1e-12)
    assert np.isnan(rows["most"][0])


def test_percentiles_over_the_area_weigh_cells_by_their_size() -> None:
    """Two rows, one at 80 degrees and one at the equator: the small one holds less of the area than of the points."""
    grid = Grid(south_deg=0.0, west_deg=0.0, lat_step_deg=80.0, lon_step_deg=1.0, rows=2, columns=4)
    found = made_map(np.array([[10.0], [20.0]]), grid=grid)
    share = grid.cell_km2[0] / grid.cell_km2.sum()
    below, above = 100.0 * share - 0.01, 100.0 * share + 0.01
    np.testing.assert_array_equal(found.area_percentiles(found.gap_max_s, (0.0, below, above, 100.0)), [10, 10, 20, 20])
    assert np.isnan(found.area_percentiles(np.full(grid.shape, np.nan), (5.0, 50.0))).all()


@given(values=st.lists(st.floats(0.0, 1e6), min_size=8, max_size=8), percent=st.floats(0.0, 100.0))
def test_so_much_of_the_area_keeps_to_a_percentile(values: list[float], percent: float) -> None:
    """The area at or below it is at least that share, the area below it no more. To 1e-9 of the whole: rounding."""
    grid = box(south_deg=10.0, north_deg=70.0, west_deg=0.0, east_deg=40.0, step_deg=20.0)
    found = made_map(np.resize(values, grid.shape), grid=grid)
    area = np.broadcast_to(grid.cell_km2[:, None], grid.shape)
    [value] = found.area_percentiles(found.gap_max_s, [percent])
    assert area[found.gap_max_s <= value].sum() >= (percent / 100.0 - 1e-9) * area.sum()
    assert area[found.gap_max_s < value].sum() <= (percent / 100.0 + 1e-9) * area.sum()


def test_bands_of_latitude_are_means_over_their_area() -> None:
    """Bands are cut at multiples of their width; area and mean are those of the cells in them. To 1e-12, rounding."""
    values = np.random.default_rng(5).uniform(100.0, 9000.0, KOREA.shape)
    values[0, 0] = np.nan
    found = made_map(values)
    bands = found.by_latitude("gap_max_s", band_deg=5.0)
    assert bands["south_deg"].tolist() == [33.0, 35.0, 40.0]
    assert bands["north_deg"].tolist() == [35.0, 40.0, 43.0]
    area = np.broadcast_to(KOREA.cell_km2[:, None], KOREA.shape)
    for i, rows in enumerate((slice(0, 2), slice(2, 7), slice(7, 10))):
        known = np.isfinite(values[rows])
        assert bands["area_km2"][i] == pytest.approx(area[rows][known].sum(), rel=1e-12)
        expected = (values[rows][known] * area[rows][known]).sum() / area[rows][known].sum()
        assert bands["mean"][i] == pytest.approx(expected, rel=1e-12)
        assert (bands["least"][i], bands["most"][i]) == (np.nanmin(values[rows]), np.nanmax(values[rows]))
    assert found.mean(found.figure("gap_max_s")) == pytest.approx(
        np.average(bands["mean"], weights=bands["area_km2"]), rel=1e-12
    )
    with pytest.raises(UsageError, match="band_deg = 0 must be above 0"):
        found.by_latitude("gap_max_s", band_deg=0.0)


def test_an_xarray_dataset_follows_the_conventions() -> None:
    """CF-1.10: coordinates with standard names, bounds and axes, figures with units, a grid mapping, cell areas."""
    pytest.importorskip("xarray")
    found = made_map(ROWS).to_xarray()
    assert found.attrs["Conventions"] == "CF-1.10"
    assert (found.attrs["title"], found.attrs["case"]) == ("A made-up map", "all-nominal")
    assert "2026-07-14T00:00:00.000Z" in found.attrs["time_coverage_start"]
    for axis, name, units in (("lat", "latitude", "degrees_north"), ("lon", "longitude", "degrees_east")):
        assert (found[axis].attrs["standard_name"], found[axis].attrs["units"]) == (name, units)
        bounds = found[found[axis].attrs["bounds"]].values
        np.testing.assert_allclose(bounds.mean(axis=1), found[axis].values, rtol=0.0, atol=1e-12)
        np.testing.assert_allclose(bounds[1:, 0], bounds[:-1, 1], rtol=0.0, atol=1e-12)
    longest = found["gap_max_s"]
    assert (longest.attrs["units"], longest.attrs["long_name"]) == ("s", "longest gap")
    assert found[longest.attrs["grid_mapping"]].attrs["grid_mapping_name"] == "latitude_longitude"
    assert found[longest.attrs["grid_mapping"]].attrs["inverse_flattening"] == pytest.approx(298.257223563, rel=1e-15)
    np.testing.assert_array_equal(longest.sel(lat=35.2, lon=127.6, method="nearest"), ROWS[2, 0])
    weighted = longest.weighted(found["cell_area"]).mean()
    map_mean = made_map(ROWS).mean(np.broadcast_to(ROWS, KOREA.shape))
    assert float(weighted) == pytest.approx(map_mean, rel=1e-12)


def test_an_xarray_dataset_holds_the_figures_asked_for() -> None:
    """Those and no others; cells at a pole end there."""
    pytest.importorskip("xarray")
    found = made_map(7.0, grid=whole_earth(step_deg=30.0)).to_xarray(["n_gaps", "gap_max_s"])
    assert [name for name in found.data_vars if "lat" in found[name].dims and "lon" in found[name].dims] == [
        "n_gaps",
        "gap_max_s",
    ]
    assert (found["lat_bnds"].values.min(), found["lat_bnds"].values.max()) == (-90.0, 90.0)


def test_without_xarray_a_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, nothing else is raised."""
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(UsageError, match=r"pip install 'reconsim\[data\]'"):
        made_map(1.0).to_xarray()

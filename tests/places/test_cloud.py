"""Cloud cover by place and month: constants, lists, CSV and netCDF, against values worked out by hand.

All figures are made up; none is the climate of a place.
"""

import sys
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.clock import Span
from sim.errors import DataError, ReconsimError, ScenarioError, UsageError
from sim.places.cloud import cloud_from
from sim.places.cloud_fields import Gridded
from sim.places.sites import Site

YEAR = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.8, 0.7, 0.6]
SPAN = Span(datetime(2027, 1, 1, tzinfo=UTC), 365 * 86400.0)
ANYWHERE = {"lat_deg": 39.8, "lon_deg": 125.8}


def seconds(month, day, hour=0):
    return SPAN.seconds(datetime(2027, month, day, hour, tzinfo=UTC))


def written(folder, text, name="cloud.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return name


def rows(place, values=YEAR):
    return "".join(f"{place},{month},{value}\n" for month, value in enumerate(values, start=1))


def clear(cloud, t_s, **where):
    return cloud.clear_probability(SPAN, t_s, **(where or ANYWHERE))


@pytest.mark.parametrize("value", [0.3, {"fraction": 0.3}, [0.3] * 12, {"fraction": [0.3] * 12, "months": "linear"}])
def test_a_constant_holds_everywhere_and_always(value):
    """A fraction of 0.3 leaves any place clear with 0.7, in the shape that was asked."""
    found = clear(cloud_from(value), [[0.0, 1e6], [2e7, 3e7]], lat_deg=[-90.0, 90.0], lon_deg=-180.0)
    np.testing.assert_allclose(found, np.full((2, 2), 0.7), atol=1e-15)


def test_a_month_holds_from_its_first_instant_to_its_last():
    """Steps change at 00:00 UTC on the first of a month, to the millisecond, in leap years and other years too."""
    at = [seconds(2, 1) - 0.001, seconds(2, 1), seconds(3, 1) - 0.001, seconds(12, 31, 23), seconds(1, 1) - 1.0]
    np.testing.assert_allclose(clear(cloud_from(YEAR), at), [0.9, 0.8, 0.8, 0.4, 0.4], atol=1e-15)
    leap = Span(datetime(2028, 2, 29, 23, tzinfo=UTC), 86400.0)
    found = cloud_from(YEAR).clear_probability(leap, [3599.0, 3600.0], **ANYWHERE)
    np.testing.assert_allclose(found, [0.8, 0.7], atol=1e-15)


def test_linear_runs_from_middle_to_middle_of_months():
    """January's middle is the 16th, 12:00; a quarter of the way to mid-February is a quarter of the difference."""
    cloud = cloud_from({"fraction": YEAR, "months": "linear"})
    january, february = seconds(1, 16, 12), seconds(2, 15)
    at = [january, january + 0.25 * (february - january), february, seconds(1, 1), seconds(12, 31, 23) + 3600.0]
    # New Year lies half-way between two months of 31 days.
    np.testing.assert_allclose(clear(cloud, at), [0.9, 0.875, 0.8, 0.65, 0.65], atol=1e-12)


def test_steps_keep_the_mean_of_a_month_and_lines_do_not():
    """Hour by hour over September, a peak of 0.9 between 0.8 and 0.8: steps average 0.9, lines 0.875."""
    hours = np.arange(seconds(9, 1), seconds(10, 1), 3600.0) + 1800.0
    assert np.mean(clear(cloud_from(YEAR), hours)) == pytest.approx(0.1, abs=1e-12)
    # Two flanks of 15 days, each falling 15 / 30.5 of 0.1: 0.1 / 2 * 15 / 30.5 less on average.
    mean = np.mean(clear(cloud_from({"fraction": YEAR, "months": "linear"}), hours))
    assert mean == pytest.approx(0.1 + 0.05 * 15.0 / 30.5, abs=1e-5)


def test_looks_get_the_month_and_the_place_they_fall_in(tmp_path):
    """Each look has the figure of its own place, by name, and of the month it starts in."""
    file = written(
        tmp_path, "name,month,fraction,note\n" + rows("Hill", [f"{v},x" for v in YEAR]) + rows("Sea", ["0,"] * 12)
    )
    places = [Site("Sea", lat_deg=0.0, lon_deg=0.0), Site("Hill", lat_deg=1.0, lon_deg=1.0)]
    start_s = [seconds(5, 3), seconds(9, 9), seconds(5, 3)]
    found = cloud_from(file, tmp_path).clear_at_looks(places, SPAN, start_s, [1, 1, 0])
    np.testing.assert_allclose(found, [0.5, 0.1, 1.0], atol=1e-15)
    assert cloud_from(file, tmp_path).clear_at_looks([], SPAN, [], []).shape == (0,)


def test_a_name_the_file_does_not_hold_is_refused(tmp_path):
    """The message says what there is; places without names need a file by coordinates."""
    cloud = cloud_from(written(tmp_path, "name,month,percent\n" + rows("Hill", [50] * 12)), tmp_path)
    assert clear(cloud, 0.0, names=["Hill"], **ANYWHERE) == pytest.approx(0.5)
    with pytest.raises(UsageError, match=r"cloud.csv has no cloud for Lake; it has Hill"):
        cloud.monthly(names=["Lake"], **ANYWHERE)
    with pytest.raises(UsageError, match="places need names"):
        cloud.monthly(**ANYWHERE)


def test_stations_speak_for_what_is_nearest_and_not_too_far(tmp_path):
    """The nearest by great circle wins, across 180 degrees too; beyond 600 km nobody speaks."""
    text = (
        "lat_deg,lon_deg,month,fraction\n"
        + rows("60,179", [0.1] * 12)
        + rows("60,170", [0.3] * 12)
        + rows("-80,0", YEAR)
    )
    cloud = cloud_from(written(tmp_path, text), tmp_path)
    found = clear(cloud, 0.0, lat_deg=[60.0, 60.0, 61.0], lon_deg=[-179.0, 174.0, 181.0])
    np.testing.assert_allclose(found, [0.9, 0.7, 0.9], atol=1e-12)
    # One degree of latitude is 111.2 km on the sphere: 5.3 degrees are 589 km, 5.5 are 612.
    assert clear(cloud, 0.0, lat_deg=65.3, lon_deg=179.0) == pytest.approx(0.9)
    with pytest.raises(UsageError, match=r"no cloud within 600 km of latitude 65.5, longitude 179; .* 612 km away"):
        clear(cloud, 0.0, lat_deg=65.5, lon_deg=179.0)


def test_stations_that_fill_a_grid_are_a_grid(tmp_path):
    """Four corners of a square are read as a grid: half-way between them is their mean."""
    corners = {"10,20": 0.1, "10,22": 0.3, "12,20": 0.5, "12,22": 0.9}
    text = "lat_deg,lon_deg,month,fraction\n" + "".join(rows(place, [v] * 12) for place, v in corners.items())
    cloud = cloud_from(written(tmp_path, text), tmp_path)
    found = clear(cloud, 0.0, lat_deg=[11.0, 10.0, 10.5, 13.0], lon_deg=[21.0, 20.5, 22.0, 22.9])
    np.testing.assert_allclose(found, 1.0 - np.array([0.45, 0.15, 0.45, 0.9]), atol=1e-12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        ("name,fraction\nA,0.1\n", r"cloud.csv:1: the columns name,fraction must include name,month,fraction"),
        ("name,name,month,fraction\nA,A,1,0.1\n", "each once"),
        ("name,month,fraction\n", "no cloud follows the heading"),
        ("name,month,fraction\n" + rows("A", YEAR[:10]), "cloud.csv: A lacks month 11, 12; it needs all twelve"),
        ("name,month,fraction\nA,13,0.1\n", "cloud.csv:2: month = '13' must be a whole number"),
        ("name,month,fraction\nA,1,0.1\nA,1,0.2\n", "cloud.csv:3: month 1 of A stands in the file already"),
        ("name,month,fraction\nA,1,45\n", r"cloud fraction of 45 must lie between 0 .* in percent, write 0.45"),
        ("name,month,percent\nA,1,145\n", "percent = 145 must lie between 0"),
        ("name,month,fraction\nA,1,nan\n", "cloud fraction of nan"),
        ("name,month,fraction\nA,1\n", "2 cells, but the heading has 3"),
        ("lat_deg,lon_deg,month,fraction\n95,0,1,0.1\n", r"lat_deg = 95 must lie between -90 and 90"),
        ("lat_deg,lon_deg,month,fraction\nx,0,1,0.1\n", "lat_deg = 'x' is not a number"),
    ],
)
def test_faults_of_a_csv_file_are_named_with_their_line(tmp_path, text, says):
    """Each fault has the line, the value and what would be right."""
    with pytest.raises(ScenarioError, match=says):
        cloud_from(written(tmp_path, text), tmp_path)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (45, r"cloud fraction of 45 must lie between 0 \(always clear\) and 1; if it is in percent, write 0.45"),
        (-0.1, "must lie between 0"),
        (float("nan"), "must lie between 0"),
        (True, "must be a number from 0 to 1, twelve of them, or a file name"),
        (None, "must be a number"),
        ([0.5] * 11, "this one has 11"),
        ([0.5] * 11 + ["x"], "must be a number"),
        ("missing.csv", "cannot read the cloud file .*missing.csv: No such file"),
        ("missing.nc", "cannot read the cloud file .*missing.nc: there is no such file"),
        ("cloud.txt", "ends in .csv or .nc"),
        ({}, "either a fraction or a file"),
        ({"fraction": 0.1, "file": "a.csv"}, "and not both"),
        ({"file": 3}, "must be a file name in quotes"),
        ({"fraction": 0.1, "months": "cubic"}, "months = 'cubic' must be 'steps' or 'linear'"),
        ({"fraction": 0.1, "units": "percent"}, "belongs to a netCDF file"),
        ({"fraction": 0.1, "hour": 3}, "no key 'hour'"),
    ],
)
def test_what_is_no_cloud_is_refused(tmp_path, value, says):
    """A sentence says what was given and what would be right; a percentage is recognised."""
    with pytest.raises(UsageError, match=says):
        cloud_from(value, tmp_path)


def field(lat, lon):
    """A made-up sky that bilinear interpolation keeps exactly: linear in both, and another in each month."""
    lat, lon = np.meshgrid(lat, lon, indexing="ij")
    month = np.arange(1, 13).reshape(12, 1, 1)
    return month / 20.0 + lat / 1000.0 + lon / 10000.0


LAT, LON = np.arange(30.0, 45.0, 2.5), np.arange(120.0, 135.0, 2.0)


def netcdf(folder, values=None, *, lat=LAT, lon=LON, dims=("time", "lat", "lon"), attrs=None, coords=None, name="cld"):
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("netCDF4")

    sizes = {dims[0]: 12, dims[1]: len(lat), dims[2]: len(lon)}
    values = field(lat, lon) if values is None else values
    axes = {dims[1]: (dims[1], lat, {"units": "degrees_north"}), dims[2]: (dims[2], lon, {"units": "degrees_east"})}
    order = [d for d in dims if d in sizes][-values.ndim :]
    data = xarray.Dataset({name: (order, values, {} if attrs is None else attrs)}, {**axes, **(coords or {})})
    data.to_netcdf(folder / "cloud.nc", engine="netcdf4")
    return "cloud.nc"


def test_a_grid_is_interpolated_linearly_both_ways(tmp_path):
    """A sky linear in latitude and longitude comes back exactly at any place, in each month, to 1e-12."""
    cloud = cloud_from(netcdf(tmp_path, attrs={"units": "1"}), tmp_path)
    lat, lon = np.array([30.0, 33.3, 41.01, 42.5]), np.array([120.0, 121.7, 133.99, 134.0])
    expected = np.arange(1, 13) / 20.0 + (lat / 1000.0 + lon / 10000.0)[:, None]
    np.testing.assert_allclose(cloud.monthly(lat_deg=lat, lon_deg=lon), expected, atol=1e-12)


@given(st.booleans(), st.integers(0, 143), st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 360)), min_size=1))
def test_neither_the_way_axes_run_nor_where_they_begin_matters(falling, turn, places):
    """A global grid with latitudes falling and longitudes begun anywhere is the same sky, to 1e-9; it has no seam."""
    rng = np.random.default_rng(4)
    lat, lon = np.arange(-88.75, 90.0, 2.5), np.arange(0.0, 360.0, 2.5)
    sky = rng.uniform(0.0, 1.0, (12, lat.size, lon.size))
    plain = Gridded(lat, lon, sky, "made up")
    way = slice(None, None, -1 if falling else 1)
    west = np.roll(np.where(lon < 180.0, lon, lon - 360.0), turn)
    other = Gridded(lat[way], west, np.roll(sky[:, way], turn, axis=2), "made up")
    at = np.array(places).T
    # Rounding of longitudes, 1e-13 deg, times the slope, 1 in 2.5 deg, stays far below 1e-9.
    np.testing.assert_allclose(plain.monthly(*at, None), other.monthly(*at, None), atol=1e-9)


@given(st.floats(-88.75, 88.75), st.floats(-180.0, 360.0))
def test_bilinear_agrees_with_the_four_corners_weighed_one_by_one(lat_deg, lon_deg):
    """The slow way: find the cell by division, weigh its corners, wrap the last column round to the first."""
    lat, lon = np.arange(-88.75, 90.0, 2.5), np.arange(0.0, 360.0, 2.5)
    sky = np.random.default_rng(7).uniform(0.0, 1.0, (12, lat.size, lon.size))
    y, x = (lat_deg + 88.75) / 2.5, (lon_deg % 360.0) / 2.5
    i, j = min(int(y), lat.size - 2), int(x) % 144
    u, v = y - i, x - int(x)
    (found,) = Gridded(lat, lon, sky, "made up").monthly(np.array([lat_deg]), np.array([lon_deg]), None)
    k = (j + 1) % 144
    south = (1 - v) * sky[:, i, j] + v * sky[:, i, k]
    north = (1 - v) * sky[:, i + 1, j] + v * sky[:, i + 1, k]
    np.testing.assert_allclose(found, (1 - u) * south + u * north, atol=1e-9)


def test_a_grid_with_its_seam_twice_has_it_once():
    """Longitudes 0 to 360, both ends given, or -180 to 180, are a grid round the Earth."""
    lat = np.array([-45.0, 45.0])
    for lon in (np.arange(0.0, 361.0, 90.0), np.arange(-180.0, 181.0, 90.0)):
        sky = np.broadcast_to(np.cos(np.radians(lon)) / 2.0 + 0.5, (12, 2, lon.size))
        found = Gridded(lat, lon, sky, "made up").monthly(np.zeros(3), np.array([359.0, -1.0, 180.0]), None)
        np.testing.assert_allclose(found[:, 0], [1.0 - 0.5 / 90.0, 1.0 - 0.5 / 90.0, 0.0], atol=1e-12)


def test_a_place_outside_the_grid_is_refused(tmp_path):
    """Half a step beyond the outermost points is inside their cells; further out nothing is known."""
    cloud = cloud_from(netcdf(tmp_path), tmp_path)
    edge = cloud.monthly(lat_deg=28.76, lon_deg=134.99)
    np.testing.assert_allclose(edge, cloud.monthly(lat_deg=30.0, lon_deg=134.0), atol=1e-12)
    np.testing.assert_allclose(
        cloud.monthly(lat_deg=40.0, lon_deg=119.01), cloud.monthly(lat_deg=40.0, lon_deg=120.0), atol=1e-12
    )
    for lat, lon in ((28.7, 130.0), (44.0, 130.0), (40.0, 118.9), (40.0, 135.1), (40.0, -60.0)):
        with pytest.raises(UsageError, match=r"covers latitudes 30 to 42.5 and longitudes 120 to 134 deg, not Far"):
            cloud.clear_at_looks([Site("Far", lat_deg=lat, lon_deg=lon)], SPAN, [0.0], [0])


def test_missing_values_leave_their_weight_to_the_others(tmp_path):
    """At the middle of a cell with one corner missing the other three count equally; all missing is refused."""
    sky = field(LAT, LON)
    sky[:, 0, 0] = np.nan
    sky[5, 3:, 3:] = np.nan
    cloud = cloud_from(netcdf(tmp_path, sky), tmp_path)
    expected = (sky[:, 0, 1] + sky[:, 1, 0] + sky[:, 1, 1]) / 3.0
    np.testing.assert_allclose(cloud.monthly(lat_deg=31.25, lon_deg=121.0)[0], expected, atol=1e-12)
    with pytest.raises(UsageError, match=r"cloud.nc has no value in month 6 around latitude 40, longitude 130"):
        cloud.monthly(lat_deg=40.0, lon_deg=130.0)


@pytest.mark.parametrize(("units", "whole"), [("%", 100), ("percentage", 100), ("oktas", 8), ("(0 - 1)", 1), ("", 1)])
def test_units_are_read_from_the_file(tmp_path, units, whole):
    """Percent, oktas and fractions are one sky."""
    cloud = cloud_from(netcdf(tmp_path, field(LAT, LON) * whole, attrs={"units": units} if units else {}), tmp_path)
    expected = field([40.0], [130.0])[:, 0, 0]
    np.testing.assert_allclose(cloud.monthly(lat_deg=40.0, lon_deg=130.0)[0], expected, atol=1e-12)


@pytest.mark.parametrize(
    ("values", "attrs", "says"),
    [
        (80.0, {}, "cld reaches 80 and tells no units"),
        (80.0, {"units": "1"}, "runs from 80 to 80, but must lie between 0 and 1; is it in percent"),
        (0.8, {"units": "%"}, "said to be in % but never exceeds 0.8"),
        (280.0, {"units": "K"}, "the units of cld, 'K', are no share of the sky"),
        (-9999.0, {"units": "%"}, "runs from -9999 to -9999"),
        (np.nan, {"units": "%"}, "holds no value"),
    ],
)
def test_values_that_do_not_fit_their_units_are_refused(tmp_path, values, attrs, says):
    """A percentage called a fraction, and the other way round, is not taken for what it is not."""
    with pytest.raises(DataError, match=says):
        cloud_from(netcdf(tmp_path, np.full((12, LAT.size, LON.size), values), attrs=attrs), tmp_path)


def test_units_told_by_the_user_win(tmp_path):
    """A file without units is read with those of the scenario; unknown ones are the asker's fault."""
    file = netcdf(tmp_path, field(LAT, LON) * 100.0)
    found = cloud_from({"file": file, "units": "percent", "variable": "cld"}, tmp_path).monthly(
        lat_deg=40.0, lon_deg=130.0
    )
    np.testing.assert_allclose(found[0], field([40.0], [130.0])[:, 0, 0], atol=1e-12)
    with pytest.raises(UsageError, match="'K', are no share of the sky"):
        cloud_from({"file": file, "units": "K"}, tmp_path)


DATES = np.array([f"2001-{month:02d}-16" for month in [*range(7, 13), *range(1, 7)]], dtype="datetime64[ns]")


@pytest.mark.parametrize(
    ("time", "first"),
    [
        (None, 1),
        (("time", np.arange(12.0), {}), 1),
        (("time", np.roll(np.arange(1, 13), 6), {}), 7),
        (("time", DATES, {}), 7),
        (("time", np.arange(12) + 0.5, {"units": "months since 1960-07-01", "calendar": "360"}), 7),
        (("time", np.arange(12) * 30 + 15, {"units": "days since 0000-01-01", "calendar": "360_day"}), 1),
    ],
)
def test_months_are_put_in_order(tmp_path, time, first):
    """Dates and numbers of months say which is January; without them the first is."""
    sky = np.roll(field(LAT, LON), 1 - first, axis=0)
    cloud = cloud_from(netcdf(tmp_path, sky, coords={"time": time} if time else None), tmp_path)
    np.testing.assert_allclose(
        cloud.monthly(lat_deg=40.0, lon_deg=130.0)[0], field([40.0], [130.0])[:, 0, 0], atol=1e-12
    )


def test_axes_by_other_names_and_in_another_order_are_found(tmp_path):
    """CF units tell axes, whatever they are called; dimensions of one level fall away, latitudes may fall."""
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("netCDF4")

    sky = field(LAT, LON)[:, ::-1].transpose(2, 1, 0)[:, :, :, None]
    axes = {"y": ("y", LAT[::-1], {"units": "degree_N"}), "x": ("x", LON - 360.0, {"standard_name": "longitude"})}
    stray = xarray.Dataset({"clt": (("x", "y", "month", "level"), sky), "orog": (("y", "x"), sky[:, :, 0, 0].T)}, axes)
    stray.to_netcdf(tmp_path / "stray.nc4", engine="netcdf4")
    for value in ("stray.nc4", {"file": "stray.nc4", "variable": "clt"}):
        found = cloud_from(value, tmp_path).monthly(lat_deg=40.0, lon_deg=130.0)
        np.testing.assert_allclose(found[0], field([40.0], [130.0])[:, 0, 0], atol=1e-12)
    assert (
        np.ptp(cloud_from({"file": "stray.nc4", "variable": "orog"}, tmp_path).monthly(lat_deg=40.0, lon_deg=130.0))
        == 0
    )


def test_files_that_hold_no_monthly_cloud_are_refused(tmp_path):
    """Too many months, no axes, an unknown or ambiguous variable, a file that is no netCDF: each is named."""
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("netCDF4")

    def refused(data, says, value="no.nc"):
        data.to_netcdf(tmp_path / "no.nc", engine="netcdf4")
        with pytest.raises(ReconsimError, match=says):
            cloud_from(value, tmp_path)

    axes = {"lat": LAT, "lon": LON}
    sky = field(LAT, LON)
    three = ("time", "lat", "lon")
    refused(xarray.Dataset({"cld": (three, np.tile(sky, (2, 1, 1)))}, axes), "time: 24 .* not twelve months")
    refused(xarray.Dataset({"cld": (("time", "row", "lon"), sky)}, {"lon": LON}), "one axis of latitude")
    refused(xarray.Dataset({"a": (three, sky), "b": (three, sky)}, axes), "several variables, a, b: say which")
    refused(
        xarray.Dataset({"a": (three, sky)}, axes), "no variable 'b' .* it has a", {"file": "no.nc", "variable": "b"}
    )
    refused(xarray.Dataset({"a": ("time", sky[:, 0, 0])}, axes), "no variable over latitude and longitude")
    plane = {"lat": (("y", "x"), np.ones((2, 2)), {"units": "degrees_north"})}
    refused(xarray.Dataset({"cld": (("y", "x"), np.ones((2, 2)))}, plane), "lat is two-dimensional")
    same = np.full(12, np.datetime64("2001-01-16", "ns"))
    refused(xarray.Dataset({"cld": (three, sky)}, {**axes, "time": same}), "one in each month")
    refused(xarray.Dataset({"cld": (three, sky[:, :1])}, {"lat": LAT[:1], "lon": LON}), "needs 2 of each")
    written(tmp_path, "name,month,fraction\n", "no.nc")
    with pytest.raises(UsageError, match="is not netCDF"):
        cloud_from("no.nc", tmp_path)


@pytest.mark.parametrize("module", ["xarray", "netCDF4"])
def test_without_its_reader_a_netcdf_file_names_the_extra(tmp_path, monkeypatch, module):
    """Who has not installed xarray or netCDF4 learns what to install."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"needs {module}, which is not installed: pip install 'reconsim\[data\]'"):
        cloud_from("cloud.nc", tmp_path)


@pytest.mark.parametrize(
    ("axis", "values", "attrs"),
    [
        ("pressure_level", np.linspace(1000.0, 100.0, 12), {"units": "hPa"}),
        ("hour", np.arange(12.0) * 2.0, {"units": "hours"}),
        ("number", np.arange(1, 13), {}),
        (
            "time",
            np.array([15.0, 45.4, 75.8, 1e300, *np.arange(137.0, 350.0, 30.0)[:8]]),
            {"units": "days since 2000-01-01"},
        ),
        ("level", None, {}),
    ],
)
def test_twelve_of_something_else_are_no_months(tmp_path, axis, values, attrs):
    """Levels, hours, members, dates that cannot be read, and an axis without a name for months are refused."""
    coords = None if values is None else {axis: (axis, values, attrs)}
    file = netcdf(tmp_path, dims=(axis, "lat", "lon"), coords=coords)
    with pytest.raises(DataError, match=r"no months|say it is months"):
        cloud_from(file, tmp_path)


def test_names_of_months_say_their_order(tmp_path):
    """Sorted by the alphabet, April comes first; each name keeps its own month."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept.", "October", "NOV", "december"]
    order = np.argsort(months)
    sky = field(LAT, LON)[order]
    file = netcdf(tmp_path, sky, dims=("month", "lat", "lon"), coords={"month": ("month", np.array(months)[order])})
    found = cloud_from(file, tmp_path).monthly(lat_deg=40.0, lon_deg=130.0)
    np.testing.assert_allclose(found[0], field([40.0], [130.0])[:, 0, 0], atol=1e-12)


@pytest.mark.parametrize(
    ("name", "attrs", "says"),
    [
        (
            "r",
            {"standard_name": "relative_humidity"},
            "its one variable r is relative_humidity, not cloud_area_fraction",
        ),
        ("cc", {"standard_name": "cloud_area_fraction_in_atmosphere_layer"}, "is cloud_area_fraction_in_atmosphere"),
        ("cc", {}, 'does not say it is cloud cover; if it is, say so with variable = "cc"'),
    ],
)
def test_a_lone_variable_is_not_cloud_because_it_is_alone(tmp_path, name, attrs, says):
    """What says that it is something else is refused even when named; what says nothing is taken when named."""
    file = netcdf(tmp_path, name=name, attrs=attrs)
    with pytest.raises(UsageError, match=says):
        cloud_from(file, tmp_path)
    asked = {"file": file, "variable": name}
    if attrs:
        with pytest.raises(UsageError, match="by its standard name"):
            cloud_from(asked, tmp_path)
    else:
        assert cloud_from(asked, tmp_path).monthly(**ANYWHERE).shape == (1, 12)


def test_percent_that_holds_fractions_is_refused(tmp_path):
    """A place never above 1 percent all year holds fractions; one that is always clear holds either."""
    text = "name,month,percent\n" + rows("Hill", YEAR) + rows("Sea", [50] * 12)
    with pytest.raises(ScenarioError, match=r"percent of Hill never exceeds 0\.9: these are fractions"):
        cloud_from(written(tmp_path, text), tmp_path)
    clear_all_year = written(tmp_path, "name,month,percent\n" + rows("Hill", [0] * 12))
    assert clear(cloud_from(clear_all_year, tmp_path), 0.0, names=["Hill"], **ANYWHERE) == 1.0


def test_one_date_is_not_all_year(tmp_path):
    """A file of January alone does not speak for July."""
    import xarray

    one = {"time": np.array(["2001-01-16"], dtype="datetime64[ns]"), "lat": LAT, "lon": LON}
    data = xarray.Dataset({"cld": (("time", "lat", "lon"), field(LAT, LON)[:1])}, one)
    data.to_netcdf(tmp_path / "one.nc", engine="netcdf4")
    with pytest.raises(DataError, match="cld is of one date only, 2001-01-16"):
        cloud_from("one.nc", tmp_path)

"""Candidates as workbooks, Parquet, netCDF and KML."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import numpy as np
import pytest
from report.exports.examples import PRINTABLE, instants, shown

from sim.report.exports import instant_kml, netcdf, parquet, xlsx
from sim.report.exports.column_kinds import kind_of
from sim.report.exports.kml_elements import KML

SPACE = {"k": KML}


def test_the_example_has_both_kinds() -> None:
    """Some object fits and some does not."""
    assert set(instants().columns["fits"]) == {True, False}


def test_kml_is_valid_and_has_each_object_where_it_was(tmp_path: Path) -> None:
    """A placemark an object, at its sub-point and height; those that do not fit are hidden; the bytes stay the same."""
    for name in ("a", "b"):
        instant_kml.write(instants(), tmp_path / f"{name}.kml")
    assert (tmp_path / "a.kml").read_bytes() == (tmp_path / "b.kml").read_bytes()
    columns = instants().columns
    marks = Xml.parse(tmp_path / "a.kml").getroot().findall(".//k:Placemark[k:TimeSpan]", SPACE)
    assert len(marks) == len(columns["satellite"])
    for r, mark in enumerate(marks):
        assert mark.findtext("k:name", "", SPACE) == shown(columns["satellite"][r])
        assert mark.findtext("k:visibility", "1", SPACE) == ("1" if columns["fits"][r] else "0")
        assert mark.findtext("k:TimeSpan/k:begin", "", SPACE) == columns["time_utc"][r]
        place = [float(v) for v in mark.findtext(".//k:Point/k:coordinates", "", SPACE).split(",")]
        keys = ("sub_point_lon_deg", "sub_point_lat_deg", "sat_height_km")
        assert place == [columns[keys[0]][r], columns[keys[1]][r], round(columns[keys[2]][r] * 1000.0)]
        data = {one.get("name"): one.findtext("k:value", "", SPACE) for one in mark.findall(".//k:Data", SPACE)}
        assert data == {k: "" if column[r] is None else shown(column[r]) for k, column in columns.items()}
    validator = pytest.importorskip("fastkml.validator")
    assert validator.validate(file_to_validate=tmp_path / "a.kml")


def test_tables_read_back(tmp_path: Path) -> None:
    """Times that are not there are empty, ranks are whole numbers, what is missed is text."""
    columns = instants().columns
    pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    parquet.write(instants(), tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    for name, column in columns.items():
        read = table[name].to_pylist()
        if kind_of(name) == "time":
            read = [t if t is None else f"{t:%Y-%m-%dT%H:%M:%S}.{t.microsecond // 1000:03d}Z" for t in read]
        assert read == column
    assert None in columns["fits_from_utc"]
    title = json.loads(table.schema.metadata[b"reconsim"])["title"]
    assert title == f"Objects that could have seen {PRINTABLE[3]}"


def test_a_workbook_has_local_times(tmp_path: Path) -> None:
    """Each time has its column in the zone too; a time that is not there is an empty cell in both."""
    openpyxl = pytest.importorskip("openpyxl")
    xlsx.write(instants(), tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["rows"].values)
    heads = list(rows[0])
    assert heads[-3:] == ["time (Asia/Seoul)", "fits_from (Asia/Seoul)", "fits_to (Asia/Seoul)"]
    for r, row in enumerate(rows[1:]):
        for name, local in zip(("time_utc", "fits_from_utc", "fits_to_utc"), row[-3:], strict=True):
            text = instants().columns[name][r]
            assert (local is None) == (text is None)
            if text:
                there = datetime.fromisoformat(text).replace(tzinfo=None) + timedelta(hours=9)
                assert abs(local - there) < timedelta(microseconds=500)


def test_netcdf_has_a_row_an_object(tmp_path: Path) -> None:
    """A time that is not there is missing, not a moment in 1969."""
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("netCDF4")
    netcdf.write(instants(), tmp_path / "a.nc")
    with xarray.open_dataset(tmp_path / "a.nc") as found:
        missing = [text is None for text in instants().columns["fits_from_utc"]]
        assert np.isnat(found["fits_from_utc"].values).tolist() == missing
        assert found["satellite"].values.tolist() == instants().columns["satellite"]

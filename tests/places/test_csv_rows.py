"""CSV as people save it: separators, blanks, marks; and what cannot be told."""

import pytest

from sim.errors import ScenarioError, UsageError
from sim.places.csv_rows import csv_rows
from sim.places.sites import read_sites

KNOWN = ("name", "lat_deg", "lon_deg")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_separator_that_finds_the_columns_is_taken(sign: str) -> None:
    """Commas, semicolons and tabs are told by the heading, whatever stands in the rows."""
    found = csv_rows(f"name{sign}lat_deg{sign}lon_deg\nA, b; c{sign}1{sign}2\n".replace("A, b; c", "A") + "\n", KNOWN,
                     source="x", what="file")  # fmt: skip
    assert found is not None
    assert found.rows == ((2, {"name": "A", "lat_deg": "1", "lon_deg": "2"}),)
    assert found.has_decimal_commas == (sign != ",")


def test_a_first_line_of_excels_says_the_separator() -> None:
    """`sep=;` is no heading; lines are counted with it."""
    found = csv_rows("sep=;\r\nname;lat_deg;lon_deg\r\nA;1,5;2\r\n", KNOWN, source="x", what="file")
    assert found is not None
    assert (found.heading_line, found.rows[0][0]) == (2, 3)


def test_blank_columns_and_cells_fall_away(tmp_path) -> None:
    """Trailing separators, headings of blanks, rows of separators only, NBSP and two byte-order marks do no harm."""
    path = tmp_path / "sites.csv"
    path.write_text(
        "\ufeff\ufeffname, lat_deg ,\u00a0lon_deg,,\nA\u00a0b,1,2,,,,\n,,,,\n\u00a0B ,3,4,,\n", encoding="utf-8"
    )
    assert [(s.name, s.lat_deg, s.lon_deg) for s in read_sites(path)] == [("A b", 1.0, 2.0), ("B", 3.0, 4.0)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,lat_deg,lon_deg,\nA,1,2,3\n", "sites.csv:2: '3' stands in column 4, which has no heading"),
        ("name;lat_deg;lon_deg\nA;1.234,5;2\n", "lat_deg = '1.234,5' is not a number; write a decimal point"),
        ("name;lat_deg;lon_deg;weight\nA;1;2;1,5\n", "weight = '1,5' is not a number; write a decimal point"),
        ("name;lat_deg;lon_deg;height_m\nA;1;2;1,500\n", "height_m = '1,500' is not a number"),
        ("name,lat_deg,lon_deg\nA,1_0,2\n", "lat_deg = '1_0' is not a number"),
        ("name,lat_deg,lon_deg\nA,１２,2\n", "lat_deg = '１２' is not a number"),
        ("name|lat_deg|lon_deg\nA|1|2\n", "the column name is missing; .*; cells are separated by a comma"),
        ("name,lat_deg,lon_deg,height_km,height_m\nA,1,2,0.05,500\n", "lie 450 m apart"),
        ("name,lat_deg,lon_deg,horizon\nA,1,2,0:1_0\n", "must read AZIMUTH:ELEVATION"),
    ],
)
def test_what_is_not_clear_is_refused(tmp_path, text: str, says: str) -> None:
    """Cells without a heading, thousands, other digits and underscores are named with their line."""
    path = tmp_path / "sites.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=says):
        read_sites(path)


def test_a_workbook_is_refused_by_name(tmp_path) -> None:
    """A file that begins as zip archives do is no text, and the sentence says what to save it as."""
    path = tmp_path / "sites.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(UsageError, match="zip archive, as Excel workbooks and KMZ files are; save it as CSV or KML"):
        read_sites(path)


def test_utf_16_with_its_mark_is_read(tmp_path) -> None:
    """Excel's Unicode text is UTF-16 with tabs."""
    path = tmp_path / "sites.txt"
    path.write_text("name\tlat_deg\tlon_deg\n서울\t37.5\t127\n", encoding="utf-16")
    assert read_sites(path)[0].name == "서울"

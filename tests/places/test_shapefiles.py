"""Regions from shapefiles, written here with pyshp and read back."""

from pathlib import Path

import naive_areas as naive
import pytest
import shapefile

from sim.errors import UsageError
from sim.places.region_files import read_region

SQUARE = [(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)]  # clockwise: a shell, as the format has it
HOLE = [(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)]
FAR = [(20, 0), (20, 10), (30, 10), (30, 0), (20, 0)]
WGS84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]'
KOREA_2000 = 'PROJCS["Korea_2000_Korea_Unified_Coordinate_System",GEOGCS["GCS_Korea_2000"]]'


def written(folder: Path, kind: int = shapefile.POLYGON, prj: str = WGS84) -> Path:
    path = folder / "zones.shp"
    with shapefile.Writer(str(path), shapeType=kind) as writer:
        writer.field("NAME", "C")
        writer.field("SIDE", "C")
        writer.field("CODE", "N")
        for name, side, code, parts in (
            ("Alpha", "west", 1, [SQUARE, HOLE]),
            ("Côte", "east", 2, [FAR]),
            ("Both", "all", 3, [SQUARE, FAR]),
        ):
            writer.poly(parts) if kind == shapefile.POLYGON else writer.line(parts)
            writer.record(name, side, code)
    path.with_suffix(".prj").write_text(prj)
    return path


@pytest.mark.parametrize("ending", [".shp", ".dbf", ".prj"])
def test_a_shapefile_reads_back(tmp_path, ending: str) -> None:
    """Holes are off, parts together; any of the files names the shapefile; attributes select, accents kept."""
    path = written(tmp_path).with_suffix(ending)
    square, hole = naive.box_km2(0.0, 10.0, 10.0), naive.box_km2(2.0, 4.0, 2.0)
    assert read_region(path, select="Alpha").area_km2 == pytest.approx(square - hole, rel=1e-9)
    assert read_region(path, select="côte").area_km2 == pytest.approx(square, rel=1e-9)
    assert read_region(path, select="code=3").area_km2 == pytest.approx(2 * square, rel=1e-9)
    everything = read_region(path, select="*")
    assert everything.area_km2 == pytest.approx(2 * square, rel=1e-9)
    assert everything.name == "zones"
    assert read_region(path, select="side=east", name="mine").name == "mine"


def test_projected_coordinates_are_refused(tmp_path) -> None:
    """A .prj that begins with PROJCS says so, and the sentence says what to do."""
    path = written(tmp_path, prj=KOREA_2000)
    with pytest.raises(
        UsageError, match=r"zones.shp: its .prj says the coordinates are projected \(Korea_2000"
    ) as raised:
        read_region(path, select="Alpha")
    assert "give longitude and latitude on WGS84" in str(raised.value)


def test_projected_coordinates_without_a_prj_are_refused(tmp_path) -> None:
    """Metres are no degrees."""
    path = tmp_path / "metres.shp"
    with shapefile.Writer(str(path)) as writer:
        writer.field("NAME", "C")
        writer.poly([[(953000.0, 1950000.0), (953000.0, 1960000.0), (963000.0, 1960000.0)]])
        writer.record("Seoul")
    with pytest.raises(UsageError, match=r"metres.shp, record 1: no place has longitude .*projected coordinates"):
        read_region(path)


def test_what_is_no_polygon_or_no_shapefile_is_refused(tmp_path) -> None:
    """Lines, several records without a choice, a missing and a damaged file: each gets a sentence and exit code 2."""
    lines = tmp_path / "lines"
    lines.mkdir()
    with pytest.raises(UsageError, match=r"zones.shp: a region must be made of polygons, not POLYLINE"):
        read_region(written(lines, kind=shapefile.POLYLINE))
    path = written(tmp_path)
    with pytest.raises(UsageError, match=r"zones.shp holds 3 features \(Alpha, Côte, Both\); select one"):
        read_region(path)
    with pytest.raises(UsageError, match="did you mean Alpha"):
        read_region(path, select="Alpa")
    with pytest.raises(UsageError, match=r"none.shp"):
        read_region(tmp_path / "none.shp")
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(UsageError, match=r"zones.shp (is not a shapefile|is cut short)"):
        read_region(path, select="Alpha")


def test_a_record_without_a_shape_harms_only_whom_it_concerns(tmp_path) -> None:
    """A null shape is refused when chosen, and passed over when another is."""
    path = tmp_path / "some.shp"
    with shapefile.Writer(str(path), shapeType=shapefile.POLYGON) as writer:
        writer.field("NAME", "C")
        writer.null()
        writer.record("nothing")
        writer.poly([SQUARE])
        writer.record("square")
    assert read_region(path, select="square").area_km2 == pytest.approx(naive.box_km2(0.0, 10.0, 10.0), rel=1e-9)
    with pytest.raises(UsageError, match=r"some.shp, record 1: the record has no polygon"):
        read_region(path, select="nothing")

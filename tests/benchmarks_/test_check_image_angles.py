"""Angles of real images beside `sim.geometry`: with images made from an element set, they come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import naive_geometry as naive
import naive_moments
import pytest
from sgp4.api import Satrec

from benchmarks import check_image_angles

LINES = (
    "1 58400U 23179A   23326.16510777  .00018821  00000+0  84547-3 0  9999",
    "2 58400  97.4263 210.9434 0014062 277.7388 210.8950 15.21112775    83",
)  # MALLIGYONG-1, US Space Force 18 SDS by Space-Track
EPOCH = datetime(2023, 11, 22, 3, 57, 45, tzinfo=UTC)
HEADER = (
    "operator,satellite,start_utc,end_utc,lat_deg,lon_deg,incidence_deg,view_azimuth_deg,side,slant_range_km,mode,"
    "squint_published_deg"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write three images as the twin sees them; one operator gives azimuths from the satellite."""
    satrec = Satrec.twoline2rv(*LINES)
    rows = [HEADER]
    for operator, minutes, turn_deg in (("one", 700, 0.0), ("one", 1500, 0.0), ("other", 2600, 180.0)):
        when = EPOCH + timedelta(minutes=minutes)
        position = naive.earth_fixed_km(satrec, when, [0.0])
        lat_deg, lon_deg = (float(angle[0]) for angle in naive.sub_point_deg(position))
        place = {"lat_deg": lat_deg + 1.0, "lon_deg": (lon_deg - 3.0) % 360.0}
        seen = {
            key: value[0]
            for key, value in naive_moments.geometry_at(satrec, when, [0.0], **place, height_km=0.0).items()
        }
        start, end = ((when + sign * timedelta(seconds=5)).isoformat() for sign in (-1, 1))
        rows.append(
            f"{operator},MALLIGYONG-1,{start},{end},{place['lat_deg']},{place['lon_deg']},{seen['incidence_deg']},"
            f"{(seen['azimuth_deg'] + turn_deg) % 360.0},{'right' if seen['is_right'] else 'left'},{seen['range_km']},"
            f"off_nadir={seen['off_nadir_deg']:.6f},"
        )
    (tmp_path / "images_made.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "validation_made.tle").write_text("\n".join(("MALLIGYONG-1", *LINES)) + "\n", encoding="utf-8")
    return tmp_path


def test_the_angles_come_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every difference is 0 to the three digits printed, whichever way an azimuth is counted; no side is wrong."""
    check_image_angles.main([str(folder)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 images within 2 days of a set")
    compared = [line for line in lines[2:] if "closest" not in line and "wrong side" not in line]
    assert len(compared) == 8
    for line in compared:
        assert "    0.000    0.000" in line, line
    assert any(line.startswith("other") and line.endswith("from the satellite") for line in lines)
    assert [line.split()[-1] for line in lines if "wrong side" in line] == ["0", "0"]


def test_an_old_set_judges_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --days 0.1 no image has a set near enough, and no table follows."""
    check_image_angles.main([str(folder), "--days", "0.1"])
    assert capsys.readouterr().out.splitlines()[0].startswith("0 images within 0.1 days")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """The sentence says which files a folder must hold."""
    with pytest.raises(SystemExit, match=r"holds no validation_\*\.tle"):
        check_image_angles.main([str(tmp_path)])

"""Real images beside the definitions: with images made from an element set, the angles come back."""

from datetime import UTC, datetime, timedelta

import naive_geometry as naive
import numpy as np
import pytest
from sgp4.api import Satrec

from benchmarks import check_images

LINES = (
    "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
    "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
)  # of D. Vallado et al., AIAA 2006-6753: the first of its verification cases
EPOCH = datetime(2000, 6, 27, 18, 50, 19, tzinfo=UTC)
HEADER = "operator,satellite,start_utc,end_utc,lat_deg,lon_deg,incidence_deg,side,squint_published_deg"


def place_below(minutes, *, north_deg, east_deg):
    """Return a time, and a place that many degrees from the point below the satellite."""
    when = EPOCH + timedelta(minutes=minutes)
    position = naive.earth_fixed_km(Satrec.twoline2rv(*LINES), when, [0.0])
    lat_deg, lon_deg = (float(angle[0]) for angle in naive.sub_point_deg(position))
    return when, {"lat_deg": lat_deg + north_deg, "lon_deg": lon_deg + east_deg}


@pytest.fixture
def folder(tmp_path):
    """Write images that the slow twin of the angles made, half of a day to six days after the epoch."""
    satrec = Satrec.twoline2rv(*LINES)
    rows = [HEADER]
    for minutes in (700, 1500, 2600, 4700, 9000):
        when, place = place_below(minutes, north_deg=2.0, east_deg=-3.0)
        at = naive.earth_fixed_km(satrec, when, [0.0]), naive.earth_fixed_velocity_km_s(satrec, when, [0.0])
        incidence = naive.incidence_deg(at[0], **place, height_km=0.0)[0]
        side = "right" if naive.is_right(*at, **place, height_km=0.0)[0] else "left"
        squint = naive.ground_squint_deg(*at, **place, height_km=0.0)[0]
        start, end = ((when + sign * timedelta(seconds=5)).isoformat() for sign in (-1, 1))
        rows.append(f"umbra,VANGUARD-1,{start},{end},{place['lat_deg']},{place['lon_deg']},{incidence},{side},{squint}")
    (tmp_path / "images_made.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "validation_made.tle").write_text("\n".join(("VANGUARD-1 (OLD)", *LINES)) + "\n", encoding="utf-8")
    return tmp_path


def test_the_angles_come_back(folder):
    """Incidence, off-nadir, side, squint and ground squint are the slow twin's.

    The first two within 1e-6 degrees, both in double precision; the squints within 1e-4, of two velocities found by
    differences of another order.
    """
    judged = check_images.judge(check_images.read_images(folder), check_images.read_sets(folder), 10.0)
    assert len(judged) == 5
    satrec = Satrec.twoline2rv(*LINES)
    for one in judged:
        assert one.view.incidence_deg == pytest.approx(one.image.incidence_deg, abs=1e-6)
        assert one.view.ground_squint_deg == pytest.approx(one.image.squint_deg, abs=1e-4)
        assert one.view.right == (one.image.side == "right")
        when, place = one.image.middle, {"lat_deg": one.image.lat_deg, "lon_deg": one.image.lon_deg, "height_km": 0.0}
        at = naive.earth_fixed_km(satrec, when, [0.0]), naive.earth_fixed_velocity_km_s(satrec, when, [0.0])
        assert one.view.squint_deg == pytest.approx(naive.squint_deg(*at, **place)[0], abs=1e-4)
        assert one.view.off_nadir_deg == pytest.approx(naive.off_nadir_deg(at[0], **place)[0], abs=1e-6)


def test_ground_squint_is_the_ratio_of_sines_on_a_level_path():
    """On a circle over the equator, sin(squint) = sin(off-nadir) sin(ground squint), to rounding; at the target too."""
    position, velocity = np.array([7000.0, 0.0, 0.0]), np.array([0.0, 7.0, 0.0])
    seen = check_images.view(position, velocity, lat_deg=3.0, lon_deg=2.0)
    ratio = np.sin(np.radians(seen.squint_deg)) / np.sin(np.radians(seen.off_nadir_deg))
    assert seen.ground_squint_deg == pytest.approx(np.degrees(np.arcsin(ratio)), abs=1e-9)
    assert seen.ground_squint_at_target_deg == pytest.approx(seen.ground_squint_deg, abs=0.3)
    assert not seen.right  # flying east, north is to the left


def test_the_tables_are_printed(folder, capsys):
    """The table of growth has a line for each age that has images, and squint is compared within two days."""
    check_images.main([str(folder)])
    printed = capsys.readouterr().out
    assert "5 images within 10 days of a set, 3 within 2." in printed
    assert "Published squint against each definition, 3 images" in printed
    assert [age for age in ("0 to 1", "1 to 2", "2 to 4", "4 to 7", "7 to 10") if f"{age} " in printed] == [
        "0 to 1", "1 to 2", "2 to 4", "4 to 7",
    ]  # fmt: skip


def test_an_empty_folder_is_refused(tmp_path):
    """The sentence says which files a folder must hold."""
    with pytest.raises(SystemExit, match=r"holds no images_\*\.csv"):
        check_images.main([str(tmp_path)])

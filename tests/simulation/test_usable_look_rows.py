"""What clouds leave of looks written by hand: counts, skies, waits, regions, and who looks through clouds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from found_by_hand import each_by_its_sensor, windows_by_hand
from studies.small_constellation import CAMERA, RADAR, constellation, flying

from sim.constellation.constellation import Constellation
from sim.constellation.target import Target
from sim.constellation.tasking import Tasking
from sim.places.cloud import cloud_from
from sim.revisit.usable import usable_looks
from sim.sensors.sensor import Sensor
from sim.simulation.usable_look_rows import usable_look_rows, wait_percentile_s

H = 3600.0
FLASH_S = 1e-3  # looks so short that only their starts matter
SPAN_S = 24.0 * H
SEARCHED_S = (0.0, SPAN_S + 240.0 * H)
RADARS_0_AND_2_CAMERA_1 = constellation(days=1.0)


def under(cloud: Any, same_sky_s: float = 0.0, of: Constellation = RADARS_0_AND_2_CAMERA_1) -> Constellation:
    return replace(of, tasking=Tasking(cloud=cloud_from(cloud), same_sky_s=same_sky_s))


def flashes(*satellite_and_hour: tuple[int, float], target: int = 0) -> Any:
    return windows_by_hand(*((s, target, h * H, h * H + FLASH_S) for s, h in satellite_and_hour))


def rows_of(asked: Constellation, found: Any) -> dict[tuple[str, str], dict[str, Any]]:
    rows = usable_look_rows(asked, {"one": each_by_its_sensor(found, asked)}, SEARCHED_S)
    return {(row["target"], row["group"]): row for row in rows}


def test_nothing_is_asked_nothing_is_told() -> None:
    """Without a [weather] there is no row."""
    assert usable_look_rows(RADARS_0_AND_2_CAMERA_1, {"one": flashes((1, 10.0))}, SEARCHED_S) == []


def test_waits_are_those_worked_by_hand() -> None:
    """A camera at 10 h, clear with 0.4, and a radar at 30 h: the mean wait over a day is 14 h 40 min.

    Before 10 h one waits to 10 h with 0.4 and to 30 h with 0.6, after it to 30 h: (20 + 150 + 182) h^2 / 24 h.
    """
    row = rows_of(under(0.6), flashes((1, 10.0), (0, 30.0)))["Yongbyon", "all"]
    assert (row["n_looks"], row["usable_looks"], row["clear_mean"]) == pytest.approx((1, 0.4, 0.4))
    assert row["wait_mean_s"] == pytest.approx(352.0 / 24.0 * H, abs=1.0)  # looks last 1 ms
    assert row["share_without"] == 0.0
    # After 10 h all wait to 30 h: 6 to 20 h. Before it 0.4 wait 0 to 10 h, 0.6 wait 20 to 30 h.
    # Of the 24 h, up to w = 14: 0.4 x 10 + (14 - 6) = 12, the half; and up to w: 18 + 0.6 (w - 20), 90 % at 26 h.
    assert row["wait_p50_s"] == pytest.approx(14.0 * H, abs=0.2)  # found to 0.1 s
    assert row["wait_p90_s"] == pytest.approx(26.0 * H, abs=0.2)
    assert row["looks_for_90_percent"] == 5  # 1 - 0.6^5 = 0.92


def test_radars_look_through_clouds() -> None:
    """Groups are all, SAR and EO: every radar's look is usable, of a camera's the clear share; together the sum."""
    rows = rows_of(under(0.7), flashes((0, 1.0), (1, 2.0), (2, 3.0), (1, 25.0), (1, 14.0)))
    told = {
        group: (row["n_looks"], row["usable_looks"], row["clear_mean"])
        for (t, group), row in rows.items()
        if t == "Yongbyon"
    }
    assert told == {
        "all": (4, pytest.approx(2.6), pytest.approx(0.65)),
        "SAR": (2, 2.0, 1.0),
        "EO": (2, pytest.approx(0.6), pytest.approx(0.3)),
    }
    assert rows["Yongbyon", "SAR"]["looks_for_90_percent"] == 1


def test_sensors_of_one_kind_make_one_group() -> None:
    """Only cameras: there is "all" alone. A sensor of kind "other" needs a clear sky, and is neither SAR nor EO."""
    other = Sensor("camera", "other", off_nadir_max_deg=CAMERA.off_nadir_max_deg)
    cameras = constellation([flying(1, "camera")], days=1.0)
    unknown = constellation([flying(0, "sar"), flying(1, "camera")], days=1.0, sensors=(RADAR, other))
    assert set(rows_of(under(0.5, of=cameras), flashes((0, 1.0)))) == {("Yongbyon", "all"), ("Sohae", "all")}
    rows = rows_of(under(0.5, of=unknown), flashes((0, 1.0), (1, 2.0)))
    assert {group for _, group in rows} == {"all"}
    assert rows["Yongbyon", "all"]["usable_looks"] == pytest.approx(1.5)


def test_a_target_nobody_looks_at_has_no_figures_made_up() -> None:
    """No look: no mean, no number of looks; the wait is the time to the end of the search, and is said to be open."""
    row = rows_of(under(0.6), flashes((1, 10.0)))["Sohae", "all"]
    assert (row["n_looks"], row["usable_looks"], row["share_without"]) == (0, 0.0, 1.0)
    assert np.isnan([row["clear_mean"], row["wait_p50_s"], row["looks_for_90_percent"]]).all()
    assert row["wait_mean_s"] == pytest.approx(SEARCHED_S[1] - 12.0 * H)


def test_cameras_share_a_sky_and_radars_do_not_change_it() -> None:
    """Looks at 1 h and 2 h 54 under one sky of 2 h stay so, whether a radar looks before, between, or not at all."""
    lone = rows_of(under(0.6, 2.0 * H), flashes((1, 1.0), (1, 2.9)))["Yongbyon", "EO"]
    assert lone["n_skies"] == 1
    before = rows_of(under(0.6, 2.0 * H), flashes((0, 0.2), (1, 1.0), (1, 2.9)))["Yongbyon", "all"]
    assert before["n_skies"] == 2
    between = rows_of(under(0.6, 2.0 * H), flashes((1, 1.0), (0, 2.0), (1, 2.9), (2, 3.5)))["Yongbyon", "all"]
    assert between["n_skies"] == 2
    apart = rows_of(under(0.6, 1.0 * H), flashes((1, 1.0), (0, 2.0), (1, 2.9)))["Yongbyon", "all"]
    assert apart["n_skies"] == 3


def test_a_radar_amid_one_sky_changes_no_wait() -> None:
    """Camera at 1 h and 3 h under one sky, a radar at 2 h, sure at 30 h: worked by hand in both orders of knowing.

    From before 1 h: 0.4 at 1 h, else at 2 h. From 1 to 2 h: at 2 h. From 2 to 3 h: 0.4 at 3 h, else at 30 h. After: 30.
    """
    row = rows_of(under(0.6, 6.0 * H), flashes((1, 1.0), (0, 2.0), (1, 3.0), (0, 30.0)))["Yongbyon", "all"]
    hours2 = 0.4 * 0.5 + 0.6 * 1.5 + 0.5 + 0.4 * 0.5 + 0.6 * 27.5 + (27.0 + 6.0) / 2.0 * 21.0
    assert row["wait_mean_s"] == pytest.approx(hours2 / 24.0 * H, abs=1.0)


def test_rows_are_those_of_the_figures_below() -> None:
    """Random looks of the camera alone: every figure equals what ``usable_looks`` gives when called by hand."""
    rng = np.random.default_rng(5)
    starts = np.sort(rng.uniform(0.0, SEARCHED_S[1], 60))
    looks = np.column_stack([starts, starts + rng.uniform(30.0, 300.0, 60)])
    found = windows_by_hand(*((1, 1, a, b) for a, b in looks.tolist()))
    row = rows_of(under([0.3] * 6 + [0.6] * 6, 5.0 * H), found)["Sohae", "EO"]
    hand = usable_looks(looks, 0.4, 0.0, SPAN_S, same_sky_s=5.0 * H, searched_to_s=SEARCHED_S[1])  # all of it in July
    assert (row["n_looks"], row["n_skies"]) == (hand.n_looks, hand.n_skies)
    assert row["wait_mean_s"] == pytest.approx(hand.first_clear().mean_s, rel=1e-12)
    for percent in (50, 90, 95):
        assert row[f"wait_p{percent}_s"] == wait_percentile_s(hand, percent)
        assert hand.within(row[f"wait_p{percent}_s"]) >= percent / 100.0
        assert hand.within(row[f"wait_p{percent}_s"] - 0.2) < percent / 100.0


def test_a_percentile_beyond_the_search_is_none() -> None:
    """Clear with 0.4 once: half of all never see it clear, and no wait is made up for them; at once is 0."""
    once = usable_looks([[10.0 * H, 11.0 * H]], 0.4, 0.0, SPAN_S, searched_to_s=SEARCHED_S[1])
    assert np.isnan(wait_percentile_s(once, 50))
    always = usable_looks([[0.0, SPAN_S]], 0.6, 0.0, SPAN_S, searched_to_s=SEARCHED_S[1])
    assert wait_percentile_s(always, 50) == 0.0
    short = usable_looks([[10.0 * H, 11.0 * H]], 1.0, 0.0, SPAN_S, searched_to_s=SPAN_S)
    assert np.isnan(wait_percentile_s(short, 50))


def test_a_region_is_clear_as_the_mean_of_its_points(tmp_path: Path) -> None:
    """Points of 1 and 3 km2 with cloud 0.2 and 0.6 have 0.5 together; a file by name knows the region by its own."""
    small = RADARS_0_AND_2_CAMERA_1
    region = Target("Land", 0, 2, area_km2=np.array([1.0, 3.0]))
    cells = [(p, month, cloud) for p, cloud in zip(small.places, (0.2, 0.6), strict=True) for month in range(1, 13)]
    by_place = "".join(f"{p.lat_deg},{p.lon_deg},{month},{cloud}\n" for p, month, cloud in cells)
    (tmp_path / "places.csv").write_text("lat_deg,lon_deg,month,fraction\n" + by_place)
    by_name = "".join(f"Land,{month},0.7\n" for month in range(1, 13))
    (tmp_path / "names.csv").write_text("name,month,fraction\n" + by_name)
    for file, clear in (("places.csv", 0.5), ("names.csv", 0.3)):
        asked = replace(small, targets=(region,), tasking=Tasking(cloud=cloud_from(file, tmp_path)))
        assert rows_of(asked, flashes((1, 10.0)))["Land", "EO"]["clear_mean"] == pytest.approx(clear)

"""Quantiles of flown radar geometry, from a table of collects made for the purpose."""

import tomllib

import pytest

from benchmarks import choose_flown_sensors

COLUMNS = (
    "operator,satellite,day_utc,mode,side,incidence_deg,squint_published_deg,slant_range_km,duration_s,abs_lat_deg"
)


@pytest.fixture
def collects(tmp_path):
    """Write a table of 101 Umbra, 5 Capella and 3 ICEYE collects whose quantiles are plain; return its folder."""
    rows = [f"umbra,U,2024-01-{1 + n % 9:02d},SPOTLIGHT,right,{20 + n / 4},{-n / 2},,{n / 10},5" for n in range(101)]
    rows += [f"capella,C,2021-05-0{n},spotlight,left,{30 + n},0.0,,20.0,5" for n in range(1, 5)]
    rows += ["capella,C,2020-01-01,stripmap,right,89.0,0.0,,99.0,5"]
    rows += [f"iceye,I,2025-07-0{n},spotlight,right,25.0,,,10.0,5" for n in range(1, 4)]
    (tmp_path / choose_flown_sensors.FILE).write_text("\n".join([COLUMNS, *rows]) + "\n", encoding="utf-8")
    return tmp_path


def test_quantiles_counts_dates_and_sides(collects, tmp_path):
    """101 evenly spaced values have their quantiles on the values; a strip counts, but bounds nothing."""
    out = tmp_path / "flown" / "quantiles.toml"
    choose_flown_sensors.main([str(collects), "-o", str(out)])
    found = tomllib.loads(out.read_text(encoding="utf-8"))
    umbra, capella = found["umbra"], found["capella"]
    assert umbra["incidence_deg"]["p5"] == pytest.approx(21.2, abs=0.06)  # 20 + 5 / 4, printed to 0.1
    assert umbra["incidence_deg"]["p50"] == 32.5
    assert umbra["duration_s"] == {
        "min": 0.0, "p1": 0.1, "p5": 0.5, "p25": 2.5, "p50": 5.0, "p75": 7.5, "p95": 9.5, "p99": 9.9, "max": 10.0,
    }  # fmt: skip
    assert (capella["collects"], capella["spotlight_collects"]) == (5, 4)
    assert capella["modes"] == {"spotlight": 4, "stripmap": 1}
    assert (capella["first_day_utc"], capella["last_day_utc"]) == ("2021-05-01", "2021-05-04")
    assert capella["incidence_deg"]["max"] == 34.0
    assert (umbra["right_share"], capella["right_share"]) == (1.0, 0.0)
    assert found["all"]["spotlight_collects"] == 108


def test_squint_only_where_it_is_in_the_ground_plane(collects, capsys):
    """Umbra's squint is taken without its sign; Capella's and ICEYE's are not taken at all."""
    choose_flown_sensors.main([str(collects)])
    found = tomllib.loads(capsys.readouterr().out)
    assert found["umbra"]["ground_squint_deg"]["max"] == 50.0
    assert found["umbra"]["ground_squint_deg"]["p95"] == 47.5
    assert [name for name, one in found.items() if "ground_squint_deg" in one] == ["umbra"]


def test_a_folder_without_collects_is_refused(tmp_path):
    """The sentence names the file that is missing, or the columns."""
    with pytest.raises(SystemExit, match=r"sar_flown_geometry\.csv is no file"):
        choose_flown_sensors.main([str(tmp_path)])
    (tmp_path / choose_flown_sensors.FILE).write_text("operator,mode\numbra,SPOTLIGHT\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no collects with the columns side"):
        choose_flown_sensors.main([str(tmp_path)])

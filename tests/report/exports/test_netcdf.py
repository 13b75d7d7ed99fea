"""netCDF by IOOS's compliance checker for the CF conventions, and read back by xarray."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from report.exports.examples import EVIL, FORMULA, PRINTABLE, cased, no_windows, passes, windows

from sim.report.exports import netcdf
from sim.report.exports.column_kinds import kind_of, milliseconds
from sim.report.window_rows import COLUMNS
from sim.report.windows_made import WindowsMade

xarray = pytest.importorskip("xarray")
netCDF4 = pytest.importorskip("netCDF4")


def with_middle() -> WindowsMade:
    """Return the windows with the geometry at the middle; start and end have the same names but for one word."""
    made = windows()
    columns = {key: column for key, column in made.columns.items() if "middle" in key or key in COLUMNS}
    return replace(made, columns=columns)


def remarks(path: Path) -> list[str]:
    """Return all that the checker has to say against CF 1.11, recommendations too."""
    runner = pytest.importorskip("compliance_checker.runner")
    runner.CheckSuite.load_all_available_checkers()
    out = path.with_suffix(".checked.json")
    runner.ComplianceChecker.run_checker(
        str(path), ["cf:1.11"], 0, "strict", output_filename=str(out), output_format="json"
    )
    (found,) = json.loads(out.read_text(encoding="utf-8")).values()
    levels = ("high_priorities", "medium_priorities", "low_priorities")
    return [message for level in levels for one in found[level] for message in one["msgs"]]


def test_the_checker_has_nothing_to_say(tmp_path: Path) -> None:
    """Windows with all columns, and passes, keep to CF 1.11 in every rule and recommendation that it tests."""
    for name, made in (("windows", with_middle()), ("passes", passes())):
        netcdf.write(made, tmp_path / f"{name}.nc")
        assert remarks(tmp_path / f"{name}.nc") == []


@pytest.mark.parametrize(
    ("variable", "attribute", "value", "said"),
    [("start_utc", "units", "moments", "units"), ("lat", "units", "metres", "units"),
     ("duration_s", "units", "secs of arc", "units"), ("cut_start", "flag_meanings", "no", "flag"),
     ("lon", "standard_name", "long", "standard_name")],
)  # fmt: skip
def test_the_checker_notices_a_defect(tmp_path: Path, variable: str, attribute: str, value: str, said: str) -> None:
    """Units that are none or of something else, meanings too few for their flags, a name that is not standard."""
    path = tmp_path / "a.nc"
    netcdf.write(passes() if variable != "cut_start" else with_middle(), path)
    with netCDF4.Dataset(path, "a") as file:
        file[variable].setncattr(attribute, value)
    assert any(said in remark for remark in remarks(path))


def test_columns_come_back_as_they_went(tmp_path: Path) -> None:
    """Times to the millisecond, names exact, numbers to the last digit, NaN or -1 where there is no value."""
    for made in (windows(), cased(), passes(), no_windows()):
        netcdf.write(made, tmp_path / "a.nc")
        with xarray.open_dataset(tmp_path / "a.nc", mask_and_scale=False) as found:
            for name, column in made.columns.items():
                check(found[name].values, name, list(column))
            names = made.columns.get("target", [PRINTABLE[3]] * len(made.columns["satellite"]))
            places = [made.points_deg.get(one, (np.nan, np.nan)) for one in names]
            assert np.array_equal(found["lat"].values, [lat for lat, _ in places], equal_nan=True)
            assert np.array_equal(found["lon"].values, [lon for _, lon in places], equal_nan=True)


def check(read: Any, name: str, column: list[Any]) -> None:
    """Hold a variable to a column of the CSV."""
    kind = kind_of(name)
    if kind == "time":
        assert np.array_equal(read.astype("datetime64[ms]"), milliseconds(column))
        assert (read == read.astype("datetime64[ms]")).all()
    elif kind == "text":
        assert read.tolist() == ["" if value is None else value for value in column]
    elif kind == "number":
        assert np.array_equal(read, [np.nan if value is None else value for value in column], equal_nan=True)
    else:
        assert read.tolist() == [-1 if value is None else int(value) for value in column]


def test_what_was_asked_and_the_same_bytes(tmp_path: Path) -> None:
    """Title and all that was asked are attributes, with exact names; two files of one result are equal."""
    for name in ("one", "two"):
        netcdf.write(windows(), tmp_path / f"{name}.nc")
    assert (tmp_path / "one.nc").read_bytes() == (tmp_path / "two.nc").read_bytes()
    with xarray.open_dataset(tmp_path / "one.nc") as found:
        assert found.attrs["title"] == f"{EVIL} {FORMULA}"
        assert f"target {PRINTABLE[0]} 35.0 125.0 0.3" in found.attrs["comment"].split("\n")

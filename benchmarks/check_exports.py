"""Shows that programs of others read the exports: LibreOffice the workbook, the package `oem` the ephemerides.

`python -m benchmarks.check_exports FOLDER [--scenario example]` runs a scenario, writes its windows as a workbook and
its orbits as OEM into a folder, and reads both back. LibreOffice is called as `soffice` (Debian:
libreoffice-calc-nogui), `oem` is a package of PyPI that brings astropy; neither is part of the project, and what is not
there is passed over.
The tests hold every format against a reader too; these two are heavy, so they are called here.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np

import sim
from sim.simulation.result import Result

SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
EVERY = 7  # states apart; times between them are asked for


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, read and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenario", default="example")
    given = parser.parse_args(arguments)
    given.folder.mkdir(exist_ok=True)
    result = sim.load(given.scenario).run()
    print(workbook(result, given.folder))
    print(orbits(result, given.folder))


def workbook(result: Result, folder: Path) -> str:
    """Return how many windows LibreOffice reads from the sheets of the cases, and how many equal the CSV's."""
    program = shutil.which("soffice")
    if program is None or find_spec("openpyxl") is None:
        return "workbook: soffice or openpyxl is not there; nothing was read"
    path = folder / "windows.xlsx"
    result.export(path)
    subprocess.run(
        [program, "--headless", "--convert-to", SHEETS_AS_CSV, "--outdir", folder, path],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    read = []
    for case in result.standing:
        with (folder / f"windows-{case}.csv").open(encoding="utf-8", newline="") as file:
            read += [_cells(row) for row in csv.DictReader(file)]
    columns = result.window_columns
    ours = [_cells(dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]
    same = sum(row in ours for row in read)
    return f"workbook: LibreOffice reads {len(read)} of {len(ours)} windows, {same} of them equal to the CSV's"


def _cells(row: dict[str, object]) -> tuple[object, ...]:
    """Return a row with times as moments and numbers as numbers, whichever program printed them."""
    cells: list[object] = []
    for name, value in row.items():
        text = "" if value is None else str(value)
        if name.endswith("_utc"):
            cells.append(datetime.fromisoformat(text.removesuffix("Z")))
        elif text.lower() in ("true", "false"):
            cells.append(text.lower())
        else:
            cells.append(float(text) if text.replace(".", "", 1).removeprefix("-").isdigit() else text)
    return tuple(cells)


def orbits(result: Result, folder: Path) -> str:
    """Return how far positions that `oem` reads and interpolates are from the package's own, at worst."""
    if find_spec("oem") is None:
        return "orbits: the package oem is not there; nothing was read"
    from astropy.time import Time, TimeDelta
    from oem import OrbitEphemerisMessage

    path = folder / "orbits.zip"
    result.export(path)
    worst_m, count, states = 0.0, 0, 0
    later = TimeDelta(31.0, format="sec")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        archive.extractall(folder)
    for satellite, name in zip(result.satellites, names, strict=True):
        message = OrbitEphemerisMessage.open(folder / name)
        for segment in message:
            epochs = [state.epoch for state in segment]
            states += len(epochs)
            inside = epochs[6:-6:EVERY]
            times = [f"{(epoch + later).isot[:23]}Z" for epoch in inside]
            exact_km = sim.states(satellite, times, "gcrs").position_km
            read_km = np.array([message(Time(time[:-1], scale="utc")).position for time in times])
            worst_m = max(worst_m, float(np.linalg.norm(read_km - exact_km, axis=1).max()) * 1000.0)
            count += len(times)
    return (
        f"orbits: oem reads {states} states of {len(names)} satellites; {count} positions between them are within "
        f"{worst_m:.3g} m"
    )


if __name__ == "__main__":
    main()

"""Chooses what radars are known to fly: quantiles of the geometry of open collects, one table a fleet.

Reads ``sar_flown_geometry.csv`` of the folder given, a row a collect, with the columns operator, mode, side, day_utc,
incidence_deg, squint_published_deg and duration_s, and writes TOML: `python -m benchmarks.choose_flown_sensors FOLDER
-o sim/data/sensors/flown/quantiles.toml`. The collects themselves are no part of the project; only figures derived from
them are. Quantiles are numpy's `linear`, over spotlight collects; other modes are counted.

Squint is taken only from a fleet whose published angle is the one in the ground plane (``GROUND_SQUINT``). Capella
publishes an angle that is nought for nearly all collects and another kind of angle for the rest; ICEYE's catalogue has
none.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

FILE = "sar_flown_geometry.csv"
NEEDED = ("operator", "mode", "side", "day_utc", "incidence_deg", "squint_published_deg", "duration_s")
SPOTLIGHT = "spotlight"
GROUND_SQUINT = ("umbra",)  # whose published squint is measured in the ground plane, at the middle of the collect
SHARES = {
    "min": 0.0, "p1": 0.01, "p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99, "max": 1.0,
}  # fmt: skip

HEADER = """\
# What radars have flown: quantiles of the geometry of open spotlight collects.
# Made by benchmarks/choose_flown_sensors.py.
#
# Source: the public catalogues of Capella's, ICEYE's and Umbra's open data, as collected in
# Jack-Hayes/commerical-sar-stac on GitHub, git 4e36715 of 2026-08-16; Umbra's as of git 2f36f53 of 2025-10-21.
# Licence of the catalogues: CC BY 4.0. Umbra: "All Umbra data is provided to customers under the Creative Commons
# Attribution 4.0 International (CC BY 4.0) license" (help.umbra.space). Capella: "All data within the
# capella-open-data image collection is available under the Attribution 4.0 International (CC BY 4.0) license", to be
# credited to "(c) Capella Space Corp, All Rights Reserved" (capellaspace.com/legal/data-licensing). ICEYE: "for free
# under a Creative Commons Attribution (CC-BY 4.0) license" (product documentation, docs/opendata). Changed: only the
# figures derived here are given; no collect stands here.
#
# Collects are what customers and the operator chose to take and to give away. They show what has been flown, not the
# limits of the radar. ground_squint_deg is the angle off broadside in the ground plane, at the middle of the collect.
"""


class FlownError(Exception):
    """The table of collects cannot be read."""


def read_collects(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the table of collects; raise FlownError where the file or a column is missing."""
    path = folder / FILE
    if not path.is_file():
        raise FlownError(f"{path} is no file; the folder must hold {FILE}")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if missing := [column for column in NEEDED if not rows or column not in rows[0]]:
        raise FlownError(f"{path} has no collects with the columns {', '.join(missing)}")
    return rows


def quantiles(values: Iterable[float], digits: int) -> dict[str, float]:
    """Return the quantiles of ``SHARES``, rounded."""
    sample = np.array(list(values), dtype=float)
    return {name: round(float(np.quantile(sample, share)), digits) for name, share in SHARES.items()}


def fleet(operator: str, rows: Sequence[dict[str, str]]) -> dict[str, object]:
    """Return the figures of one fleet; ``rows`` are its collects in every mode."""
    spot = [row for row in rows if row["mode"].lower() == SPOTLIGHT]
    if not spot:
        raise FlownError(f"{operator} has no spotlight collects among its {len(rows)}")
    figures: dict[str, object] = {
        "collects": len(rows),
        "spotlight_collects": len(spot),
        "modes": dict(sorted(Counter(row["mode"].lower() for row in rows).items())),
        "first_day_utc": min(row["day_utc"] for row in spot),
        "last_day_utc": max(row["day_utc"] for row in spot),
        "right_share": round(sum(row["side"] == "right" for row in spot) / len(spot), 3),
        "incidence_deg": quantiles((float(row["incidence_deg"]) for row in spot), 1),
        "duration_s": quantiles((float(row["duration_s"]) for row in spot), 1),
    }
    if operator in GROUND_SQUINT:
        squints = [abs(float(row["squint_published_deg"])) for row in spot if row["squint_published_deg"]]
        figures["ground_squint_deg"] = quantiles(squints, 1)
    return figures


def every_fleet(rows: Sequence[dict[str, str]]) -> dict[str, dict[str, object]]:
    """Return the figures of each fleet, and of all fleets together under "all"."""
    operators = sorted({row["operator"] for row in rows})
    tables = {name: fleet(name, [row for row in rows if row["operator"] == name]) for name in operators}
    return {**tables, "all": fleet("all", rows)}


def as_toml(tables: dict[str, dict[str, object]]) -> str:
    """Return the tables as TOML; each quantity is one inline table."""
    lines = [HEADER]
    for name, figures in tables.items():
        lines.append(f"[{name}]")
        lines += [f"{key} = {_value(value)}" for key, value in figures.items()]
        lines.append("")
    return "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    return f'"{value}"' if isinstance(value, str) else str(value)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help=f"the folder that holds {FILE}")
    parser.add_argument("-o", "--out", type=Path, help="the TOML file to write; without it, it is printed")
    told = parser.parse_args(arguments)
    try:
        text = as_toml(every_fleet(read_collects(told.folder)))
    except FlownError as error:
        sys.exit(f"error: {error}")
    if told.out:
        told.out.parent.mkdir(parents=True, exist_ok=True)
        told.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()

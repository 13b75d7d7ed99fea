"""Boxes of maps, and values of scenarios as text, with known truth; or spoiled."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from places.made_variant import Variant

from sim.scenario.load import read_scenario
from sim.simulation.map_extent import parse_box

SMALL = """
schema = 1
title = "t"
[time]
start_utc = 2026-08-22
span_days = 1
[sensor.s]
kind = "radar"
incidence_max_deg = 45
[[constellation]]
kind = "walker-delta"
name = "W"
sensor = "s"
total = 1
planes = 1
phasing = 0
height_km = 500
inclination_deg = 50
[[target]]
name = "A"
lat_deg = 35
lon_deg = 125
"""


def box(rng: np.random.Generator) -> Variant:
    """A box S,N,W,E: narrow or wide, across longitude 180 or not, counted on; or swapped."""
    south = int(rng.integers(-80, 60))
    north = south + int(rng.integers(2, 20))
    west = int(rng.integers(-180, 180))
    width = int(rng.integers(2, 360))
    way = str(rng.choice(["counted on", "wrapped", "swapped", "upside down", "digits", "underscore"]))
    east = west + width
    if way == "wrapped":
        east = east - 360 if east > 180 else east
    across = east < west
    ends = (east, west) if way == "swapped" and east <= 360 else (west, east)
    is_swapped = way == "swapped" and ends != (west, east)
    text = f"{south},{north},{ends[0]},{ends[1]}"
    if way == "upside down":
        text = f"{north},{south},{west},{east}"
    elif way == "digits":
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    elif way == "underscore":
        text = f"{south},{north},{west},1_0{east}"
    is_spoiled = way in ("upside down", "digits", "underscore")
    # A box that was swapped and is up to 180 degrees wide the other way reads as that: nothing in it tells.
    truth_deg = 360 - width if is_swapped else width
    is_plain = not is_spoiled and (truth_deg <= 180 if across or is_swapped else True)

    def reads_right(_: Path) -> bool:
        grid = parse_box(text, step_deg=1.0)
        same = (grid.rows, grid.columns) == (north - south, truth_deg)
        return not is_spoiled and same and (not is_swapped or truth_deg <= 180)

    return Variant(f"box {way} {width}", is_plain, reads_right)


def scenario(rng: np.random.Generator) -> Variant:
    """A small scenario with one value replaced: by as good a one, or by one that only looks like a value."""
    truth = tomllib.loads(SMALL)
    key, good, spoiled = [
        ("lat_deg", "35.5", ["10" + "0" * 400, "9" * 5000, '"35"', "true", "nan", "[35]", '"３５"']),
        ("lon_deg", "3_6.0", ["1" + "0" * 400, '"1_0"', "inf", "{ a = 1 }", "541"]),
        ("height_km", "0.5", ["340", "1" * 4500, '"0.5"', "-13", "[" * 400 + "]" * 400]),
        ("name", '"B"', ["{ en = 'A' }", "7", '"\\u001b[2J"', '""', "['A']", '"a\\u0000"', '"\\u202e"']),
        ("weight", "2", ["0", "1" + "0" * 400, '"２"', "-1"]),
        ("horizon", "[[0, 2.0], [90, 3.0]]", ['"0:2"', "[[0, '2']]", "[[1" + "0" * 400 + ", 1]]", "[[0, 91]]"]),
    ][rng.integers(6)]
    is_spoiled = bool(rng.random() < 0.4)
    value = str(rng.choice(spoiled)) if is_spoiled else good
    text = SMALL.rstrip()
    if key == "name":
        text = text.replace('name = "A"', f"name = {value}")
    elif key in ("lat_deg", "lon_deg"):
        text = text.replace(f"{key} = {truth['target'][0][key]}", f"{key} = {value}")
    else:
        text += f"\n{key} = {value}"
    limit = str(
        rng.choice(["", "", "", "", "'<= 7200'", "'<= 7200'", "'<= 7_200'", "'<= ７２００'", "'<= 1" + "0" * 400 + "'"])
    )
    is_limit_wrong = limit not in ("", "'<= 7200'")
    text += f"\n[require]\ngap_max_s = {limit}\n" if limit else "\n"

    def reads_right(folder: Path) -> bool:
        (folder / "s.toml").write_text(text, encoding="utf-8")
        read = read_scenario(folder / "s.toml").scenario
        wanted: Any = tomllib.loads(text)["target"][0]
        found = read.target[0].model_dump()
        same = all(found[one] == _as_kept(wanted[one]) for one in wanted)
        return not is_spoiled and not is_limit_wrong and same

    return Variant(f"{key} = {value:.20} require {limit:.12}", not is_spoiled and not is_limit_wrong, reads_right)


def _as_kept(value: Any) -> Any:
    return tuple(map(_as_kept, value)) if isinstance(value, list) else value

"""What the columns of results hold, told by their names: the end of a name is its unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["time", "text", "flag", "count", "number"]

TEXT = ("satellite", "target", "sensor", "case", "pass_id", "side", "misses")
FLAGS = ("cut_start", "cut_end", "fits")
COUNTS = ("norad_id", "rank")
UNITS = {"_deg": "degree", "_km": "km", "_s": "s", "_d": "day", "_m": "m"}


def kind_of(name: str) -> Kind:
    """Return what a column holds."""
    if name.endswith("_utc"):
        return "time"
    if name in TEXT:
        return "text"
    if name in FLAGS:
        return "flag"
    return "count" if name in COUNTS else "number"


def unit_of(name: str) -> str | None:
    """Return the unit of a column of numbers, None for one without."""
    return next((unit for end, unit in UNITS.items() if name.endswith(end)), None)


def words_of(name: str) -> str:
    """Return the words of a column's name without its unit: "max elevation"."""
    stem = next((name.removesuffix(end) for end in ("_utc", *UNITS) if name.endswith(end)), name)
    return stem.replace("_", " ")


def milliseconds(column: Sequence[Any]) -> NDArray[np.datetime64]:
    """Return a column of printed UTC times as datetime64[ms], (W,); NaT where there is none."""
    return np.array([np.datetime64("NaT") if t is None else t.removesuffix("Z") for t in column], "datetime64[ms]")

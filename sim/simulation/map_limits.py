"""The limits of a map: dropped where a raster does not know them, and said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from ..errors import UsageError
from ..sensors.limits import Limits
from ..sensors.sensor import MEASURED_WITH

NO_LIMITS = Limits()
_BOUND = re.compile(r"(\w+)_(min|max|from|to)_([a-z]+)\Z")
_END = {"from": "min", "to": "max"}


def without(limits: Limits, keys: Sequence[str]) -> Limits:
    """Return limits without some: each named in full ("azimuth_from_deg") or by its first words ("azimuth")."""
    names = [field.name for field in fields(Limits)]
    dropped: dict[str, Any] = {}
    for key in keys:
        found = [name for name in names if name == key or name.startswith(f"{key}_")]
        if not found:
            raise UsageError(f"leave_out: there is no limit {key!r}; the limits are {', '.join(names)}")
        dropped |= {name: getattr(NO_LIMITS, name) for name in found}
    return replace(limits, **dropped)


def words_of(limits: Limits) -> str:
    """Return the limits that bind, such as "incidence 20 to 45 deg, squint up to 15 deg", or that there are none."""
    bounds: dict[str, dict[str, str]] = {}
    idle = {m for limit, needed in MEASURED_WITH.items() if getattr(limits, limit) is None for m in needed}
    for field in fields(limits):
        value = getattr(limits, field.name)
        if value == getattr(NO_LIMITS, field.name) or field.name in idle:
            continue
        text = f"{value:g}" if isinstance(value, float) else str(value)
        stem, end, unit = found.groups() if (found := _BOUND.match(field.name)) else (field.name, "is", "")
        bounds.setdefault(f"{stem.replace('off_nadir', 'off-nadir').replace('_', ' ')}|{unit}", {})[
            _END.get(end, end)
        ] = text
    said = []
    for key, ends in bounds.items():
        stem, _, unit = key.partition("|")
        low, high = ends.get("min"), ends.get("max")
        span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}" if high else ends["is"]
        said.append(f"{stem} {span} {unit}".rstrip())
    return ", ".join(said) or "above the horizon"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Return names with commas between; where there are too many, the first ones and how many more."""
    shown = names if len(names) <= most else names[: most - 1]
    return ", ".join(shown) + (f" and {len(names) - len(shown):,} more" if len(shown) < len(names) else "")

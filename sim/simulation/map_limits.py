"""The limits of a map: removal of those that a raster cannot use, and limits in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..errors import UsageError
from ..sensors.limit_kinds import AFTER_ALL, NUMBER_OF, WORD_KINDS
from ..sensors.limits import NO_VALUES, Limits, idle_measures

# Limits on single windows, which a raster does not know, and the words that need them.
OF_SINGLE_WINDOWS: tuple[str, ...] = (
    *AFTER_ALL,
    *(one.key for one in WORD_KINDS if set(one.needs) & set(AFTER_ALL)),
)


def without(limits: Limits, keys: Sequence[str]) -> Limits:
    """Return limits without some: each named in full ("azimuth_from_deg") or by its first words ("azimuth")."""
    dropped: dict[str, Any] = {}
    for key in keys:
        found = [name for name in NO_VALUES if name == key or name.startswith(f"{key}_")]
        if not found:
            raise UsageError(f"leave_out: there is no limit {key!r}; the limits are {', '.join(NO_VALUES)}")
        dropped |= {name: NO_VALUES[name] for name in found}
    return replace(limits, **dropped)


def words_of(limits: Limits) -> str:
    """Return the limits that bind, such as "incidence 20 to 45 deg, squint up to 15 deg", or that there are none."""
    idle = idle_measures(limits)
    bounds: dict[tuple[str, str], dict[str, str]] = {}
    for key, value in limits.binding().items():
        if key in idle:
            continue
        text = f"{value:g}" if isinstance(value, float) else str(value)
        if key in NUMBER_OF:
            kind = NUMBER_OF[key]
            bounds.setdefault((kind.stem, kind.unit), {})[kind.end] = text
        else:
            bounds[key.replace("_", " "), ""] = {"": text}
    said = []
    for (stem, unit), ends in bounds.items():
        low, high = ends.get("min"), ends.get("max")
        span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}" if high else ends[""]
        said.append(f"{stem} {span} {unit}".rstrip())
    return ", ".join(said) or "above the horizon"

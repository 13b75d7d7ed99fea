"""What people call the options that sensors leave open: the name of an axis in a sentence, to follow "the"."""

from __future__ import annotations

from .limit_kinds import NUMBER_KINDS

_OF_WORDS = {
    "side": "radar side",
    "light": "light",
    "in_use": "use of the sensor in doubt",
    "duration": "duration of an image",
    "darkness": "sun elevation limit by night",
    "gsd": "sample distance limit",
    "view": "field of view",
}
AXIS_LABELS = {kind.axis: f"{kind.stem} limit" for kind in reversed(NUMBER_KINDS) if kind.axis} | _OF_WORDS


def axis_label(axis: str) -> str:
    """Return such as "off-nadir limit"; of an axis that no sensor has, its own name."""
    return AXIS_LABELS.get(axis, axis.replace("_", " "))

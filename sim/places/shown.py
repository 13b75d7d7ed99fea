"""A value of somebody's file in a message: short, however long or deeply nested it is."""

from __future__ import annotations

import reprlib
from typing import Any

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60
_SHORT.maxlist = _SHORT.maxdict = 6
_SHORT.maxlevel = 4


def shown(value: Any) -> str:
    """Return a value as Python writes it, the middle of what is long left out."""
    return _SHORT.repr(value)

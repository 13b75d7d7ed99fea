"""What `reconsim run` prints of clouds, the chain to the desk, capacity and coincidences. Made from summary.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]


def usable_looks(document: Document, width: int) -> str:
    """Return the table of what clouds leave, or nothing."""
    return ""


def order_to_desk(document: Document, width: int) -> str:
    """Return the table of times from the order to the desk, or nothing."""
    return ""


def capacity(document: Document, width: int) -> str:
    """Return the table of each target alone against all at once, or nothing."""
    return ""


def coincidences(document: Document, width: int) -> str:
    """Return the table of looks of two sensors close to each other, or nothing."""
    return ""

"""Cells of printed tables: figures read from a row by their records, in words, lower bounds marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ..revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, FigureKind
from .length import Length

LOWER_BOUND = ">="


def length(seconds: float | None, mark: str = "") -> str:
    """Return a length of time for a table with what stands before it, "-" for none; see ``Length``."""
    return "-" if seconds is None or math.isnan(seconds) else Length(seconds, mark)


def length_of(kind: FigureKind) -> Callable[[Mapping[str, Any]], str]:
    """Return a function that writes a figure of a row of summary.json, a length of time."""
    return lambda row: length(row[kind.name])


def bounded_length_of(kind: FigureKind) -> Callable[[Mapping[str, Any]], str]:
    """Return a function that writes a figure as ``length_of`` does, with >= before a lower bound.

    The longest gap is a lower bound if it is censored itself, any other figure if one of the gaps in it is.
    """
    bound_if = GAP_MAX_CENSORED.name if kind is GAP_MAX else kind.bound_if
    return lambda row: length(row[kind.name], LOWER_BOUND if row[bound_if] else "")

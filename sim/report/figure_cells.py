"""Cells of printed tables that hold figures: read from a row by their records, lengths of time in words, lower bounds
marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..revisit.figure_kinds import FIGURE_KINDS, GAP_MAX, GAP_MAX_CENSORED, FigureKind
from .text import duration

LOWER_BOUND = ">="


def length(seconds: float | None) -> str:
    """Return a length of time in words, "-" for none."""
    return "-" if seconds is None else duration(seconds)


def length_of(kind: FigureKind) -> Callable[[Mapping[str, Any]], str]:
    """Return what writes a figure, a length of time, of a row of summary.json."""
    return lambda row: length(row[kind.name])


def bounded_length_of(kind: FigureKind) -> Callable[[Mapping[str, Any]], str]:
    """Return the same, with >= before a lower bound.

    The longest gap is one if it is censored itself, any other figure if one of the gaps in it is.
    """
    told_by = FIGURE_KINDS[GAP_MAX_CENSORED.name if kind is GAP_MAX else kind.bound_if]
    return lambda row: (LOWER_BOUND if row[told_by.name] else "") + length(row[kind.name])

"""Where one reading turns along each assumption, as objects: values tried, turns, other months, and sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ..report.turn_words import turn_sentences
from ..words import listed
from .turn_bounds import Allowed
from .turn_questions import Question, Start

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Turn:
    """Two neighbouring values between which a reading turns, in the order of access, and what it gives at both."""

    before: float
    after: float
    value_before: float
    value_after: float
    becomes_true: bool


@dataclass(frozen=True)
class OtherMonths:
    """The first value at which a reading is true, in each of some months: its percentiles, and the share that have one.

    A month without one counts as beyond the last value tried. A percentile that falls among those is None.
    """

    count: int
    share: float
    p5: float | None
    p50: float | None
    p95: float | None

    @classmethod
    def of(cls, first_true: Sequence[float | None], *, rising: bool, whole: bool = False) -> OtherMonths:
        """Return the percentiles of values, None for a month without one.

        ``rising``: there is more access at larger values. Of ``whole`` numbers a percentile is one of them, the larger
        of two neighbours; else it is numpy's linear one to a decimal.
        """
        beyond = math.inf if rising else -math.inf
        values = np.sort([beyond if value is None else value for value in first_true])
        share = sum(value is not None for value in first_true) / len(first_true)
        return cls(len(first_true), share, *(_percentile(values, percent, whole) for percent in (5.0, 50.0, 95.0)))


def _percentile(values: Floats, percent: float, whole: bool) -> float | None:
    """Return a percentile of sorted values, None where it lies beside an infinite one."""
    at = percent / 100.0 * (len(values) - 1)
    low, high = values[math.floor(at)], values[math.ceil(at)]
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    if whole:
        return float(high)
    return float(round(low + (high - low) * (at - math.floor(at)), 1))


@dataclass(frozen=True)
class Moved:
    """One assumption moved by itself: the values tried first, in the order of access, and what the reading gives.

    ``now`` are the values at the base, None where there is no such limit. ``turns`` are all found. ``closest`` is the
    value of ``tried`` with the largest margin, and what it gives. ``allowed``: from where on bounds without
    simulation leave the reading possible; None where they do not speak of it. ``left_out``: the value and the answer
    without each satellite, for the number of satellites.
    """

    axis: str
    sensors: str
    words: str
    unit: str
    now: tuple[float | None, ...]
    tried: tuple[float, ...]
    values: Floats
    true: Bools
    turns: tuple[Turn, ...]
    closest: tuple[float, float]
    other_months: OtherMonths | None
    allowed: Allowed | None
    left_out: Mapping[str, tuple[float, bool]]

    @property
    def changes_nothing(self) -> bool:
        """Whether the reading gives the same at every value tried, to within rounding."""
        return bool(np.allclose(self.values, self.values[0], rtol=1e-9, atol=1e-9, equal_nan=True))

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold; the values tried are left out but for the first and the last."""
        return {
            "axis": self.axis,
            "sensors": self.sensors,
            "words": self.words,
            "unit": self.unit,
            "now": list(self.now),
            "from": self.tried[0],
            "to": self.tried[-1],
            "true_at_start": bool(self.true[0]),
            "turns": [vars(turn).copy() for turn in self.turns],
            "closest": list(self.closest),
            "changes_nothing": self.changes_nothing,
            "other_months": None if self.other_months is None else vars(self.other_months).copy(),
            "allowed_from": None if self.allowed is None else self.allowed.to_dict(),
            "left_out": [{"satellite": s, "value": value, "true": true} for s, (value, true) in self.left_out.items()],
        }


@dataclass(frozen=True)
class Choice:
    """An assumption that is a word: each word tried, what the reading gives, and in what share of months it is true."""

    axis: str
    sensors: str
    words: str
    now: str
    tried: tuple[str, ...]
    values: Floats
    true: Bools
    shares: tuple[float | None, ...]

    def to_dict(self) -> dict[str, Any]:
        rows = zip(self.tried, self.values.tolist(), self.true.tolist(), self.shares, strict=True)
        return {
            "axis": self.axis,
            "sensors": self.sensors,
            "words": self.words,
            "now": self.now,
            "tried": [{"word": w, "value": v, "true": t, "share_of_other_months": s} for w, v, t, s in rows],
        }


@dataclass(frozen=True)
class Turns:
    """One reading from one base: what it gives there, and where it turns along each assumption."""

    question: Question
    start: Start
    target: str | None
    value: float
    true: bool
    moved: tuple[Moved, ...]
    choices: tuple[Choice, ...]

    def __getitem__(self, axis: str) -> Moved:
        """Return the assumption of a limit's key, or of its words where kinds of sensors share the key.

        Raises UsageError for one that is not moved.
        """
        for one in self.moved:
            if axis in (one.axis, one.words):
                return one
        raise UsageError(f"{axis!r} is not moved; moved are {listed([one.words for one in self.moved])}")

    @cached_property
    def sentences(self) -> list[str]:
        """A sentence on the base, then one on each assumption."""
        return turn_sentences(self.to_dict())

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, but for values that are not finite; keys in a fixed order."""
        question = self.question
        return {
            "claim": question.claim.id,
            "reading": question.reading.id,
            "title": question.reading.title,
            "measure": question.reading.measure,
            "compare": question.reading.compare,
            "threshold": question.scale.threshold,
            "limit_s": question.limit_s,
            "over": question.over,
            "target": self.target,
            "base": self.start.name,
            "base_words": self.start.words,
            "value": self.value,
            "true": self.true,
            "moved": [one.to_dict() for one in self.moved],
            "choices": [one.to_dict() for one in self.choices],
        }

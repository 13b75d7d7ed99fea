"""One answer: a reading at one target, or at several taken together, over every combination tried."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..words import least_interval_words
from .conditions import Case, Conditions, Option
from .outcomes import Outcome
from .wording import (
    Scale,
    case_words,
    condition_words,
    counted,
    listed,
    no_difference_words,
    perhaps_words,
)


@dataclass(frozen=True)
class Finding:
    """One measured value, its combination and target, and its margin to the threshold (positive: true)."""

    case: Case
    target: str
    value: float
    margin: float
    error: float | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "case": dict(self.case),
            "target": self.target,
            "value": _finite(self.value),
            "margin": _finite(self.margin),
            "error": _finite(self.error),
        }

    def words(self, scale: Scale, options: Sequence[Option], *, name_target: bool) -> str:
        """Return "130 min, 10 min over, at Sinpo, with squint limit none"."""
        told = scale.value_words(self.value, self.error)
        if math.isfinite(self.margin):
            told += f", {scale.margin_words(self.margin)}"
        if name_target:
            told += f", at {self.target}"
        setting = case_words(self.case, options)
        return f"{told}, with {setting}" if setting else told


@dataclass(frozen=True)
class HoldsFor:
    """The least interval, in seconds, for which a reading would hold: in every combination tried, and in the best.

    It is infinite if no interval is long enough, or if the search is too short to find it. ``with_error``: the error
    of the draws is added to the values it is found from.
    """

    in_all_s: float
    in_best_s: float
    with_error: bool = False

    def to_dict(self) -> dict[str, float | None]:
        return {"in_all_s": _finite(self.in_all_s), "in_best_s": _finite(self.in_best_s)}

    def words(self) -> str:
        """Return "it would hold for 132 min in the best combination tried, and for 6 h in all of them"."""
        added = ", the error of the draws added" if self.with_error and math.isfinite(self.in_best_s) else ""
        return f"{self._words()}{added}"

    def _words(self) -> str:
        if math.isinf(self.in_best_s):
            return "it would hold for no interval"
        best = least_interval_words(self.in_best_s)
        if self.in_best_s == self.in_all_s:
            return f"it would hold for {best}"
        all_of_them = "for none" if math.isinf(self.in_all_s) else f"for {least_interval_words(self.in_all_s)}"
        return f"it would hold for {best} in the best combination tried, and {all_of_them} in all of them"


@dataclass(frozen=True)
class Answer:
    """The answer of a reading over all combinations.

    ``could_be``: the outcomes that undecided combinations leave possible, or the outcome alone. ``holds_for``: the
    least interval for which the reading would hold; None for readings that are compared with no interval. ``best``
    and ``worst``: the values with the largest and the smallest margin. ``closest_call``: the true value nearest to the
    threshold. ``nearest_miss``: the false value nearest to it. ``undecided``: the three undecided values nearest to it.
    """

    outcome: Outcome
    could_be: tuple[Outcome, ...]
    n_true: int
    n_false: int
    n_undecided: int
    n_unmeasured: int
    best: Finding | None = None
    worst: Finding | None = None
    closest_call: Finding | None = None
    nearest_miss: Finding | None = None
    undecided: tuple[Finding, ...] = ()
    holds_for: HoldsFor | None = None
    explain: Callable[[], Conditions] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def conditions(self) -> Conditions | None:
        """The conditions that separate true from false combinations, if there are both; computed when first used."""
        return None if self.explain is None else self.explain()

    @property
    def n_cases(self) -> int:
        return self.n_true + self.n_false + self.n_undecided + self.n_unmeasured

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, in a fixed order; values that are not finite become null."""
        found = {
            name: None if finding is None else finding.to_dict()
            for name, finding in (
                ("best", self.best),
                ("worst", self.worst),
                ("closest_call", self.closest_call),
                ("nearest_miss", self.nearest_miss),
            )
        }
        return {
            "outcome": self.outcome,
            "could_be": list(self.could_be),
            "n_true": self.n_true,
            "n_false": self.n_false,
            "n_undecided": self.n_undecided,
            "n_unmeasured": self.n_unmeasured,
            "conditions": None if self.conditions is None else self.conditions.to_dict(),
            **found,
            "holds_for": None if self.holds_for is None else self.holds_for.to_dict(),
            "undecided": [finding.to_dict() for finding in self.undecided],
        }

    def words(self, scale: Scale, options: Sequence[Option], *, name_target: bool = False) -> str:
        """Return the answer as part of a sentence, without capital or full stop."""
        return "; ".join(self.clauses(scale, options, name_target=name_target))

    def clauses(self, scale: Scale, options: Sequence[Option], *, name_target: bool = False) -> list[str]:
        """Return the outcome and its reasons, one clause each; with name_target each names its target."""

        def told(finding: Finding) -> str:
            return finding.words(scale, options, name_target=name_target)

        if self.outcome == "cannot tell":
            return self._why_not(told)
        if self.outcome == "holds only if":
            return self._only_if(scale, options)
        shown, name = self.nearest_miss, "nearest miss"
        if self.outcome == "holds":
            shown, name = self.closest_call, "closest call"
        assert shown is not None
        if self.n_cases == 1:
            return [f"{self.outcome} with {told(shown)}"]
        return [f"{self.outcome} in all {self.n_cases:,} combinations tried", f"the {name} is {told(shown)}"]

    def _only_if(self, scale: Scale, options: Sequence[Option]) -> list[str]:
        assert self.conditions is not None
        assert self.best is not None
        assert self.worst is not None
        clauses = [
            f"holds only if {condition_words(self.conditions)}",
            perhaps_words(self.conditions),
            no_difference_words(
                self.conditions.no_difference, options, all_decided=self.n_true + self.n_false == self.n_cases
            ),
            self._left_open(),
            f"values run from {scale.value_words(self.best.value)} to {scale.value_words(self.worst.value)}",
        ]
        return [clause for clause in clauses if clause]

    def _why_not(self, told: Callable[[Finding], str]) -> list[str]:
        if self.n_unmeasured == self.n_cases:
            return ["cannot tell, for there is nothing to measure"]
        clauses = ["cannot tell"]
        if self.n_true:
            clauses.append(f"{self.n_true:,} of {counted(self.n_cases, 'combination')} {_verb(self.n_true, 'hold')}")
        if self.n_false:
            clauses.append(f"{self.n_false:,} of {counted(self.n_cases, 'combination')} {_verb(self.n_false, 'fail')}")
        closest = f", the closest {told(self.undecided[0])}" if self.undecided else ""
        return [*clauses, self._left_open() + closest, f"possible: {listed(self.could_be, 'or')}"]

    def _left_open(self) -> str:
        parts = []
        if self.n_undecided:
            parts.append(f"{self.n_undecided:,} too close to call")
        if self.n_unmeasured:
            parts.append(f"{self.n_unmeasured:,} without a measured value")
        return f"left open: {listed(parts)}" if parts else ""


def _verb(n: int, verb: str) -> str:
    return f"{verb}s" if n == 1 else verb


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None

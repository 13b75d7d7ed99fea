"""Numbers, combinations and conditions in words for people; files carry the numbers beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..revisit.figure_kinds import FigureKind
from ..words import counted, duration_words, listed, percent_words
from .conditions import Case, Conditions, Option

MOST_ALTERNATIVES = 4  # conjunctions a sentence spells out; the rest are counted


@dataclass(frozen=True)
class Scale:
    """The threshold of values, and the words for values and margins."""

    measure: FigureKind
    compare: str
    threshold: float
    limit_s: float | None = None

    def margin(self, value: float) -> float:
        """Return the margin of a value: positive if the comparison is true, 0 on the threshold."""
        return self.threshold - value if self.compare == "<=" else value - self.threshold

    def value_words(self, value: float, error: float | None = None) -> str:
        words = _amount(value, self.measure.unit)
        return words if not error or not math.isfinite(error) else f"{words} ± {_difference(error, self.measure.unit)}"

    def error_words(self, error: float) -> str:
        """Return an error in the unit of the values: "33 min", "2.4 points"."""
        return _difference(error, self.measure.unit)

    def margin_words(self, margin: float) -> str:
        """Return "10 min over", "2.1 points above", "just on it"."""
        if margin == 0.0:
            return "just on it"
        if math.isinf(margin):
            return "without any bound"
        inside, outside = ("inside", "over") if self.compare == "<=" else ("above", "short")
        side = inside if margin > 0.0 else outside
        return f"{_difference(abs(margin), self.measure.unit)} {side}"

    def asked_words(self) -> str:
        """Return what is asked: "at most 2 h", "at least 95 % within 2 h"."""
        words = f"at {'most' if self.compare == '<=' else 'least'} {_amount(self.threshold, self.measure.unit)}"
        within = self.measure.at_limit and self.limit_s is not None
        return f"{words} within {duration_words(self.limit_s or 0.0)}" if within else words


def case_words(case: Case, options: Sequence[Option]) -> str:
    """Return "incidence band high, squint limit none"; nothing for a case without options."""
    return ", ".join(f"{option.called} {option.name_of(case[option.name])}" for option in options)


def condition_words(conditions: Conditions) -> str:
    """Return "the squint limit is none, and either the radar side is either, or the incidence band is high".

    Terms that all alternatives, or all true combinations, share come first. Alternatives after the fourth are
    counted.
    """
    first, *others = conditions.sufficient
    if not others:
        return listed([term.words for term in first.terms]) if first.terms else "whatever is tried"
    shared = [term for term in first.terms if all(term in other.terms for other in others)]
    restricted = {term.option for term in shared}
    lead = [*shared, *(term for term in conditions.necessary if term.option not in restricted)]
    rests = [[term.words for term in one.terms if term not in lead] for one in conditions.sufficient]
    alternatives = [listed(rest or ["nothing else"]) for rest in rests]
    if len(alternatives) > MOST_ALTERNATIVES:
        left_out = len(alternatives) - MOST_ALTERNATIVES
        alternatives = [*alternatives[:MOST_ALTERNATIVES], f"one of {left_out} further alternatives is met"]
        if left_out == 1:
            alternatives[-1] = "a further alternative is met"
    either = f"either {', or '.join(alternatives)}"
    return f"{listed([term.words for term in lead])}, and {either}" if lead else either


def perhaps_words(conditions: Conditions) -> str:
    """Return "perhaps also if the incidence band is high, which is too close to call", or nothing."""
    ways = [listed([term.words for term in one.terms]) for one in conditions.perhaps if one.terms]
    if not ways:
        return ""
    shown = ways[:MOST_ALTERNATIVES]
    more = f", or in {counted(len(ways) - len(shown), 'further way')}" if len(ways) > len(shown) else ""
    return f"perhaps also if {', or if '.join(shown)}{more}"


def no_difference_words(names: Sequence[str], options: Sequence[Option], *, all_decided: bool = True) -> str:
    """Return "the radar side and the off-nadir limit make no difference", or nothing."""
    called = [f"the {option.called}" for option in options if option.name in names]
    if not called:
        return ""
    to_what = "" if all_decided else " to what is decided"
    return f"{listed(called)} {'makes' if len(called) == 1 else 'make'} no difference{to_what}"


OUTCOME_VERBS = {
    "holds": "holds",
    "holds only if": "holds under conditions",
    "fails": "fails",
    "cannot tell": "cannot be told",
}


def outcome_counts(outcomes: Mapping[str, str]) -> str:
    """Return "holds at 2 of 8 targets (A, B), fails at 6 (C, D, E, F, G, H)" of outcomes by target."""
    parts: list[str] = []
    for outcome, verb in OUTCOME_VERBS.items():
        at = [target for target, found in outcomes.items() if found == outcome]
        if len(at) == len(outcomes):
            return f"{verb} at all {counted(len(at), 'target')}, taken one by one"
        if at:
            of_all = "" if parts else f" of {counted(len(outcomes), 'target')}"
            parts.append(f"{verb} at {len(at)}{of_all} ({', '.join(at)})")
    return ", ".join(parts)


def _amount(value: float, unit: str) -> str:
    if unit == "s":
        return duration_words(value)
    if math.isnan(value):
        return "not measured"
    return percent_words(value) if unit == "share" else f"{value:,.6g}"


def _difference(amount: float, unit: str) -> str:
    if unit == "s":
        return duration_words(amount)
    return f"{100.0 * amount:.2g} points" if unit == "share" else f"{amount:,.6g}"

"""Notes on a verdict that do not change it: a satellite left out, another way of counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..words import listed
from .verdict import Verdict
from .wording import OUTCOME_VERBS


def left_out_sentence(verdict: Verdict, without: Mapping[str, Verdict]) -> str:
    """Return a sentence on the verdicts without each satellite, given by the name of the one left out."""
    _same_question(verdict, list(without.values()))
    changed = {name: other for name, other in without.items() if other.outcome != verdict.outcome}
    if not without:
        return ""
    if not changed:
        return "Leaving out any one satellite does not change the outcome."
    by_outcome: dict[str, list[str]] = {}
    for name, other in changed.items():
        by_outcome.setdefault(OUTCOME_VERBS[other.outcome], []).append(name)
    told = [f"without {listed(names, 'or')} it {outcome}" for outcome, names in by_outcome.items()]
    rest = "" if len(changed) == len(without) else "; without any one of the others the outcome stays"
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}{rest}."


def counting_sentence(verdict: Verdict, by_windows: Verdict) -> str:
    """Return where counting between windows instead of looks gives another outcome, or nothing."""
    _same_question(verdict, [by_windows])
    told = []
    if by_windows.outcome != verdict.outcome:
        told.append(f"counted between windows instead of looks it {OUTCOME_VERBS[by_windows.outcome]}")
    else:
        at = [name for name, one in verdict.by_target.items() if one.outcome != by_windows.by_target[name].outcome]
        if at:
            told.append(f"counted between windows instead of looks the answer differs at {listed(at)}")
    return "".join(f"{words[0].upper()}{words[1:]}." for words in told)


def with_notes(verdict: Verdict, *sentences: str) -> Verdict:
    """Return the verdict with sentences told beside it; empty ones are dropped."""
    return replace(verdict, notes=(*verdict.notes, *(one for one in sentences if one)))


def _same_question(verdict: Verdict, others: list[Verdict]) -> None:
    asked = (verdict.reading.id, verdict.limit_s, verdict.over)
    for other in others:
        if (other.reading.id, other.limit_s, other.over) != asked:
            raise ValueError(
                f"verdicts on {asked} and {(other.reading.id, other.limit_s, other.over)} cannot be compared"
            )

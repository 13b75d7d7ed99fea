"""A verdict: the outcome of one reading of one claim for one limit, with margins and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..words import counted, duration_words
from .answer import Answer
from .conditions import Option
from .kinds.coverage import CoverageReading, Over
from .outcomes import Outcome
from .wording import Scale, outcome_counts


@dataclass(frozen=True)
class Verdict:
    """The outcome of a reading in a run.

    ``answer`` is that of all targets taken as ``over`` says: true in a combination if the reading is true at
    each of them, at any one, or for the set. ``by_target`` holds each target's own answer (empty for
    "all-within"). ``notes`` are sentences told beside it: another way of counting, a satellite left out.
    """

    claim: str
    reading: CoverageReading
    over: Over
    limit_s: float | None
    answer: Answer
    by_target: Mapping[str, Answer]
    options: tuple[Option, ...] = ()
    span_days: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome

    @property
    def scale(self) -> Scale:
        return scale_of(self.reading, self.limit_s)

    def sentence(self) -> str:
        """Return the verdict in sentences: the whole first, then the count by target, the span, the notes."""
        several = len(self.by_target) > 1
        answer = self.answer.words(self.scale, self.options, name_target=several)
        told = [f"{self.reading.title}, {self.scale.asked_words()}{self._where()}: {answer}."]
        if several:
            counts = outcome_counts({name: one.outcome for name, one in self.by_target.items()})
            told.append(f"{counts[0].upper()}{counts[1:]}.")
        if self.answer.holds_for is not None:
            words = self.answer.holds_for.words()
            told.append(f"{words[0].upper()}{words[1:]}.")
        if self.reading.figure.extreme and self.span_days is not None:
            told.append(f"The longest is that of a span of {counted_days(self.span_days)}.")
        return " ".join([*told, *self.notes])

    def target_sentence(self, target: str) -> str:
        """Return one target's own answer as a sentence."""
        answer = self.by_target[target].words(self.scale, self.options)
        return f"{self.reading.title}, {self.scale.asked_words()}, at {target}: {answer}."

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, keys in a fixed order; values that are not finite become null.

        ``by_target`` is full for "each" and empty else: a reading over "any" has the same answers target by
        target.
        """
        targets = self.by_target if self.over == "each" else {}
        return {
            "claim": self.claim,
            "reading": self.reading.id,
            "kind": self.reading.kind,
            "title": self.reading.title,
            "measure": self.reading.measure,
            "compare": self.reading.compare,
            "threshold": self.scale.threshold,
            "limit_s": self.limit_s,
            "seeing": self.reading.seeing,
            "over": self.over,
            "outcome": self.outcome,
            "sentence": self.sentence(),
            "reasons": self.answer.clauses(self.scale, self.options, name_target=len(self.by_target) > 1)[1:],
            "answer": self.answer.to_dict(),
            "outcome_by_target": {name: answer.outcome for name, answer in self.by_target.items()},
            "by_target": {name: answer.to_dict() for name, answer in targets.items()},
            "options": {option.name: list(option.values) for option in self.options},
            "span_days": self.span_days,
            "notes": list(self.notes),
        }

    def _where(self) -> str:
        if self.over == "all-within":
            return ", for all targets together"
        if len(self.by_target) == 1:
            return f", at {next(iter(self.by_target))}"
        return f", at {'each' if self.over == 'each' else 'any one'} of {counted(len(self.by_target), 'target')}"


def scale_of(reading: CoverageReading, limit_s: float | None) -> Scale:
    """Return what a reading's values are compared with. Raises ValueError without the limit it needs."""
    if reading.needs_limit and limit_s is None:
        raise ValueError(f"reading {reading.id!r} is held against a limit; give limit_s")
    threshold = limit_s if reading.value is None else reading.value
    assert threshold is not None
    return Scale(reading.figure, reading.compare, threshold, limit_s)


def counted_days(days: float) -> str:
    """Return "30 days", "1.5 days", or a shorter span in hours or minutes."""
    return f"{days:.4g} day{'' if days == 1.0 else 's'}" if days >= 1.0 else duration_words(days * 86400.0)

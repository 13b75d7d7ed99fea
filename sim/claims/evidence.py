"""Readings that dates, orbits and passes decide: what they are judged with, and the verdict they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from ..errors import UsageError
from ..words import did_you_mean, listed
from .conditions import FALSE, TRUE, UNDECIDED, Case, Option, explain, lay_out
from .outcomes import Outcome, outcomes_possible
from .parts import Reading
from .tables import Instant
from .wording import condition_words, perhaps_words

if TYPE_CHECKING:
    from ..constellation.constellation import Constellation
    from ..constellation.satellite import Satellite
    from ..studies.survey import Surveyor

# An image or a launch can be consistent with an orbit; that it took place is never shown by one.
EvidenceOutcome = Outcome | Literal["consistent", "consistent only if", "not consistent"]

WITH_ORBIT: Mapping[Outcome, EvidenceOutcome] = {
    "holds": "consistent",
    "holds only if": "consistent only if",
    "fails": "not consistent",
    "cannot tell": "cannot tell",
}

ASKED: Mapping[str, str] = {
    "holds": "it holds",
    "fails": "it fails",
    "cannot tell": "it cannot be told",
    "consistent": "it is consistent with the orbit",
    "not consistent": "it is not consistent with the orbit",
}


@dataclass(frozen=True)
class Asked:
    """What a reading is judged with: parts of its claim, a constellation, and windows, searched when first asked for.

    ``options`` are what the claim leaves open, ``instants`` its moments.
    """

    claim_id: str
    options: tuple[Option, ...]
    instants: tuple[Instant, ...]
    constellation: Constellation
    surveyor: Callable[[], Surveyor]

    def satellite(self, name: str) -> Satellite:
        """Return a satellite of the constellation by its name. Raises UsageError for another, with those there are."""
        found = {one.name: one for one in self.constellation.satellites}
        if name not in found:
            there = did_you_mean(name, found) or f"; the scenario has {listed(list(found))}"
            raise UsageError(f"claim {self.claim_id}: there is no satellite {name!r}{there}")
        return found[name]


class EvidenceReading(Reading):
    """A reading of a kind of its own. ``asks`` is what its kind asks, in a few words."""

    asks: ClassVar[str]
    needs_instants: ClassVar[bool] = False  # it compares the [[instant]] tables of its claim

    kind: str

    @property
    def other_scenarios(self) -> tuple[str, ...]:
        """The scenarios that it reads beside the one it is judged with, by name or path."""
        return ()

    def judge(self, asked: Asked) -> EvidenceVerdict:
        """Return the verdict. Raises DataError where element sets cannot serve, UsageError where facts are missing."""
        raise NotImplementedError


@dataclass(frozen=True)
class EvidenceVerdict:
    """The outcome of a reading, the number it rests on in words, and the evidence as rows of plain values.

    ``because`` are sentences. ``headings`` are the words of the columns of ``evidence``, those of a table; further keys
    of the rows are for files. ``options`` are what the outcome hangs on, if it holds only under conditions.
    """

    claim: str
    reading: EvidenceReading
    outcome: EvidenceOutcome
    number: str
    because: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    headings: Mapping[str, str] | None = None
    conditions: str = ""

    def verdict(self) -> str:
        """Return the outcome as a clause, without the number: "Five satellites: it holds only if ..."."""
        return f"{self.reading.title}: {self.conditions or ASKED[self.outcome]}"

    def sentence(self) -> str:
        """Return the verdict in sentences: the outcome with its number, then the reasons."""
        return " ".join([f"{self.verdict()}; {self.number}.", *self.because])

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold, keys in a fixed order."""
        return {
            "claim": self.claim,
            "reading": self.reading.id,
            "kind": self.reading.kind,
            "title": self.reading.title,
            "outcome": self.outcome,
            "verdict": self.verdict(),
            "sentence": self.sentence(),
            "number": self.number,
            "conditions": self.conditions,
            "headings": dict(self.headings or {}),
            "evidence": [dict(row) for row in self.evidence],
        }


def decided(
    cases: Sequence[Case], true: Sequence[bool | None], options: Sequence[Option] = (), *, verb: str = "holds"
) -> tuple[Outcome, str]:
    """Return the outcome over cases, and the conditions in words if it holds only under some: "it holds only if ...".

    ``true`` is None where a case cannot be decided. An outcome that undecided cases could change is *cannot tell*.
    """
    status = np.array([UNDECIDED if one is None else TRUE if one else FALSE for one in true], dtype=np.int8)
    counts = [int((status == which).sum()) for which in (TRUE, FALSE, UNDECIDED)]
    possible = outcomes_possible(*counts)
    if len(possible) > 1:
        return "cannot tell", ""
    if possible[0] != "holds only if":
        return possible[0], ""
    found = explain(status, lay_out(cases, options))
    perhaps = perhaps_words(found)
    return possible[0], f"it {verb} only if {condition_words(found)}" + (f"; {perhaps}" if perhaps else "")


def consistent(
    cases: Sequence[Case], true: Sequence[bool | None], options: Sequence[Option] = ()
) -> tuple[EvidenceOutcome, str]:
    """Return `decided` for cases that are compared with an orbit: consistent with it or not, never confirmed by it."""
    outcome, conditions = decided(cases, true, options, verb="is consistent with the orbit")
    return WITH_ORBIT[outcome], conditions


def within(value: float, most: float, error: float) -> bool | None:
    """Return whether a value is at most ``most``; None if its error could change that."""
    if error > 0.0 and abs(value - most) <= error:
        return None
    return value <= most

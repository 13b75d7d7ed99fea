"""The answer in sentences: at most six, the first an answer, every number of them in the document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from prose import facts_of, faults
from report.made_verdict import finding, verdict, way
from small_run import small_document

from sim.report.answer import MOST_SENTENCES, answer, question
from sim.report.answer_of_claim import claim_sentences, headline_verdicts

FAILS, UNMEASURED = {"best": finding(18600.0, margin=-11400.0)}, {"best": finding(None, error=None, margin=None)}


def check(document: dict[str, Any]) -> list[str]:
    """The sentences of a document, held to what sentences must be."""
    said = answer(document)
    assert 1 <= len(said) <= MOST_SENTENCES
    assert faults(said, facts_of(document)) == []
    return said


@pytest.fixture
def document() -> dict[str, Any]:
    """The small run's document, free to change."""
    return copy.deepcopy(small_document())


def claimed(document: dict[str, Any], *verdicts: dict[str, Any]) -> dict[str, Any]:
    document["claims"] = [{"id": "made-up", "statement": "Often.", "said_by": "", "sources": [], "tested_by": ""}]
    document["verdicts"] = list(verdicts)
    return document


def test_a_run_without_a_claim_says_its_gaps_first(document: dict[str, Any]) -> None:
    """The mean over the places, the longest, and what access leaves out."""
    assert question(document) == "How often are 3 places seen?"
    first, second, *_ = said = check(document)
    assert first.startswith("Gaps between looks are from ")
    assert second.startswith("The longest is ")
    assert said[-1].startswith("Left out are clouds and everybody else's requests: this is access over these 3 days")
    document["targets"] = document["targets"][:1]
    assert question(document) == "How often is 1 place seen?"


@pytest.mark.parametrize(
    ("outcome", "first", "second"),
    [
        ("holds", "Yes, as a promise: with all that is tried, no gap at ", "On average yes: the mean gap at "),
        ("fails", "No, not as a promise: in no combination tried do ", "Not on average either: in no combination "),
        ("holds only if", "As a promise, only if it rolls: then no gap at ", "On average, only if it rolls: then the "),
        ("cannot tell", "As a promise it cannot be told: 83 min is within its error, ", "On average it cannot be told"),
    ],
)
def test_a_claim_is_answered_as_a_promise_and_on_average(
    document: dict[str, Any], outcome: str, first: str, second: str
) -> None:
    """Whatever the outcomes, the first sentence is the answer, and no sentence says a number of its own."""
    near = {"best": finding(5000.0, error=3000.0, margin=2200.0)}
    said = check(claimed(document, verdict("gap_max_s", outcome, **near), verdict("gap_mean_s", outcome, **near)))
    assert said[0].startswith(first)
    assert said[1].startswith(second)


def test_what_is_open_says_which_error_leaves_it_open(document: dict[str, Any]) -> None:
    """A value within its error; one that is a bound; one whose error is unknown; nothing measured."""
    names = document["draws"]["kind"], document["draws"]["count"]

    def told(**near: Any) -> str:
        return check(claimed(document, verdict("gap_max_s", "cannot tell", **near)))[0]

    near = finding(6000.0, error=1800.0, margin=1200.0)
    assert told(best=near) == (
        f"As a promise it cannot be told: 100 min is within its error, 30 min, of the 2 h asked ({names[1]} draws of "
        f"{names[0]})."
    )
    assert "only a bound, since a gap has no end" in told(best=finding(6000.0, error=0.0, margin=1200.0))
    assert "an error that the draws cannot measure" in told(best=finding(6000.0, error=None))
    assert "there is nothing to measure" in told(undecided=[])
    assert "at Etna there is nothing to measure" in told(**UNMEASURED)


def test_what_it_takes_is_said_apart_from_what_perhaps_will_do(document: dict[str, Any]) -> None:
    """One way; one way and a perhaps; several ways with what all share; ways too long for a sentence."""

    def told(**more: Any) -> str:
        return check(claimed(document, verdict("gap_max_s", "holds only if", **more)))[0]

    assert "only if it rolls, perhaps also if it turns: then" in told(perhaps=[way("it turns")])
    two = [way("it rolls", "it is day"), way("it rolls", "it is dusk")]
    assert "surely only if it rolls, and then in 2 ways listed below: then" in told(
        ways=two, needed=way("it rolls")["terms"]
    )
    assert "only if it rolls and it is day, or in 1 other way: then" in told(ways=two)
    assert "only under conditions, listed below: then no gap" in told(ways=[way("it rolls " * 20)])


def test_places_that_fare_better_alone_are_counted(document: dict[str, Any]) -> None:
    """A promise that fails at all three places together, and alone holds at one and is open at another."""
    at = {"Etna": "holds", "Vesuvius": "fails", "Santorini": "cannot tell"}
    said = check(claimed(document, verdict("gap_max_s", "fails", at=at, **FAILS)))[0]
    assert said.endswith("; alone it holds at 1 and is open at 1 of 3; the longest is at best 310 min.")


def test_published_radars_are_counted_and_named(document: dict[str, Any]) -> None:
    """With hypotheses the sentences speak of published radars, and of what their makers have not published."""
    document["sensors"][0]["hypotheses"] = [{"name": "umbra-flown", "called": "Umbra as flown"}]
    umbra = {"hypothesis": "umbra-flown"}
    more = {
        "options": {"hypothesis": ["kompsat-5", "umbra-flown"]}, "best": finding(5000.0, case=umbra),
        "worst": finding(15000.0, case=umbra),
        "ways": [way("the radars see like Umbra as flown", option="hypothesis", values=["umbra-flown"])],
    }  # fmt: skip
    given = claimed(document, verdict("gap_max_s", "fails", **more), verdict("gap_mean_s", "holds only if", **more))
    said = " ".join(check(given))
    assert "with none of the 2 published radars tried do all gaps" in said
    assert "only if the radars see like Umbra as flown: then the mean gap at each of 3 places is 2 h or less" in said
    assert "The mean gap at Etna runs from 83 min (radars like Umbra as flown) to 250 min (radars like Umbra" in said
    assert "what the radars can do" in said


def test_the_interval_for_which_it_would_hold_stays_within_the_span(document: dict[str, Any]) -> None:
    """In all that is tried, else at best, else none; the error of the draws is said to be added."""

    def told(in_best_s: float | None, in_all_s: float | None) -> str:
        least = {"in_best_s": in_best_s, "in_all_s": in_all_s}
        return check(claimed(document, verdict("gap_max_s", "fails", holds_for=least, **FAILS)))[1]

    where = "at each of 3 places, the error of the draws added."
    assert told(5100.0, 15100.0) == f"It would hold as a promise for 252 min with all that is tried, {where}"
    assert told(5100.0, None) == f"It would hold as a promise for 85 min at best, {where}"
    assert told(400000.0, None) == f"It would hold as a promise for no interval within the span, {where}"
    assert told(0.0, 0.0) == f"It would hold as a promise for any interval with all that is tried, {where}"
    document["draws"]["count"] = 0
    assert told(5100.0, 15100.0).endswith("with all that is tried, at each of 3 places.")


@pytest.mark.parametrize(
    ("outcomes", "begins"),
    [
        (["fails"], "No, with all that is tried: number of looks (at least 3) at each of 3 places; it is 7 at best."),
        (["holds"], "Yes, with all that is tried: number of looks (at least 3) at each of 3 places; it is 2 at worst."),
        (["holds only if"], "Only under conditions, only if it rolls: then it holds: number of looks, at least 3, at"),
        (["cannot tell"], "It cannot be told: number of looks, at least 3, at each of 3 places; 7 is within its error"),
        (["fails", "holds"], "No within 2 h, yes within 150 min: number of looks, at least 3, at each of 3 places."),
    ],
)
def test_a_claim_of_another_measure_is_answered_by_its_reading(
    document: dict[str, Any], outcomes: list[str], begins: str
) -> None:
    """A reading that is neither on the longest nor on the mean gap, for each of its limits."""
    limits = [7200.0, 9000.0]
    more = {"title": "Number of looks", "compare": ">=", "threshold": 3.0, "holds_for": None,
            "best": finding(7.0, error=5.0, margin=4.0), "worst": finding(2.0, error=5.0, margin=-1.0)}  # fmt: skip
    given = [verdict("n_looks", one, limit_s=limit, **more) for one, limit in zip(outcomes, limits, strict=False)]
    assert check(claimed(document, *given))[0].startswith(begins)
    assert claim_sentences(document, "made-up")[0].startswith(begins)


def test_what_decides_is_said_for_the_limit_at_which_it_decides(document: dict[str, Any]) -> None:
    """At the limit asked; else at the next one; nothing where no option decides, or another reading alone."""
    short, long = verdict("gap_max_s", "fails", **FAILS), verdict("gap_max_s", "holds only if", limit_s=14400.0)
    assert "For 4 h what decides it is the off-nadir limit." in check(claimed(document, short, long))
    assert "What decides it is the off-nadir limit." in check(claimed(document, long))
    other = verdict("n_looks", "holds only if", threshold=3.0)
    assert not any("decides" in sentence for sentence in check(claimed(document, short, other)))


def test_further_claims_have_a_line_each(document: dict[str, Any]) -> None:
    """By their id, with the outcome of the verdicts that describe them."""
    claimed(document, verdict("gap_max_s", "fails", **FAILS))
    more = [
        verdict("gap_max_s", "holds") | {"claim": "second"},
        verdict("n_looks", "fails", limit_s=None) | {"claim": "third"},
    ]
    document["verdicts"] += [one | {"threshold": 3.0} if one["measure"] == "n_looks" else one for one in more]
    document["claims"] += [document["claims"][0] | {"id": name} for name in ("second", "third")]
    said = check(document)
    assert "Claim second: yes as a promise for 2 h." in said
    assert "Claim third: no, by the reading n_looks." in said


def test_a_claim_without_a_reading_and_places_never_seen_are_said(document: dict[str, Any]) -> None:
    """Nothing decides the claim; where nothing is seen there is no gap to tell."""
    assert check(claimed(document))[0].startswith("This run does not decide it")
    for row in document["figures"]:
        row |= {"gap_mean_s": None, "gap_max_s": None}
    assert check(document)[1].startswith("Nothing is seen at any of 3 places in these 3 days")


def test_verdicts_of_other_kinds_come_first(document: dict[str, Any]) -> None:
    """A sentence with its outcome and number; they decide no sentence on gaps, and break none."""
    other = {"claim": "made-up", "reading": "at-night", "kind": "instant", "title": "At night", "outcome": "consistent",
             "verdict": "At night: it is consistent with the orbit", "sentence": "It was there.",
             "number": "2 of 2 statements fit", "evidence": [{"offset_s": 1.0}, {"offset_s": 3.0}]}  # fmt: skip
    first = "At night: it is consistent with the orbit; 2 of 2 statements fit."
    assert check(claimed(document, other))[0] == first
    said = check(claimed(document, other, verdict("gap_max_s", "fails", **FAILS)))
    assert said[0] == first
    assert said[1].startswith("No, not as a promise")
    assert headline_verdicts(document["verdicts"]) == [document["verdicts"][1]]


def test_places_seen_always_are_said(document: dict[str, Any]) -> None:
    """No gap at all."""
    for row in document["figures"]:
        row |= {"gap_mean_s": 0.0, "gap_max_s": 0.0}
    assert check(document)[0] == "Each of 3 places is seen always, at middle values of what is open."


def test_no_mean_gap_is_said_to_be_longer_than_the_span(document: dict[str, Any]) -> None:
    """A mean of 27 days in a span of three is more than the span; one that is a lower bound is at least so long."""
    for row in document["figures"]:
        if row["satellite"] == "SAR":
            row |= {"gap_mean_s": 27.0 * 86400.0, "n_censored": 1}
    assert "by radar alone the mean gap at Etna is more than the span of 3 days at middle values" in check(document)[-1]
    for row in document["figures"]:
        if row["satellite"] == "SAR":
            row |= {"gap_mean_s": 100000.0}
    assert "by radar alone the mean gap at Etna is at least 27.8 h at middle values" in check(document)[-1]


def test_of_too_many_sentences_those_of_least_weight_are_dropped(document: dict[str, Any]) -> None:
    """Headlines stay; what decides it goes, and the range of the mean."""
    given = claimed(document, verdict("gap_max_s", "fails", **FAILS), verdict("gap_mean_s", "holds only if"))
    before = check(given)
    assert any(sentence.startswith("What decides it") for sentence in before)
    given["note_values"] = [{"about": "together", "satellites": 2, "within_km": 5.0, "groups": [["A", "B"]]}] * 2
    given["notes"] = ["2 satellites fly within 5 km of another, and each counts as one of its own: A and B."] * 2
    after = check(given)
    assert len(after) == MOST_SENTENCES
    assert after.count(given["notes"][0]) == 2
    assert not any(sentence.startswith(("What decides it", "The mean gap")) for sentence in after)

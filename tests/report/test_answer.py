"""The answer in sentences: at most six, the first an answer, every number of them in the document."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from small_run import small_document

from sim.report.answer import MOST_SENTENCES, answer, question
from sim.words import duration_words, least_interval_words


def numbers(document: Any) -> Iterator[float]:
    """Every number of a document, and how many entries its lists have."""
    if isinstance(document, dict):
        yield len(document)
        for one in document.values():
            yield from numbers(one)
    elif isinstance(document, list):
        yield len(document)
        for one in document:
            yield from numbers(one)
    elif isinstance(document, int | float) and not isinstance(document, bool):
        yield float(document)


def check_numbers(document: dict[str, Any]) -> None:
    """Each number in the sentences is one of the document: a length of time in words, or a count."""
    given = set(numbers(document))
    lengths = {words(one) for one in given for words in (duration_words, least_interval_words) if one >= 0.0}
    for sentence in answer(document):
        sentence = sentence.replace(str(document["targets"][0]["name"]), "")
        for text in re.findall(r"\d[\d,.]*(?: (?:s|min|h|days)\b)?", sentence):
            text = text.rstrip(".,")
            plain = text.replace(",", "")
            assert text in lengths or (re.fullmatch(r"[\d.]+", plain) and float(plain) in given), (text, sentence)


def finding(value: float | None, case: dict[str, str] | None = None) -> dict[str, Any]:
    """A value of a verdict, at Etna."""
    return {"case": case or {"off_nadir": "low"}, "target": "Etna", "value": value, "margin": 1.0, "error": 60.0}


def verdict(measure: str, outcome: str, **more: Any) -> dict[str, Any]:
    """A verdict at each target, as far as the answer reads it."""
    own = {
        "best": finding(more.get("best", 5000.0), more.get("case")),
        "worst": finding(more.get("worst", 15000.0), more.get("case")),
        "holds_for": more.get("holds_for", {"in_best_s": 5100.0, "in_all_s": 15100.0}),
        "conditions": {"sufficient": [{"terms": more.get("terms", [{"option": "off_nadir", "words": "it rolls"}])}]},
    }
    return {
        "claim": "made-up", "kind": "coverage", "title": "A reading", "measure": measure, "over": "each",
        "seeing": "imaging",
        "limit_s": 7200.0, "threshold": 7200.0, "outcome": outcome, "options": more.get("options", {}),
        "answer": own, "by_target": {"Etna": own}, "outcome_by_target": {"Etna": outcome},
    }  # fmt: skip


@pytest.fixture
def document() -> dict[str, Any]:
    """The small run's document, free to change."""
    return copy.deepcopy(small_document())


def claimed(document: dict[str, Any], *verdicts: dict[str, Any]) -> dict[str, Any]:
    document["claims"] = [{"id": "made-up", "statement": "Often.", "tested_by": ""}]
    document["verdicts"] = list(verdicts)
    return document


def test_a_run_without_a_claim_says_its_gaps_first(document: dict[str, Any]) -> None:
    """The mean over the places, the longest, and what access leaves out."""
    assert question(document) == "How often are 3 places seen?"
    first, second, third, *_ = answer(document)
    assert first.startswith("Gaps between looks are from ")
    assert second.startswith("The longest is ")
    assert "with nobody else asking and no cloud" in third
    check_numbers(document)


@pytest.mark.parametrize("outcome", ["holds", "fails", "holds only if", "cannot tell"])
def test_a_claim_is_answered_as_a_promise_and_on_average(document: dict[str, Any], outcome: str) -> None:
    """Whatever the outcomes, the first sentence is the answer, and no sentence says a number of its own."""
    given = claimed(document, verdict("gap_max_s", outcome), verdict("gap_mean_s", outcome))
    said = answer(given)
    starts = {"holds": "Yes, as a", "fails": "No, not as", "cannot tell": "As a promise it"}
    assert said[0].startswith(starts.get(outcome, "As a promise, 2 h at most"))
    assert "on average" in said[1].lower()
    assert len(said) <= MOST_SENTENCES
    check_numbers(given)


def test_a_reading_without_conditions_is_answered(document: dict[str, Any]) -> None:
    """Where nothing tells true from false, as in a reading that fails throughout, no condition is named."""
    given = claimed(document, verdict("gap_max_s", "fails"), verdict("gap_mean_s", "fails"))
    for one in given["verdicts"]:
        one["answer"]["conditions"] = None
    said = answer(given)
    assert said[0].startswith("No, not as a promise")
    assert said[1].startswith("Not on average either")
    check_numbers(given)


def test_published_radars_are_counted_and_named(document: dict[str, Any]) -> None:
    """With hypotheses the sentences speak of published radars, and of what their makers have not published."""
    radar = {"hypothesis": "umbra-flown"}
    document["sensors"][0]["hypotheses"] = [{"name": "umbra-flown", "called": "Umbra as flown"}]
    more = {"case": radar, "options": {"hypothesis": ["kompsat-5", "umbra-flown"]},
            "terms": [{"option": "hypothesis", "words": "the radars see like Umbra as flown"}]}  # fmt: skip
    given = claimed(document, verdict("gap_max_s", "fails", **more), verdict("gap_mean_s", "holds only if", **more))
    said = " ".join(answer(given))
    assert "with none of the 2 published radars tried do all gaps" in said
    assert "only if the radars see like Umbra as flown: mean gaps at Etna run from 83 min (radars like Umbra" in said
    assert "what the radars can do" in said
    check_numbers(given)


def test_a_claim_of_another_kind_is_answered_by_its_title(document: dict[str, Any]) -> None:
    """A reading that is neither a longest nor a mean gap."""
    given = claimed(document, verdict("n_looks", "fails", holds_for=None))
    assert answer(given)[0] == "A reading, at each of 3 places: fails with all that is tried."


def test_a_claim_without_a_reading_and_places_never_seen_are_said(document: dict[str, Any]) -> None:
    """Nothing decides the claim; where nothing is seen there is no gap to tell."""
    assert answer(claimed(document))[0].startswith("No reading of the claim can be decided")
    for row in document["figures"]:
        row |= {"gap_mean_s": None, "gap_max_s": None}
    assert answer(document)[1].startswith("No gap can be measured at each of 3 places")


def test_places_seen_always_and_satellites_that_see_nothing_are_headlines(document: dict[str, Any]) -> None:
    """No gap at all; one of two satellites never looks."""
    for row in document["figures"]:
        row |= {"gap_mean_s": 0.0, "gap_max_s": 0.0}
        if row["satellite"] == document["satellites"][0]["name"]:
            row["n_looks"] = 0
    said = answer(document)
    assert said[0] == "Each of 3 places is seen always, at middle values of what is open."
    assert said[-1] == f"{document['satellites'][0]['name']} sees nothing in any case."

"""Verdicts in sentences and as data, from hand-made values."""

import itertools
import json
import math

import numpy as np

from sim.claims.claim import Claim, Reading
from sim.claims.conditions import Option
from sim.claims.judge import Measured, judge, judge_claim

GAP = Reading(id="longest-gap", title="Longest gap", measure="gap_max_s", compare="<=")
SHARE = Reading(id="gaps", title="Nearly all gaps", measure="share_of_gaps_within", compare=">=", value=0.95)
OPTIONS = (
    Option("incidence", ("low", "nominal", "high"), True, "incidence band"),
    Option("squint", ("low", "none"), True, "squint limit", {"none": "the radars' squint is not limited"}),
    Option("side", ("right", "either"), False, "radar side"),
)
CASES = [
    dict(zip(("incidence", "squint", "side"), values, strict=True))
    for values in itertools.product(("low", "nominal", "high"), ("low", "none"), ("right", "either"))
]
TARGETS = ("Yongbyon", "Sinpo")


def values_s(rule):
    """A value a case and target, from a rule of both."""
    return np.array([[float(rule(case, target)) for target in TARGETS] for case in CASES])


def verdict_of(rule, *, reading=GAP, limit_s=7200.0, over="each", **more):
    """The verdict on a rule over twelve combinations and two targets."""
    measured = Measured(CASES, TARGETS, values_s(rule), **more)
    return judge(reading, limit_s, measured, over=over, options=OPTIONS, claim_id="made-up")


def easy(case):
    """The two conditions of the made-up truth."""
    return case["squint"] == "none" and case["incidence"] != "low"


def test_a_verdict_that_holds_names_its_closest_call():
    """The least inside of all combinations, with its target."""
    verdict = verdict_of(lambda case, target: 6600 if easy(case) else 7080 + (target == "Sinpo"))
    assert verdict.sentence() == (
        "Longest gap, at most 2 h, at each of 2 targets: holds in all 12 combinations tried; the closest "
        "call is 118 min, 2.0 min inside, at Sinpo, with incidence band low, squint limit low, radar side "
        "right. Holds at all 2 targets, taken one by one. It would hold for 110 min in the best combination "
        "tried, and for 119 min in all of them."
    )


def test_a_verdict_that_fails_names_its_nearest_miss_and_the_span():
    """The least outside; a longest gap is quoted with the span it is the longest of."""
    verdict = verdict_of(
        lambda case, target: (7812 if easy(case) else 18_000) + 600 * (target == "Sinpo"),
        over="any",
        span_days=60.0,
    )
    assert verdict.sentence() == (
        "Longest gap, at most 2 h, at any one of 2 targets: fails in all 12 combinations tried; the nearest "
        "miss is 130 min, 10 min over, at Yongbyon, with incidence band nominal, squint limit none, radar "
        "side right. Fails at all 2 targets, taken one by one. It would hold for 131 min in the best "
        "combination tried, and for 5 h in all of them. The longest is that of a span of 60 days."
    )
    assert verdict.target_sentence("Sinpo") == (
        "Longest gap, at most 2 h, at Sinpo: fails in all 12 combinations tried; the nearest miss is 140 "
        "min, 20 min over, with incidence band nominal, squint limit none, radar side right."
    )


def test_a_verdict_under_conditions_names_them_and_what_makes_no_difference():
    """Two conditions joined by and; the third option drops out; Sinpo alone fails."""
    verdict = verdict_of(lambda case, target: 6600 if easy(case) and target == "Yongbyon" else 18_000, over="any")
    assert verdict.sentence() == (
        "Longest gap, at most 2 h, at any one of 2 targets: holds only if the incidence band is at least "
        "nominal and the radars' squint is not limited; the radar side makes no difference; values run from "
        "110 min to 5 h. Holds under conditions at 1 of 2 targets (Yongbyon), fails at 1 (Sinpo). It would "
        "hold for 110 min in the best combination tried, and for 5 h in all of them."
    )


def test_alternatives_follow_what_they_share():
    """A shared condition first, then either, or; what is said is not said again."""

    def rule(case, target):
        return (
            6600 if case["squint"] == "none" and (case["incidence"] == "high" or case["side"] == "either") else 18_000
        )

    assert verdict_of(rule).answer.words(verdict_of(rule).scale, OPTIONS) == (
        "holds only if the radars' squint is not limited, and either the radar side is either, or the "
        "incidence band is high; values run from 110 min to 5 h"
    )


def test_a_verdict_that_cannot_be_told_says_why():
    """How many hold, how many are open, the closest with its error, and what it could be."""
    rule = lambda case, target: 7260 if case == CASES[0] else 6600  # noqa: E731
    verdict = verdict_of(rule, error=np.full((12, 2), 120.0))
    assert verdict.sentence() == (
        "Longest gap, at most 2 h, at each of 2 targets: cannot tell; 11 of 12 combinations hold; left "
        "open: 1 too close to call, the closest 121 min ± 2.0 min, 1.0 min over, at Yongbyon, with "
        "incidence band low, squint limit low, radar side right; possible: holds or holds only if. Cannot "
        "be told at all 2 targets, taken one by one. It would hold for 112 min in the best combination tried, "
        "and for 123 min in all of them, the error of the draws added."
    )
    assert verdict_of(lambda case, target: math.nan).answer.words(verdict.scale, OPTIONS) == (
        "cannot tell, for there is nothing to measure"
    )


def test_open_combinations_are_told_apart_from_a_decided_outcome():
    """Some true and some false is only if, whatever the open ones turn out to be; their number is told."""

    def rule(case, target):
        return (
            math.nan
            if case["side"] == "right"
            else 7230
            if case["incidence"] == "nominal"
            else easy(case) * -1e4 + 1.7e4
        )

    answer = verdict_of(rule, error=np.full((12, 2), 60.0)).answer
    assert answer.outcome == "holds only if"
    assert "left open: 2 too close to call and 6 without a measured value" in answer.words(
        verdict_of(rule).scale, OPTIONS
    )


def test_what_is_surely_needed_and_what_perhaps_are_told_apart():
    """A combination too close to call is no condition: it is named as perhaps, and what is decided false is not."""

    def rule(case, target):
        return 6600 if easy(case) else 7230 if case["squint"] == "none" else 18_000

    answer = verdict_of(rule, error=np.full((12, 2), 60.0)).answer
    assert answer.words(verdict_of(rule).scale, OPTIONS) == (
        "holds only if the incidence band is at least nominal and the radars' squint is not limited; perhaps "
        "also if the radars' squint is not limited; the radar side makes no difference to what is decided; "
        "left open: 2 too close to call; values run from 110 min to 5 h"
    )
    assert [[term.option for term in way.terms] for way in answer.conditions.perhaps] == [["squint"]]


def test_the_least_interval_holds_in_all_or_in_the_best():
    """Each: the worst target of a combination; any one: the best. An error adds; what may be larger has no interval."""
    rule = lambda case, target: (6600 if easy(case) else 7800) + 600 * (target == "Sinpo")  # noqa: E731
    each, any_one = verdict_of(rule).answer, verdict_of(rule, over="any").answer
    assert (each.holds_for.in_best_s, each.holds_for.in_all_s) == (7200.0, 8400.0)
    assert (any_one.holds_for.in_best_s, any_one.holds_for.in_all_s) == (6600.0, 7800.0)
    assert verdict_of(rule, error=np.full((12, 2), 60.0)).answer.holds_for.in_all_s == 8460.0
    censored = verdict_of(rule, bound=np.ones((12, 2), dtype=np.int8)).answer
    assert math.isinf(censored.holds_for.in_best_s)
    given = verdict_of(lambda case, target: 0.9, reading=SHARE, interval_s=np.full((12, 2), 7300.0)).answer
    assert given.holds_for.words() == "it would hold for 122 min"
    assert verdict_of(lambda case, target: 0.9, reading=SHARE).answer.holds_for is None


def test_one_combination_at_one_target_is_a_short_sentence():
    """Without options and with one target nothing is counted."""
    verdict = judge(GAP, 9000.0, Measured([{}], ["Seoul"], np.array([[9120.0]])))
    assert verdict.sentence() == (
        "Longest gap, at most 150 min, at Seoul: fails with 152 min, 2.0 min over. It would hold for 152 min."
    )
    verdict = judge(SHARE, 9000.0, Measured([{}], ["Seoul"], np.array([[0.97]])))
    assert (
        verdict.sentence()
        == "Nearly all gaps, at least 95 % within 150 min, at Seoul: holds with 97 %, 2 points above."
    )
    verdict = judge(GAP, 9000.0, Measured([{}], ["Seoul"], np.array([[math.inf]])))
    assert verdict.sentence() == (
        "Longest gap, at most 150 min, at Seoul: fails with no end. It would hold for no interval."
    )


def test_a_verdict_is_plain_json_in_a_fixed_order():
    """Two runs give the same bytes; what is not finite is null; targets' own answers stand under each "
    "only."""
    rule = lambda case, target: math.inf if case == CASES[0] else 6600  # noqa: E731
    text = json.dumps(verdict_of(rule).to_dict(), allow_nan=False)
    assert text == json.dumps(verdict_of(rule).to_dict(), allow_nan=False)
    each, any_one = verdict_of(rule).to_dict(), verdict_of(rule, over="any").to_dict()
    assert each["answer"]["worst"]["value"] is None
    assert each["outcome_by_target"] == any_one["outcome_by_target"] == dict.fromkeys(TARGETS, "holds only if")
    assert list(each["by_target"]) == list(TARGETS)
    assert any_one["by_target"] == {}
    assert each["claim"] == "made-up"
    assert each["reasons"][-1] == "values run from 110 min to no end"


def test_every_reading_limit_and_quantifier_of_a_claim_is_judged_once():
    """Two readings over two limits and each/any: measured once a reading and limit, judged for both "
    "quantifiers."""
    asked = []

    def measure(reading, limit_s):
        asked.append((reading.id, limit_s))
        value = np.full((12, 2), 7500.0 if reading.measure == "gap_max_s" else 0.5)
        return Measured(CASES, TARGETS, value)

    claim = Claim(
        id="made-up",
        statement="Often.",
        said_by="nobody",
        date="2031-03-02",
        sources=("nowhere",),
        limits_s=(7200.0, 9000.0),
        readings=(GAP, SHARE),
    )
    verdicts = judge_claim(claim, measure)
    assert asked == [(r, s) for r in ("longest-gap", "gaps") for s in (7200.0, 9000.0)]
    assert [(v.reading.id, v.limit_s, v.over) for v in verdicts] == [
        (r, s, o) for r, s in asked for o in ("each", "any")
    ]
    assert [v.outcome for v in verdicts] == [
        "fails",
        "fails",
        "holds",
        "holds",
        "fails",
        "fails",
        "fails",
        "fails",
    ]

"""Conditions in options and values: exact on the cases, necessary where they say so, readable."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.claims.conditions import FALSE, TRUE, UNDECIDED, UNMEASURED, Option, explain, lay_out, term_words

SQUINT = Option("squint", ("low", "nominal", "high", "none"), True, "squint limit", {"none": "squint is not limited"})
BAND = Option("incidence", ("low", "nominal", "high"), True, "incidence band")
SIDE = Option("side", ("right", "either"), False, "radar side")
LIGHT = Option("light", ("day", "night", "both", "neither"), False)
OPTIONS = (SQUINT, BAND, SIDE, LIGHT)


def product(*options):
    """Every combination of the options' values, as cases."""
    names = [option.name for option in options]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*(o.values for o in options))]


def explained(options, truth):
    """Conditions of a rule over all combinations of some options."""
    cases = product(*options)
    status = np.array([truth(case) for case in cases], dtype=np.int8)
    return explain(status, lay_out(cases, options)), cases, status


STATUSES = st.sampled_from([TRUE, FALSE, FALSE, TRUE, UNDECIDED, UNMEASURED])


@given(
    st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3, unique_by=lambda option: option.name).flatmap(
        lambda options: st.tuples(
            st.just(tuple(options)),
            st.lists(
                STATUSES,
                min_size=len(product(*options)),
                max_size=len(product(*options)),
            ),
        )
    ),
    st.randoms(use_true_random=False),
)
def test_conditions_describe_exactly_the_true_cases(drawn, random):
    """Sufficient conjunctions accept all true cases and no false one, however few the cases are."""
    options, statuses = drawn
    rows = list(zip(product(*options), statuses, strict=True))
    random.shuffle(rows)
    rows = rows[: max(1, len(rows) - random.randrange(4))]
    cases, status = [case for case, _ in rows], np.array([one for _, one in rows], dtype=np.int8)
    found = explain(status, lay_out(cases, options))
    for case, one in rows:
        if one == TRUE:
            assert found.accept(case)
        else:
            assert not found.accept(case)
        assert any(way.accepts(case) for way in found.perhaps) or one in (TRUE, FALSE)
        assert not (one == FALSE and any(way.accepts(case) for way in found.perhaps))
        if one != FALSE:
            assert all(term.accepts(case) for term in found.necessary)
    for conjunction in found.sufficient:
        inside = [one for case, one in rows if conjunction.accepts(case)]
        assert conjunction.n_true == inside.count(TRUE)
        assert conjunction.n_undecided == inside.count(UNDECIDED) + inside.count(UNMEASURED)
    for (a, one), (b, other) in itertools.combinations(rows, 2):
        alike = all(a[key] == b[key] for key in a if key not in found.no_difference)
        assert not (alike and (one == TRUE) != (other == TRUE))
    spoken = {term.option for conjunction in found.sufficient for term in conjunction.terms}
    assert not spoken & set(found.no_difference)


def test_a_rule_of_two_options_is_found_and_the_others_make_no_difference():
    """Squint none and incidence at least nominal come out as just that."""
    found, *_ = explained(OPTIONS, lambda c: int(c["squint"] == "none" and c["incidence"] != "low"))
    (conjunction,) = found.sufficient
    assert [term.words for term in conjunction.terms] == [
        "squint is not limited",
        "the incidence band is at least nominal",
    ]
    assert found.necessary == conjunction.terms
    assert found.no_difference == ("side", "light")


def test_a_rule_with_an_or_has_two_conjunctions():
    """Either of two single conditions: two conjunctions, nothing necessary."""
    found, *_ = explained((SQUINT, BAND, SIDE), lambda c: int(c["squint"] == "none" or c["incidence"] == "high"))
    assert [[term.words for term in one.terms] for one in found.sufficient] == [
        ["the incidence band is high"],
        ["squint is not limited"],
    ]
    assert found.necessary == ()


def test_undecided_cases_are_perhaps_true_and_never_surely():
    """True for either side by day, open by night: what suffices takes in none that is open."""

    def rule(case):
        if case["incidence"] == "low":
            return FALSE
        return TRUE if (case["side"] == "right") == (case["light"] == "day") else UNDECIDED

    light = Option("light", ("day", "night"))
    found, *_ = explained((BAND, SIDE, light), rule)
    assert [[term.words for term in one.terms] for one in found.sufficient] == [
        ["the incidence band is at least nominal", "the radar side is right", "the light is day"],
        ["the incidence band is at least nominal", "the radar side is either", "the light is night"],
    ]
    assert [[term.words for term in one.terms] for one in found.perhaps] == [["the incidence band is at least nominal"]]
    assert [one.n_undecided for one in (*found.sufficient, *found.perhaps)] == [0, 0, 4]
    assert found.no_difference == ()


def test_undecided_cases_are_not_excluded_by_a_necessary_term():
    """What may yet be true outside keeps a term from being called necessary."""

    def rule(case):
        return UNDECIDED if case["squint"] == "high" else int(case["squint"] == "none")

    found, *_ = explained((SQUINT, SIDE), rule)
    assert [term.words for term in found.necessary] == ["the squint limit is at least high"]


@pytest.mark.parametrize(
    ("option", "values", "words"),
    [
        (SQUINT, ("high", "none"), "the squint limit is at least high"),
        (SQUINT, ("low", "nominal"), "the squint limit is at most nominal"),
        (SQUINT, ("nominal", "high"), "the squint limit is nominal or high"),
        (SQUINT, ("low",), "the squint limit is low"),
        (SQUINT, ("none",), "squint is not limited"),
        (SQUINT, ("low", "none"), "the squint limit is low or none"),
        (LIGHT, ("day", "night", "both"), "the light is day, night or both"),
    ],
)
def test_terms_read_as_people_say_them(option, values, words):
    """Ordered values become at least and at most; phrases of an option win."""
    assert term_words(option, values) == words


def test_unknown_options_take_the_usual_order():
    """low, nominal, high and none are ordered whoever names them; other values keep their order."""
    cases = [{"a": a, "b": b} for a in ("none", "low") for b in ("x", "c")]
    a, b = lay_out(cases).options
    assert (a.values, a.ordered) == (("low", "none"), True)
    assert (b.values, b.ordered) == (("x", "c"), False)


def test_cases_that_cannot_be_laid_out_are_refused():
    """A case twice, another set of options, a value nobody named: each is a mistake of the caller."""
    with pytest.raises(ValueError, match="given twice"):
        lay_out([{"a": "low"}, {"a": "low"}])
    with pytest.raises(ValueError, match="same options"):
        lay_out([{"a": "low"}, {"b": "low"}])
    with pytest.raises(ValueError, match="no value 'wide'"):
        lay_out([{"squint": "wide"}], OPTIONS)

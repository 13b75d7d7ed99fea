"""Claims as data: what fits together and what does not."""

import pytest
from pydantic import ValidationError

from sim.claims.claim import Claim
from sim.claims.kinds.coverage import CoverageReading
from sim.claims.measures import MEASURES
from sim.claims.tables import Instant, Source, Unstated

PLAIN = {
    "id": "made-up",
    "statement": "Often.",
    "said_by": "nobody",
    "date": "2031-03-02",
    "sources": ("nowhere",),
}


def reading(**changes):
    """A reading of the longest gap, with changes."""
    return {"id": "gap", "title": "Gap", "measure": "gap_max_s", "compare": "<=", **changes}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "gap_maximum_s"}, "is not known"),
        ({"measure": "wait_p95_s"}, "is not known"),
        ({"compare": "<"}, "'<=' or '>='"),
        ({"measure": "share_of_gaps_within"}, "give the value it is compared with"),
        ({"measure": "n_looks"}, "give the value it is compared with"),
        ({"measure": "share_of_gaps_within", "value": 95.0}, "share between 0 and 1"),
        ({"value": float("nan")}, "finite"),
        ({"value": "7200"}, "valid number"),
        ({"over": ()}, "must name each, any or all-within"),
        ({"over": ("each", "each")}, "none of them twice"),
        ({"over": ("all-within",)}, "does not fit gap_max_s"),
        ({"over": ("each", "all-within")}, "does not fit gap_max_s"),
        ({"measure": "all_targets_gap_max_s"}, "does not fit all_targets_gap_max_s"),
        ({"says": "x", "said": "x"}, "Extra inputs"),
    ],
)
def test_a_reading_that_does_not_fit_is_refused(changes, message):
    """Unknown measures, missing or wrong values and quantifiers, and unknown keys."""
    with pytest.raises(ValidationError, match=message):
        CoverageReading(**reading(**changes))


def test_a_reading_knows_whether_it_needs_a_limit():
    """Without a value of its own, or with a measure that is computed for a length of time."""
    assert CoverageReading(**reading()).needs_limit
    assert not CoverageReading(**reading(value=600.0)).needs_limit
    assert CoverageReading(**reading(measure="wait_probability", compare=">=", value=0.95)).needs_limit
    assert not CoverageReading(**reading(measure="n_looks", compare=">=", value=1.0)).needs_limit


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "tested_by what would test it"),
        ({"tested_by": "x", "date_to": "2031-03-01", "date_note": "x"}, "must not lie before"),
        ({"tested_by": "x", "date_to": "2031-03-04"}, "needs a date_note"),
        ({"tested_by": "x", "verdict": "fails"}, "Extra inputs"),
        ({"reading": (reading(),)}, "limits_s must name one"),
        ({"reading": (reading(), reading()), "limits_s": (7200.0,)}, "id of its own"),
        ({"tested_by": "x", "limits_s": (9000.0, 7200.0)}, "must rise"),
        ({"tested_by": "x", "limits_s": (0.0,)}, "greater than 0"),
    ],
)
def test_a_claim_that_does_not_fit_is_refused(changes, message):
    """A verdict in a seed is refused like any other unknown key."""
    with pytest.raises(ValidationError, match=message):
        Claim(**{**PLAIN, **changes})


def test_options_need_values_that_are_told_apart():
    """No value twice, and no phrase for a value that is not tried."""
    with pytest.raises(ValidationError, match="name one value twice"):
        Unstated(label="x", values=("a", "a"))
    with pytest.raises(ValidationError, match="not among the values"):
        Unstated(label="x", values=("a",), phrases={"b": "it is b"})


def test_moments_and_places_are_checked():
    """A time without a zone and a latitude beyond the pole."""
    good = {"at_utc": "2031-03-02T01:02:03Z", "place": "x", "lat_deg": 1.0, "lon_deg": 2.0, "kind": "image"}
    assert Instant(**good, sources=("nowhere",)).at_utc.tzinfo is not None
    with pytest.raises(ValidationError, match="timezone"):
        Instant(**{**good, "at_utc": "2031-03-02T01:02:03"}, sources=("nowhere",))
    with pytest.raises(ValidationError, match="less than or equal to 90"):
        Instant(**{**good, "lat_deg": 91.0}, sources=("nowhere",))


def test_cases_are_the_full_product_with_the_last_option_fastest():
    """Two by three values; an option left out takes its factor with it."""
    claim = Claim(
        **PLAIN,
        tested_by="x",
        unstated={"a": {"label": "A", "values": ["p", "q"]}, "b": {"label": "B", "values": ["x", "y", "z"]}},
    )
    assert [tuple(case.values()) for case in claim.cases()] == [(a, b) for a in "pq" for b in "xyz"]
    assert claim.cases(without=["b"]) == ({"a": "p"}, {"a": "q"})
    assert claim.cases(without=["a", "b"]) == ({},)
    assert [(option.name, option.label) for option in claim.options()] == [("a", "A"), ("b", "B")]


def test_a_source_without_a_day_says_what_is_known():
    """date or date_note, one of them."""
    assert Source(outlet="x", what="y", date_note="spring").date is None
    with pytest.raises(ValidationError, match="date_note must say"):
        Source(outlet="x", what="y")


def test_measures_in_seconds_say_so_in_their_name():
    """The unit is in the name, as everywhere."""
    for name, measure in MEASURES.items():
        assert name == measure.name
        assert name.endswith("_s") == (measure.unit == "s")
        assert measure.definition

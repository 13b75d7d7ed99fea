"""The last door: ranges, an identity, and SGP4's own opinion of a set."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.errors import DataError
from sim.orbits.elements import ElementSet
from sim.orbits.readers.unusable import refuse
from sim.orbits.readers.validate import _plainly_flies, clean_name, cospar, problems_of

GOOD = ElementSet("A", 1, 2461274.5, 0.5, 15.2, 0.001, 97.3, 114.3, 144.5, 215.7, 1e-4)


def test_a_good_set_has_no_problems():
    """The set the others are made from is accepted."""
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("mean_motion_rev_day", 0.0, "MEAN_MOTION = 0 must be above 0 and at most 18 rev/day"),
        ("mean_motion_rev_day", -15.0, "MEAN_MOTION = -15 must be"),
        ("mean_motion_rev_day", 94.5, "MEAN_MOTION = 94.5 must be"),
        ("eccentricity", 1.0, "ECCENTRICITY = 1 must be at least 0 and below 1"),
        ("eccentricity", -1e-9, "ECCENTRICITY = -1e-09 must be"),
        ("inclination_deg", 180.1, "INCLINATION = 180.1 must be between 0 and 180 deg"),
        ("raan_deg", 361.0, "RA_OF_ASC_NODE = 361 must be between -360 and 360 deg"),
        ("arg_perigee_deg", -361.0, "ARG_OF_PERICENTER = -361 must be"),
        ("mean_anomaly_deg", math.inf, "MEAN_ANOMALY = inf must be"),
        ("bstar", math.nan, "BSTAR = nan must be a finite number"),
        ("mean_motion_dot", -math.inf, "MEAN_MOTION_DOT = -inf must be a finite number"),
    ],
)
def test_each_field_has_its_range(field: str, value: float, problem: str):
    """A value out of range is told with its OMM key, the value and the range."""
    (told,) = problems_of(GOOD.shifted(**{field: value}))
    assert told.startswith(problem)


@pytest.mark.parametrize("field", ["mean_motion_rev_day", "eccentricity", "raan_deg", "mean_anomaly_deg"])
def test_no_number_is_out_of_range_too(field: str):
    """NaN is within no range."""
    assert "= nan must be" in problems_of(GOOD.shifted(**{field: math.nan}))[0]


def test_a_set_needs_something_to_call_it_by():
    """A set without number needs a name or a designator."""
    nobody = GOOD.shifted(name="", catalog_number=0)
    assert problems_of(nobody) == ["the set has neither a catalogue number nor a name; give it one of them"]
    assert problems_of(nobody.shifted(object_id="2026-001A")) == []
    assert problems_of(nobody.shifted(name="NOTIONAL")) == []


def test_an_orbit_within_the_earth_is_refused_by_sgp4():
    """A perigee deep in the Earth, at perigee, is SGP4's error 6."""
    inside = GOOD.shifted(eccentricity=0.3, mean_anomaly_deg=0.0)
    assert problems_of(inside) == [
        "SGP4 refuses this set at its own epoch: mrt is less than 1.0 which indicates the satellite has "
        "decayed (error 6); take another set of this object"
    ]


ANGLE = st.floats(-360.0, 360.0)


@given(
    n=st.floats(6.9, 17.0),
    e=st.floats(0.0, 0.46),
    i=st.floats(0.0, 180.0),
    angles=st.tuples(ANGLE, ANGLE, ANGLE),
    bstar=st.floats(-2.0, 2.0),
)
def test_sgp4_is_only_spared_where_it_could_not_refuse(
    n: float, e: float, i: float, angles: tuple[float, float, float], bstar: float
):
    """Every set that is accepted unseen has a position at its epoch, above 1.01 Earth radii."""
    elements = ElementSet("A", 1, 2461274.5, 0.25, n, e, i, *angles, bstar)
    assume(_plainly_flies(elements))
    assert elements.satrec.error == 0
    code, position_teme_km, _ = elements.satrec.sgp4_tsince(0.0)
    assert code == 0
    assert math.hypot(*position_teme_km) > 1.01 * 6378.135


@given(e=st.floats(0.0, 0.45), i=st.floats(0.0, 180.0), angles=st.tuples(ANGLE, ANGLE), bstar=st.floats(-1, 1))
def test_sgp4_moves_the_perigee_little_at_the_epoch(e: float, i: float, angles: tuple[float, float], bstar: float):
    """At the lowest perigee accepted unseen, SGP4's radius is within 20 km of Kepler's."""
    perigee_km = 1.0201 * 6378.135
    n = math.sqrt(398600.8 / (perigee_km / (1.0 - e)) ** 3) * 86400.0 / math.tau
    elements = ElementSet("A", 1, 2461274.5, 0.25, n, e, i, *angles, 0.0, bstar)
    assume(_plainly_flies(elements))
    _, position_teme_km, _ = elements.satrec.sgp4_tsince(0.0)
    assert abs(math.hypot(*position_teme_km) - perigee_km) < 20.0


def test_ten_problems_are_shown_and_the_rest_counted():
    """Ten problems are shown in full; of eleven the last is a count."""
    with pytest.raises(DataError) as caught:
        refuse([f"problem {n}" for n in range(10)])
    assert str(caught.value).splitlines()[-1] == "problem 9"
    with pytest.raises(DataError) as caught:
        refuse([f"problem {n}" for n in range(11)])
    assert str(caught.value).splitlines()[-2:] == ["problem 9", "and 1 more"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("23179A", "2023-179A"),
        ("98067UQ ", "1998-067UQ"),
        ("57001A", "1957-001A"),
        ("56001A", "2056-001A"),
        ("1998-067A", "1998-067A"),
        ("UNKNOWN", "UNKNOWN"),
        ("17001", "17001"),
        ("", ""),
    ],
)
def test_designators_have_one_form(given: str, read: str):
    """A TLE's short designator becomes the long one; what is neither stays."""
    assert cospar(given) == read


def test_names_are_kept_as_given():
    """Inner blanks stay, outer ones go, odd white space becomes a blank, the unprintable is refused."""
    assert clean_name("  A  B ") == "A  B"
    assert clean_name("A\tB\u00a0C") == "A B C"
    with pytest.raises(ValueError, match="cannot be printed"):
        clean_name("A\x1b[31m")

"""What a search trims by: a step for every limit, checked when the module is imported."""

import pytest
from limit_examples import EXAMPLES, changed

from sim.sensors.limit_kinds import AFTER_ALL, KEYS, KIND_OF
from sim.sensors.limits import Limits
from sim.windows.steps import ANY_ELEVATION_DEG, STEPS_OF, margins, steps


@pytest.mark.parametrize("key", [key for key in KEYS if key not in AFTER_ALL])
def test_every_limit_changes_what_a_search_trims_by(key: str) -> None:
    """Another value of any limit gives other steps: none is read over in silence."""
    assert steps(Limits(**changed(key)), ANY_ELEVATION_DEG) != steps(Limits(**EXAMPLES[key]), ANY_ELEVATION_DEG)
    assert steps(Limits(**EXAMPLES[key]), ANY_ELEVATION_DEG) != steps(Limits(), ANY_ELEVATION_DEG) == []


def test_every_limit_that_cuts_has_its_step() -> None:
    """The table names what a search cuts by, each limit once; what others are measured with comes with them."""
    named = [key for keys in STEPS_OF for key in keys]
    assert len(named) == len(set(named))
    rest = set(KEYS) - set(named)
    assert {getattr(KIND_OF[key], "measure", False) or key in AFTER_ALL for key in rest} == {True}


def test_a_rule_within_all_of_is_trimmed_by_its_steps() -> None:
    """Limits under ``all_of`` are steps like any other, after the outer ones."""
    inner, outer = Limits(range_max_km=900.0), Limits(squint_max_deg=5.0)
    both = Limits(squint_max_deg=5.0, all_of=(inner,))
    assert steps(both, ANY_ELEVATION_DEG) == [*steps(outer, ANY_ELEVATION_DEG), *steps(inner, ANY_ELEVATION_DEG)]


def test_an_elevation_that_is_implied_comes_first() -> None:
    """The larger of it and the limits' own is trimmed by, before all else, and only once."""
    limits = Limits(elevation_min_deg=20.0, squint_max_deg=5.0)
    own, implied = margins(limits, 10.0), margins(limits, 30.0)
    assert own == margins(limits, ANY_ELEVATION_DEG)
    assert implied == [*margins(Limits(elevation_min_deg=30.0), ANY_ELEVATION_DEG), *own[1:]]
    assert margins(Limits(squint_max_deg=5.0), 30.0)[0] == implied[0]

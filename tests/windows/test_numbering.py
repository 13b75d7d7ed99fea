"""What numbers of windows stand for, and that windows that number differently are not mixed."""

import pytest
from random_orbits import element_set

import sim
from sim.errors import UsageError
from sim.windows.numbering import Numbering
from sim.windows.windows import Windows

SPAN = sim.Span(sim.parse_utc("2026-07-14"), 86400.0)
A, B = sim.Site("A", lat_deg=40.0, lon_deg=125.0), sim.Site("B", lat_deg=35.0, lon_deg=129.0)


def found(number: int, name: str, places: list[sim.Site], *, catalog_number: int = 0) -> Windows:
    """The windows of one satellite that a search of its own numbers."""
    elements = element_set(perigee_km=540.0, eccentricity=0.001, inclination_deg=60.0, name=name)
    elements = elements.shifted(catalog_number=catalog_number)
    table = sim.ephemeris(SPAN, [sim.Track(number, elements, 0.0, SPAN.duration_s)])
    return sim.Search(table, places, threads=1).windows(sim.Limits())


def test_searches_that_number_alike_go_together():
    """Two satellites with numbers of their own, over the same places: all windows, and both names."""
    one, two = found(0, "ONE", [A, B]), found(1, "TWO", [A, B])
    both = Windows.together([one, two])
    assert len(both) == len(one) + len(two) > 4
    assert both.numbering == Numbering({0: ("ONE", 0), 1: ("TWO", 0)}, ("A", "B"))
    assert both.take(both.target == 1).numbering == both.numbering


def test_a_number_that_stands_for_two_satellites_is_refused():
    """Each search began to count at 0: their looks would be looks of one satellite."""
    with pytest.raises(UsageError, match="satellite 0 is ONE in one search and TWO in another"):
        Windows.together([found(0, "ONE", [A]), found(0, "TWO", [A])])


def test_a_number_that_stands_for_two_targets_is_refused():
    """The same places in another order are other numbers; places more are not."""
    with pytest.raises(UsageError, match="target 0 is A in one search and B in another"):
        Windows.together([found(0, "ONE", [A, B]), found(1, "TWO", [B, A])])
    assert Windows.together([found(0, "ONE", [A]), found(1, "TWO", [A, B])]).numbering.targets == ("A", "B")


def test_a_renamed_object_is_the_same_satellite():
    """One catalogue number under two names, or one name under two, is one object; none at all is known by its name."""
    together = Windows.together(
        [found(0, "OBJECT A", [A], catalog_number=7), found(0, "KORSAT-1", [A], catalog_number=7)]
    )
    assert set(together.satellite) == {0}
    with pytest.raises(UsageError, match="satellite 0 is OBJECT A"):
        Windows.together([found(0, "OBJECT A", [A], catalog_number=7), found(0, "KORSAT-1", [A], catalog_number=8)])

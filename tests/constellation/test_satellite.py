"""One satellite: what it is called in pass ids, when it serves, and how far a constellation is searched."""

import math
from datetime import UTC, datetime, timedelta

from sim.clock import Span
from sim.constants import SEARCH_BEYOND_S
from sim.constellation.satellite import Satellite, searched_s

START = datetime(2026, 7, 14, tzinfo=UTC)
DAY = timedelta(days=1)
DAY_S = 86400.0
SPAN = Span(START, 3.0 * DAY_S)


def serving(begins: float | None, ends: float | None) -> Satellite:
    """Return a satellite in service between two days since the start of the span."""
    moments = [None if days is None else START + days * DAY for days in (begins, ends)]
    return Satellite("A", 0, (), in_service=moments[0], out_of_service=moments[1])


def test_its_tag_is_its_number_or_without_one_its_name() -> None:
    """Pass ids of notional satellites begin with their names."""
    assert Satellite("A", 58400, ()).tag == "58400"
    assert Satellite("A", 0, ()).tag == "A"


def test_service_is_half_open() -> None:
    """A satellite serves in a span that its service meets in more than an end."""
    assert serving(None, None).serves(SPAN)
    assert serving(2.9, None).serves(SPAN)
    assert not serving(3.0, None).serves(SPAN)
    assert serving(None, 0.1).serves(SPAN)
    assert not serving(None, 0.0).serves(SPAN)
    assert serving(1.0, 2.0).service_s(SPAN) == (DAY_S, 2.0 * DAY_S)
    assert serving(None, None).service_s(SPAN) == (-math.inf, math.inf)


def test_a_search_reaches_ten_days_beyond_the_span_but_not_outside_all_service() -> None:
    """The earliest start and the latest end of service bound it, and it always holds the span."""
    assert searched_s([serving(None, None)], SPAN) == (-SEARCH_BEYOND_S, 3.0 * DAY_S + SEARCH_BEYOND_S)
    assert searched_s([serving(-2.0, 5.0), serving(-1.0, 4.0)], SPAN) == (-2.0 * DAY_S, 5.0 * DAY_S)
    assert searched_s([serving(1.0, 2.0)], SPAN) == (0.0, 3.0 * DAY_S)
    assert searched_s([], SPAN) == (-SEARCH_BEYOND_S, 3.0 * DAY_S + SEARCH_BEYOND_S)

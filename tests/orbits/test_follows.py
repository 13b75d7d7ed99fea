"""Whether SGP4 follows a set to its stretch, asked before anything is tabulated: as the table itself finds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sim.clock import Span
from sim.errors import DataError
from sim.orbits.ephemeris import ephemeris
from sim.orbits.follows import check_followed
from sim.orbits.notional import keplerian
from sim.orbits.track import Track

EPOCH = datetime(2026, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(30))
def test_it_refuses_what_the_table_refuses(seed: int) -> None:
    """Sets with much drag, up to 90 days from their stretch: both refuse, or neither does."""
    rng = np.random.default_rng(seed)
    one = keplerian(name="x", epoch=EPOCH, height_km=float(rng.uniform(160, 700)), inclination_deg=53.0)
    one = replace(one, bstar=float(10.0 ** rng.uniform(-5, -1.5)), eccentricity=float(rng.uniform(0, 0.01)))
    span = Span(EPOCH + timedelta(days=float(rng.uniform(-30, 90))), 86400.0)
    track = Track(0, one, 0.0, span.duration_s)

    def refusal(call) -> str:
        try:
            call()
        except DataError as error:
            return str(error)
        return ""

    early, late = refusal(lambda: check_followed([track], span)), refusal(lambda: ephemeris(span, [track]))
    assert bool(early) == bool(late)
    assert early[:60] == late[:60]


def test_what_surely_flies_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set of 550 km with little drag is passed without sgp4, a month away."""
    one = keplerian(name="x", epoch=EPOCH, height_km=550.0, inclination_deg=53.0)
    monkeypatch.setattr(type(one), "satrec", property(lambda self: pytest.fail("sgp4 is asked")))
    span = Span(EPOCH + timedelta(days=30), 86400.0)
    check_followed([Track(0, replace(one, bstar=1e-4), 0.0, span.duration_s)], span)

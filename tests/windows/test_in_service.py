"""Windows cut to the service of their satellites."""

from datetime import UTC, datetime, timedelta

from found_by_hand import windows_by_hand

from sim.clock import Span
from sim.constellation.satellite import Satellite
from sim.windows.in_service import windows_in_service

START = datetime(2026, 7, 14, tzinfo=UTC)
SPAN = Span(START, 1000.0)
ALWAYS = Satellite("A", 0, ())
PART = Satellite("B", 0, (), in_service=START + timedelta(seconds=100), out_of_service=START + timedelta(seconds=300))


def test_windows_of_satellites_that_always_serve_are_returned_as_they_are() -> None:
    """Nothing is copied where no satellite has an end of service."""
    found = windows_by_hand((0, 0, 50.0, 150.0), (1, 0, 250.0, 400.0))
    assert windows_in_service(found, [ALWAYS, ALWAYS], SPAN) is found


def test_windows_end_with_the_service_of_their_own_satellite() -> None:
    """A window outside is left out, one that meets an end is cut there, and a pass keeps its true ends."""
    rows = [(0, 0, 50.0, 150.0), (1, 0, 10.0, 100.0), (1, 0, 120.0, 150.0), (1, 0, 250.0, 400.0), (1, 1, 60.0, 150.0)]
    whole = windows_by_hand(*rows)
    found = windows_in_service(whole, [ALWAYS, PART], SPAN)
    kept = [0, 2, 3, 4]
    assert found.satellite.tolist() == [0, 1, 1, 1]
    assert found.target.tolist() == [0, 0, 0, 1]
    assert found.start_s.tolist() == [50.0, 120.0, 250.0, 100.0]
    assert found.end_s.tolist() == [150.0, 150.0, 300.0, 150.0]
    assert found.pass_end_s.tolist() == whole.pass_end_s[kept].tolist()

"""Tracks of launches: which places the plane passed, what the climb leaves open, what is said of it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from first_sets import LAUNCHES
from pydantic import ValidationError

from sim.claims.evidence import Asked, EvidenceVerdict
from sim.claims.kinds.track import TrackReading
from sim.constellation.satellite import Satellite

LAUNCH = LAUNCHES["Malligyong-1"]
NAHA = {"name": "Naha", "lat_deg": 26.212, "lon_deg": 127.679}
MIYAKO = {"name": "Miyako", "lat_deg": 24.805, "lon_deg": 125.281}
TOKYO = {"name": "Tokyo", "lat_deg": 35.68, "lon_deg": 139.69}
LISBON = {"name": "Lisbon", "lat_deg": 38.7, "lon_deg": -9.1}
KEYS = {
    "id": "t", "title": "Over the island", "kind": "track", "satellite": "Malligyong-1",
    "site": {"name": "Sohae", "lat_deg": LAUNCH.lat_deg, "lon_deg": LAUNCH.lon_deg},
    "launch_utc": LAUNCH.moment, "insertion_utc": LAUNCH.moment + timedelta(seconds=705), "within_km": 200.0,
}  # fmt: skip


def judged(*places: dict[str, Any], later: Any = (), **more: Any) -> EvidenceVerdict:
    satellite = Satellite("Malligyong-1", 58400, (LAUNCH.first, *later), launch=LAUNCH.moment)
    constellation: Any = SimpleNamespace(satellites=(satellite,))
    return TrackReading(**KEYS | {"places": places} | more).judge(
        Asked("made-up", (), (), constellation, lambda: pytest.fail("no windows are needed"))
    )


@pytest.mark.parametrize(
    ("place", "within_km", "outcome"),
    [
        (NAHA, 200.0, "consistent"),
        (NAHA, 150.0, "cannot tell"),  # 126 km if the rocket comes as early as it can, 189 km with the orbit
        (NAHA, 100.0, "not consistent"),
        (MIYAKO, 100.0, "consistent"),
        (TOKYO, 200.0, "not consistent"),
        (LISBON, 200.0, "not consistent"),
    ],
)
def test_a_place_is_passed_if_it_is_whenever_the_rocket_comes_by(
    place: dict[str, Any], within_km: float, outcome: str
) -> None:
    """Within the distance for the whole stretch of time: consistent; for a part of it: open."""
    assert judged(place, within_km=within_km).outcome == outcome


def test_the_track_passes_between_the_islands() -> None:
    """As Tokyo saw it: west of the main island and east of Miyako."""
    found = judged(NAHA, MIYAKO)
    assert [row["side"] for row in found.evidence] == ["west of it", "east of it"]
    assert found.number == "the track passes 15 to 67 km east of Miyako and 126 to 189 km west of Naha"


def test_one_place_of_two_makes_a_condition() -> None:
    """It is named in the words of the orbit."""
    found = judged(NAHA, TOKYO)
    assert found.outcome == "consistent only if"
    assert found.conditions == "it is consistent with the orbit only if the place is Naha"


def test_the_sentence_says_that_the_rocket_was_climbing() -> None:
    """The track is that of the plane, which lay far from the site when the rocket left it."""
    because = judged(NAHA).because
    assert because[0] == "The orbit is that of the first element set, 14 h after the launch, carried back."
    assert because[-2] == (
        "Until its insertion, 11.8 min after the launch, the rocket was still climbing: this is the track of its "
        "plane, not of its path."
    )
    assert because[-1].startswith("At the launch the plane lay 501 km from Sohae")


def test_later_sets_are_in_the_error() -> None:
    """A set whose plane lies half a degree aside adds some 50 km, by which more stays open."""
    first = LAUNCH.first
    later = first.shifted(epoch_jd=first.epoch_jd + 1e-6, raan_deg=first.raan_deg + 0.5)
    (row,) = judged(MIYAKO, later=(later,)).evidence
    assert row["error_km"] == pytest.approx(50.0, abs=3.0)  # half a degree along the parallel of 24.8 degrees
    assert row["consistent"] is True
    assert judged(MIYAKO, later=(later,), within_km=100.0).outcome == "cannot tell"


def test_what_comes_abeam_too_late_is_not_passed() -> None:
    """Perth comes 25 min after the launch: not in the first minutes."""
    perth = {"name": "Perth", "lat_deg": -31.95, "lon_deg": 115.86}
    found = judged(perth)
    assert found.outcome == "not consistent"
    assert found.number == "Perth is not passed in the first 20 min"
    assert found.evidence[0]["least_km"] is None


@pytest.mark.parametrize(
    "wrong",
    [{"places": []}, {"places": [NAHA, NAHA]}, {"within_km": 0.0}, {"insertion_utc": LAUNCH.moment}],
)
def test_a_track_that_asks_nothing_is_refused(wrong: dict[str, Any]) -> None:
    """No place, one twice, no distance, an insertion at the launch."""
    with pytest.raises(ValidationError):
        TrackReading(**KEYS | {"places": [NAHA]} | wrong)

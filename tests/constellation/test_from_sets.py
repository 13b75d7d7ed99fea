"""Satellites from files and lists of element sets."""

from pathlib import Path

import pytest

import sim
from sim.errors import DataError, UsageError
from sim.orbits.elements import ElementSet

SETS = """KORSAT-1
1 59452U 24066L   26234.57551795  .00001987  00000+0  18256-3 0  9993
2 59452  45.4106 260.3087 0004792  50.9095 309.2209 14.98468877130015
"""


def of_day(number: int, day: float, name: str) -> ElementSet:
    (one,) = sim.parse_elements(SETS, "here")
    return one.shifted(catalog_number=number, epoch_jd=one.epoch_jd + day, name=name)


def test_the_sets_of_one_object_are_one_satellite():
    """Whatever their order and names: satellites by first set, sets by epoch, the number that of the catalogue."""
    sets = [of_day(7, 2.0, "B"), of_day(9, 0.0, "C"), of_day(7, 0.0, "B"), of_day(7, 1.0, "B")]
    found = sim.satellites(sets)
    assert [(one.name, one.norad_id, len(one.elements)) for one in found] == [("B", 7, 3), ("C", 9, 1)]
    epochs = [one.epoch_jd for one in found[0].elements]
    assert epochs == sorted(epochs)


def test_a_choice_is_that_of_the_command_line():
    """Numbers, ranges and names choose objects; a part that chooses nothing is refused by name."""
    sets = [of_day(number, 0.0, f"SAT-{number}") for number in (5, 6, 7, 11)]
    assert [one.norad_id for one in sim.satellites(sets, "5-7")] == [5, 6, 7]
    assert [one.norad_id for one in sim.satellites(sets, "name:SAT-1*")] == [11]
    with pytest.raises(UsageError, match="select = '5,99': 99 selects no satellite"):
        sim.satellites(sets, "5,99")


def test_a_record_that_cannot_be_used_is_refused_unless_the_choice_leaves_it_out(tmp_path: Path):
    """No satellite goes missing unseen; what is not asked for is not held against the file."""
    path = tmp_path / "sets.tle"
    path.write_text(SETS + SETS.replace("59452", "59453").replace("KORSAT-1", "BAD"), encoding="utf-8")
    with pytest.raises(DataError, match="checksum"):
        sim.satellites(path)
    assert [one.name for one in sim.satellites(path, "59452")] == ["KORSAT-1"]
    with pytest.raises(UsageError, match="no such file"):
        sim.satellites(tmp_path / "none.tle")

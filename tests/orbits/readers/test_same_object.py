"""Sets that share a number: one object, several, or not to be told."""

import pytest
from orbits.readers.element_texts import WrittenSet

from sim.errors import DataError
from sim.orbits.elements import ElementSet
from sim.orbits.readers import display_names, group_by_object, objects_of, parse_elements, select
from sim.orbits.readers.same_object import are_two, contradiction, first_contradiction

DAY_JD = 2461274.5


def one(name: str = "", number: int = 99999, object_id: str = "", **changes: float) -> ElementSet:
    made = ElementSet(name, number, DAY_JD, 0.5, 15.2, 0.001, 97.3, 114.0, 90.0, 270.0, object_id=object_id)
    return made.shifted(**changes)


def test_a_placeholder_number_is_parted_by_names():
    """99999 under two names is two objects, each named, both chosen by the number."""
    groups = group_by_object([one("CUBE A"), one("CUBE B", raan_deg=20.0)])
    assert list(groups) == ["CUBE A (99999)", "CUBE B (99999)"]
    assert list(display_names(groups).values()) == ["CUBE A", "CUBE B"]
    assert list(select(groups, "99999")) == list(groups)
    assert list(select(groups, "name:cube b")) == ["CUBE B (99999)"]


def test_objects_of_one_number_are_said():
    """A note names the number and its objects."""
    (note,) = objects_of([one("A", 1), one("B", 1, raan_deg=20.0)]).notes
    assert note == "catalogue number 1 stands for 2 objects, told apart by name, designator and orbit: A, B"
    assert objects_of([one("A", 5)]).notes == []


def test_a_renamed_object_stays_one():
    """Two names of an ordinary number, days apart in one plane, are one object, whatever its phase did."""
    groups = group_by_object([one("OBJECT A", 70001), one("NAMED 1", 70001, epoch_fr=1.5, mean_anomaly_deg=40.0)])
    assert list(groups) == [70001]


def test_an_object_brought_to_another_orbit_stays_one():
    """From a transfer orbit to the geostationary one, renamed on the way: one object."""
    transfer = one("OBJECT A", 70001, mean_motion_rev_day=2.27, eccentricity=0.73, inclination_deg=27.0)
    there = one("COMSAT 1", 70001, epoch_fr=2.5, mean_motion_rev_day=1.0027, eccentricity=0.0002, inclination_deg=0.1)
    assert list(group_by_object([transfer, there])) == [70001]


@pytest.mark.parametrize(
    "changes",
    [{"raan_deg": 174.0}, {"mean_anomaly_deg": 300.0}, {"mean_motion_rev_day": 14.0}, {"inclination_deg": 99.0},
     {"raan_deg": 130.0, "epoch_fr": 2.0}],
)  # fmt: skip
def test_an_ordinary_number_is_parted_where_the_motion_cannot_be_of_one_object(changes: dict[str, float]):
    """Planes, phases or periods that no object could change in the time between part even an ordinary number."""
    groups = group_by_object([one("A", 43210), one("B", 43210, **changes)])
    assert list(groups) == ["A (43210)", "B (43210)"]


@pytest.mark.parametrize("number", [43210, 99999, 0])
def test_objects_with_nothing_to_tell_them_apart_are_refused(number: int):
    """Six planes at one epoch under one number and one name, or none, are refused with the reason."""
    sets = [one("SAT", number, raan_deg=60.0 * k) for k in range(6)]
    found = objects_of(sets)
    assert found.groups == {}
    with pytest.raises(DataError, match=r"the 6 sets of SAT.* are of several objects: .* planes 59 degrees apart"):
        group_by_object(sets)


def test_two_solutions_for_one_epoch_are_of_one_object():
    """Sets that differ by what two sources differ are one object's."""
    assert list(group_by_object([one("A", 43210), one("", 43210, mean_anomaly_deg=270.02)])) == [43210]


def test_designators_part_nameless_sets_and_those_of_other_names():
    """Two designators are two objects, but where both sets bear one name."""
    first = one("", 43210, "2026-001A")
    assert are_two(first, one("", 43210, "2026-001B"))
    assert are_two(one("A", 43210, "2026-001A"), one("B", 43210, "2026-001B"))
    assert not are_two(one("A", 43210, "2026-001A"), one("A", 43210, "2026-001B"))
    assert not are_two(first, one("", 43210, "UNKNOWN"))
    groups = group_by_object([first, one("", 43210, "2026-001B", epoch_fr=1.5)])
    assert list(groups) == ["2026-001A (43210)", "2026-001B (43210)"]


def test_a_set_that_may_be_of_several_is_left_out():
    """A nameless set beside two names of its number belongs to neither surely."""
    found = objects_of([one("A"), one("B", raan_deg=20.0), one("", raan_deg=20.0, epoch_fr=0.75)])
    assert list(found.groups) == ["A (99999)", "B (99999)"]
    (left,) = found.unclear
    assert "may be of several objects that share its number" in left.problems[0]


def test_a_nameless_set_follows_its_designator():
    """Beside two names with designators of their own, a nameless set goes by its own designator."""
    sets = [one("A", object_id="2026-001A"), one("B", object_id="2026-001B", raan_deg=20.0)]
    groups = group_by_object([*sets, one("", object_id="2026-001B", raan_deg=20.02)])
    assert [len(members) for members in groups.values()] == [1, 2]


def test_copies_of_one_set_under_names_of_a_placeholder_are_two_satellites():
    """The same digits under 99999 and two names are kept as two; under an ordinary number the last name stays."""
    two = WrittenSet(name="A", number=99999), WrittenSet(name="B", number=99999)
    assert [e.name for e in parse_elements("".join(w.as_tle() for w in two), "x")] == ["A", "B"]
    two = WrittenSet(name="A", number=43210), WrittenSet(name="B", number=43210)
    assert [e.name for e in parse_elements("".join(w.as_tle() for w in two), "x")] == ["B"]


def test_names_that_share_name_and_number_differ_by_their_designator():
    """Display names end, and differ, even where name and number are shared."""
    sets = [one("SAT", 99999, "2026-001A"), one("SAT", 99999, "2026-001B", raan_deg=20.0)]
    found = objects_of(sets)
    assert len(found.groups) + len(found.unclear) >= 1
    names = list(display_names(found.groups).values())
    assert len(set(names)) == len(names)


def test_a_ring_of_close_satellites_is_seen_through_the_first():
    """Satellites 1.5 degrees apart in one plane, each near the next, cannot be one: the first sets the scale."""
    ring = [one("", 43210, mean_anomaly_deg=0.9 * k) for k in range(3)]
    found = first_contradiction(ring)
    assert found is not None
    assert found[2] == "1.8 degrees apart along the track"
    assert contradiction(ring[0], ring[1]) == ""

"""Sets gathered by object, names that no two objects share, and the choice among objects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orbits.readers.element_texts import KORSAT_1, KORSAT_1_EARLY, MALLIGYONG_1

from sim.errors import UsageError
from sim.orbits.elements import ElementSet
from sim.orbits.readers import display_names, group_by_object, parse_elements, select, unmatched_parts
from sim.orbits.readers.objects import objects_of


def one(name: str = "", number: int = 0, jd: float = 2461274.5, fr: float = 0.5, object_id: str = "") -> ElementSet:
    return ElementSet(name, number, jd, fr, 15.2, 0.001, 97.3, 0.0, 0.0, 0.0, object_id=object_id)


FLEET = group_by_object(
    [one("WORLDVIEW-1", 32060), one("WORLDVIEW-2", 35946), one("WorldView-3", 40115), one("ISS [+]", 25544)]
)


def test_the_sets_of_an_object_stand_by_epoch_and_the_newest_name_wins():
    """KORSAT-1 was 425SAT-1 at first: one object of that number, named as in its newest set."""
    groups = group_by_object(parse_elements(KORSAT_1 + MALLIGYONG_1 + KORSAT_1_EARLY, "x"))
    assert list(groups) == [59452, 58400]
    assert [e.name for e in groups[59452]] == ["425SAT-1", "KORSAT-1"]
    assert display_names(groups) == {59452: "KORSAT-1", 58400: "MALLIGYONG-1"}


def test_a_nameless_newest_set_keeps_the_name_before_it():
    """The newest set that has a name gives it."""
    groups = group_by_object([one("A", 5), one("", 5, jd=2461275.5)])
    assert display_names(groups) == {5: "A"}


def test_objects_without_a_number_go_by_their_name():
    """Number 0 is no number: the name parts such objects, then the designator."""
    groups = group_by_object([one("A"), one("B"), one("A", fr=0.25), one(object_id="2026-001A")])
    assert [(key, len(members)) for key, members in groups.items()] == [("A", 2), ("B", 1), ("2026-001A", 1)]
    assert display_names(groups) == {"A": "A", "B": "B", "2026-001A": "2026-001A"}


def test_the_fraction_of_the_day_orders_sets_of_one_day():
    """Order goes by the whole epoch."""
    (members,) = group_by_object([one("A", 5, fr=0.75), one("A", 5, fr=0.25)]).values()
    assert [e.epoch_fr for e in members] == [0.25, 0.75]


def test_shared_names_carry_the_number_and_the_nameless_are_their_number():
    """Three pieces called OBJECT A differ by number; a nameless object is its number as text."""
    groups = group_by_object(
        [one("OBJECT A", 58400), one("OBJECT A", 58401), one("B", 7), one("", 99), one("OBJECT A")]
    )
    assert display_names(groups) == {
        58400: "OBJECT A (58400)",
        58401: "OBJECT A (58401)",
        7: "B",
        99: "99",
        "OBJECT A": "OBJECT A (0)",
    }


@given(st.lists(st.tuples(st.sampled_from(["", "X", "X (1)", "X (1) (1)", "1", "2"]), st.integers(0, 4)), max_size=8))
def test_no_two_objects_share_a_display_name(pairs: list[tuple[str, int]]):
    """However perverse the names, each object has its own."""
    groups = objects_of([one(name, number, object_id="Z") for name, number in pairs]).groups  # less what is of none
    names = display_names(groups)
    assert list(names) == list(groups)
    assert len(set(names.values())) == len(groups)


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("25544", [25544]),
        ("32060-40115", [32060, 35946, 40115]),
        ("25544, 40115-40120", [40115, 25544]),
        ("name:WORLDVIEW*", [32060, 35946, 40115]),
        ("name:worldview-?", [32060, 35946, 40115]),
        ("NAME:*3", [40115]),
        ("name:ISS [+]", [25544]),
        ("name:ISS*,35946", [35946, 25544]),
        ("025544", [25544]),
        ("1-999999999", [32060, 35946, 40115, 25544]),
        ("25544,99999", [25544]),
    ],
)
def test_a_pattern_chooses_by_number_range_and_name(pattern: str, numbers: list[int]):
    """The parts add up, case does not matter, the order stays that of the file."""
    chosen = select(FLEET, pattern)
    assert list(chosen) == numbers
    assert all(chosen[number] is FLEET[number] for number in numbers)


def test_a_name_of_earlier_days_chooses_too():
    """KORSAT-1 is found as 425SAT-1, and a shared name as it is displayed."""
    groups = group_by_object(parse_elements(KORSAT_1 + MALLIGYONG_1 + KORSAT_1_EARLY, "x"))
    assert list(select(groups, "name:425SAT*")) == [59452]
    twins = group_by_object([one("T", 1), one("T", 2)])
    assert list(select(twins, "name:T (2)")) == [2]
    assert list(select(twins, "name:T")) == [1, 2]


def test_nothing_chosen_lists_what_there_is():
    """The error names some of the satellites with their numbers."""
    with pytest.raises(UsageError) as caught:
        select(FLEET, "99999,name:FOO*")
    assert str(caught.value) == (
        "'99999,name:FOO*' selects no satellite; there are WORLDVIEW-1 (32060), WORLDVIEW-2 (35946), "
        "WorldView-3 (40115), ISS [+] (25544)"
    )
    many = group_by_object([one(f"S{n}", n) for n in range(1, 21)])
    with pytest.raises(UsageError, match=r"S8 \(8\) and 12 more$"):
        select(many, "99")


def test_parts_that_choose_nothing_can_be_told():
    """A number that is not in the file is reported beside those that are."""
    assert unmatched_parts(FLEET, "25544, 99999, 1-5, name:FOO") == ["99999", "1-5", "name:FOO"]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("", "the selection is empty"),
        (" , ", "the selection is empty"),
        ("WORLDVIEW*", "'WORLDVIEW\\*' selects neither by number nor by name; write 25544"),
        ("WORLDVIEW*", "; did you mean name:WORLDVIEW\\*\\?$"),
        ("25544-", "'25544-' selects neither.*WORLDVIEW\\*$"),
        ("-5", "'-5' selects neither"),
        ("40120-40115", "'40120-40115' runs backwards; write 40115-40120"),
        ("1234567890", "selects neither"),
    ],
)
def test_a_pattern_of_another_form_is_refused(pattern: str, problem: str):
    """What is neither number, range nor name: is told, with what to write."""
    with pytest.raises(UsageError, match=problem):
        select(FLEET, pattern)

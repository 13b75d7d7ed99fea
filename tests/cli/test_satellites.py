"""What of an element file a command uses, and what it says of the rest."""

from pathlib import Path

import pytest
from cli.command import Command, check
from orbits.readers.element_texts import WrittenSet, with_columns

ETNA = ("--site", "Etna,37.751,14.993")
DAY = ("--start", "2026-08-22", "--days", "1")
GOOD = WrittenSet(name="GOOD", number=70001)
BAD = with_columns(WrittenSet(name="BAD", number=70002).as_tle(), 2, 69, "x", seal=False)


@pytest.fixture
def one_bad(folder: Path) -> str:
    """A catalogue of three, the second with a broken checksum."""
    third = WrittenSet(name="THIRD", number=70003, raan_e4=200000)
    (folder / "c.tle").write_text(GOOD.as_tle() + BAD + third.as_tle(), encoding="utf-8")
    return "c.tle"


def test_a_bad_record_is_left_out_counted_and_named(reconsim: Command, one_bad: str) -> None:
    """The others are searched; stderr has the reason with its line, and the count."""
    asked = reconsim("windows", "--elements", one_bad, *ETNA, *DAY)
    assert asked.code == 0
    assert "GOOD" in asked.out
    assert "THIRD" in asked.out
    assert "warning: c.tle:6: the checksum in column 69 is 'x'" in asked.err
    assert "warning: 1 of 3 records cannot be used; it is left out (--strict refuses)" in asked.err


def test_strict_refuses_a_bad_record(reconsim: Command, one_bad: str) -> None:
    """With --strict the file is refused, for windows, map and overhead alike."""
    check(reconsim("windows", "--elements", one_bad, "--strict", *ETNA, *DAY), 4, "c.tle:6: the checksum")
    check(reconsim("overhead", one_bad, "--strict", "--site", "37.8,15", *DAY), 4, "c.tle:6: the checksum")
    check(reconsim("map", "--elements", one_bad, "--strict", *DAY, "--globe"), 4, "c.tle:6: the checksum")


def test_what_select_leaves_out_is_not_held_against_the_file(reconsim: Command, one_bad: str) -> None:
    """--select comes first: nothing is said of a bad record of another object, even with --strict."""
    asked = reconsim("windows", "--elements", one_bad, "--select", "70001", "--strict", *ETNA, *DAY)
    assert asked.code == 0
    assert "checksum" not in asked.err
    asked = reconsim("windows", "--elements", one_bad, "--select", "70002", *ETNA, *DAY)
    check(asked, 4, "c.tle:6: the checksum in column 69 is 'x'")
    asked = reconsim("windows", "--elements", one_bad, "--select", "name:THIRD,70009", *ETNA, *DAY)
    assert (asked.code, "70009 selects no satellite" in asked.err) == (0, True)


def test_many_bad_records_are_counted(reconsim: Command, folder: Path) -> None:
    """Five are named, the rest counted; stray lines are one note."""
    (folder / "m.tle").write_text(GOOD.as_tle() + BAD * 7 + "END OF LIST\nBYE\n", encoding="utf-8")
    asked = reconsim("windows", "--elements", "m.tle", *ETNA, *DAY)
    assert asked.err.count("the checksum in column 69") == 5
    assert "warning: 7 of 8 records cannot be used, 5 of them named above; they are left out" in asked.err
    assert "note: 2 lines of text are passed over, the first at m.tle:25: 'END OF LIST'" in asked.err


def test_a_shared_number_and_a_shared_orbit_are_said(reconsim: Command, folder: Path) -> None:
    """Two satellites under 99999 are two in the table; two at one place are two, with a note."""
    two = WrittenSet(name="CUBE A", number=99999), WrittenSet(name="CUBE B", number=99999)
    (folder / "t.tle").write_text("".join(one.as_tle() for one in two), encoding="utf-8")
    asked = reconsim("windows", "--elements", "t.tle", *ETNA, *DAY)
    assert "note: catalogue number 99999 stands for 2 objects" in asked.err
    assert "note: 2 satellites fly within 5 km of another, and each counts as one of its own: CUBE A and CUBE B" in (
        asked.err
    )
    assert "CUBE A" in asked.out
    assert "CUBE B" in asked.out


def test_a_span_beyond_the_table_of_the_earths_rotation_is_said(reconsim: Command, elements: Path) -> None:
    """Two years on, UT1 is extrapolated: a note says from when."""
    asked = reconsim("windows", "--elements", elements, *ETNA, "--start", "2028-08-22", "--days", "1")
    assert asked.code == 0
    assert "days beyond the table of the Earth's rotation (UT1), which ends on 20" in asked.err


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(reconsim: Command, folder: Path) -> None:
    """Keys, names and designators with escape sequences are shown as codes."""
    (folder / "k.json").write_text('[{"\\u001b[2Jkey": 1, "b\\u001b]0;x\\u0007": 2}]', encoding="utf-8")
    asked = reconsim("windows", "--elements", "k.json", *ETNA, *DAY)
    check(asked, 4, r"but \x1b[2Jkey, b\x1b]0;x\x07")
    assert "\x1b" not in asked.err

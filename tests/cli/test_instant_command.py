"""`reconsim instant`: the objects that could have taken a picture, one satellite asked about, and wrong input."""

from pathlib import Path

import pytest
from cli.command import Command

USA_224 = """USA 224
1 37348U 11002A   19239.00965638 0.00010600  00000-0  95384-4 0    03
2 37348  97.9000 349.1166 0536016 134.6567 225.3431 14.78336728    04
"""
OTHER = """OTHER
1 37349U 11003A   19239.00965638 0.00010600  00000-0  95384-4 0    05
2 37349  97.9000 349.1166 0536016 134.6567 205.3431 14.78336728    03
"""
SITE = ("--site", "35.238,53.9508")
PICTURE = ("--at", "2019-08-29T09:44:20Z", "--azimuth", "190,200", "--elevation", "41,50")


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    (folder / "two.3le").write_text(USA_224 + OTHER, encoding="utf-8")
    (folder / "one.3le").write_text(USA_224, encoding="utf-8")


def test_the_answer_names_the_object_first(reconsim: Command) -> None:
    """How many could have taken it, the best with its angles, that an orbit proves nothing; then the table."""
    asked = reconsim("instant", "--elements", "two.3le", *SITE, *PICTURE)
    assert asked.code == 0
    assert asked.out.startswith("1 of 2 objects could have taken it within 10 min of 2019-08-29 09:44:20 UTC.\n")
    assert "First: USA 224 at 2019-08-29 09:44:20 UTC, azimuth 195.5, elevation 46.6 degrees, 382 km" in asked.out
    assert "never that it was taken" in asked.out
    assert max(map(len, asked.out.splitlines())) <= 120


def test_one_object_is_asked_whether_it_was_there(reconsim: Command) -> None:
    """Its closest approach, what is known of the error, the chance of a random time, the angles at both moments."""
    asked = reconsim("instant", "--elements", "two.3le", "--select", "37348", *SITE, *PICTURE)
    assert asked.code == 0
    assert asked.out.startswith("Consistent: at 2019-08-29 09:44:20 UTC USA 224 could see")
    assert "The closest approach is 33.2 s before it, 266 km of flight" in asked.out
    assert "its error is not known" in asked.out
    assert "Of random times, " in asked.out


def test_a_time_at_which_it_was_elsewhere_is_not_consistent(reconsim: Command) -> None:
    """By how much it misses a view."""
    asked = reconsim("instant", "--elements", "one.3le", *SITE, "--at", "2019-08-29T08:00:00Z", "--off-nadir", "45")
    assert asked.out.startswith("Not consistent: at 2019-08-29 08:00:00 UTC USA 224 misses a view of")


def test_the_json_has_every_candidate_with_its_geometry(reconsim: Command, folder: Path) -> None:
    """Those that fit first; a file ending in .csv has a line each, with the same columns."""
    asked = reconsim("instant", "--elements", "two.3le", *SITE, *PICTURE, "--json", "-o", "found.csv").json()
    assert (asked["objects"], asked["fitting"]) == (2, 1)
    first, *others = asked["candidates"]
    assert (first["satellite"], first["norad_id"], first["fits"], first["misses"]) == ("USA 224", 37348, True, {})
    assert first["range_km"] == pytest.approx(382.1, abs=0.5)
    assert all(not one["fits"] and (one["misses"] or one["offset_s"]) for one in others)
    head, *lines = (folder / "found.csv").read_text(encoding="utf-8").splitlines()
    assert head.split(",") == list(first)
    assert len(lines) == len(asked["candidates"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--at", "2019-08-29"), None),  # a bare date is 00:00 UTC
        (("--at", "noon"), "--at"),
        (("--within", "10"), "--within '10' must be a length of time with its unit, such as 10min"),
        (("--within", "-5min"), "--within"),
        (("--within", "2d"), "must be more than 0 s and at most a day"),
        (("--elevation", "50,41"), "0 <= LO < HI <= 90"),
        (("--elevation", "high"), "--elevation 'high' must read LO,HI"),
        (("--elevation", "41,50", "--incidence", "40,49"), "give one of them"),
        (("-o", "found.xyz"), "the suffixes are .csv, "),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    reconsim: Command, arguments: tuple[str, ...], sentence: str | None
) -> None:
    """Exit code 2, the option named."""
    usual = () if "--at" in arguments else ("--at", "2019-08-29T09:44:20Z")
    asked = reconsim("instant", "--elements", "two.3le", *SITE, *usual, *arguments)
    assert asked.code == (0 if sentence is None else 2)
    assert sentence is None or sentence in asked.err


def test_sets_of_another_decade_are_refused(reconsim: Command) -> None:
    """Over 1,000 days away; --allow-stale takes them."""
    asked = reconsim("instant", "--elements", "two.3le", *SITE, "--at", "2026-08-22T09:44Z")
    assert asked.code == 4
    assert "--allow-stale" in asked.err

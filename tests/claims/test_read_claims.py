"""Claim files and the sources they cite: found, read, and refused in sentences with file and key."""

from pathlib import Path

import pytest

from sim.claims.read_claims import list_claims, load_claim, load_sources
from sim.errors import ScenarioError, UsageError

SOURCES = """
[paper]
outlet = "The Paper"
date = 2031-03-02
what = "A report."
"""
CLAIM = """
id = "hourly"
statement = "Every place is seen once an hour."
said_by = "nobody"
date = 2031-03-02
sources = ["paper"]
limits_s = [3600.0]
[[reading]]
id = "longest-gap"
title = "Longest gap"
measure = "gap_max_s"
compare = "<="
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of seeds with one claim."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources.toml").write_text(SOURCES)
    (tmp_path / "claims" / "hourly.toml").write_text(CLAIM)
    return tmp_path


def problems_of(seeds: Path, text: str, name: str = "hourly") -> list[str]:
    """What is said of a claim file."""
    (seeds / "claims" / f"{name}.toml").write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load_claim(name, seeds)
    assert caught.value.exit_code == 2
    return caught.value.problems


def test_a_claim_is_found_by_name_and_by_path(seeds):
    """The id in a folder of seeds, or the path of a file anywhere, with its sources in the folder."""
    assert list_claims(seeds) == ["hourly"]
    elsewhere = seeds / "hourly.toml"
    elsewhere.write_text(CLAIM)
    assert load_claim("hourly", seeds) == load_claim(elsewhere, seeds) == load_claim(str(elsewhere), seeds)


def test_a_claim_may_bring_its_own_source(seeds):
    """[source.KEY] in the claim itself is as good as sources.toml."""
    text = CLAIM.replace('["paper"]', '["note"]') + '[source.note]\noutlet = "x"\nwhat = "y"\ndate_note = "z"\n'
    (seeds / "claims" / "hourly.toml").write_text(text)
    assert load_claim("hourly", seeds).own_sources["note"].outlet == "x"


def test_every_mistake_is_listed_with_file_and_key(seeds):
    """A wrong comparison, a misspelt key and what is missing for it, all at once."""
    text = CLAIM.replace('"<="', '"<"').replace("measure =", "mesure =")
    assert problems_of(seeds, text) == [
        "hourly.toml:8: reading[#1].measure: is missing",
        "hourly.toml:12: reading[#1].compare: '<' must be '<=' or '>='",
        "hourly.toml:11: reading[#1].mesure: unknown key; did you mean measure?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["paper"]', '["papers"]', "6: sources[#1]: 'papers' stands in no sources.toml; did you mean paper?"),
        ('["paper"]', "[]", "6: sources: must hold at least one entry"),
        ('id = "hourly"', 'id = "daily"', "2: id: 'daily' must be the file's name, 'hourly'"),
        ('id = "hourly"', 'id = "Hourly!"', "2: id: 'Hourly!' must be lower-case words joined by hyphens"),
        ("[3600.0]", '["3600"]', "7: limits_s[#1]: '3600' must be a valid number"),
        ("[3600.0]", "[nan]", "7: limits_s[#1]: nan must be a finite number"),
        ("[3600.0]", "[]", "1: reading 'longest-gap' is held against a limit; limits_s must name one"),
        ("[[reading]]", "[[reading]", "8: not valid TOML"),
        ('said_by = "nobody"', "", "1: said_by: is missing"),
        ("date = 2031-03-02", "", "1: date: is missing; without a date, date_note must say what is known of it"),
        (
            "[[reading]]",
            '[[beside]]\nstatement = "x"\nsources = ["no"]\n[[reading]]',
            "10: beside[#1].sources[#1]: 'no'",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(seeds, old, new, problem):
    """Value and what would be right."""
    (said,) = problems_of(seeds, CLAIM.replace(old, new, 1))
    assert said.startswith(f"hourly.toml:{problem}")


def test_a_claim_that_is_not_there(seeds):
    """A near name is offered, else the names there are; a path is named; a folder must hold claims."""
    with pytest.raises(UsageError, match="no claim is called 'hourley'; did you mean hourly"):
        load_claim("hourley", seeds)
    with pytest.raises(UsageError, match="the claims are hourly"):
        load_claim("xyz", seeds)
    with pytest.raises(UsageError, match="there is no claim file nowhere"):
        load_claim("nowhere.toml", seeds)
    with pytest.raises(UsageError, match="must hold a folder named claims"):
        list_claims(seeds / "claims")


def test_sources_that_cannot_be_read(seeds):
    """Bytes that are no text, and a file that is not there."""
    (seeds / "sources.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ScenarioError, match="not UTF-8"):
        load_sources(seeds)
    (seeds / "sources.toml").unlink()
    with pytest.raises(UsageError, match="cannot read"):
        load_claim("hourly", seeds)

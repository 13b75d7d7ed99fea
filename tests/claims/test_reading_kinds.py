"""The registry of kinds of reading: every file of kinds is in it, and what it says of them is true."""

from pathlib import Path

import pytest

import sim.claims.kinds
from sim.claims.check_claim import check_claim
from sim.claims.reading_kinds import READING_KINDS, kind_rows

FILES = {path.stem for path in Path(sim.claims.kinds.__path__[0]).glob("*.py")} - {"__init__"}


def test_every_kind_has_a_file_and_every_file_is_a_kind() -> None:
    """One file each, named like the kind."""
    assert {model.__module__.rpartition(".")[2] for model in READING_KINDS.values()} == FILES
    assert len(READING_KINDS) == len(FILES)


@pytest.mark.parametrize("row", kind_rows(), ids=lambda row: row["kind"])
def test_each_key_that_a_kind_needs_is_asked_for(row) -> None:
    """A reading with its kind alone names every key it lacks, with its place."""
    claim, problems = check_claim({"statement": "x", "reading": [{"kind": row["kind"]}]}, (), usual_id="x")
    assert claim is None
    lacking = {problem.path[-1] for problem in problems if problem.message == "is missing"}
    assert lacking == set(row["needs"]) - {"compare"}  # which has a usual value


def test_an_unknown_kind_is_refused_with_the_one_that_was_meant() -> None:
    """At the key, with the place where the kinds are listed."""
    _, problems = check_claim({"statement": "x", "reading": [{"kind": "cuont"}]}, (), usual_id="x")
    assert [(one.path, "did you mean count?" in one.message) for one in problems] == [(("reading", 0, "kind"), True)]


def test_an_unknown_key_of_a_kind_is_refused_with_the_keys_of_that_kind() -> None:
    """The keys known to coverage are not offered to a count."""
    table = {"kind": "count", "at_least": 1, "dates": "2030-01-01", "measure": "gap_max_s"}
    _, problems = check_claim({"statement": "x", "reading": [table]}, (), usual_id="x")
    assert [one.path for one in problems] == [("reading", 0, "measure")]
    assert "launched_from" in problems[0].message

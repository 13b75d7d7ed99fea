"""Commands killed at random leave old or new results; a hundred kills are run by hand, see benchmarks/kills.py."""

from pathlib import Path

import pytest

from benchmarks.kills import commands, kill


@pytest.mark.parametrize("name", ["init", "overhead", "map", "run"])
def test_five_kills_leave_old_or_new_results(tmp_path: Path, name: str) -> None:
    """By turns at a moment and before a call that changes the disk: never a mixture, nothing left after the next."""
    [command] = [one for one in commands(tmp_path) if one.name == name]
    counts = kill(command, tmp_path, count=5, seed=1)
    assert counts.wrong == []
    assert counts.after["old"] + counts.after["new"] == 5

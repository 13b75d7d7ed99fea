"""Scratch folders and locks: gone at the end, cleared after a dead process, never taken from a living one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.files.held_lock import HeldByAnother, held_lock
from sim.files.scratch import clear_leftovers, is_scratch, scratch_in

ROOT = Path(sim.__file__).parent.parent
HOLDING = """
import sys
from pathlib import Path
from sim.files.held_lock import held_lock
from sim.files.scratch import scratch_in
with scratch_in(Path(sys.argv[1])) as scratch, held_lock(Path(sys.argv[1]) / ".reconsim-out.lock"):
    (scratch / "half").write_text("half")
    print(scratch.name, flush=True)
    sys.stdin.read()
"""


def test_what_lives_stays_and_what_died_is_cleared(tmp_path: Path) -> None:
    """While another process works nothing of it is touched; after kill -9 the next one removes folder and lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    ) as process:
        assert process.stdout is not None
        theirs = tmp_path / process.stdout.readline().strip()
        clear_leftovers(tmp_path)
        with scratch_in(tmp_path) as ours:
            assert ours != theirs
        assert (theirs / "half").exists()
        with pytest.raises(HeldByAnother) as held, held_lock(tmp_path / ".reconsim-out.lock"):
            pass
        assert held.value.process == process.pid
        process.send_signal(signal.SIGKILL)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([theirs.name, ".reconsim-out.lock"])
    with scratch_in(tmp_path) as ours:
        assert list(tmp_path.iterdir()) == [ours]
    assert list(tmp_path.iterdir()) == []


def test_a_dead_process_s_lock_is_taken_over(tmp_path: Path) -> None:
    """A lock file that nobody holds is no hindrance, whatever stands in it."""
    file = tmp_path / ".reconsim-out.lock"
    file.write_text("1\n", encoding="utf-8")
    with held_lock(file):
        assert file.read_text(encoding="utf-8") == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


def test_two_holders_in_one_process_are_told_apart(tmp_path: Path) -> None:
    """The lock is of the open file, so that threads and notebooks are told apart too; it can be taken again after."""
    file = tmp_path / "lock"
    with held_lock(file):
        with pytest.raises(HeldByAnother) as held, held_lock(file):
            pass
        assert held.value.process == os.getpid()
    with held_lock(file):
        pass


def test_a_link_in_the_place_of_a_lock_is_not_followed(tmp_path: Path) -> None:
    """A planted link neither empties what it points to nor is taken for a lock."""
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (tmp_path / "lock").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic link"), held_lock(tmp_path / "lock"):
        pass
    assert victim.read_text(encoding="utf-8") == "mine"


def test_other_people_s_files_are_no_leftovers(tmp_path: Path) -> None:
    """Names that are nearly ours, links of our names and files that are no locks stay."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "text").write_text("mine", encoding="utf-8")
    for name in (".reconsim-abc.part", "reconsim-abcdefgh.part", ".reconsim-abcdefgh.part2", ".map.csv.part"):
        (tmp_path / name).mkdir()
        assert not is_scratch(name)
    (tmp_path / ".reconsim-abcdefgh.part").symlink_to(tmp_path / "mine")
    (tmp_path / ".reconsim-notes.lock").write_text("x" * 100, encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    clear_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "mine" / "text").exists()

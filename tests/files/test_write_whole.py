"""Files are written whole or not at all, where they were meant to go, and nowhere else."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import ReconsimError, UsageError
from sim.files import write_whole as module
from sim.files.write_whole import check_place, check_room, write_whole


def test_text_bytes_and_writers_are_written(tmp_path: Path) -> None:
    """Text comes as UTF-8 with its own line ends; a writer is given a path of the same name; nothing else is left."""
    write_whole(tmp_path / "a.txt", "ä\nb\r\n")
    write_whole(tmp_path / "b.bin", b"\x00\xff")
    seen: list[Path] = []

    def writer(path: Path) -> None:
        seen.append(path)
        path.write_text("made", encoding="utf-8")

    write_whole(tmp_path / "c.tif", writer)
    assert (tmp_path / "a.txt").read_bytes() == "ä\nb\r\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00\xff"
    assert (tmp_path / "c.tif").read_text(encoding="utf-8") == "made"
    assert seen[0].name == "c.tif"
    assert seen[0].parent.parent == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.bin", "c.tif"]


def test_a_new_file_has_the_usual_permissions_and_an_older_one_keeps_its_own(tmp_path: Path) -> None:
    """What the umask leaves, not those of a private scratch file."""
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "new", "text")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o644
    (tmp_path / "new").chmod(0o600)
    write_whole(tmp_path / "new", "more", force=True)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_a_planted_link_leads_nowhere(tmp_path: Path) -> None:
    """A link in the target's place is refused, and with force replaced itself: what it points to stays as it was."""
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    for target in (victim, tmp_path / "nothing there"):
        link = tmp_path / "out.csv"
        link.symlink_to(target)
        with pytest.raises(UsageError, match="is there already"):
            write_whole(link, "theirs")
        write_whole(link, "theirs", force=True)
        assert not link.is_symlink()
        assert link.read_text(encoding="utf-8") == "theirs"
        link.unlink()
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nothing there").exists()


def test_the_scratch_name_cannot_be_foreseen(tmp_path: Path) -> None:
    """Each file is made in a private folder of a random name: two calls never use the same."""
    names = set()

    def writer(path: Path) -> None:
        names.add(path.parent.name)
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        path.write_bytes(b"")

    for _ in range(20):
        write_whole(tmp_path / "a", writer, force=True)
    assert len(names) == 20


def test_devices_pipes_and_folders_are_never_replaced(tmp_path: Path) -> None:
    """With and without force, and through a link; a missing folder is named."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "folder").mkdir()
    for force in (False, True):
        for path in (Path("/dev/null"), tmp_path / "pipe", tmp_path / "null"):
            with pytest.raises(UsageError, match="is a device or a pipe, which no result replaces"):
                write_whole(path, "text", force=force)
        with pytest.raises(UsageError, match="is a folder; name a file"):
            write_whole(tmp_path / "folder", "text", force=force)
        with pytest.raises(UsageError, match="cannot be written: there is no folder"):
            check_place(tmp_path / "none" / "a.csv", force=force)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_name_too_long_is_a_sentence(tmp_path: Path) -> None:
    """What the file system refuses of a name comes as its reason."""
    with pytest.raises(ReconsimError, match="File name too long"):
        check_place(tmp_path / ("a" * 300))


def _full(path: Path) -> None:
    path.write_text("half", encoding="utf-8")
    raise OSError(28, "No space left on device")


def _interrupted(path: Path) -> None:
    path.write_text("half", encoding="utf-8")
    raise KeyboardInterrupt


@pytest.mark.parametrize("writer", [_full, _interrupted])
def test_a_failure_leaves_the_older_file(tmp_path: Path, writer: Callable[[Path], None]) -> None:
    """A full disk is exit code 1 and one sentence; an interrupt goes on; no scrap stays."""
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    with pytest.raises((ReconsimError, KeyboardInterrupt)) as ended:
        write_whole(tmp_path / "a.csv", writer, force=True)
    if isinstance(ended.value, ReconsimError):
        assert str(ended.value) == f"cannot write {tmp_path / 'a.csv'}: No space left on device"
        assert ended.value.exit_code == 1
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_that_comes_in_between_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody else's file of the same name, made while ours was, stays."""

    def writer(path: Path) -> None:
        path.write_text("ours", encoding="utf-8")
        (tmp_path / "a.csv").write_text("theirs", encoding="utf-8")

    with pytest.raises(UsageError, match="is there already"):
        write_whole(tmp_path / "a.csv", writer)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "theirs"


def test_room_is_tried_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes 64 KiB is good; one that takes less is named, with exit code 1."""
    check_room(tmp_path)

    def full(path: Path, content: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "fill", full)
    with pytest.raises(ReconsimError) as refused:
        check_room(tmp_path, goal=tmp_path / "a.csv")
    assert str(refused.value) == f"cannot write {tmp_path / 'a.csv'}: No space left on device"
    assert refused.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []

"""The folder a run leaves behind: whole or not at all, set aside where inputs differ, nobody else's files touched."""

import json
import os
from pathlib import Path

import pytest
from small_run import small_document, small_result

from sim.errors import ReconsimError, UsageError
from sim.report.json_text import to_json
from sim.report.windows_csv import windows_csv
from sim.simulation import folder as module
from sim.simulation.checksums import sha256_of, verified
from sim.simulation.folder import ResultFolder, check_folder, result_folder, write_folder

FILES = ["manifest.json", "report.html", "report.md", "summary.json", "windows.csv"]
MADE = ("windows.csv", "summary.json", "report.md", "report.html")


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def manifest(folder: Path) -> dict[str, object]:
    found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def of_other_inputs(folder: Path, **changes: object) -> None:
    """Make a run's manifest one of other inputs."""
    (folder / "manifest.json").write_text(json.dumps(manifest(folder) | changes), encoding="utf-8")


def with_picture(folder: Path) -> None:
    """Put a picture into a run's folder that its manifest lists with its checksum, as an earlier run would."""
    (folder / "gaps.png").write_text("a picture", encoding="utf-8")
    files = manifest(folder)["files"]
    assert isinstance(files, dict)
    of_other_inputs(folder, files=files | {"gaps.png": sha256_of(folder / "gaps.png")})


def test_a_new_folder_holds_the_run(tmp_path: Path) -> None:
    """Folders on the way are made; the files are what the result gives; the paths come back, the manifest last."""
    out = tmp_path / "a" / "b"
    written = write_folder(small_result(), out)
    assert [path.name for path in written] == [*MADE, "manifest.json"]
    assert names(out) == FILES
    assert names(tmp_path / "a") == ["b"]
    assert (out / "windows.csv").read_bytes() == windows_csv(small_result().window_columns).encode()
    assert (out / "summary.json").read_bytes() == to_json(small_document()).encode()
    assert manifest(out)["files"] == {name: sha256_of(out / name) for name in MADE}
    assert set(verified(out).values()) == {"as written"}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A folder that is there, and may be another disk's root, is written inside, with nothing left beside the files."""
    write_folder(small_result(), tmp_path)
    assert names(tmp_path) == FILES


def test_the_same_inputs_keep_what_is_there(tmp_path: Path) -> None:
    """Pictures of an earlier run stay listed, files of one's own stay, what is missing is made again."""
    out = tmp_path / "out"
    write_folder(small_result(), out)
    with_picture(out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "summary.json").unlink()
    with result_folder(out) as held:
        held.write(small_result())
    assert held.set_aside == ""
    assert names(tmp_path) == ["out"]
    assert names(out) == sorted([*FILES, "gaps.png", "notes.txt"])
    assert verified(out) == dict.fromkeys((*MADE, "gaps.png"), "as written") | {"notes.txt": "extra"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"python": "3.1.4"}, "versions"),
        ({"made_by": "reconsim 0.0.1"}, "versions"),
        ({"scenario": {"sha256": "0", "overrides": ["time.span_days=3", "draws.count=10"]}}, "scenario"),
        ({"element_sets": []}, "element sets"),
        ({"other_scenarios": [{"name": "other", "sha256": "0"}]}, "other scenarios"),
        ({"machine": "a calculator"}, "machine"),
    ],
)
def test_a_folder_of_other_inputs_is_set_aside(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    """The older folder keeps all that it has, under the next free number, and that is said with the reason."""
    out = tmp_path / "out"
    for n in (1, 2):
        write_folder(small_result(), out)
        (out / "notes.txt").write_text("mine", encoding="utf-8")
        of_other_inputs(out, **changes)
        with result_folder(out) as held:
            held.write(small_result())
        assert held.set_aside == (f"{out} held results of other inputs ({words}): they are set aside as out.{n}")
        assert names(tmp_path / f"out.{n}") == sorted([*FILES, "notes.txt"])
        assert names(out) == FILES
    assert names(tmp_path) == ["out", "out.1", "out.2"]


@pytest.mark.parametrize("name", ["windows.csv", "gaps.png"])
def test_files_that_were_changed_are_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file edited since, or somebody's own of a result's name, makes the folder be set aside, not overwritten."""

    def drawn(result: object, folder: Path, *_: object) -> list[str]:
        for one in (*MADE, "gaps.png"):
            (folder / one).write_text(f"new {one}", encoding="utf-8")
        return [*MADE, "gaps.png"]

    out = tmp_path / "out"
    write_folder(small_result(), out)
    (out / name).write_text("mine", encoding="utf-8")
    monkeypatch.setattr(module, "_made", drawn)
    with result_folder(out) as held:
        held.write(small_result(), pictures=True)
    assert f"changed since they were written ({name})" in held.set_aside
    assert (tmp_path / "out.1" / name).read_text(encoding="utf-8") == "mine"
    assert (out / name).read_text(encoding="utf-8") == f"new {name}"


def test_the_same_inputs_with_other_bytes_are_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as with another processor: never a folder with some files of one run and some of another."""
    out = tmp_path / "out"
    write_folder(small_result(), out)
    monkeypatch.setattr(module, "windows_csv", lambda columns: "others\n")
    with result_folder(out) as held:
        held.write(small_result())
    assert "of the same inputs and yet other ones (windows.csv)" in held.set_aside
    assert names(tmp_path) == ["out", "out.1"]


def test_what_a_manifest_lists_outside_is_not_its_own(tmp_path: Path) -> None:
    """Names that lead out of the folder, numbers and names without checksum are passed over."""
    out = tmp_path / "out"
    write_folder(small_result(), out)
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    files = manifest(out)["files"]
    assert isinstance(files, dict)
    of_other_inputs(out, files=files | {"../outside.txt": "0", "..": "0", ".": "0", "": "0", "a": 7})
    write_folder(small_result(), out)
    assert names(out) == FILES
    assert outside.read_text(encoding="utf-8") == "mine"
    assert set(verified(out)) == set(MADE)


def test_a_manifest_without_checksums_is_set_aside(tmp_path: Path) -> None:
    """A list of names alone, as before there were checksums: what it lists is not deleted."""
    out = tmp_path / "out"
    write_folder(small_result(), out)
    of_other_inputs(out, files=["windows.csv", "summary.json", "gaps.png"])
    (out / "gaps.png").write_text("a picture", encoding="utf-8")
    (out / "windows.csv").write_text("older", encoding="utf-8")
    write_folder(small_result(), out)
    assert (tmp_path / "out.1" / "gaps.png").exists()
    assert (tmp_path / "out.1" / "windows.csv").read_text(encoding="utf-8") == "older"
    with pytest.raises(UsageError, match="lists no checksums"):
        verified(tmp_path / "out.1")


def test_other_people_s_folders_are_left_alone(tmp_path: Path) -> None:
    """Files without a run's manifest, or with somebody else's, are refused; `force` writes beside them, never over."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"holds files that no run has left there; choose another --out, or add --force"
    ):
        write_folder(small_result(), tmp_path)
    for foreign in ('{"name": "an app"}', "[1]", "{broken", '{"made_by": "someone"}'):
        (tmp_path / "manifest.json").write_text(foreign, encoding="utf-8")
        with pytest.raises(UsageError, match="holds files that no run has left there"):
            check_folder(tmp_path, force=False)
        with pytest.raises(UsageError, match=r"holds manifest\.json, which no run has left there and none replaces"):
            write_folder(small_result(), tmp_path, force=True)
        assert (tmp_path / "manifest.json").read_text(encoding="utf-8") == foreign
    assert names(tmp_path) == ["manifest.json", "notes.txt"]
    (tmp_path / "manifest.json").unlink()
    write_folder(small_result(), tmp_path, force=True)
    assert names(tmp_path) == sorted([*FILES, "notes.txt"])


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """As the folder itself, as a folder above it and as a link that leads nowhere, with and without `force`."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "none")
    for force in (False, True):
        with pytest.raises(UsageError, match="is a file; --out names a folder"):
            check_folder(file, force=force)
        with pytest.raises(UsageError, match=r"sub cannot be made, because .*file is a file"):
            check_folder(file / "sub" / "sub", force=force)
        with pytest.raises(UsageError, match="is a link that leads nowhere"):
            check_folder(tmp_path / "link", force=force)


def test_a_disk_that_takes_no_file_is_refused_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full or read-only, noticed by writing to the nearest folder that exists: exit code 1, nothing left."""

    def refused(*_: object, **__: object) -> str:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    for place in (tmp_path, tmp_path / "new" / "deep"):
        with pytest.raises(ReconsimError, match=f"cannot write {place}: Read-only file system") as ended:
            check_folder(place)
        assert ended.value.exit_code == 1
    assert names(tmp_path) == []


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_failure_halfway_leaves_nothing_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, is_new: bool
) -> None:
    """A full disk or Ctrl-C while the files are made: no new folder, no scratch, an older run as it was."""
    out = tmp_path / "made" / "out"
    if not is_new:
        write_folder(small_result(), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}

    def fail(_: object) -> dict[str, object]:
        raise failure

    monkeypatch.setattr(module, "manifest", fail)
    with pytest.raises((ReconsimError, KeyboardInterrupt)) as ended:
        write_folder(small_result(), out)
    if isinstance(failure, OSError):
        assert f"cannot write {out}: No space left on device" in str(ended.value)
    assert names(tmp_path) == ([] if is_new else ["made"])
    assert is_new or names(tmp_path / "made") == ["out"]
    assert ({path.name: path.read_bytes() for path in out.iterdir()} if out.exists() else {}) == before


def test_a_swap_that_fails_puts_the_older_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of the two moves fails: the older results stand where they stood."""
    out = tmp_path / "out"
    write_folder(small_result(), out)
    of_other_inputs(out, python="3.1.4")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    move = os.rename

    def once(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise OSError(5, "Input/output error")
        move(source, target)

    monkeypatch.setattr(os, "rename", once)
    with pytest.raises(ReconsimError, match="Input/output error"):
        write_folder(small_result(), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert names(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_moved_is_written_inside_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the root of a disk: the same inputs go in, other inputs are refused before the work."""
    monkeypatch.setattr(ResultFolder, "can_be_moved", property(lambda self: False))
    write_folder(small_result(), tmp_path)
    write_folder(small_result(), tmp_path)
    assert names(tmp_path) == FILES
    of_other_inputs(tmp_path, python="3.1.4")
    with result_folder(tmp_path) as held:
        with pytest.raises(UsageError, match=r"of other inputs \(versions\), and cannot be set aside"):
            held.check_inputs(small_result().simulation)
        with pytest.raises(UsageError, match="cannot be set aside where it is; choose another --out"):
            held.write(small_result())
    assert names(tmp_path) == FILES


@pytest.mark.parametrize(("is_first", "most"), [(True, 0), (True, 1), (True, 2), (False, 0), (False, 1)])
def test_a_run_cut_short_while_it_moves_its_files_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_first: bool, most: int
) -> None:
    """A folder written into stays a run's own, listed files as listed, whichever move is the last one done."""
    if not is_first:
        write_folder(small_result(), tmp_path)
        (tmp_path / "summary.json").unlink()
    move = os.replace
    moved: list[Path] = []

    def cut(source: Path, target: Path) -> None:
        if len(moved) == most:
            raise KeyboardInterrupt
        moved.append(target)
        move(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            write_folder(small_result(), tmp_path)
    if moved or not is_first:
        assert set(verified(tmp_path).values()) <= {"as written", "missing"}
    write_folder(small_result(), tmp_path)
    assert verified(tmp_path) == dict.fromkeys(MADE, "as written")
    assert names(tmp_path) == FILES


def test_two_runs_into_one_folder_are_told_apart(tmp_path: Path) -> None:
    """The second one is refused, with the number of the process that holds the folder, whether it is there yet."""
    out = tmp_path / "made" / "out"
    for _ in range(2):
        with result_folder(out) as held:
            with pytest.raises(ReconsimError, match=rf"a run into .*out is under way \(process {os.getpid()}\)"):
                write_folder(small_result(), out)
            with result_folder(tmp_path / "made" / "other"):
                pass
            held.write(small_result())
    assert names(tmp_path / "made") == ["out"]


def test_what_is_not_as_written_is_told(tmp_path: Path) -> None:
    """Changed, missing, replaced by a link or a folder, and files that no manifest lists."""
    write_folder(small_result(), tmp_path)
    with_picture(tmp_path)
    text = (tmp_path / "windows.csv").read_text(encoding="utf-8")
    (tmp_path / "windows.csv").write_text(text + " ", encoding="utf-8")
    (tmp_path / "summary.json").rename(tmp_path / "elsewhere.json")
    (tmp_path / "summary.json").symlink_to("elsewhere.json")
    (tmp_path / "gaps.png").unlink()
    assert verified(tmp_path) == {
        "windows.csv": "differs", "summary.json": "differs", "report.md": "as written",
        "report.html": "as written", "gaps.png": "missing", "elsewhere.json": "extra",
    }  # fmt: skip
    (tmp_path / "gaps.png").mkdir()
    assert verified(tmp_path)["gaps.png"] == "differs"
    with pytest.raises(UsageError, match=r"has no manifest\.json of a run"):
        verified(tmp_path / "gaps.png")
    with pytest.raises(UsageError, match="is no folder"):
        verified(tmp_path / "none")


def test_json_text_refuses_what_is_no_json() -> None:
    """No NaN gets into a file; letters stay as they are; the text ends in a newline."""
    assert to_json({"a": "ä"}) == '{\n "a": "ä"\n}\n'
    with pytest.raises(ValueError, match="Out of range float"):
        to_json({"a": float("nan")})

"""Two checkouts in turn: what is judged slower, what is only noise, and where a side cannot be measured."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks import compare

# Five figures of a core that takes no time: the numbers decide, not the machine.
CORE = """
from collections import namedtuple
Speed = namedtuple("Speed", "name value unit")

def windows_speed(small):
    print("this is no answer")
    yield Speed("search_ms", {search_ms}, "ms")
    yield Speed("windows_per_s", {windows_per_s}, "windows/s")
    yield Speed("windows_found", {found}, "windows")

def sgp4_speed(small):
    yield Speed("small" if small else "large", 2.0, "states/s")
"""
COMMAND = "import sys\nassert sys.argv[1] in ('run', 'windows', '--help')\n"


def made_checkout(folder: Path, *, search_ms: float = 4.0, windows_per_s: float = 500.0, found: int = 7) -> Path:
    """A folder that looks like a checkout, with a core that gives these figures and a command that does nothing."""
    (folder / "sim").mkdir(parents=True)
    (folder / "sim" / "__init__.py").write_text("")
    (folder / "sim" / "__main__.py").write_text(COMMAND)
    (folder / "benchmarks").mkdir()
    core = CORE.format(search_ms=search_ms, windows_per_s=windows_per_s, found=found)
    (folder / "benchmarks" / "core.py").write_text(core)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "unit", "judged", "ratio"),
    [
        ([1.0, 1.1, 0.9, 1.0] * 3, [1.2, 1.3, 1.1, 1.2] * 3, "ms", "slower", 1.2),
        ([1.2, 1.3, 1.1, 1.2] * 3, [1.0, 1.1, 0.9, 1.0] * 3, "ms", "faster", 1 / 1.2),
        ([1.0] * 12, [0.9, 1.1] * 6, "ms", "same", 1.0),
        ([1.0] * 12, [0.8] * 12, "windows/s", "slower", 1.25),
        ([1.0] * 12, [0.8] * 12, "point-days/s, each satellite counted", "slower", 1.25),
        ([1.0] * 12, [0.8] * 12, "MB", "faster", 0.8),
        ([1.0] * 7, [9.0] * 7, "ms", "too few pairs", 9.0),
    ],
)
def test_a_figure_is_judged_by_the_interval_of_its_ratios(old, new, unit, judged, ratio) -> None:
    """Slower where the whole interval of the median lies above 1; rates turned over; seven pairs judge nothing."""
    row = compare.judge("figure", unit, old, new)
    assert (row.judged, row.ratio) == (judged, pytest.approx(ratio, rel=1e-12))
    assert row.low <= row.ratio <= row.high


def test_counts_must_be_the_same() -> None:
    """A window more or less on either side differs, whatever it does to the ratio."""
    assert compare.judge("found", "windows", [18799.0] * 3, [18799.0] * 3).judged == "equal"
    row = compare.judge("found", "windows", [18799.0] * 3, [18799.0, 18798.0, 18799.0])
    assert row.judged == "differs"
    assert compare.too_slow([row], 1.03) == [row]


@pytest.mark.parametrize(("n", "held"), [(7, None), (8, (0, 7)), (15, (2, 12)), (30, (7, 22))])
def test_the_interval_of_a_median_is_that_of_the_sign_test(n: int, held: tuple[int, int] | None) -> None:
    """Ranks as tables of the sign test give them for 99 %: 8 values need their ends, 15 the third from each."""
    assert compare.median_interval([float(x) for x in reversed(range(n))]) == held


def test_two_checkouts_are_measured_with_their_own_core(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of either side come from its own files; three commands follow; slower and different numbers exit 1."""
    old = made_checkout(tmp_path / "old")
    new = made_checkout(tmp_path / "new", search_ms=5.0, windows_per_s=625.0, found=6)
    asked = [str(old), str(new), "--pairs", "8", "--small", "--json", "--only", "speed"]
    compare.main(asked)
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert {name: row["judged"] for name, row in rows.items()} == {
        "small": "same",
        "search_ms": "slower",
        "windows_per_s": "faster",
        "windows_found": "differs",
    }
    assert (rows["search_ms"]["ratio"], rows["windows_per_s"]["ratio"]) == (1.25, 0.8)
    assert (rows["search_ms"]["old"], rows["search_ms"]["new"]) == (4.0, 5.0)
    assert math.isnan(rows["windows_found"]["ratio"])
    with pytest.raises(SystemExit) as ended:
        compare.main([*asked, "--fail-above", "1.03"])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "search_ms: slower, 4 to 5 ms" in said
    assert "windows_found: differs, 7 to 6 windows" in said


def test_commands_are_timed_by_clock_and_by_processor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three commands, two rows each, in a table that says how many pairs there were; one pair judges nothing."""
    same = str(made_checkout(tmp_path / "same"))
    compare.main([same, same, "--pairs", "1", "--only", "reconsim"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 pairs; ratios above 1 are worse"
    assert [line.split("  ")[0] for line in lines[2:]] == [
        f"reconsim {name}{what}" for name in ("run", "windows", "--help") for what in ("", ", processor time")
    ]
    assert all(line.endswith("too few pairs") for line in lines[2:])


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("empty", "is a folder without sim/__init__.py; give a checkout or a git revision"),
        ("no-such-revision", "no-such-revision is neither a folder nor a git revision"),
        ("broken", "the process that measures windows_speed ended"),
        ("failing", "reconsim --help ended with"),
    ],
)
def test_a_side_that_cannot_be_measured_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], old: str, said: str
) -> None:
    """No checkout, no such revision, a core or a command that fails: one sentence and exit code 2."""
    monkeypatch.chdir(tmp_path)
    new = made_checkout(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    (made_checkout(tmp_path / "broken") / "benchmarks" / "core.py").write_text("raise RuntimeError('no core')")
    (made_checkout(tmp_path / "failing") / "sim" / "__main__.py").write_text("raise SystemExit(3)")
    with pytest.raises(SystemExit) as ended:
        compare.main([old, str(new), "--pairs", "1", "--only", "windows_speed", "help"])
    assert ended.value.code == 2
    assert said in capfd.readouterr().err

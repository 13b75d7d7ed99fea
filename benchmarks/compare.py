"""Two checkouts, old and new, measured in turn: what got slower beyond noise.

`python -m benchmarks.compare OLD NEW [--pairs N] [--small] [--only WORD ...] [--fail-above RATIO] [--json]`

OLD and NEW are folders that hold a checkout, or git revisions, which get a worktree in a temporary folder. Measured
are the speeds of each side's own `benchmarks.core` (compilation and what needs an empty cache left out) and three
commands: a run of `rok-425-as-flown`, a small `windows`, `--help`, by wall clock and by processor time. The figures of
a side are taken by one process that stays, a command by a process of its own; both sides compile into empty folders
of their own and run everything once before the first pair, 15 pairs unless said otherwise. A machine that drifts, or
does other work, then slows both. What is not the same number on both sides, such as the windows found, is said too.

Judged is the median of the pairs' ratios new / old, above 1 where the new side is worse: a row is *slower* where the
whole interval, which holds the median with 99 % confidence whatever the distribution, lies above 1, *faster* where it
lies below. With fewer than 8 pairs no interval is that sure, and nothing is judged. Exit code 1 only with
`--fail-above RATIO`, where a row is slower by more than that, or a number differs; 2 where a side cannot be measured.
15 pairs take about half an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal

from .tables import Table, figure, plain

ROOT = Path(__file__).resolve().parent.parent
SIDE = Path(__file__).resolve().parent / "compared_side.py"
CONFIDENCE = 0.99

# Functions of `benchmarks.core` that yield speeds. Those of processes of their own with an empty cache are left out.
PARTS = ("sgp4_speed", "windows_speed", "raster_speed", "studies_speed", "other_speed")

ELEMENTS = """KORSAT-1
1 59452U 24066L   26234.57551795  .00001987  00000+0  18256-3 0  9993
2 59452  45.4106 260.3087 0004792  50.9095 309.2209 14.98468877130015
"""
WINDOWS = "windows --elements one.tle --site Yongbyon,39.797,125.755 --start 2026-08-22 --days 7 --incidence 20,45"
COMMANDS = {
    "reconsim run": ["run", "rok-425-as-flown", "--out", "out"],
    "reconsim windows": WINDOWS.split(),
    "reconsim --help": ["--help"],
}
SMALL_RUN = ["run", "example", "--set", "time.span_days=1", "--set", "draws.count=0", "--out", "out"]

Measured = dict[str, tuple[float, str]]
Judgement = Literal["slower", "faster", "same", "too few pairs", "differs", "equal"]


class Unmeasurable(Exception):
    """A side that is no checkout, or whose process ends with an error."""


@dataclass(frozen=True)
class Row:
    """One figure of both sides over all pairs; ratios are new / old, above 1 where new is worse."""

    name: str
    unit: str
    old: float
    new: float
    ratio: float
    low: float
    high: float
    judged: Judgement


def more_is_better(unit: str) -> bool:
    """Return whether a unit is a rate: so many of something in a second, or windows and days a second."""
    return unit.endswith("/s") or "/s," in unit


def is_count(unit: str) -> bool:
    """Return whether a unit is that of a number that must be the same on both sides."""
    return unit == "windows"


def median_interval(values: Sequence[float], confidence: float = CONFIDENCE) -> tuple[float, float] | None:
    """Return the narrowest pair of order statistics that holds the median with a confidence, or None.

    Free of any distribution: of N values the k-th smallest and the k-th largest hold it but for twice the chance of
    fewer than k heads in N throws of a coin. None where even the smallest and the largest are not that sure.
    """
    ordered, n = sorted(values), len(values)
    missed, held = 0.0, None
    for k in range(n // 2):
        missed += 2.0 * math.comb(n, k) / 2.0**n
        if missed > 1.0 - confidence:
            break
        held = (ordered[k], ordered[n - 1 - k])
    return held


def judge(name: str, unit: str, old: Sequence[float], new: Sequence[float]) -> Row:
    """Return the row of a figure measured so many times on either side, in pairs."""
    if is_count(unit):
        same = set(old) == set(new)
        return Row(name, unit, median(old), median(new), math.nan, math.nan, math.nan, "equal" if same else "differs")
    ratios = [a / b if more_is_better(unit) else b / a for a, b in zip(old, new, strict=True)]
    held = median_interval(ratios)
    low, high = held or (min(ratios), max(ratios))
    judged: Judgement = (
        "too few pairs" if held is None else "slower" if low > 1.0 else "faster" if high < 1.0 else "same"
    )
    return Row(name, unit, median(old), median(new), median(ratios), low, high, judged)


@contextmanager
def checkout(given: str, scratch: Path) -> Iterator[Path]:
    """Give the folder of a checkout: the one given, or a worktree of a git revision, taken away afterwards."""
    folder = Path(given)
    if folder.is_dir():
        if not (folder / "sim" / "__init__.py").is_file():
            raise Unmeasurable(f"{given} is a folder without sim/__init__.py; give a checkout or a git revision")
        yield folder.resolve()
        return
    git = ["git", "-C", str(ROOT), "worktree"]
    made = subprocess.run([*git, "add", "--detach", str(scratch), given], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Unmeasurable(f"{given} is neither a folder nor a git revision: {made.stderr.strip().splitlines()[-1]}")
    try:
        yield scratch
    finally:
        subprocess.run([*git, "remove", "--force", str(scratch)], capture_output=True, check=False)


class Side:
    """One checkout under measurement: a process that stays, for the figures, and a folder to run commands in."""

    def __init__(self, folder: Path, scratch: Path, *, small: bool) -> None:
        self.folder, self.scratch, self.small = folder, scratch, small
        scratch.mkdir(parents=True)
        (scratch / "one.tle").write_text(ELEMENTS, encoding="utf-8")
        self.environment = os.environ | {
            "PYTHONPATH": str(folder),
            "PYTHONSAFEPATH": "1",  # nothing beside a started file, or in the current folder, comes first
            "NUMBA_CACHE_DIR": str(scratch / "compiled"),
        }
        self.process = subprocess.Popen(
            [sys.executable, str(SIDE)],
            cwd=scratch, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def measure(self, name: str) -> Measured:
        """Return the figures of a part or of a command."""
        return self.command(name) if name in COMMANDS else self.figures(name)

    def figures(self, part: str) -> Measured:
        """Return what a part of the side's own `benchmarks.core` measures; nothing where it has no such part."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps({"part": part, "small": self.small}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Unmeasurable(f"{self.folder}: the process that measures {part} ended; its error stands above")
        return {name: (value, unit) for name, value, unit in json.loads(line)}

    def command(self, name: str) -> Measured:
        """Return the wall and processor seconds of a command, in a process of its own."""
        arguments = SMALL_RUN if self.small and name == "reconsim run" else COMMANDS[name]
        done = subprocess.run(
            [sys.executable, str(SIDE), *arguments],
            cwd=self.scratch, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise Unmeasurable(f"{self.folder}: reconsim {' '.join(arguments)} ended with {done.stdout}{done.stderr}")
        wall_s, cpu_s = json.loads(done.stdout)
        return {name: (wall_s, "s"), f"{name}, processor time": (cpu_s, "CPU s")}

    def close(self) -> None:
        """End the process that stays."""
        with suppress(BrokenPipeError):
            self.process.communicate()


def compare(
    old: Side, new: Side, pairs: int, only: Sequence[str] = (), tell: Callable[[str], None] = print
) -> list[Row]:
    """Measure every part on both sides in turn and judge each figure; the side that begins changes with each pair.

    ``only`` keeps the parts and commands whose name holds one of these words; ``tell`` is told what is being done.
    """
    rows: list[Row] = []
    for name in (*PARTS, *COMMANDS):
        if only and not any(word in name for word in only):
            continue
        tell(f"{name}: once on each side, then {pairs} pairs")
        warm = {side: side.measure(name) for side in (old, new)}
        for key in sorted(warm[old].keys() ^ warm[new].keys()):
            tell(f"{key}: measured on one side only, left out")
        taken: dict[Side, list[Measured]] = {old: [], new: []}
        for pair in range(pairs):
            for side in (old, new) if pair % 2 == 0 else (new, old):
                taken[side].append(side.measure(name))
        for key, (_, unit) in warm[new].items():
            if key in warm[old]:
                rows.append(judge(key, unit, *([one[key][0] for one in taken[side]] for side in (old, new))))
    return rows


def table_of(rows: Sequence[Row], pairs: int) -> Table:
    """Return the comparison as text: medians of both sides, the median ratio with its interval, the judgement."""
    header = ("what", "unit", "old", "new", "new / old", "from", "to", "judged")
    lines = []
    for row in rows:
        ratios = ["" if math.isnan(ratio) else f"{ratio:.3f}" for ratio in (row.ratio, row.low, row.high)]
        lines.append((row.name, row.unit, figure(row.old), figure(row.new), *ratios, row.judged))
    return Table(f"{pairs} pairs; ratios above 1 are worse", header, tuple(lines))


def too_slow(rows: Sequence[Row], above: float) -> list[Row]:
    """Return the rows that got slower beyond noise and by more than a ratio, and those whose numbers differ."""
    return [row for row in rows if row.judged == "differs" or (row.judged == "slower" and row.ratio > above)]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", help="a checkout's folder, or a git revision")
    parser.add_argument("new", help="the same, for the other side")
    parser.add_argument("--pairs", type=int, default=15, help="how often both sides are measured in turn (15)")
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    parser.add_argument("--only", nargs="+", default=[], metavar="WORD", help="parts whose name holds one of these")
    parser.add_argument("--fail-above", type=float, metavar="RATIO", help="exit 1 where a row is slower by more")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args(arguments)
    if asked.pairs < 1:
        parser.error(f"--pairs {asked.pairs}: it takes one pair at least")
    try:
        with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
            sides = []
            for name in ("old", "new"):
                scratch = Path(temporary) / name
                folder = stack.enter_context(checkout(getattr(asked, name), scratch / "checkout"))
                sides.append(Side(folder, scratch / "work", small=asked.small))
                stack.callback(sides[-1].close)
            rows = compare(*sides, asked.pairs, asked.only, tell=lambda words: print(words, file=sys.stderr))
    except Unmeasurable as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    failed = too_slow(rows, asked.fail_above) if asked.fail_above is not None else []
    if asked.json:
        document: dict[str, Any] = {"schema_version": 1, "kind": "compare", "pairs": asked.pairs}
        print(json.dumps(document | {"rows": [asdict(row) for row in rows]}, indent=1))
    else:
        print(plain(table_of(rows, asked.pairs)))
    for row in failed:
        print(f"{row.name}: {row.judged}, {figure(row.old)} to {figure(row.new)} {row.unit}", file=sys.stderr)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()

"""Commands killed with `kill -9` at random moments: afterwards there are old or new results, never a mixture.

    python -m benchmarks.kills [COMMAND ...] [--count 100] [--seed 1]

Each command writes to one target, in turn with one set of inputs and another, so that old and new results differ. It is
killed: by turns at a moment drawn from the time that it takes, and, by itself, just before one drawn from its calls
that change something on the disk, from the last ones more often. After each kill the target is looked at; after every
tenth the command runs to its end, and what else lies in the folder is looked at. Prints the counts; exit code 1 if
anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.errors import UsageError
from sim.files.scratch import is_scratch
from sim.shipped import configs_dir
from sim.simulation.checksums import verified

ROOT = Path(__file__).resolve().parents[1]
NOT_KILLED = 10**9
LAST = 20  # calls, among which results are moved into place

# Runs a command that ends itself, as by `kill -9`, before its n-th call that changes something on the disk. Without a
# number it prints to the file in SEEN how many there were.
KILLED_AT = """
import os, signal, sys
at, seen = int(os.environ["KILLED_AT"]), 0
def changes(event, arguments):
    if event == "open":
        return isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.link",
                     "shutil.rmtree", "fcntl.flock")
def hook(event, arguments):
    global seen
    if changes(event, arguments):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from sim.cli import main
try:
    main()
finally:
    told, at = seen, 0
    with open(os.environ["SEEN"], "w") as file:
        file.write(str(told))
"""


@dataclass(frozen=True)
class Killed:
    """A command to be killed: its arguments for one set of inputs and the other, and where its results are.

    ``contents`` returns what stands at the target, ready to be compared; None where nothing does.
    """

    name: str
    arguments: tuple[tuple[str, ...], tuple[str, ...]]
    target: str
    contents: Callable[[Path], object]


@dataclass
class Counts:
    """What was found after the kills; ``wrong`` holds a sentence for each that should not be."""

    after: Counter[str] = field(default_factory=Counter)
    leftovers: int = 0
    wrong: list[str] = field(default_factory=list)


def file_contents(path: Path) -> object:
    """Return the bytes of a file."""
    return path.read_bytes() if path.exists() else None


def folder_contents(path: Path) -> object:
    """Return the results in a folder, which must be as its manifest has them; wall times are left out.

    While an older folder is set aside there may be none for an instant: then the one set aside last is the old one.
    """
    if not path.exists():
        aside = sorted(path.parent.glob(f"{path.name}.[0-9]*"), key=lambda one: int(one.suffix[1:]))
        if not aside:
            return None
        path = aside[-1]
    try:
        states = verified(path)
    except UsageError as error:
        return f"no results: {error}"
    results = {name: state for name, state in states.items() if not is_scratch(name)}
    if set(results.values()) != {"as written"}:
        return f"a mixture: {states}"
    return {name: (path / name).read_bytes() for name in results}


def commands(folder: Path) -> tuple[Killed, ...]:
    """Return the commands, and write the element sets that they need into a folder."""
    example = tomllib.loads((configs_dir() / "example.toml").read_text(encoding="utf-8"))
    records = [
        {key.upper(): str(value) for key, value in satellite["elements"][0].items() if key not in ("epoch", "source")}
        | {
            "OBJECT_NAME": satellite["name"],
            "NORAD_CAT_ID": str(satellite["norad_id"]),
            "EPOCH": satellite["elements"][0]["epoch"].strftime("%Y-%m-%dT%H:%M:%S.%f"),
        }
        for satellite in example["satellite"]
    ]
    (folder / "sets.json").write_text(json.dumps(records), encoding="utf-8")
    over = ("overhead", "../sets.json", "--site", "37.751,14.993", "--start", "2026-08-22", "-o", "out.csv", "--force")
    mapped = ("map", "example", "--box", "36,38,14,16", "-o", "out.nc", "-o", "out.csv", "--force", "--span-days")
    run = ("run", "example", "--set", "draws.count=0", "--figures", "-o", "out", "--set")
    return (
        Killed("init", (("init", "out.toml", "--force"), ("init", "out.toml", "--force", "--from", "rok-425-as-flown")),
               "out.toml", file_contents),
        Killed("overhead", ((*over, "--hours", "12"), (*over, "--hours", "24")), "out.csv", file_contents),
        Killed("map", ((*mapped, "1"), (*mapped, "2")), "out.csv", file_contents),
        Killed("run", ((*run, "time.span_days=1"), (*run, "time.span_days=2")), "out", folder_contents),
    )  # fmt: skip


def kill(command: Killed, folder: Path, *, count: int, seed: int) -> Counts:
    """Kill a command ``count`` times in a new folder and return what was found."""
    draw = random.Random(f"{seed} {command.name}")
    counts = Counts()
    place = folder / command.name
    place.mkdir()
    target = place / command.target
    whole: list[object] = []
    duration_s, calls = 0.0, 0
    for variant in (0, 1):
        began = time.perf_counter()
        calls = _whole(command, variant, place)
        duration_s = time.perf_counter() - began
        whole.append(command.contents(target))
    if whole[0] == whole[1] or None in whole:
        raise AssertionError(f"{command.name}: the two inputs give the same results, or none")
    now = 1
    n = 0
    while n < count:
        variant = 1 - now
        if n % 2:
            after_s: float | None = draw.uniform(0.0, duration_s)
            at = NOT_KILLED
        else:
            after_s, at = None, draw.randint(max(1, calls - LAST) if n % 4 else 1, calls)
        how = f"after {after_s:.3f} s" if after_s is not None else f"before call {at} of {calls}"
        began = time.perf_counter()
        was_killed = _killed(command, variant, place, after_s, at)
        found = command.contents(target)
        if not was_killed:  # it was faster than the time drawn, which is no kill: draw from this time on
            duration_s = min(duration_s, time.perf_counter() - began)
            now = variant
            if found != whole[variant]:
                counts.wrong.append(f"{command.name}: a run that ended gave other results")
            continue
        n += 1
        if found == whole[variant]:
            counts.after["new"] += 1
            now = variant
        elif found == whole[now]:
            counts.after["old"] += 1
        else:
            counts.after["neither"] += 1
            counts.wrong.append(f"{command.name} killed {how}: {str(found)[:200]}")
        counts.leftovers += any(name.startswith(".") for name in os.listdir(place))
        if n % 10 == 0 or n == count:
            variant = draw.randint(0, 1)
            _whole(command, variant, place)
            now = variant
            if command.contents(target) != whole[variant]:
                counts.wrong.append(f"{command.name}: the run after kill {n}, {how}, gave other results")
            if left := [path for path in place.rglob("*") if path.name.startswith(".")]:
                counts.wrong.append(f"{command.name}: after kill {n}, {how}, the next run leaves {left}")
    return counts


def _environment(**more: str) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _process(command: Killed, variant: int, place: Path, at: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", KILLED_AT, *command.arguments[variant]],
        cwd=place,
        env=_environment(KILLED_AT=str(at), SEEN=str(place.parent / "seen")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _whole(command: Killed, variant: int, place: Path) -> int:
    """Run a command to its end and return how many calls changed something on the disk."""
    with _process(command, variant, place, NOT_KILLED) as process:
        _, said = process.communicate()
    if process.returncode:
        raise AssertionError(f"{command.name} ended with {process.returncode}: {said.decode()}")
    return int((place.parent / "seen").read_text(encoding="utf-8"))


def _killed(command: Killed, variant: int, place: Path, after_s: float | None, at: int) -> bool:
    """Run a command, kill it after a time or before a call, and return whether it was still under way."""
    with _process(command, variant, place, at) as process:
        if after_s is not None:
            try:
                process.wait(after_s)
            except subprocess.TimeoutExpired:
                process.kill()
        process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(f"{command.name} ended with {process.returncode}")
    return process.returncode != 0


def main() -> int:
    """Kill the commands asked for and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commands", nargs="*", metavar="COMMAND")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong = 0
    with TemporaryDirectory() as name:
        for command in commands(Path(name)):
            if asked.commands and command.name not in asked.commands:
                continue
            counts = kill(command, Path(name), count=asked.count, seed=asked.seed)
            told = ", ".join(f"{n} {what}" for what, n in sorted(counts.after.items()))
            print(f"{command.name}: {asked.count} kills: {told}; {counts.leftovers} left something behind, "
                  f"{len(counts.wrong)} wrong", flush=True)  # fmt: skip
            for sentence in counts.wrong:
                print(f"  {sentence}", flush=True)
            wrong += len(counts.wrong)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())

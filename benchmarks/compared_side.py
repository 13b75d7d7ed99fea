"""One of the two checkouts that `benchmarks.compare` measures in turn: started by its path, it imports that checkout.

Without arguments: reads a JSON line `{"part": NAME, "small": BOOL}`, writes a JSON line of `[name, value, unit]` for
each figure which that function of the checkout's `benchmarks.core` yields, until its input ends. With arguments: runs
`reconsim ARGUMENTS` once and writes the wall and the processor seconds it took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def figures(part: str, small: bool) -> list[tuple[str, float, str]]:
    """Return what a part of the core measures; nothing where this checkout has no such part."""
    from benchmarks import core

    measure = getattr(core, part, None)
    return [] if measure is None else [(row.name, float(row.value), row.unit) for row in measure(small)]


def command(arguments: list[str]) -> tuple[float, float]:
    """Return the wall and processor seconds of one command; its own words appear only where it fails."""
    began, before = time.perf_counter(), os.times()
    done = subprocess.run([sys.executable, "-m", "sim", *arguments], capture_output=True, text=True, check=False)
    wall_s, after = time.perf_counter() - began, os.times()
    if done.returncode != 0:
        sys.exit(f"{done.returncode}: {done.stderr}")
    used = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return wall_s, max(used, 0.01)  # os.times counts in hundredths


def main() -> None:
    if sys.argv[1:]:
        print(json.dumps(command(sys.argv[1:])))
        return
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a benchmark prints is no answer
    for line in sys.stdin:
        answers.write(json.dumps(figures(**json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

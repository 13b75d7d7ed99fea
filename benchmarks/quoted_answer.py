"""The answers that README quotes, as `reconsim run` gives them.

    python -m benchmarks.quoted_answer [--check]

Writes the first lines of each run between the markers ``<!-- answer: SCENARIO -->`` and ``<!-- /answer -->`` of
README.md, so that no answer is copied by hand. ``--check`` compares them; the exit code is 1 where they differ.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import sim
from sim.report.run_table import answer_page
from sim.simulation.summary import summary

README = Path(__file__).resolve().parent.parent / "README.md"
MARKED = re.compile(r"(<!-- answer: ([a-z0-9-]+) -->\n```\n).*?(```\n<!-- /answer -->)", re.DOTALL)


def quoted(scenario: str) -> str:
    """Return what a run of a shipped scenario begins with."""
    simulation = sim.load(scenario)
    return answer_page(summary(simulation.run()), simulation.zone) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the answers into README.md, or compare them."""
    before = README.read_text(encoding="utf-8")
    after = MARKED.sub(lambda found: found[1] + quoted(found[2]) + found[3], before)
    if before == after:
        print("README quotes what the runs say")
    elif "--check" in (sys.argv[1:] if arguments is None else arguments):
        print("README quotes other answers than the runs give: python -m benchmarks.quoted_answer", file=sys.stderr)
        raise SystemExit(1)
    else:
        README.write_text(after, encoding="utf-8")
        print("README.md written")


if __name__ == "__main__":
    main()

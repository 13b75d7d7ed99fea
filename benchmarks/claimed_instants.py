"""The table of docs/instants.md: the moments at which images are said to have been taken, and where the satellite was.

    python -m benchmarks.claimed_instants [--check]

Writes the table between its markers, so that no figure is copied by hand. ``--check`` compares it; the exit code is 1
where it differs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.simulation.judged_claims import judge_claims, plan_claims

CLAIM = "malligyong-images"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "instants.md"
MARKED = re.compile(r"(<!-- instants -->\n).*?(<!-- /instants -->)", re.DOTALL)
HEADS = (
    "place", "stated, UTC", "pass", "nearest set, d", "closest, s after", "km", "off nadir", "elevation", "Sun",
    "other set: closest, s after", "sets apart, s",
)  # fmt: skip


def verdict() -> dict[str, Any]:
    """Return the verdict on the moments of the claim."""
    (judged,) = judge_claims(plan_claims([CLAIM]))
    assert judged.document is not None
    found: dict[str, Any] = judged.document["verdicts"][0]
    return found


def table(found: dict[str, Any]) -> str:
    """Return the sentence and the table in Markdown."""
    lines = [found["sentence"], "", f"| {' | '.join(HEADS)} |", f"| --- | --- |{' ---: |' * (len(HEADS) - 2)}"]
    for row in found["evidence"]:
        stated = row["stated"]
        if row["until_utc"]:
            stated += f" to {row['until_utc'][11:19]}"
        cells = [
            row["place"], stated, row["pass"], f"{row['element_age_d']:.1f}", f"{row['offset_s']:+.1f}",
            f"{row['offset_km']:.0f}", f"{row['off_nadir_deg']:.1f}°", f"{row['elevation_deg']:.1f}°",
            f"{row['sun_elevation_deg']:.0f}°", f"{row['sets'][1]['offset_s']:+.1f}", f"{row['disagreement_s']:.1f}",
        ]  # fmt: skip
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table into the page, or compare it."""
    before = PAGE.read_text(encoding="utf-8")
    after = MARKED.sub(lambda at: at[1] + table(verdict()) + at[2], before)
    if before == after:
        print(f"docs/{PAGE.name} has what the claim gives")
    elif "--check" in (sys.argv[1:] if arguments is None else arguments):
        print(f"docs/{PAGE.name} has other figures: python -m benchmarks.claimed_instants", file=sys.stderr)
        raise SystemExit(1)
    else:
        PAGE.write_text(after, encoding="utf-8")
        print(f"docs/{PAGE.name} written")


if __name__ == "__main__":
    main()

"""The build-up of both sides as tables: for a terminal, and written into docs/build-up.md.

    python -m benchmarks.build_up [--spread] [--check]

Both build-up scenarios are run, and the tables put between the markers ``<!-- figures: NAME -->`` and
``<!-- /figures -->`` of the page. ``--spread`` makes the draws of another phasing as well, which take most of the time,
and the block of that name. ``--check`` changes nothing, and exits with 1 where the page is behind; without ``--spread``
that block is passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import sim
from benchmarks.tables import MARKED, Table, markdown
from sim.report.build_up_table import first_words, reading_words, stage_rows
from sim.simulation.summary import summary
from sim.words import duration_words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "build-up.md"
SIDES = {"South": "rok-425-build-up", "North": "malligyong-build-up"}
CASES = ("all-low", "all-nominal", "all-high")
NOMINAL = "all-nominal"

Row = Mapping[str, Any]


def documents(*, spread: bool) -> dict[str, dict[str, Any]]:
    """Return the summary of a run of each side."""
    changes = [] if spread else ["build_up.draws=0"]
    return {side: summary(sim.load(name, overrides=changes).run()) for side, name in SIDES.items()}


def hours(seconds: float | None) -> str:
    """Return a length of time in hours, for a column; nothing for none."""
    return "" if seconds is None else f"{seconds / 3600.0:.1f}"


def quarter_of(start_utc: str) -> str:
    return f"{start_utc[:4]} Q{(int(start_utc[5:7]) + 2) // 3}"


def by_quarter(made: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return both sides quarter by quarter: medians over the weeks that begin in it and over the places."""
    header: list[str] = ["quarter"]
    columns: list[dict[str, tuple[str, ...]]] = []
    for side, document in made.items():
        header += [f"{side}: orbit", "service", "looks/d", "mean gap, h: least", "middle", "most access", "longest, h"]
        weeks: dict[str, list[Row]] = {}
        for row in document["build_up"]:
            weeks.setdefault(quarter_of(row["start_utc"]), []).append(row)
        columns.append({quarter: _quarter(rows) for quarter, rows in weeks.items()})
    quarters = list(columns[0])
    return Table(
        "Of those in service; medians over the weeks that begin in a quarter and over the eight places; satellites and "
        "the longest gap of any week, with middle values.",
        tuple(header),
        tuple((quarter, *(cell for column in columns for cell in column[quarter])) for quarter in quarters),
    )


def _quarter(rows: Sequence[Row]) -> tuple[str, ...]:
    served = [row for row in rows if row["counted"] == "in service"]
    nominal = [row for row in served if row["case"] == NOMINAL]
    means = {
        case: [row["gap_mean_s"] for row in served if row["case"] == case and row["gap_mean_s"] is not None]
        for case in CASES
    }
    worst = max(nominal, key=lambda row: row["gap_max_s"] or 0.0)
    bound = "≥ " if worst["n_censored"] else ""
    return (
        str(max(row["satellites"] for row in rows if row["counted"] == "in orbit")),
        str(max(row["satellites"] for row in nominal)),
        f"{median(row['looks_per_day'] for row in nominal):.1f}" if means[NOMINAL] else "",
        *(hours(median(means[case])) if means[case] else "" for case in CASES),
        f"{bound}{hours(worst['gap_max_s'])}",
    )


def stages(made: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the stages of the South at its first place."""
    document = made["South"]
    target = document["targets"][0]["name"]
    by_case = {case: stage_rows(document, case, target) for case in CASES}
    rows = []
    for low, stage, high in zip(*(by_case[case] for case in CASES), strict=True):
        row = stage["in service"]
        rows.append(
            (
                row["from_utc"][:10], "; ".join(row["changes"]), str(row["in_orbit"]), str(row["in_service"]),
                str(row["stretches"]), *(hours(one["in service"]["gap_mean_s"]) for one in (low, stage, high)),
                hours(row["gap_max_s"]), hours(stage["in orbit"]["gap_mean_s"]),
            )
        )  # fmt: skip
    header = ("from", "what changed", "orbit", "service", "weeks", "mean gap, h: least", "middle", "most access")
    return Table(
        f"South, at {target}; the last column is the mean gap, middle values, if all in orbit served.",
        (*header, "longest, h", "all in orbit, h"),
        tuple(rows),
    )


def unconfirmed(made: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the last stage of the South without those whose service is not confirmed."""
    document = made["South"]
    target = document["targets"][0]["name"]
    rows = []
    for stage in stage_rows(document, NOMINAL, target)[-2:]:
        rows += [
            (row["from_utc"][:10], way, duration_words(row["gap_mean_s"]), duration_words(row["gap_max_s"]))
            for way, row in stage.items()
            if way != "in orbit"
        ]
    return Table(f"South, at {target}, middle values.", ("from", "who counts", "mean gap", "longest gap"), tuple(rows))


def first(made: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return when readings first hold, of those in service, at each place and at any one."""
    rows = []
    for side, document in made.items():
        found: dict[tuple[str, str], dict[str, Row]] = {}
        for row in document["first_true"]:
            if row["counted"] == "in service":
                found.setdefault((row["reading"], row["over"]), {})[row["case"]] = row
        for (_, over), of in found.items():
            cells = (first_words(of[case]) for case in CASES)
            rows.append((side, reading_words(of[NOMINAL]), f"{'each' if over == 'each' else 'any'} place", *cells))
    header = ("side", "reading", "at", "least access", "middle values", "most access")
    return Table("First week, and in how many weeks since.", header, tuple(rows))


def spreads(made: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the spread of a week's mean gap over other phasings, stage by stage."""
    rows = []
    for side, document in made.items():
        for stage in stage_rows(document, NOMINAL, document["targets"][0]["name"]):
            row = stage["in service"]
            if row["gap_mean_s"] is not None:
                low, middle, high = (hours(row[f"gap_mean_{percent}_s"]) for percent in ("p5", "p50", "p95"))
                rows.append(
                    (side, row["from_utc"][:10], str(row["in_service"]), hours(row["gap_mean_s"]), low, middle, high)
                )
    asked = made["South"]["definitions"]["build_up"]
    places = " and ".join(f"{document['targets'][0]['name']} ({side})" for side, document in made.items())
    return Table(
        f"Mean gap of a week at {places}, middle values, over {asked['draws']} draws of another phasing: medians over "
        "the weeks of each stage, in hours.",
        ("side", "from", "service", "as flown", "p5", "p50", "p95"),
        tuple(rows),
    )


def blocks(*, spread: bool) -> dict[str, str]:
    """Return what belongs between the markers, by name."""
    made = documents(spread=spread)
    tables = {"quarters": by_quarter, "stages": stages, "unconfirmed": unconfirmed, "first": first}
    if spread:
        tables["spread"] = spreads
    return {name: f"{markdown(table(made))}\n" for name, table in tables.items()}


def renewed(text: str, made: Mapping[str, str]) -> str:
    """Return a page with the marked blocks that were made brought up to date."""
    return MARKED.sub(lambda m: f"{m[1]}{made[m[2]]}{m[3]}" if m[2] in made else m[0], text)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spread", action="store_true", help="the draws of another phasing as well")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where the page is behind")
    options = parser.parse_args(arguments)
    old = PAGE.read_text(encoding="utf-8")
    new = renewed(old, blocks(spread=options.spread))
    if new == old:
        return
    print(("behind: " if options.check else "written: ") + PAGE.name)
    if options.check:
        sys.exit(1)
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()

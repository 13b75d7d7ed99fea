"""Where reconsim and its peers agree, and why they part where they do: the same windows asked of both.

Three satellites, ten places, a week. Each peer is asked what it is right about; its windows are laid beside ours
as they come, and beside a slow reference (python-sgp4 sampled and bisected) that takes over what the peer defines
otherwise. So what is left in the last columns is the peer's own search, and the difference before them its convention.
`benchmarks.peers` asks who is fast; this asks who is the same. Peers that are not installed are said so.

`python -m benchmarks.agreement` takes some minutes, with `--small` some seconds; `--write docs/agreement.md` keeps the
table; `--transcribe SIDE` prints one peer's windows of a smaller case, for tests/authorities.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from . import machine
from .agreement_.question import OURS, QUESTIONS, Convention
from .agreement_.reference import Reference
from .agreement_.transcript import transcript
from .case import Case, case
from .exact import Found
from .judged import Judgement, judge
from .tables import Table, figure, markdown, plain

SIZE = {"satellites": 3, "targets": 10, "days": 7.0}
SMALL = {"satellites": 1, "targets": 2, "days": 1.0}
WGS84 = "SGP4 with WGS84's constants"
TOLERANCE = "it stops at 1 ms"
SKIPPED = "windows that its 60 s grid steps over"
VELOCITY = "SGP4's own velocity"
BISECTED = "microseconds to which its test is bisected"


@dataclass(frozen=True)
class Comparison:
    """One question to one peer: what it takes otherwise, and what is expected to be left once that is shared."""

    question: str
    side: str
    convention: Convention
    why: str
    left: str


COMPARISONS = (
    Comparison("elevation", "skyfield", OURS, "", BISECTED),
    Comparison("elevation", "tatc", OURS, "", TOLERANCE),
    Comparison("elevation", "lox", Convention(ut1_is_utc=True), "UT1 taken for UTC", SKIPPED),
    Comparison("elevation", "brahe", Convention(wgs84=True), WGS84, TOLERANCE),
    Comparison("cone", "tatc", OURS, "", TOLERANCE),
    Comparison("wide cone", "tatc", OURS, "", TOLERANCE),
    Comparison("band", "brahe", Convention(wgs84=True), WGS84, TOLERANCE),
    Comparison("left", "brahe", Convention(wgs84=True, sgp4_velocity=True), f"{VELOCITY}; {WGS84}", TOLERANCE),
    Comparison("right", "brahe", Convention(wgs84=True, sgp4_velocity=True), f"{VELOCITY}; {WGS84}", TOLERANCE),
    Comparison("rectangle", "tatc_view", Convention(sgp4_velocity=True), VELOCITY, BISECTED),
    Comparison("rolled", "tatc_view", Convention(sgp4_velocity=True), VELOCITY, BISECTED),
    Comparison("pitched", "tatc_view", Convention(sgp4_velocity=True), VELOCITY, BISECTED),
    Comparison("range", "brahe", Convention(wgs84=True), WGS84, TOLERANCE),
    Comparison("azimuth", "brahe", Convention(wgs84=True), WGS84, TOLERANCE),
    Comparison("ascending", "brahe", Convention(wgs84=True), WGS84, TOLERANCE),
    Comparison("one side", "brahe", Convention(wgs84=True, sgp4_velocity=True), f"{VELOCITY}; {WGS84}", TOLERANCE),
    Comparison("cone", "brahe", Convention(wgs84=True, geocentric_nadir=True),
               f"nadir to the Earth's centre; {WGS84}", TOLERANCE),
    Comparison("annulus", "brahe", Convention(wgs84=True, geocentric_nadir=True),
               f"nadir to the Earth's centre; {WGS84}", TOLERANCE),
)  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="one satellite, two places, one day")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table as a page of Markdown")
    parser.add_argument("--transcribe", choices=["tatc", "brahe"], help="print one peer's windows, and no table")
    asked = parser.parse_args(arguments)
    if asked.transcribe:
        sides = (asked.transcribe, f"{asked.transcribe}_view")
        print(transcript(asked.transcribe, [(one.side, one.question) for one in COMPARISONS if one.side in sides]))
        return
    report = compare(case(**(SMALL if asked.small else SIZE)))
    if asked.write:
        asked.write.write_text(page(report), encoding="utf-8")
    print(json.dumps(report, indent=1) if asked.json else "\n\n".join([plain(table(report)), about(report)]))


def compare(given: Case) -> dict[str, Any]:
    """Return the report: one row a comparison, reconsim's own against the reference first."""
    ours: dict[str, Found] = {}
    rows = []

    @cache
    def reference(question: str, convention: Convention) -> Found:
        return Reference(given, QUESTIONS[question], convention).windows()

    for key in QUESTIONS:
        ours[key] = _side("reconsim").ask(given, QUESTIONS[key])
        rows.append(_row(key, "reconsim", "", "") | {"shared": asdict(judge(ours[key], reference(key, OURS)))})
    for one in COMPARISONS:
        row = _row(one.question, one.side, one.why, one.left)
        rows.append(row)
        if importlib.util.find_spec(_side(one.side).IMPORT) is None:
            row["status"] = "not installed"
            continue
        theirs = _side(one.side).ask(given, QUESTIONS[one.question])
        row["beside_ours"] = asdict(judge(theirs, ours[one.question]))
        row["shared"] = asdict(judge(theirs, reference(one.question, one.convention)))
    packages = sorted({name for one in COMPARISONS for name in _side(one.side).PACKAGES} | {"sgp4"})
    size = {"satellites": len(given.tle), "places": len(given.lat_deg), "days": given.days}
    return {"schema_version": 1, "kind": "agreement", "about": machine.about(packages), "case": size, "rows": rows}


def _side(name: str) -> Any:
    return import_module(f".agreement_.{name}", __package__)


def _row(question: str, side: str, why: str, left: str) -> dict[str, Any]:
    return {
        "question": QUESTIONS[question].words,
        "side": _side(side).NAME,
        "status": "ok",
        "takes_otherwise": why,
        "expected_left": left,
    }


def table(report: dict[str, Any]) -> Table:
    header = (
        "asked, degrees", "side", "windows", "beside ours: lost", "longest, s", "invented", "median, ms", "worst, ms",
        "takes otherwise",
        "with that shared: lost", "longest, s", "invented", "median, ms", "worst, ms", "what is left",
    )  # fmt: skip
    lines = []
    for row in report["rows"]:
        shared = Judgement(**row["shared"]) if "shared" in row else None
        windows = f"{shared.windows:,}" if shared else row["status"]
        raw, common = _cells(row.get("beside_ours")), _cells(row.get("shared"))
        lines.append(
            (row["question"], row["side"], windows, *raw, row["takes_otherwise"], *common, row["expected_left"])
        )
    size = report["case"]
    title = f"{size['satellites']} satellites, {size['places']} places, {size['days']:g} days"
    return Table(title, header, tuple(lines))


def _cells(judged: dict[str, Any] | None) -> tuple[str, ...]:
    if judged is None:
        return "", "", "", "", ""
    errors = (figure(judged[key]) for key in ("median_error_ms", "worst_error_ms"))
    longest = figure(judged["longest_lost_s"], 2) if judged["lost"] else ""
    return str(judged["lost"]), longest, str(judged["invented"]), *errors


def about(report: dict[str, Any]) -> str:
    told = report["about"]
    peers = ", ".join(f"{name} {told[name]}" for name in told if name not in ("date", "system", "processors"))
    return f"{told['date']}: {peers}."


def page(report: dict[str, Any]) -> str:
    """Return the table with what a reader needs to understand it."""
    return f"""# Agreement with peers

The same windows, asked of reconsim and of its peers: {table(report).title}, `benchmarks/case.py`.
Written by `python -m benchmarks.agreement --write docs/agreement.md`; {about(report)}

*Beside ours* lays a peer's windows beside reconsim's as both come: windows of ours that it lacks, windows that it has
beyond ours, and how far ends of windows are apart. *With that shared* lays them beside a slow reference (python-sgp4
sampled every 10 s, extremes refined, boundaries bisected) that takes over what the peer defines otherwise, so that only
the peer's own search is left. reconsim's rows are held to the same reference, nothing taken over.

{markdown(table(report))}

- TAT-C's frames (IAU 2000A by way of Skyfield) and ours (GMST of 1982) come to the same Earth-fixed position.
- brahe runs SGP4 with WGS84's constants, which moves ends of windows by up to some 25 ms a day; it measures the
  off-nadir angle from the direction of the Earth's centre, up to 0.19 degrees from the ellipsoid's normal. Told the
  same UT1 and no polar motion, searched at 1 s instead of its 60, and never without an elevation floor: its off-nadir
  limit alone sees through the Earth.
- TAT-C's rectangular view is its own `is_in_field_of_view`, bisected: its list of observations has the windows of a
  cone about the view. Asked five times a second, it may miss a view of less than 0.2 s.
- Forward and sideways are taken from the velocity over the ground: by reconsim from the derivative of positions, by
  TAT-C and brahe from SGP4's own velocity, which is centimetres a second off that.
- TAT-C tests the Sun at one instant of a pass and keeps or drops the pass whole; windows under a Sun limit are
  therefore not compared.
- Speed, and what is lost at each peer's own settings, stand in [benchmarks/README.md](../benchmarks/README.md).
"""


if __name__ == "__main__":
    main()

"""reconsim beside its peers: the same element sets, places, limit and span, each answer checked against the exact one.

Windows: 5 satellites x 30 places x 30 days, elevation above 10 degrees, each side warm and in a process of its own, on
one processor and, where it can use them, on all. A side with a convention of its own is judged by it: the table says
which, and how far it strays with that counted. The time runs from loaded element sets to windows in the side's own
form. TAT-C's way for many points knows no elevation floor: it and reconsim are asked for a cone about the nadir. SGP4:
20 satellites x 30 days of minutes. Sides that are not installed are said so; nothing is installed or downloaded.

`python -m benchmarks.peers [--json] [--save]` takes about ten minutes, `--days 1 --targets 3` seconds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from . import history, machine
from .case import Case, case
from .exact import Found, exact_windows
from .judged import judge
from .peers_ import STATE_SIDES, WINDOW_SIDES

ROOT = Path(__file__).resolve().parent.parent
CONE_DEG = 55.0
STATE_SATELLITES = 20
REFERENCE = "sgp4_states"


def main(arguments: list[str] | None = None) -> None:
    asked = parser().parse_args(arguments)
    size = {"satellites": asked.satellites, "targets": asked.targets, "days": asked.days}
    chosen = set(asked.only or (*WINDOW_SIDES, *STATE_SIDES))
    report = {
        "schema_version": 1,
        "kind": "peers",
        "about": machine.about(),
        "case": {**size, "elevation_min_deg": 10.0, "cone_deg": CONE_DEG, "state_satellites": STATE_SATELLITES},
        "windows": compare_windows(size, chosen, asked),
        "states": compare_states(asked.days, chosen, asked),
    }
    if asked.save:
        print(f"saved {history.save(report)}", file=sys.stderr)
    print(json.dumps(report, indent=1) if asked.json else as_text(report))


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--satellites", type=int, default=5)
    parser.add_argument("--targets", type=int, default=30)
    parser.add_argument("--days", type=float, default=30.0)
    parser.add_argument(
        "--processors", type=int, default=machine.processors(), help="of this machine's, the most to use"
    )
    parser.add_argument("--only", nargs="+", choices=(*WINDOW_SIDES, *STATE_SIDES), metavar="SIDE", help="sides to run")
    parser.add_argument("--seconds", type=float, default=20.0, help="repeat a side for so long, at least once")
    parser.add_argument("--timeout", type=float, default=1800.0, help="give up on a side after so many seconds")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--save", action="store_true", help="keep the figures in benchmarks/history/")
    return parser


def compare_windows(size: dict[str, Any], chosen: set[str], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Return one row for each side and number of processors, reconsim's first under each limit."""
    rows: list[dict[str, Any]] = []
    for limit, cone_deg in (("elevation", None), ("off_nadir", CONE_DEG)):
        names = [n for n in WINDOW_SIDES if n in chosen and _side(n).LIMIT in (limit, "any")]
        if names in ([], ["reconsim"]) and limit == "off_nadir":
            continue
        given = case(**size, off_nadir_max_deg=cone_deg)
        exact = {(): exact_windows(given)}
        for name in names:
            side = _side(name)
            for processors in _counts(side, asked.processors):
                row, arrays = run_side(name, given, processors, asked)
                row |= {"limit": limit, "convention": side.CONVENTION, "judged_as": list(side.JUDGED_AS)}
                if arrays is not None:
                    if side.JUDGED_AS not in exact:
                        exact[side.JUDGED_AS] = exact_windows(given, **dict.fromkeys(side.JUDGED_AS, True))
                    found = Found(*(arrays[key] for key in ("satellite", "place", "start_s", "end_s")))
                    row |= asdict(judge(found, exact[side.JUDGED_AS]))
                    row["worst_error_all_told_ms"] = judge(found, exact[()]).worst_error_ms
                rows.append(row)
    return _with_ratios(rows, "reconsim")


def compare_states(days: float, chosen: set[str], asked: argparse.Namespace) -> list[dict[str, Any]]:
    """Return one row for each side of SGP4 and number of processors, its largest distance to python-sgp4 in it."""
    names = [name for name in STATE_SIDES if name in chosen]
    if not names:
        return []
    given = case(satellites=STATE_SATELLITES, targets=1, days=days)
    _, reference = run_side(REFERENCE, given, 1, asked)
    rows = []
    for name in names:
        side = _side(name)
        for processors in _counts(side, asked.processors):
            row, arrays = run_side(name, given, processors, asked)
            row["gives"] = side.GIVES
            if arrays is not None:
                row["states_per_s"] = round(float(arrays["states"]) / row["time_s"])
                if reference is not None:
                    difference_km = arrays["positions_km"] - reference["positions_km"]
                    row["worst_difference_m"] = float(np.sqrt((difference_km**2).sum(axis=-1)).max()) * 1e3
            rows.append(row)
    return _with_ratios(rows, STATE_SIDES[0])


def run_side(
    name: str, given: Case, processors: int, asked: argparse.Namespace
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Run a side in a process of its own; return its row and what it found, or None with the reason in the row."""
    side = _side(name)
    row: dict[str, Any] = {"side": name, "name": side.NAME, "processors": processors, "status": "ok"}
    if importlib.util.find_spec(side.IMPORT) is None:
        return row | {"status": "not installed"}, None
    with tempfile.TemporaryDirectory() as folder:
        case_path, out_path = Path(folder) / "case.json", Path(folder) / "out.npz"
        given.save(case_path)
        command = [sys.executable, "-m", f"{__package__}.peers_.worker", name, str(case_path), str(out_path)]
        command += ["--processors", str(processors), "--seconds", str(asked.seconds)]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=asked.timeout, check=False)
        except subprocess.TimeoutExpired:
            return row | {"status": f"not finished after {asked.timeout:.0f} s"}, None
        if done.returncode != 0 or not out_path.exists():
            said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
            return row | {"status": f"failed: {said[-1] if said else f'exit code {done.returncode}'}"}, None
        with np.load(out_path) as saved:
            arrays = {key: saved[key] for key in saved.files}
    about = json.loads(str(arrays.pop("about")))
    best = int(np.argmin(about["times_s"]))
    row |= {"versions": about["versions"], "time_s": about["times_s"][best], "repeats": len(about["times_s"])}
    row["processor_s"] = about["processor_s"][best]
    if row["processor_s"] < 0.8 * row["time_s"]:
        spent = f"{row['time_s']:.3g} s, {row['processor_s']:.3g} s of them on a processor"
        print(f"{side.NAME} took {spent}: the machine is busy; measure again", file=sys.stderr)
    return row | {"peak_memory_mb": round(about["peak_memory_mb"])}, arrays


def _side(name: str) -> Any:
    return import_module(f".peers_.{name}", __package__)


def _counts(side: Any, available: int) -> list[int]:
    """Return the numbers of processors a side is run on: one, and all where it can use them."""
    return [1, available] if side.THREADED and available > 1 else [1]


def _with_ratios(rows: list[dict[str, Any]], ours: str) -> list[dict[str, Any]]:
    """Add how many times as long a side took as reconsim on as many processors, under the same limit."""
    times_s = {(r.get("limit"), r["processors"]): r["time_s"] for r in rows if r["side"] == ours and "time_s" in r}
    for row in rows:
        own_s = times_s.get((row.get("limit"), row["processors"]))
        row["ratio"] = row["time_s"] / own_s if own_s and "time_s" in row else None
    return rows


def as_text(report: dict[str, Any]) -> str:
    """Return both tables for a terminal, and what they were measured on."""
    from .tables import peers_tables, plain

    about = ", ".join(f"{key} {value}" for key, value in report["about"].items())
    return "\n\n".join([*(plain(table) for table in peers_tables(report)), about])


if __name__ == "__main__":
    main()

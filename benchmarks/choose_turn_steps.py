"""Chooses the steps of turning points: how many turns a coarser scan misses, and how well other months are narrowed.

For shipped scenarios with a claim: every reading that does not simply hold, from middle values and as wide as tried.
First, the turns that a scan of coarse steps finds of those that the finest finds, of 0.2 degrees or seconds; and at how
many of the walks the first value at which the reading is true is the same. Then, for draws of another month from middle
values, how far their percentiles lie from those narrowed to 0.2, by the width to which first values are narrowed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

import numpy as np

import sim
from sim.simulation import turns
from sim.simulation.result import Result
from sim.simulation.turn_document import STARTS
from sim.simulation.turn_questions import Question, start_of, unsettled
from sim.simulation.turn_results import Moved

SCENARIOS = ("rok-425-as-flown", "rok-425-as-planned", "walker-mid-latitude", "example")
CLAIM = """
statement = "Seen every 2, 6 or 12 hours."
limits_h = [2, 6, 12]
[[reading]]
measure = "gap_mean_s"
[[reading]]
measure = "gap_max_s"
[[reading]]
measure = "wait_probability"
value = 0.9
"""
EVERY = (64, 32, 16, 8, 4)
FINEST = 2
DOWN_TO = (32, 16, 8, 4)
MONTHS = 8
DAYS = 7  # of each scenario: a shorter span has fewer gaps, and figures that jump more


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    parser.add_argument("--scenario", action="append", help="instead of the usual ones; may be repeated")
    parser.add_argument("--days", type=int, default=DAYS, help=f"of each scenario's span at most; {DAYS} if left out")
    given = parser.parse_args(arguments)
    names = given.scenario or (("example",) if given.small else SCENARIOS)
    usual = turns.EVERY, turns.MONTHS_DOWN_TO
    try:
        for name in names:
            result = _run(name, days=2 if given.small else given.days)
            _steps(name, result, small=given.small)
            _months(name, result, small=given.small)
    finally:
        turns.EVERY, turns.MONTHS_DOWN_TO = usual
    print(
        "\nChosen: 16 (1.6 degrees or seconds) for the run's own month, and months narrowed to 8 (0.8), between which"
        "\nthe first value is interpolated."
    )


def _run(name: str, *, days: int) -> Result:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        claim = Path(folder) / "seen-every.toml"
        claim.write_text(CLAIM, encoding="utf-8")
        simulation = sim.load(name, overrides=("draws.count=0", *_span(name, days)), claims=[claim])
        return simulation.run()


def _span(name: str, days: int) -> Iterator[str]:
    from datetime import timedelta

    span = sim.load(name).scenario.span
    if span.days > days:
        yield (
            f"time.end_utc={(span.start + timedelta(days=days)).date()}"
            if "flown" in name
            else f"time.span_days={days}"
        )


def _moved(result: Result, questions: Sequence[Question], months: turns.Months | None = None) -> list[Moved]:
    bases = STARTS if months is None else STARTS[:1]
    starts = [start_of(result, questions[0].claim, name) for name in bases]
    found = turns.turns_of(result, questions, starts, months)
    return [one for turned in found for one in turned.moved if one.unit]


def _steps(name: str, result: Result, *, small: bool) -> None:
    questions = [one for one in unsettled(result) if one.reading.seeing == "imaging"]
    if not questions:
        return
    turns.EVERY = EVERY[1] if small else FINEST
    finest = _moved(result, questions)
    total = sum(len(one.turns) for one in finest)
    print(f"{name}: {len(finest)} walks, {total} turns at steps of {turns.EVERY / 10:g}", flush=True)
    print(f"{'step':>8}{'turns found':>14}{'first value the same':>24}{'time s':>9}")
    for every in EVERY[:1] if small else EVERY:
        turns.EVERY = every
        began = time.perf_counter()
        coarse = _moved(result, questions)
        taken_s = time.perf_counter() - began
        same = np.mean([_first(a) == _first(b) for a, b in zip(finest, coarse, strict=True)])
        found = sum(len(one.turns) for one in coarse)
        print(f"{every / 10:8g}{found / max(total, 1):14.1%}{same:24.1%}{taken_s:9.1f}", flush=True)
    turns.EVERY = 16


def _first(one: Moved) -> float | None:
    if one.true[0]:
        return one.tried[0]
    return one.turns[0].after if one.turns else None


def _months(name: str, result: Result, *, small: bool) -> None:
    questions = [one for one in unsettled(result) if one.reading.seeing == "imaging"]
    if not questions:
        return
    months = turns.months_of(result, 1 if small else MONTHS)
    turns.MONTHS_DOWN_TO = DOWN_TO[0] if small else FINEST
    exact = _moved(result, questions, months)
    print(f"{'narrowed to':>14}{'median error':>14}{'p95':>8}{'largest':>10}{'time s':>9}  of p5, p50 and p95")
    for down_to in DOWN_TO[:1] if small else DOWN_TO:
        turns.MONTHS_DOWN_TO = down_to
        began = time.perf_counter()
        coarse = _moved(result, questions, months)
        taken_s = time.perf_counter() - began
        errors = np.array(
            [
                abs(a - b)
                for one, other in zip(exact, coarse, strict=True)
                for a, b in zip(_percentiles(one), _percentiles(other), strict=True)
                if a is not None and b is not None
            ]
        )
        shown = (np.median(errors), np.percentile(errors, 95.0), errors.max()) if errors.size else (0.0, 0.0, 0.0)
        print(f"{down_to / 10:14g}{shown[0]:14.2f}{shown[1]:8.2f}{shown[2]:10.2f}{taken_s:9.1f}", flush=True)


def _percentiles(one: Moved) -> tuple[float | None, float | None, float | None]:
    assert one.other_months is not None
    return one.other_months.p5, one.other_months.p50, one.other_months.p95


if __name__ == "__main__":
    main()

"""Chooses at how many phases a satellite is searched for the draws: when the spread of a figure stops moving.

`rok-425-as-flown`, all-nominal, 400 draws, seeds 1 to 3: half the p5-p95 spread of the longest gap, averaged over the
eight targets, as the number of phases grows.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence

import numpy as np

import sim
from sim.studies import phasing
from sim.studies.assumptions import standing_cases
from sim.studies.survey import sensors_in_use

COUNTS = (4, 8, 12, 16, 24, 32, 48)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    small = parser.parse_args(arguments).small
    scenario = "walker-mid-latitude" if small else "rok-425-as-flown"
    counts, seeds, draws = ((2,), (1,), 4) if small else (COUNTS, (1, 2, 3), 400)

    constellation = sim.load(scenario).constellation
    case = standing_cases(sensors_in_use(constellation))["all-nominal"]
    print(f"{'phases':>7}{'half spread of the longest gap, min, by seed':>48}{'time s':>9}")
    usual = phasing.PHASES
    try:
        for count in counts:
            phasing.PHASES = count
            began = time.perf_counter()
            spreads = [_spread_min(constellation, case, draws, seed) for seed in seeds]
            taken_s = (time.perf_counter() - began) / len(seeds)
            print(f"{count:7d}{'':16}" + "".join(f"{s:10.1f}" for s in spreads) + f"{taken_s:11.2f}")
    finally:
        phasing.PHASES = usual
    print("\nChosen: 12. From 8 on the spread moves less between counts than between seeds; 12 leaves a margin.")


def _spread_min(constellation: object, case: object, count: int, seed: int) -> float:
    draws = phasing.draw_phasings(constellation, [case], count=count, seed=seed, threads=os.cpu_count() or 1)  # type: ignore[arg-type, list-item]
    return float(np.mean(draws.error("gap_max_s", None))) / 60.0  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()

"""Chooses at how many phases a satellite is searched for the draws: when the spread of a figure stops moving.

`rok-425-as-flown`, all-nominal, 400 draws, seeds 1 to 3, for draws of another month and of element error: half the
p5-p95 spread of the longest and of the mean gap, averaged over the eight targets, as the number of phases grows.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence

import numpy as np

import sim
from sim.constellation.constellation import Constellation
from sim.revisit.figure_kinds import GAP_MAX, GAP_MEAN
from sim.studies import draw_kinds
from sim.studies.assumptions import Case, standing_cases
from sim.studies.draw_kinds import ANOTHER_MONTH, ELEMENT_ERROR, DrawKind
from sim.studies.phasing import draw_phasings

COUNTS = {ANOTHER_MONTH: (4, 8, 12, 16, 24, 32, 48), ELEMENT_ERROR: (2, 3, 4, 6, 8, 12, 24)}
ALONG_TRACK_S = 1.4  # of the scenario


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    small = parser.parse_args(arguments).small
    scenario = "walker-mid-latitude" if small else "rok-425-as-flown"
    seeds, draws = ((1,), 4) if small else ((1, 2, 3), 400)

    constellation = sim.load(scenario).constellation
    case = standing_cases(constellation.carried)["all-nominal"]
    usual = draw_kinds.PHASES
    try:
        for kind, counts in COUNTS.items():
            longest_head, mean_head = "half spread of the longest gap, s, by seed", "of the mean gap, s"
            print(f"{kind}\n{'phases':>8}{longest_head:>44}{mean_head:>32}{'time s':>9}")
            for count in counts[:1] if small else counts:
                draw_kinds.PHASES = {kind: count}
                began = time.perf_counter()
                spreads_s = np.array([_half_spreads_s(constellation, case, kind, draws, seed) for seed in seeds])
                taken_s = (time.perf_counter() - began) / len(seeds)
                longest, mean = ("".join(f"{value:10.2f}" for value in values) for values in spreads_s.T)
                print(f"{count:8d}{longest:>44}{mean:>32}{taken_s:9.2f}", flush=True)
    finally:
        draw_kinds.PHASES = usual
    print(
        "\nChosen: 12 for another month: from 8 on the spread moves less between counts than between seeds."
        "\nChosen: 4 for element error: so little moves that a figure follows the shift in proportion."
    )


def _half_spreads_s(
    constellation: Constellation, case: Case, kind: DrawKind, count: int, seed: int
) -> tuple[float, float]:
    if kind == ELEMENT_ERROR:
        drawing = draw_kinds.element_error(constellation, count=count, seed=seed, along_track_s=ALONG_TRACK_S)
    else:
        drawing = draw_kinds.another_month(constellation, count=count, seed=seed)
    draws = draw_phasings(constellation, [case], drawing, threads=os.cpu_count() or 1)
    longest_s, mean_s = (float(np.mean(draws.error(figure.name, None))) for figure in (GAP_MAX, GAP_MEAN))
    return longest_s, mean_s


if __name__ == "__main__":
    main()

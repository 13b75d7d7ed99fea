"""Is one month like another? The radars' gaps over spans of 39 days as really flown, from histories of element sets.

    python -m benchmarks.other_months FOLDER

FOLDER holds one file of element sets a satellite, named after its catalogue number (``*_59452_*.tle``). The spans
follow each other back from the last day for which every radar has sets. The radar is the middle one of
`rok-425-as-flown`. What it prints stands beside draws of another month (docs/validation.md): the mean of the satellites
as they flew hardly moves, for their owner holds their places.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

import sim
from sim.revisit.figure_kinds import GAP_MAX, GAP_MEAN
from sim.studies.assumptions import standing_cases
from sim.studies.draw_kinds import another_month
from sim.studies.phasing import draw_phasings

RADARS = {59452: "KORSAT-1", 62377: "KORSAT-2", 63630: "KORSAT-3", 66293: "KORSAT-4"}
# A history that describes two orbits at once after a manoeuvre: epochs from 2026-01-21 to 2026-01-31 of KORSAT-4.
LEFT_OUT = {66293: (datetime.fromisoformat("2026-01-21T00:00Z"), datetime.fromisoformat("2026-01-31T00:00Z"))}
RADAR = sim.Limits(
    incidence_min_deg=20.0, incidence_max_deg=45.0, ground_squint_max_deg=39.0, squint_is="centre", duration_min_s=8.0
)
YONGBYON = sim.Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
SPAN_DAYS, SPANS = 39.0, 7
DRAWS = 200
LAST_END = datetime.fromisoformat("2026-08-22T00:00Z")


def satellites(folder: Path) -> list[sim.Satellite]:
    """Return the radars with every usable set of their histories."""
    found = []
    for number, name in RADARS.items():
        (path,) = folder.glob(f"*_{number}_*.tle")
        low, high = LEFT_OUT.get(number, (LAST_END, LAST_END))
        sets = [one for one in sim.read_elements(path) if not low <= one.epoch_utc < high]
        found.append(sim.Satellite(name, number, tuple(sets)))
    return found


def main(folder: Path, limits: sim.Limits) -> None:
    """Print the longest and the mean gap at Yongbyon of each span."""
    flown = satellites(folder)
    for back in reversed(range(SPANS)):
        end = LAST_END - timedelta(days=SPAN_DAYS * back)
        span = sim.Span(end - timedelta(days=SPAN_DAYS), SPAN_DAYS * 86400.0)
        gaps = sim.find_access(flown, [YONGBYON], span, limits).figures(0)
        print(
            f"{span.start:%Y-%m-%d} to {end:%Y-%m-%d}: longest {gaps.gap_max_s / 60.0:6.0f} min, "
            f"mean {gaps.gap_mean_s / 60.0:6.1f} min, {gaps.n_looks} looks"
        )
    _draws()


def _draws() -> None:
    """Print the same figures of draws of another month: the radars of the last span, at the middle values."""
    flown = sim.load("rok-425-as-flown").constellation
    radars = replace(flown, satellites=tuple(one for one in flown.satellites if one.norad_id in RADARS))
    case = standing_cases(radars.carried)["all-nominal"]
    draws = draw_phasings(radars, [case], another_month(radars, count=DRAWS, seed=1), threads=os.cpu_count() or 1)
    here = [target.name for target in radars.targets].index(YONGBYON.name)
    spreads = [
        np.percentile(draws.values(figure.name, None)[:, 0, here], [5.0, 50.0, 95.0]) / 60.0
        for figure in (GAP_MAX, GAP_MEAN)
    ]
    longest, mean = (f"{low:.0f}, {middle:.0f}, {high:.0f} min" for low, middle, high in spreads)
    print(f"{DRAWS} draws of another month, p5, p50, p95: longest {longest}; mean {mean}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), RADAR)

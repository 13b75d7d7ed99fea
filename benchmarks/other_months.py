"""Is one month like another? The radars' gaps over spans of 39 days as really flown, from histories of element sets.

    python -m benchmarks.other_months FOLDER

FOLDER holds one file of element sets a satellite, named after its catalogue number (``*_59452_*.tle``). The spans
follow each other back from the last day for which every radar has sets. What it prints stands beside draws of other
phasings (docs/validation.md): the mean of the satellites as they flew hardly moves, for their owner holds their places.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import sim

RADARS = {59452: "KORSAT-1", 62377: "KORSAT-2", 63630: "KORSAT-3", 66293: "KORSAT-4"}
# A history that describes two orbits at once after a manoeuvre: epochs from 2026-01-21 to 2026-01-31 of KORSAT-4.
LEFT_OUT = {66293: (datetime.fromisoformat("2026-01-21T00:00Z"), datetime.fromisoformat("2026-01-31T00:00Z"))}
YONGBYON = sim.Site("Yongbyon", lat_deg=39.797, lon_deg=125.755)
SPAN_DAYS, SPANS = 39.0, 7
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sim.Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0))

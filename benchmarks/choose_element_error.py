"""Chooses the element error of draws: how far along its orbit a satellite stands from where the set in use puts it.

    python -m benchmarks.choose_element_error SCENARIO [FOLDER]

Two sets of one object are held against each other at one moment, and the distance is told as time of flight: what lies
along the velocity, divided by the speed. Printed for each satellite of the scenario with several sets:

- *set and next*: one set and the next at the moment halfway, where a run changes from one to the other. No pair that a
  known manoeuvre parts is taken.
- *against its history*, with a FOLDER of element sets (one file a satellite, named after its catalogue number,
  ``*_59452_*.tle``): the set in use against each set of the history at that one's epoch, where it is right to a
  fraction of a second. This is the error of the run; ``along_track_s`` of ``[draws]`` is the largest, rounded up.

Then, of the whole histories, by the age of the set: what an ``along_track_s`` that nobody measured is taken from
(``draw_kinds.ALONG_TRACK_S``). Manoeuvres, which nobody lists, are in that: the upper tail is theirs.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import sim
from sim.constants import DAY_S
from sim.orbits.elements import ElementSet
from sim.orbits.service import epoch_s, tracks

AGES_D = (1.0, 2.0, 3.5, 5.0, 7.0, 10.0, 14.0, 30.0)
AGE_WIDTH = 0.15  # of an age: as far from it a pair may be
SINCE_S = 300.0 * DAY_S  # of the histories: the 300 days before the span, in which sets of all stand close together


def along_track_s(one: ElementSet, other: ElementSet, span: sim.Span, at_s: float) -> float:
    """Return by how much the first set puts the satellite ahead of the second at a moment, seconds of flight."""
    places = []
    for elements in (one, other):
        error, place_km, velocity_km_s = elements.satrec.sgp4_tsince((at_s - epoch_s(elements, span)) / 60.0)
        if error:
            return float("nan")
        places.append((np.array(place_km), np.array(velocity_km_s)))
    (first_km, _), (second_km, velocity_km_s) = places
    return float((first_km - second_km) @ velocity_km_s / (velocity_km_s @ velocity_km_s))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", help="a shipped name, or a file")
    parser.add_argument("folder", nargs="?", type=Path, help="histories of element sets")
    options = parser.parse_args(arguments)
    constellation = sim.load(options.scenario).constellation
    span = constellation.span

    head = f"{'satellite':<14}{'sets':>5}{'oldest d':>10}{'set and next s':>16}"
    print(head + f"{'against its history s: n, p50, p95, most':>44}" * (options.folder is not None))
    histories: list[list[ElementSet]] = []
    for satellite in constellation.satellites:
        used = tracks(
            0, satellite.elements, span, from_s=0.0, to_s=span.duration_s, manoeuvres=satellite.manoeuvres,
            allow_stale=True,
        )  # fmt: skip
        served = [(t.elements, max(t.owns_from_s, 0.0), min(t.owns_to_s, span.duration_s)) for t in used]
        oldest_d = max(abs(edge - epoch_s(e, span)) for e, *edges in served for edge in edges) / DAY_S
        burns_s = [span.seconds(moment) for moment in satellite.manoeuvres]
        steps = [
            abs(along_track_s(one, other, span, changed_s))
            for (one, _, changed_s), (other, *_) in itertools.pairwise(served)
            if not any(epoch_s(one, span) < burn_s <= epoch_s(other, span) for burn_s in burns_s)
        ]
        line = f"{satellite.name:<14}{len(served):>5}{oldest_d:>10.1f}{max(steps, default=np.nan):>16.2f}"
        if options.folder is not None:
            (path,) = options.folder.glob(f"*_{satellite.norad_id}_*.tle")
            history = sorted(sim.read_elements(path), key=lambda one: epoch_s(one, span))
            histories.append(history)
            off_s = [
                abs(along_track_s(elements, true, span, at_s))
                for true in history
                for at_s in [epoch_s(true, span)]
                for elements, from_s, to_s in served
                if from_s <= at_s < to_s
            ]
            line += f"{len(off_s):>20}" + "".join(f"{one:>8.2f}" for one in np.percentile(off_s, [50, 95, 100]))
        print(line)
    if histories:
        _by_age(histories, span)


def _by_age(histories: Sequence[Sequence[ElementSet]], span: sim.Span) -> None:
    print(f"\n{'age d':>6}{'pairs':>8}{'p50 s':>9}{'p75 s':>9}{'p90 s':>9}{'p95 s':>9}")
    for age_d in AGES_D:
        off_s = []
        for history in histories:
            at_s = np.array([epoch_s(one, span) for one in history])
            for number in np.flatnonzero(at_s > -SINCE_S):
                # The set whose age at this epoch is nearest to the one asked for.
                ages_d = (at_s[number] - at_s) / DAY_S
                old = int(np.argmin(np.abs(ages_d - age_d)))
                if abs(ages_d[old] - age_d) <= AGE_WIDTH * age_d:
                    off_s.append(abs(along_track_s(history[old], history[number], span, float(at_s[number]))))
        if off_s:
            spread = "".join(f"{value:>9.2f}" for value in np.nanpercentile(off_s, [50, 75, 90, 95]))
            print(f"{age_d:>6.1f}{len(off_s):>8}{spread}")


if __name__ == "__main__":
    main()

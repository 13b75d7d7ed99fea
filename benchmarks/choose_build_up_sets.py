"""Chooses the element sets of the build-up scenarios from histories: one a fortnight, and one after each manoeuvre.

    python -m benchmarks.choose_build_up_sets FOLDER [--out configs]

FOLDER holds one history a satellite (``*_59452_*.tle``), an index of where each set was published (``tle_index.csv``)
and the list of sources it refers to (``PROVENANCE.md``). Two files are written, the sets of each scenario of SIDES as
OMM records, one a line, each with its SOURCE. Printed are the manoeuvres, for ``manoeuvres_utc`` of the scenarios, and
how well the chosen sets describe the flight.

**Manoeuvre.** From one set of the history to the next the semi-major axis falls by what drag takes, the mean of both
sets' rates (``MEAN_MOTION_DOT``) over the time between them. A *raise* is a step above that by more than 100 m and
half of the fall: the smallest step taken for one in 2026, where sets are daily, is 143 m, the largest left is 90 m, and
over weeks the fall is known to about a half. A *descent* is a step below it by more than 500 m and one and a half
times the fall: storms in the upper atmosphere more than double drag. Steps within three days, from the last set before
to the first after, are one. The time is the moment at which the orbits before and after are closest, if that lies
between their epochs and these are at most 60 days apart, else midway: over longer the place along the orbit is lost.
Between sets that are weeks apart a manoeuvre stands for all that were flown there, at a time not known.

**Sets.** Of each stretch between manoeuvres: the first set a day to a week after its first one, because earlier ones
describe the orbit before in part, or the last of that day; then the set nearest to a fortnight after the one before it,
a week after that at least. Sets with a drag term of zero or less are passed over where the stretch has others. What is
LEFT_OUT is named with its reason. Sets without a commit that they can be read at are passed over.

**Error.** The two sets that meet at a moment put the satellite at two places; their distance along the track, in
seconds of flight, is the error of that stretch. Printed are the largest, and each stretch of more than three weeks
without a set. Half a revolution, 2,900 s, is the most that can be told apart: from about there on the place along the
orbit is not known, and the plane alone is: beside the time stands the angle between the two planes.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

import sim
from sim.clock import format_utc
from sim.constants import DAY_S
from sim.orbits.elements import ElementSet

# The sets of each scenario: catalogue number and the name that the scenario gives.
SIDES = {
    "rok-425-build-up": {
        58463: "KORSAT-7", 59452: "KORSAT-1", 62377: "KORSAT-2", 63630: "KORSAT-3", 66293: "KORSAT-4",
    },
    "malligyong-build-up": {58400: "Malligyong-1"},
}  # fmt: skip
# Epochs that are left out: from, to, why.
LEFT_OUT = {
    66293: ("2026-01-20T12:00Z", "2026-07-14T00:00Z", "its revolution counter falls and its place jumps"),
}
FORTNIGHT_D, LEAST_APART_D, SETTLED_D, SAME_MANOEUVRE_D, WITHOUT_D, TELLABLE_D = 14.0, 7.0, 1.0, 3.0, 21.0, 60.0
RAISE_M, RAISE_SHARE = 100.0, 0.5
DESCENT_M, DESCENT_SHARE = 500.0, 1.5
START = datetime.fromisoformat("2023-11-01T00:00Z")


@dataclass(frozen=True)
class Manoeuvre:
    """A step between two sets of a history, given by their numbers: of the last one before, of the first one after."""

    before: int
    after: int
    moment: datetime
    step_m: float


def day_of(one: ElementSet) -> float:
    """Return an epoch in days since START."""
    return (one.epoch_utc - START) / timedelta(days=1)


def fall_m_day(one: ElementSet) -> float:
    """Return how fast the semi-major axis falls: 2 a n' / 3 n, with n' twice the rate as printed."""
    return 1000.0 * one.semi_major_axis_km * 4.0 * one.mean_motion_dot / (3.0 * one.mean_motion_rev_day)


def step_m(one: ElementSet, other: ElementSet) -> tuple[float, bool]:
    """Return the step of the semi-major axis beyond drag from one set to the next, and whether it is a manoeuvre."""
    apart_d = day_of(other) - day_of(one)
    fall_m = max(0.5 * (fall_m_day(one) + fall_m_day(other)), 0.0) * apart_d
    step = 1000.0 * (other.semi_major_axis_km - one.semi_major_axis_km) + fall_m
    return step, step > RAISE_M + RAISE_SHARE * fall_m or step < -(DESCENT_M + DESCENT_SHARE * fall_m)


def ahead_s(one: ElementSet, other: ElementSet, day: float) -> float:
    """Return by how much the first set puts the satellite ahead of the second, seconds of flight, to half a turn."""
    places = []
    for elements in (one, other):
        error, place_km, velocity_km_s = elements.satrec.sgp4_tsince((day - day_of(elements)) * 1440.0)
        if error:
            return math.nan
        places.append((np.array(place_km), np.array(velocity_km_s)))
    (first_km, _), (second_km, velocity_km_s) = places
    along = second_km / np.linalg.norm(second_km), velocity_km_s / np.linalg.norm(velocity_km_s)
    angle_rad = math.atan2(first_km @ along[1], first_km @ along[0])
    return angle_rad / (2.0 * math.pi) * DAY_S / other.brouwer_rev_day


def planes_apart_deg(one: ElementSet, other: ElementSet, day: float) -> float:
    """Return the angle between the planes in which two sets put the satellite."""
    normals = []
    for elements in (one, other):
        _, place_km, velocity_km_s = elements.satrec.sgp4_tsince((day - day_of(elements)) * 1440.0)
        normal = np.cross(place_km, velocity_km_s)
        normals.append(normal / np.linalg.norm(normal))
    return math.degrees(math.asin(min(float(np.linalg.norm(np.cross(*normals))), 1.0)))


def closest_day(one: ElementSet, other: ElementSet) -> float:
    """Return when two orbits are closest along the track between their epochs, or midway; see above."""
    if day_of(other) - day_of(one) > TELLABLE_D:
        return 0.5 * (day_of(one) + day_of(other))
    days = np.linspace(day_of(one), day_of(other), 401)
    apart_s = np.abs([ahead_s(one, other, day) for day in days])
    nearest = int(np.nanargmin(apart_s))
    return float(days[nearest] if 0 < nearest < days.size - 1 else days[days.size // 2])


def manoeuvres_of(history: Sequence[ElementSet]) -> list[Manoeuvre]:
    """Return the manoeuvres of a history, in order of its sets."""
    steps = [i for i, pair in enumerate(itertools.pairwise(history)) if step_m(*pair)[1]]
    joined: list[tuple[int, int]] = []
    for i in steps:
        if joined and day_of(history[i + 1]) - day_of(history[joined[-1][0]]) < SAME_MANOEUVRE_D:
            joined[-1] = joined[-1][0], i + 1
        else:
            joined.append((i, i + 1))
    found = []
    for (before, after), (until, _) in itertools.pairwise([*joined, (len(history) - 1, -1)]):
        one, other = history[before], settled(history[after : until + 1])
        moment = START + timedelta(days=closest_day(one, other))
        found.append(Manoeuvre(before, after, moment.replace(second=0, microsecond=0), step_m(one, other)[0]))
    return found


def settled(stretch: Sequence[ElementSet]) -> ElementSet:
    """Return the first set a day to a week after the beginning of a stretch; if there is none, the last one before."""
    begins = day_of(stretch[0])
    early = [one for one in stretch if day_of(one) < begins + SETTLED_D]
    return next((one for one in stretch if SETTLED_D <= day_of(one) - begins <= LEAST_APART_D), early[-1])


def chosen_of(history: Sequence[ElementSet], manoeuvres: Sequence[Manoeuvre]) -> list[ElementSet]:
    """Return the sets that describe a history."""
    chosen: list[ElementSet] = []
    edges = [0, *(edge for one in manoeuvres for edge in (one.before + 1, one.after)), len(history)]
    for number, (low, high) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        stretch = [one for one in history[low:high] if one.bstar > 0.0] or list(history[low:high])
        mine = [stretch[0] if number == 0 else settled(stretch)]
        while later := [one for one in stretch if day_of(one) - day_of(mine[-1]) >= LEAST_APART_D]:
            mark = day_of(mine[-1]) + FORTNIGHT_D
            mine.append(min(later, key=lambda one: abs(day_of(one) - mark)))
        chosen += mine
    return chosen


def history_of(folder: Path, number: int) -> list[ElementSet]:
    """Return the sets of a satellite in order of epoch, one an epoch, without those left out."""
    (path,) = folder.glob(f"*_{number}*.tle")
    sets = {one.epoch_utc: one for one in sim.read_elements(path)}
    if number in LEFT_OUT:
        from_utc, to_utc = map(datetime.fromisoformat, LEFT_OUT[number][:2])
        sets = {epoch: one for epoch, one in sets.items() if not from_utc <= epoch < to_utc}
    return [sets[epoch] for epoch in sorted(sets)]


def sources_of(folder: Path) -> dict[tuple[int, int], str]:
    """Return where each set was published to the commit, by catalogue number and ``second_of`` its epoch."""
    listed = re.findall(
        r"^(\d+)\. (.+?) \(\d+\)$", (folder / "PROVENANCE.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    names = dict(listed)
    with (folder / "tle_index.csv").open(encoding="utf-8", newline="") as rows:
        return {
            (
                int(row["norad"]),
                second_of(datetime.fromisoformat(row["epoch_utc"])),
            ): f"{names[row['source_id']]} @ {row['commit']}"
            for row in csv.DictReader(rows)
            if row["commit"]
        }


def second_of(epoch: datetime) -> int:
    """Return an epoch in whole seconds since START, rounded down: the index prints it to a millisecond."""
    return int((epoch - START + timedelta(milliseconds=1)) // timedelta(seconds=1))


def record(one: ElementSet, name: str, source: str) -> dict[str, str | int | float]:
    """Return a set as an OMM record of the file beside a scenario."""
    return {
        "OBJECT_NAME": name,
        "OBJECT_ID": one.object_id,
        "NORAD_CAT_ID": one.catalog_number,
        "EPOCH": one.epoch_utc.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        "MEAN_MOTION": one.mean_motion_rev_day,
        "ECCENTRICITY": one.eccentricity,
        "INCLINATION": one.inclination_deg,
        "RA_OF_ASC_NODE": one.raan_deg,
        "ARG_OF_PERICENTER": one.arg_perigee_deg,
        "MEAN_ANOMALY": one.mean_anomaly_deg,
        "BSTAR": one.bstar,
        "MEAN_MOTION_DOT": one.mean_motion_dot,
        "SOURCE": source,
    }


def told(
    name: str, history: Sequence[ElementSet], chosen: Sequence[ElementSet], burns: Sequence[Manoeuvre]
) -> Iterator[str]:
    """Yield lines on one satellite: its manoeuvres, and the error of its sets."""
    yield f"{name}: {len(chosen)} of {len(history)} sets, {len(burns)} manoeuvres"
    moments = [format_utc(one.moment)[:16] + ":00Z" for one in burns]
    yield f"  manoeuvres_utc = [{', '.join(moments)}]"
    worst: list[tuple[float, str]] = []
    for one, other in itertools.pairwise(chosen):
        between = [b.moment for b in burns if one.epoch_utc < b.moment <= other.epoch_utc]
        changed = day_of(one) + 0.5 * (day_of(other) - day_of(one))
        if between:
            changed = (between[0] - START) / timedelta(days=1)
        apart_s, apart_d = abs(ahead_s(one, other, changed)), day_of(other) - day_of(one)
        days = f"{format_utc(one.epoch_utc)[:10]} to {format_utc(other.epoch_utc)[:10]}, {apart_d:.0f} days"
        line = f"{days}: {apart_s:.0f} s, planes {planes_apart_deg(one, other, changed):.2f} deg apart,"
        worst.append((apart_s, line + (" where they meet, at a manoeuvre" if between else " midway")))
        if apart_d > WITHOUT_D:
            yield f"  no set from {worst[-1][1]}"
    yield f"  largest disagreement: {max(worst)[1]}" if worst else "  one set"
    in_use = [min(chosen, key=lambda one: abs(day_of(one) - day_of(true))) for true in history]
    off_s = np.abs([ahead_s(one, true, day_of(true)) for one, true in zip(in_use, history, strict=True)])
    p50, p95 = np.nanpercentile(off_s, [50.0, 95.0])
    yield f"  the nearest set in time against each set of the history: p50 {p50:.1f} s, p95 {p95:.0f} s"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="histories of element sets, tle_index.csv, PROVENANCE.md")
    parser.add_argument("--out", type=Path, help="folder to write the sets of each scenario to; none are if left out")
    options = parser.parse_args(arguments)
    sources = sources_of(options.folder)
    for scenario, names in SIDES.items():
        lines = []
        for number, name in names.items():
            history = [
                one for one in history_of(options.folder, number) if (number, second_of(one.epoch_utc)) in sources
            ]
            burns = manoeuvres_of(history)
            chosen = chosen_of(history, burns)
            print("\n".join(told(name, history, chosen, burns)))
            if number in LEFT_OUT:
                print("  left out, {} to {}: {}".format(*LEFT_OUT[number]))
            records = [record(one, name, sources[number, second_of(one.epoch_utc)]) for one in chosen]
            lines += [json.dumps(one, ensure_ascii=False) for one in records]
        if options.out is not None:
            path = options.out / f"{scenario}.json"
            path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
            print(f"written: {path}, {len(lines)} sets")


if __name__ == "__main__":
    main()

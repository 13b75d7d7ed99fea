"""Chooses how far from a passage of its plane a launch may be and still be called consistent with it.

    python -m benchmarks.choose_plane_tolerance FOLDER

FOLDER holds element sets of six satellites whose launches have known times, one file a satellite, named after its
catalogue number (``*_59452_*.tle``). The plane of the first set is carried back to the launch. Printed is how long
after the launch it passed over the pad, and how far that moves without drag and from the sets of the next month.

A rocket that flies the plane's own azimuth leaves a few minutes before the passage: it takes the speed of the turning
pad along, to the east. One whose range forbids that azimuth turns into the plane on the way, and leaves much earlier or
later. What is chosen covers both kinds, the error included, in tens of minutes.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sim.constants import DAY_S
from sim.orbits.carried_back import first_and_others
from sim.orbits.plane_passages import plane_passages
from sim.orbits.readers import read_elements


@dataclass(frozen=True)
class Launch:
    """A launch: the satellite, its catalogue number, the pad and the time, as seeds/ has them; pads of public maps.

    Sets with epochs from ``until`` on are left out: the catalogue's fits go astray after a manoeuvre.
    """

    satellite: str
    number: int
    pad: str
    lat_deg: float
    lon_deg: float
    moment: datetime
    until: datetime | None = None


LAUNCHES = (
    Launch("Malligyong-1", 58400, "Sohae", 39.660, 124.705, datetime(2023, 11, 21, 13, 42, 28, tzinfo=UTC)),
    Launch("KORSAT-7", 58463, "Vandenberg", 34.632, -120.611, datetime(2023, 12, 1, 18, 19, tzinfo=UTC)),
    Launch("KORSAT-1", 59452, "Kennedy", 28.608, -80.604, datetime(2024, 4, 7, 23, 17, tzinfo=UTC)),
    Launch("KORSAT-2", 62377, "Vandenberg", 34.632, -120.611, datetime(2024, 12, 21, 11, 34, tzinfo=UTC)),
    Launch("KORSAT-3", 63630, "Canaveral", 28.562, -80.577, datetime(2025, 4, 22, 0, 48, tzinfo=UTC)),
    Launch("KORSAT-4", 66293, "Canaveral", 28.562, -80.577, datetime(2025, 11, 2, 5, 9, tzinfo=UTC),
           until=datetime(2026, 1, 20, 8, tzinfo=UTC)),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """The passage nearest to a launch: direction, minutes after the launch, their error, age of the first set."""

    launch: Launch
    direction: str
    offset_min: float
    error_min: float
    first_set_d: float


def offsets(folder: Path) -> list[Found]:
    """Return the passage nearest to each launch whose satellite has a file in the folder. Raises SystemExit."""
    found = []
    for launch in LAUNCHES:
        for path in sorted([*folder.glob(f"*_{launch.number}_*.tle"), *folder.glob(f"*_{launch.number}.tle")])[:1]:
            sets = [one for one in read_elements(path) if launch.until is None or one.epoch_utc < launch.until]
            first, others = first_and_others(sets)
            place = {"lat_deg": launch.lat_deg, "lon_deg": launch.lon_deg}
            nearest = min(
                plane_passages(first, near=launch.moment, **place), key=lambda one: abs(one.moment - launch.moment)
            )
            again = [
                one.moment
                for other in others
                for one in plane_passages(other, near=nearest.moment, **place)
                if one.direction == nearest.direction
            ]
            found.append(
                Found(
                    launch,
                    nearest.direction,
                    (nearest.moment - launch.moment).total_seconds() / 60.0,
                    max(abs((moment - nearest.moment).total_seconds()) / 60.0 for moment in again),
                    (first.epoch_utc - launch.moment).total_seconds() / DAY_S,
                )
            )
    if not found:
        raise SystemExit(f"{folder} holds no element sets of these launches, such as korsat-1_59452_.tle")
    return found


def chosen_min(found: Sequence[Found]) -> float:
    """Return the tolerance: the largest offset with its error, rounded up to tens of minutes."""
    return 10.0 * math.ceil(max(abs(one.offset_min) + one.error_min for one in found) / 10.0)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    found = offsets(parser.parse_args(arguments).folder)
    print("satellite     pad         launch (UTC)         first set d  plane passes     after min  error min")
    for one in found:
        print(
            f"{one.launch.satellite:12}  {one.launch.pad:10}  {one.launch.moment:%Y-%m-%d %H:%M:%S}  "
            f"{one.first_set_d:11.1f}  {one.direction:15}  {one.offset_min:9.1f}  {one.error_min:9.2f}"
        )
    low, high = min(one.offset_min for one in found), max(one.offset_min for one in found)
    print(f"\nFrom {low:.1f} to {high:.1f} min after the launch. Chosen: within {chosen_min(found):g} min.")


if __name__ == "__main__":
    main()

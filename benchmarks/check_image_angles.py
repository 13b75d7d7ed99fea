"""Shows how well `sim.geometry` gives back the angles that operators publish for real images.

Reads a folder: ``images_*.csv`` (a row an image: operator, satellite, start_utc, end_utc, lat_deg, lon_deg,
incidence_deg, view_azimuth_deg, side, slant_range_km, and in ``mode`` perhaps "off_nadir=29.3 sun=65.8") and
``validation_*.tle``; `python -m benchmarks.check_image_angles FOLDER [--days 2]`. Neither is part of the project.

An image is judged at the middle between its two times, one with a single time at that time, and on the ellipsoid. Only
images within so many days of a set count. Catalogues give the azimuth either of the satellite seen from the target or
of the line from satellite to target: whichever is nearer is taken, the same for all images of an operator. It turns by
up to a degree a second, so a set's error along the track shows in it first. Radar images are mostly centred on the
closest approach: its azimuth, and the time between it and the middle, are given too. `check_images.py` works out the
incidence apart from the package, and shows how it parts as sets age.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

import sim
from benchmarks.check_images import FRESH_D, _utc

AT_CLOSEST = "azimuth, closest"  # at the closest approach
LATE_S = "seconds to closest"  # from the middle of the image to the closest approach by the set
ANGLES = ("incidence_deg", "azimuth_deg", "off_nadir_deg", "sun_elevation_deg", "range_km")

AROUND = timedelta(minutes=4)


@dataclass(frozen=True)
class Published:
    """What an operator says of one image; NaN for what it does not say."""

    operator: str
    satellite: str
    middle: datetime
    site: sim.Site
    side: str
    figures: dict[str, float]


@dataclass(frozen=True)
class Parted:
    """One image with what the package has less what was published, and whether the side is the published one."""

    image: Published
    age_d: float
    less: dict[str, float]
    same_side: bool


def published(folder: Path) -> list[Published]:
    """Return the images of every ``images_*.csv``, in the order of the files."""
    images = []
    for path in sorted(folder.glob("images_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            images += [_image(row) for row in csv.DictReader(lines)]
    if not images:
        sys.exit(f"error: {folder} holds no images_*.csv with images")
    return images


def _image(row: dict[str, str]) -> Published:
    start, end = _utc(row["start_utc"]), _utc(row["end_utc"] or row["start_utc"])
    said = {key: row.get(key) or "nan" for key in ("incidence_deg", "view_azimuth_deg", "slant_range_km")}
    in_mode = dict(re.findall(r"(\w+)=([\d.]+)", row.get("mode") or ""))
    return Published(
        operator=row["operator"],
        satellite=row["satellite"],
        middle=start + (end - start) / 2,
        site=sim.Site(row["satellite"], lat_deg=float(row["lat_deg"]), lon_deg=float(row["lon_deg"])),
        side=row["side"],
        figures={
            "incidence_deg": float(said["incidence_deg"]),
            "azimuth_deg": float(said["view_azimuth_deg"]),
            "off_nadir_deg": float(in_mode.get("off_nadir", "nan")),
            "sun_elevation_deg": float(in_mode.get("sun", "nan")),
            "range_km": float(said["slant_range_km"]),
        },
    )


def parted(images: Iterable[Published], sets: Sequence[sim.ElementSet], within_d: float) -> list[Parted]:
    """Return the images that have a set within so many days, each beside the geometry of the nearest."""
    found = []
    for image in images:
        named = re.compile(re.escape(image.satellite) + r"(\W.*)?$", re.IGNORECASE)
        mine = [one for one in sets if named.match(one.name)]
        if not mine:
            continue
        seen = sim.geometry(mine, image.site, image.middle)
        if seen.element_age_d[0] <= within_d:
            less = {key: float(getattr(seen, key)[0]) - said for key, said in image.figures.items()}
            closest = sim.closest_approaches(mine, image.site, image.middle - AROUND, image.middle + AROUND)
            if len(closest) == 1:
                less[AT_CLOSEST] = float(closest.azimuth_deg[0]) - image.figures["azimuth_deg"]
                less[LATE_S] = (closest.time_utc[0] - image.middle).total_seconds()
            side = not image.side or str(seen.side[0]) == image.side
            found.append(Parted(image, float(seen.element_age_d[0]), less, side))
    return found


def turned_deg(less_deg: np.ndarray) -> tuple[str, np.ndarray]:
    """Return whose azimuth an operator gives, and how far ours is from it."""
    ways = {
        "of the satellite, from the target": np.abs((less_deg + 180.0) % 360.0 - 180.0),
        "of the line of sight, from the satellite": np.abs(less_deg % 360.0 - 180.0),
    }
    way = min(ways, key=lambda one: float(np.median(ways[one])))
    return way, ways[way]


def table(judged: Sequence[Parted]) -> str:
    """Return, for each operator and angle, the median and the worst difference."""
    lines = [f"{'operator':10}{'what':20}{'images':>7}{'median':>9}{'worst':>9}"]
    for operator in sorted({one.image.operator for one in judged}):
        some = [one for one in judged if one.image.operator == operator]
        for what in (*ANGLES[:2], AT_CLOSEST, LATE_S, *ANGLES[2:]):
            note, errors = "", np.array([one.less.get(what, np.nan) for one in some])
            errors = np.abs(errors[np.isfinite(errors)])
            if errors.size and what.startswith("azimuth"):
                note, errors = turned_deg(errors)
            if errors.size:
                figures = f"{errors.size:7d}{np.median(errors):9.3f}{errors.max():9.3f}"
                lines.append(f"{operator:10}{what:20}{figures}  {note}".rstrip())
        wrong = sum(not one.same_side for one in some)
        lines.append(f"{operator:10}{'wrong side':20}{len(some):7d}{wrong:9d}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of images_*.csv and validation_*.tle")
    parser.add_argument("--days", type=float, default=FRESH_D, help="the greatest age of a set")
    told = parser.parse_args(arguments)
    paths = sorted(told.folder.glob("validation_*.tle"))
    if not paths:
        sys.exit(f"error: {told.folder} holds no validation_*.tle")
    sets = [one for path in paths for one in sim.read_catalogue(path).sets]
    judged = parted(published(told.folder), sets, told.days)
    print(f"{len(judged)} images within {told.days:g} days of a set; sim.geometry less published, degrees and km")
    if judged:
        print(table(judged))


if __name__ == "__main__":
    main()

"""Shows how well real images agree with the definitions of incidence, side, squint and ground squint.

Reads a folder: ``images_*.csv`` (a row an image: operator, satellite, start_utc, end_utc, lat_deg, lon_deg,
incidence_deg, side, squint_published_deg) and ``validation_*.tle`` (element sets by satellite name, several of one
satellite allowed); `python -m benchmarks.check_images FOLDER`. Neither is part of the project.

Apart from the package: python-sgp4 for positions, Skyfield for UT1 and GMST, angles written out below. The image is
judged at the middle between its two times; an image with a single time at that time. The target lies on the ellipsoid,
because catalogues give no height: 1 km of height moves the incidence by some 0.05 degrees. Each image is judged with
the set nearest in time. Squint is compared where a fleet publishes it in the ground plane (``GROUND_SQUINT``).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sgp4.api import Satrec
from skyfield.api import load, wgs84
from skyfield.sgp4lib import theta_GMST1982

from benchmarks.choose_flown_sensors import GROUND_SQUINT

Vector = NDArray[np.float64]

FRESH_D = 2.0  # the age of a set to which an image is held
AGES_D = (1.0, 2.0, 4.0, 7.0, 10.0)
STEP_S = 1.0  # of the central difference that gives the Earth-fixed velocity: right to 1e-6 km/s
EARTH_A_KM, EARTH_F = 6378.137, 1 / 298.257223563


class ImagesError(Exception):
    """The folder cannot be read."""


@dataclass(frozen=True)
class Image:
    """One published image: where, when (start and end), and the angles published for it."""

    operator: str
    satellite: str
    start: datetime
    end: datetime
    lat_deg: float
    lon_deg: float
    incidence_deg: float
    side: str
    squint_deg: float | None

    @property
    def middle(self) -> datetime:
        return self.start + (self.end - self.start) / 2


@dataclass(frozen=True)
class View:
    """The angles of one target from one satellite at one time, in degrees; ``right`` is the side."""

    incidence_deg: float
    off_nadir_deg: float
    squint_deg: float
    ground_squint_deg: float
    ground_squint_at_target_deg: float
    right: bool


@dataclass(frozen=True)
class Judged:
    """An image beside what the nearest set says of it: at the middle, and the ground squint at start and end."""

    image: Image
    age_d: float
    view: View
    ground_squint_start_deg: float
    ground_squint_end_deg: float
    inertial_ground_squint_deg: float


# --- Reading ----------------------------------------------------------------------------------------------


def read_images(folder: Path) -> list[Image]:
    """Return the images of every ``images_*.csv``, in the order of the files."""
    images = []
    for path in sorted(folder.glob("images_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            images += [_image(row) for row in csv.DictReader(lines)]
    if not images:
        raise ImagesError(f"{folder} holds no images_*.csv with images")
    return images


def _image(row: dict[str, str]) -> Image:
    squint = row["squint_published_deg"] if row["operator"] in GROUND_SQUINT else ""
    return Image(
        operator=row["operator"],
        satellite=row["satellite"],
        start=_utc(row["start_utc"]),
        end=_utc(row["end_utc"] or row["start_utc"]),
        lat_deg=float(row["lat_deg"]),
        lon_deg=float(row["lon_deg"]),
        incidence_deg=float(row["incidence_deg"]),
        side=row["side"],
        squint_deg=abs(float(squint)) if squint else None,
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def read_sets(folder: Path) -> dict[str, list[Satrec]]:
    """Return the element sets of every ``validation_*.tle``, by the name above each pair of lines."""
    sets: dict[str, list[Satrec]] = {}
    for path in sorted(folder.glob("validation_*.tle")):
        lines = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()]
        for name, first, second in zip(lines, lines[1:], lines[2:], strict=False):
            if first.startswith("1 ") and second.startswith("2 "):
                sets.setdefault(name.removeprefix("0 ").strip(), []).append(Satrec.twoline2rv(first, second))
    if not sets:
        raise ImagesError(f"{folder} holds no validation_*.tle with element sets")
    return sets


def nearest_set(sets: dict[str, list[Satrec]], image: Image) -> tuple[Satrec, float] | None:
    """Return the set nearest in time and its age in days; a name may go on after the satellite's: "X-1 (Y)"."""
    named = re.compile(re.escape(image.satellite) + r"(\W.*)?$", re.IGNORECASE)
    known = [one for name, ones in sets.items() if named.match(name) for one in ones]
    aged = [(one, _age_d(one, image.middle)) for one in known]
    return min(aged, key=lambda pair: abs(pair[1]), default=None)


def _age_d(satrec: Satrec, when: datetime) -> float:
    whole, fraction = _julian(when)
    return (whole - satrec.jdsatepoch) + (fraction - satrec.jdsatepochF)


def _julian(when: datetime) -> tuple[float, float]:
    since = when - datetime(2000, 1, 1, tzinfo=UTC)
    return 2451544.5 + since.days, (since.seconds + since.microseconds * 1e-6) / 86400.0


# --- Geometry ---------------------------------------------------------------------------------------------


@cache
def _timescale() -> Any:
    return load.timescale(builtin=True)


def _turned(position: Vector, when: datetime) -> Vector:
    """Return a TEME vector in Earth-fixed axes."""
    time = _timescale().from_datetime(when)
    theta, _ = theta_GMST1982(time.whole, time.ut1_fraction)
    c, s = np.cos(theta), np.sin(theta)
    return np.array([c * position[0] + s * position[1], c * position[1] - s * position[0], position[2]])


def _teme(satrec: Satrec, when: datetime) -> tuple[Vector, Vector]:
    error, position, velocity = satrec.sgp4(*_julian(when))
    if error:
        raise ImagesError(f"SGP4 error {error} for object {satrec.satnum} at {when:%Y-%m-%dT%H:%M:%SZ}")
    return np.array(position), np.array(velocity)


def state_itrs(satrec: Satrec, when: datetime) -> tuple[Vector, Vector, Vector]:
    """Return the Earth-fixed position (km), its derivative, and the inertial velocity in the same axes (km/s)."""
    step = timedelta(seconds=STEP_S)
    before, after = (_turned(_teme(satrec, when + sign * step)[0], when + sign * step) for sign in (-1, 1))
    position, velocity = _teme(satrec, when)
    return _turned(position, when), (after - before) / (2 * STEP_S), _turned(velocity, when)


def _up_below(position: Vector) -> Vector:
    """Return the geodetic up at the point below a satellite."""
    e2 = EARTH_F * (2 - EARTH_F)
    p = np.hypot(position[0], position[1])
    lat = np.arctan2(position[2], p * (1 - e2))
    for _ in range(12):
        lat = np.arctan2(position[2] + EARTH_A_KM * e2 * np.sin(lat) / np.sqrt(1 - e2 * np.sin(lat) ** 2), p)
    return np.array([np.cos(lat) * position[0] / p, np.cos(lat) * position[1] / p, np.sin(lat)])


def _off_broadside_deg(line: Vector, velocity: Vector, up: Vector) -> float:
    """Return the angle off broadside in the plane across ``up``."""
    line_h, velocity_h = line - (line @ up) * up, velocity - (velocity @ up) * up
    return _broadside_deg(line_h, velocity_h)


def _broadside_deg(line: Vector, velocity: Vector) -> float:
    return float(np.degrees(np.arcsin(abs(line @ velocity) / np.linalg.norm(line) / np.linalg.norm(velocity))))


def view(position: Vector, velocity: Vector, *, lat_deg: float, lon_deg: float) -> View:
    """Return the angles of a target on the ellipsoid, from an Earth-fixed position and velocity."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    up_target = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    line = np.asarray(wgs84.latlon(lat_deg, lon_deg).itrs_xyz.km) - position
    up = _up_below(position)
    distance = np.linalg.norm(line)
    return View(
        incidence_deg=float(np.degrees(np.arccos(-line @ up_target / distance))),
        off_nadir_deg=float(np.degrees(np.arccos(-line @ up / distance))),
        squint_deg=_broadside_deg(line, velocity),
        ground_squint_deg=_off_broadside_deg(line, velocity, up),
        ground_squint_at_target_deg=_off_broadside_deg(line, velocity, up_target),
        right=bool(line @ np.cross(velocity, position) > 0),
    )


# --- Judging ----------------------------------------------------------------------------------------------


def judge(images: Iterable[Image], sets: dict[str, list[Satrec]], within_d: float) -> list[Judged]:
    """Return the images that have a set within so many days, each judged with the nearest."""
    judged = []
    for image in images:
        found = nearest_set(sets, image)
        if found and abs(found[1]) <= within_d:
            judged.append(_judged(image, *found))
    return judged


def _judged(image: Image, satrec: Satrec, age_d: float) -> Judged:
    where = {"lat_deg": image.lat_deg, "lon_deg": image.lon_deg}
    position, velocity, inertial = state_itrs(satrec, image.middle)
    ends = [view(*state_itrs(satrec, when)[:2], **where).ground_squint_deg for when in (image.start, image.end)]
    return Judged(
        image=image,
        age_d=age_d,
        view=view(position, velocity, **where),
        ground_squint_start_deg=ends[0],
        ground_squint_end_deg=ends[1],
        inertial_ground_squint_deg=view(position, inertial, **where).ground_squint_deg,
    )


def _incidence_error_deg(one: Judged) -> float:
    return abs(one.view.incidence_deg - one.image.incidence_deg)


def _row(cells: Iterable[object], widths: Sequence[int]) -> str:
    return "  ".join(str(cell).rjust(width) for cell, width in zip(cells, widths, strict=True))


def growth_table(judged: Sequence[Judged]) -> str:
    """Return the errors of incidence by the age of the set: up to 1, 2, 4, 7, 10 days."""
    widths = (10, 6, 8, 8, 8, 12)
    lines = [_row(("age, days", "images", "median", "p90", "worst", "wrong side"), widths)]
    for low, high in zip((0.0, *AGES_D), AGES_D, strict=False):
        band = [one for one in judged if low <= abs(one.age_d) < high]
        if band:
            errors = [_incidence_error_deg(one) for one in band]
            wrong = sum(one.view.right != (one.image.side == "right") for one in band if one.image.side)
            figures = (f"{np.quantile(errors, share):.3f}" for share in (0.5, 0.9, 1.0))
            lines.append(_row((f"{low:g} to {high:g}", len(band), *figures, wrong), widths))
    return "\n".join(lines)


def squint_table(judged: Sequence[Judged]) -> str:
    """Return how far each candidate definition is from the published angle, over images within ``FRESH_D``."""
    compared = [(one, one.image.squint_deg) for one in judged if one.image.squint_deg is not None]
    compared = [(one, angle) for one, angle in compared if abs(one.age_d) <= FRESH_D]
    if not compared:
        return f"No image within {FRESH_D:g} days of a set publishes its squint in the ground plane."
    candidates = {
        "ground squint, middle of the collect": lambda one: one.view.ground_squint_deg,
        "  in the plane at the target": lambda one: one.view.ground_squint_at_target_deg,
        "  with the inertial velocity": lambda one: one.inertial_ground_squint_deg,
        "  at the start": lambda one: one.ground_squint_start_deg,
        "  at the end": lambda one: one.ground_squint_end_deg,
        "squint (cone), middle of the collect": lambda one: one.view.squint_deg,
    }
    widths = (36, 8, 8, 8)
    lines = [f"Published squint against each definition, {len(compared)} images within {FRESH_D:g} days, degrees:"]
    lines.append(_row(("", "median", "p90", "worst"), widths))
    for name, angle_of in candidates.items():
        errors = [abs(angle_of(one) - published) for one, published in compared]
        figures = (f"{np.quantile(errors, share):.2f}" for share in (0.5, 0.9, 1.0))
        lines.append(_row((name.ljust(36), *figures), widths))
    apart = [abs(one.view.ground_squint_deg - one.view.ground_squint_at_target_deg) for one, _ in compared]
    lines.append(f"The planes at the satellite and at the target part by {max(apart):.2f} degrees at most.")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of images_*.csv and validation_*.tle")
    told = parser.parse_args(arguments)
    try:
        judged = judge(read_images(told.folder), read_sets(told.folder), AGES_D[-1])
    except ImagesError as error:
        sys.exit(f"error: {error}")
    fresh = [one for one in judged if abs(one.age_d) <= FRESH_D]
    print(f"{len(judged)} images within {AGES_D[-1]:g} days of a set, {len(fresh)} within {FRESH_D:g}.")
    print("Incidence: computed less published, degrees, by the age of the set")
    print(growth_table(judged))
    for operator in sorted({one.image.operator for one in judged}):
        print(f"\n{operator}")
        print(growth_table([one for one in judged if one.image.operator == operator]))
    print()
    print(squint_table(judged))


if __name__ == "__main__":
    main()

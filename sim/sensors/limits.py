"""What counts as seeing, as one set of numbers: every limit that is given must be met at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ..constants import LIGHT_M_S
from ..errors import UsageError

Look = Literal["either", "left", "right"]
Heading = Literal["either", "ascending", "descending"]
SatelliteLight = Literal["either", "lit", "eclipsed"]

# Limit -> the lowest and highest value it may take. Angles in degrees, lengths as the name says.
RANGES: dict[str, tuple[float, float]] = {
    "elevation_min_deg": (0.0, 90.0),
    "incidence_min_deg": (0.0, 90.0),
    "incidence_max_deg": (0.0, 90.0),
    "off_nadir_min_deg": (0.0, 90.0),
    "off_nadir_max_deg": (0.0, 90.0),
    "squint_max_deg": (0.0, 90.0),
    "range_min_km": (0.0, math.inf),
    "range_max_km": (0.0, math.inf),
    "azimuth_from_deg": (0.0, 360.0),
    "azimuth_to_deg": (0.0, 360.0),
    "gsd_max_m": (0.0, math.inf),
    "gsd_nadir_m": (0.0, math.inf),
    "reference_height_km": (0.0, math.inf),
    "ground_range_resolution_max_m": (0.0, math.inf),
    "bandwidth_mhz": (0.0, math.inf),
    "fov_across_deg": (0.0, 180.0),
    "fov_along_deg": (0.0, 180.0),
    "roll_deg": (-90.0, 90.0),
    "pitch_deg": (-90.0, 90.0),
    "sun_elevation_min_deg": (-90.0, 90.0),
    "sun_elevation_max_deg": (-90.0, 90.0),
    "local_time_from_h": (0.0, 24.0),
    "local_time_to_h": (0.0, 24.0),
    "glint_min_deg": (0.0, 180.0),
    "duration_min_s": (0.0, math.inf),
}
ABOVE_ZERO = (
    "range_max_km", "gsd_max_m", "gsd_nadir_m", "reference_height_km", "ground_range_resolution_max_m",
    "bandwidth_mhz", "fov_across_deg", "fov_along_deg",
)  # fmt: skip
ORDERED = (
    ("incidence_min_deg", "incidence_max_deg"),
    ("off_nadir_min_deg", "off_nadir_max_deg"),
    ("range_min_km", "range_max_km"),
    ("sun_elevation_min_deg", "sun_elevation_max_deg"),
)
# Limits of which one says nothing without the others.
TOGETHER = (
    ("azimuth_from_deg", "azimuth_to_deg"),
    ("local_time_from_h", "local_time_to_h"),
    ("fov_across_deg", "fov_along_deg"),
    ("gsd_max_m", "gsd_nadir_m", "reference_height_km"),
    ("ground_range_resolution_max_m", "bandwidth_mhz"),
)
WORDS: dict[str, tuple[str, ...]] = {
    "look": ("either", "left", "right"),
    "heading": ("either", "ascending", "descending"),
    "satellite_light": ("either", "lit", "eclipsed"),
}


@dataclass(frozen=True)
class Limits:
    """Limits on the geometry and the light between a satellite and a place; None means no limit of that kind.

    Measured at the target, against the WGS84 normal: elevation, incidence (90 degrees - elevation), the satellite's
    azimuth (from north by east, clockwise from ``azimuth_from_deg`` to ``azimuth_to_deg``, which may pass north), the
    Sun's elevation, apparent solar time (hours; from 22 to 2 passes midnight), and glint: the angle between satellite
    and mirrored Sun, while the Sun is up. Measured at the satellite: off-nadir from the geodetic nadir, squint from
    broadside of the Earth-fixed velocity (0 at broadside), side of the track, heading (moving north or south), and
    whether it stands in sunlight.

    ``gsd_max_m``: the ground sample distance along the view, the larger of the two: gsd_nadir_m / reference_height_km
    x range / sin(elevation). ``ground_range_resolution_max_m``: a radar's c / (2 B sin incidence), worst near nadir.

    ``fov_across_deg``, ``fov_along_deg``: a rectangular field of view, full angles in two planes through its axis. The
    axis points at the geodetic nadir, pitched forward by ``pitch_deg`` (about the line across the track), then rolled
    to the right by ``roll_deg`` (about the line along it); along is the Earth-fixed velocity's direction over ground.

    ``all_of``, ``any_of``, ``none_of`` hold further limits: all of these must be met as well, at least one, none. A
    ``duration_min_s`` is applied when all else has cut, so only the outermost limits have one.

    Elevation above 0 is always required: nobody looks through the Earth. Raises UsageError for numbers out of range,
    bands without width and limits that say nothing without another.
    """

    elevation_min_deg: float = 0.0
    incidence_min_deg: float | None = None
    incidence_max_deg: float | None = None
    off_nadir_min_deg: float | None = None
    off_nadir_max_deg: float | None = None
    squint_max_deg: float | None = None
    look: Look = "either"
    sun_elevation_min_deg: float | None = None
    duration_min_s: float = 0.0
    range_min_km: float | None = None
    range_max_km: float | None = None
    azimuth_from_deg: float | None = None
    azimuth_to_deg: float | None = None
    heading: Heading = "either"
    gsd_max_m: float | None = None
    gsd_nadir_m: float | None = None
    reference_height_km: float | None = None
    ground_range_resolution_max_m: float | None = None
    bandwidth_mhz: float | None = None
    fov_across_deg: float | None = None
    fov_along_deg: float | None = None
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    sun_elevation_max_deg: float | None = None
    local_time_from_h: float | None = None
    local_time_to_h: float | None = None
    satellite_light: SatelliteLight = "either"
    glint_min_deg: float | None = None
    all_of: tuple[Limits, ...] = ()
    any_of: tuple[Limits, ...] = ()
    none_of: tuple[Limits, ...] = ()

    def __post_init__(self) -> None:
        for name in ("all_of", "any_of", "none_of"):
            given = getattr(self, name)
            if isinstance(given, Limits) or not all(isinstance(one, Limits) for one in given):
                raise UsageError(f"{name} must list Limits, as in {name}=(Limits(...), Limits(...))")
            object.__setattr__(self, name, tuple(given))
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is None:
                continue
            if isinstance(value, str | bool):
                raise UsageError(f"{name} = {value!r} must be a number")
            if not math.isfinite(value) or not low <= value <= high:
                wanted = f"be at least {low:g}" if math.isinf(high) else f"lie between {low:g} and {high:g}"
                raise UsageError(f"{name} = {value:g} must {wanted}")
            if name in ABOVE_ZERO and value == 0.0:
                raise UsageError(f"{name} = 0 must be above 0")
        for low_name, high_name in ORDERED:
            low_value, high_value = getattr(self, low_name), getattr(self, high_name)
            if low_value is not None and high_value is not None and low_value >= high_value:
                raise UsageError(f"{low_name} = {low_value:g} must be below {high_name} = {high_value:g}")
        for names in TOGETHER:
            missing = [name for name in names if getattr(self, name) is None]
            if missing and len(missing) < len(names) and getattr(self, names[0]) is not None:
                raise UsageError(f"{names[0]} needs {' and '.join(missing)} beside it")
        for first, second in (("azimuth_to_deg", "azimuth_from_deg"), ("local_time_to_h", "local_time_from_h"),
                              ("fov_along_deg", "fov_across_deg")):  # fmt: skip
            if getattr(self, first) is not None and getattr(self, second) is None:
                raise UsageError(f"{first} needs {second} beside it")
        for start, end, turn in (
            ("azimuth_from_deg", "azimuth_to_deg", 360.0),
            ("local_time_from_h", "local_time_to_h", 24.0),
        ):
            begins, ends = getattr(self, start), getattr(self, end)
            if begins is not None and (ends - begins) % turn == 0.0:
                raise UsageError(f"{start} = {begins:g} and {end} = {ends:g}: a band without width, or all round")
        if (self.roll_deg or self.pitch_deg) and self.fov_across_deg is None:
            raise UsageError("roll_deg and pitch_deg point a field of view; give fov_across_deg and fov_along_deg")
        for name, words in WORDS.items():
            if getattr(self, name) not in words:
                raise UsageError(f"{name} = {getattr(self, name)!r} must be {', '.join(words[:-1])} or {words[-1]}")
        for name in ("all_of", "any_of", "none_of"):
            for one in getattr(self, name):
                if one.duration_min_s > 0.0:
                    raise UsageError(f"duration_min_s = {one.duration_min_s:g} inside {name}: give it outside")

    @property
    def incidence_at_least_deg(self) -> float:
        """The least incidence that the limits on incidence and on ground range resolution ask for, degrees.

        Raises UsageError for a resolution that the bandwidth reaches at no incidence.
        """
        least = self.incidence_min_deg or 0.0
        if self.ground_range_resolution_max_m is not None and self.bandwidth_mhz is not None:
            sine = LIGHT_M_S / (2e6 * self.bandwidth_mhz * self.ground_range_resolution_max_m)
            if sine > 1.0:
                finest_m = LIGHT_M_S / (2e6 * self.bandwidth_mhz)
                raise UsageError(
                    f"ground_range_resolution_max_m = {self.ground_range_resolution_max_m:g} is never reached with "
                    f"bandwidth_mhz = {self.bandwidth_mhz:g}: the finest is {finest_m:.3g} m, at grazing incidence"
                )
            least = max(least, math.degrees(math.asin(sine)))
        return least

    def for_windows_only(self) -> list[str]:
        """Return the limits given that exact windows know and a map does not.

        What a limit on sample distance is measured with limits nothing by itself.
        """
        plain = Limits()
        known = {
            "elevation_min_deg", "incidence_min_deg", "incidence_max_deg", "off_nadir_min_deg", "off_nadir_max_deg",
            "squint_max_deg", "look", "sun_elevation_min_deg", "duration_min_s", "ground_range_resolution_max_m",
            "bandwidth_mhz", "gsd_nadir_m", "reference_height_km",
        }  # fmt: skip
        return [n for n in self.__dataclass_fields__ if n not in known and getattr(self, n) != getattr(plain, n)]

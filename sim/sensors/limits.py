"""What counts as seeing, as one set of numbers: every limit that is given must be met at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from ..constants import LIGHT_M_S
from ..errors import UsageError
from .limit_kind import NumberKind
from .limit_kinds import AFTER_ALL, KIND_OF, NUMBER_KINDS, NUMBER_OF, WORD_KINDS, check_all

Look = Literal["either", "left", "right"]
Heading = Literal["either", "ascending", "descending"]
SatelliteLight = Literal["either", "lit", "eclipsed"]
SquintIs = Literal["throughout", "centre"]

RULES = ("all_of", "any_of", "none_of")


@dataclass(frozen=True, repr=False)
class Limits:
    """Limits on the geometry and the light between a satellite and a place; None means no limit of that kind.

    Measured at the target, against the WGS84 normal: elevation, incidence (90 degrees - elevation), the satellite's
    azimuth (from north by east, clockwise from ``azimuth_from_deg`` to ``azimuth_to_deg``, which may pass north), the
    Sun's elevation, apparent solar time (hours; from 22 to 2 passes midnight), and glint: the angle between satellite
    and mirrored Sun, while the Sun is up. Measured at the satellite: off-nadir from the geodetic nadir, squint from
    broadside of the Earth-fixed velocity (0 at broadside), side of the track, heading (moving north or south), and
    whether it stands in sunlight.

    ``ground_squint_max_deg``: the angle off broadside in the plane across the nadir at the satellite, of line of sight
    and Earth-fixed velocity without their parts along the nadir: sin(squint) = sin(off-nadir) sin(ground squint). A
    side-looking radar forms no image near 90 degrees of it, however small the squint. ``squint_is = "centre"``: limits
    on squint hold at the middle of an image of ``duration_min_s``; an instant is seen that lies within half of it from
    one that meets them. Within rules they hold throughout.

    ``gsd_max_m``: the ground sample distance along the view, the larger of the two: gsd_nadir_m / reference_height_km
    x range / sin(elevation). ``ground_range_resolution_max_m``: a radar's c / (2 B sin incidence), worst near nadir.

    ``fov_across_deg``, ``fov_along_deg``: a rectangular field of view, full angles in two planes through its axis. The
    axis points at the geodetic nadir, pitched forward by ``pitch_deg`` (about the line across the track), then rolled
    to the right by ``roll_deg`` (about the line along it); along is the Earth-fixed velocity's direction over ground.

    ``all_of``, ``any_of``, ``none_of`` hold further limits: all of these must be met as well, at least one, none. A
    ``duration_min_s`` is applied when all else has cut, so only the outermost limits have one.

    Line of sight is always required: nobody looks through the Earth. For a place on the ellipsoid that is an elevation
    above 0. A place above it may ask for ``elevation_min_deg`` down to -5: then the line of sight decides, which dips
    by acos(a / (a + height)); only the outermost limits may. Raises UsageError for numbers out of range,
    bands without width and limits that say nothing without another. Ranges, pairs and companions are those of
    ``limit_kinds``; the repr shows what binds.
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
    ground_squint_max_deg: float | None = None
    squint_is: SquintIs = "throughout"
    all_of: tuple[Limits, ...] = ()
    any_of: tuple[Limits, ...] = ()
    none_of: tuple[Limits, ...] = ()

    def __post_init__(self) -> None:
        for name in RULES:
            rules = getattr(self, name)
            if isinstance(rules, Limits) or not all(isinstance(one, Limits) for one in rules):
                raise UsageError(f"{name} must list Limits, as in {name}=(Limits(...), Limits(...))")
            object.__setattr__(self, name, tuple(rules))
        given = self.__dict__
        for key, lowest, highest, above_zero in _RANGES:
            value = given[key]
            if value is not None and not (
                type(value) is float and lowest <= value <= highest and value < math.inf and (value or not above_zero)
            ):
                _check_range(NUMBER_OF[key], value)
        for key, partner in _ORDERED:
            low, high = given[key], given[partner]
            if low is not None and high is not None and low >= high:
                raise UsageError(f"{key} = {low:g} must be below {partner} = {high:g}")
        for key, none, needs in _COMPANIONS:
            if given[key] != none and (missing := [one for one in needs if given[one] is None]):
                raise UsageError(f"{key} needs {' and '.join(missing)} beside it")
        for key, partner, turn in _BANDS:
            begins, ends = given[key], given[partner]
            if begins is not None and (ends - begins) % turn == 0.0:
                raise UsageError(f"{key} = {begins:g} and {partner} = {ends:g}: a band without width, or all round")
        for word in WORD_KINDS:
            if (chosen := given[word.key]) not in word.words:
                *others, last = word.accepted
                raise UsageError(f"{word.key} = {chosen!r} must be {', '.join(others)} or {last}")
            missing = [one for one in word.needs if given[one] in (None, NO_VALUES[one])]
            if missing and chosen != word.accepted[0]:
                raise UsageError(f"{word.key} = {chosen!r} needs {' and '.join(missing)} beside it")
        for name in RULES:
            for one in given[name]:
                if one.sees_below_horizontal:
                    raise UsageError(f"elevation_min_deg = {one.elevation_min_deg:g} inside {name}: give it outside")
                for key in AFTER_ALL:
                    if (value := getattr(one, key)) != NO_VALUES[key]:
                        raise UsageError(f"{key} = {value:g} inside {name}: give it outside")

    def __repr__(self) -> str:
        return f"Limits({', '.join(f'{key}={value!r}' for key, value in self.binding().items())})"

    def binding(self) -> dict[str, Any]:
        """Return the limits, and rules, that are given and limit something, by key, in the order of the fields."""
        given = self.__dict__
        return {key: value for key, none in NO_VALUES.items() if (value := given[key]) != none}

    @classmethod
    def above(cls, elevation_deg: float) -> Limits:
        """Return the one limit of a least elevation, degrees."""
        return cls(elevation_min_deg=elevation_deg)

    def between_elevations(self, low_deg: float, high_deg: float) -> Limits:
        """Return the limits with the satellite between two elevations: limits on incidence, 90 degrees less."""
        return replace(self, incidence_min_deg=90.0 - high_deg, incidence_max_deg=90.0 - low_deg)

    def without_hole(self) -> Limits:
        """Return the limits without those that leave a hole below the satellite."""
        return replace(self, incidence_min_deg=None, off_nadir_min_deg=None, ground_range_resolution_max_m=None)

    @property
    def elevation_at_least_deg(self) -> float:
        """The least elevation that the limits on elevation and on incidence ask for, degrees; 0 without one.

        Below 0 where a place is asked to see beyond its horizon.
        """
        if self.incidence_max_deg is None:
            return self.elevation_min_deg
        return max(self.elevation_min_deg, 90.0 - self.incidence_max_deg)

    @property
    def incidence_at_most_deg(self) -> float:
        """The largest incidence that the limits on incidence and on elevation allow, degrees; 90 without one."""
        most = 90.0 - self.elevation_min_deg
        return most if self.incidence_max_deg is None else min(self.incidence_max_deg, most)

    @property
    def off_nadir_at_least_deg(self) -> float:
        """The least off-nadir angle allowed, degrees; 0 without a limit."""
        return self.off_nadir_min_deg or 0.0

    @property
    def off_nadir_at_most_deg(self) -> float:
        """The largest off-nadir angle allowed, degrees; 90 without a limit."""
        return 90.0 if self.off_nadir_max_deg is None else self.off_nadir_max_deg

    @property
    def leaves_hole(self) -> bool:
        """Whether the limits leave a hole below the satellite, which is not seen."""
        return self.incidence_at_least_deg > 0.0 or self.off_nadir_at_least_deg > 0.0

    @property
    def squint_at_most_deg(self) -> float:
        """The largest squint allowed, degrees; 90 without a limit."""
        return 90.0 if self.squint_max_deg is None else self.squint_max_deg

    @property
    def ground_squint_at_most_deg(self) -> float:
        """The largest ground squint allowed, degrees; 90 without a limit."""
        return 90.0 if self.ground_squint_max_deg is None else self.ground_squint_max_deg

    @property
    def azimuths_deg(self) -> tuple[float, float] | None:
        """The azimuths between which the satellite must stand, clockwise from the first, degrees; None without."""
        if self.azimuth_from_deg is None or self.azimuth_to_deg is None:
            return None
        return self.azimuth_from_deg, self.azimuth_to_deg

    @property
    def has_view(self) -> bool:
        """Whether a rectangular field of view is given."""
        return self.fov_across_deg is not None

    @property
    def limits_squint(self) -> bool:
        """Whether squint is limited, as a cone or in the plane across the nadir."""
        return min(self.squint_at_most_deg, self.ground_squint_at_most_deg) < 90.0

    @property
    def is_field_of_regard(self) -> bool:
        """Whether a radar, which must look to the side, is not held to it: it is taken to see where it cannot image."""
        return self.ground_squint_at_most_deg >= 90.0

    @property
    def image_s(self) -> float:
        """How long an image takes, and thus a window lasts at least, seconds."""
        return self.duration_min_s

    @property
    def squint_half_image_s(self) -> float:
        """How long before and after it meets the limits on squint an image may begin and end, seconds."""
        return 0.5 * self.image_s if self.squint_is == "centre" else 0.0

    @property
    def smear_at_most_km(self) -> float:
        """The largest range / sin(elevation) at which the limit on sample distance is met, km; inf without one."""
        if self.gsd_max_m is None or self.gsd_nadir_m is None or self.reference_height_km is None:
            return math.inf
        return self.gsd_max_m / self.gsd_nadir_m * self.reference_height_km

    @property
    def sun_at_least_deg(self) -> float:
        """The least elevation of the Sun at the target, degrees; -90 without a limit."""
        return -90.0 if self.sun_elevation_min_deg is None else self.sun_elevation_min_deg

    @property
    def is_at_any_hour(self) -> bool:
        """Whether neither a high Sun nor an hour is asked for, so that passes by night count."""
        return self.sun_elevation_min_deg is None and self.local_time_from_h is None

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

    @property
    def sees_below_horizontal(self) -> bool:
        """Whether a place above the ellipsoid is asked to see what stands below its horizon."""
        return self.elevation_min_deg < 0.0

    def for_windows_only(self) -> list[str]:
        """Return the limits given that exact windows know and a map does not.

        A least duration is not among them: a map refuses it by itself.
        """
        below = ["elevation_min_deg"] if self.sees_below_horizontal else []
        return below + [key for key in self.binding() if key in RULES or _for_windows_only(key)]


def _for_windows_only(key: str) -> bool:
    return KIND_OF[key].maps == "none" and key not in AFTER_ALL


NO_VALUES: dict[str, Any] = {one.name: one.default for one in fields(Limits)}  # what each field is without a limit


check_all("Limits", (one.name for one in fields(Limits) if one.name not in RULES))
# The records as rows, for Limits are made by the thousand.
_RANGES = tuple((one.key, one.values.lowest, one.values.highest, one.above_zero) for one in NUMBER_KINDS)
_ORDERED = tuple((one.key, one.below) for one in NUMBER_KINDS if one.below)
_COMPANIONS = tuple((one.key, NO_VALUES[one.key], one.needs) for one in NUMBER_KINDS if one.needs)
_BANDS = tuple((one.key, one.band_to, one.turn) for one in NUMBER_KINDS if one.band_to)


def _check_range(kind: NumberKind, value: Any) -> None:
    if isinstance(value, str | bool):
        raise UsageError(f"{kind.key} = {value!r} must be a number")
    if not math.isfinite(value) or not kind.values.lowest <= value <= kind.values.highest:
        raise UsageError(f"{kind.key} = {value:g} must {kind.values.wanted}")
    if kind.above_zero and value == 0.0:
        raise UsageError(f"{kind.key} = 0 must be above 0")


def idle_measures(given: object) -> set[str]:
    """Return what only limits are measured with that limits, or a sensor, do not give."""
    serving = {key for kind in NUMBER_KINDS if getattr(given, kind.key) is not None for key in kind.needs}
    return {kind.key for kind in NUMBER_KINDS if kind.measure} - serving


for _kind in WORD_KINDS:
    check_all(f"the type of {_kind.key} in Limits", get_args(get_type_hints(Limits)[_kind.key]), _kind.words)

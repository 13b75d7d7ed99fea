"""The registry of limits: one record for each, from which all else is derived.

Derived from it: the fields of sensors and rules in a scenario file, with their schema; the ranges, pairs and companions
that `Limits` checks; the axes of a `Sensor`; the options of the command line; the words of pages and maps. Checked
against it at import: the fields of `Limits` and `Sensor`, and the search's table of steps. The order of the records is
that of axes, schema and pages; options have an order of their own. ``docs/recipes.md`` describes how to add a limit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from .limit_kind import PLAIN, LimitKind, NumberKind, OptionKind, Values, WordKind

ANGLE = Values("AngleSpread", 0.0, 90.0, "An angle from 0 to 90 degrees.", in_unit="degrees; ")
ELEVATION = Values("ElevationSpread", -5.0, 90.0, "An elevation from -5 to 90 degrees.", in_unit="degrees; ")
WIDE_ANGLE = Values("WideAngleSpread", 0.0, 180.0, "An angle from 0 to 180 degrees.", in_unit="degrees; ")
AMOUNT = Values("AmountSpread", 0.0, math.inf, "A length or a time, 0 or more, in the key's unit.")
SUN_ANGLE = Values(
    "SunSpread", -90.0, 90.0, "A least elevation of the Sun, -90 to 90 degrees.", in_unit="degrees; ",
    low_words=", the highest Sun", high_words=", the lowest Sun",
)  # fmt: skip
SQUINT_ANGLE = Values(
    "SquintSpread", 0.0, 90.0, "A largest squint, with the further choice of no limit at all.", in_unit="degrees; ",
    none="also try no limit on squint: a field of regard, an upper bound",
)  # fmt: skip
GROUND_SQUINT_ANGLE = Values(
    "GroundSquintSpread", 0.0, 90.0, "A largest ground squint, with the further choice of no limit at all.",
    in_unit="degrees; ", none="also try no limit on ground squint: a field of regard, in which no radar can image all",
)  # fmt: skip
TURN = Values("TurnSpread", -90.0, 90.0, "A turn to either side, -90 to 90 degrees.", in_unit="degrees; ")
AZIMUTH = Values("AzimuthSpread", 0.0, 360.0, "An azimuth, 0 to 360 degrees.", in_unit="degrees; ")
HOUR = Values("HourSpread", 0.0, 24.0, "An hour of the day.", in_unit="hours; ")

KINDS: tuple[LimitKind, ...] = (
    NumberKind(
        "incidence_min_deg", ANGLE, "deg", axis="incidence", low="largest", below="incidence_max_deg",
        description="least incidence at the target, degrees",
        published=True, always_in_json=True, maps="swept and exact",
        scanned_to=90.0,
    ),
    NumberKind(
        "incidence_max_deg", ANGLE, "deg", axis="incidence", low="smallest",
        description="largest incidence at the target, degrees",
        bounds_reach=True, published=True, always_in_json=True, maps="swept and exact",
        scanned_to=90.0,
    ),
    NumberKind(
        "off_nadir_min_deg", ANGLE, "deg", axis="off_nadir", low="largest", below="off_nadir_max_deg",
        quantity="off-nadir",
        description="least angle at the satellite from the geodetic nadir, degrees",
        published=True, always_in_json=True, maps="swept and exact",
    ),
    NumberKind(
        "off_nadir_max_deg", ANGLE, "deg", axis="off_nadir", low="smallest", quantity="off-nadir",
        description="largest angle at the satellite from the geodetic nadir, degrees",
        bounds_reach=True, published=True, always_in_json=True, maps="swept and exact",
        scanned_to=90.0,
    ),
    NumberKind(
        "elevation_min_deg", ELEVATION, "deg", axis="elevation", low="largest",
        description="least elevation of the satellite above the target's horizon, degrees; below 0, to -5, for a place "
        "above the ellipsoid that sees beyond its horizon: down to the line of sight that the Earth leaves",
        bounds_reach=True, published=True, always_in_json=True, maps="swept and exact",
    ),
    NumberKind(
        "squint_max_deg", SQUINT_ANGLE, "deg", axis="squint", low="smallest",
        description="largest angle of the line of sight from broadside, degrees",
        published=True, always_in_json=True, maps="swept and exact",
        scanned_to=90.0,
    ),
    NumberKind(
        "ground_squint_max_deg", GROUND_SQUINT_ANGLE, "deg", axis="ground_squint", low="smallest",
        description="largest angle off broadside in the plane across the nadir at the satellite, degrees",
        published=True, maps="swept and exact",
        left_out={"radar": "without it this is a field of regard: no radar can image straight ahead"},
        assumed={"radar": (16.0, 39.0, 62.0, "Umbra's 2,262 open collects: p50 15.8, p95 39.1, largest 62.3 degrees "
                           "off broadside in the ground plane; what these radars can do is not published")},
        scanned_to=90.0,
    ),
    WordKind(
        "squint_is", {"throughout": "throughout an image", "centre": "at the middle of an image"}, axis=PLAIN,
        description="when the limits on squint hold: throughout an image, or at its centre, as they are published of "
        "radars that turn with the target; then either end of a window is later or earlier by half of duration_min_s",
        phrase="squint held {}", needs=("duration_min_s",),
    ),
    WordKind(
        "look", {"either": "either", "left": "left", "right": "right"}, axis="side", phrase="looks {}",
        description="side of the track: either, left or right", always_in_json=True, maps="swept and exact",
    ),
    NumberKind(
        "range_min_km", AMOUNT, "km", axis="range", low="largest", below="range_max_km",
        description="least distance from satellite to target, km",
    ),
    NumberKind(
        "range_max_km", AMOUNT, "km", axis="range", low="smallest", above_zero=True, bounds_reach=True,
        description="largest distance from satellite to target, km",
    ),
    NumberKind(
        "ground_range_resolution_max_m", AMOUNT, "m", axis="resolution", low="smallest", above_zero=True,
        needs=("bandwidth_mhz",), maps="swept and exact",
        description="radar: coarsest ground range resolution, c / (2 B sin incidence), m; needs bandwidth_mhz",
        words="resolution in range", measured=" ({bandwidth_mhz:g} MHz)",
    ),
    NumberKind(
        "bandwidth_mhz", AMOUNT, "MHz", axis=PLAIN, low="smallest", above_zero=True, measure=True,
        description="radar: bandwidth of the pulse, MHz", maps="swept and exact",
    ),
    NumberKind(
        "gsd_max_m", AMOUNT, "m", axis="gsd", low="smallest", above_zero=True, bounds_reach=True,
        needs=("gsd_nadir_m", "reference_height_km"),
        description="optical: coarsest ground sample distance, that along the view, m; needs gsd_nadir_m and "
        "reference_height_km",
        words="sample distance", measured=" ({gsd_nadir_m:g} m at nadir from {reference_height_km:g} km)",
    ),
    NumberKind(
        "gsd_nadir_m", AMOUNT, "m", axis=PLAIN, low="largest", above_zero=True, measure=True,
        description="optical: ground sample distance at nadir from reference_height_km, m", maps="swept and exact",
    ),
    NumberKind(
        "reference_height_km", AMOUNT, "km", axis=PLAIN, low="smallest", above_zero=True, measure=True,
        description="height above ground for which gsd_nadir_m is given, km", maps="swept and exact",
    ),
    NumberKind(
        "fov_across_deg", WIDE_ANGLE, "deg", axis="view", low="smallest", above_zero=True, bounds_reach=True,
        needs=("fov_along_deg",),
        description="rectangular field of view, full angle across the track, degrees",
        phrase="field of view {fov_across_deg} deg across, {fov_along_deg} deg along the track",
    ),
    NumberKind(
        "fov_along_deg", WIDE_ANGLE, "deg", axis="view", low="smallest", above_zero=True, needs=("fov_across_deg",),
        description="rectangular field of view, full angle along the track, degrees; small for a pushbroom",
    ),
    NumberKind(
        "roll_deg", TURN, "deg", axis=PLAIN, low="", needs=("fov_across_deg", "fov_along_deg"),
        description="turn of the field of view's axis to the right of the track, degrees; to the left below 0",
        ways=("to the right", "to the left"),
    ),
    NumberKind(
        "pitch_deg", TURN, "deg", axis=PLAIN, low="", needs=("fov_across_deg", "fov_along_deg"),
        description="turn of the field of view's axis forward, degrees; backward below 0",
        ways=("forward", "backward"),
    ),
    NumberKind(
        "azimuth_from_deg", AZIMUTH, "deg", axis=PLAIN, low="", needs=("azimuth_to_deg",),
        band_to="azimuth_to_deg", turn=360.0,
        description="azimuth of the satellite from the target, from north by east: the band begins, degrees",
    ),
    NumberKind(
        "azimuth_to_deg", AZIMUTH, "deg", axis=PLAIN, low="", needs=("azimuth_from_deg",),
        description="azimuth at which the band ends, clockwise, degrees; it may pass north",
    ),
    WordKind(
        "heading", {"either": "either", "ascending": "ascending", "descending": "descending"}, axis=PLAIN,
        description="either, ascending (moving north) or descending", phrase="{} passes",
    ),
    NumberKind(
        "sun_elevation_min_deg", SUN_ANGLE, "deg", axis="sun_elevation", low="largest", below="sun_elevation_max_deg",
        description="least elevation of the Sun at the target, degrees, no refraction",
        published=True, always_in_json=True, maps="swept and exact", by_light="day", words="Sun",
        left_out={"optical": "without it passes by night count too"},
    ),
    NumberKind(
        "sun_elevation_max_deg", SUN_ANGLE, "deg", axis="darkness", low="smallest",
        description="largest elevation of the Sun at the target, degrees: night for infrared",
        by_light="night", words="Sun",
    ),
    NumberKind(
        "local_time_from_h", HOUR, "h", axis=PLAIN, low="", needs=("local_time_to_h",),
        band_to="local_time_to_h", turn=24.0, words="solar time",
        description="apparent solar time at the target from which it may see, hours",
    ),
    NumberKind(
        "local_time_to_h", HOUR, "h", axis=PLAIN, low="", needs=("local_time_from_h",),
        description="apparent solar time at the target until which it may see, hours; from 22 to 2 passes midnight",
    ),
    WordKind(
        "satellite_light", {"either": "either", "lit": "sunlight", "eclipsed": "shadow"}, axis=PLAIN,
        description="light on the satellite: either, lit by the Sun, or eclipsed", phrase="satellite in {}",
    ),
    NumberKind(
        "glint_min_deg", WIDE_ANGLE, "deg", axis="glint", low="largest",
        description="least angle at the target between satellite and mirrored Sun, degrees",
    ),
    NumberKind(
        "duration_min_s", AMOUNT, "s", axis="duration", low="largest", after_all=True,
        description="least length of a window, seconds", published=True, always_in_json=True, scanned_to=120.0,
        phrase="at least {} s",
    ),
)  # fmt: skip

VIEW = "Limits on the line of sight"
IMAGE = "Limits on the field of view and on resolution"
LIGHT = "Limits on light and time"

# In the order of a command's help.
OPTIONS: tuple[OptionKind, ...] = (
    OptionKind(
        "min_elevation", ("elevation_min_deg",), "DEG",
        "Least elevation at the place; below 0, to -5, from a hill or an aircraft.", VIEW,
    ),
    OptionKind(
        "incidence", ("incidence_min_deg", "incidence_max_deg"), "LO,HI",
        "Incidence band, 90 - elevation, degrees.", VIEW, unit="degrees", example="20,45",
    ),
    OptionKind(
        "off_nadir", ("off_nadir_min_deg", "off_nadir_max_deg"), "[LO,]HI",
        "Off-nadir limit or band at the satellite, degrees.", VIEW, unit="degrees", example="20,45",
    ),
    OptionKind("squint", ("squint_max_deg",), "MAX", "Largest squint from broadside, degrees.", VIEW),
    OptionKind(
        "ground_squint", ("ground_squint_max_deg",), "MAX",
        "Largest angle off broadside in the plane across the nadir, degrees: without it a radar sees where it cannot "
        "image.", VIEW,
    ),
    OptionKind(
        "squint_is", ("squint_is",), "",
        "When limits on squint hold: throughout an image, or at its centre (see --min-duration).  "
        "[default: throughout]", VIEW,
    ),
    OptionKind("look", ("look",), "", "Side of the track to look to.  [default: either]", VIEW),
    OptionKind(
        "range_", ("range_min_km", "range_max_km"), "[LO,]HI", "Distance from satellite to place, km.", VIEW,
        unit="km", example="500,1500",
    ),
    OptionKind(
        "azimuth", ("azimuth_from_deg", "azimuth_to_deg"), "FROM,TO",
        "Azimuths in which the satellite must stand, clockwise from north at the place, degrees; 315,45 or -45,45 "
        "pass north.", VIEW, unit="degrees", example="315,45",
    ),
    OptionKind(
        "heading", ("heading",), "",
        "Whether the satellite moves north (ascending) or south.  [default: either]", VIEW,
    ),
    OptionKind(
        "fov", ("fov_across_deg", "fov_along_deg"), "ACROSS,ALONG",
        "Rectangular field of view, full angles, degrees.", IMAGE, unit="degrees", example="20,2",
    ),
    OptionKind(
        "roll", ("roll_deg",), "DEG", "Turn of the field of view to the right of the track; to the left below 0.",
        IMAGE,
    ),
    OptionKind("pitch", ("pitch_deg",), "DEG", "Turn of the field of view forward; backward below 0.", IMAGE),
    OptionKind(
        "gsd", ("gsd_max_m",), "MAX_M",
        "Camera: coarsest ground sample distance along the view, metres; needs --nadir-gsd.", IMAGE,
    ),
    OptionKind(
        "nadir_gsd", ("gsd_nadir_m", "reference_height_km"), "M@HEIGHT_KM",
        "Camera: its ground sample distance at nadir and from what height, as 0.31@617.", IMAGE,
        unit="metres and km", example="0.31@617",
    ),
    OptionKind(
        "resolution", ("ground_range_resolution_max_m",), "MAX_M",
        "Radar: coarsest resolution over the ground in range, metres; needs --bandwidth.", IMAGE,
    ),
    OptionKind("bandwidth", ("bandwidth_mhz",), "MHZ", "Radar: bandwidth of its pulse.", IMAGE),
    OptionKind(
        "sun_elevation", ("sun_elevation_min_deg",), "MIN", "Least elevation of the Sun at the place, degrees.", LIGHT
    ),
    OptionKind(
        "sun_elevation_max", ("sun_elevation_max_deg",), "MAX",
        "Largest elevation of the Sun at the place, degrees: -6 for a dark sky.", LIGHT,
    ),
    OptionKind(
        "local_time", ("local_time_from_h", "local_time_to_h"), "FROM,TO",
        "Solar time at the place, hours, as 9,15.5 or 09:00,15:30; 22,2 passes midnight.", LIGHT,
        unit="hours", example="9,15.5 or 09:00,15:30",
    ),
    OptionKind(
        "satellite_light", ("satellite_light",), "",
        "Whether the satellite stands in sunlight or in shadow.  [default: either]", LIGHT,
    ),
    OptionKind(
        "glint", ("glint_min_deg",), "MIN",
        "Least angle at the place between satellite and mirrored Sun, degrees.", LIGHT,
    ),
    OptionKind(
        "min_duration", ("duration_min_s",), "S",
        "Least length of a window, when all else has cut it, seconds.", LIGHT,
    ),
)  # fmt: skip

KEYS: tuple[str, ...] = tuple(one.key for one in KINDS)
KIND_OF: dict[str, LimitKind] = {one.key: one for one in KINDS}
NUMBER_KINDS: tuple[NumberKind, ...] = tuple(one for one in KINDS if isinstance(one, NumberKind))
WORD_KINDS: tuple[WordKind, ...] = tuple(one for one in KINDS if isinstance(one, WordKind))
WORD_KEYS: tuple[str, ...] = tuple(one.key for one in WORD_KINDS)
NUMBER_OF: dict[str, NumberKind] = {one.key: one for one in NUMBER_KINDS}
AFTER_ALL: tuple[str, ...] = tuple(one.key for one in NUMBER_KINDS if one.after_all)
# What a search must cut by, while it cuts: all but what others are measured with, and what comes after.
NEED_A_STEP: tuple[str, ...] = tuple(
    one.key for one in KINDS if not (isinstance(one, NumberKind) and (one.measure or one.after_all))
)
BOUNDS_REACH: tuple[str, ...] = tuple(one.key for one in NUMBER_KINDS if one.bounds_reach)
OPTION_OF: dict[str, OptionKind] = {key: one for one in OPTIONS for key in one.keys}


def check_all(where: str, keys: Iterable[str], wanted: Iterable[str] = KEYS) -> None:
    """Raise RuntimeError where a place that must hold each limit once leaves one out, or holds what is none."""
    held, wanted = Counter(keys), tuple(wanted)
    problems = [f"leaves out {key}" for key in wanted if key not in held]
    problems += [f"holds {key}, which is no limit it should hold" for key in held if key not in wanted]
    problems += [f"holds {key} {count} times" for key, count in held.items() if count > 1]
    if problems:
        raise RuntimeError(f"{where} {', '.join(problems)}: see limit_kinds, where each limit has its record")


def check_records(kinds: Iterable[LimitKind], options: Iterable[OptionKind]) -> None:
    """Raise RuntimeError where records contradict themselves or each other, or a limit has not just one option."""
    kinds, axes = tuple(kinds), ""
    known = [one.key for one in kinds]
    check_all("limit_kinds.KINDS", known, known)
    check_all("limit_kinds.OPTIONS", (key for one in options for key in one.keys), known)
    seen: set[str] = set()
    for one in kinds:
        problem = ""
        if one.axis and one.axis != axes and one.axis in seen:
            problem = f"its axis {one.axis!r} is that of a limit further up; put limits of one axis side by side"
        seen.add(axes := one.axis)
        if not one.description:
            problem = "it has no description"
        if isinstance(one, NumberKind):
            if not one.key.endswith(f"_{one.unit.lower()}"):
                problem = f"the key does not end in its unit, {one.unit}"
            elif one.axis and not one.low:
                problem = "it does not say which of its values gives the least access"
            elif one.measure and not any(one.key in other.needs for other in kinds if isinstance(other, NumberKind)):
                problem = "it limits nothing by itself, and no limit needs it"
            for other in filter(None, (one.below, one.band_to, *one.needs)):
                if other not in known:
                    problem = f"there is no limit {other!r}"
        if problem:
            raise RuntimeError(f"limit_kinds: {one.key}: {problem}")


check_records(KINDS, OPTIONS)

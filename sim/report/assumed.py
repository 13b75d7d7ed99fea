"""What a run takes for granted of sensors, regions and skylines, in words: every limit that binds, none left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .text import wrapped

Document = Mapping[str, Any]
Values = tuple[float, ...]  # low, nominal and high; or one value that is not in doubt

# Words, least, largest, unit, and what it is measured with: bands of numbers, in the order in which they are said.
_WHERE = (
    ("incidence", "incidence_min_deg", "incidence_max_deg", "deg"),
    ("off-nadir", "off_nadir_min_deg", "off_nadir_max_deg", "deg"),
    ("elevation", "elevation_min_deg", "", "deg"),
    ("squint", "", "squint_max_deg", "deg"),
)
_HOW_FAR = (
    ("range", "range_min_km", "range_max_km", "km", ""),
    ("resolution in range", "", "ground_range_resolution_max_m", "m", " ({bandwidth_mhz:g} MHz)"),
    ("sample distance", "", "gsd_max_m", "m", " ({gsd_nadir_m:g} m at nadir from {reference_height_km:g} km)"),
)
_LIGHT = {"lit": "satellite in sunlight", "eclipsed": "satellite in shadow"}
_RULES = {"all_of": ("", " and "), "any_of": ("", " or "), "none_of": ("not ", " and not ")}


def assumed(document: Document, width: int) -> str:
    """Return the paragraph of a run's page: a line for each sensor, one for the regions, one for the skylines."""
    lines = [wrapped("Assumed of the sensors, as low / nominal / high (low: least access)", width)]
    for sensor in document["sensors"]:
        carried = [one["name"] for one in document["satellites"] if one["sensor"] == sensor["name"]]
        said = f"{sensor['name']} ({sensor['kind']}; {_names(carried)}): {'; '.join(sensor_words(sensor))}"
        lines.append(wrapped(said, width, indent="  ", hang="  "))
    if regions := [target for target in document["targets"] if "seen" in target]:
        lines.append(wrapped("Regions, and what of them must be seen", width))
        lines += [wrapped(_region(target), width, indent="  ", hang="  ") for target in regions]
    if hidden := [target["name"] for target in document["targets"] if target.get("horizon")]:
        lines.append(wrapped(f"Skylines given: {_names(hidden, 'places')}", width, hang="  "))
    return "\n".join(lines)


def sensor_words(sensor: Mapping[str, Any]) -> list[str]:
    """Return what a sensor of summary.json needs in order to see, a phrase for each limit."""
    given: dict[str, Any] = {key: (s["low"], s["nominal"], s["high"]) for key, s in sensor["limits"].items()}
    light = sensor["light"]
    for key, kind in (("sun_elevation_min_deg", "day"), ("sun_elevation_max_deg", "night")):
        if kind not in light:
            given.pop(key, None)
    other = {"day": "night", "night": "day"}
    by_light = {kind: f" by {kind}" + (f", {other[kind]} tried too" * (len(light) > 1)) for kind in other}
    look = " or ".join(sensor["look"])
    words = _phrases(
        given | sensor["fixed"] | sensor["rules"],
        squint_none=sensor["squint_none_tried"],
        look=look if sensor["kind"] == "radar" or look != "either" else "",
        by_light=by_light,
    )
    return words or ["no limit but the horizon"]


def _phrases(
    given: Mapping[str, Any], *, look: str, squint_none: bool = False, by_light: Mapping[str, str] | None = None
) -> list[str]:
    said = [text for band in _WHERE if (text := _band(given, *band))]
    if squint_none:
        said = [f"{text}, or none" if text.startswith("squint ") else text for text in said]
    said += [f"looks {look}"] if look else []
    for *band, measured_with in _HOW_FAR:
        if text := _band(given, *band):
            said.append(text + measured_with.format(**given))
    said += _view(given)
    if "azimuth_from_deg" in given:
        said.append(f"azimuth {given['azimuth_from_deg']:g} to {given['azimuth_to_deg']:g} deg")
    if "heading" in given:
        said.append(f"{given['heading']} passes")
    for sign, key, kind in ((">=", "sun_elevation_min_deg", "day"), ("<=", "sun_elevation_max_deg", "night")):
        if key in given:
            said.append(f"Sun {sign} {_values(given[key])} deg" + (by_light or {}).get(kind, ""))
    if "local_time_from_h" in given:
        said.append(f"solar time {given['local_time_from_h']:g} to {given['local_time_to_h']:g} h")
    if "satellite_light" in given:
        said.append(_LIGHT[given["satellite_light"]])
    if "glint_min_deg" in given:
        said.append(f"glint >= {_values(given['glint_min_deg'])} deg")
    if "duration_min_s" in given:
        said.append(f"at least {_values(given['duration_min_s'])} s")
    return said + [_rule(given[key], key) for key in _RULES if key in given]


def _rule(options: Sequence[Mapping[str, Any]], key: str) -> str:
    told = []
    for option in options:
        phrases = _phrases(option, look=option.get("look", "")) or ["above the horizon"]
        told.append(f"({', '.join(phrases)})")
    return _RULES[key][0] + _RULES[key][1].join(told)


def _view(given: Mapping[str, Any]) -> list[str]:
    if "fov_across_deg" not in given:
        return []
    across, along = _values(given["fov_across_deg"]), _values(given["fov_along_deg"])
    said = f"field of view {across} deg across, {along} deg along the track"
    for key, ahead, behind in (("roll_deg", "to the right", "to the left"), ("pitch_deg", "forward", "backward")):
        if turn := given.get(key, 0.0):
            said += f", turned {abs(turn):g} deg {ahead if turn > 0.0 else behind}"
    return [said]


def _band(given: Mapping[str, Any], words: str, low_key: str, high_key: str, unit: str) -> str:
    if low_key not in given and high_key not in given:
        return ""
    if low_key not in given:
        return f"{words} <= {_values(given[high_key])} {unit}"
    if high_key not in given:
        return f"{words} >= {_values(given[low_key])} {unit}"
    bands = [f"{low:g}-{high:g}" for low, high in zip(_tuple(given[low_key]), _tuple(given[high_key]), strict=True)]
    return f"{words} {bands[0] if len(set(bands)) == 1 else ' / '.join(bands)} {unit}"


def _values(value: float | Values) -> str:
    numbers = [f"{one:g}" for one in _tuple(value)]
    return numbers[0] if len(set(numbers)) == 1 else " / ".join(numbers)


def _tuple(value: float | Values) -> Values:
    return value if isinstance(value, tuple) else (value,)


def _region(target: Mapping[str, Any]) -> str:
    seen = target["seen"]
    if not isinstance(seen, str):
        said = f"{seen:g} %, {'added up over a pass' if target['within'] == 'pass' else 'at one instant'}"
    else:
        said = "all of it, at one instant" if seen == "entirely" else seen
    return f"{target['name']}: {said} ({target['area_km2']:,.0f} km2)"


def _names(names: Sequence[str], things: str = "satellites") -> str:
    return ", ".join(names) if len(names) <= 6 else f"{names[0]} to {names[-1]}, {len(names)} {things}"

"""The paragraph of what is assumed: every limit that binds is said, of sensors and of the rules in them."""

from dataclasses import fields
from typing import Any

import pytest
from limit_examples import EXAMPLES

from sim.report.assumed import assumed, limit_words, sensor_words
from sim.report.content_text import section_text
from sim.sensors.limits import Limits
from sim.sensors.sensor import Sensor, Spread
from sim.simulation.summary import sensor_document

# A phrase that says each limit of ``limit_examples``.
SAID: dict[str, str] = {
    "elevation_min_deg": "elevation >= 7 deg",
    "incidence_min_deg": "incidence >= 21 deg",
    "incidence_max_deg": "incidence 21-46 deg",
    "off_nadir_min_deg": "off-nadir >= 11 deg",
    "off_nadir_max_deg": "off-nadir <= 31 deg",
    "squint_max_deg": "squint <= 14 deg",
    "ground_squint_max_deg": "ground squint <= 39 deg",
    "squint_is": "squint held at the middle of an image",
    "look": "looks left",
    "sun_elevation_min_deg": "Sun >= 12 deg",
    "sun_elevation_max_deg": "Sun <= -6 deg",
    "duration_min_s": "at least 5 s",
    "range_min_km": "range >= 400 km",
    "range_max_km": "range <= 900 km",
    "azimuth_from_deg": "azimuth 315 to 45 deg",
    "azimuth_to_deg": "azimuth 315 to 44 deg",
    "heading": "descending passes",
    "gsd_max_m": "sample distance <= 0.5 m (0.31 m at nadir from 617 km)",
    "gsd_nadir_m": "0.4 m at nadir",
    "reference_height_km": "from 500 km",
    "ground_range_resolution_max_m": "resolution in range <= 2 m (300 MHz)",
    "bandwidth_mhz": "(200 MHz)",
    "fov_across_deg": "field of view 20 deg across, 1 deg along the track",
    "fov_along_deg": "3 deg along the track",
    "roll_deg": "turned 20 deg to the left",
    "pitch_deg": "turned 8 deg forward",
    "local_time_from_h": "solar time 9 to 12.5 h",
    "local_time_to_h": "solar time 9 to 13 h",
    "satellite_light": "satellite in shadow",
    "glint_min_deg": "glint >= 15 deg",
    "all_of": "(range <= 800 km) and (asc",
    "any_of": "(squint <= 5 deg, looks left) or (ab",
    "none_of": "not (solar time 11 to 13 h) and not (satellite in sunlight)",
}
SPREADS = {field.name for field in fields(Sensor) if "Spread" in str(field.type)}


def camera(**given: Any) -> Sensor:
    """A camera with limits as `Limits` takes them."""
    values = {key: Spread.of(value) if key in SPREADS else value for key, value in given.items()}
    look = {"look": (values.pop("look"),)} if "look" in values else {}
    return Sensor("eye", "optical", **look, **values)


def test_no_limit_is_forgotten() -> None:
    """There is a case below for every field of Limits."""
    assert set(SAID) == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("name", SAID)
def test_every_limit_of_a_sensor_is_said(name: str) -> None:
    """Given alone, with what it cannot do without, each limit stands in the sensor's words."""
    given, phrase = EXAMPLES[name], SAID[name]
    assert phrase in "; ".join(sensor_words(sensor_document(camera(**given))))


@pytest.mark.parametrize("name", sorted(set(SAID) - {"duration_min_s", "squint_is"}))
def test_every_limit_of_a_rule_is_said(name: str) -> None:
    """A rule says its limits by the same words, and those of rules within it; a duration is no rule's."""
    given, phrase = EXAMPLES[name], SAID[name]
    words = sensor_words(sensor_document(camera(any_of=(Limits(**given),))))
    assert phrase in "; ".join(words)


def test_what_is_tried_of_light_is_said() -> None:
    """A limit on the Sun is that of the light it belongs to; where another light is tried too, that is said."""
    high, deep = Spread.of(10.0), Spread(-12.0, -6.0, 0.0)
    both = Sensor("eye", "infrared", light=("day", "night"), sun_elevation_min_deg=high, sun_elevation_max_deg=deep)
    assert sensor_words(sensor_document(both)) == [
        "Sun >= 10 deg by day, night tried too",
        "Sun <= -12 / -6 / 0 deg by night, day tried too",
    ]
    dark = Sensor("eye", "infrared", sun_elevation_max_deg=deep)
    assert sensor_words(sensor_document(dark)) == ["Sun <= -12 / -6 / 0 deg by night"]


def test_whether_a_sensor_is_in_use_is_said() -> None:
    """Tried both ways it stands as low / nominal / high; what is in use needs no word."""
    doubted, unused = (camera(off_nadir_max_deg=30.0, in_use=tried) for tried in (("no", "yes"), ("no",)))
    assert sensor_words(sensor_document(doubted)) == ["off-nadir <= 30 deg", "in use: no / no / yes"]
    assert sensor_words(sensor_document(unused)) == ["off-nadir <= 30 deg", "not in use"]


def test_what_binds_nothing_is_not_said() -> None:
    """A catalogue's sample distance at nadir limits nothing by itself; without any limit the horizon is left."""
    eye = camera(gsd_nadir_m=0.31, reference_height_km=617.0)
    assert sensor_words(sensor_document(eye)) == ["no limit but the horizon"]


def test_regions_and_skylines_stand_beside_the_sensors() -> None:
    """How much of each region must be seen, at once or over a pass, its area, and where a skyline is given."""
    near = {"bounds_deg": {}, "points": 200}
    targets = [
        {"name": "Etna", "horizon": [[0.0, 5.0], [180.0, 20.0]]},
        {"name": "Hill", "horizon": []},
        {"name": "North Korea", "area_km2": 122630.4, "seen": 10.0, "within": "pass", **near},
        {"name": "Sicily", "area_km2": 39734.4, "seen": 30.0, "within": "instant", **near},
        {"name": "Fiji", "area_km2": 18274.0, "seen": "entirely", "within": "instant", **near},
        {"name": "Iceland", "area_km2": 101830.5, "seen": "any part", "within": "instant", **near},
    ]
    section = assumed({"sensors": [], "satellites": [], "targets": targets})
    assert section_text(section, 100).splitlines()[1:] == [
        "Regions, and what of them must be seen",
        "  North Korea: 10 %, added up over a pass (122,630 km2)",
        "  Sicily: 30 %, at one instant (39,734 km2)",
        "  Fiji: all of it, at one instant (18,274 km2)",
        "  Iceland: any part (101,830 km2)",
        "Skylines given: Etna",
    ]


def test_one_limit_alone_is_said_with_what_it_is_measured_with() -> None:
    """As for a limit that is lifted; rules are counted."""
    assert limit_words({"off_nadir_max_deg": 30.0}) == "off-nadir <= 30 deg"
    gsd = {"gsd_max_m": 0.5, "gsd_nadir_m": 0.31, "reference_height_km": 617.0}
    assert limit_words(gsd) == "sample distance <= 0.5 m (0.31 m at nadir from 617 km)"
    assert limit_words({"none_of": 1}) == "none_of (1 rule)"

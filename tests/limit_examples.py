"""Every limit there is, with a value that binds and what it cannot do without."""

from __future__ import annotations

from typing import Any

from sim.sensors.limit_kinds import NUMBER_OF
from sim.sensors.limits import Limits

EXAMPLES: dict[str, dict[str, Any]] = {
    "elevation_min_deg": {"elevation_min_deg": 7.0},
    "incidence_min_deg": {"incidence_min_deg": 21.0},
    "incidence_max_deg": {"incidence_min_deg": 21.0, "incidence_max_deg": 46.0},
    "off_nadir_min_deg": {"off_nadir_min_deg": 11.0},
    "off_nadir_max_deg": {"off_nadir_max_deg": 31.0},
    "squint_max_deg": {"squint_max_deg": 14.0},
    "ground_squint_max_deg": {"ground_squint_max_deg": 39.0},
    "squint_is": {"ground_squint_max_deg": 39.0, "squint_is": "centre", "duration_min_s": 8.0},
    "look": {"look": "left"},
    "sun_elevation_min_deg": {"sun_elevation_min_deg": 12.0},
    "sun_elevation_max_deg": {"sun_elevation_max_deg": -6.0},
    "duration_min_s": {"duration_min_s": 5.0},
    "range_min_km": {"range_min_km": 400.0},
    "range_max_km": {"range_max_km": 900.0},
    "azimuth_from_deg": {"azimuth_from_deg": 315.0, "azimuth_to_deg": 45.0},
    "azimuth_to_deg": {"azimuth_from_deg": 315.0, "azimuth_to_deg": 44.0},
    "heading": {"heading": "descending"},
    "gsd_max_m": {"gsd_max_m": 0.5, "gsd_nadir_m": 0.31, "reference_height_km": 617.0},
    "gsd_nadir_m": {"gsd_max_m": 0.5, "gsd_nadir_m": 0.4, "reference_height_km": 617.0},
    "reference_height_km": {"gsd_max_m": 0.5, "gsd_nadir_m": 0.4, "reference_height_km": 500.0},
    "ground_range_resolution_max_m": {"ground_range_resolution_max_m": 2.0, "bandwidth_mhz": 300.0},
    "bandwidth_mhz": {"ground_range_resolution_max_m": 2.0, "bandwidth_mhz": 200.0},
    "fov_across_deg": {"fov_across_deg": 20.0, "fov_along_deg": 1.0},
    "fov_along_deg": {"fov_across_deg": 20.0, "fov_along_deg": 3.0},
    "roll_deg": {"fov_across_deg": 5.0, "fov_along_deg": 5.0, "roll_deg": -20.0},
    "pitch_deg": {"fov_across_deg": 5.0, "fov_along_deg": 5.0, "pitch_deg": 8.0},
    "local_time_from_h": {"local_time_from_h": 9.0, "local_time_to_h": 12.5},
    "local_time_to_h": {"local_time_from_h": 9.0, "local_time_to_h": 13.0},
    "satellite_light": {"satellite_light": "eclipsed"},
    "glint_min_deg": {"glint_min_deg": 15.0},
    "all_of": {"all_of": (Limits(range_max_km=800.0), Limits(heading="ascending"))},
    "any_of": {"any_of": (Limits(squint_max_deg=5.0, look="left"), Limits())},
    "none_of": {"none_of": (Limits(local_time_from_h=11.0, local_time_to_h=13.0), Limits(satellite_light="lit"))},
}


def changed(key: str) -> dict[str, Any]:
    """Return the example of a limit with another value of it."""
    given = dict(EXAMPLES[key])
    other = {"left": "right", "descending": "ascending", "eclipsed": "lit", "centre": "throughout"}
    given[key] = 1.1 * given[key] if key in NUMBER_OF else other[given[key]]
    return given

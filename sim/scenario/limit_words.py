"""What each limit on seeing is, said once for sensors and for the rules in them: its kind of number and its words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .fields import Number

Angle = Annotated[Number, Field(ge=0.0, le=90.0)]
SunAngle = Annotated[Number, Field(ge=-90.0, le=90.0)]
WideAngle = Annotated[Number, Field(ge=0.0, le=180.0)]
TurnedAngle = Annotated[Number, Field(ge=-90.0, le=90.0)]
Azimuth = Annotated[Number, Field(ge=0.0, le=360.0)]
Hour = Annotated[Number, Field(ge=0.0, le=24.0)]
Amount = Annotated[Number, Field(ge=0.0)]

WORDS_OF = {
    "incidence_min_deg": "least incidence at the target, degrees",
    "incidence_max_deg": "largest incidence at the target, degrees",
    "off_nadir_min_deg": "least angle at the satellite from the geodetic nadir, degrees",
    "off_nadir_max_deg": "largest angle at the satellite from the geodetic nadir, degrees",
    "elevation_min_deg": "least elevation of the satellite above the target's horizon, degrees",
    "squint_max_deg": "largest angle of the line of sight from broadside, degrees",
    "range_min_km": "least distance from satellite to target, km",
    "range_max_km": "largest distance from satellite to target, km",
    "ground_range_resolution_max_m": "radar: coarsest ground range resolution, c / (2 B sin incidence), m; needs "
    "bandwidth_mhz",
    "gsd_max_m": "optical: coarsest ground sample distance, that along the view, m; needs gsd_nadir_m and "
    "reference_height_km",
    "fov_across_deg": "rectangular field of view, full angle across the track, degrees",
    "fov_along_deg": "rectangular field of view, full angle along the track, degrees; small for a pushbroom",
    "sun_elevation_min_deg": "least elevation of the Sun at the target, degrees, no refraction",
    "sun_elevation_max_deg": "largest elevation of the Sun at the target, degrees: night for infrared",
    "glint_min_deg": "least angle at the target between satellite and mirrored Sun, degrees",
    "duration_min_s": "least length of a window, seconds",
    "bandwidth_mhz": "radar: bandwidth of the pulse, MHz",
    "gsd_nadir_m": "optical: ground sample distance at nadir from reference_height_km, m",
    "reference_height_km": "height above ground for which gsd_nadir_m is given, km",
    "roll_deg": "turn of the field of view's axis to the right of the track, degrees; to the left below 0",
    "pitch_deg": "turn of the field of view's axis forward, degrees; backward below 0",
    "azimuth_from_deg": "azimuth of the satellite from the target, from north by east: the band begins, degrees",
    "azimuth_to_deg": "azimuth at which the band ends, clockwise, degrees; it may pass north",
    "local_time_from_h": "apparent solar time at the target from which it may see, hours",
    "local_time_to_h": "apparent solar time at the target until which it may see, hours; from 22 to 2 passes midnight",
}
HEADING = "either, ascending (moving north) or descending"
SATELLITE_LIGHT = "light on the satellite: either, lit by the Sun, or eclipsed"


def limit(key: str) -> Any:
    """Return the field of a limit that may be left out."""
    return Field(default=None, description=WORDS_OF[key])

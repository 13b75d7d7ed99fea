"""TAT-C by off-nadir angle: `collect_observations`, its own way for many points, with a cone about the nadir.

It knows no elevation floor, so reconsim is asked for the same cone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..case import START, Case
from ..exact import Found
from .tatc import satellites_of, seconds

NAME = "TAT-C, points"
IMPORT = "tatc"
PACKAGES = ("tatc", "skyfield")
THREADED = False
CONVENTION = ""
LIMIT = "off_nadir"
JUDGED_AS: tuple[str, ...] = ()


def prepare(case: Case) -> Callable[[], object]:
    from shapely.geometry import Point
    from tatc.analysis import collect_observations

    assert case.off_nadir_max_deg is not None
    satellites = satellites_of(case, 2.0 * case.off_nadir_max_deg)
    points = [Point(lon, lat, 0.0) for lat, lon in zip(case.lat_deg, case.lon_deg, strict=True)]
    return lambda: collect_observations(points, satellites, START, case.end)


def collect(case: Case, raw: Any) -> Found:
    places = {lon_lat: i for i, lon_lat in enumerate(zip(case.lon_deg, case.lat_deg, strict=True))}
    return Found.of(
        [int(name[1:]) for name in raw["satellite"]],
        [places[(point.x, point.y)] for point in raw["geometry"]],
        seconds(raw["start"]),
        seconds(raw["end"]),
    )

"""TAT-C by elevation: `collect_downlinks` with every place a station, the one call that takes an elevation floor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..case import START, Case
from ..exact import Found

NAME = "TAT-C, stations"
IMPORT = "tatc"
PACKAGES = ("tatc", "skyfield")
THREADED = False
CONVENTION = ""
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ()


def satellites_of(case: Case, field_of_regard_deg: float) -> list[Any]:
    from tatc.schemas import Instrument, Satellite, TwoLineElements

    return [
        Satellite(
            name=f"S{i}",
            orbit=TwoLineElements(tle=list(lines)),
            instruments=[Instrument(name="cone", field_of_regard=field_of_regard_deg)],
        )
        for i, lines in enumerate(case.tle)
    ]


def prepare(case: Case) -> Callable[[], object]:
    from tatc.analysis import collect_downlinks
    from tatc.schemas import GroundStation

    stations = [
        GroundStation(name=f"P{i}", latitude=lat, longitude=lon, min_elevation_angle=case.elevation_min_deg)
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    satellites = satellites_of(case, 180.0)
    return lambda: collect_downlinks(stations, satellites, START, case.end)


def seconds(column: Any) -> Any:
    return (column - START).dt.total_seconds().to_numpy()


def collect(case: Case, raw: Any) -> Found:
    return Found.of(
        [int(name[1:]) for name in raw["satellite"]],
        [int(name[1:]) for name in raw["station"]],
        seconds(raw["start"]),
        seconds(raw["end"]),
    )

"""brahe: `location_accesses` as it comes, a grid of 60 s refined to 1 ms; told UT1, and no polar motion."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..case import Case
from ..exact import Found
from .c04 import c04_text

NAME = "brahe"
IMPORT = "brahe"
PACKAGES = ("brahe",)
THREADED = True
CONVENTION = "SGP4 with WGS84's constants, not the sets' WGS72"
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ("wgs84",)


def _epoch() -> Any:
    import brahe

    return brahe.Epoch(2026, 8, 22, 0, 0, 0.0)


def prepare(case: Case) -> Callable[[], object]:
    import brahe

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "eop.txt"
        path.write_text(c04_text(case), encoding="ascii")
        brahe.set_global_eop_provider(brahe.FileEOPProvider.from_c04_file(str(path), True, "Hold"))
    satellites = [brahe.SGPPropagator.from_tle(*lines, 60.0) for lines in case.tle]
    places = [
        brahe.PointLocation(lon, lat, 0.0).with_name(f"P{i}")
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    start = _epoch()
    end = start + case.duration_s
    limit = brahe.ElevationConstraint(min_elevation_deg=case.elevation_min_deg)
    return lambda: brahe.location_accesses(places, satellites, start, end, limit)


def collect(case: Case, raw: Any) -> Found:
    start = _epoch()
    numbers = {int(lines[0][2:7]): i for i, lines in enumerate(case.tle)}
    return Found.of(
        [numbers[int(w.satellite_id)] for w in raw],
        [int(w.location_name[1:]) for w in raw],
        [w.window_open - start for w in raw],
        [w.window_close - start for w in raw],
    )

"""brahe: constraints added up, an elevation floor always among them, since its off-nadir angle sees through the Earth.

Its grid of 60 s is made one of 1 s: which windows and gaps between windows its step passes over is another question.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from ..case import Case
from ..exact import Found
from ..peers_ import brahe as peer
from ..peers_.c04 import c04_text
from .question import Question

NAME = "brahe"
IMPORT = "brahe"
PACKAGES = ("brahe",)
STEP_S = 1.0


def ask(case: Case, question: Question) -> Found:
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
    start = brahe.Epoch(2026, 8, 22, 0, 0, 0.0)
    config = brahe.AccessSearchConfig(initial_time_step=STEP_S)
    found = brahe.location_accesses(
        places, satellites, start, start + case.duration_s, _constraint(question), config=config
    )
    return peer.collect(case, found)


def _constraint(question: Question) -> Any:
    import brahe

    low_deg, high_deg = question.elevation_deg
    parts: list[Any] = [
        brahe.ElevationConstraint(min_elevation_deg=low_deg, max_elevation_deg=None if high_deg == 90.0 else high_deg)
    ]
    near_deg, far_deg = question.off_nadir_deg
    if (near_deg, far_deg) != (0.0, 90.0):
        parts.append(brahe.OffNadirConstraint(min_off_nadir_deg=near_deg or None, max_off_nadir_deg=far_deg))
    if question.side != "either":
        side = brahe.LookDirection.LEFT if question.side == "left" else brahe.LookDirection.RIGHT
        parts.append(brahe.LookDirectionConstraint(allowed=side))
    if question.range_max_km is not None:
        parts.append(brahe.RangeConstraint(min_range_m=None, max_range_m=1e3 * question.range_max_km))
    if question.azimuth_deg is not None:
        parts.append(brahe.AzimuthConstraint(*question.azimuth_deg))
    if question.ascending:
        parts.append(brahe.AscDscConstraint(allowed=brahe.AscDsc.ASCENDING))
    return brahe.ConstraintAll(constraints=parts)

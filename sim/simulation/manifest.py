"""manifest.json: where every number came from, and the only place for wall times."""

from __future__ import annotations

import hashlib
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..clock import format_utc, timescale
from ..orbits.ephemeris import TABLE_STEP_S

if TYPE_CHECKING:
    from .result import Result

MADE_BY = "reconsim"  # tells a run's own folder from other people's
LIBRARIES = ("numpy", "numba", "sgp4", "skyfield", "pandas", "matplotlib", "pydantic")


def manifest(result: Result) -> dict[str, Any]:
    """Return the provenance of a run: scenario and its checksum, versions, element sets, tables, seed, wall time."""
    simulation = result.simulation
    text = simulation.file.text
    return {
        "made_by": f"{MADE_BY} {__version__}",
        "made_utc": format_utc(datetime.now(UTC)),
        "wall_s": round(result.wall_s, 3),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "libraries": {name: _version(name) for name in LIBRARIES},
        "scenario": {
            "name": simulation.name,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "overrides": list(simulation.file.overrides),
            "text": text,
        },
        "seed": simulation.scenario.seed,
        "element_sets": [
            {
                "satellite": satellite.name,
                "catalog_number": one.catalog_number or None,
                "epoch_utc": format_utc(one.epoch_utc),
                "sha256": hashlib.sha256(repr(_numbers(one)).encode()).hexdigest()[:16],
                "source": one.source,
            }
            for satellite in simulation.constellation.satellites
            for one in satellite.elements
        ],
        "models": {
            "orbit": "SGP4, WGS72 (AIAA 2006-6753); deep space by python-sgp4",
            "rotation": "GMST-1982 with UT1 from Skyfield's built-in table; no polar motion",
            "earth": "WGS84, geodetic normal",
            "sun": "JPL DE421, apparent, no refraction",
            "light_time": "none between satellite and target",
            "table_step_s": TABLE_STEP_S,
            "ut1_minus_utc_s": round(float(timescale().from_datetime(result.span.start).dut1), 6),
        },
        "notes": list(result.notes),
    }


def _numbers(one: Any) -> tuple[float, ...]:
    return (
        one.epoch_jd, one.epoch_fr, one.mean_motion_rev_day, one.eccentricity, one.inclination_deg, one.raan_deg,
        one.arg_perigee_deg, one.mean_anomaly_deg, one.bstar,
    )  # fmt: skip


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"

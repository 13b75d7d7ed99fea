"""manifest.json: the provenance of a run's numbers, and its wall times, which no other file holds."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..claims.claims_of_scenario import claim_files_of
from ..clock import format_utc, timescale
from ..orbits.ephemeris import TABLE_STEP_S
from ..scenario.load import read_scenario
from .checksums import MADE_BY

if TYPE_CHECKING:
    from .loaded import Loaded
    from .result import Result

LIBRARIES = ("numpy", "numba", "sgp4", "skyfield", "pandas", "matplotlib", "pydantic")


def manifest(result: Result) -> dict[str, Any]:
    """Return the provenance of a run: scenario and its checksum, versions, element sets, tables, seed, wall time.

    The folder adds ``files``, the checksum of each file by its name.
    """
    return {
        "made_utc": format_utc(datetime.now(UTC)),
        "wall_s": round(result.wall_s, 3),
        **inputs(result.simulation),
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


def inputs(simulation: Loaded) -> dict[str, Any]:
    """Return the inputs that determine the results: scenario, changes, claims, turns, element sets, versions."""
    text = simulation.file.text
    return {
        "made_by": f"{MADE_BY} {__version__}",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "libraries": {name: _version(name) for name in LIBRARIES},
        "scenario": {
            "name": simulation.name,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "overrides": list(simulation.file.overrides),
            "text": text,
        },
        "claims": [_claim(path) for path in claim_files_of(simulation.file)],
        "other_scenarios": [_scenario(name) for name in _other_scenarios(simulation)],
        "turns": simulation.file.turns_asked,
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
    }


def other_inputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return in words the inputs in which two manifests differ; none if the same results are expected."""

    def scenario(manifest: Mapping[str, Any], key: str) -> Any:
        found = manifest.get("scenario")
        return found.get(key) if isinstance(found, Mapping) else None

    differing = {
        "scenario": scenario(old, "sha256") != scenario(new, "sha256"),
        "--set": scenario(old, "overrides") != scenario(new, "overrides"),
        "claims": old.get("claims") != new.get("claims"),
        "other scenarios": old.get("other_scenarios", []) != new.get("other_scenarios", []),
        "--turns": old.get("turns", False) != new.get("turns", False),
        "element sets": old.get("element_sets") != new.get("element_sets"),
        "versions": any(old.get(key) != new.get(key) for key in ("made_by", "python", "libraries")),
        "machine": old.get("machine") != new.get("machine"),
    }
    return [words for words, differ in differing.items() if differ]


def _claim(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8-sig")
    return {"file": path.name, "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text}


def _other_scenarios(simulation: Loaded) -> tuple[str, ...]:
    """Return the scenarios that readings compare this one with, each once."""
    readings = [reading for claim in simulation.claims for reading in claim.evidence_readings]
    return tuple(dict.fromkeys(name for reading in readings for name in reading.other_scenarios))


def _scenario(name: str) -> dict[str, str]:
    text = read_scenario(name).text
    return {"name": name, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _numbers(one: Any) -> tuple[float, ...]:
    return (
        one.epoch_jd, one.epoch_fr, one.mean_motion_rev_day, one.eccentricity, one.inclination_deg, one.raan_deg,
        one.arg_perigee_deg, one.mean_anomaly_deg, one.bstar,
    )  # fmt: skip


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"

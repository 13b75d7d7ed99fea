"""A whole catalogue over one place for a day: every pass above the horizon of 10,000 and of 30,000 notional objects.

The objects are random but the same each time, spread as tracked ones are: shells of constellations, sun-synchronous
orbits, debris of some eccentricity; with 12 % deep space also navigation, geosynchronous, Molniya and transfer orbits.
Notional sets are made, not read; reading the same number of sets from a TLE file is timed by itself. Best of some
repeats, warm, all threads unless it says otherwise.

`python -m benchmarks.catalogue [--json] [--small]`
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import numpy as np
from sgp4.exporter import export_tle

import sim
from sim.clock import julian_date
from sim.constants import DAY_S, WGS72_A_KM, WGS72_MU_KM3_S2

from . import machine

START = datetime(2026, 8, 22, tzinfo=UTC)
SITE = sim.Site("Munich", lat_deg=48.1, lon_deg=11.6, height_km=0.5)
# Kinds of orbit: share, perigee height in km and eccentricity from and to, inclination in degrees and its spread.
NEAR_EARTH = (
    (0.50, (540.0, 570.0), (0.0, 3e-4), 53.1, 0.1),
    (0.20, (480.0, 800.0), (0.0, 2e-3), 97.7, 0.5),
    (0.15, (650.0, 950.0), (1e-3, 0.015), 98.6, 1.5),
    (0.07, (1100.0, 1200.0), (0.0, 3e-3), 87.9, 0.5),
    (0.05, (350.0, 900.0), (0.015, 0.1), 74.0, 8.0),
    (0.03, (300.0, 700.0), (0.1, 0.35), 28.5, 5.0),
)
DEEP_SPACE = (
    (0.50, (35600.0, 35780.0), (0.0, 1e-3), 4.0, 3.0),
    (0.15, (19000.0, 23000.0), (0.0, 0.01), 56.0, 3.0),
    (0.10, (600.0, 1800.0), (0.66, 0.71), 63.4, 1.0),
    (0.25, (200.0, 700.0), (0.6, 0.73), 20.0, 8.0),
)


def objects(count: int, deep_share: float = 0.0) -> list[sim.ElementSet]:
    """Return notional sets, a share of them deep space, their epochs up to a day before START."""
    draw = np.random.default_rng(20260822)
    jd, fr = julian_date(START)
    kinds = [*NEAR_EARTH, *DEEP_SPACE]
    shares = [share * (1.0 - deep_share) for share, *_ in NEAR_EARTH] + [share * deep_share for share, *_ in DEEP_SPACE]
    made = []
    for i, kind in enumerate(draw.choice(len(kinds), size=count, p=shares).tolist()):
        _, perigee_km, eccentricities, inclination_deg, spread_deg = kinds[kind]
        eccentricity = draw.uniform(*eccentricities)
        semi_major_km = (WGS72_A_KM + draw.uniform(*perigee_km)) / (1.0 - eccentricity)
        made.append(
            sim.ElementSet(
                name=f"OBJECT {i + 1}",
                catalog_number=i + 1,
                epoch_jd=jd - 1.0,
                epoch_fr=fr + draw.uniform(0.0, 1.0),
                mean_motion_rev_day=DAY_S / (2.0 * math.pi) * math.sqrt(WGS72_MU_KM3_S2 / semi_major_km**3),
                eccentricity=eccentricity,
                inclination_deg=abs(draw.normal(inclination_deg, spread_deg)),
                raan_deg=draw.uniform(0.0, 360.0),
                arg_perigee_deg=draw.uniform(0.0, 360.0),
                mean_anomaly_deg=draw.uniform(0.0, 360.0),
                bstar=1e-4,
            )
        )
    return made


def speed(small: bool) -> Iterator[dict[str, Any]]:
    """Yield a row a figure: name, what, size, value, unit."""
    span = sim.Span(START, DAY_S)
    first, second = (100, 300) if small else (10_000, 30_000)
    cases = (
        ("catalogue_ms", first, 0.0, None),
        ("catalogue_one_thread_ms", first, 0.0, 1),
        ("catalogue_large_ms", second, 0.0, None),
        ("catalogue_deep_ms", first, 0.12, None),
    )
    for name, count, deep_share, threads in cases:
        sets = objects(count, deep_share)
        search = partial(sim.overhead, sets, SITE, span, threads=threads)
        found = len(search())
        took_s = machine.best_s(search, repeats=5)
        what = "who passes over one place" + (", 12 % deep space" if deep_share else "")
        what += ", one thread" if threads == 1 else ""
        yield {
            "name": name,
            "what": what,
            "size": f"{count:,} objects x 1 day, {found:,} passes",
            "value": 1e3 * took_s,
            "unit": "ms",
        }
    text = "\n".join("\n".join(export_tle(one.satrec)) for one in objects(first))
    took_s = machine.best_s(lambda: sim.parse_elements(text, "the catalogue"), repeats=3)
    yield {
        "name": "catalogue_parsing_ms",
        "what": "reading element sets, each tried with SGP4",
        "size": f"{first:,} TLEs",
        "value": 1e3 * took_s,
        "unit": "ms",
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    asked = parser.parse_args(arguments)
    rows = list(speed(asked.small))
    if asked.json:
        figures = {row["name"]: row["value"] for row in rows}
        document = {
            "schema_version": 1,
            "kind": "catalogue",
            "about": machine.about(),
            "figures": figures,
            "speed": rows,
        }
        print(json.dumps(document, indent=1))
        return
    for row in rows:
        print(f"{row['what']:<50} {row['size']:<45} {row['value']:>9.1f} {row['unit']}")


if __name__ == "__main__":
    main()

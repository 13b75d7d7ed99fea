"""Windows and passes as CZML 1.0, for CesiumJS: satellites over the span, targets, and lines of sight.

A line of sight is shown while a window lasts: its availability is the windows of one satellite at one target. Positions
are Earth-fixed, in metres, every 90 s, to be interpolated with ten points (degree 9): the step and the degree of the
search's own table. Where a satellite's element set changes, its positions begin anew. Of several cases the main one is
shown. Names and descriptions are text, never HTML.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...clock import format_milliseconds
from ...errors import UsageError
from ...orbits.ephemeris import TABLE_STEP_S
from ...plain_text import plain_line
from ..exported import Exported, main_rows
from ..satellite_colours import COLOURS
from ..scene import check_satellites
from .ground_lines import wrapped_deg
from .kml_elements import as_html
from .stapi import simpler_outline

if TYPE_CHECKING:
    from ...windows.flown import Flown
    from ..scene import Scene, Spot

DEGREE = 9  # of ten points
MOST_POSITIONS = 2_000_000  # 80 MB
PIXELS = 8


def write(made: Exported, path: Path) -> None:
    """Write the packets, one a line; the same result gives the same bytes.

    Raises UsageError for more satellites or positions than such a file should hold.
    """
    scene = made.scene
    check_satellites(len(scene.satellites), path.suffix)
    count = sum(one.to_s - one.from_s for sat in scene.satellites for one in sat.stretches) / TABLE_STEP_S
    if count > MOST_POSITIONS:
        raise UsageError(
            f"{path}: {count:,.0f} positions are too many for CZML, at most {MOST_POSITIONS:,}: take fewer satellites "
            "or a shorter span"
        )
    lines = [json.dumps(one, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for one in packets(made)]
    path.write_bytes(("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8"))


def packets(made: Exported) -> Iterator[dict[str, Any]]:
    """Yield the packets: the document, targets, satellites, lines of sight."""
    scene = made.scene
    whole = _interval(scene, 0.0, scene.span.duration_s)
    yield {
        "id": "document",
        "name": plain_line(made.about.title) or "windows",
        "version": "1.0",
        "description": as_html(made.about),
        "clock": {
            "interval": whole,
            "currentTime": whole.split("/")[0],
            "multiplier": 60,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }
    for number, spot in enumerate(scene.spots):
        yield _target(number, spot)
    for number, one in enumerate(scene.satellites):
        if one.stretches:
            yield _satellite(scene, number, one)
    yield from _sights(made)


def _target(number: int, spot: Spot) -> dict[str, Any]:
    packet: dict[str, Any] = {
        "id": f"target/{number}",
        "name": plain_line(spot.name),
        "position": {
            "cartographicDegrees": [wrapped_deg(spot.site.lon_deg), spot.site.lat_deg, spot.site.height_km * 1000.0]
        },
        "label": _label(spot.name),
    }
    if spot.region is None:
        return packet | {"point": {"pixelSize": PIXELS, "color": {"rgba": [255, 255, 255, 255]}}}
    outline = [
        [[value for x, y in ring.coords for value in (x, y, 0.0)] for ring in (part.exterior, *part.interiors)]
        for part in simpler_outline(spot).geoms
    ]
    largest = max(outline, key=lambda rings: len(rings[0]))  # a packet has one polygon
    polygon: dict[str, Any] = {
        "positions": {"cartographicDegrees": largest[0]},
        "material": {"solidColor": {"color": {"rgba": [255, 255, 255, 60]}}},
    }
    if largest[1:]:
        polygon["holes"] = {"cartographicDegrees": largest[1:]}
    return packet | {"polygon": polygon}


def _satellite(scene: Scene, number: int, one: Flown) -> dict[str, Any]:
    colour = {"rgba": _rgba(number)}
    positions = []
    for stretch in one.stretches:
        utc_ms = stretch.milliseconds(scene.span, TABLE_STEP_S)
        metres = np.round(one.positions_itrs_km(stretch.track, scene.span.printed_s(utc_ms)) * 1000.0, 1)
        since_s = (utc_ms - utc_ms[0]) / 1000.0
        interval = _interval(scene, stretch.from_s, stretch.to_s)
        positions.append(
            {
                "interval": interval,
                "epoch": interval.split("/")[0],
                "referenceFrame": "FIXED",
                "interpolationAlgorithm": "LAGRANGE",
                "interpolationDegree": DEGREE,
                "cartesian": np.column_stack([since_s, metres]).ravel().tolist(),
            }
        )
    return {
        "id": f"satellite/{number}",
        "name": plain_line(one.name),
        "availability": [position["interval"] for position in positions],
        "position": positions,
        "point": {"pixelSize": PIXELS, "color": colour},
        "label": _label(one.name),
        "path": {
            "leadTime": 0,
            "trailTime": 3000,
            "resolution": 60,
            "width": 1,
            "material": {"solidColor": {"color": colour}},
        },
    }


def _sights(made: Exported) -> Iterator[dict[str, Any]]:
    """Yield a line of sight for each satellite and target, available while its windows last."""
    scene = made.scene
    rows: dict[tuple[int, int], list[int]] = {}
    for r in main_rows(made):
        rows.setdefault((int(scene.satellite[r]), int(scene.target[r])), []).append(r)
    for (satellite, target), mine in sorted(rows.items()):
        names = f"{scene.satellites[satellite].name} at {scene.spots[target].name}"
        yield {
            "id": f"sight/{satellite}/{target}",
            "name": plain_line(names),
            "description": html.escape(plain_line(f"{names}: {len(mine)} windows")),
            "availability": [f"{made.columns['start_utc'][r]}/{made.columns['end_utc'][r]}" for r in mine],
            "polyline": {
                "positions": {"references": [f"satellite/{satellite}#position", f"target/{target}#position"]},
                "arcType": "NONE",
                "width": 2,
                "material": {"solidColor": {"color": {"rgba": _rgba(satellite)}}},
            },
        }


def _interval(scene: Scene, from_s: float, to_s: float) -> str:
    return "/".join(format_milliseconds(scene.span.milliseconds(np.array([from_s, to_s]))))


def _label(text: str) -> dict[str, Any]:
    return {"text": plain_line(text), "font": "12pt sans-serif", "pixelOffset": {"cartesian2": [12, 0]},
            "horizontalOrigin": "LEFT"}  # fmt: skip


def _rgba(number: int) -> list[int]:
    colour = COLOURS[number % len(COLOURS)]
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [255]

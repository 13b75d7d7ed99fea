"""Windows and passes as KML 2.2 (OGC 07-147r2), for Google Earth and its time slider, or zipped as KMZ.

Folders: the targets; the satellites, each moving while it sees one of them (``gx:MultiTrack``); and the windows by case
and target, each with its time span, the ground track below the satellite, and the lines of sight at its start, middle
and end. Only the main case is shown at first. Lines are cut at the antimeridian. The values of a window stand in its
ExtendedData under the names of the CSV; names are text, never HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

import numpy as np

from ...clock import format_milliseconds
from ...errors import UsageError
from ...intervals import union
from ..exported import Exported, main_rows, n_rows
from ..scene import check_satellites
from ..windows_csv import windows_rows
from .ground_lines import lon_lat_m, pieces, times_of, wrapped_deg
from .kml_elements import GX, add, add_data, add_line, document_of, folder_in, placemark, save
from .stapi import simpler_outline

if TYPE_CHECKING:
    from ..scene import Scene, Spot

MOST_ROWS = 50_000  # some 150 MB; Google Earth is slow long before


def write(made: Exported, path: Path) -> None:
    """Write KML, or KMZ after the path's suffix; the same result gives the same bytes.

    Raises UsageError for more windows or satellites than such a file should hold.
    """
    if n_rows(made) > MOST_ROWS:
        raise UsageError(
            f"{path}: {n_rows(made):,} rows are too many for KML, at most {MOST_ROWS:,}: take a shorter span, or write "
            ".czml, .geojson or .csv"
        )
    check_satellites(len(made.scene.satellites), path.suffix)
    save(_document(made), path)


def _document(made: Exported) -> Xml.Element:
    root, document = document_of(made.about)
    scene = made.scene
    targets = folder_in(document, "Targets")
    for spot in scene.spots:
        _target(targets, spot)
    rows = main_rows(made)
    flying = folder_in(document, "Satellites")
    for number in sorted(set(scene.satellite[rows].tolist())):
        _satellite(flying, scene, number, [r for r in rows if scene.satellite[r] == number])
    cases = made.columns.get("case", [""] * n_rows(made))
    values = windows_rows(made.columns)
    for case in dict.fromkeys(cases):
        title = f"Windows, {case}" if case else "Windows"
        is_main = case in ("", made.about.main_case) or not made.about.main_case
        of_case = folder_in(document, title, visible=is_main)
        of_target: dict[int, Xml.Element] = {}
        for r in (r for r, one in enumerate(cases) if one == case):
            target = int(scene.target[r])
            if target not in of_target:
                of_target[target] = folder_in(of_case, scene.spots[target].name, visible=is_main)
            _window(of_target[target], scene, r, values[r], visible=is_main)
    return root


def _target(folder: Xml.Element, spot: Spot) -> None:
    mark = placemark(folder, spot.name)
    if spot.region is None:
        add(add(mark, "Point"), "coordinates", f"{wrapped_deg(spot.site.lon_deg):.6f},{spot.site.lat_deg:.6f}")
        return
    geometry = add(mark, "MultiGeometry")
    for part in simpler_outline(spot).geoms:
        polygon = add(geometry, "Polygon")
        add(polygon, "tessellate", "1")
        for kind, ring in (("outer", part.exterior), *(("inner", one) for one in part.interiors)):
            ring_of = add(add(polygon, f"{kind}BoundaryIs"), "LinearRing")
            add(ring_of, "coordinates", " ".join(f"{x:.6f},{y:.6f}" for x, y in ring.coords))


def _satellite(folder: Xml.Element, scene: Scene, number: int, rows: Sequence[int]) -> None:
    """Add a satellite that moves through its windows, those of all targets together."""
    mark = placemark(folder, scene.satellites[number].name, style=number)
    tracks = add(mark, "MultiTrack", space=GX)
    add(tracks, "altitudeMode", "absolute")
    add(tracks, "interpolate", "0", space=GX)
    mine = np.array(rows)
    for start_s, end_s in union(np.column_stack([scene.start_s[mine], scene.end_s[mine]])).tolist():
        row = int(mine[np.flatnonzero(scene.start_s[mine] == start_s)[0]])
        t_s = times_of(start_s, end_s)
        track = add(tracks, "Track", space=GX)
        add(track, "altitudeMode", "absolute")
        for when in format_milliseconds(scene.span.milliseconds(t_s)):
            add(track, "when", when)
        for lon, lat, height_m in lon_lat_m(scene.positions_itrs_km(row, t_s)).tolist():
            add(track, "coord", f"{lon:.6f} {lat:.6f} {height_m:.0f}", space=GX)


def _window(folder: Xml.Element, scene: Scene, r: int, values: dict[str, Any], *, visible: bool) -> None:
    satellite = int(scene.satellite[r])
    name = f"{values['satellite']} {values['start_utc'][:19]}Z"
    mark = placemark(folder, name, style=satellite, visible=visible, span_utc=(values["start_utc"], values["end_utc"]))
    add_data(mark, values)
    geometry = add(mark, "MultiGeometry")
    start_s, end_s = float(scene.start_s[r]), float(scene.end_s[r])
    for piece in pieces(scene.positions_itrs_km(r, times_of(start_s, end_s))):
        line = add(geometry, "LineString")
        add(line, "tessellate", "1")
        add(line, "coordinates", " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat, _ in piece.tolist()))
    spot = scene.spots[int(scene.target[r])]
    if spot.region is not None:
        return
    for sat_km in scene.positions_itrs_km(r, np.array([start_s, 0.5 * (start_s + end_s), end_s])):
        for piece in pieces(np.stack([spot.itrs_km, sat_km])):
            add_line(geometry, piece)

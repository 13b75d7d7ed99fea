"""Objects that could have taken a picture as KML, or zipped as KMZ: where each was, and its line of sight.

An object stands where it was at its best moment, and is shown at that moment. Objects that do not fit are hidden at
first.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import numpy as np

from ...earth import site_itrs_km
from ..instant_made import InstantMade
from ..scene import check_satellites
from .ground_lines import pieces, wrapped_deg
from .kml_elements import add, add_data, add_line, document_of, folder_in, placemark, save


def write(made: InstantMade, path: Path) -> None:
    """Write KML, or KMZ after the path's suffix; the same result gives the same bytes.

    Raises UsageError for more objects than such a file should hold.
    """
    check_satellites(len(made.found), path.suffix)
    root, document = document_of(made.about)
    site = made.found.site
    mark = placemark(document, site.name)
    add(add(mark, "Point"), "coordinates", f"{wrapped_deg(site.lon_deg):.6f},{site.lat_deg:.6f}")
    rows = [dict(zip(made.columns, row, strict=True)) for row in zip(*made.columns.values(), strict=True)]
    for fits, title in ((True, "Fitting"), (False, "Not fitting")):
        folder = folder_in(document, title, visible=fits)
        for row in rows:
            if row["fits"] == fits:
                _candidate(folder, made, row)
    save(root, path)


def _candidate(folder: Xml.Element, made: InstantMade, row: Mapping[str, Any]) -> None:
    mark = placemark(
        folder,
        row["satellite"],
        style=row["rank"] - 1,
        visible=row["fits"],
        span_utc=(row["time_utc"], row["time_utc"]),
    )
    add_data(mark, row)
    geometry = add(mark, "MultiGeometry")
    lat_deg, lon_deg, height_km = (row[key] for key in ("sub_point_lat_deg", "sub_point_lon_deg", "sat_height_km"))
    point = add(geometry, "Point")
    add(point, "extrude", "1")
    add(point, "altitudeMode", "absolute")
    add(point, "coordinates", f"{wrapped_deg(lon_deg)},{lat_deg},{height_km * 1000.0:.0f}")
    site = made.found.site
    ends_km = site_itrs_km(
        lat_deg=np.array([site.lat_deg, lat_deg]),
        lon_deg=np.array([site.lon_deg, lon_deg]),
        height_km=np.array([site.height_km, height_km]),
    )
    for piece in pieces(ends_km):
        add_line(geometry, piece)

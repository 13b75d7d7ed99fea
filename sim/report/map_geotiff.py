"""A map as GeoTIFF: one band a figure, for QGIS, GDAL and rasterio.

Tags after OGC GeoTIFF 1.1 (19-008r4): a pixel is the area of a cell, rows run from the north, coordinates are WGS 84
(EPSG:4326). Bands are named, and missing values marked, in GDAL's own tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from ..maps.figure_names import figure_named
from ..maps.figures import CoverageMap
from .map_made import MapMade

PIXEL_SCALE, TIEPOINT, GEO_KEYS, GEO_ASCII = 33550, 33922, 34735, 34737
GDAL_METADATA, GDAL_NODATA = 42112, 42113
SHORT, DOUBLE, ASCII = "H", "d", "s"
CITATION = "WGS 84|"
# Version 1.1.0 and the number of keys; then key, place (0: the value itself), count, value.
KEYS = (
    1, 1, 0, 4,
    1024, 0, 1, 2,  # GTModelTypeGeoKey: geographic, latitude and longitude
    1025, 0, 1, 1,  # GTRasterTypeGeoKey: a pixel is an area
    2048, 0, 1, 4326,  # GeographicTypeGeoKey: EPSG:4326
    2049, GEO_ASCII, len(CITATION), 0,  # GeogCitationGeoKey
)  # fmt: skip


def write(made: MapMade, path: Path) -> None:
    """Write the figures as bands of float32, the first one first; NaN where there is none.

    Longitudes run past 180 where the grid crosses the antimeridian. The same map gives the same bytes.
    """
    import tifffile

    coverage, figures = made.coverage, made.figures
    grid = coverage.grid
    bands = np.stack([coverage.figure(name)[::-1].astype(np.float32) for name in figures])
    west_deg = grid.west_deg - 0.5 * grid.lon_step_deg
    north_deg = grid.south_deg + (grid.rows - 0.5) * grid.lat_step_deg
    tags = [
        (PIXEL_SCALE, DOUBLE, 3, (grid.lon_step_deg, grid.lat_step_deg, 0.0), True),
        (TIEPOINT, DOUBLE, 6, (0.0, 0.0, 0.0, west_deg, north_deg, 0.0), True),
        (GEO_KEYS, SHORT, len(KEYS), KEYS, True),
        (GEO_ASCII, ASCII, 0, CITATION, True),
        (GDAL_METADATA, ASCII, 0, _metadata(coverage, figures), True),
        (GDAL_NODATA, ASCII, 0, "nan", True),
    ]
    tifffile.imwrite(
        path,
        bands if len(bands) > 1 else bands[0],
        photometric="minisblack",
        planarconfig="separate" if len(bands) > 1 else None,
        compression="zlib",
        metadata=None,
        software=False,
        extratags=tags,
    )


def _metadata(coverage: CoverageMap, figures: Sequence[str]) -> str:
    items = [f"<Item name={quoteattr(key.upper())}>{escape(value)}</Item>" for key, value in coverage.described.items()]
    for band, name in enumerate(figures):
        figure = figure_named(name)
        items.append(f'<Item name="DESCRIPTION" sample="{band}" role="description">{name}: {figure.words}</Item>')
        items.append(f'<Item name="UNITTYPE" sample="{band}" role="unittype">{figure.unit}</Item>')
    # TIFF holds ASCII alone; what is beyond it goes as XML character references.
    return f"<GDALMetadata>{''.join(items)}</GDALMetadata>".encode("ascii", "xmlcharrefreplace").decode("ascii")

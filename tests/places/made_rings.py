"""Nests of rings with known area: lands, lakes in them, islands in the lakes, in any order and direction."""

from pathlib import Path

import naive_areas as naive
import numpy as np
import shapefile as pyshp
from places.made_variant import Variant

from sim.places.region_files import read_region


def shapefile(rng: np.random.Generator) -> Variant:
    """A record of nested boxes, each ring begun anywhere and run either way; some nests lie on longitude 180."""
    rings: list[list[tuple[float, float]]] = []
    area_km2 = 0.0
    nests = int(rng.integers(1, 4))
    first_lon = float(rng.choice([-170.0, 0.0, 175.0]))
    deepest = 0
    for nest in range(nests):
        west, south = first_lon + 12.0 * nest, float(rng.integers(-60, 50))
        depth = int(rng.integers(1, 5))
        deepest = max(deepest, depth)
        for level in range(depth):
            in_deg = 0.9 * level
            box = (west + in_deg, south + in_deg, west + 10.0 - in_deg, south + 10.0 - in_deg)
            area_km2 += (-1.0) ** level * naive.box_km2(box[1], box[3], box[2] - box[0])
            rings.append(_ring(rng, *box))
        if depth > 1 and rng.random() < 0.3:  # a second lake that touches the land's edge in a vertex
            lake = [(west, south + 5.0), (west + 0.4, south + 5.1), (west + 0.4, south + 4.9)]
            area_km2 -= naive.polygon_km2(lake)
            rings.append(lake if rng.random() < 0.5 else lake[::-1])
    if rng.random() < 0.15:
        rings.append(rings[0])  # the same land twice
    order = rng.permutation(len(rings))
    closed = [[*rings[i], rings[i][0]] for i in order]

    def reads_right(folder: Path) -> bool:
        with pyshp.Writer(str(folder / "zone.shp")) as writer:
            writer.field("NAME", "C")
            writer.poly(closed)
            writer.record("zone")
        found = read_region(folder / "zone.shp").area_km2
        return abs(found - area_km2) <= 1e-7 * area_km2  # the lake is measured by strips, to 1e-8 of its nest

    return Variant(f"{nests} nests, {deepest} deep", True, reads_right)


def _ring(rng: np.random.Generator, west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    ring = [(west, south), (west, north), (east, north), (east, south)]
    ring = ring[::-1] if rng.random() < 0.5 else ring
    turn = int(rng.integers(4))
    ring = ring[turn:] + ring[:turn]
    if rng.random() < 0.5:
        ring = [(lon - 360.0 if lon > 180.0 else lon, lat) for lon, lat in ring]
    return ring

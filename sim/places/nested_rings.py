"""Rings without an order, as a shapefile has them: containment decides which are holes.

The format says that shells run clockwise and holes do not; programs write them either way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..errors import UsageError
from .rings import flat_ring, only_polygons

_SLIVER = 1e-9  # of a ring's area: what rounding may leave outside the ring around it


def nested_shape(rings: Sequence[ArrayLike], *, where: str) -> Any:
    """Return the shapely shape of rings (N, 2), longitude and latitude, in any order and direction.

    A ring inside an odd number of others bounds a hole, one inside none or an even number a piece of land. Rings that
    overlap without containment are united; a ring given twice counts once. Raises UsageError as `rings.flat_ring` does.
    """
    import shapely

    if len(rings) == 0:
        raise UsageError(f"{where}: there is no polygon")
    names = [where if len(rings) == 1 else f"{where}, ring {i}" for i in range(1, len(rings) + 1)]
    shapes = [flat_ring(ring, where=name) for ring, name in zip(rings, names, strict=True)]
    shapes.sort(key=lambda shape: -shape.area)  # what contains another is larger
    depth = _depths(shapes)
    whole = only_polygons(shapely.union_all([shape for shape, d in zip(shapes, depth, strict=True) if d == 0]))
    for level in range(1, max(depth) + 1):
        these = shapely.union_all([shape for shape, d in zip(shapes, depth, strict=True) if d == level])
        whole = only_polygons(shapely.difference(whole, these) if level % 2 else shapely.union(whole, these))
    return whole


def _depths(shapes: Sequence[Any]) -> list[int]:
    """Return how many different rings contain each one, rings sorted from the largest; -1 for one that was there."""
    import shapely

    tree = shapely.STRtree(shapes)
    inner = [shapely.point_on_surface(shape) for shape in shapes]
    depth = [0] * len(shapes)
    for i, shape in enumerate(shapes):
        for j in np.sort(tree.query(inner[i])):
            if j >= i or depth[j] < 0 or not shapely.intersects(shapes[j], inner[i]):
                continue
            if shapely.difference(shape, shapes[j]).area > _SLIVER * shape.area:
                continue
            if shapes[j].area - shape.area <= _SLIVER * shape.area:
                depth[i] = -1
                break
            depth[i] += 1
    return depth

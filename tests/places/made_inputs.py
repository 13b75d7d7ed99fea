"""Variants of inputs with known truth, kind by kind: how many are read right, refused, or read wrong.

`PYTHONPATH=.:tests python -m places.made_inputs 200` prints the counts of 200 variants a kind. Rules: docs/inputs.md.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from places import made_clouds, made_coordinates, made_rings, made_sites, made_values
from places.made_variant import Variant

from sim.errors import ReconsimError

Made = Callable[[np.random.Generator], Variant]
KINDS: dict[str, Made] = {
    "coordinate systems of shapefiles": made_coordinates.shapefile,
    "coordinate systems of GeoJSON": made_coordinates.geojson,
    "rings of shapefiles": made_rings.shapefile,
    "sites as CSV": made_sites.csv,
    "sites as GeoJSON": made_sites.geojson,
    "sites as KML": made_sites.kml,
    "clouds as netCDF": made_clouds.netcdf,
    "clouds as CSV": made_clouds.csv,
    "boxes of maps": made_values.box,
    "values of scenarios": made_values.scenario,
}


@dataclass
class Count:
    """Of one kind: read right, refused, read wrong (by label), and refused although the rule accepts them."""

    right: int = 0
    refused: int = 0
    wrong: tuple[str, ...] = ()
    refused_in_vain: tuple[str, ...] = ()


def count(kind: str, variants: int, folder: Path) -> Count:
    """Make variants of one kind, each with a seed of its own, read them and hold them against their truth."""
    found = Count()
    for number, variant in enumerate(made(kind, variants)):
        here = folder / str(number)
        here.mkdir()
        try:
            is_right = variant.reads_right(here)
        except ReconsimError as error:
            found.refused += 1
            if variant.is_plain:
                found.refused_in_vain += (f"#{number} {variant.label}: {error}",)
            continue
        if is_right:
            found.right += 1
        else:
            found.wrong += (f"#{number} {variant.label}",)
    return found


def made(kind: str, variants: int) -> Iterator[Variant]:
    for number in range(variants):
        yield KINDS[kind](np.random.default_rng([number, *kind.encode()]))


def labels(kind: str, variants: int) -> Counter[str]:
    """Return how often each way of writing or spoiling is among the variants."""
    return Counter(variant.label for variant in made(kind, variants))


if __name__ == "__main__":
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{'kind':36}{'right':>7}{'refused':>9}{'wrong':>7}")  # noqa: T201
    for one in KINDS:
        with tempfile.TemporaryDirectory() as scratch:
            got = count(one, each, Path(scratch))
        print(f"{one:36}{got.right:7}{got.refused:9}{len(got.wrong):7}")  # noqa: T201
        for line in (*got.wrong, *got.refused_in_vain):
            print("   ", line[:300])  # noqa: T201

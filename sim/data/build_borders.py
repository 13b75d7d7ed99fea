"""Take coasts and borders at 1:50 million out of world-atlas, which redistributes Natural Earth.

    python sim/data/build_borders.py PATH/TO/world-atlas-2.0.2.tgz [OUTPUT]

The source is checked against its SHA-256, the result against the one below; both are printed. Kept: the countries and
their arcs, coordinates as they are, as TopoJSON. Left out: the merged land, which can be told from the arcs; an arc
that only goes round the South Pole at latitude -89.999, where the flat map was sewn up; and fields that say nothing.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAME = "borders_50m.json"
SOURCE_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
RESULT_SHA256 = "f003ab270d86a598dcfc10548d77348f0da16c8b7c2d3dd6f7cc4228964c21f8"
MEMBER = "package/countries-50m.json"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def compact(world: dict[str, Any]) -> dict[str, Any]:
    """Return the topology with countries only, the ring round the South Pole taken out of Antarctica."""
    height = world["transform"]["scale"][1]
    pole = {i for i, arc in enumerate(world["arcs"]) if arc[0][1] * height < 0.01 and not any(y for _, y in arc[1:])}
    countries = []
    for entry in world["objects"]["countries"]["geometries"]:
        polygons = [entry["arcs"]] if entry["type"] == "Polygon" else entry["arcs"]
        polygons = [[ring for ring in rings if not {i if i >= 0 else ~i for i in ring} <= pole] for rings in polygons]
        kept = {"type": "MultiPolygon", "arcs": [rings for rings in polygons if rings]}
        countries.append({**kept, "properties": {"name": entry["properties"]["name"]}})
    return {
        "type": "Topology",
        "transform": world["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": world["arcs"],
    }


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    source = Path(arguments[0])
    output = Path(arguments[1]) if len(arguments) == 2 else HERE / NAME
    found = sha256(source.read_bytes())
    sys.stdout.write(f"{found}  {source}\n")
    if found != SOURCE_SHA256:
        sys.stderr.write(f"this is not world-atlas 2.0.2 as npm has it: its SHA-256 should be {SOURCE_SHA256}\n")
        return 4
    with tarfile.open(source) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None
        world = json.load(member)
    text = json.dumps(compact(world), ensure_ascii=False, separators=(",", ":")) + "\n"
    output.write_text(text, encoding="utf-8", newline="\n")
    found = sha256(output.read_bytes())
    sys.stdout.write(f"{found}  {output}\n")
    if found != RESULT_SHA256:
        sys.stderr.write(f"the result differs from the shipped one ({RESULT_SHA256})\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whatever a file of places, regions or clouds holds, the answer is what it means or a sentence."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from places.made_inputs import KINDS

from sim.errors import ReconsimError
from sim.places.cloud import cloud_from
from sim.places.region_files import read_region
from sim.places.sites import read_sites

ZONE = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Z", "height_km": 1.0, "horizon": [[0, 1]]},
            "geometry": {"type": "Polygon", "coordinates": [[[125, 39], [126, 39], [126, 40], [125, 39]]]},
        },
        {
            "type": "Feature",
            "properties": {"name": "A", "weight": 2, "horizon": "0:1"},
            "geometry": {"type": "Point", "coordinates": [125.7, 39.8, 30.0]},
        },
    ],
}
# As JSON texts, so that no example hands its own lists and tables to the next.
JUNK = st.one_of(
    st.sampled_from([
        "null", "true", "1" + "0" * 400, "[]", "{}", "[" * 900 + "]" * 900, "[[]]", '"EPSG:4978"',
        "[[1,2],[1,2],[1,2]]",
        '{"type":"EPSG","properties":{"code":3857}}',
    ]),
    st.floats().map(json.dumps),
    st.text(max_size=5).map(json.dumps),
)  # fmt: skip
INSERTED = (
    b"\x00", b'"', b";", b"\t", b"[", b"\xef\xbb\xbf", b"9" * 400, b"e999", b"<", b"nan", b"\xff\xfe", b"\xc2\xa0",
)  # fmt: skip


def _paths(node: Any, path: tuple = ()) -> list[tuple]:
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for key, item in below for found in _paths(item, (*path, key)))]


PLACES = [path for path in _paths(ZONE) if path]


def _refusal(call: Callable[[], object]) -> str | None:
    """Return the sentence of a refusal, None where there is none; any other error is let through."""
    try:
        call()
    except ReconsimError as error:
        return str(error)
    return None


def _read(path: Path) -> None:
    """Read a file in every way; a refusal is a sentence of a length that somebody can read."""
    for read in (read_sites, lambda p: read_region(p, select="*"), lambda p: read_region(p, select="name=Z")):
        said = _refusal(lambda read=read: read(path))
        assert said is None or 15 < len(said) < 20_000


@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_junk_in_geojson_gives_sentences(changes: list, tmp_path_factory) -> None:
    """A value replaced anywhere, by another kind, too many digits or a deep nest."""
    document = deepcopy(ZONE)
    for path, junk in changes:
        node: Any = document
        try:
            for part in path[:-1]:
                node = node[part]
            node[path[-1]] = json.loads(junk)
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change took the place away
    path = tmp_path_factory.mktemp("junk") / "zone.geojson"
    path.write_text(json.dumps(document))
    _read(path)


@given(
    kind=st.sampled_from(
        [kind for kind in KINDS if kind not in ("boxes of maps", "values of scenarios", "clouds as netCDF")]
    ),
    seed=st.integers(0, 10**6),
)
def test_damaged_files_give_sentences(kind: str, seed: int, tmp_path_factory) -> None:
    """Bytes changed, lost, put in between, or cut off at the end."""
    rng = np.random.default_rng(seed)
    folder = tmp_path_factory.mktemp("damaged")
    _refusal(lambda: KINDS[kind](rng).reads_right(folder))
    for path in sorted(folder.iterdir()):
        data = bytearray(path.read_bytes())
        for _ in range(int(rng.integers(1, 6))):
            at, what = int(rng.integers(len(data) + 1)), int(rng.integers(4))
            if what == 0:
                data[at : at + 1] = bytes(rng.integers(0, 256, 1).tolist())
            elif what == 1:
                del data[at : at + int(rng.integers(20))]
            elif what == 2:
                data[at:at] = INSERTED[int(rng.integers(len(INSERTED)))]
            else:
                del data[at:]
        path.write_bytes(bytes(data))
    for path in sorted(folder.iterdir()):
        if path.name == "cloud.csv":
            assert len(_refusal(lambda: cloud_from("cloud.csv", folder)) or "it was read all the same") > 15
        elif path.suffix in (".csv", ".kml", ".geojson", ".shp"):
            _read(path)

"""Maps to files, the kind told by the suffix; each file is written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from ..errors import ReconsimError, UsageError
from ..maps.figures import CoverageMap
from ..places.sites import Site
from .map_geojson import check_cells

DATA = (".nc", ".tif", ".tiff", ".geojson", ".csv")
PICTURES = (".png", ".svg", ".pdf")
KNOWN = f"the suffixes are {', '.join(DATA)} and, as pictures of the first figure, {', '.join(PICTURES)}"
Writer = Callable[[CoverageMap, Sequence[str], Path], None]
NEEDS = {".nc": ("xarray", "netCDF4"), ".tif": ("tifffile",), ".tiff": ("tifffile",)}


def check_file(path: Path, *, points: int, force: bool = False) -> None:
    """Raise UsageError unless a map of so many points can be written there.

    That takes a known suffix, the libraries it needs, a folder that is there, and no such file yet, unless ``force``.
    """
    suffix = path.suffix.lower()
    if suffix not in (*DATA, *PICTURES):
        kind = f"as {suffix}" if suffix else "to a name without suffix"
        raise UsageError(f"{path}: no map is written {kind}; {KNOWN}")
    if missing := [name for name in NEEDS.get(suffix, ()) if find_spec(name) is None]:
        raise UsageError(
            f"{path} needs {' and '.join(missing)}; get what is missing with: pip install 'reconsim[data]'"
        )
    if suffix == ".geojson":
        check_cells(points)
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}")
    for one in (path, *sidecars(path)):
        if one.exists() and not force:
            raise UsageError(f"{one} is there already; choose another name, or add --force")


def write_map(coverage: CoverageMap, path: Path, *, figures: Sequence[str], places: Sequence[Site] = ()) -> None:
    """Write a map to a file after its suffix: data with all ``figures``, or a picture of the first.

    A CSV file is a plain table; what was mapped, and a swept map's errors, stand in a JSON file beside it. An older
    file is replaced once the new one is whole. The same map gives the same bytes (netCDF and pictures: with the same
    libraries). Raises UsageError for an unknown suffix, a missing library, too many cells for GeoJSON; ReconsimError
    where writing fails, such as on a full disk.
    """
    points = coverage.grid.size if coverage.inside is None else int(coverage.inside.sum())
    check_file(path, points=points, force=True)
    _write_whole(path, _writer(path.suffix.lower(), places), coverage, list(dict.fromkeys(figures)))
    for one in sidecars(path):
        _write_whole(one, _write_about, coverage, ())


def sidecars(path: Path) -> tuple[Path, ...]:
    """Return the files written beside a map: of a CSV file one with what the map is ``described`` as."""
    return (path.with_name(f"{path.name}.about.json"),) if path.suffix.lower() == ".csv" else ()


def _write_about(coverage: CoverageMap, figures: Sequence[str], path: Path) -> None:
    text = json.dumps({"schema_version": 1, "about": coverage.described}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_whole(path: Path, write: Writer, coverage: CoverageMap, figures: Sequence[str]) -> None:
    scratch = path.with_name(f".{path.stem}-{uuid4().hex[:8]}{path.suffix}")
    try:
        write(coverage, figures, scratch)
        os.replace(scratch, path)
    except OSError as error:
        raise ReconsimError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        scratch.unlink(missing_ok=True)


def _writer(suffix: str, places: Sequence[Site]) -> Writer:
    if suffix == ".nc":
        from .map_netcdf import write_netcdf

        return write_netcdf
    if suffix in (".tif", ".tiff"):
        from .map_geotiff import write_geotiff

        return write_geotiff
    if suffix == ".geojson":
        from .map_geojson import write_geojson

        return write_geojson
    if suffix == ".csv":
        from .map_csv import write_csv

        return write_csv
    from .map_picture import write_picture

    return lambda coverage, figures, path: write_picture(coverage, figures[0], path, places=places)

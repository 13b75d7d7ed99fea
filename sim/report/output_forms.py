"""Every form of file for a result: its suffix, its writer, the libraries it needs, and its words for help texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from ..errors import UsageError
from ..files.write_whole import check_place, check_room, write_whole
from ..words import listed

Kind = Literal["windows", "instant", "overhead", "map"]


@dataclass(frozen=True)
class Form:
    """One form of file. ``writer`` is a module of this room, such as "exports.kml", imported when needed.

    It has ``write(made, path)``; one whose form cannot hold everything also ``check(made_or_size)``, see
    ``check_output``. ``extra`` is the group of pyproject.toml that brings the libraries in ``needs``. In the folder of
    a run the file is called ``stem`` and the suffix.
    """

    suffix: str
    writer: str
    words: str
    needs: tuple[str, ...] = ()
    extra: str = "data"
    stem: str = "windows"


TABLES: tuple[Form, ...] = (
    Form(".xlsx", "exports.xlsx", "a workbook, with real dates", needs=("openpyxl",), extra="exports"),
    Form(".parquet", "exports.parquet", "the columns with their types", needs=("pyarrow",)),
    Form(".nc", "exports.netcdf", "the columns after CF", needs=("xarray", "netCDF4")),
)
TIMED: tuple[Form, ...] = (
    Form(".ics", "exports.ics", "a calendar"),
    Form(".kml", "exports.kml", "for Google Earth"),
    Form(".kmz", "exports.kml", "for Google Earth"),
    Form(".czml", "exports.czml", "for CesiumJS"),
    Form(".oem", "exports.oem", "one satellite's ephemeris (CCSDS)", stem="orbits"),
    Form(".zip", "exports.oem", "an OEM for each satellite", stem="orbits"),
)
FORMS: dict[Kind, tuple[Form, ...]] = {
    "windows": (
        Form(".csv", "windows_csv", "a line a window"),
        Form(".json", "document_json", "what --json prints"),
        Form(".geojson", "exports.stapi", "a feature a window (STAPI)"),
        *TABLES,
        *TIMED,
    ),
    "instant": (
        Form(".csv", "instant_csv", "a line an object, by rank"),
        Form(".json", "document_json", "what --json prints"),
        *TABLES,
        Form(".kml", "exports.instant_kml", "for Google Earth"),
        Form(".kmz", "exports.instant_kml", "for Google Earth"),
    ),
    "overhead": (
        Form(".csv", "overhead_csv", "a line a pass"),
        Form(".json", "document_json", "what --json prints"),
        Form(".geojson", "exports.stapi", "a feature a pass (STAPI)"),
        *TABLES,
        *TIMED,
    ),
    "map": (
        Form(".nc", "map_netcdf", "all figures, for xarray and GDAL", needs=("xarray", "netCDF4")),
        Form(".tif", "map_geotiff", "a band a figure", needs=("tifffile",)),
        Form(".tiff", "map_geotiff", "a band a figure", needs=("tifffile",)),
        Form(".geojson", "map_geojson", "a polygon a cell, all figures"),
        Form(".csv", "map_csv", "a line a point, all figures"),
        Form(".json", "document_json", "what --json prints"),
        Form(".png", "map_picture", "a picture of the first figure"),
        Form(".svg", "map_picture", "a picture of the first figure"),
        Form(".pdf", "map_picture", "a picture of the first figure"),
    ),
}
NOUNS: dict[Kind, str] = {
    "windows": "windows are",
    "instant": "candidates are",
    "overhead": "passes are",
    "map": "map is",
}


def suffixes(kind: Kind) -> str:
    """Return the suffixes of a kind of result with their words, each words once, for a help text."""
    by_words: dict[str, list[str]] = {}
    for form in FORMS[kind]:
        by_words.setdefault(form.words, []).append(form.suffix)
    return "; ".join(f"{' '.join(those)}: {words}" for words, those in by_words.items())


def form_of(kind: Kind, path: Path) -> Form:
    """Return the form that a file's suffix stands for; raises UsageError for one that no such result is written in."""
    suffix = path.suffix.lower()
    for form in FORMS[kind]:
        if form.suffix == suffix:
            return form
    to = f"as {suffix}" if suffix else "to a name without suffix"
    known = listed([form.suffix for form in FORMS[kind]])
    raise UsageError(f"{path}: no {NOUNS[kind]} written {to}; the suffixes are {known}")


def check_output(kind: Kind, path: Path, *, force: bool = False, size: int = 0) -> None:
    """Raise an error unless a result of ``size`` rows or points can be written there; call it before the work.

    Raises UsageError for an unknown suffix, missing libraries, a form that cannot hold so much, a place where no file
    can be, and (without ``force``) a file that exists. Raises ReconsimError if the disk cannot store a file.
    """
    form = form_of(kind, path)
    check_libraries(form, path)
    if check := _function(form, "check"):
        check(size)
    check_place(path, force=force)
    check_room(path.absolute().parent, goal=path)


def check_libraries(form: Form, path: Path) -> None:
    """Raise UsageError where a library that a form needs is not installed; ``path`` is what is to be written."""
    if missing := [name for name in form.needs if find_spec(name) is None]:
        raise UsageError(
            f"{path} needs {' and '.join(missing)}; get what is missing with: pip install 'reconsim[{form.extra}]'"
        )


def write_output(kind: Kind, made: Any, path: Path, *, force: bool = False) -> None:
    """Write a result to a file after its suffix, whole or not at all; raises as ``check_output`` and ``write_whole``.

    ``made`` is a ``windows_made.WindowsMade``, an ``instant_made.InstantMade``, an ``overhead_made.OverheadMade`` or a
    ``map_files.MapMade``.
    """
    write = _function(form_of(kind, path), "write")
    assert write is not None
    write_whole(path, lambda scratch: write(made, scratch), force=force)


def _function(form: Form, name: str) -> Callable[..., None] | None:
    return getattr(import_module(f"{__package__}.{form.writer}"), name, None)

"""Real sensors and what is published about them: each figure with its source, as in ``sim/data/sensors/*.toml``.

Read when first asked for and checked whole: a figure without a document, or values that contradict each other, make the
catalogue unusable, so that nothing unsourced is ever handed on.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from ..errors import DataError, UsageError
from ..shipped import data_path
from ..words import alike, did_you_mean
from .limit_kinds import BOUNDS_REACH, NUMBER_KINDS
from .limits import Look
from .sensor import NUMBER_AXES, PLAIN, Kind, Sensor, SensorError, Spread, assumed_of

FAMILIES = (
    "airbus", "capella", "cosmo-skymed", "iceye", "kompsat", "maxar", "planet", "radarsat", "saocom", "sentinel",
    "superview", "terrasar", "umbra",
)  # fmt: skip

# What decides whether a place is seen, under the names that a scenario uses.
LIMITS: tuple[str, ...] = tuple(one.key for one in NUMBER_KINDS if one.published)
SIDEWAYS = tuple(key for key in BOUNDS_REACH if key in LIMITS)  # one of these bounds how far it looks

# Property -> whether a larger value is the better one, so that low, nominal and high can be held to their order.
PROPERTIES = {
    "orbit_height_km": True,
    "swath_km": True,
    **{one.key: one.low == "smallest" for one in NUMBER_KINDS if one.measure},
    "slant_range_resolution_m": False,
    "ground_range_resolution_m": False,
    "azimuth_resolution_m": False,
    "slew_deg_s": True,
    "settle_s": False,
}


@dataclass(frozen=True)
class CatalogueEntry:
    """One sensor in one mode, as published.

    ``limits`` are under the names of a scenario's sensor, in degrees; ``properties`` under names that carry their
    unit: swath, resolution, bandwidth, the orbit's height. A sample distance at nadir holds at its reference height;
    ``slew_deg_s`` is the mean rate of a published manoeuvre, standing still again included where the source says so.
    ``look`` lists the sides, the nominal one first. ``low`` is the least access, or the least favourable value.
    ``sources`` are the documents drawn on.
    """

    name: str
    title: str
    kind: Kind
    look: tuple[Look, ...]
    look_source: str
    limits: Mapping[str, Spread]
    properties: Mapping[str, Spread]
    sources: tuple[str, ...]

    @property
    def bounded(self) -> bool:
        """Whether a document states how far to the side it looks; without that it is no sensor to compute with."""
        return any(key in self.limits for key in SIDEWAYS)

    @property
    def sideways(self) -> tuple[str, ...]:
        """The limits that usually say how far a sensor of its kind looks to the side."""
        return NUMBER_AXES["incidence"] if self.kind == "radar" else NUMBER_AXES["off_nadir"][-1:]

    @property
    def figures(self) -> dict[str, Spread]:
        """Every figure, limits first."""
        return {**self.limits, **self.properties}


def sensor_names() -> tuple[str, ...]:
    """Return the names in the catalogue, in alphabetical order."""
    return tuple(_catalogue())


def catalogue_entry(name: str) -> CatalogueEntry:
    """Return what is published about a sensor. Raises UsageError for an unknown name, with near ones.

    Capital letters, blanks and hyphens make no difference: "WorldView-3" and "worldview3" are worldview-3.
    """
    entries = _catalogue()
    if name not in entries:
        same = [one for one in entries if _bare(one) == _bare(name)]
        if len(same) == 1:
            return entries[same[0]]
        near = ", ".join(_near(name, tuple(entries)))
        guess = f"did you mean {near}?" if near else "`reconsim sensors` lists them"
        raise UsageError(f"no sensor is called {name!r} in the catalogue; {guess}")
    return entries[name]


def sensor_from_catalogue(name: str) -> Sensor:
    """Return the sensor that the published limits describe, under the name of its entry.

    What limits on resolution are measured with (bandwidth, sample at nadir and its height) comes along, nominal.
    A radar whose ground squint no document states has what is assumed of radars. A camera comes without a limit on the
    Sun, because no document states one. Raises UsageError for an unknown name, and for a sensor of
    which no document states how far to the side it looks.
    """
    entry = catalogue_entry(name)
    if not entry.bounded:
        raise UsageError(
            f"how far {name} looks to the side stands in no document of the catalogue; describe the sensor in the "
            f"scenario, with {' and '.join(entry.sideways)} and a source of your own"
        )
    return _sensor(entry)


def _sensor(entry: CatalogueEntry) -> Sensor:
    measured_with = {key: entry.properties[key].nominal for key in PLAIN if key in entry.properties}
    limits = dict(entry.limits) | assumed_of(entry.kind, entry.limits)
    return Sensor(entry.name, entry.kind, look=entry.look, **limits, **measured_with)  # type: ignore[arg-type]


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _near(name: str, known: tuple[str, ...]) -> list[str]:
    word = name.strip().lower().replace("_", "-").replace(" ", "-")
    within = [one for one in known if word and (word in one or one in word)]
    return within[:6] or alike(word, known, 3)


@cache
def _catalogue() -> Mapping[str, CatalogueEntry]:
    entries: dict[str, CatalogueEntry] = {}
    for family in FAMILIES:
        path = data_path(f"sensors/{family}.toml")
        for entry in read_family(f"{family}.toml", path.read_text(encoding="utf-8")):
            if entry.name in entries:
                raise DataError(f"{path.name}: [{entry.name}] stands in another file of the catalogue as well")
            entries[entry.name] = entry
    return MappingProxyType(dict(sorted(entries.items())))


def read_family(file: str, text: str) -> Iterator[CatalogueEntry]:
    """Yield the entries of one file of the catalogue. Raises DataError at the first thing that does not hold."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{file}: {error}") from None
    documents = tables.pop("documents", {})
    used: set[str] = set()
    for name, table in tables.items():
        try:
            entry, drawn_on = _entry(name, table, documents)
        except _Flaw as flaw:
            raise DataError(f"{file}: [{name}] {flaw}") from None
        used |= drawn_on
        yield entry
    if idle := sorted(set(documents) - used):
        raise DataError(f"{file}: no figure draws on the document {', '.join(idle)}")


class _Flaw(Exception):
    """What is wrong with an entry, before it is known where the entry stands."""


def _entry(name: str, table: Any, documents: Mapping[str, str]) -> tuple[CatalogueEntry, set[str]]:
    rest = dict(table)
    drawn_on: list[str] = []
    title, kind = rest.pop("title", ""), rest.pop("kind", "")
    if not title:
        raise _Flaw("has no title")
    if kind not in get_args(Kind):
        raise _Flaw(f"kind = {kind!r} must be one of {', '.join(get_args(Kind))}")
    look: Any = rest.pop("look", "either")
    sides: Any = (look,) if isinstance(look, str) else tuple(look)
    look_source = rest.pop("look_source", None)
    if kind == "radar" or look_source is not None:
        look_source = _cited("look", look_source, documents, drawn_on)
    limits, properties = {}, {}
    for key, value in rest.items():
        spread = _spread(key, value, documents, drawn_on)
        if key in LIMITS:
            limits[key] = spread
        elif key in PROPERTIES:
            properties[key] = _in_order(key, spread)
        else:
            raise _Flaw(f"{key} is no figure of the catalogue{did_you_mean(key, [*LIMITS, *PROPERTIES])}")
    entry = CatalogueEntry(
        name=name,
        title=title,
        kind=kind,
        look=sides,
        look_source=look_source or "",
        limits=MappingProxyType(limits),
        properties=MappingProxyType(properties),
        sources=tuple(documents[key] for key in dict.fromkeys(drawn_on)),
    )
    try:
        _sensor(entry)
    except SensorError as error:
        raise _Flaw(str(error)) from None
    return entry, set(drawn_on)


def _spread(key: str, value: Any, documents: Mapping[str, str], drawn_on: list[str]) -> Spread:
    if not isinstance(value, dict) or "nominal" not in value or not set(value) <= {"low", "nominal", "high", "source"}:
        raise _Flaw(f"{key} must be a table of nominal, source and, where they differ, low and high")
    numbers: dict[str, Any] = {label: value.get(label, value["nominal"]) for label in ("nominal", "low", "high")}
    for label, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise _Flaw(f"{key}.{label} = {number!r} must be a number")
    source = _cited(key, value.get("source"), documents, drawn_on)
    return Spread(**{label: float(number) for label, number in numbers.items()}, source=source)


def _cited(key: str, source: Any, documents: Mapping[str, str], drawn_on: list[str]) -> str:
    """Return a source with its documents written out; "manual: words" draws on ``[documents] manual``."""
    parts = [source] if isinstance(source, str) else source
    if not parts or not all(parts):
        raise _Flaw(f"{key} has no source")
    written = []
    for part in parts:
        document, colon, words = part.partition(": ")
        if not colon or document not in documents:
            raise _Flaw(f"{key}: the source {part!r} must begin with a document and a colon: {', '.join(documents)}")
        drawn_on.append(document)
        written.append(f"{documents[document]}: {words}")
    return " | ".join(written)


def _in_order(key: str, spread: Spread) -> Spread:
    values = [spread.low, spread.nominal, spread.high]
    if min(values) < 0.0 or (min(values) == 0.0 and key != "settle_s"):
        raise _Flaw(f"{key} must be above 0, but holds {min(values):g}")
    if values != sorted(values, reverse=not PROPERTIES[key]):
        order = "low <= nominal <= high" if PROPERTIES[key] else "low >= nominal >= high"
        raise _Flaw(f"{key} must have {order}: low is the least favourable value")
    return spread

"""Checks of keys that depend on each other in ``[[satellite]]`` and ``[[constellation]]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from ..clock import format_utc
from ..words import did_you_mean
from .fields import Epoch
from .problems import Problem
from .raw import Raw, given, moment, named, ordered, tables
from .toml_lines import Path

_EPOCH: TypeAdapter[datetime] = TypeAdapter(Epoch)


def orbit_problems(raw: Raw) -> Iterator[Problem]:
    """Yield contradictions between keys of orbits, element sets, dates and patterns as problems."""
    yield from _satellites(raw)
    yield from _constellations(raw)


def _satellites(raw: Raw) -> Iterator[Problem]:
    if not any(True for key in ("satellite", "constellation") for _ in tables(raw, key)):
        yield Problem((), "there is no satellite: add a [[satellite]] or a [[constellation]]")
    for path, table in tables(raw, "satellite"):
        ways = [key for key in ("elements", "elements_file", "orbit") if given(table, key)]
        if len(ways) != 1:
            got = " and ".join(ways) if ways else "none is given"
            yield Problem(path, f"the orbit comes from exactly one of elements, elements_file and orbit ({got})")
        yield from _dates(path, table)
        if isinstance(orbit := table.get("orbit"), Mapping):
            yield from _orbit((*path, "orbit"), orbit)
        yield from _element_sets(path, table)


def _element_sets(path: Path, table: Raw) -> Iterator[Problem]:
    seen: dict[datetime, int] = {}
    for (*_, index), elements in tables(table, "elements"):
        here = (*path, "elements", index)
        number, own = elements.get("norad_cat_id"), table.get("norad_id")
        if number is not None and own is not None and number != own:
            yield Problem((*here, "norad_cat_id"), f"{number} does not agree with the satellite's norad_id = {own}")
        yield from ordered(here, elements, "usable_from_utc", "usable_until_utc")
        try:
            epoch = _EPOCH.validate_python(elements.get("epoch"))
        except ValidationError:
            continue
        if epoch in seen:
            yield Problem((*here, "epoch"), f"set #{seen[epoch] + 1} of this satellite has the same epoch")
        seen.setdefault(epoch, int(index))
        after, until = moment(elements, "usable_from_utc"), moment(elements, "usable_until_utc")
        if (after and epoch < after) or (until and epoch >= until):
            yield Problem((*here, "epoch"), f"{format_utc(epoch)} lies outside the time the set is usable")


def _dates(path: Path, table: Raw) -> Iterator[Problem]:
    for early, late in (
        ("launch_utc", "in_service_utc"),
        ("launch_utc", "out_of_service_utc"),
        ("in_service_utc", "out_of_service_utc"),
        ("launch_utc", "decay_utc"),
        ("in_service_utc", "decay_utc"),
        ("out_of_service_utc", "decay_utc"),
    ):
        may_touch = late == "in_service_utc" or early == "out_of_service_utc"
        yield from ordered(path, table, early, late, may_touch=may_touch)


def _orbit(path: Path, orbit: Raw) -> Iterator[Problem]:
    if orbit.get("kind") == "sun-synchronous":
        if given(orbit, "ltan_h") == given(orbit, "ltdn_h"):
            yield Problem(path, "give the local time of the node either as ltan_h or as ltdn_h")
    elif orbit.get("kind") == "keplerian":
        apsides = [given(orbit, key) for key in ("perigee_height_km", "apogee_height_km")]
        sizes = [given(orbit, key) for key in ("height_km", "semi_major_axis_km", "mean_motion_rev_day")]
        if sum(sizes) + any(apsides) != 1 or any(apsides) != all(apsides):
            yield Problem(
                path,
                "give the size in exactly one way: height_km, semi_major_axis_km, mean_motion_rev_day, "
                "or perigee_height_km with apogee_height_km",
            )
        if all(apsides) and given(orbit, "eccentricity"):
            yield Problem(
                (*path, "eccentricity"), "perigee_height_km and apogee_height_km already give it; leave it out"
            )


def _constellations(raw: Raw) -> Iterator[Problem]:
    own = named(raw, "satellite")
    for path, table in tables(raw, "constellation"):
        yield from _dates(path, table)
        kind = table.get("kind")
        if kind == "train":
            if given(table, "spacing_s") == given(table, "spacing_deg"):
                yield Problem(path, "give the spacing either as spacing_s or as spacing_deg")
            if isinstance(orbit := table.get("orbit"), Mapping):
                yield from _orbit((*path, "orbit"), orbit)
        elif kind == "copies":
            if table.get("member") == []:
                yield Problem((*path, "member"), "there is no copy: add a [[constellation.member]]")
            original = table.get("copy_of")
            if isinstance(original, str) and original not in own:
                yield Problem((*path, "copy_of"), f"there is no satellite {original}{did_you_mean(original, own)}")
        elif kind in ("walker-delta", "walker-star"):
            total, planes, phasing = (table.get(key, 0) for key in ("total", "planes", "phasing"))
            if not all(type(count) is int for count in (total, planes, phasing)) or planes < 1:
                continue
            if total % planes:
                yield Problem((*path, "total"), f"{total} satellites do not divide evenly among planes = {planes}")
            if phasing >= planes:
                yield Problem((*path, "phasing"), f"{phasing} must lie between 0 and planes - 1 = {planes - 1}")

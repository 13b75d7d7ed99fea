"""`sensors`: what is published about real sensors, and the lines that put one into a scenario. Nothing heavy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import note, show, width

if TYPE_CHECKING:
    from ..sensors.catalogue import CatalogueEntry
    from ..sensors.sensor import Spread

NOT_PUBLISHED = "not published"
_CASES = ("low", "nominal", "high")


def sensors(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A sensor of the list; left out: the list.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List real sensors, or show what is published about one: every figure with its source, and lines to paste.

    For example:

    \b
    reconsim sensors
    reconsim sensors worldview-3
    """
    from ..report.json_text import to_json
    from ..sensors.catalogue import catalogue_entry, sensor_names

    if name is not None:
        entry = catalogue_entry(name)
        show(to_json(_as_json(entry)) if as_json else _page(entry, width()) + "\n", end="", exact=as_json)
        return
    entries = [catalogue_entry(one) for one in sensor_names()]
    if as_json:
        show(to_json([_as_json(entry) for entry in entries]), end="", exact=True)
        return
    from ..report.text import table

    rows = [[entry.name, entry.kind, sees(entry), resolution(entry)] for entry in entries]
    show(table(["sensor", "kind", "what it sees", "resolution on the ground"], rows))
    note("every figure with its source, and the lines for a scenario: reconsim sensors NAME")


def sees(entry: CatalogueEntry) -> str:
    """Return how far to the side a sensor looks: the nominal band, and in brackets the widest."""
    if not entry.bounded:
        return NOT_PUBLISHED
    parts = []
    for angle in ("incidence", "off_nadir"):
        bands = [_band(entry, angle, case) for case in ("nominal", "high")]
        if bands[0]:
            widest = "" if bands[0] == bands[1] else f" ({bands[1].removeprefix('to ')} at most)"
            parts.append(f"{angle.replace('_', '-')} {bands[0]}{widest} deg")
    if entry.kind == "radar" and entry.look[0] != "either":
        parts.append(entry.look[0] + (" (left too)" if "either" in entry.look else ""))
    return ", ".join(parts)


def resolution(entry: CatalogueEntry) -> str:
    """Return the nominal resolution: a camera's sample at nadir, a radar's over the ground in range by azimuth."""
    if gsd := entry.properties.get("gsd_nadir_m"):
        return f"{gsd.nominal:g} m at nadir"
    across, along = (entry.properties.get(f"{way}_resolution_m") for way in ("ground_range", "azimuth"))
    if across and along:
        return f"{across.nominal:g} x {along.nominal:g} m"
    return f"{across.nominal:g} m" if across else NOT_PUBLISHED


def scenario_lines(entry: CatalogueEntry) -> str:
    """Return the table of a scenario that describes the sensor, with remarks on what no document states."""
    from ..sensors.limit_kinds import NUMBER_KINDS
    from ..sensors.sensor import PLAIN

    lines = [f"[sensor.{entry.name}]", f"kind = {_toml(entry.kind)}"]
    if entry.kind == "radar":
        look = entry.look[0] if len(entry.look) == 1 else list(entry.look)
        lines.append(f"look = {_toml(look)}")
    for key, spread in entry.limits.items():
        values = ", ".join(f"{case} = {getattr(spread, case):g}" for case in _cases(spread))
        lines.append(f"{key} = {{ {values}, source = {_toml(spread.source)} }}")
    for key in PLAIN:
        if key in entry.properties:
            spread = entry.properties[key]
            lines.append(f"{key} = {spread.nominal:g}  # {spread.source}")
    if not entry.bounded:
        wanted = ", ".join(entry.sideways)
        lines.append(f"# {wanted}: no document of the catalogue states them; give your own, with a source")
    for kind in NUMBER_KINDS:
        if entry.kind in kind.left_out and kind.key not in entry.limits:
            lines.append(f"# {kind.key}: not published; {kind.left_out[entry.kind]}")
    lines.append(f"source = {_toml(f'the catalogue of sensors, {entry.name}{_side(entry)}')}")
    return "\n".join(lines)


def _page(entry: CatalogueEntry, columns: int) -> str:
    from ..report.text import table, wrapped

    rows = [[key, *(f"{getattr(spread, case):g}" for case in _CASES)] for key, spread in entry.figures.items()]
    side = f", side: {' or '.join(entry.look)}" if entry.kind == "radar" else ""
    parts = [f"{entry.name}: {entry.title} ({entry.kind}{side})", ""]
    parts += [table(["figure", *_CASES], rows, right=(1, 2, 3)), "", "Sources"]
    parts += [wrapped(f"[{n}] {one}", columns, indent="  ", hang="    ") for n, one in enumerate(entry.sources, 1)]
    parts += ["", "What they say"]
    cited = {"look": entry.look_source} if entry.look_source else {}
    for key, source in (cited | {key: spread.source for key, spread in entry.figures.items()}).items():
        for n, document in enumerate(entry.sources, 1):
            source = source.replace(f"{document}:", f"[{n}]")
        parts.append(wrapped(f"{key}: {source}", columns, indent="  ", hang="    "))
    return "\n".join([*parts, "", "For a scenario", "", scenario_lines(entry)])


def _side(entry: CatalogueEntry) -> str:
    return f"; look: {entry.look_source}" if entry.look_source else ""


def _band(entry: CatalogueEntry, angle: str, case: str) -> str:
    low, high = (entry.limits.get(f"{angle}_{end}_deg") for end in ("min", "max"))
    if high is None:
        return ""
    end = f"{getattr(high, case):g}"
    return f"to {end}" if low is None else f"{getattr(low, case):g}-{end}"


def _cases(spread: Spread) -> tuple[str, ...]:
    return ("nominal",) if spread.low == spread.nominal == spread.high else _CASES


def _toml(value: object) -> str:
    """Return a string, or a list of them, as TOML writes it: JSON's form is valid TOML."""
    return json.dumps(value, ensure_ascii=False)


def _as_json(entry: CatalogueEntry) -> dict[str, Any]:
    def figure(spread: Spread) -> dict[str, Any]:
        return {case: getattr(spread, case) for case in _CASES} | {"source": spread.source}

    return {
        "name": entry.name,
        "title": entry.title,
        "kind": entry.kind,
        "look": list(entry.look),
        "look_source": entry.look_source or None,
        "limits": {key: figure(spread) for key, spread in entry.limits.items()},
        "properties": {key: figure(spread) for key, spread in entry.properties.items()},
        "limits_published": entry.bounded,
        "sources": list(entry.sources),
    }

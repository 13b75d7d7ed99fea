"""The summary of a map in a few lines: means and percentiles over the area, the worst and the best place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..clock import format_utc
from ..maps.figure_names import MapFigure, figure_named
from ..maps.figures import CoverageMap
from ..maps.swept_error import FigureError, signed_percent
from ..words import duration
from .text import fits, table, wrapped

PERCENTS = (5.0, 50.0, 95.0)
BANDS_DEG = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0)
MOST_BANDS = 18


def map_document(
    coverage: CoverageMap, figures: Sequence[str], *, by_latitude: Sequence[str] = (), notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the summary of a map as a plain dictionary, for JSON; a missing value is null.

    The same map gives the same text. ``percent_never_seen`` is the share of the area that no satellite sees in the
    span. Each figure has its mean and percentiles over the area that has it, its least and largest value with their
    places, and the share of the area without it. Figures in ``by_latitude`` are also given by bands of latitude, south
    to north. "error" of a figure is the difference of a swept map from exact windows at some points; null for an exact
    map.
    """
    grid = coverage.grid
    return {
        "schema_version": 1,
        "start_utc": format_utc(coverage.span.start),
        "end_utc": format_utc(coverage.span.end),
        "about": coverage.described,
        "step_s": coverage.step_s,
        "exact": coverage.exact,
        "excess_km": round(coverage.excess_km, 3),
        "gaps": coverage.gaps,
        "edges": coverage.edges,
        "grid": {
            "rows": grid.rows,
            "columns": grid.columns,
            "south_deg": round(grid.south_deg - 0.5 * grid.lat_step_deg, 9),
            "north_deg": round(grid.south_deg + (grid.rows - 0.5) * grid.lat_step_deg, 9),
            "west_deg": round(grid.west_deg - 0.5 * grid.lon_step_deg, 9),
            "east_deg": round(grid.west_deg + (grid.columns - 0.5) * grid.lon_step_deg, 9),
            "lat_step_deg": round(grid.lat_step_deg, 9),
            "lon_step_deg": round(grid.lon_step_deg, 9),
            "height_km": grid.height_km,
            "points": grid.size if coverage.inside is None else int(coverage.inside.sum()),
        },
        "percent_never_seen": _percent_of_area(coverage, coverage.n_covered == 0),
        "figures": {name: _summary(coverage, name) for name in figures},
        "by_latitude": {name: _bands(coverage, name) for name in by_latitude},
        "notes": [*notes, *coverage.lost],
    }


def map_table(document: dict[str, Any], zone: tzinfo | None = None, *, width: int) -> str:
    """Return a document as a page: what was mapped, a line a figure, places of the first, bands of latitude."""
    about, grid = document["about"], document["grid"]
    head = [wrapped(about[key], width) for key in ("title",) if key in about]
    case = f", {about['case']}" if "case" in about else ""
    start, end = (_minute(document[key], zone) for key in ("start_utc", "end_utc"))
    head.append(f"{start} to {end}{case}")
    said = [key for key in ("satellites", "limits", "region") if key in about]
    head += [wrapped(f"{key}: {about[key]}", width, hang="  ") for key in said]
    head.append(
        wrapped(
            f"{_lat(grid['south_deg'])} to {_lat(grid['north_deg'])}, {_lon(grid['west_deg'])} to "
            f"{_eastern(grid['east_deg'])}, {grid['points']:,} points {grid['lat_step_deg']:.3g} deg apart; "
            f"gaps {about['gaps']}; {about['edges']}; {about['transitions']}",
            width,
            hang="  ",
        )
    )
    rows = []
    for name, found in document["figures"].items():
        figure = figure_named(name)
        values = [found[key] for key in ("least", "p5", "p50", "p95", "most", "mean")]
        rows.append([figure.words, *(_said(figure, value) for value in values), _percent(found["percent_without"])])
    headers = ["over the area", "least", "5 %", "half", "95 %", "most", "mean", "without"]
    figures = table(headers, rows, right=range(1, 8))
    if not fits(figures, width):
        figures = table(headers, [[row[0].partition(",")[0], *row[1:]] for row in rows], right=range(1, 8))
    blocks = ["\n".join(head), figures]
    if errors := _errors(document):
        blocks.append(wrapped(errors, width, hang="  "))
    if document["percent_never_seen"]:
        blocks.append(wrapped(_never_seen(document), width, hang="  "))
    first, found = next(iter(document["figures"].items()))
    figure = figure_named(first)
    ends = ("most", "least") if not figure.more_is_better else ("least", "most")
    places = [
        f"{kind} place: {_lat(found[f'{end}_at'][0])}, {_lon(found[f'{end}_at'][1])}, {_said(figure, found[end])}"
        for kind, end in zip(("worst", "best"), ends, strict=True)
        if found[f"{end}_at"]
    ]
    if places:
        blocks.append(f"{figure.words}: " + "; ".join(places))
    for name, bands in document["by_latitude"].items():
        figure = figure_named(name)
        cells = [
            [
                f"{_lat(b['south_deg'])} to {_lat(b['north_deg'])}",
                *(_said(figure, b[k]) for k in ("least", "mean", "most")),
            ]
            for b in reversed(bands)
        ]
        blocks.append(table([figure.words, "least", "mean", "most"], cells, right=(1, 2, 3)))
    return "\n\n".join(blocks)


def _summary(coverage: CoverageMap, name: str) -> dict[str, Any]:
    figure, values = figure_named(name), coverage.figure(name)
    known = np.isfinite(values)
    shares = coverage.area_percentiles(values, PERCENTS).tolist()
    some = bool(known.any())
    least, most = (
        np.unravel_index(pick(values), values.shape) if some else None for pick in (np.nanargmin, np.nanargmax)
    )
    return {
        "words": figure.words,
        "unit": figure.unit,
        "mean": _rounded(coverage.mean(values)),
        **{f"p{percent:g}": _rounded(value) for percent, value in zip(PERCENTS, shares, strict=True)},
        "least": _rounded(float(values[least])) if least else None,
        "least_at": _place(coverage, least),
        "most": _rounded(float(values[most])) if most else None,
        "most_at": _place(coverage, most),
        "percent_without": _percent_of_area(coverage, ~known),
        "error": _error(coverage.error(name)),
    }


def _error(found: FigureError | None) -> dict[str, float | int | None] | None:
    if found is None:
        return None
    return {
        "points": found.points,
        "mean_percent": _rounded(found.mean_percent),
        "worst_percent": _rounded(found.worst_percent),
        "worst": _rounded(found.worst),
    }


def _errors(document: dict[str, Any]) -> str:
    """Return how far the figures of a swept map are from exact windows; empty for an exact one."""
    said, points = [], 0
    for name, found in document["figures"].items():
        if (error := found["error"]) and error["points"]:
            figure = figure_named(name)
            mean, worst = signed_percent(error["mean_percent"]), signed_percent(error["worst_percent"])
            size = f" ({_said(figure, abs(error['worst']))})" if figure.unit == "s" else ""
            said.append(f"{figure.words} {mean} on average, at worst {worst}{size}")
            points = max(points, error["points"])
    return f"against exact windows at {points} points: {'; '.join(said)}" if said else ""


def _percent_of_area(coverage: CoverageMap, points: NDArray[np.bool_]) -> float | None:
    """Return the share of the mapped area that belongs to some of the grid's points."""
    inside = np.ones(points.shape, dtype=bool) if coverage.inside is None else coverage.inside
    area_km2 = np.broadcast_to(coverage.grid.cell_km2[:, None], points.shape)
    return _rounded(100.0 * float(area_km2[inside & points].sum() / max(area_km2[inside].sum(), 1e-300)))


def _never_seen(document: dict[str, Any]) -> str:
    said = f"never seen in the span: {_percent(document['percent_never_seen'])} of the area"
    if document["edges"] != "clipped":
        return said
    return f"{said}; there the gap is the span and the mean wait half of it, both lower bounds"


def _place(coverage: CoverageMap, at: Any) -> list[float] | None:
    """Return latitude and longitude (-180 to 180) of a point."""
    if at is None:
        return None
    lon_deg = (float(coverage.grid.lon_deg[at[1]]) + 180.0) % 360.0 - 180.0
    return [round(float(coverage.grid.lat_deg[at[0]]), 6), round(lon_deg, 6)]


def _bands(coverage: CoverageMap, name: str) -> list[dict[str, float | None]]:
    extent_deg = coverage.grid.rows * coverage.grid.lat_step_deg
    band_deg = next((b for b in BANDS_DEG if extent_deg / b <= MOST_BANDS), BANDS_DEG[-1])
    columns = coverage.by_latitude(name, band_deg=max(band_deg, coverage.grid.lat_step_deg))
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, (_rounded(value) for value in row), strict=True)) for row in rows]


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)


def _said(figure: MapFigure, value: float | None) -> str:
    if value is None:
        return "-"
    if figure.unit == "s":
        return duration(value)
    if figure.unit == "percent":
        return _percent(value)
    return f"{value:,.0f}" if figure.unit == "1" and value >= 100.0 else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g} %"


def _lat(deg: float) -> str:
    return f"{abs(deg):.6g} {'S' if deg < 0.0 else 'N'}"


def _lon(deg: float) -> str:
    inside = (deg + 180.0) % 360.0 - 180.0
    return f"{abs(inside):.6g} {'W' if inside < 0.0 else 'E'}"


def _eastern(deg: float) -> str:
    """Return an eastern edge: longitude 180 is east there, as it is west for a western edge."""
    return "180 E" if deg % 360.0 == 180.0 else _lon(deg)


def _minute(text: str, zone: tzinfo | None) -> str:
    """Return a printed UTC time to the minute, in a zone if one is given."""
    if zone is None:
        return f"{text[:16]}Z"
    return datetime.fromisoformat(text).astimezone(zone).strftime(f"%Y-%m-%d %H:%M {zone}")

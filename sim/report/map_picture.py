"""A map as a picture: a figure in bands of colour, borders, targets, and the assumptions in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..maps.figure_names import MapFigure, figure_named
from ..maps.figures import CoverageMap
from ..places.sites import Site
from ..revisit.figure_kinds import GAP_MAX
from .map_levels import Levels, levels
from .map_made import MapMade
from .picture_style import MARGIN_IN, halo, moment_words, picture_class, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 150
MOST_WIDTH_IN, MOST_HEIGHT_IN = 10.6, 6.6  # of the map itself
LEAST_WIDTH_IN = 7.4  # of the picture, so that the words have room
LEAST_BODY_IN = 1.6  # of the room for map and bar
LEFT_IN, RIGHT_IN = 0.72, 1.35  # beside the map: latitudes; the bar and its numbers
BAR_IN, BAR_GAP_IN = 0.2, 0.22
POINTED = 0.035  # the ends of the bar, as a share of it, where the figure goes on beyond them
COLOURS = "YlGnBu"  # ColorBrewer, safe for the colour-blind; dark is the worse end
NOTHING = "#e4e4e4"
TICKS_DEG = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0)
CREDIT = "borders: Natural Earth"
Lines = Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]


def map_picture(
    coverage: CoverageMap, figure: str = GAP_MAX.map_name, *, places: Sequence[Site] = (), borders: Lines | None = None
) -> Figure:
    """Return the picture of one figure of a map: plate carree, true to scale in the middle latitude.

    Bands of colour change at round values between the 1st and the 99th percentile of the area; darker is worse.
    Places inside the map are marked and, where there is room, named. ``borders`` are (lon_deg, lat_deg) lines, those
    of countries if None. Raises UsageError for unknown figures.
    """
    with styled():
        return _drawn(coverage, figure, places, borders)


def write(made: MapMade, path: Path) -> None:
    """Write the picture of the first figure as PNG, SVG or PDF, after the suffix.

    It has no date: the same map gives the same bytes.
    """
    import warnings

    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    kind = path.suffix.lower().removeprefix(".")
    nameless = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    picture = map_picture(made.coverage, made.figures[0], places=made.places)
    with styled(), matplotlib.rc_context({"svg.hashsalt": "reconsim"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        FigureCanvasAgg(picture)
        picture.savefig(path, format=kind, dpi=DPI, metadata=nameless)


def _drawn(coverage: CoverageMap, name: str, places: Sequence[Site], borders: Lines | None) -> Figure:
    from matplotlib import colormaps
    from matplotlib.colors import BoundaryNorm, ListedColormap

    figure, values, grid = figure_named(name), coverage.figure(name), coverage.grid
    west, south = grid.west_deg - 0.5 * grid.lon_step_deg, grid.south_deg - 0.5 * grid.lat_step_deg
    east, north = west + grid.columns * grid.lon_step_deg, south + grid.rows * grid.lat_step_deg
    stretch = 1.0 / max(math.cos(math.radians(0.5 * (south + north))), 0.2)
    width_in, height_in = _size_in((east - west) / stretch / (north - south))
    picture, axes = _page(coverage, figure, width_in, height_in, CREDIT if borders is None else "")
    axes.set(xlim=(west, east), ylim=(south, north), aspect=stretch, facecolor=NOTHING)

    low, high = (float(v) for v in coverage.area_percentiles(values, (1.0, 99.0)))
    if math.isfinite(low):
        bands = levels(figure, low, high)
        n = len(bands.edges) - 1
        shades = colormaps[COLOURS](np.linspace(0.06, 0.94, n))
        shades = shades[::-1] if figure.more_is_better else shades
        colours = ListedColormap(shades).with_extremes(bad=NOTHING, under=shades[0], over=shades[-1])
        image = axes.imshow(
            np.ma.masked_invalid(values),
            cmap=colours,
            norm=BoundaryNorm(bands.edges, n),
            extent=(west, east, south, north),
            origin="lower",
            interpolation="nearest",
            aspect=stretch,
            zorder=1,
        )
        image.set_gid(f"figure {name}")
        _bar(picture, axes, image, bands, low=float(np.nanmin(values)), high=float(np.nanmax(values)))
    if borders is None:
        borders = _borders(west, east, south, north)
    for lon_deg, lat_deg in borders:
        axes.plot(lon_deg, lat_deg, color="#262626", linewidth=0.7, zorder=3, gid="border")
    _ticks(axes, (west, east), (south, north))
    _mark(axes, places, (west, east, south, north), width_in / (east - west))
    return picture


def _size_in(ratio: float) -> tuple[float, float]:
    """Return width and height of the map, given width over height on the ground."""
    width_in = min(MOST_WIDTH_IN, MOST_HEIGHT_IN * ratio)
    return width_in, max(width_in / ratio, 0.8)


def _page(
    coverage: CoverageMap, figure: MapFigure, width_in: float, height_in: float, credit: str
) -> tuple[Figure, Axes]:
    """Return a page with its words set, and the axes of the map on it."""
    page_in = max(LEFT_IN + width_in + RIGHT_IN, LEAST_WIDTH_IN)
    about, span = coverage.described, coverage.span
    title = wrap(about.get("title", "Coverage and revisit"), int(8.8 * page_in))
    where = f", in {about['region']}" if "region" in about else ""
    share = f", {about['case']}" if "case" in about else ""
    says = wrap(
        f"{figure.words[:1].upper()}{figure.words[1:]}{where}: "
        f"{moment_words(span.start)} to {moment_words(span.end)} UTC "
        f"({span.days:.4g}\u00a0days){share}.",
        int(12.8 * page_in),
    )
    foot = wrap(_small_print(coverage, figure.name, credit), int(14.6 * page_in))
    head_in, foot_in = 0.3 + 0.27 * len(title) + 0.21 * len(says), 0.52 + 0.165 * len(foot)
    body_in = max(height_in, LEAST_BODY_IN)
    total_in = head_in + body_in + foot_in
    picture = picture_class()(figsize=(page_in, total_in))
    left: dict[str, Any] = {"x": MARGIN_IN / page_in, "ha": "left", "linespacing": 1.25}
    picture.text(
        y=1.0 - 0.14 / total_in, s="\n".join(title), va="top", fontsize=14, fontweight="bold", color="#1a1a1a", **left
    )
    below_in = 0.2 + 0.27 * len(title)
    picture.text(y=1.0 - below_in / total_in, s="\n".join(says), va="top", fontsize=10.5, color="#444444", **left)
    picture.text(y=0.1 / total_in, s="\n".join(foot), va="bottom", fontsize=8.5, color="#6b6b6b", **left)
    lower_in = foot_in + 0.5 * (body_in - height_in)
    axes = picture.add_axes(
        (LEFT_IN / page_in, lower_in / total_in, width_in / page_in, height_in / total_in), label="map"
    )
    return picture, axes


def _small_print(coverage: CoverageMap, figure: str, credit: str) -> str:
    about = coverage.described
    parts = [f"{key}: {about[key]}" for key in ("satellites", "limits") if key in about]
    parts.append(f"gaps {about['gaps']}; {about['edges']}; {about['transitions']}")
    if error := coverage.error(figure):
        parts.append(f"against exact windows at {error.points} points: {error.words}")
    rows, columns = coverage.grid.shape
    parts.append(
        f"{rows} x {columns} cells of {coverage.grid.lat_step_deg:.3g} by {coverage.grid.lon_step_deg:.3g} deg"
    )
    if credit:
        parts.append(credit)
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts) + "."


def _bar(picture: Figure, axes: Axes, image: Any, bands: Levels, *, low: float, high: float) -> None:
    """Set the bar at the right of the map, its ends pointed where the figure goes on beyond them."""
    box = axes.get_position()
    width_in, height_in = picture.get_size_inches()
    bar_in = max(box.height * height_in, LEAST_BODY_IN) - 0.22
    lower = 0.5 * (box.y0 + box.y1) - 0.5 * (bar_in + 0.22) / height_in
    room = picture.add_axes((box.x1 + BAR_GAP_IN / width_in, lower, BAR_IN / width_in, bar_in / height_in), label="bar")
    points = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}
    bar = picture.colorbar(
        image,
        cax=room,
        extend=points[low < bands.edges[0], high > bands.edges[-1]],
        extendfrac=POINTED,
        spacing="uniform",
        ticks=list(bands.edges),
    )
    bar.ax.set_yticklabels(list(bands.labels))
    bar.ax.tick_params(length=0, labelsize=10)
    bar.outline.set_linewidth(0.6)
    if bands.unit:
        above = 5.0 + 72.0 * POINTED * bar_in * (high > bands.edges[-1])
        bar.ax.annotate(
            bands.unit, (0.0, 1.0), (0.0, above), xycoords="axes fraction", textcoords="offset points", va="bottom",
            fontsize=10, color="#333333",
        )  # fmt: skip


def _ticks(axes: Axes, lon: tuple[float, float], lat: tuple[float, float]) -> None:
    for ends, axis, words in ((lon, axes.xaxis, ("W", "E")), (lat, axes.yaxis, ("S", "N"))):
        step = next((s for s in TICKS_DEG if (ends[1] - ends[0]) / s <= 8.0), TICKS_DEG[-1])
        at = [k * step for k in range(math.ceil(ends[0] / step - 1e-9), math.floor(ends[1] / step + 1e-9) + 1)]
        axis.set_ticks(at, [_degrees(value, words) for value in at])
    axes.tick_params(length=3, labelsize=9.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(True)


def _degrees(value: float, words: tuple[str, str]) -> str:
    if words[1] == "E":
        value = (value + 180.0) % 360.0 - 180.0
    size = round(abs(value), 6)
    return f"{size:g}°" + ("" if size in (0.0, 180.0) else words[value > 0.0])


def _borders(west: float, east: float, south: float, north: float) -> Lines:
    """Return the borders and coasts that may show inside the map, in its own longitudes."""
    from ..places.borders import border_lines

    lines = border_lines(west_deg=west, east_deg=east, south_deg=south, north_deg=north)
    return [(line.lon_deg, line.lat_deg) for line in lines]


def _mark(axes: Axes, places: Sequence[Site], frame: tuple[float, float, float, float], scale: float) -> None:
    """Mark the places inside the map; name those whose names have room. ``scale`` is inches a degree of longitude."""
    west, east, south, north = frame
    inside = []
    for place in places:
        lon = west + (place.lon_deg - west) % 360.0
        if lon <= east and south <= place.lat_deg <= north:
            inside.append((place.name, lon, place.lat_deg))
    if not inside:
        return
    axes.plot(
        [lon for _, lon, _ in inside], [lat for *_, lat in inside], "o", markersize=6.0, color="white",
        markeredgecolor="#1a1a1a", markeredgewidth=1.2, zorder=5, gid="places",
    )  # fmt: skip
    stretch = float(axes.get_aspect())
    taken = [(x - 0.06, x + 0.06, y - 0.06, y + 0.06) for x, y in (_at(p, frame, scale, stretch) for p in inside)]
    for named in inside:
        x, y = _at(named, frame, scale, stretch)
        width = 0.078 * len(named[0]) + 0.06
        for dx, dy, ha, va in (
            (0.1, 0.0, "left", "center"), (-0.1, 0.0, "right", "center"), (0.0, 0.16, "center", "center"),
            (0.0, -0.16, "center", "center"),
        ):  # fmt: skip
            left = x + dx - {"left": 0.0, "right": width, "center": 0.5 * width}[ha]
            box = (left, left + width, y + dy - 0.08, y + dy + 0.08)
            off = box[0] < 0.0 or box[1] > (east - west) * scale or box[2] < 0.0
            if off or any(box[0] < b[1] and b[0] < box[1] and box[2] < b[3] and b[2] < box[3] for b in taken):
                continue
            taken.append(box)
            axes.annotate(
                named[0], named[1:], (72.0 * dx, 72.0 * dy), textcoords="offset points", ha=ha, va=va, fontsize=9.5,
                color="#111111", path_effects=halo(), zorder=6,
            )  # fmt: skip
            break


def _at(
    place: tuple[str, float, float], frame: tuple[float, float, float, float], scale: float, stretch: float
) -> tuple[float, float]:
    """Return where a place stands on the map, inches from its lower left corner."""
    return (place[1] - frame[0]) * scale, (place[2] - frame[2]) * scale * stretch

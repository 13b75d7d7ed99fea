"""The picture of gap lengths: for each target the share of gaps up to each length, one line a case."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..constants import DAY_S
from ..words import duration, listed
from .length import in_one_unit
from .picture_style import LIMIT, cut, finish, halo, limit_words, longest_words, moment_words, new_figure, styled
from .pictured import Pictured

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHORTEST_S = 750.0  # the axis begins below it, at 10 min: shorter gaps would take half the picture
# Line styles of the cases, in order from the least access to the most; a case alone takes the second.
LINES: tuple[dict[str, Any], ...] = (
    {"color": "#757575", "linestyle": (0, (4, 1.6)), "linewidth": 1.6},
    {"color": "#0072B2", "linestyle": "-", "linewidth": 2.4},
    {"color": "#00805d", "linestyle": (0, (1.2, 1.0)), "linewidth": 2.0},
)
LIMIT_LINES = ("-", (0, (5, 2)), (0, (1, 1.5)))


AT_EDGES = {"completed": "counts whole", "interior": "is left out", "clipped": "is cut there"}


def gaps_picture(pictured: Pictured, cases: Sequence[str]) -> Figure:
    """Return the figure, one panel a target; all panels share their axes."""
    with styled():
        return _drawn(pictured, cases)


def _drawn(pictured: Pictured, cases: Sequence[str]) -> Figure:
    targets = len(pictured.targets)
    columns = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}.get(targets, 4)
    rows = math.ceil(targets / columns)
    start, end = moment_words(pictured.span.start), moment_words(pictured.span.end)
    open_cases = {"all-low", "all-high"} <= set(pictured.cases)
    figure = new_figure(
        pictured.title,
        f"Share of each target's gaps that are no longer than so many hours: {start} to {end} UTC "
        f"({pictured.span.days:.4g} days).\n"
        f"A gap runs from the end of a {pictured.between} to the start of the next, all satellites together."
        + (" Sensors at all-low see least, at all-high most." if open_cases else ""),
        body_in=max(3.4, 2.78 * rows),
    )
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    from_s, to_s = _range_s(pictured, cases)
    order = {case: i for i, case in enumerate(pictured.cases)} if len(pictured.cases) > 1 else {pictured.cases[0]: 1}
    lines = {case: LINES[order[case] % len(LINES)] for case in cases}
    longest = in_one_unit([longest_words(pictured.gaps[case][j]) for j in range(targets) for case in cases])
    for place, axes in enumerate(grid.flat):
        if place >= targets:
            axes.set_axis_off()
            continue
        _above(axes, 0.0, 19.0, cut(pictured.targets[place], 112 // columns), fontsize=11, color="#1a1a1a")
        _panel(axes, pictured, place, lines, longest[place * len(lines) : (place + 1) * len(lines)])
        _name_limits(axes, pictured.limits_s, (from_s, to_s), 11.0 / columns)
        if place + columns >= targets:
            axes.set_xlabel("gap length (hours, log scale)")
            axes.tick_params(labelbottom=True)
        if place % columns == 0:
            axes.set_ylabel("share of gaps (%)")
    first = grid[0, 0]
    first.set_xscale("log")
    first.set_xlim(from_s / 3600.0, to_s / 3600.0)
    first.set_ylim(0.0, 104.0)
    shown = _ticks_h((from_s, to_s))
    first.set_xticks(shown, [f"{hours:g}" for hours in shown])
    first.set_xticks([], minor=True)
    first.set_yticks([0, 25, 50, 75, 100])
    before = f" The axis begins at {duration(from_s)}; shorter gaps are counted, not shown."
    finish(
        figure,
        _entries(pictured, lines),
        f"Every gap counts once, however long. One that overlaps an end of the span {AT_EDGES[pictured.edges]}."
        + (before if any(np.any(one < from_s) for one in _lengths_s(pictured, cases)) else ""),
        handlelength=2.6,
    )
    return figure


def _lengths_s(pictured: Pictured, cases: Sequence[str]) -> list[NDArray[np.float64]]:
    return [gaps.length_s for case in cases for gaps in pictured.gaps[case]]


def _range_s(pictured: Pictured, cases: Sequence[str]) -> tuple[float, float]:
    """Return the ends of the axis: all gaps but the very short ones, and the limits, with some room."""
    lengths_s = np.concatenate([*_lengths_s(pictured, cases), pictured.limits_s])
    shortest_s, longest_s = (float(lengths_s.min()), float(lengths_s.max())) if lengths_s.size else (SHORTEST_S, DAY_S)
    least_limit_s = min(pictured.limits_s, default=math.inf)
    return max(shortest_s, min(SHORTEST_S, longest_s / 10.0, least_limit_s)) / 1.25, longest_s * 1.25


def _ticks_h(range_s: tuple[float, float]) -> list[float]:
    """Return at most 7 hours to label, each twice the one before or four times: 1, 2, 4 ... or 24, 48, 96 ..."""
    unit_h = 24.0 if range_s[0] > 8.0 * 3600.0 else 1.0
    shown = {k: unit_h * 2.0**k for k in range(-9, 12) if range_s[0] <= unit_h * 2.0**k * 3600.0 <= range_s[1]}
    return [hours for k, hours in shown.items() if len(shown) <= 7 or k % 2 == 0]


def _panel(
    axes: Axes, pictured: Pictured, target: int, lines: dict[str, dict[str, Any]], longest: Sequence[str]
) -> None:
    axes.grid(axis="y", color="#ececec", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=3)
    for i, limit_s in enumerate(pictured.limits_s):
        line = axes.axvline(limit_s / 3600.0, zorder=2, **_limit_style(i))
        line.set_gid(f"limit {limit_s:g} s")
    for i, (case, style) in enumerate(lines.items()):
        gaps = pictured.gaps[case][target]
        _above(axes, i / max(len(lines), 3), 5.0, longest[i], fontsize=10, color=style["color"])
        if len(gaps):
            lengths_h = np.sort(gaps.length_s) / 3600.0
            share = 100.0 * np.arange(1, len(gaps) + 1) / len(gaps)
            # A line begins with share 0 at the shortest length shown, because a log axis has no zero.
            x, y = np.concatenate([[min(1e-4, lengths_h[0])], lengths_h]), np.concatenate([[0.0], share])
            [line] = axes.step(x, y, where="post", zorder=3, **style)
            line.set_gid(f"gaps {case}")
            axes.plot(lengths_h[-1:], [100.0], "o", markersize=5.5, color=style["color"], zorder=4, clip_on=False)


def _above(axes: Axes, at: float, points: float, words: str, **more: Any) -> None:
    """Write above a panel, at a share of its width and so many points over it."""
    axes.annotate(
        words,
        (at, 1.0),
        (0.0, points),
        xycoords="axes fraction",
        textcoords="offset points",
        va="bottom",
        fontweight="bold",
        annotation_clip=False,
        **more,
    )


def _name_limits(axes: Axes, limits_s: Sequence[float], range_s: tuple[float, float], width_in: float) -> None:
    """Write the limits beside their lines, those of lines too close for words in between together."""
    width = math.log(range_s[1] / range_s[0])
    places = [math.log(limit_s / range_s[0]) / width for limit_s in limits_s]  # 0 to 1 along the axis
    room = lambda words: 0.07 * len(words) / width_in + 0.04  # noqa: E731
    together: list[list[int]] = []
    for i, place in enumerate(places):
        if together and place - places[i - 1] < room(_limits_words([limits_s[k] for k in together[-1]])):
            together[-1].append(i)
        else:
            together.append([i])
    for group in together:
        words = _limits_words([limits_s[k] for k in group])
        fits = places[group[-1]] + room(words) < 1.0
        axes.annotate(
            words,
            (limits_s[group[-1] if fits else group[0]] / 3600.0, 2.0),
            (4.0 if fits else -4.0, 0.0),
            textcoords="offset points",
            ha="left" if fits else "right",
            va="bottom",
            fontsize=9,
            color=LIMIT,
            path_effects=halo(),
            zorder=5,
        )


def _limits_words(limits_s: Sequence[float]) -> str:
    """Return "120 and 150 min", or "24 h and 3 d"."""
    words = [limit_words(limit_s) for limit_s in limits_s]
    if len({one.split()[1] for one in words}) == 1:
        words = [*(one.split()[0] for one in words[:-1]), words[-1]]
    return listed(words)


def _entries(pictured: Pictured, lines: dict[str, dict[str, Any]]) -> list[tuple[Any, str]]:
    """Return the legend: cases, the dot at their ends, limits."""
    from matplotlib.lines import Line2D

    dot = Line2D([], [], marker="o", linestyle="none", color="#444444")
    return [
        *((Line2D([], [], **style), case) for case, style in lines.items()),
        (dot, "longest gap, its length above the panel"),
        *((Line2D([], [], **_limit_style(i)), f"limit {limit_words(s)}") for i, s in enumerate(pictured.limits_s)),
    ]


def _limit_style(i: int) -> dict[str, Any]:
    return {"color": LIMIT, "linewidth": 1.1, "linestyle": LIMIT_LINES[min(i, len(LIMIT_LINES) - 1)]}

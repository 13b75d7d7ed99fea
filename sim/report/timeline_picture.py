"""The timeline: the looks at each target in time, and the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..revisit.gaps import Gaps
from ..words import duration
from .length import in_one_unit
from .picture_style import LIMIT, cut, finish, halo, limit_words, longest_words, moment_words, new_figure, styled
from .pictured import Looks, Pictured, Stated
from .satellite_colours import Group, groups_of
from .time_axis import label, round_moments, zone_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

LEAST_WIDTH = 1.0 / 420.0  # of the time shown: about 3 pixels of 1600
MOST_MARKS = 100  # in a lane; more would run into each other and hide the bars
HALF_LANE = 0.27  # lanes are 1 apart
STATED = "#202020"
SHADES = ("#fcecd6", "#f6d9b4", "#efc48f")  # gaps over the first limit, the second, the third and beyond


@dataclass(frozen=True)
class Stretch:
    """The part of a span that is shown; the axis counts days from its start."""

    span: Span
    from_s: float
    to_s: float

    @property
    def days(self) -> float:
        return (self.to_s - self.from_s) / DAY_S

    def at_d(self, t_s: Floats) -> Floats:
        """Return where times in s since the start of the span lie on the axis, in days."""
        return (t_s - self.from_s) / DAY_S

    def overlaps(self, start_s: Floats, end_s: Floats) -> NDArray[np.bool_]:
        return (end_s > self.from_s) & (start_s < self.to_s)

    def gaps(self, gaps: Gaps) -> Gaps:
        """Return the gaps that overlap the stretch, whole."""
        return gaps.take(self.overlaps(gaps.start_s, gaps.end_s))


def timeline_picture(pictured: Pictured, case: str, start_day: float, days: float) -> Figure:
    """Return the figure of ``days`` from ``start_day`` on, which lie within the span."""
    with styled():
        return _drawn(pictured, case, Stretch(pictured.span, start_day * DAY_S, (start_day + days) * DAY_S))


def _drawn(pictured: Pictured, case: str, stretch: Stretch) -> Figure:
    start, end = (moment_words(pictured.span.moment(t_s)) for t_s in (stretch.from_s, stretch.to_s))
    lanes = len(pictured.targets)
    words = f"Looks at each target, case {case}: {start} to {end} UTC"
    figure = new_figure(pictured.title, words, body_in=0.95 + 0.6 * lanes)
    axes = figure.add_subplot()
    axes.set_xlim(0.0, stretch.days)
    axes.set_ylim(lanes - 0.55, -0.72)
    for lane in range(lanes):
        axes.axhspan(lane - HALF_LANE, lane + HALF_LANE, facecolor="#f4f4f4", edgecolor="none", zorder=0)
    shades = _shade(axes, pictured.gaps[case], pictured.limits_s, stretch)
    bars = [_bars(axes, pictured.looks[case], group, stretch) for group in groups_of(pictured.satellites)]
    shown_of = [stretch.gaps(gaps) for gaps in pictured.gaps[case]]
    longest = in_one_unit([longest_words(gaps) for gaps in (*shown_of, *pictured.gaps[case])])
    marks = _mark_stated(axes, pictured.stated, stretch)
    for lane, shown in enumerate(shown_of):
        _mark_longest(axes, lane, shown, stretch, longest[lane])
    _longest_of_span(axes, longest[len(shown_of) :], pictured.span.days)
    axes.set_yticks(range(lanes), [fill(cut(name, 44), 24) for name in pictured.targets])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    _time_ticks(axes.xaxis, stretch, UTC)
    if pictured.zone is not None:
        _time_ticks(axes.secondary_xaxis("top").xaxis, stretch, pictured.zone)
    widened = duration(LEAST_WIDTH * stretch.days * DAY_S)
    finish(
        figure,
        [*bars, *shades, *marks],
        f"A look lasts minutes; its bar is drawn at least {widened} wide, about its middle. Gap: from the end of a "
        f"{pictured.between} to the next start, all satellites together. Marked: the longest shown.",
        handlelength=1.2,
    )
    return figure


def _bars(axes: Axes, looks: Looks, group: Group, stretch: Stretch) -> tuple[Any, str]:
    """Draw one bar for each look of a group that overlaps the stretch; return its entry for the legend."""
    from matplotlib.collections import PolyCollection
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    shown = np.isin(looks.satellite, group.members) & stretch.overlaps(looks.start_s, looks.end_s)
    start_d, end_d = stretch.at_d(looks.start_s[shown]), stretch.at_d(looks.end_s[shown])
    middle_d, half_d = 0.5 * (start_d + end_d), 0.5 * np.maximum(end_d - start_d, LEAST_WIDTH * stretch.days)
    lanes = looks.target[shown].astype(np.float64)
    bars = PolyCollection(_boxes(lanes, middle_d - half_d, middle_d + half_d), facecolors=group.colour)
    bars.set(edgecolors="white", linewidths=0.4, zorder=3, gid=f"looks of {group.label}")
    axes.add_collection(bars, autolim=False)
    patch = Patch(facecolor=group.colour)
    if not group.is_marked or lanes.size > MOST_MARKS * np.unique(lanes).size:
        return patch, group.label
    mark: dict[str, Any] = {
        "marker": "D",
        "markersize": 5.0,
        "markeredgecolor": "white",
        "markeredgewidth": 0.8,
        "color": group.colour,
    }
    axes.plot(middle_d, lanes, linestyle="none", zorder=4, **mark)
    return (patch, Line2D([], [], linestyle="none", **mark)), group.label


def _shade(axes: Axes, gaps_of: Sequence[Gaps], limits_s: Sequence[float], stretch: Stretch) -> list[tuple[Any, str]]:
    """Shade the gaps over each limit, by the longest limit they exceed; return the entries for the legend."""
    from matplotlib.collections import PolyCollection
    from matplotlib.patches import Patch

    entries = []
    for limit_s, next_s, shade in zip(limits_s, [*limits_s[1:], np.inf], _shades(len(limits_s)), strict=True):
        boxes: list[Floats] = []
        for lane, gaps in enumerate(gaps_of):
            over = (gaps.length_s > limit_s) & (gaps.length_s <= next_s) & stretch.overlaps(gaps.start_s, gaps.end_s)
            left_d = np.maximum(stretch.at_d(gaps.start_s[over]), 0.0)
            right_d = np.minimum(stretch.at_d(gaps.end_s[over]), stretch.days)
            boxes += _boxes(np.full(left_d.size, float(lane)), left_d, right_d)
        shading = PolyCollection(boxes, facecolors=shade, edgecolors="none", zorder=1)
        shading.set_gid(f"gaps over {limit_s:g} s")
        axes.add_collection(shading, autolim=False)
        entries.append((Patch(facecolor=shade), f"gap over {limit_words(limit_s)}"))
    return entries


def _mark_stated(axes: Axes, stated: Sequence[Stated], stretch: Stretch) -> list[tuple[Any, str]]:
    """Draw a line through the lane of each stated moment shown, in its middle if it is a stretch; return the legend."""
    from matplotlib.lines import Line2D

    shown = [one for one in stated if one.end_s >= stretch.from_s and one.start_s <= stretch.to_s]
    look: dict[str, Any] = {"color": STATED, "marker": "v", "markersize": 6.5, "markeredgecolor": "white"}
    for one in shown:
        at_d = float(stretch.at_d(np.array([0.5 * (one.start_s + one.end_s)]))[0])
        top = one.target - HALF_LANE
        [line] = axes.plot([at_d, at_d], [top, top + 2 * HALF_LANE], linewidth=1.0, zorder=5, markevery=[0], **look)
        line.set_gid(f"stated moment in lane {one.target}")
    mark = Line2D([], [], linestyle="none", **look)
    return [(mark, "stated moment of an image")] if shown else []


def _shades(count: int) -> list[str]:
    return [SHADES[min(step, len(SHADES) - 1)] for step in range(count)]


def _boxes(lanes: Floats, left_d: Floats, right_d: Floats) -> list[Floats]:
    """Return the corners of boxes as high as a lane, (4, 2) each."""
    top, foot = lanes - HALF_LANE, lanes + HALF_LANE
    return [*np.stack([left_d, top, right_d, top, right_d, foot, left_d, foot], axis=-1).reshape(-1, 4, 2)]


def _mark_longest(axes: Axes, lane: int, shown: Gaps, stretch: Stretch, words: str) -> None:
    """Draw a line over the longest gap shown in a lane, and write its whole length on it."""
    if not len(shown):
        return
    g = int(np.argmax(shown.length_s))
    left_d = max(float(stretch.at_d(shown.start_s[g])), 0.0)
    right_d = min(float(stretch.at_d(shown.end_s[g])), stretch.days)
    middle_d = 0.5 * (left_d + right_d)
    y = lane - HALF_LANE - 0.06
    [line] = axes.plot([left_d, right_d], [y, y], color=LIMIT, linewidth=1.4, solid_capstyle="butt", zorder=4)
    line.set_gid(f"longest gap in lane {lane}")
    at_d, ha = middle_d, "center"
    if middle_d < 0.03 * stretch.days:  # near the picture's edge the words would run out of it
        at_d, ha = left_d, "left"
    elif middle_d > 0.97 * stretch.days:
        at_d, ha = right_d, "right"
    axes.text(at_d, y - 0.02, words, ha=ha, va="bottom", fontsize=9, color=LIMIT, zorder=5, path_effects=halo())


def _longest_of_span(axes: Axes, longest: Sequence[str], span_days: float) -> None:
    """Write the longest gap of the whole span at the end of each lane."""
    beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "left", "va": "center", "color": "#333333"}
    axes.text(1.012, -0.6, f"longest gap\nin {span_days:.4g} days", fontsize=9, linespacing=1.2, **beside)
    for lane, words in enumerate(longest):
        axes.text(1.012, lane, words, fontsize=10, **beside)


def _time_ticks(axis: Any, stretch: Stretch, zone: tzinfo) -> None:
    start, end = stretch.span.moment(stretch.from_s), stretch.span.moment(stretch.to_s)
    labelled, small = round_moments(start, end, zone)

    def places_d(moments: Sequence[datetime]) -> Floats:
        return stretch.at_d(np.array([stretch.span.seconds(moment) for moment in moments], dtype=np.float64))

    axis.set_ticks(places_d(labelled), labels=[label(moment, zone) for moment in labelled])
    axis.set_ticks(places_d([moment for moment in small if moment not in labelled]), minor=True)
    axis.set_label_text(f"time ({zone_words(start, end, zone)})")

"""The picture of a build-up: mean and longest gap of each stretch, above how many satellites are in orbit and serve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..words import stretches
from .picture_style import cut, finish, moment_words, new_figure, styled
from .pictured import Growth, Pictured

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

SERVICE, ORBIT = "#0072B2", "#9a9a9a"
TICKS_H = (0.5, 1, 2, 3, 6, 12, 24, 48, 96, 240, 720, 2160)


def build_up_picture(pictured: Pictured, growth: Growth) -> Figure:
    """Return the figure, at the first target in one case; stretches in which nobody counts are left blank."""
    with styled():
        return _drawn(pictured, growth)


def _drawn(pictured: Pictured, growth: Growth) -> Figure:
    span = pictured.span
    of = stretches(growth.start_d.size, growth.every_days)
    spread = " The band is p5 to p95 of the mean gap over draws of another phasing." if growth.draws else ""
    figure = new_figure(
        pictured.title,
        f"Mean and longest gap at {cut(growth.target, 60)} in each of {of} ({growth.case}): "
        f"{moment_words(span.start)} to {moment_words(span.end)} UTC.\n"
        f"Below, the satellites in orbit and in service.{spread}",
        body_in=5.6,
    )
    grid = figure.subplots(3, 1, sharex=True, gridspec_kw={"height_ratios": (3, 3, 1.3)})
    edges_d = np.append(growth.start_d, growth.start_d[-1] + growth.every_days)
    for axes, name in ((grid[0], "mean gap"), (grid[1], "longest gap")):
        axes.grid(axis="y", color="#ececec", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.set_yscale("log")
        axes.set_ylabel(f"{name} (hours)")
    band = growth.mean_p95_s is not None
    if growth.mean_p5_s is not None and growth.mean_p95_s is not None:
        low_h, high_h = _steps(growth.mean_p5_s) / 3600.0, _steps(growth.mean_p95_s) / 3600.0
        grid[0].fill_between(edges_d, low_h, high_h, step="post", color=SERVICE, alpha=0.22, linewidth=0.0)
    for axes, in_orbit_s, in_service_s in (
        (grid[0], growth.mean_in_orbit_s, growth.mean_in_service_s),
        (grid[1], growth.longest_in_orbit_s, growth.longest_in_service_s),
    ):
        axes.step(edges_d, _steps(in_orbit_s) / 3600.0, where="post", color=ORBIT, linewidth=1.4, gid="in orbit")
        axes.step(edges_d, _steps(in_service_s) / 3600.0, where="post", color=SERVICE, linewidth=2.0, gid="in service")
        _hours(axes)
    for counts, style in ((growth.in_orbit, {"color": ORBIT}), (growth.in_service, {"color": SERVICE})):
        grid[2].step(edges_d, _steps(counts.astype(np.float64)), where="post", linewidth=2.0, **style)
    grid[2].set_ylabel("satellites")
    grid[2].set_ylim(0.0, float(growth.in_orbit.max(initial=1)) + 0.6)
    grid[2].yaxis.get_major_locator().set_params(integer=True)
    _days(grid[2], span.start, edges_d)
    note = "A gap runs from the end of a look to the start of the next, and counts whole where it overlaps an edge."
    finish(figure, _entries(band), note, handlelength=2.6)
    return figure


def _steps(values: Floats) -> Floats:
    """Return values for the edges of stretches: the last one twice."""
    return np.append(values, values[-1])


def _hours(axes: Axes) -> None:
    low, high = axes.get_ylim()
    shown = [hours for hours in TICKS_H if low <= hours <= high]
    axes.set_yticks(shown, [f"{hours:g}" for hours in shown])
    axes.set_yticks([], minor=True)


def _days(axes: Axes, start: datetime, edges_d: Floats) -> None:
    """Label the axis with the first days of months, at most nine of them."""
    first, last = start.astimezone(UTC), start.astimezone(UTC) + timedelta(days=float(edges_d[-1]))
    months = [
        moment
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= (moment := datetime(year, month, 1, tzinfo=UTC)) <= last
    ]
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) <= 9 * step)
    shown = [moment for moment in months if (moment.year * 12 + moment.month - 1) % every == 0]
    at_d = [(moment - start).total_seconds() / 86400.0 for moment in shown]
    axes.set_xlim(0.0, float(edges_d[-1]))
    if shown:
        axes.set_xticks(at_d, [f"{moment:%b %Y}" for moment in shown])
    else:
        axes.set_xlabel(f"days since {moment_words(start)} UTC")


def _entries(band: bool) -> list[tuple[Any, str]]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    entries: list[tuple[Any, str]] = [
        (Line2D([], [], color=SERVICE, linewidth=2.0), "satellites in service"),
        (Line2D([], [], color=ORBIT, linewidth=1.4), "all in orbit, if each served"),
    ]
    if band:
        entries.append((Patch(color=SERVICE, alpha=0.22, linewidth=0.0), "another phasing, p5 to p95"))
    return entries

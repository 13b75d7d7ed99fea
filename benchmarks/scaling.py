"""How the search for exact windows grows with satellites, places, days and threads, drawn as docs/scaling.png.

Table and search together, elevation above 10 degrees, about a middle case of 5 satellites, 30 places, 10 days, all
threads; the best of some repeats, warm. The slope is that of log time over log size in the upper half of each curve: 1
is proportional. `python -m benchmarks.scaling [--out FILE] [--json] [--small]` takes about a minute.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import sim

from . import machine
from .case import case
from .peers_ import reconsim as ours

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "scaling.png"
MIDDLE = {"satellites": 5, "targets": 30, "days": 10}
SIZES: dict[str, tuple[int, ...]] = {
    "satellites": (1, 2, 5, 10, 20, 50, 100),
    "targets": (1, 3, 10, 30, 100, 300, 1000),
    "days": (1, 3, 10, 30, 60, 120),
}
SMALL_SIZES: dict[str, tuple[int, ...]] = {"satellites": (1, 2), "targets": (1, 2), "days": (1, 2)}
TITLES = {"satellites": "Satellites", "targets": "Places", "days": "Days", "threads": "Threads"}
COLOUR, QUIET = "#0072B2", "#9a9a9a"


@dataclass(frozen=True)
class Curve:
    """Times over one size, the others at the middle case; ``slope`` of log time over log size."""

    over: str
    sizes: tuple[int, ...]
    times_s: tuple[float, ...]
    slope: float


def time_of(*, satellites: int, targets: int, days: float, threads: int, seconds: float) -> float:
    """Return the best time of table and search of a case, s."""
    span, tracks, places, limits = ours.asked(case(satellites=satellites, targets=targets, days=days))
    return machine.best_s(
        lambda: sim.Search(sim.ephemeris(span, tracks), places, threads=threads).windows(limits), seconds=seconds
    )


def measure(small: bool = False) -> list[Curve]:
    """Return the curve over each size, and over threads up to the number of processors."""
    threads = machine.processors()
    middle = {"satellites": 2, "targets": 2, "days": 1} if small else MIDDLE
    seconds = 0.0 if small else 1.0
    curves = []
    for over, sizes in (SMALL_SIZES if small else SIZES).items():
        times = [time_of(**(middle | {over: size}), threads=threads, seconds=seconds) for size in sizes]
        curves.append(curve(over, sizes, times))
    # Threads share places: give them enough, so that the curve shows the sharing and not the table.
    busy = middle if small else middle | {"targets": 300}
    counts = tuple(range(1, threads + 1))
    return [*curves, curve("threads", counts, [time_of(**busy, threads=n, seconds=seconds) for n in counts])]


def curve(over: str, sizes: tuple[int, ...], times_s: list[float]) -> Curve:
    upper = len(sizes) // 2 if len(sizes) > 3 else 0
    slope = float("nan")
    if len(sizes) - upper >= 2:
        slope = float(np.polyfit(np.log(sizes[upper:]), np.log(times_s[upper:]), 1)[0])
    return Curve(over, sizes, tuple(times_s), slope)


def picture(curves: list[Curve], about: dict[str, Any]) -> Figure:
    """Return the figure, a panel for each curve; the grey line is what proportion would give."""
    from matplotlib.lines import Line2D

    from sim.report.picture_style import finish, new_figure, styled

    with styled():
        figure = new_figure(
            "How the search for exact windows grows",
            f"Time to tabulate and search, above 10 degrees of elevation; about {MIDDLE['satellites']} satellites, "
            f"{MIDDLE['targets']} places and {MIDDLE['days']} days, one of them varied at a time.",
            body_in=3.3,
        )
        panels = figure.subplots(1, len(curves), squeeze=False)[0]
        for axes, each in zip(panels, curves, strict=True):
            _panel(axes, each)
        panels[0].set_ylabel("time (ms, log scale)")
        entries = [
            (Line2D([], [], color=COLOUR, marker="o", markersize=5, linewidth=2.0), "measured"),
            (Line2D([], [], color=QUIET, linestyle=(0, (4, 2)), linewidth=1.4), "in proportion"),
        ]
        note = (
            f"reconsim {about['reconsim']}, {about['date']}, {about['processors']} x {about['processor']}; "
            "best of some repeats, compiling left out."
        )
        finish(figure, entries, note, 2.6)
        return figure


def _panel(axes: Axes, curve: Curve) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

    from sim.report.picture_style import halo

    sizes, times_ms = np.array(curve.sizes, dtype=float), np.array(curve.times_s) * 1e3
    rises = -1.0 if curve.over == "threads" else 1.0
    anchor = 0 if curve.over == "threads" else -1
    proportion = times_ms[anchor] * (sizes / sizes[anchor]) ** rises
    axes.plot(sizes, proportion, color=QUIET, linestyle=(0, (4, 2)), linewidth=1.4)
    axes.plot(sizes, times_ms, color=COLOUR, marker="o", markersize=5, linewidth=2.0)
    axes.set_xscale("log")
    axes.set_yscale("log")
    middle_ms = float(np.sqrt(times_ms.min() * times_ms.max()))
    reach = max(float(times_ms.max() / times_ms.min()), 10.0) ** 0.5 * 1.6
    axes.set_ylim(middle_ms / reach, middle_ms * reach)
    shown = curve.sizes if len(curve.sizes) <= 7 else curve.sizes[:: len(curve.sizes) // 6]
    axes.set_xticks(shown, [f"{size:,}" for size in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    decades = np.log10(axes.get_ylim()[1] / axes.get_ylim()[0])
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0,) if decades > 2.5 else (1.0, 2.0, 5.0)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.grid(color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_title(TITLES[curve.over], loc="left", fontsize=11, color="#1a1a1a")
    if curve.slope == curve.slope:
        words = f"slope {curve.slope:.2f}"
        axes.text(0.04, 0.95, words, transform=axes.transAxes, va="top", color=COLOUR, path_effects=halo())


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PICTURE)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    asked = parser.parse_args(arguments)
    from sim.report.picture_style import write_png

    curves, about = measure(asked.small), machine.about()
    write_png(picture(curves, about), asked.out, dpi=150)
    if asked.json:
        print(json.dumps({"about": about, "curves": [asdict(c) for c in curves]}, indent=1))
        return
    for each in curves:
        times = ", ".join(f"{size:,}: {1e3 * t:.3g}" for size, t in zip(each.sizes, each.times_s, strict=True))
        print(f"{TITLES[each.over]:11} slope {each.slope:5.2f}   ms at {times}")


if __name__ == "__main__":
    main()

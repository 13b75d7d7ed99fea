"""One JSON per release and kind in benchmarks/history/, and a picture of speed and accuracy over the releases.

`python -m benchmarks.history [--out FILE]` draws docs/history.png from all there is; one release is enough to begin.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FOLDER = Path(__file__).resolve().parent / "history"
PICTURE = FOLDER.parent.parent / "docs" / "history.png"

Report = dict[str, Any]

# What is drawn: a panel each, with the figures of core that go into it.
PANELS = (
    (
        "Speed",
        "million a second, log scale",
        1e-6,
        (("sgp4_states_per_s_all_threads", "SGP4 states"), ("windows_per_s", "exact windows")),
    ),
    (
        "Time",
        "seconds, log scale",
        1.0,
        (("run_rok_425_as_flown_s", "a whole run"), ("compile_s", "compiling, once on a machine")),
    ),
    (
        "Accuracy",
        "largest error, log scale",
        1.0,
        (("worst_boundary_error_ms", "boundary of a window, ms"), ("sgp4_worst_difference_m", "SGP4, m")),
    ),
)
COLOURS = ("#0072B2", "#b5541c")
MARKERS = ("o", "s")


def save(report: Report, folder: Path = FOLDER) -> Path:
    """Write a report as KIND-VERSION.json, over an earlier one of the same version, and return where."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{report['kind']}-{report['about']['reconsim']}.json"
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return path


def load(kind: str, folder: Path = FOLDER) -> list[Report]:
    """Return the reports of a kind, oldest version first."""
    paths = sorted(folder.glob(f"{kind}-*.json"), key=_version)
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def _version(path: Path) -> tuple[tuple[int, ...], str]:
    return tuple(int(n) for n in re.findall(r"\d+", path.stem)), path.stem


def picture(reports: list[Report]) -> Figure:
    """Return the figure: three panels over the releases; machines differ, so each release names its own."""
    from matplotlib.lines import Line2D

    from sim.report.picture_style import finish, new_figure, styled

    with styled():
        releases = [report["about"]["reconsim"] for report in reports]
        machines = sorted({f"{r['about']['processors']} x {r['about']['processor']}" for r in reports})
        figure = new_figure(
            "Speed and accuracy over the releases",
            "Each release as it was measured when it came out, by python -m benchmarks.core --save. "
            "Times are the best of some repeats.",
            body_in=3.2,
        )
        panels = figure.subplots(1, len(PANELS), squeeze=False)[0]
        for axes, (title, unit, factor, lines) in zip(panels, PANELS, strict=True):
            _panel(axes, reports, releases, factor, lines)
            axes.set_title(title, loc="left", fontsize=11, color="#1a1a1a")
            axes.set_ylabel(unit)
        entries = [(Line2D([], [], color="#6b6b6b", marker="o", markersize=6, linewidth=2.0), "one point a release")]
        finish(figure, entries, f"Measured on {'; '.join(machines)}.", 2.0)
        return figure


def _panel(
    axes: Axes, reports: list[Report], releases: list[str], factor: float, lines: tuple[tuple[str, str], ...]
) -> None:
    from matplotlib.ticker import FuncFormatter, NullFormatter

    from sim.report.picture_style import halo

    shown: list[float] = []
    for (name, words), colour, marker in zip(lines, COLOURS, MARKERS, strict=True):
        points = [(i, r["figures"][name] * factor) for i, r in enumerate(reports) if r["figures"].get(name)]
        if not points:
            continue
        x, y = zip(*points, strict=True)
        shown += y
        axes.plot(x, y, color=colour, marker=marker, markersize=6, linewidth=2.0, clip_on=False)
        label = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "fontsize": 9.5, "color": colour}
        last = f"{y[-1]:,.0f}" if y[-1] >= 10.0 else f"{y[-1]:.2g}"
        axes.annotate(f"{words}: {last}", (x[-1], y[-1]), path_effects=halo(), **label)
    if not shown:
        axes.set_axis_off()
        return
    axes.set_yscale("log")
    axes.set_ylim(min(shown) / 4.0, max(shown) * 4.0)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    # Room at the right for the words beside the last point.
    axes.set_xlim(-0.3, (len(releases) - 1) + max(1.6, 0.9 * len(releases)))
    axes.set_xticks(range(len(releases)), releases)
    axes.grid(axis="y", color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PICTURE)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the reports are")
    asked = parser.parse_args(arguments)
    out, reports = asked.out, load("core", asked.folder)
    if not reports:
        raise SystemExit(f"{asked.folder} holds no core-*.json yet; `python -m benchmarks.core --save` makes one")
    from sim.report.picture_style import write_png

    write_png(picture(reports), out, dpi=150)
    print(f"{out}: {len(reports)} release{'' if len(reports) == 1 else 's'}")


if __name__ == "__main__":
    main()

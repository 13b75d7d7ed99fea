"""The style of pictures; it does not depend on the user's settings."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from ..revisit.gaps import Gaps
from ..words import duration
from .length import Length

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN = 12.8
MARGIN_IN = 0.16
LIMIT = "#b5541c"

# matplotlib's own font first, so that pictures are alike everywhere; the others only for letters it lacks.
FONTS = ("DejaVu Sans", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo")

STYLE = {
    "font.size": 10.0,
    "text.parse_math": False,  # a name with two dollar signs is a name
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#9a9a9a",
    "axes.labelcolor": "#333333",
    "xtick.color": "#9a9a9a",
    "ytick.color": "#9a9a9a",
    "xtick.labelcolor": "#333333",
    "ytick.labelcolor": "#333333",
    "legend.frameon": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw in this style and not in that of matplotlibrc; the user's own settings are restored afterwards."""
    from matplotlib import font_manager, style

    installed = {font.name for font in font_manager.fontManager.ttflist}
    family = {"font.family": [name for name in FONTS if name in installed]}
    with style.context(["default", STYLE | family]):
        yield


@cache
def picture_class() -> type[Figure]:
    """Return the Figure that notebooks show without pyplot or magic commands."""
    from matplotlib.figure import Figure

    class Picture(Figure):
        def _repr_png_(self) -> bytes:
            from io import BytesIO

            buffer = BytesIO()
            write_png(self, buffer, dpi=100)
            return buffer.getvalue()

    return Picture


def new_figure(title: str, says: str, *, body_in: float) -> Figure:
    """Return a figure 12.8 inches wide with a title and, below it, what it shows. ``finish`` it when it is drawn.

    ``body_in`` is the height between the words at the top and a legend of one row.
    """
    lines = fill(title, 95).splitlines()
    title_in = 0.14 + 0.27 * len(lines)
    head_in = title_in + 0.18 + 0.2 * (1 + says.count("\n"))
    height_in = head_in + body_in + 0.66
    figure = picture_class()(figsize=(WIDTH_IN, height_in), layout="constrained")
    above: dict[str, Any] = {"x": MARGIN_IN / WIDTH_IN, "ha": "left", "va": "top", "linespacing": 1.25}
    figure.text(y=1.0 - 0.14 / height_in, s="\n".join(lines), fontsize=14, fontweight="bold", color="#1a1a1a", **above)
    figure.text(y=1.0 - (title_in + 0.1) / height_in, s=says, fontsize=10.5, color="#444444", **above)
    _lay_out(figure, head_in=head_in, foot_in=0.0)
    return figure


def finish(figure: Figure, entries: Sequence[tuple[Any, str]], note: str, handlelength: float) -> None:
    """Set the legend, (handle, label) pairs, and a line of small print at the foot; axes make room for both."""
    height_in = figure.get_figheight()
    columns = _columns([0.072 * len(words) + 0.14 * handlelength + 0.32 for _, words in entries])
    figure.legend(
        [handle for handle, _ in entries],
        [words for _, words in entries],
        loc="lower left",
        bbox_to_anchor=(MARGIN_IN / WIDTH_IN, 0.32 / height_in),
        borderaxespad=0.0,
        borderpad=0.0,
        ncols=columns,
        fontsize=9.5,
        columnspacing=1.6,
        handletextpad=0.5,
        labelspacing=0.4,
        handlelength=handlelength,
    )
    figure.text(MARGIN_IN / WIDTH_IN, 0.1 / height_in, note, ha="left", va="bottom", fontsize=9, color="#6b6b6b")
    _lay_out(figure, foot_in=0.46 + 0.2 * math.ceil(len(entries) / columns))


def _columns(widths_in: Sequence[float]) -> int:
    """Return how many columns of a legend fit side by side: all of them, or as many as the widest allows."""
    room_in = WIDTH_IN - 2.0 * MARGIN_IN
    return len(widths_in) if sum(widths_in) <= room_in else max(1, int(room_in / max(widths_in)))


def _lay_out(figure: Figure, *, head_in: float | None = None, foot_in: float) -> None:
    engine: Any = figure.get_layout_engine()
    height_in = figure.get_figheight()
    _, bottom, _, height = engine.get()["rect"]
    top = 1.0 - head_in / height_in if head_in is not None else bottom + height
    engine.set(rect=(0.008, foot_in / height_in, 0.984, top - foot_in / height_in))


def moment_words(moment: datetime) -> str:
    """Return "14 Jul 2026", with hour and minute unless it is midnight."""
    day = f"{moment.day} {moment:%b %Y}"
    return f"{day} {moment:%H:%M}" if (moment.hour or moment.minute) else day


def limit_words(limit_s: float) -> str:
    """Return "120 min" or "24 h": a chosen length of time, without decimals that are 0."""
    return duration(limit_s).replace(".0 ", " ")


def longest_words(gaps: Gaps) -> str:
    """Return the longest of some gaps, as a lower bound where its ends are not known: a `Length`, or "no gap"."""
    if not len(gaps):
        return "no gap"
    longest = int(np.argmax(gaps.length_s))
    return Length(float(gaps.length_s[longest]), "≥ " if gaps.censored[longest] else "")


def cut(name: str, most: int) -> str:
    """Return a name of at most so many letters."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def write_png(figure: Figure, to: Path | IO[bytes], dpi: float) -> None:
    """Write a PNG without date or version in it: the same figure gives the same bytes.

    Letters that no installed font has are drawn as boxes, without a warning.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with styled(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        FigureCanvasAgg(figure)
        figure.savefig(to, format="png", dpi=dpi, metadata={"Software": None})


def halo() -> Any:
    """Return a path effect that keeps text readable on lines."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3.0, foreground="white")]

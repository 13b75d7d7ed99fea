"""Pictures of a run: what is drawn is what was found, the same bytes each time, and mistakes are said."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from report import made_up

import sim
from sim.errors import UsageError
from sim.report.plots import Plots

ROOT = Path(__file__).resolve().parents[2]
CASES = ("all-low", "all-nominal", "all-high")


@pytest.fixture(scope="module")
def plots():
    rows = made_up.scattered(1, targets=2, satellites=3, days=10.0, per_day=4.0, cases=CASES)
    return Plots(made_up.pictured(rows))


@pytest.fixture(scope="module")
def result():
    """A shipped scenario: a radar and a camera over three volcanoes for a week."""
    return sim.load("example", overrides=["draws.count=0"]).run()


def collections(axes):
    return {one.get_gid(): one for one in axes.collections if one.get_gid()}


def png_chunks(data):
    """The kinds of the chunks of a PNG, in order; checksums hold."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, kinds = 8, []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(kind + body)
        kinds.append(kind.decode())
        at += 12 + size
    return kinds


def test_a_run_is_drawn_with_one_bar_for_each_look_of_its_table(result):
    """The timeline of a whole shipped scenario has as many bars of each satellite as result.looks has rows."""
    for case in result.standing:
        [axes] = result.plot.timeline(case).axes
        drawn = {gid: len(one.get_paths()) for gid, one in collections(axes).items() if gid.startswith("looks of ")}
        rows = result.looks[result.looks.case == case]
        assert drawn == {
            "looks of TerraSAR-X (radar)": (rows.satellite == "TerraSAR-X").sum(),
            "looks of WorldView-3 (optical)": (rows.satellite == "WorldView-3").sum(),
        }
        assert sum(drawn.values()) > 10  # of three targets in a week, whatever the case


def test_lines_of_the_gaps_picture_pass_through_the_figures(result):
    """At the limit a line stands at the share of gaps within it, and it ends at the longest gap, to rounding."""
    figure = result.plot.gaps()
    for target, axes in zip(result.targets, figure.axes, strict=True):
        for case in result.standing:
            [line] = [one for one in axes.lines if one.get_gid() == f"gaps {case}"]
            x_h, y = line.get_data()
            row = result.figures[
                (result.figures.target == target) & (result.figures.case == case) & (result.figures.satellite == "all")
            ].iloc[0]
            assert y[x_h <= 2.0][-1] == pytest.approx(100.0 * row["share_of_gaps_within_7200s"], abs=1e-9)
            assert x_h[-1] * 3600.0 == pytest.approx(row["gap_max_s"], abs=1e-6)
            assert y[-1] == 100.0


def test_a_second_axis_shows_the_time_zone_of_the_report(result):
    """The example's report is in Rome's time: its axis is labelled so, two hours ahead of UTC in August."""
    [axes] = result.plot.timeline().axes
    [above] = axes.child_axes
    assert axes.get_xlabel() == "time (UTC, 2026)"
    assert above.get_xlabel() == "time (Europe/Rome, UTC+02:00, 2026)"
    utc_midnights, rome_midnights = axes.get_xticks(), above.get_xticks()
    np.testing.assert_allclose(np.diff(utc_midnights), 1.0, atol=1e-12)  # days
    np.testing.assert_allclose(rome_midnights, utc_midnights[:7] + 22.0 / 24.0, atol=1e-12)


def test_axes_name_what_they_show_and_its_unit(plots):
    """Hours, percent, and time with its zone stand on the axes."""
    [timeline] = plots.timeline().axes
    assert timeline.get_xlabel() == "time (UTC, 2026 to 2027)"
    assert [tick.get_text() for tick in timeline.get_yticklabels()] == ["Here", "There"]
    here, there = plots.gaps().axes
    assert here.get_xlabel() == there.get_xlabel() == "gap length (hours, log scale)"
    assert here.get_ylabel() == "share of gaps (%)"


def test_saved_pictures_are_the_same_bytes_each_time(plots, tmp_path):
    """Drawn twice, and by somebody with other settings of matplotlib, the files do not differ in a byte."""
    import matplotlib as mpl

    assert plots.save(tmp_path / "once") == ["timeline.png", "gaps.png"]
    with mpl.rc_context({"font.size": 23.0, "lines.linewidth": 9.0, "text.color": "red", "savefig.dpi": 30}):
        Plots(plots.pictured).save(tmp_path / "again")
        assert mpl.rcParams["font.size"] == 23.0
    for name in ("timeline.png", "gaps.png"):
        data = (tmp_path / "once" / name).read_bytes()
        assert data == (tmp_path / "again" / name).read_bytes()
        assert set(png_chunks(data)) == {"IHDR", "pHYs", "IDAT", "IEND"}  # no text: no date, no version
        assert struct.unpack(">I", data[16:20])[0] == 1920  # pixels wide


def test_notebooks_show_a_picture_without_any_magic(plots):
    """A figure carries its own PNG, which is what Jupyter looks for."""
    assert png_chunks(plots.timeline()._repr_png_())[0] == "IHDR"


def test_pictures_touch_no_pyplot_and_load_matplotlib_only_when_drawn():
    """The module costs no matplotlib to import, and drawing starts no pyplot."""
    code = (
        "import sys; sys.path.insert(0, 'tests'); from report import made_up; from sim.report.plots import Plots;"
        "p = Plots(made_up.pictured({'as given': [(0, 0, 1.0, 1.1), (1, 2, 5.0, 5.1)]}));"
        "assert 'matplotlib' not in sys.modules;"
        "p.timeline()._repr_png_(); p.gaps()._repr_png_();"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda p: p.timeline("nominal"), "no case 'nominal'; the cases are all-low, all-nominal, all-high"),
        (lambda p: p.gaps(["all-low", "best"]), "no case 'best'; the cases are all-low, all-nominal, all-high"),
        (lambda p: p.gaps([]), "no case was named"),
        (lambda p: p.timeline(start_day=10.0), "start_day = 10 must be from 0 to less than the span's 10 days"),
        (lambda p: p.timeline(start_day=-0.5), "start_day = -0.5 must be"),
        (lambda p: p.timeline(start_day=float("nan")), "start_day = nan must be"),
        (lambda p: p.timeline(days=0.0), "days = 0 must be more than 0"),
        (lambda p: p.timeline(days=float("inf")), "days = inf must be"),
    ],
)
def test_mistakes_are_said_with_what_would_be_right(plots, draw, said):
    """Unknown cases and stretches outside the span are usage errors in a sentence."""
    with pytest.raises(UsageError, match=r"must be|no case") as caught:
        draw(plots)
    assert said in str(caught.value)


def test_left_out_the_case_is_nominal_or_the_only_one(plots):
    """A timeline says which case it shows: all-nominal, or the one there is."""
    texts = [text.get_text() for text in plots.timeline().texts]
    assert any("case all-nominal" in text for text in texts)
    alone = Plots(made_up.pictured({"as given": [(0, 0, 1.0, 1.1)]}))
    assert any("case as given" in text.get_text() for text in alone.timeline().texts)


LONG = (
    "A place with a name that no picture has room for, not even on two lines",
    "Never seen in the low case, and $10 or $20",
    "Third", "Fourth", "Fifth",
)  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("picture", ["timeline", "gaps"])
def test_no_words_are_cut_off_or_run_into_each_other(picture, count):
    """Long titles and names, many satellites and limits: all words lie inside the picture and on no other words."""
    rows = made_up.scattered(2, targets=count, satellites=8, days=10.0, per_day=1.0, cases=CASES)
    rows["all-low"] = [row for row in rows["all-low"] if row[0] != 1]
    kinds = 6 * ["radar"] + 2 * ["optical+infrared"]
    seers = [made_up.Seer(f"SATELLITE-{n}", ("sensor",), (kind,)) for n, kind in enumerate(kinds)]
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    run = made_up.pictured(
        rows,
        targets=LONG[:count],
        satellites=seers,
        limits_s=(3600.0, 7200.0, 86400.0),
        title="A title as people write them when nobody stops them, " * 3,
    )
    figure = Plots(run).timeline("all-low") if picture == "timeline" else Plots(run).gaps()
    figure._repr_png_()  # lays everything out
    boxes = {}
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and (text.axes is None or text.axes.axison):
            box = text.get_window_extent()
            boxes[f"{text.get_text()} at {box.x0:.0f}, {box.y0:.0f}"] = box
    assert len(boxes) > 10
    for words, box in boxes.items():
        assert figure.bbox.x0 <= box.x0, words
        assert box.x1 <= figure.bbox.x1, words
        assert figure.bbox.y0 <= box.y0, words
        assert box.y1 <= figure.bbox.y1, words
    names = list(boxes)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            shared = Bbox.intersection(boxes[one], boxes[other])
            assert shared is None or min(shared.width, shared.height) <= 2.0, (one, other)  # pixels of 1280

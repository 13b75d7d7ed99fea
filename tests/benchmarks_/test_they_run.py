"""Every benchmark runs at a small size and says something that can be read; how fast is judged nowhere here."""

import json
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"

# Files that measure or choose, each with arguments that make it small; {folder} is a folder for what it writes.
SMALL = {
    "catalogue": ["--small", "--json"],
    "check_exports": ["{folder}/exports"],
    "choose_exact_map": ["--small"],
    "choose_interpolation": ["--small"],
    "choose_phases": ["--small"],
    "choose_raster_step": ["--small"],
    "choose_table_step": ["--small"],
    "choose_turn_steps": ["--small"],
    "convergence": ["--small"],
    "core": ["--small", "--json"],
    "history": ["--out", "{folder}/history.png", "--folder", "{folder}"],
    "scaling": ["--small", "--json", "--out", "{folder}/scaling.png"],
    "tables": ["--check"],
    "wide_vectors": ["--small"],
}
# Tried by tests of their own, or only parts that others are made of.
ELSEWHERE = {
    "agreement", "check_image_angles", "check_images", "choose_element_error", "choose_flown_sensors",
    "choose_plane_tolerance", "claimed_instants", "compare", "compared_side", "exposure_table", "kills",
    "other_months", "peers", "quoted_answer", "raster_map", "test_speed", "track_kept",
    "__init__", "apart", "case", "exact", "judged", "machine", "states",
    "build_up", "choose_build_up_sets",
}  # fmt: skip


@pytest.fixture
def run(capsys, tmp_path):
    """Run a benchmark with arguments, as ``python -m`` does, and return what it prints."""

    def run(name, arguments):
        told = [argument.format(folder=tmp_path) for argument in arguments]
        import_module(f"benchmarks.{name}").main(told)
        return capsys.readouterr().out

    return run


def test_every_benchmark_is_tried():
    """No file of benchmarks/ goes untried: each runs small here, elsewhere, or is a part of those."""
    files = {path.stem for path in BENCHMARKS.glob("*.py")}
    assert files - SMALL.keys() - ELSEWHERE == set()
    assert SMALL.keys() <= files


@pytest.mark.parametrize(
    "name", ["choose_interpolation", "choose_phases", "choose_raster_step", "choose_table_step", "choose_turn_steps"]
)
def test_what_chooses_a_default_says_which(run, name):
    """Files that choose a default print their figures and end with the choice."""
    assert "Chosen: " in run(name, SMALL[name])


def test_the_core_is_measured_with_its_accuracy(run):
    """``core --json`` holds one document: the machine, every speed, every error, and each figure once more by name."""
    report = json.loads(run("core", SMALL["core"]))
    assert report["kind"] == "core"
    assert report["small"] is True
    assert {"date", "reconsim", "python", "processor", "processors", "numpy", "numba"} <= report["about"].keys()
    rows = report["speed"] + report["accuracy"]
    assert report["figures"] == {row["name"]: row["value"] for row in rows}
    assert {"sgp4_states_per_s_one_thread", "windows_per_s", "point_days_per_s"} <= report["figures"].keys()
    # Speed is worth nothing at this size; what is exact is exact at any.
    assert report["figures"]["windows_lost"] == report["figures"]["windows_invented"] == 0
    assert report["figures"]["worst_boundary_error_ms"] < 0.002  # ms, as README promises
    assert report["figures"]["sgp4_worst_difference_m"] < 1e-4  # m, as promised beside it


def test_a_catalogue_is_searched(run):
    """``catalogue --json`` has times for two sizes, one with deep space among it, and reading apart."""
    report = json.loads(run("catalogue", SMALL["catalogue"]))
    assert set(report["figures"]) == {
        "catalogue_ms", "catalogue_one_thread_ms", "catalogue_large_ms", "catalogue_deep_ms", "catalogue_parsing_ms",
    }  # fmt: skip
    assert all(value > 0.0 for value in report["figures"].values())


def test_figures_of_a_small_size_are_not_kept(run, capsys):
    """``core --small --save`` is refused: history holds nothing measured at a size that means nothing."""
    with pytest.raises(SystemExit):
        run("core", ["--small", "--save"])
    assert "not saved" in capsys.readouterr().err


def test_growth_is_drawn(run, tmp_path):
    """``scaling`` prints a curve over satellites, places, days and threads, and draws them."""
    curves = json.loads(run("scaling", SMALL["scaling"]))["curves"]
    assert [curve["over"] for curve in curves] == ["satellites", "targets", "days", "threads"]
    assert all(len(curve["sizes"]) == len(curve["times_s"]) for curve in curves)
    assert (tmp_path / "scaling.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("versions", [["0.1.0"], ["0.2.0", "0.10.0"]])
def test_history_is_drawn(run, tmp_path, versions):
    """``history`` draws what releases there are, one alone included, in the order of their versions."""
    history = import_module("benchmarks.history")
    for version in reversed(versions):
        about = {"reconsim": version, "processors": 2, "processor": "some processor"}
        figures = {"windows_per_s": 2e5, "compile_s": 30.0, "worst_boundary_error_ms": 7e-5}
        history.save({"kind": "core", "about": about, "figures": figures}, tmp_path)
    assert [report["about"]["reconsim"] for report in history.load("core", tmp_path)] == versions
    assert "history.png" in run("history", SMALL["history"])
    assert (tmp_path / "history.png").read_bytes().startswith(b"\x89PNG")


def test_pages_show_the_figures_that_are_kept(run):
    """README.md and benchmarks/README.md hold exactly the tables that the newest figures in history/ give."""
    assert run("tables", SMALL["tables"]) == ""


def test_wide_vectors_are_asked_for_where_the_processor_has_them(run):
    """Two lines to export, or plain words that there is nothing to gain; each measured by a process of its own."""
    from benchmarks.wide_vectors import wide

    told = run("wide_vectors", SMALL["wide_vectors"])
    assert "as LLVM prefers" in told
    assert ("export NUMBA_CPU_FEATURES=" in told) == bool(wide())
    assert ("this processor has none" in told) == (not wide())


def test_gaps_of_longer_spans_spread_less(run):
    """``convergence`` has a row for each length; over the whole span there is one place to begin, and no spread."""
    first, *rows = run("convergence", SMALL["convergence"]).splitlines()
    assert first.startswith("days")
    assert len(rows) == 5
    assert rows[-1].count("± 0.0") == 3
    assert rows[0].count("± 0.0") < 3

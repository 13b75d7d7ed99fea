"""The registry of figures: its records are true of the figures, and no figure is without a place it needs."""

import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from revisit import second_by_second as slow

import sim
from sim.claims.kinds.coverage import CoverageReading
from sim.claims.measures import MEASURES
from sim.maps.figure_names import FIGURES, NAMES
from sim.revisit.definitions import DEFINITIONS
from sim.revisit.figure_kinds import FIGURE_KINDS, FORMER_NAMES, GAP_MAX, GAP_P95, N_GAPS, check_places, renamed
from sim.revisit.figures import figures
from sim.revisit.merit import merit

ROOT = Path(sim.__file__).parent
MOST_FILES = 4
START, END = slow.START, slow.END
OF_MERIT = [kind for kind in FIGURE_KINDS.values() if kind.merit]
LIMITS_S = (0.0, 7.0, 20.0)
ROUNDING = 1e-9  # relative, or in seconds: far above float rounding of some hundred terms
A_FIGURE = """
_figure(FigureKind(name="gap_added_in_half_s", words="a gap", unit="s", definition="a gap", {places}))
FIGURE_KINDS: dict[str, FigureKind]"""


def test_each_figures_name_stands_in_at_most_four_files():
    """As a word of its own, code and comments alike: who adds a figure edits no more than four files."""
    texts = {path: path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    names = {*FIGURE_KINDS, *NAMES, *FORMER_NAMES}
    many = {
        name: files
        for name in names
        if len(files := [str(p.relative_to(ROOT)) for p, t in texts.items() if re.search(rf"\b{name}\b", t)])
        > MOST_FILES
    }
    assert many == {}
    assert len(names) >= 40


@given(slow.coverages(), st.sampled_from(["completed", "clipped"]))
def test_a_figure_is_the_statistic_of_stks_figure_that_its_record_names(rows, edges):
    """Measured both ways on one satellite's windows, as ``Figures`` and as ``merit``, each has one value."""
    search = {"edges": edges, "searched_from_s": slow.FROM, "searched_to_s": slow.TO}
    found, theirs = figures(rows, rows, START, END, **search), merit([rows], START, END, **search)
    for kind in OF_MERIT:
        value = theirs[kind.merit.figure].static(kind.merit.statistic, kind.merit.percent)
        assert found[kind.name] == pytest.approx(value, rel=ROUNDING, abs=ROUNDING, nan_ok=True), kind.name


@given(slow.coverages(), st.integers(END, slow.TO))
def test_what_is_found_beyond_the_search_moves_a_figure_as_its_record_says(rows, to_s):
    """Searched further past the span, what grows never falls, what shrinks never rises, and a figure without a censored
    gap in it stays."""
    search = {"searched_from_s": slow.FROM, "limits_s": LIMITS_S}
    known = figures(rows, rows, START, END, searched_to_s=to_s, **search)
    more = figures(rows, rows, START, END, searched_to_s=slow.TO, **search)
    for kind in FIGURE_KINDS.values():
        if not kind.in_figures or not kind.censored:
            continue
        pairs = (
            zip(known[kind.name], more[kind.name], strict=True)
            if kind.at_limit
            else [(known[kind.name], more[kind.name])]
        )
        for less, full in pairs:
            if kind.censored == "grows":
                assert not less > full + ROUNDING, kind.name
            else:
                assert not less < full - ROUNDING, kind.name
            if kind.bound_if and not known[kind.bound_if]:
                assert less == pytest.approx(full, rel=ROUNDING, nan_ok=True), kind.name


def test_which_end_is_better_is_stks_word_but_for_the_number_of_gaps():
    """A record with a figure of STK leaves it to say so; of gaps STK asks for few, and a map's customer for many."""
    assert [kind for kind in OF_MERIT if kind.better] == [N_GAPS]
    assert DEFINITIONS["number of gaps"].good == "at most"
    assert {kind.name for kind in OF_MERIT if kind.more_is_better} == {"n_gaps", "percent_covered"}


def test_records_give_stks_name_and_the_key_of_a_value_for_a_length_of_time():
    """The words of the field beside ours, and the names that columns have."""
    assert GAP_MAX.stk == "Revisit Time, maximum"
    assert GAP_P95.stk == "Revisit Time, percentile 95"
    assert FIGURE_KINDS["n_looks"].stk == ""
    assert FIGURE_KINDS["wait_probability"].at(7200.0) == "wait_probability_7200s"


def test_claims_and_maps_view_the_registry():
    """Every measure is the record itself; a figure of a map has the record's words under the map's name."""
    assert all(FIGURE_KINDS[name] is measure for name, measure in MEASURES.items())
    words = {kind.map_name: kind.words for kind in FIGURE_KINDS.values() if kind.map_name}
    assert {one.name: one.words for one in FIGURES} == words


@pytest.mark.parametrize("name", FORMER_NAMES)
def test_a_former_name_is_answered_with_the_one_it_has_now(name):
    """A claim with a former name is refused with the present name and its unit."""
    assert name not in FIGURE_KINDS
    assert renamed(name) == "; it is now time_per_look_s, in s"
    with pytest.raises(ValidationError, match=f"measure '{name}' is not known; it is now time_per_look_s, in s"):
        CoverageReading(id="a-look", title="A look", measure=name, compare="<=")


@pytest.mark.parametrize(
    ("places", "module", "says"),
    [
        ("", "sim.revisit.figures", "Figures has no place for gap_added_in_half_s"),
        ("in_figures=False, in_claims=True", "sim.studies.survey", "Survey has no place for gap_added_in_half_s"),
        (
            "in_figures=False, map_name='gap_added_in_half_s'",
            "sim.maps.figures",
            "CoverageMap has no place for gap_added_in_half_s",
        ),
        (
            "bound_if='n_cut'",
            "sim.revisit.figure_kinds",
            "gap_added_in_half_s grows with what n_cut counts; both must be so",
        ),
    ],
)
def test_a_figure_added_in_half_fails_at_import(tmp_path, places, module, says):
    """Of a copy of the package with one record more, the module that lacks its place cannot be imported."""
    shutil.copytree(ROOT, tmp_path / "sim", ignore=shutil.ignore_patterns("data", "shipped", "__pycache__"))
    (tmp_path / "sim/shipped").mkdir()
    shutil.copy(ROOT / "shipped/__init__.py", tmp_path / "sim/shipped")
    kinds_file = tmp_path / "sim/revisit/figure_kinds.py"
    text = kinds_file.read_text(encoding="utf-8")
    added = text.replace("\nFIGURE_KINDS: dict[str, FigureKind]", A_FIGURE.format(places=places))
    assert added != text
    kinds_file.write_text(added, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", f"import {module}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"ImportError: {says}")


def test_places_and_records_must_agree_both_ways():
    """A record without its place and a place without a record are both errors that name the figure."""
    check_places("here", has=["a", "b"], needs=["b", "a"])
    with pytest.raises(ImportError, match="here has no place for b, c, which figure_kinds puts there"):
        check_places("here", has=["a"], needs=["a", "c", "b"])
    with pytest.raises(ImportError, match="here has b, which figure_kinds does not put there"):
        check_places("here", has=["a", "b"], needs=["a"])


def test_figures_are_items_by_name_and_settings_are_not():
    """``found["gap_max_s"]`` is ``found.gap_max_s``; what it was measured with is no figure."""
    found = figures([(10, 20)], [(10, 20)], 0, 100)
    values = asdict(found)
    for kind in FIGURE_KINDS.values():
        if kind.in_figures:
            assert found[kind.name] == values[kind.name] or values[kind.name] != values[kind.name]
    for name in ("edges", "span_s", "first_seen_s", "nothing"):
        with pytest.raises(KeyError, match=name):
            found[name]

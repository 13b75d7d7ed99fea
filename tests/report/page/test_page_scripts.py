"""The scripts of the page: all that stand in the folder are on the page, and every measure of claims is in them."""

import re
from pathlib import Path

import sim.report.page
from sim.claims.measures import MEASURES
from sim.report.page.page_html import SCRIPTS

FOLDER = Path(sim.report.page.__file__).parent


def names_in(block: str) -> set[str]:
    """The names of the functions in one of the two tables of measures."""
    text = (FOLDER / "gaps.js").read_text(encoding="utf-8")
    found = re.search(rf"^const {block} = \{{$(.*?)^\}};$", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return set(re.findall(r"^  (\w+):", found[1], re.MULTILINE))


def test_every_script_of_the_folder_is_on_the_page():
    """None is forgotten, none stands there twice, and each is strict."""
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))
    assert {(FOLDER / name).read_text(encoding="utf-8").split("\n")[0] for name in SCRIPTS} == {'"use strict";'}


def test_every_measure_of_claims_can_be_tried():
    """A figure that becomes a measure of claims needs its function in the browser: of one place, or of all together."""
    assert names_in("MEASURES") == {name for name, kind in MEASURES.items() if not kind.over_set}
    assert names_in("MEASURES_TOGETHER") == {name for name, kind in MEASURES.items() if kind.over_set}


def test_no_script_makes_html_of_text_or_asks_for_anything():
    """Text is set as text, and nothing is fetched, stored or run from text."""
    for name in SCRIPTS:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for call in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(",
                     "XMLHttpRequest", "localStorage", "http:", "https:"):  # fmt: skip
            allowed = call == "http:" and name == "drawing.js"  # the name of SVG's vocabulary, which nothing loads
            assert call not in text or allowed, (name, call)

"""Notebooks as plain scripts: they run without a warning, and the number they end in is computed."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.py"))


@pytest.fixture(scope="module")
def told():
    """What the first story prints when it is made short."""
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-W", "error", str(NOTEBOOKS[0])]
    environment = os.environ | {"FAST": "1", "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_story_ends_in_the_number_and_its_error(told):
    """Its last two lines are the mean and the longest gap at Yongbyon, in minutes, as a run of their own finds them."""
    result = sim.load("rok-425-as-flown", overrides=["draws.count=0", "claims=[]"]).run()
    figures = result.figures_of(result.targets.index("Yongbyon"), "all-nominal")
    number = re.compile(
        r"(mean|longest) gap in 39 days: (\d+) min ± (\d+) s \((\d+) to (\d+) min in nine of ten other months\)"
    )
    mean, longest = (number.fullmatch(line) for line in told.splitlines()[-2:])
    assert mean[1] == "mean"
    assert int(mean[2]) == round(figures.gap_mean_s / 60.0)
    assert longest[1] == "longest"
    assert int(longest[2]) == round(figures.gap_max_s / 60.0)
    for found in (mean, longest):
        error_s, low_min, high_min = (int(found[k]) for k in (3, 4, 5))
        assert error_s < 30.0 * (high_min - low_min)  # element sets err by less than months differ


def test_the_story_varies_what_decides(told):
    """The more the radars can do, the shorter the longest gap: along each row and down each column of its table."""
    rows = re.findall(r"^incidence \d+-\d+ deg +(\d+) +(\d+) +(\d+) +(\d+)$", told, re.MULTILINE)
    table = [[int(value) for value in row] for row in rows]
    assert len(table) == 3
    for line in (*table, *zip(*table, strict=True)):
        assert list(line) == sorted(line, reverse=True)
    assert f"the least of these: {table[-1][-1]} min" in told


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stories_and_not_programs(notebook):
    """They begin with a title that asks, and define no function and no class: what is worth that is in the package."""
    source = notebook.read_text(encoding="utf-8")
    [title, *_] = re.findall(r"^# # (.*)$", source, re.MULTILINE)
    assert title.endswith("?")
    defined = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert defined == []

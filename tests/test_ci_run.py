"""`.ci/run`: the command README prints, then its stages, then a table of minutes, also where a stage fails."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
STAGES = re.findall(r'^stage "(.*)"$', SCRIPT, flags=re.MULTILINE)
# Stands for every program of the virtual environment; fails where it is asked to do what FAILING names.
PROGRAM = """#!/bin/sh
case "$0 $*" in *"$FAILING"*) exit 7 ;; esac
"""


def run(folder: Path, *, failing: str) -> tuple[int, list[str]]:
    """Run a copy of the script beside a README whose command makes programs that do nothing; code and lines."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    (folder / "program").write_text(PROGRAM)
    (folder / "program").chmod(0o755)
    made = " && ".join(f"cp program .venv-test/bin/{name}" for name in ("pytest", "pip", "python"))
    readme = f"# x\n<!-- tests -->\n```sh\nmkdir -p .venv-test/bin && {made} && .venv-test/bin/pytest first\n```\n"
    (folder / "README.md").write_text(readme)
    done = subprocess.run(
        ["bash", str(folder / ".ci" / "run")], env={"PATH": "/usr/bin:/bin", "FAILING": failing},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_every_stage_has_its_minutes(tmp_path: Path) -> None:
    """Where all pass the script ends with 0 and a line a stage, in order, and the sum."""
    code, lines = run(tmp_path, failing="nothing fails")
    assert code == 0
    told = lines[lines.index("") + 1 :]
    assert told[0].split() == ["stage", "minutes"]
    found = [re.fullmatch(r"(.+?) +(\d+\.\d)(?:  (passed))?", line) for line in told[1:]]
    assert [(one[1], one[3]) for one in found if one] == [*((name, "passed") for name in STAGES), ("all", None)]


@pytest.mark.parametrize(("failing", "number"), [("pytest first", 0), ("-m quick", 1), ("notebooks/run.py", 3)])
def test_a_stage_that_fails_is_the_last_of_the_table(tmp_path: Path, failing: str, number: int) -> None:
    """The script ends with the code of what failed; the table marks it, and no later stage ran."""
    code, lines = run(tmp_path, failing=failing)
    assert code == 7
    told = lines[lines.index("") + 2 : -1]
    assert [line.rsplit("  ", 1)[1] for line in told] == ["passed"] * number + ["failed"]
    assert told[-1].startswith(STAGES[number])


def test_contributing_says_what_each_stage_may_take() -> None:
    """The table of minutes in CONTRIBUTING.md has the script's stages, in order, and adds up to its last line."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \| (\d+(?:\.\d+)?) \|", text.split("| stage | minutes")[1], flags=re.MULTILINE)
    *stages, (last, total) = rows
    assert [name for name, _ in stages] == STAGES
    assert last == "all"
    assert sum(float(minutes) for _, minutes in stages) == float(total) <= 45.0

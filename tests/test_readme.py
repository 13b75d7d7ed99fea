"""What the README tells people to type works as printed."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
KORSAT_1 = """KORSAT-1
1 59452U 24066L   26234.57551795  .00001987  00000+0  18256-3 0  9993
2 59452  45.4106 260.3087 0004792  50.9095 309.2209 14.98468877130015
"""


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_array_level_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The array-level call of the README finds windows, as arrays, inside the passes.

    Of a file with seven sets of one object, a day apart, it makes one satellite with as many looks as one set gives,
    not seven.
    """
    monkeypatch.chdir(tmp_path)
    (code,) = [block for block in _blocks("python") if "sim.find_access" in block]
    looks = []
    for sets in (1, 7):
        days = [f"262{34 + k}" for k in range(sets)]
        (tmp_path / "my.tle").write_text("".join(_with_checksums(KORSAT_1.replace("26234", day)) for day in days))
        scope: dict[str, Any] = {"sim": __import__("sim")}
        exec(compile(code, "README", "exec"), scope)
        assert [(one.name, len(one.elements)) for one in scope["satellites"]] == [("KORSAT-1", sets)]
        found = scope["found"]
        assert set(found.satellite) == {0}
        assert np.all(found.start_s >= found.pass_start_s)
        looks.append(scope["access"].figures("Yongbyon").n_looks)
        assert scope["access"].notes == []
    assert looks[0] > 5
    assert looks[1] == pytest.approx(looks[0], abs=6)  # the sets are of another node each; seven satellites see 7 times


def _with_checksums(text: str) -> str:
    """The lines of a TLE with the last digit that their others ask for."""
    lines = []
    for line in text.splitlines():
        digits = sum(int(c) if c.isdigit() else c == "-" for c in line[:68])
        lines.append(line[:68] + str(digits % 10) if line[:2] in ("1 ", "2 ") else line)
    return "\n".join(lines) + "\n"


def test_every_command_shown_exists() -> None:
    """Each `reconsim COMMAND` of the README is a command, and each scenario it names is shipped."""
    from sim.cli.app import COMMANDS
    from sim.scenario.shipped_scenarios import list_scenarios

    shipped = {scenario.name for scenario in list_scenarios()}
    shown = re.findall(r"reconsim (run|windows|list|validate|schema|init)\b *([a-z0-9-]*)", "\n".join(_blocks("sh")))
    assert {name for name, _ in shown} <= set(COMMANDS)
    assert {scenario for name, scenario in shown if name == "run" and scenario} <= shipped


def test_the_test_command_is_marked_for_ci() -> None:
    """CI takes the first line of the block after the marker; it makes its own environment and runs every check."""
    block = README.split("<!-- tests -->")[1].split("```")[1]
    (command,) = [line for line in block.splitlines()[1:] if line]
    for part in ("venv .venv-test", "ruff format --check", "ruff check", "mypy", "pytest"):
        assert part in command


def test_the_claim_of_one_s_own_is_a_claim(tmp_path: Path) -> None:
    """The claim shown as TOML is read without a complaint, with one reading held against a day."""
    from sim.claims.read_claims import load_claim
    from sim.shipped import seeds_dir

    (text,) = [block for block in _blocks("toml") if "[[reading]]" in block]
    (tmp_path / "my-claim.toml").write_text(text)
    claim = load_claim(tmp_path / "my-claim.toml", seeds_dir())
    assert [one.measure for one in claim.readings] == ["gap_max_s"]
    assert claim.limits_s == (86400.0,)

"""The examples in the help of each command work as they are printed."""

import re
import shlex
from pathlib import Path

import pytest
from cli.command import Command

from sim.cli.app import COMMANDS

EXAMPLE = re.compile(r"^ +reconsim (?:.*\\\n)*.*$", re.MULTILINE)
WITHOUT = ("verify",)  # checks a folder that a run has to write first


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WITHOUT])
def test_the_examples_of_a_command_work(
    reconsim: Command, folder: Path, three_line_text: str, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Each example calls its own command and exits 0, with a small file of element sets under the names it uses."""
    for name in ("sets.3le", "active.3le"):
        (folder / name).write_text(three_line_text, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    examples = EXAMPLE.findall(reconsim(command, "--help").out)
    assert examples
    for example in examples:
        arguments = shlex.split(example.replace("\\\n", " "))
        assert arguments[:2] == ["reconsim", command]
        asked = reconsim(*arguments[1:])
        assert asked.code == 0, (example, asked.err)
        assert asked.out or asked.err  # what was written

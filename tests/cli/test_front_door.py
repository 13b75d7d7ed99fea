"""What a stranger meets first: help, version, and the answer to a mistyped command."""

from pathlib import Path

import pytest
from cli.command import Command

import sim
from sim.errors import DataError, ReconsimError, RequirementError, UsageError
from sim.simulation.simulation import Simulation

COMMANDS = ("run", "windows", "overhead", "list", "validate", "schema", "init")


def test_help_names_every_command_and_where_to_start(reconsim: Command) -> None:
    """`--help` and `-h` give the same page on stdout: commands, exit codes, a first step; no line is cut off."""
    page = reconsim("--help")
    assert (page.code, page.err) == (0, "")
    assert reconsim("-h") == page
    assert all(f"\n  {command} " in page.out for command in COMMANDS)
    said = " ".join(page.out.split())
    assert "Start with `reconsim list` and `reconsim run example`" in said
    assert "130 interrupted" in said
    assert "..." not in page.out.partition("[ARGS]...\n")[2]
    assert page.out.startswith("Usage: reconsim ")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(reconsim: Command, command: str) -> None:
    """The help of a command is plain text of at most 80 columns, without boxes, colours or ellipses."""
    page = reconsim(command, "--help")
    assert page.code == 0
    assert page.out.startswith(f"Usage: reconsim {command}")
    assert page.out.isascii()
    assert "\x1b" not in page.out
    assert "..." not in page.out
    assert max(map(len, page.out.splitlines())) <= 80


def test_version_is_one_line(reconsim: Command) -> None:
    """`--version` prints the name and the version."""
    assert reconsim("--version").out == f"reconsim {sim.__version__}\n"


def test_without_a_command_the_help_is_the_answer(reconsim: Command) -> None:
    """No command is a mistake (2); the help on stderr says what there is, and stdout stays empty."""
    asked = reconsim()
    assert (asked.code, asked.out) == (2, "")
    assert asked.errors == ["no command is given; these are the commands"]
    assert "windows" in asked.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["rnu"], ["'rnu'", "'run'", "(see reconsim --help)"]),
        (["run"], ["missing", "SCENARIO", "(see reconsim run --help)"]),
        (["windows"], ["missing", "--elements", "(see reconsim windows --help)"]),
        (["schema", "more"], ["unexpected", "more", "(see reconsim schema --help)"]),
        (["validate", "a", "b"], ["unexpected", "b", "(see reconsim validate --help)"]),
        (["run", "example", "--jsn"], ["no such option", "--jsn", "--json", "(see reconsim run --help)"]),
        (
            ["windows", "--elements", "x", "--start", "2026-08-22", "--days", "many"],
            ["--days", "'many' is not a number"],
        ),
        (["windows", "--elements", "x", "--start", "2026-08-22", "--look", "up"], ["--look", "'up'", "either"]),
        (["windows", "--elements", "x", "--start", "2026-08-22", "--format", "xml"], ["--format", "'xml'", "csv"]),
        (["windows", "--elements", "x", "--start", "2026-08-22", "--epochs", "any"], ["--epochs", "'any'", "nearest"]),
        (["run", "example", "--out"], ["--out", "requires an argument"]),
    ],
)
def test_a_slip_of_the_fingers_is_one_sentence(reconsim: Command, arguments: list[str], named: list[str]) -> None:
    """Exit code 2, one line that names the slip and where to look, nothing on stdout."""
    asked = reconsim(*arguments)
    assert (asked.code, asked.out) == (2, "")
    assert len(asked.err.splitlines()) == len(asked.errors) == 1
    assert [words for words in named if words not in asked.errors[0]] == []


@pytest.mark.parametrize(
    ("failure", "code"),
    [(ReconsimError, 1), (UsageError, 2), (RequirementError, 3), (DataError, 4)],
)
def test_each_kind_of_failure_has_its_exit_code(
    reconsim: Command, monkeypatch: pytest.MonkeyPatch, failure: type[ReconsimError], code: int
) -> None:
    """1 failure, 2 usage, 3 requirement, 4 data: a line of the message is a complaint, without a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise failure("first\nsecond")

    monkeypatch.setattr(Simulation, "run", fail)
    asked = reconsim("run", "example")
    assert (asked.code, asked.out, asked.errors) == (code, "", ["first", "second"])
    assert "Traceback" not in asked.err


def test_an_interrupt_says_so(reconsim: Command, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Ctrl-C ends with 130 and one line, and leaves no file."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Simulation, "run", interrupt)
    asked = reconsim("run", "example")
    assert (asked.code, asked.out, asked.errors) == (130, "", ["interrupted"])
    assert list(folder.iterdir()) == []


def test_the_machine_s_fault_is_a_sentence_too(reconsim: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the operating system ends with 1, its reason and the file."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/scratch/x")

    monkeypatch.setattr(Simulation, "run", fail)
    asked = reconsim("run", "example")
    assert (asked.code, asked.out, asked.errors) == (1, "", ["No space left on device: /scratch/x"])


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--debug`, anywhere on the line, the error itself comes through."""
    monkeypatch.setattr("sys.argv", ["reconsim", "run", "--debug", "nowhere.toml"])
    from sim.cli import main

    with pytest.raises(UsageError, match=r"no scenario file nowhere\.toml"):
        main()


def test_a_defect_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no mistake of the user's is not dressed up as one."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Simulation, "run", fail)
    monkeypatch.setattr("sys.argv", ["reconsim", "run", "example"])
    from sim.cli import main

    with pytest.raises(ZeroDivisionError):
        main()

"""Options are read without pydantic, and as Typer reads them."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer
from typer.testing import CliRunner

from sim.cli.limit_options import number
from sim.cli.plain_values import PlainCommand

ARGUMENTS = (
    [],
    [
        "--name",
        "a",
        "--word",
        "one",
        "--length",
        "2.5",
        "--count",
        "3",
        "--file",
        "x.csv",
        "--many",
        "a",
        "--many",
        "b",
    ],
    ["--word", "two", "--paths", "a", "--paths", "b"],
    ["--word", "ONE"],
    ["--length", "long"],
    ["--count", "x"],
    ["--count", "-1"],
    ["--name"],
    ["here.toml"],
)


def seen(made: type | None) -> typer.Typer:
    """Return an application with one command, made as given, that prints what it is given."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.command(cls=made)
    def command(
        where: Annotated[Path | None, typer.Argument()] = None,
        name: Annotated[str | None, typer.Option()] = None,
        word: Annotated[Literal["one", "two"], typer.Option()] = "one",
        length: Annotated[float | None, typer.Option(parser=number)] = None,
        count: Annotated[int, typer.Option(min=0)] = 10,
        file: Annotated[Path | None, typer.Option()] = None,
        many: Annotated[list[str] | None, typer.Option()] = None,
        paths: Annotated[list[Path] | None, typer.Option()] = None,
        flag: Annotated[bool, typer.Option("--flag")] = False,
    ) -> None:
        typer.echo(repr((where, name, word, length, count, file, many, paths, flag)))

    return app


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=" ".join)
def test_values_and_refusals_are_typer_s(arguments: list[str]) -> None:
    """A value read here equals the value Typer reads; a value refused is refused in the same words."""
    plain, usual = (CliRunner().invoke(seen(made), arguments) for made in (PlainCommand, None))
    assert (plain.exit_code, plain.output) == (usual.exit_code, usual.output)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(["--length", "1", "--length", "2"], "--length"), (["--name=a", "--name", "a"], "--name")],
    ids=str,
)
def test_an_option_of_one_value_is_given_once(arguments: list[str], name: str) -> None:
    """A second value is refused, for it would replace the first in silence; lists and flags may be repeated."""
    asked = CliRunner().invoke(seen(PlainCommand), arguments)
    assert asked.exit_code == 2
    assert f"{name} is given 2 times; give it once" in asked.output
    assert CliRunner().invoke(seen(PlainCommand), ["--many", "a", "--many", "b", "--flag", "--flag"]).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["windows", "--help"],
        ["windows", "--elements", "none.3le", "--site", "A,1,2", "--start", "2026-08-22", "--days", "1"],
        ["overhead", "none.3le", "--site", "1,2", "--start", "2026-08-22", "--hours", "1"],
    ],
    ids=" ".join,
)
def test_commands_without_a_scenario_import_no_pydantic(arguments: list[str]) -> None:
    """Neither help nor a command that reads no scenario imports pydantic, pandas, matplotlib or Skyfield's loader."""
    heavy = ["pydantic", "pandas", "matplotlib", "skyfield.api"]
    code = (
        f"import sys, sim.cli\nsys.argv = ['reconsim', *{arguments!r}]\n"
        "try:\n    sim.cli.main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert run.stderr.splitlines()[-1] == "[]", run.stderr

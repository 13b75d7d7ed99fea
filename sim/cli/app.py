"""All commands in one place; each group lives in a file of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from . import claims, overhead, run, scenarios, sensors, verify, windows
from . import map as map_command
from .console import complain, show
from .panels import Grouped

app = typer.Typer(
    name="reconsim",
    help="How often can these satellites really image these places - and does the claim hold?",
    epilog="Start with `reconsim list` and `reconsim run example`. "
    "Exit codes: 0 done (a verdict never changes it), 1 failure, 2 usage or scenario, 3 an unmet requirement, "
    "4 unusable input data, 130 interrupted. --debug shows tracebacks.",
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain text: nothing is cut off, and it opens faster
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if not wanted:
        return
    from .. import __version__

    show(f"reconsim {__version__}")
    raise typer.Exit


@app.callback()
def _top(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        complain("no command is given; these are the commands")
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


app.command("run", short_help="Run a scenario: windows, figures, verdicts.")(run.run)
app.command("claims", short_help="Judge what others said, or you: verdicts and their numbers.")(claims.claims)
app.command("windows", cls=Grouped, short_help="List when given satellites see given places.")(windows.windows)
app.command("overhead", cls=Grouped, short_help="List which objects of a catalogue pass over a place.")(
    overhead.overhead
)
app.command("map", cls=Grouped, short_help="Map a figure over a region or the globe.")(map_command.map_)
app.command("verify", short_help="Check that a run's files are as it wrote them.")(verify.verify)
app.command("list", short_help="List the shipped scenarios.")(scenarios.list_)
app.command("sensors", short_help="Show what is published about real sensors.")(sensors.sensors)
app.command("validate", short_help="Check a scenario; name every mistake at once.")(scenarios.validate)
app.command("schema", short_help="Print the JSON Schema of scenario files.")(scenarios.schema)
app.command("init", short_help="Write a commented scenario to start from.")(scenarios.init)

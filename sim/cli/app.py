"""The list of all commands; each group has its own file, imported when one of its commands is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from .console import complain, show
from .plain_values import PlainCommand, read_plainly

# Each command: its module, its function, and its text in the list of commands.
COMMANDS = {
    "run": ("run", "run", "Run a scenario: windows, figures, verdicts."),
    "claims": ("claims", "claims", "Judge claims, shipped ones or your own: verdicts and their numbers."),
    "windows": ("windows", "windows", "List the times at which given satellites see given places."),
    "instant": ("instant", "instant", "Find the object that took a picture, or ask whether one was there."),
    "overhead": ("overhead", "overhead", "List the objects of a catalogue that pass over a place."),
    "map": ("map", "map_", "Map a figure over a region or the globe."),
    "verify": ("verify", "verify", "Check that the files of a run are unchanged."),
    "list": ("scenarios", "list_", "List the shipped scenarios."),
    "sensors": ("sensors", "sensors", "Show what is published about real sensors."),
    "validate": ("scenarios", "validate", "Check a scenario; name every mistake at once."),
    "schema": ("scenarios", "schema", "Print the JSON Schema of scenario files."),
    "warmup": ("warmup", "warmup", "Compile everything now, so that later commands need not wait."),
    "init": ("scenarios", "init", "Write a commented scenario to start from."),
}
IN_PANELS = ("windows", "instant", "overhead", "map")  # commands with so many options that their help groups them
_LOOKS: dict[str, Any] = {
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,  # plain text: nothing is cut off, and it opens faster
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Commands(TyperGroup):
    """The commands of the table above; only the one that is called is imported."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by name, None if there is none."""
        if cmd_name in COMMANDS and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands.get(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the remaining arguments, as Typer does."""
        read_plainly(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, _, said) in COMMANDS.items()])


def _built(name: str) -> Any:
    module, function, said = COMMANDS[name]
    made: type[PlainCommand] = PlainCommand
    if name in IN_PANELS:
        from .panels import Grouped

        made = Grouped
    alone = typer.Typer(add_completion=False, **_LOOKS)
    alone.command(name, cls=made, short_help=said)(getattr(import_module(f".{module}", __package__), function))
    return typer.main.get_command(alone)


app = typer.Typer(
    name="reconsim",
    cls=Commands,
    help="How often can these satellites really image these places - and does the claim hold?",
    epilog="Start with `reconsim list` and `reconsim run example`. "
    "Exit codes: 0 done (a verdict never changes it), 1 failure, 2 usage or scenario, 3 an unmet requirement, "
    "4 unusable input data, 130 interrupted. --debug shows tracebacks.",
    invoke_without_command=True,
    add_completion=True,
    **_LOOKS,
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

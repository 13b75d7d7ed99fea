"""`list`, `validate`, `schema`, `init`: finding, checking and starting scenarios. No numba, no pandas, no Skyfield."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .console import note, show


def list_(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the shipped scenarios."""
    from ..report.text import table
    from ..scenario.shipped_scenarios import list_scenarios

    shipped = list_scenarios()
    if as_json:
        show(json.dumps([{"name": s.name, "title": s.title} for s in shipped], indent=1, ensure_ascii=False))
    else:
        show(table(["scenario", "title"], [[s.name, s.title] for s in shipped]))
        note("run one with: reconsim run SCENARIO; start your own with: reconsim init my.toml --from SCENARIO")


def validate(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file, or a shipped name.")],
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one value first.")
    ] = None,
) -> None:
    """Check a scenario: every problem at once, each with file, line and key; then what a run does first."""
    from ..claims.claims_of_scenario import claims_of
    from ..scenario.load import read_scenario
    from ..scenario.remarks import remarks
    from ..simulation.can_start import check_can_start
    from ..simulation.loaded import Loaded
    from ..words import counted

    file = read_scenario(scenario, tuple(change or ()))
    claims_of(file)
    check_can_start(Loaded(file))
    for line in remarks(file.scenario):
        note(f"note: {line}")
    satellites, targets = len(file.scenario.satellite_names), len(file.scenario.target + file.scenario.region)
    show(
        f"{file.name}: valid; {counted(satellites, 'satellite')}, {counted(targets, 'target')}, "
        f"{counted(file.scenario.span.days, 'day')}"
    )


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from ..scenario.json_schema import json_schema_text

    show(json_schema_text(), end="")


def init(
    path: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="File to write; stdout if left out.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help="Start from this shipped scenario, not the commented example."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
) -> None:
    """Write a commented scenario to start from."""
    from ..scenario.shipped_scenarios import example

    text = example(source) if source else example()
    if path is None or str(path) == "-":
        show(text, end="")
        return
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file such as {path / 'my.toml'}")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; choose another name, or add --force")
    scratch = path.with_name(f".{path.name}.part")
    try:
        scratch.write_text(text, encoding="utf-8", newline="\n")
        os.replace(scratch, path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    note(f"wrote {path}; check it with: reconsim validate {path}; run it with: reconsim run {path}")

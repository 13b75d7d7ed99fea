"""`list`, `validate`, `schema`, `init`: finding, checking and starting scenarios. No numba, no pandas, no Skyfield."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import note, show, width


def list_(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the shipped scenarios.

    For example:

    \b
    reconsim list
    """
    from ..report.json_text import to_json
    from ..report.text import table, wrapped
    from ..scenario.shipped_scenarios import list_scenarios

    shipped = list_scenarios()
    if as_json:
        show(to_json([{"name": s.name, "title": s.title} for s in shipped]), end="", exact=True)
    else:
        room = width() - max(len(s.name) for s in shipped) - 2
        lines = [(s.name, wrapped(s.title, room).splitlines()) for s in shipped]
        rows = [[name if i == 0 else "", part] for name, parts in lines for i, part in enumerate(parts)]
        show(table(["scenario", "title"], rows))
        note("run one with: reconsim run SCENARIO; start your own with: reconsim init my.toml --from SCENARIO")


def validate(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file, or a shipped name.")],
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one value first.")
    ] = None,
) -> None:
    """Check a scenario: every problem at once, each with file, line and key; then what a run does first.

    For example:

    \b
    reconsim validate example
    reconsim validate example --set time.span_days=3
    """
    from ..claims.claims_of_scenario import claims_of
    from ..scenario.load import read_scenario
    from ..scenario.remarks import remarks
    from ..simulation.can_start import check_can_start
    from ..simulation.image_notes import impossible_notes
    from ..simulation.loaded import Loaded
    from ..words import counted

    file = read_scenario(scenario, tuple(change or ()))
    claims_of(file)
    loaded = Loaded(file)
    check_can_start(loaded)
    for warning in impossible_notes(loaded.constellation):
        note(f"warning: {warning}")
    for line in remarks(file.scenario):
        note(f"note: {line}")
    satellites, targets = len(file.scenario.satellite_names), len(file.scenario.target + file.scenario.region)
    show(
        f"{file.name}: valid; {counted(satellites, 'satellite')}, {counted(targets, 'target')}, "
        f"{counted(file.scenario.span.days, 'day')}"
    )


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors.

    For example:

    \b
    reconsim schema
    """
    from ..scenario.json_schema import json_schema_text

    show(json_schema_text(), end="", exact=True)


def init(
    path: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="File to write; stdout if left out.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help="Start from this shipped scenario, not the commented example."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
) -> None:
    """Write a commented scenario to start from, and beside it the files of element sets that it reads.

    For example:

    \b
    reconsim init my.toml
    reconsim init copy.toml --from malligyong-1
    """
    from ..files.write_whole import check_place, write_whole
    from ..scenario.shipped_scenarios import EXAMPLE, example, files_beside

    text, beside = example(source or EXAMPLE), files_beside(source or EXAMPLE)
    if path is None or str(path) == "-":
        show(text, end="", exact=True)
        for one in beside:
            note(f"note: it reads {one.name}, which lies beside it: write both with reconsim init FILE --from {source}")
        return
    check_place(path, force=force)
    for one in beside:
        copy, sets = path.parent / one.name, one.read_text(encoding="utf-8")
        if not (copy.is_file() and copy.read_text(encoding="utf-8") == sets):
            write_whole(copy, sets, force=force)
            note(f"wrote {copy}: element sets that {path.name} reads")
    write_whole(path, text, force=force)
    note(f"wrote {path}; check it with: reconsim validate {path}; run it with: reconsim run {path}")

"""`reconsim run`: figures and verdicts of a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..scenario.require import EXAMPLE
from .arguments import AllowStale, Quiet, Tz, zone_asked
from .console import be_quiet, note, progress, show, width

AN_EXAMPLE = f"'{EXAMPLE}'"


def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A scenario file, or a shipped name (see `list`).")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder for the results; reconsim-out/SCENARIO if left out."),
    ] = None,
    figures: Annotated[bool, typer.Option("--figures", help="Also draw the pictures (PNG).")] = False,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORM",
            help="Write the windows in this form too: xlsx, ics, kml, kmz, geojson, czml, parquet, nc, or zip "
            "(an OEM for each satellite); may be repeated.",
        ),
    ] = None,
    no_report: Annotated[bool, typer.Option("--no-report", help="Leave out report.html.")] = False,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar=AN_EXAMPLE, help="A figure that every target must meet, else exit 3; may be repeated."),
    ] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="A claim to judge first: a file of your own, or a shipped name; may be repeated."
        ),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Change one value, such as time.span_days=3 or seed=7; may be repeated.",
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for every verdict.")] = False,
    explain: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Print all that is known of a target, or of a reading of a claim; all for every reading; "
            "may be repeated.",
        ),
    ] = None,
    turns: Annotated[
        bool,
        typer.Option(
            "--turns",
            help="Also find where each reading of a claim turns as one limit is moved by itself; takes minutes.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print summary.json instead of the tables.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write into a folder that holds other files.")] = False,
    allow_stale: AllowStale = False,
    tz: Tz = None,
    quiet: Quiet = False,
) -> None:
    """Run a scenario: find all windows, measure the figures, judge the claims, write the results.

    Writes windows.csv, summary.json, report.md, report.html (a page to open and forward) and manifest.json, and
    build_up.csv where the scenario has a [build_up].
    For example:

    \b
    reconsim run example -v --explain Etna -o out
    reconsim run example --also kml --also ics -o to-open
    reconsim run example --set time.span_days=3 --tz Seoul -o three-days
    """
    be_quiet(quiet)
    zone = zone_asked(tz)
    from ..claims.claims_of_scenario import claims_of
    from ..scenario.load import read_scenario

    file = read_scenario(scenario, tuple(change or ()), claims=tuple(claim or ()))
    claims_of(file)  # raises errors in claims, like all errors of a scenario, before the slow imports
    from ..report.explain import names_asked
    from ..report.json_text import to_json
    from ..simulation.exporting import also_forms
    from ..simulation.folder import result_folder
    from ..simulation.requirements import requirements_of
    from ..simulation.simulation import Simulation
    from ..simulation.summary import summary
    from ..simulation.turn_document import check_turns
    from .first_run import compiled_for_search

    simulation = Simulation(replace(file, turns_asked=turns))
    requirements_of(simulation, require or ())
    forms = also_forms(also or (), len(simulation.scenario.satellite_names))
    targets = file.scenario.target_names
    readings = [reading.id for claimed in simulation.claims for reading in claimed.readings]
    explained = names_asked(explain or (), targets, list(dict.fromkeys(readings)))
    if turns:
        check_turns(simulation)
    folder = out if out is not None else Path("reconsim-out") / simulation.name
    with result_folder(folder, force=force) as home:
        home.check_inputs(simulation)
        for line in simulation.remarks:
            note(f"note: {line}")
        with progress(simulation.name, quiet=as_json) as report, compiled_for_search():
            result = simulation.run(progress=report, allow_stale=allow_stale)
            document = summary(result)
        written = home.write(result, pictures=figures, page=not no_report, also=forms, zone=zone)
    if as_json:
        show(to_json(document), end="", exact=True)
    else:
        from ..report.content_text import section_text
        from ..report.explain import explanation, overview
        from ..report.run_table import run_table

        show(run_table(document, zone or simulation.zone, width=width()))
        sections = [overview(document)] if verbose else []
        for section in (*sections, *(explanation(document, name) for name in explained)):
            show("\n" + section_text(section, width()))
        if turns:
            from ..report.turns_page import turns_page

            show("\n" + turns_page(document, verbose=verbose, width=width()))
    for line in result.notes:
        note(f"note: {line}")
    if home.set_aside:
        note(f"note: {home.set_aside}")
    note(f"written to {folder}: {', '.join(path.name for path in written)}")
    if unmet := result.unmet(tuple(require or ())):
        from ..errors import RequirementError

        raise RequirementError("\n".join(unmet))

"""`reconsim claims`: shipped claims and the user's own, each with its verdict and the number behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .console import be_quiet, note, progress, show, width

if TYPE_CHECKING:
    from ..simulation.judged_claims import Judged, Planned


def claims(
    claim: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIM]...", help="Names of shipped claims, or files of your own; all shipped if none."
        ),
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCENARIO", help="Judge with this scenario, not with those a claim names; may be repeated."
        ),
    ] = None,
    measures: Annotated[bool, typer.Option("--measures", help="List the measures that a claim can use.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Also print every verdict in sentences.")] = False,
    explain: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Print all that is known of a reading, or of a target; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes, no progress on stderr.")] = False,
) -> None:
    """Judge claims: every shipped one, or those named, each with the scenarios that it names.

    For example:

    \b
    reconsim claims watch-us -v
    reconsim claims kill-chain --scenario rok-425-as-flown
    reconsim claims --measures
    """
    be_quiet(quiet)
    if measures:
        if claim or scenario or verbose or explain:
            raise UsageError("--measures lists what can be asked of any claim; leave out the rest, but --json")
        _list_measures(as_json)
        return
    from ..claims.read_claims import list_claims
    from ..shipped import seeds_dir
    from ..simulation.judged_claims import judge_claims, plan_claims
    from .first_run import told_of_compiling

    planned = plan_claims(claim or list_claims(seeds_dir()), scenario or ())
    explained = _explained(explain or (), planned)
    from ..report.claims_table import claim_rows, claims_table, evidence
    from ..report.json_text import to_json

    with progress("claims", quiet=as_json) as report, told_of_compiling():
        judged = judge_claims(planned, progress=report)
    rows = [claim_rows(one.claim, one.scenario, one.document) for one in judged]
    if as_json:
        show(to_json(rows), end="", exact=True)
        return
    show(claims_table(rows, width=width()))
    if verbose:
        show("\n" + evidence(rows, width=width()))
    if explained:
        _show_explained(explained, judged)
    elif not verbose:
        note("the evidence: reconsim claims NAME -v; the whole run: reconsim run SCENARIO --claim NAME")


def _explained(names: Sequence[str], planned: Sequence[Planned]) -> list[str]:
    """Return the names of --explain, checked against the readings of the claims and the targets of their scenarios."""
    if not names:
        return []
    from ..report.explain import names_asked
    from ..scenario.load import read_scenario

    readings = [reading.id for one in planned for reading in one.claim.readings]
    scenarios = dict.fromkeys(name for one in planned for name in one.scenarios if one.claim.readings)
    files = [read_scenario(name).scenario for name in scenarios]
    targets = [name for file in files for name in file.target_names]
    return names_asked(names, list(dict.fromkeys(targets)), list(dict.fromkeys(readings)))


def _show_explained(names: Sequence[str], judged: Sequence[Judged]) -> None:
    """Print what is known of each name, claim by claim and scenario by scenario."""
    from ..report.content_text import section_text
    from ..report.explain import explanation

    for one in judged:
        for name in names if one.document is not None else ():
            section = explanation(one.document or {}, name, one.claim.id)
            if section.blocks:
                show(f"\n{one.claim.id}, {one.scenario}: {name}\n{section_text(section, width())}")


def _list_measures(as_json: bool) -> None:
    if as_json:
        from ..claims.measures import measure_rows
        from ..claims.reading_kinds import kind_rows
        from ..report.json_text import to_json

        show(to_json({"measures": measure_rows(), "kinds": kind_rows()}), end="", exact=True)
        return
    from ..report.claims_table import measures_table

    show(measures_table())
    note(
        "usual: how a reading compares unless it says compare; a limit is limits_s, limits_min or limits_h of the claim"
    )

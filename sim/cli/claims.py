"""`reconsim claims`: shipped claims and the user's own, each with its verdict and the number behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import UsageError
from .console import be_quiet, note, progress, show, width


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
        if claim or scenario or verbose:
            raise UsageError("--measures lists what can be asked of any claim; leave out the rest, but --json")
        _list_measures(as_json)
        return
    from ..claims.read_claims import list_claims
    from ..shipped import seeds_dir
    from ..simulation.judged_claims import judge_claims, plan_claims
    from .first_run import told_of_compiling

    planned = plan_claims(claim or list_claims(seeds_dir()), scenario or ())
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
    else:
        note("the evidence: reconsim claims NAME -v; the whole run: reconsim run SCENARIO --claim NAME")


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

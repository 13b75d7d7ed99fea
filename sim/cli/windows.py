"""`reconsim windows`: exact windows from element sets and places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from ..places.sites_given import sites_given
from .arguments import (
    ELEMENTS,
    OUTPUT,
    REGION,
    SITE,
    SITES,
    START,
    TARGETS,
    AllowStale,
    Days,
    End,
    Epochs,
    Format,
    Hours,
    Quiet,
    Select,
    Strict,
    Tz,
    form_asked,
    span_asked,
    zone_asked,
)  # fmt: skip
from .console import be_quiet, note, show
from .limit_options import GivenLimits, number, with_limits
from .limits_given import limits_of, remarks
from .output_files import checked_outputs, output_option, write_outputs
from .region_targets import regions_of
from .satellites import satellites_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ..simulation.access import Access


@with_limits
def windows(
    *,
    elements: Annotated[str, ELEMENTS],
    start: Annotated[str, START],
    select: Select = None,
    epochs: Epochs = "switch",
    allow_stale: AllowStale = False,
    strict: Strict = False,
    days: Days = None,
    hours: Hours = None,
    end: End = None,
    site: Annotated[list[str] | None, SITE] = None,
    sites: Annotated[Path | None, SITES] = None,
    region: Annotated[list[str] | None, REGION] = None,
    seen: Annotated[
        str | None,
        typer.Option(
            metavar="HOW_MUCH",
            help="How much of a region must be seen: 'any part', entirely, or a percentage of its area.  "
            "[default: any part]",
            rich_help_panel=TARGETS,
        ),
    ] = None,
    within: Annotated[
        Literal["instant", "pass"] | None,
        typer.Option(
            help="A percentage at one instant, or added up over a pass.  [default: instant]", rich_help_panel=TARGETS
        ),
    ] = None,
    spacing: Annotated[
        float | None,
        typer.Option(
            parser=number,
            metavar="KM",
            help="Distance of the points that stand for a region.  [default: for some 200 points]",
            rich_help_panel=TARGETS,
        ),
    ] = None,
    given: GivenLimits,
    output: Annotated[
        Format | None,
        typer.Option("--format", help="A table for people, or csv or json.  [default: table]", rich_help_panel=OUTPUT),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.", rich_help_panel=OUTPUT)] = False,
    with_geometry: Annotated[
        bool,
        typer.Option(
            "--geometry",
            help="Azimuth, elevation, range, incidence, off-nadir, squint, ground squint and Sun at the start, middle "
            "and end of each window, as further columns; the table has some at the middle.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    tz: Tz = None,
    files: Annotated[list[Path] | None, output_option("windows", OUTPUT)] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.", rich_help_panel=OUTPUT)] = False,
    quiet: Quiet = False,
) -> None:
    """List when the satellites in FILE see the given places and regions: exact windows, and the gaps between looks.

    Limits given together must all be met. The windows lie inside [start, end). For gaps that reach beyond it the search
    continues for up to 10 days. For example:

    \b
    reconsim windows --elements sets.3le --site Etna,37.751,14.993 \\
      --start 2026-08-22 --days 7 --incidence 20,45
    reconsim windows --elements sets.3le --region Iceland --seen 30 \\
      --start 2026-08-22 --days 7 --sensor worldview-3
    """
    be_quiet(quiet)
    form = form_asked(output, as_json)
    paths = checked_outputs("windows", files, force=force)
    span = span_asked(start, days, hours, end)
    regions = regions_of(region or [], seen, within, spacing)
    places = sites_given(site or [], sites, [one.name for one in regions])
    limits = limits_of(given)
    zone = zone_asked(tz)
    from ..places.height_notes import height_notes
    from ..simulation.access import find_access
    from .first_run import compiled_for_search

    satellites = satellites_of(elements, select, strict=strict)
    with compiled_for_search(), _blaming_spacing(spacing):
        access = find_access(satellites, places, span, limits, regions=regions, epochs=epochs, allow_stale=allow_stale)
        page = _page(form, access, zone, with_geometry)
        if paths:
            from ..simulation.access_made import windows_made

            write_outputs("windows", windows_made(access, geometry=with_geometry, zone=zone), paths, force=force)
    for line in remarks(given, limits):
        note(line)
    for line in height_notes(places):
        note(f"note: {line}")
    _say_what_to_know(access)
    show(page, end="", exact=form != "table")


def _page(output: Format, access: Access, zone: ZoneInfo | None, with_geometry: bool) -> str:
    """Return the whole result as text, so that nothing is printed unless all of it can be."""
    if output == "json":
        from ..report.json_text import to_json
        from ..simulation.access_made import access_document

        return to_json(access_document(access, geometry=with_geometry))
    columns = access.columns_with_geometry if with_geometry else access.columns
    if output == "csv":
        from ..report.windows_csv import windows_csv

        return windows_csv(columns)
    from ..report.windows_table import figures_table, windows_table

    figures = figures_table(access.names, [access.figures(j) for j in range(len(access.names))])
    return f"{windows_table(columns, zone)}\n\n{figures}\n"


@contextmanager
def _blaming_spacing(spacing_km: float | None) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        if spacing_km is None or "spacing_km" not in str(error):
            raise
        raise UsageError(f"--spacing {spacing_km:g}: {error}") from None


def _say_what_to_know(access: Access) -> None:
    for line in access.notes:
        note(f"warning: {line}")
    for line in access.advice:
        note(f"note: {line}")

"""`reconsim windows`: element sets and places in, exact windows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..constants import DAY_S
from ..errors import UsageError
from .console import be_quiet, note, show
from .limit_options import GivenLimits, with_limits
from .limit_options import number as _number
from .limits_given import limits_of, remarks
from .output_files import checked_outputs, output_option, write_outputs
from .region_targets import regions_of
from .satellites import Strict, satellites_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ..clock import Span
    from ..places.sites import Site
    from ..simulation.access import Access

Format = Literal["table", "csv", "json"]
SATELLITES, SPAN, TARGETS, OUTPUT = "Satellites", "Span", "Targets", "Output"
SHORTEST_SPAN_S, LONGEST_SPAN_DAYS = 1.0, 3660.0


@with_limits
def windows(
    *,
    elements: Annotated[
        str,
        typer.Option(
            "--elements",
            "--tle",
            metavar="FILE",
            help="TLE, 3LE or OMM (JSON, CSV, XML, KVN); - is stdin.",
            rich_help_panel=SATELLITES,
        ),
    ],
    start: Annotated[
        str,
        typer.Option(
            metavar="ISO",
            help="Start, such as 2026-08-22T00:00:00Z; a bare date is 00:00 UTC.",
            rich_help_panel=SPAN,
        ),
    ],
    select: Annotated[
        str | None,
        typer.Option(
            metavar="WHICH",
            help="Objects: 58463,59452 or 40115-40120 or 'name:KORSAT*'.",
            rich_help_panel=SATELLITES,
        ),
    ] = None,
    epochs: Annotated[
        Literal["nearest", "switch"],
        typer.Option(
            help="Several sets of one object: switch by pass, or the one nearest to the span's middle.",
            rich_help_panel=SATELLITES,
        ),
    ] = "switch",
    allow_stale: Annotated[
        bool,
        typer.Option("--allow-stale", help="Run with sets over 1,000 days old.", rich_help_panel=SATELLITES),
    ] = False,
    strict: Strict = False,
    days: Annotated[
        float | None,
        typer.Option(parser=_number, metavar="N", help="Length of the span, days.", rich_help_panel=SPAN),
    ] = None,
    end: Annotated[
        str | None, typer.Option(metavar="ISO", help="End of the span, instead of --days.", rich_help_panel=SPAN)
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME,LAT,LON[,HEIGHT_KM]",
            help="A place, degrees and km; may be repeated.",
            rich_help_panel=TARGETS,
        ),
    ] = None,
    sites: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Places: CSV with name,lat_deg,lon_deg (height_km, weight, horizon), GeoJSON or KML points.",
            rich_help_panel=TARGETS,
        ),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COUNTRY|FILE[:SELECT]",
            help="An area: a country, or a GeoJSON file or shapefile and which of its features; may be repeated.",
            rich_help_panel=TARGETS,
        ),
    ] = None,
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
            parser=_number,
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
    tz: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Time zone of the table, such as Asia/Seoul.", rich_help_panel=OUTPUT),
    ] = None,
    files: Annotated[list[Path] | None, output_option("windows", OUTPUT)] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.", rich_help_panel=OUTPUT)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr.", rich_help_panel=OUTPUT)] = False,
) -> None:
    """List when the satellites in FILE see the given places and regions: exact windows, and the gaps between looks.

    Limits given together must all be met. The windows lie inside [start, end); gaps that reach beyond are completed
    by searching on for up to 10 days. For example:

    reconsim windows --elements sets.3le --site Etna,37.751,14.993 --start 2026-08-22 --days 7 --incidence 20,45

    reconsim windows --elements sets.3le --region Iceland --seen 30 --start 2026-08-22 --days 7 --sensor worldview-3
    """
    be_quiet(quiet)
    if as_json and output not in (None, "json"):
        raise UsageError(f"--json and --format {output} exclude each other; give one of them")
    paths = checked_outputs("windows", files, force=force)
    span = _span(start, days, end)
    regions = regions_of(region or [], seen, within, spacing)
    places = _places(site or [], sites, [one.name for one in regions])
    limits = limits_of(given)
    zone = _zone(tz)
    from ..places.height_notes import height_notes
    from ..simulation.access import find_access
    from .first_run import told_of_compiling

    satellites = satellites_of(elements, select, strict=strict)
    with told_of_compiling(), _blaming_spacing(spacing):
        access = find_access(satellites, places, span, limits, regions=regions, epochs=epochs, allow_stale=allow_stale)
        form = "json" if as_json else output or "table"
        page = _page(form, access, zone)
        if paths:
            from ..simulation.access_made import windows_made

            write_outputs("windows", windows_made(access), paths, force=force)
    for line in remarks(given, limits):
        note(line)
    for line in height_notes(places):
        note(f"note: {line}")
    _say_what_to_know(access)
    show(page, end="", exact=form != "table")


def _page(output: Format, access: Access, zone: ZoneInfo | None) -> str:
    """Return the whole result as text, so that nothing is printed unless all of it can be."""
    if output == "json":
        from ..report.json_text import to_json
        from ..simulation.access_made import access_document

        return to_json(access_document(access))
    if output == "csv":
        from ..report.windows_csv import windows_csv

        return windows_csv(access.columns)
    from ..report.windows_table import figures_table, windows_table

    figures = figures_table(access.names, [access.figures(j) for j in range(len(access.names))])
    return f"{windows_table(access.columns, zone)}\n\n{figures}\n"


@contextmanager
def _blaming(option: str) -> Iterator[None]:
    """Put the option at fault before what is said of its value."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{option}: {error}") from None


@contextmanager
def _blaming_spacing(spacing_km: float | None) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        if spacing_km is None or "spacing_km" not in str(error):
            raise
        raise UsageError(f"--spacing {spacing_km:g}: {error}") from None


def _span(start: str, days: float | None, end: str | None) -> Span:
    from ..clock import Span, format_utc, parse_utc

    begin = parse_utc(start, "--start")
    if days is None and end is None:
        raise UsageError("give --days or --end, to say how long the span is")
    if days is not None and end is not None:
        raise UsageError("--days and --end are both given; give one of them")
    if end is not None:
        duration_s = (parse_utc(end, "--end") - begin).total_seconds()
        if duration_s <= 0.0:
            raise UsageError(f"--end {end} must come after --start {format_utc(begin)}")
        length = f"from --start to --end are {duration_s / DAY_S:g} days"
    else:
        assert days is not None
        if not days > 0.0:
            raise UsageError(f"--days {days:g} must be a positive number of days")
        duration_s, length = days * DAY_S, f"--days {days:g}"
    if not SHORTEST_SPAN_S <= duration_s <= LONGEST_SPAN_DAYS * DAY_S:
        raise UsageError(f"{length}: a span lasts from one second to {LONGEST_SPAN_DAYS:g} days")
    return Span(begin, round(duration_s, 6))


def _places(texts: list[str], path: Path | None, regions: list[str]) -> list[Site]:
    """Return the places; with names of regions, a list of them may be empty, and all names must differ."""
    from ..places.sites import parse_site, read_sites

    places, problems = [], []
    for text in texts:
        try:
            places.append(parse_site(text))
        except UsageError as error:
            problems.append(str(error) if text in str(error) else f"--site {text}: {error}")
    if path:
        try:
            places += read_sites(path)
        except UsageError as error:
            problems.append(str(error))
    names = Counter([*(place.name for place in places), *regions])
    what = {name: "region" if name in regions else "site" for name in names}
    problems += [f"the {what[name]} name {name!r} is given {n} times; names must differ"
                 for name, n in names.items() if n > 1]  # fmt: skip
    if not names and not problems:
        problems.append("no place is given; use --site NAME,LAT,LON or --sites FILE.csv, or --region COUNTRY")
    if problems:
        raise UsageError("\n".join(problems))
    return places


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"--tz {name!r} is not a known time zone; write it like Asia/Seoul or UTC") from None


def _say_what_to_know(access: Access) -> None:
    for line in access.notes:
        note(f"warning: {line}")
    for line in access.advice:
        note(f"note: {line}")

"""Arguments that several commands share, each written once: satellites, span, places, time zone, forms of output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from .console import note
from .limit_options import number

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ..clock import Span

Format = Literal["table", "csv", "json"]
SATELLITES, SPAN, TARGETS, OUTPUT = "Satellites", "Span", "Targets", "Output"
FILE_HELP = "TLE, 3LE or OMM (JSON, CSV, XML, KVN); - is stdin."

ELEMENTS = typer.Option("--elements", "--tle", metavar="FILE", help=FILE_HELP, rich_help_panel=SATELLITES)
START = typer.Option(
    "--start",
    metavar="WHEN",
    help="Start, such as 2026-08-22T00:00:00Z; a bare date, today and tomorrow begin at 00:00 UTC; or now.",
    rich_help_panel=SPAN,
)

Select = Annotated[
    str | None,
    typer.Option(
        "--select",
        metavar="WHICH",
        help="Objects: 58463,59452 or 40115-40120 or 'name:KORSAT*'.",
        rich_help_panel=SATELLITES,
    ),
]
Epochs = Annotated[
    Literal["nearest", "switch"],
    typer.Option(
        "--epochs",
        help="Several sets of one object: switch by pass, or the one nearest to the span's middle.",
        rich_help_panel=SATELLITES,
    ),
]
AllowStale = Annotated[
    bool, typer.Option("--allow-stale", help="Use element sets over 1,000 days old.", rich_help_panel=SATELLITES)
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Refuse element sets with a record that cannot be used, instead of leaving it out.",
        rich_help_panel=SATELLITES,
    ),
]
Days = Annotated[
    float | None,
    typer.Option("--days", parser=number, metavar="N", help="Length of the span, days.", rich_help_panel=SPAN),
]
Hours = Annotated[
    float | None,
    typer.Option("--hours", parser=number, metavar="N", help="The same in hours.", rich_help_panel=SPAN),
]
End = Annotated[
    str | None,
    typer.Option("--end", metavar="WHEN", help="End of the span, in place of its length.", rich_help_panel=SPAN),
]
Tz = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help="Time zone of the table, such as Asia/Seoul; CSV and JSON stay in UTC.",
        rich_help_panel=OUTPUT,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No notes and no progress on stderr.", rich_help_panel=OUTPUT)
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files.", rich_help_panel=OUTPUT)]


REGION = typer.Option(
    "--region",
    metavar="COUNTRY|FILE[:SELECT]",
    help="An area: a country, or a GeoJSON file or shapefile and which of its features; may be repeated.",
    rich_help_panel=TARGETS,
)
SITE = typer.Option(
    "--site",
    metavar="NAME,LAT,LON[,HEIGHT]",
    help="A place in degrees and km, such as Etna,37.751,14.993,3.3 or '21.4N 157.95W'; may be repeated. "
    "docs/inputs.md lists all forms.",
    rich_help_panel=TARGETS,
)
SITES = typer.Option(
    "--sites",
    metavar="FILE",
    help="Places: CSV with name,lat_deg,lon_deg (height_km, weight, horizon), GeoJSON or KML points.",
    rich_help_panel=TARGETS,
)


def span_asked(start: str | None, days: float | None, hours: float | None, end: str | None) -> Span:
    """Return the span of --start and one of --days, --hours, --end; note the start where a word such as now stands."""
    from ..time_words import is_word, span_of

    if start is None:
        raise UsageError("--start is missing: give the start of the span, such as 2026-08-22T00:00:00Z")
    span = span_of(start, days=days, hours=hours, end=end, offered=("--days", "--hours", "--end"))
    if is_word(start) or (end is not None and is_word(end)):
        from ..clock import format_utc

        note(f"note: the span is {format_utc(span.start)} to {format_utc(span.end)}")
    return span


def form_asked(output: Format | None, as_json: bool) -> Format:
    """Return the form of --format and --json. Raises UsageError where they disagree."""
    if as_json and output not in (None, "json"):
        raise UsageError(f"--json and --format {output} exclude each other; give one of them")
    return "json" if as_json else output or "table"


def zone_asked(name: str | None) -> ZoneInfo | None:
    """Return the time zone of --tz, None for UTC."""
    from ..time_words import zone_of

    return zone_of(name, "--tz")


@contextmanager
def blaming(option: str) -> Iterator[None]:
    """Put the option at fault before the complaint about its value."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{option}: {error}") from None

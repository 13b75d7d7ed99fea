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
FILE_HELP = "The file holds element sets as TLE, 3LE or OMM (JSON, CSV, XML, KVN); - is stdin."

ELEMENTS = typer.Option("--elements", "--tle", metavar="FILE", help=FILE_HELP, rich_help_panel=SATELLITES)
START = typer.Option(
    "--start",
    metavar="WHEN",
    help="The span starts then: 2026-08-22T06:00:00Z, a bare date, today or tomorrow (00:00 UTC), or now.",
    rich_help_panel=SPAN,
)

Select = Annotated[
    str | None,
    typer.Option(
        "--select",
        metavar="WHICH",
        help="Only these objects are used: 58463,59452 or 40115-40120 or 'name:KORSAT*'.",
        rich_help_panel=SATELLITES,
    ),
]
Epochs = Annotated[
    Literal["nearest", "switch"],
    typer.Option(
        "--epochs",
        help="If an object has several sets: each pass uses the nearest set (switch), or all passes use the set "
        "nearest to the middle of the span (nearest).",
        rich_help_panel=SATELLITES,
    ),
]
AllowStale = Annotated[
    bool,
    typer.Option("--allow-stale", help="Sets over 1,000 days old are used too.", rich_help_panel=SATELLITES),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="A record that cannot be used is an error. Without this option it is left out.",
        rich_help_panel=SATELLITES,
    ),
]
Days = Annotated[
    float | None,
    typer.Option("--days", parser=number, metavar="N", help="The span lasts so many days.", rich_help_panel=SPAN),
]
Hours = Annotated[
    float | None,
    typer.Option("--hours", parser=number, metavar="N", help="The span lasts so many hours.", rich_help_panel=SPAN),
]
End = Annotated[
    str | None,
    typer.Option("--end", metavar="WHEN", help="The span ends then, in place of its length.", rich_help_panel=SPAN),
]
Tz = Annotated[
    str | None,
    typer.Option(
        "--tz",
        metavar="ZONE",
        help="The table shows times in this zone, such as Asia/Seoul. CSV and JSON are always in UTC.",
        rich_help_panel=OUTPUT,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only errors are printed on stderr.", rich_help_panel=OUTPUT)
]
Force = Annotated[bool, typer.Option("--force", help="Existing files are replaced.", rich_help_panel=OUTPUT)]


REGION = typer.Option(
    "--region",
    metavar="COUNTRY|FILE[:SELECT]",
    help="The area is a country, or of a GeoJSON file or shapefile, whole or the features selected; may be repeated.",
    rich_help_panel=TARGETS,
)
SITE = typer.Option(
    "--site",
    metavar="NAME,LAT,LON[,HEIGHT]",
    help="The place is given in degrees and km, such as Etna,37.751,14.993,3.3 or '21.4N 157.95W'; may be repeated. "
    "docs/inputs.md lists all forms.",
    rich_help_panel=TARGETS,
)
SITES = typer.Option(
    "--sites",
    metavar="FILE",
    help="The file holds places: CSV with name,lat_deg,lon_deg (height_km, weight, horizon), GeoJSON or KML points.",
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
    """Add the name of the option to an error about its value."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{option}: {error}") from None

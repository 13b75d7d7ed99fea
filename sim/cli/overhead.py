"""`reconsim overhead`: the objects of a catalogue that pass over one place, and the times of their passes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..places.sites_given import site_given
from .arguments import (
    FILE_HELP,
    START,
    TARGETS,
    AllowStale,
    Days,
    End,
    Hours,
    Quiet,
    Select,
    Strict,
    Tz,
    span_asked,
    zone_asked,
)  # fmt: skip
from .console import be_quiet, note, show, width
from .limit_options import GivenLimits, with_limits
from .limits_given import limits_of, remarks
from .output_files import checked_outputs, output_option, write_outputs
from .satellites import nearest_sets, objects_of_file

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ..windows.overhead import Overhead

MOST_NAMED = 5  # sets that could not be followed, before the rest is only counted


@with_limits
def overhead(
    *,
    file: Annotated[str, typer.Argument(metavar="FILE", help=FILE_HELP)],
    site: Annotated[
        str,
        typer.Option(
            metavar="[NAME,]LAT,LON[,HEIGHT_KM]",
            help="The place in degrees and km, such as 48.1,11.6,0.5 or '21.4N 157.95W'.",
            rich_help_panel=TARGETS,
        ),
    ],
    start: Annotated[str, START],
    select: Select = None,
    hours: Hours = None,
    days: Days = None,
    end: End = None,
    allow_stale: AllowStale = False,
    strict: Strict = False,
    given: GivenLimits,
    rows: Annotated[int, typer.Option("--next", min=0, metavar="N", help="How many passes to print.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print every pass as JSON instead of the table.")] = False,
    files: Annotated[list[Path] | None, output_option("overhead")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.")] = False,
    tz: Tz = None,
    quiet: Quiet = False,
) -> None:
    """List the objects of a catalogue that pass over a place, with exact times, for thousands of objects at once.

    If an object has several sets, the one nearest to the middle of the span is used. Limits given together must all be
    met. The eye can see sunlit satellites in a dark sky, as in the second example:

    \b
    reconsim overhead active.3le --site 48.1,11.6,0.5 --start 2026-08-22 \\
      --hours 24 --min-elevation 10 -o passes.csv
    reconsim overhead active.3le --site '48.1N 11.6E' --start 2026-08-22 \\
      --days 1 --satellite-light lit --sun-elevation-max -6
    """
    be_quiet(quiet)
    place, span = site_given(site), span_asked(start, days, hours, end)
    zone = zone_asked(tz)
    limits = limits_of(given)
    paths = checked_outputs("overhead", files, force=force)
    from ..clock import rotation_note
    from ..orbits.coinciding import coinciding_note
    from ..places.height_notes import height_notes
    from ..report.json_text import to_json
    from ..report.overhead_made import OverheadMade
    from ..windows.overhead import overhead as search
    from .first_run import told_of_compiling

    sets = nearest_sets(objects_of_file(file, select, strict=strict).values(), span, allow_stale=allow_stale)
    with told_of_compiling():
        found = search(sets, place, span, limits=limits)
        made = OverheadMade(found, zone)
        page = to_json(made.document) if as_json else _page(found, rows, zone) + "\n"
        write_outputs("overhead", made, paths, force=force)
    for line in remarks(given, limits) if given.typed else ():
        note(line)
    for line in height_notes([place]):
        note(f"note: {line}")
    _say_what_was_lost(found)
    together = coinciding_note([one.name or str(one.catalog_number) for one in sets], sets)
    for line in (together, rotation_note(span)):
        if line:
            note(f"note: {line}")
    show(page, end="", exact=as_json)


def _page(found: Overhead, rows: int, zone: ZoneInfo | None) -> str:
    """Return the number of objects that rise, and the first passes as a table."""
    from ..clock import format_milliseconds, format_utc
    from ..report.overhead_made import name_of
    from ..report.text import table, wrapped
    from ..report.windows_table import local
    from ..words import counted

    rising = len(set(found.index.tolist()))
    limits = found.limits
    above = f"{limits.elevation_min_deg:g} degrees" if limits.elevation_min_deg > 0.0 else "the horizon"
    if limits != type(limits).above(limits.elevation_min_deg):
        above += " and within the other limits"
    start_text, end_text = format_utc(found.span.start), format_utc(found.span.end)
    if zone is not None:
        start_text, end_text = local(start_text, zone), f"{local(end_text, zone)} {zone}"
    lines = [
        wrapped(
            f"{counted(len(found.sets), 'object')}, {rising:,} of them above {above}, "
            f"{len(found):,} {'pass' if len(found) == 1 else 'passes'} from {start_text} to {end_text}",
            width(),
        )
    ]
    if rows and len(found):
        start = format_milliseconds(found.span.milliseconds(found.start_s[:rows]))
        end = format_milliseconds(found.span.milliseconds(found.end_s[:rows]))
        cells = [
            [
                name_of(found, w),
                str(found.sets[int(found.index[w])].catalog_number or ""),
                local(start[w], zone),
                local(end[w], zone)[11:],
                f"{found.end_s[w] - found.start_s[w]:.0f}",
                f"{found.max_elevation_deg[w]:.1f}",
            ]
            for w in range(len(start))
        ]
        headers = ["satellite", "number", f"start ({zone or 'UTC'})", "end", "seconds", "elevation"]
        lines += ["", table(headers, cells, right=(1, 4, 5))]
        if len(found) > rows:
            lines.append(f"and {len(found) - rows:,} more")
    return "\n".join(lines)


def _say_what_was_lost(found: Overhead) -> None:
    for sentence in found.lost[:MOST_NAMED]:
        note(f"warning: {sentence}")
    if (more := len(found.lost) - MOST_NAMED) > 0:
        note(f"warning: SGP4 could not follow {more:,} more sets through the span")

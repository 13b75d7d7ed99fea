"""`reconsim instant`: which object could have taken a picture, or whether one satellite was there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..places.plain_numbers import plain_number
from ..places.sites_given import site_given
from .arguments import ELEMENTS, TARGETS, AllowStale, Quiet, Select, Strict, Tz, zone_asked
from .console import be_quiet, note, show, width
from .limit_options import GivenLimits, with_limits
from .limits_given import limits_of, remarks
from .output_files import checked_outputs, output_option, write_outputs
from .satellites import nearest_sets, objects_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ..orbits.elements import ElementSet
    from ..places.sites import Site
    from ..sensors.limits import Limits

MOST_NAMED = 5  # sets that could not be followed
ASKED = "as asked"


@with_limits
def instant(
    *,
    elements: Annotated[str, ELEMENTS],
    site: Annotated[
        str,
        typer.Option(
            metavar="[NAME,]LAT,LON[,HEIGHT_KM]",
            help="The place in the picture, in degrees and km, such as 35.238,53.9508 or '21.4N 157.95W'.",
            rich_help_panel=TARGETS,
        ),
    ],
    at: Annotated[str, typer.Option("--at", metavar="WHEN", help="The stated time, such as 2023-11-27T14:36:25Z.")],
    within: Annotated[
        str, typer.Option(metavar="LENGTH", help="How far from that time an object may fit, such as 10min or 90s.")
    ] = "10min",
    select: Select = None,
    allow_stale: AllowStale = False,
    strict: Strict = False,
    given: GivenLimits,
    elevation: Annotated[
        str | None,
        typer.Option(
            metavar="LO,HI",
            help="The satellite stands between these elevations, degrees: an incidence of 90 less.",
            rich_help_panel="Limits on the line of sight",
        ),
    ] = None,
    rows: Annotated[int, typer.Option("--next", min=0, metavar="N", help="How many objects to print.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print every candidate as JSON instead of the page.")] = False,
    files: Annotated[list[Path] | None, output_option("instant")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.")] = False,
    tz: Tz = None,
    quiet: Quiet = False,
) -> None:
    """Find the objects that could have taken a picture of a place at a time, or ask whether one was there.

    Objects above the horizon are ranked: first those within all limits, by the time from --at, then the others by the
    angles they miss. If one object alone is given or selected, its sets before and after the time are compared instead,
    with the chance that a random time would have fitted as well. For example:

    \b
    reconsim instant --elements active.3le --site 35.238,53.9508 \\
      --at 2026-08-22T09:44Z --within 10min --azimuth 190,200 --elevation 41,50
    reconsim instant --elements sets.3le --select 31698 --site 38.898,-77.037 \\
      --at 2026-07-14T14:36:25Z --off-nadir 45 --sun-elevation 10
    """
    be_quiet(quiet)
    from ..clock import Span, parse_utc
    from ..time_words import length_s

    place, moment, zone = site_given(site), parse_utc(at, "--at"), zone_asked(tz)
    within_s = length_s(within, "--within")
    limits = _with_elevation(limits_of(given), elevation)
    paths = checked_outputs("instant", files, force=force)
    groups = list(objects_of_file(elements, select, strict=strict).values())
    for line in remarks(given, limits) if given.typed or elevation is None else ():
        note(line)
    nearest = nearest_sets(groups, Span(moment, 1.0), allow_stale=allow_stale)
    if len(groups) == 1 and not as_json and not paths:
        show(_statement(groups[0], place, moment, limits, zone))
        return
    from ..report.instant_made import InstantMade
    from ..report.instant_page import candidates_page
    from ..report.json_text import to_json
    from ..studies.candidates import candidates
    from .first_run import told_of_compiling

    with told_of_compiling():
        found = candidates(nearest, place, moment, within_s=within_s, limits=limits)
        made = InstantMade(found, zone)
        write_outputs("instant", made, paths, force=force)
    for line in found.lost[:MOST_NAMED]:
        note(f"warning: {line}")
    if as_json:
        show(to_json(made.document), end="", exact=True)
    else:
        show(candidates_page(found, rows, zone, width()))


def _with_elevation(limits: Limits, text: str | None) -> Limits:
    """Return the limits with those of --elevation LO,HI, which are limits on incidence."""
    if text is None:
        return limits

    try:
        low_deg, high_deg = (plain_number(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"--elevation {text!r} must read LO,HI in degrees, such as 41,50") from None
    if not 0.0 <= low_deg < high_deg <= 90.0:
        raise UsageError(f"--elevation {text}: 0 <= LO < HI <= 90 degrees")
    if limits.leaves_hole or limits.incidence_at_most_deg < 90.0:
        raise UsageError("--elevation and limits on incidence or elevation say the same; give one of them")
    return limits.between_elevations(low_deg, high_deg)


def _statement(sets: Sequence[ElementSet], place: Site, moment: datetime, limits: Limits, zone: ZoneInfo | None) -> str:
    """Return the page on one satellite: its sets before and after the time, and the chance of a random time."""
    from ..constellation.satellite import Satellite
    from ..report.instant_page import statement_page
    from ..studies.statements import Statement, chance_of, compare
    from .first_run import told_of_compiling

    name = sets[0].name or sets[0].object_id or str(sets[0].catalog_number)
    satellite = Satellite(name, sets[0].catalog_number, tuple(sets))
    with told_of_compiling():
        (one,) = compare(satellite, [Statement(place, moment, None, {ASKED: limits})])
        return statement_page(one, ASKED, chance_of([one], ASKED), zone, width())

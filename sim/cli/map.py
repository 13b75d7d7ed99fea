"""`reconsim map`: a figure over a region or the globe, as a table, a file of data or a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ..errors import UsageError
from ..revisit.figure_kinds import COVERED_PER_DAY, GAP_MAX, GAP_MEAN, GAP_P95, PERCENT_COVERED, RESPONSE_MEAN
from .arguments import (
    ELEMENTS,
    START,
    AllowStale,
    Days,
    End,
    Epochs,
    Hours,
    Quiet,
    Select,
    Strict,
    Tz,
    blaming,
    span_asked,
    zone_asked,
)  # fmt: skip
from .console import be_quiet, note, show, width
from .limit_options import GivenLimits, number, with_limits
from .limits_given import limits_of
from .output_files import checked_outputs, output_option, write_outputs
from .region_targets import region_of
from .satellites import satellites_of

if TYPE_CHECKING:
    from ..places.grids import Grid
    from ..places.regions import Region
    from ..simulation.loaded import Loaded
    from ..simulation.mapping import MapPlan

SHOWN = tuple(kind.map_name for kind in (GAP_MAX, GAP_MEAN, RESPONSE_MEAN, PERCENT_COVERED, COVERED_PER_DAY))
SUCH_AS = ", ".join(kind.map_name for kind in (GAP_MEAN, GAP_P95, PERCENT_COVERED, RESPONSE_MEAN))


@with_limits
def map_(
    *,
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="A scenario file, or a shipped name (see `list`).")
    ] = None,
    figure: Annotated[
        list[str] | None,
        typer.Option(
            "--figure",
            "-f",
            metavar="NAME",
            help=f"Figure to draw and to list, such as {SUCH_AS}; may be repeated.  [default: {GAP_MAX.map_name}]",
        ),
    ] = None,
    box: Annotated[
        str | None, typer.Option(metavar="S,N,W,E", help="The box to map, degrees.  [default: around the targets]")
    ] = None,
    region: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE[:SELECT]",
            help="A region of the scenario, a country, or a GeoJSON file or shapefile: only its points.",
        ),
    ] = None,
    globe: Annotated[bool, typer.Option("--globe", help="Map the whole Earth.")] = False,
    step_deg: Annotated[
        float | None, typer.Option(parser=number, metavar="D", help="Distance of the points, degrees.")
    ] = None,
    case: Annotated[
        str, typer.Option(metavar="CASE", help="The sensors at all-low, all-nominal or all-high.")
    ] = "all-nominal",
    sensors: Annotated[
        Literal["all", "radar", "optical"], typer.Option(help="Satellites with any sensor, a radar, or a camera.")
    ] = "all",
    span_days: Annotated[
        float | None, typer.Option(parser=number, metavar="N", help="Length of the span, days, not the scenario's.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change one value of the scenario; may be repeated."),
    ] = None,
    elements: Annotated[str | None, ELEMENTS] = None,
    start: Annotated[str | None, START] = None,
    days: Days = None,
    hours: Hours = None,
    end: End = None,
    select: Select = None,
    strict: Strict = False,
    given: GivenLimits,
    epochs: Epochs = "switch",
    exact: Annotated[
        bool | None,
        typer.Option("--exact/--swept", help="Exact windows, or swept in steps of time.  [default: exact if small]"),
    ] = None,
    step_s: Annotated[
        float | None, typer.Option(parser=number, metavar="S", help="Step of the sweep, seconds.  [default: 20]")
    ] = None,
    edges: Annotated[
        Literal["clipped", "interior"], typer.Option(help="Gaps at the ends of the span: cut there, or left out.")
    ] = "clipped",
    gaps: Annotated[
        Literal["looks", "all"] | None,
        typer.Option(help="Gaps between looks, or all gaps, between windows.  [default: looks where that can be]"),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(metavar="LIMIT", help="Drop a limit that cannot be mapped, such as duration; may be repeated."),
    ] = None,
    by_latitude: Annotated[bool, typer.Option("--by-latitude", help="Also list the figures by latitude.")] = False,
    files: Annotated[list[Path] | None, output_option("map")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of the table.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.")] = False,
    allow_stale: AllowStale = False,
    tz: Tz = None,
    quiet: Quiet = False,
) -> None:
    """Map how often satellites see each point of a box or of the Earth: of a scenario, or of element sets.

    Gaps are those of all satellites together, cut at the ends of the span. For example:

    \b
    reconsim map example -o map.png -o map.csv
    reconsim map --elements sets.3le --start 2026-08-22 --days 7 \\
      --off-nadir 30 --globe -f response_mean_s -o globe.csv
    """
    be_quiet(quiet)
    zone = zone_asked(tz)
    from ..maps.figure_names import NAMES, figure_named

    asked = list(dict.fromkeys(figure or [GAP_MAX.map_name]))
    with blaming("--figure"):
        for name in asked:
            figure_named(name)
    others = {
        "--start": start, "--days": days, "--hours": hours, "--end": end, "--select": select, **given.typed,
        "--epochs": None if epochs == "switch" else epochs, "--strict": strict or None,
    }  # fmt: skip
    of_scenario = {
        "--case": None if case == "all-nominal" else case, "--sensors": None if sensors == "all" else sensors,
        "--span-days": span_days, "--set": change,
    }  # fmt: skip
    _one_or_the_other(scenario, elements, others, of_scenario)
    common: dict[str, Any] = {
        "exact": exact, "edges": edges, "gaps": gaps, "leave_out": leave_out or (), "allow_stale": allow_stale,
    }  # fmt: skip
    if step_s is not None:
        common["step_s"] = step_s
    loaded = _loaded(scenario, change or []) if scenario is not None else None
    own = {t.name: t.region for t in loaded.constellation.targets if t.region} if loaded is not None and region else {}
    grid, area = _extent(box, globe, region, step_deg, own)
    with _naming_limits():
        if loaded is not None:
            plan = _of_scenario(loaded, grid, area, step_deg, case, sensors, span_days, common)
        else:
            assert elements is not None
            span = span_asked(start, days, hours, end)
            limits = limits_of(given)
            plan = _of_sets(elements, select, strict, grid, area, step_deg, span, limits, epochs, common)
    from ..report.json_text import to_json
    from ..report.map_made import MapMade
    from ..report.map_table import map_document, map_table
    from .first_run import told_of_compiling

    paths = checked_outputs("map", files, force=force, size=plan.points)
    for line in plan.notes:
        note(f"note: {line}")
    with told_of_compiling(), _naming_limits():
        coverage = plan.paint()
    document = map_document(coverage, [*asked, *SHOWN], by_latitude=asked if by_latitude else (), notes=plan.notes)
    made = MapMade(coverage, list(dict.fromkeys([*asked, *NAMES])), plan.places, document)
    write_outputs("map", made, paths, force=force)
    if as_json:
        show(to_json(document), end="", exact=True)
    else:
        show(map_table(document, zone, width=width()))
    for line in coverage.lost:
        note(f"warning: {line}")
    if not paths and not as_json:
        note("draw it with -o map.png; keep it with -o map.nc, map.tif, map.geojson or map.csv")


def _one_or_the_other(
    scenario: str | None, elements: str | None, of_elements: dict[str, Any], of_scenario: dict[str, Any]
) -> None:
    """Raise UsageError unless a scenario or element sets are given, and only the options that go with them."""
    if (scenario is None) == (elements is None):
        what = "both are given" if scenario is not None else "neither is given"
        raise UsageError(f"give a SCENARIO or --elements FILE, one of them; {what}")
    options, belong = (of_elements, "--elements") if scenario is not None else (of_scenario, "a SCENARIO")
    if foreign := [option for option, value in options.items() if value is not None]:
        instead = "; change its limits with --set" if scenario is not None else ""
        raise UsageError(f"{', '.join(foreign)} belong{'s' * (len(foreign) == 1)} to {belong}{instead}")


@contextmanager
def _naming_limits() -> Iterator[None]:
    """Add to an error about a limit the option that leaves it out."""
    try:
        yield
    except UsageError as error:
        import re
        from dataclasses import fields

        from ..sensors.limits import Limits

        said = str(error)
        named = [field.name for field in fields(Limits) if re.search(rf"\b{field.name}\b", said)]
        out_of_range = "must lie" in said or "must be at least" in said
        if type(error) is not UsageError or not named or "--" in said or out_of_range:
            raise
        words = dict.fromkeys(re.sub(r"_(min|max|from|to|across|along)_\w+\Z", "", name) for name in named)
        options = " ".join(f"--leave-out {word}" for word in words)
        raise UsageError(f"{said} ({options} maps without {'it' if len(words) == 1 else 'them'})") from None


def _extent(
    box: str | None, globe: bool, region: str | None, step_deg: float | None, own: Mapping[str, Region]
) -> tuple[Grid | None, Region | None]:
    """Return the grid asked for, None for the one around the targets, and the region whose points count.

    ``own`` are regions of the scenario, by name.
    """
    from ..simulation.map_extent import earth_grid, parse_box, region_grid

    asked = [option for option, given in (("--box", box), ("--region", region), ("--globe", globe)) if given]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} are both given; give one of them")
    if box is not None:
        with blaming("--box"):
            return parse_box(box, step_deg=step_deg), None
    if region is not None:
        with blaming("--region"):
            found = own[region] if region in own else region_of(region)
            return region_grid(found, step_deg=step_deg), found
    with blaming("--globe"):
        return (earth_grid(step_deg=step_deg) if globe else None), None


def _loaded(name: str, change: list[str]) -> Loaded:
    from ..scenario.load import read_scenario
    from ..simulation.loaded import Loaded

    loaded = Loaded(read_scenario(name, tuple(change)))
    for line in loaded.remarks:
        note(f"note: {line}")
    return loaded


def _of_scenario(
    loaded: Loaded,
    grid: Grid | None,
    region: Region | None,
    step_deg: float | None,
    case: str,
    sensors: Literal["all", "radar", "optical"],
    span_days: float | None,
    common: dict[str, Any],
) -> MapPlan:
    from ..simulation.map_extent import grid_around
    from ..simulation.mapping import plan_map

    if grid is None:
        with blaming("--step-deg"):
            grid = grid_around(loaded.constellation.places, step_deg=step_deg)
    return plan_map(loaded, grid=grid, region=region, case=case, sensors=sensors, span_days=span_days, **common)


def _of_sets(
    elements: str,
    select: str | None,
    strict: bool,
    grid: Grid | None,
    region: Region | None,
    step_deg: float | None,
    span: Any,
    limits: Any,
    epochs: Literal["nearest", "switch"],
    common: dict[str, Any],
) -> MapPlan:
    from ..sensors.limits import Limits
    from ..simulation.map_extent import earth_grid
    from ..simulation.mapping import plan_map_of_sets

    satellites = satellites_of(elements, select, strict=strict)
    if limits == Limits():
        note("no limit given: every moment with the satellite above the horizon counts (elevation above 0)")
    if grid is None:
        with blaming("--step-deg"):
            grid = earth_grid(step_deg=step_deg)
    return plan_map_of_sets(satellites, span, limits, grid=grid, region=region, epochs=epochs, **common)

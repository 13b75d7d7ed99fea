"""From a scenario, or from element sets, to a map: which satellites, limits and tracks, over which grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from ..clock import Span, format_utc, rotation_note
from ..constants import DAY_S
from ..constellation.satellite import Satellite
from ..errors import DataError, UsageError
from ..orbits.coinciding import coinciding_note
from ..orbits.ephemeris import Track
from ..orbits.service import AGEING_DAYS, Epochs, epoch_s, tracks_of_all
from ..places.grids import Grid
from ..places.regions import Region
from ..places.sites import Site
from ..revisit.figures import GapsBetween
from ..sensors.limits import Limits
from ..sensors.sensor import SEES_LIGHT, Kind
from ..studies.assumptions import limits_in, standing_cases
from ..words import shortened
from .loaded import Loaded
from .map_extent import grid_around, inside_of, region_grid
from .map_limits import OF_SINGLE_WINDOWS, without, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..maps.figures import CoverageMap

Sensors = Literal["all", "radar", "optical"]
MapEdges = Literal["clipped", "interior"]
NOMINAL = "all-nominal"
MOST_NAMED = 12  # satellites that a map names
# With the raster's own defaults (60 s, 0.0125) the nominal radars of rok-425-as-flown, held to 15 degrees of squint,
# get a mean longest gap over Korea 7 percent too short; with these 0.6 percent, at twice the time.
STEP_S, SWEEP_EXCESS = 20.0, 0.002
MOST_POINTS = 1_000_000


@dataclass(frozen=True, eq=False)
class MapPlan:
    """A map about to be made: everything is checked, nothing is computed. ``paint`` makes it.

    ``limits`` are one for each number of a satellite in the tracks; one with two sensors in use has two numbers.
    ``places`` are marked on pictures. ``notes`` are sentences worth reading beside the map.
    """

    title: str
    about: dict[str, str]
    span: Span
    tracks: tuple[Track, ...]
    limits: tuple[Limits, ...]
    grid: Grid
    places: tuple[Site, ...]
    gaps: GapsBetween
    edges: MapEdges
    exact: bool | None  # None: if the map is small
    step_s: float
    inside: NDArray[Any] | None = None
    short_looks: bool = False  # whether limits on duration were left out
    unmapped: tuple[str, ...] = ()  # a sentence for each sensor that was left out

    def paint(self, *, threads: int | None = None) -> CoverageMap:
        """Return the map. Raises as ``sim.coverage_map``; results do not depend on ``threads``."""
        from ..maps.coverage_map import coverage_map

        found = coverage_map(
            self.tracks,
            self.grid,
            self.limits,
            self.span,
            step_s=self.step_s,
            edges=self.edges,
            gaps=self.gaps,
            exact=self.exact,
            sweep_excess=SWEEP_EXCESS,
            inside=self.inside,
            threads=threads,
        )
        return replace(found, about={"title": self.title, **self.about})

    @property
    def points(self) -> int:
        """How many points of the grid count."""
        return self.grid.size if self.inside is None else int(self.inside.sum())

    @property
    def is_swept_unasked(self) -> bool:
        """Whether the map is swept for its size alone."""
        from ..maps.coverage_map import is_small

        return self.exact is None and not is_small(self.tracks, self.grid, self.span)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know: a rule other than the usual one, old element sets."""
        said = []
        if self.gaps == "all" and any(one.leaves_hole for one in self.limits):
            said.append(
                "gaps are between windows: the hole below a radar counts as a gap, so counts are higher and means "
                "lower than between looks; a longest gap of more than some minutes is the same"
            )
        ages = [(_age_d(track, self.span), track.elements) for track in self.tracks]
        age_d, oldest = max(ages, key=lambda one: one[0])
        if age_d > AGEING_DAYS:
            said.append(
                f"element sets serve up to {age_d:.1f} days from their epoch "
                f"({oldest.name or oldest.catalog_number}, {format_utc(oldest.epoch_utc)[:10]}); "
                "beyond 14 days a map is a statistic, not a forecast"
            )
        sets = {track.satellite: track.elements for track in self.tracks}
        alone = {(one.name, one.catalog_number) if one.name else i: one for i, one in sets.items()}  # once a satellite
        names = [one.name or str(one.catalog_number) for one in alone.values()]
        together = coinciding_note(names, list(alone.values()))
        said += [line for line in (together, rotation_note(self.span)) if line]
        said += self.unmapped
        if self.is_swept_unasked:
            said.append(
                "the map is large, and so swept in steps of time; its errors are estimated at a sample of its points, "
                "and none are left with exact windows (--exact), which take longer"
            )
        if self.short_looks:
            said.append("a map knows no single windows: looks too short for an image count here, unlike in a run")
        return tuple(said)


def map_of(simulation: Loaded, *, threads: int | None = None, **options: Any) -> CoverageMap:
    """Return the map of a scenario; ``options`` and errors are those of ``plan_map``."""
    return plan_map(simulation, **options).paint(threads=threads)


def plan_map(
    simulation: Loaded,
    *,
    grid: Grid | None = None,
    region: Region | None = None,
    case: str = NOMINAL,
    sensors: Sensors = "all",
    span_days: float | None = None,
    exact: bool | None = None,
    edges: MapEdges = "clipped",
    gaps: GapsBetween | None = None,
    step_s: float = STEP_S,
    leave_out: Sequence[str] = (),
    allow_stale: bool = False,
) -> MapPlan:
    """Return the plan of a scenario's map: its satellites, sets, dates of service, sensors, span.

    ``grid`` left out is one over the region, or around the targets (``grid_around``); of a ``region`` only the points
    inside it count. ``case`` is a standing case: all-low, all-nominal or all-high. ``sensors`` keeps what radars, or
    cameras (optical or infrared), see. Of two sensors in use on one satellite each is mapped; one whose limits a raster
    does not know is left out, and said. ``span_days`` changes the length of the span, not its start. ``exact`` is as in
    ``sim.coverage_map``: None is exact for small maps. Limits on the
    duration of windows are left out, and said in ``notes``. ``leave_out`` names limits to drop that a raster does not
    know, in full or by their first words, such as "duration" or "azimuth". ``gaps`` left out is between looks, or
    between windows where a raster cannot tell looks.

    Masks of the targets' horizons are theirs alone and do not enter a map. Unlike a run, a map does not search beyond
    its span: gaps at its ends are cut there (``edges="clipped"``) or left out. Sets of one satellite hand over at an
    instant, not between passes. Raises UsageError for unknown cases, sensors and limits, for limits that a raster
    cannot map, for too many points; DataError for element sets that cannot serve.
    """
    constellation = simulation.constellation
    span = constellation.span if span_days is None else _span(constellation.span, span_days)
    cases = standing_cases(constellation.carried)
    chosen = case if case in cases or case != NOMINAL else next(iter(cases))
    if chosen not in cases:
        raise UsageError(f"there is no case {case!r}; the cases are {', '.join(cases)}")
    if sensors not in ("all", "radar", "optical"):
        raise UsageError(f"sensors = {sensors!r} must be all, radar or optical")
    carried = [(m, one) for m in constellation.satellites for one in m.sensors]
    carried = [(m, one) for m, one in carried if _is(constellation.sensors[one].kind, sensors)]
    if not carried:
        raise UsageError(f"no satellite of {simulation.name} carries {_A[sensors]}; leave sensors at all")
    leave_out = (*leave_out, *OF_SINGLE_WINDOWS)
    found = {one.name: limits_in(one, cases[chosen]) for one in constellation.carried}
    in_use = {name: limits for name, limits in found.items() if limits is not None}
    # A satellite is mapped once for each sensor in use: two sensors of one are two tracks.
    carried = [(m, one) for m, one in carried if one in in_use]
    if not carried:
        raise UsageError(f"in the case {chosen} no sensor asked for is in use; choose another case")
    limits = {name: without(one, leave_out) for name, one in in_use.items()}
    unmapped = _left_to_others(carried, limits)
    carried = [one for one in carried if one not in unmapped]
    satellites = [m for m, _ in carried]
    serving = [(i, m) for i, m in enumerate(satellites) if m.serves(span)]
    if not serving:
        raise DataError(f"no satellite of {simulation.name} is in service within the span")
    tracks = tracks_of_all(
        [(i, m.elements, m.manoeuvres) for i, m in serving],
        span,
        from_s=0.0,
        to_s=span.duration_s,
        epochs=constellation.epochs,
        allow_stale=allow_stale,
    )
    mapped = dict.fromkeys(carried[i][1] for i, _ in serving)
    return _checked(
        MapPlan(
            title=simulation.scenario.title,
            about=_region_words(region)
            | {
                "satellites": shortened(list(dict.fromkeys(m.name for _, m in serving)), MOST_NAMED),
                "case": chosen,
                "sensors": sensors,
                "limits": "; ".join(f"{name} {words_of(limits[name])}" for name in mapped),
            },
            span=span,
            tracks=_cut_to_service(tracks, satellites, span),
            limits=tuple(limits[name] for _, name in carried),
            **_extent(grid, region, constellation.places),
            places=tuple(constellation.places[t.first] for t in constellation.targets if t.region is None),
            gaps=gaps or "looks",
            edges=edges,
            exact=exact,
            step_s=step_s,
            short_looks=any(key in in_use[name].binding() for name in mapped for key in OF_SINGLE_WINDOWS),
            unmapped=tuple(
                f"{', '.join(limits[name].for_windows_only())} cannot be mapped: "
                f"what {name} of {m.name} sees is left out"
                for m, name in unmapped
            ),
        ),
        may_count_windows=gaps is None,
    )


def _left_to_others(
    carried: Sequence[tuple[Satellite, str]], limits: Mapping[str, Limits]
) -> list[tuple[Satellite, str]]:
    """Return the sensors, of satellites, that a map leaves to others of the same satellite: a map cannot take them."""
    known = {m.name for m, name in carried if not limits[name].for_windows_only()}
    return [(m, name) for m, name in carried if limits[name].for_windows_only() and m.name in known]


def plan_map_of_sets(
    satellites: Sequence[Satellite],
    span: Span,
    limits: Limits,
    *,
    grid: Grid | None = None,
    region: Region | None = None,
    title: str = "",
    places: Sequence[Site] = (),
    epochs: Epochs = "switch",
    exact: bool | None = None,
    edges: MapEdges = "clipped",
    gaps: GapsBetween | None = None,
    step_s: float = STEP_S,
    leave_out: Sequence[str] = (),
    allow_stale: bool = False,
) -> MapPlan:
    """Return the plan of a map of satellites that all have the same limits; arguments and errors as in ``plan_map``."""
    tracks = tracks_of_all(
        [(i, one.elements, one.manoeuvres) for i, one in enumerate(satellites) if one.serves(span)],
        span,
        from_s=0.0,
        to_s=span.duration_s,
        epochs=epochs,
        allow_stale=allow_stale,
    )
    limits = without(limits, leave_out)
    return _checked(
        MapPlan(
            title=title or f"Coverage by {shortened([one.name for one in satellites], 3)}",
            about=_region_words(region)
            | {"satellites": shortened([one.name for one in satellites], MOST_NAMED), "limits": words_of(limits)},
            span=span,
            tracks=_cut_to_service(tracks, satellites, span),
            limits=(limits,) * len(satellites),
            **_extent(grid, region, places),
            places=tuple(places),
            gaps=gaps or "looks",
            edges=edges,
            exact=exact,
            step_s=step_s,
        ),
        may_count_windows=gaps is None,
    )


def _checked(plan: MapPlan, *, may_count_windows: bool) -> MapPlan:
    """Return a plan that the raster can paint, with gaps between windows where it cannot tell looks and may do so."""
    from ..maps.canvas import limits_of_tracks

    if plan.grid.size > MOST_POINTS:
        raise UsageError(
            f"the grid has {plan.grid.size:,} points; at most {MOST_POINTS:,} are mapped: take a larger step in degrees"
        )
    try:
        limits_of_tracks(plan.tracks, plan.limits, plan.gaps)
    except UsageError:
        if not may_count_windows:
            raise
        limits_of_tracks(plan.tracks, plan.limits, "all")
        return replace(plan, gaps="all")
    return plan


def _extent(grid: Grid | None, region: Region | None, places: Sequence[Site]) -> dict[str, Any]:
    """Return the grid of a plan and which of its points count."""
    if region is None:
        return {"grid": grid or grid_around(places), "inside": None}
    grid = grid or region_grid(region)
    return {"grid": grid, "inside": inside_of(region, grid)}


def _region_words(region: Region | None) -> dict[str, str]:
    return {} if region is None else {"region": region.name}


_A = {"radar": "a radar", "optical": "a camera"}


def _is(kind: Kind, sensors: Sensors) -> bool:
    return sensors == "all" or (kind == "radar" if sensors == "radar" else kind in SEES_LIGHT)


def _span(span: Span, days: float) -> Span:
    if not 1.0 <= days * DAY_S <= 3660.0 * DAY_S:
        raise UsageError(f"span_days = {days:g} must be from one second to 3,660 days")
    return Span(span.start, round(days * DAY_S, 6))


def _cut_to_service(tracks: Iterable[Track], satellites: Sequence[Satellite], span: Span) -> tuple[Track, ...]:
    """Return what is left of tracks while their satellites serve."""
    parts = (_in_service(track, satellites[track.satellite], span) for track in tracks)
    return tuple(part for part in parts if part is not None)


def _in_service(track: Track, satellite: Satellite, span: Span) -> Track | None:
    """Return the part of a track in which its satellite serves, None where there is none."""
    begins_s, ends_s = satellite.service_s(span)
    from_s, to_s = max(track.from_s, begins_s), min(track.to_s, ends_s)
    return replace(track, from_s=from_s, to_s=to_s) if from_s < to_s else None


def _age_d(track: Track, span: Span) -> float:
    """Return how far from its epoch a set is used at most, days; 0 for a notional orbit, which has no age."""
    if not track.elements.catalog_number:
        return 0.0
    at_s = epoch_s(track.elements, span)
    ends_s = (max(track.from_s, track.owns_from_s), min(track.to_s, track.owns_to_s))
    return max(abs(end - at_s) for end in ends_s) / DAY_S

"""The exact search for access windows. It takes and returns arrays.

A `Search` holds one table of positions and a list of places. It finds the passes (elevation above 0) once and trims
them by one limit after another. It stores each result, so that many sensor assumptions share the work.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..constants import WGS84_B_KM
from ..earth import site_itrs_km, up_itrs
from ..errors import UsageError
from ..intervals import complement
from ..orbits.ephemeris import Ephemeris
from ..places.sites import Site
from ..sensors.limits import Limits
from ..sun import SunTable
from ..threads import cores, in_threads
from . import cut_and_join_kernel as parts
from .bounds_kernel import R_MAX, least_ground_speed
from .describe_kernel import describe
from .eclipse import sunlit_intervals
from .glint import trim_glint
from .horizon_masks import Sector, clockwise_of, sectors, short_of, wedges
from .kernel_arrays import Nodes, SingleAxes, Stretches, room_for
from .margin_kinds import IN_SIGHT, INSIDE, KINDS
from .numbering import Numbering
from .one_set_a_pass import one_set_a_pass
from .passes_kernel import GROUP, find_passes
from .steps import ANY_ELEVATION_DEG, AtCentre, Light, Margin, Step, steps, view_reach_deg
from .sunlight_at_places import Daylight
from .trim_kernel import trim
from .windows import Geometry, Windows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_GROUND_SPEED_KM_S = 0.1
CALL_NODES = 1 << 16  # read by one call of the kernel at least, 0.1 ms of work
NEAR_S = 1e-6  # parts at most this far apart are joined: it is the accuracy of boundaries

__all__ = ["Daylight", "Geometry", "Search", "Windows"]


class Search:
    """Exact windows between the tracks of an ephemeris and a list of places.

    Boundaries agree with bisection on SGP4 itself to well below 1 ms; a window is lost only when the margin of its
    deciding limit never exceeds 0.1 mm or it is shorter than 1 ms (``crossings_kernel`` states the bounds). Threads
    share the work by places; results do not depend on their number.
    """

    def __init__(
        self,
        ephemeris: Ephemeris,
        places: Sequence[Site],
        *,
        daylight: Daylight | None = None,
        threads: int | None = None,
    ) -> None:
        self.ephemeris = ephemeris
        self.places = tuple(places)
        self.threads = threads or cores()
        self._daylight = daylight
        self._found: dict[tuple[Any, ...], Windows] = {}
        lat = np.array([s.lat_deg for s in self.places])
        lon = np.array([s.lon_deg for s in self.places])
        height = np.array([s.height_km for s in self.places])
        self._sites = np.concatenate(
            [
                site_itrs_km(lat_deg=lat, lon_deg=lon, height_km=height),
                up_itrs(lat_deg=lat, lon_deg=lon),
            ],
            axis=1,
        )

    def branch(self) -> Search:
        """Return a search of one thread that starts from all that this one has found, and stores what it finds itself.

        It is for limits that are tried once: what they leave is freed with the branch. Branches may work in threads of
        their own once this search has found some windows.
        """
        branch = copy.copy(self)
        branch._found = dict(self._found)
        branch.threads = 1
        return branch

    @cached_property
    def daylight(self) -> Daylight:
        if self._daylight is not None:
            return self._daylight
        table = self.ephemeris
        return Daylight(SunTable(table.span, float(table.from_s.min()), float(table.to_s.max())), self.places)

    @cached_property
    def passes(self) -> Windows:
        """Every pass (elevation above 0) of every satellite at every place, whole; cut only where the table ends."""
        return self._sorted(self._passes)

    def windows(self, limits: Limits) -> Windows:
        """Return the windows in which all limits hold, over the whole table, each at least as long as an image.

        If limits allow elevations below 0, the passes are those in line of sight.
        """
        below = limits.sees_below_horizontal
        path = ("in sight",) if below else ()
        found = self._held(self._unmasked_in_sight if below else self._unmasked, limits, path)
        return self._sorted(found).lasting(limits.image_s)

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering.of(self.ephemeris.tracks, [place.name for place in self.places])

    @cached_property
    def _passes(self) -> Windows:
        """The passes sorted by track. Kernels are fastest in this order, because one track fits a core's own cache."""
        return self._passes_over(self._sites)

    @cached_property
    def _passes_in_sight(self) -> Windows:
        """The passes from first to last line of sight, track by track.

        The line from the place that touches the ellipsoid has an angle below the horizontal and a greatest length. No
        satellite in sight is lower than this angle or farther than this length. All are therefore above the horizontal
        of a point that lies below the place by the length times the sine of the angle. The angle is increased by a
        quarter of a degree, because the vertical differs from the radius.
        """
        radius_km = np.linalg.norm(self._sites[:, :3], axis=1)
        dip = np.arccos(np.minimum(WGS84_B_KM / radius_km, 1.0)) + math.radians(0.25)
        farthest_km = float(self.ephemeris.bounds[:, R_MAX].max())
        reach_km = np.sqrt(np.maximum(radius_km**2 - WGS84_B_KM**2, 0.0)) + math.sqrt(farthest_km**2 - WGS84_B_KM**2)
        lowered = self._sites.copy()
        lowered[:, :3] -= (reach_km * np.sin(dip))[:, None] * lowered[:, 3:]
        seen = self._trim(self._passes_over(lowered), Margin(IN_SIGHT))
        return replace(seen, pass_start_s=seen.start_s, pass_end_s=seen.end_s)

    def _passes_over(self, sites: Floats) -> Windows:
        """Return when satellites stand above the horizontals of some points, (P, 6) as ``_sites``."""
        table = self.ephemeris
        tracks = table.tracks
        n_tracks, n_sites = len(tracks), len(self.places)
        from_s, to_s = self._reach_s
        single = SingleAxes(*(a.astype(np.float32) for a in (table.x_km, table.y_km, table.z_km)))
        pair_track, pair_site = np.repeat(np.arange(n_tracks), n_sites), np.tile(np.arange(n_sites), n_tracks)

        def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
            out = room_for(room)
            n = find_passes(self._nodes, single, from_s, to_s, sites, pair_track[rows], pair_site[rows], out)
            return n, (out.of_row + rows.start, out.start_s, out.end_s)

        days = float(np.maximum(to_s - from_s, 0.0).sum()) / 86400.0 / max(n_tracks, 1)
        # A call should read at least CALL_NODES nodes: 8 pairs of a week, 64 of a day.
        least = max(GROUP, int(CALL_NODES / max(float(table.count.mean()), 1.0)) if n_tracks else 0)
        pair, start_s, end_s = self._in_chunks(call, pair_track.size, least=least, room_each=int(9 * days) + 4)
        track, target = pair_track[pair], pair_site[pair]
        satellite = np.array([t.satellite for t in tracks], dtype=np.int64)[track]
        found = Windows(satellite, target, track, start_s, end_s, start_s, end_s, numbering=self._numbering)
        return one_set_a_pass(found, tracks)

    @cached_property
    def _unmasked(self) -> Windows:
        return self._above_masks(self._passes)

    @cached_property
    def _unmasked_in_sight(self) -> Windows:
        return self._above_masks(self._passes_in_sight)

    def _above_masks(self, all_passes: Windows) -> Windows:
        """Return the parts of passes above the horizon masks of places that have one."""
        masked = [j for j, place in enumerate(self.places) if place.horizon]
        if not masked:
            return all_passes
        is_masked = np.isin(all_passes.target, masked)
        kept = [all_passes.take(~is_masked)]
        for j in masked:
            passes = all_passes.take(all_passes.target == j)
            for wedge in wedges(sectors(self.places[j].horizon)):
                inside = passes
                if wedge[-1].to_deg - wedge[0].from_deg < 360.0:
                    inside = self._trim(inside, clockwise_of(wedge[0].from_deg))
                    inside = self._trim(inside, short_of(wedge[-1].to_deg))
                kept += self._above(inside, wedge)
        return self._joined(kept)

    def _above(self, found: Windows, wedge: Sequence[Sector]) -> list[Windows]:
        """Return the parts of windows inside a wedge and above its sectors; wedges are halved recursively."""
        if len(wedge) == 1 or len(found) == 0:
            return [self._trim(found, wedge[0].above)]
        half = len(wedge) // 2
        middle_deg = wedge[half].from_deg
        first, second = self._trim(found, short_of(middle_deg)), self._trim(found, clockwise_of(middle_deg))
        return self._above(first, wedge[:half]) + self._above(second, wedge[half:])

    def _held(self, found: Windows, limits: Limits, path: tuple[Any, ...]) -> Windows:
        """Return the parts of some windows, track-major, in which limits hold; ``path`` lists the steps so far."""
        for step in steps(limits, self._least_elevation_deg(limits)):
            path = (*path, step)
            if path not in self._found:
                self._found[path] = self._after(found, step, path)
            found = self._found[path]
        return found

    def _after(self, found: Windows, step: Step, path: tuple[Any, ...]) -> Windows:
        if isinstance(step, Margin):
            return self._trim(found, step)
        if isinstance(step, AtCentre):
            return self._about_centres(found, step)
        if isinstance(step, Light):
            return self._in_light(found, step)
        some = self._joined([self._held(found, one, (*path, n)) for n, one in enumerate(step.limits)])
        return some if step.kind == "any" else self._cut_out(found, some)

    def _about_centres(self, found: Windows, step: AtCentre) -> Windows:
        """Return the parts of windows within half an image of an instant that meets the margins of a step."""
        centres = found
        for margin in step.margins:
            centres = self._trim(centres, margin)
        row = _row_of(centres, found)
        start_s = np.maximum(centres.start_s - step.half_image_s, found.start_s[row])
        end_s = np.minimum(centres.end_s + step.half_image_s, found.end_s[row])
        return self._joined([replace(centres, start_s=start_s, end_s=end_s)])

    def _joined(self, found: Sequence[Windows]) -> Windows:
        """Return the union of windows of the same passes, track-major."""
        every = Windows.together(found)
        every = every.take(np.lexsort((every.start_s, every.target, every.track)))
        first, end_s = np.empty(len(every), np.int64), np.empty(len(every))
        n = parts.join(every.track, every.target, every.start_s, every.end_s, NEAR_S, first, end_s)
        return replace(every.take(first[:n]), end_s=end_s[:n])

    def _cut_out(self, found: Windows, other: Windows) -> Windows:
        """Return the parts of windows outside others of the same passes, both track-major."""
        room = len(found) + len(other)
        came_from, start_s, end_s = np.empty(room, np.int64), np.empty(room), np.empty(room)
        n = parts.cut_out(
            found.track, found.target, found.start_s, found.end_s,
            other.track, other.target, other.start_s, other.end_s,
            NEAR_S, came_from, start_s, end_s,
        )  # fmt: skip
        return replace(found.take(came_from[:n]), start_s=start_s[:n], end_s=end_s[:n])

    def _sorted(self, found: Windows) -> Windows:
        """Return windows by target, satellite and start, given by track, target and start."""
        satellites = {track.satellite for track in self.ephemeris.tracks}
        span = max(satellites, default=0) + 1
        if min(satellites, default=0) >= 0 and len(self.places) * span <= np.iinfo(np.int16).max:
            key = (found.target * span + found.satellite).astype(np.int16)
            order = np.argsort(key, kind="stable")  # a radix sort, for 16 bits
            key, start_s = key[order], found.start_s[order]
            if not np.any((key[1:] == key[:-1]) & (start_s[1:] < start_s[:-1])):  # rising, unless sets overlap
                return found.take(order)
        return found.take(np.lexsort((found.start_s, found.satellite, found.target)))

    def _least_elevation_deg(self, limits: Limits) -> float:
        """Return an elevation that every window within the off-nadir limit surely exceeds; trimming by it is fast.

        On a sphere sin(incidence) = r / R sin(off-nadir). Geodetic directions differ from geocentric ones by less
        than 0.2 degrees at either end of the line of sight.
        """
        reach_deg = min(view_reach_deg(limits), limits.off_nadir_at_most_deg)
        if reach_deg >= 90.0 or limits.sees_below_horizontal:
            return ANY_ELEVATION_DEG
        farthest_km = float(self.ephemeris.bounds[:, R_MAX].max())
        nearest_km = float(np.linalg.norm(self._sites[:, :3], axis=1).min())
        sine = farthest_km / nearest_km * math.sin(math.radians(min(reach_deg + 0.2, 90.0)))
        return 0.0 if sine >= 1.0 else max(0.0, 90.0 - math.degrees(math.asin(sine)) - 0.25)

    def geometry(self, windows: Windows) -> Geometry:
        """Return each window's best elevation, best off-nadir angle and side."""
        sin_elevation, cos_off_nadir, side = (np.empty(len(windows)) for _ in range(3))
        found = Stretches(windows.track, windows.target, windows.start_s, windows.end_s)
        describe(self._nodes, self._sites, found, sin_elevation, cos_off_nadir, side)
        return Geometry(
            np.degrees(np.arcsin(np.clip(sin_elevation, -1.0, 1.0))),
            np.degrees(np.arccos(np.clip(cos_off_nadir, -1.0, 1.0))),
            side > 0.0,
        )

    @property
    def _nodes(self) -> Nodes:
        t = self.ephemeris
        return Nodes(t.x_km, t.y_km, t.z_km, t.grid_s, t.step_s, t.first, t.count, t.offset, t.bounds)

    def _trim(self, found: Windows, margin: Margin) -> Windows:
        if margin.kind not in KINDS:  # a defect of the program, raised here because kernels raise nothing
            raise ValueError(f"there is no kind of margin {margin.kind}; {KINDS} are known")
        if margin.kind == INSIDE:
            self._check_moving()

        def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
            some = Stretches(found.track[rows], found.target[rows], found.start_s[rows], found.end_s[rows])
            out = room_for(room)
            n = trim(margin.kind, margin.p, margin.w, self._nodes, self._sites, some, out)
            return n, (out.of_row + rows.start, out.start_s, out.end_s)

        came_from, start_s, end_s = self._in_chunks(call, len(found), least=512, room_each=2)
        return replace(found.take(came_from), start_s=start_s, end_s=end_s)

    def _in_light(self, found: Windows, light: Light) -> Windows:
        if light.kind == "glint":
            came_from, start_s, end_s = trim_glint(
                self.ephemeris, self.daylight.sun, self._sites, found.track, found.target, found.start_s, found.end_s,
                light.a,
            )  # fmt: skip
            return replace(found.take(came_from), start_s=start_s, end_s=end_s)
        of_satellite = light.kind in ("lit", "eclipsed")
        owner = found.track if of_satellite else found.target
        allowed = self._sunlit(light.kind) if of_satellite else self.daylight.allowed(light)
        first = np.concatenate([[0], np.cumsum([len(a) for a in allowed])]).astype(np.int64)
        rows_s = np.concatenate(allowed) if allowed else np.empty((0, 2))
        allowed_start_s, allowed_end_s = np.ascontiguousarray(rows_s[:, 0]), np.ascontiguousarray(rows_s[:, 1])

        def call(rows: slice, room: int) -> tuple[int, tuple[NDArray[Any], ...]]:
            out = room_for(room)
            n = parts.keep_within(
                owner[rows], found.start_s[rows], found.end_s[rows], first, allowed_start_s, allowed_end_s, *out
            )
            return n, (out.of_row + rows.start, out.start_s, out.end_s)

        came_from, start_s, end_s = self._in_chunks(call, len(found), least=512, room_each=2)
        return replace(found.take(came_from), start_s=start_s, end_s=end_s)

    def _sunlit(self, kind: str) -> list[Floats]:
        """Return the times at which each track's satellite is in sunlight, or in the Earth's shadow, (N, 2) in s."""
        if kind == "lit":
            return self._lit_tracks
        from_s, to_s = self._reach_s
        return [complement(*one) for one in zip(self._lit_tracks, from_s.tolist(), to_s.tolist(), strict=True)]

    @cached_property
    def _lit_tracks(self) -> list[Floats]:
        return sunlit_intervals(self.ephemeris, self.daylight.sun)

    @property
    def _reach_s(self) -> tuple[Floats, Floats]:
        """The begin and end of service of each track, within the table."""
        t = self.ephemeris
        from_s = np.maximum([one.from_s for one in t.tracks], t.from_s)
        return from_s, np.minimum([one.to_s for one in t.tracks], t.to_s)

    def _check_moving(self) -> None:
        """Raise UsageError for a field of view if a satellite's speed over ground may be zero, or is not known.

        The bound on the speed uses perigee and apogee from the table, so the table must hold a revolution.
        """
        table = self.ephemeris
        for track, bounds, count in zip(table.tracks, table.bounds, table.count, strict=True):
            if track.elements.eccentricity > 0.01 and (count - 1) * table.step_s < 60.0 * track.elements.period_min:
                raise UsageError(
                    f"{track.elements.name or track.elements.catalog_number}: a rectangular field of view on an "
                    f"eccentric orbit needs a table of at least a revolution, {track.elements.period_min:.0f} min"
                )
            if least_ground_speed(bounds) < LEAST_GROUND_SPEED_KM_S:
                raise UsageError(
                    f"{track.elements.name or track.elements.catalog_number}: a rectangular field of view needs a "
                    "satellite that always moves over ground; one so high or so eccentric may stand still over it"
                )

    def _in_chunks(
        self,
        call: Callable[[slice, int], tuple[int, tuple[NDArray[Any], ...]]],
        items: int,
        *,
        least: int,
        room_each: int,
    ) -> list[NDArray[Any]]:
        """Run a kernel over slices of its items in threads; repeat it for a slice whose outputs were too short."""

        def run(rows: slice) -> tuple[NDArray[Any], ...]:
            room = room_each * (rows.stop - rows.start) + 64
            n, out = call(rows, room)
            if n > room:
                n, out = call(rows, n)
            return tuple(a[:n] for a in out)

        # Small jobs get no thread of their own. Slices depend on the items alone, never on the number of threads.
        size = max(least, math.ceil(items / 16))
        slices = [slice(a, min(a + size, items)) for a in range(0, max(items, 1), size)]
        done = in_threads(run, slices, self.threads)
        return [np.concatenate(columns) for columns in zip(*done, strict=True)]


def _row_of(part: Windows, found: Windows) -> Ints:
    """Return the window that contains each part; both sorted by track, target and start; windows are disjoint."""
    both = Windows.together([found, part])
    is_part = np.repeat([False, True], [len(found), len(part)])
    order = np.lexsort((is_part, both.start_s, both.target, both.track))
    row = np.cumsum(~is_part[order]) - 1
    return np.asarray(row[is_part[order]], dtype=np.int64)

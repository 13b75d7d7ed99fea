"""The looks of a run that are usable under clouds.

A look of a camera is usable with the probability that its target is clear (``sim.places.cloud``). A look of a radar is
always usable, because radars see through clouds. Skies are assumed to be independent of each other. Looks of cameras
that start within ``same_sky_s`` of the first of them share one sky (``sim.revisit.usable``). Weather lasts for days, so
figures come out too good. A region is clear with the mean probability of its points, weighted by area. The part of a
region that is clear at one time is not considered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..constants import DAY_S
from ..constellation.constellation import Constellation
from ..places.cloud import CloudCover
from ..revisit.figure_kinds import N_LOOKS
from ..revisit.usable import UsableLooks, looks_needed, usable_looks
from .groups import kinds_of

if TYPE_CHECKING:
    from ..windows.windows import Windows

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

THROUGH_CLOUD = "radar"
PERCENTILES = (50, 90, 95)
SURE = 0.9  # how probably one of ``looks_for_90_percent`` looks is clear
HALVINGS = 24  # of ten days, to 0.1 s


def usable_look_rows(
    constellation: Constellation, found: Mapping[str, Windows], searched_s: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return a row for each target, case and group of satellites; none where the scenario has no [weather].

    Groups are "all" and, where sensors of several kinds are carried, "SAR", "EO" and "infrared". A sensor of kind
    "other" is in "all" alone, and needs a clear sky; warmth does not come through clouds either. Keys: ``n_looks``
    (that start inside the span), ``clear_mean`` (their mean probability to be usable, 0 to 1), ``usable_looks``
    (expected), ``usable_per_day``, ``n_skies``; the wait for the first usable look from a uniform instant of the span,
    over all weather: ``wait_mean_s``, ``wait_p50_s``, ``wait_p90_s``, ``wait_p95_s`` (NaN if it is longer than was
    searched), ``share_without`` (no usable look before the search ends; ``wait_mean_s`` then is a lower bound);
    ``looks_for_90_percent``: how many looks of the mean probability, under as many skies, make one usable with 90 %.
    Raises UsageError for a place the cloud's source does not cover.
    """
    cloud = constellation.tasking.cloud
    if cloud is None:
        return []
    by_target = replace(cloud, field=_OfTargets(_monthly(cloud, constellation)))
    first_points = [constellation.places[target.first] for target in constellation.targets]
    clouded_sensor = np.array([sensor.kind != THROUGH_CLOUD for sensor in constellation.sensors.values()])
    rows = []
    for case, windows in found.items():
        looks = windows.looks()
        looks = looks.take(looks.start_s.argsort(kind="stable"))
        clear = by_target.clear_at_looks(first_points, constellation.span, looks.start_s, looks.target)
        clouded = clouded_sensor[looks.sensor]
        clear = np.where(clouded, clear, 1.0)
        for j, target in enumerate(constellation.targets):
            for group, of in kinds_of(constellation).items():
                mine = (looks.target == j) & np.isin(looks.sensor, of.sensors) & (looks.start_s < searched_s[1])
                usable = _usable(
                    np.column_stack([looks.start_s[mine], looks.end_s[mine]]),
                    clear[mine],
                    clouded[mine],
                    constellation,
                    searched_s[1],
                )
                rows.append({"target": target.name, "case": case, "group": group, **_figures(usable)})
    names = [target.name for target in constellation.targets]
    return sorted(rows, key=lambda row: names.index(row["target"]))


@dataclass(frozen=True)
class _OfTargets:
    """Twelve fractions for each target, (targets, 12), asked for all of them in their order."""

    fraction: Floats

    def monthly(self, lat_deg: Floats, lon_deg: Floats, names: Sequence[str] | None) -> Floats:
        return self.fraction


def _monthly(cloud: CloudCover, constellation: Constellation) -> Floats:
    """Return the cloud fraction by target and month; a source by name is asked for a region by the region's own."""
    places = constellation.places
    table = cloud.monthly(
        lat_deg=np.array([p.lat_deg for p in places]),
        lon_deg=np.array([p.lon_deg for p in places]),
        names=[target.name for target in constellation.targets for _ in range(target.count)],
    )
    return np.stack([np.average(table[t.points], axis=0, weights=t.area_km2) for t in constellation.targets])


def _usable(rows: Floats, clear: Floats, clouded: Flags, constellation: Constellation, to_s: float) -> UsableLooks:
    """Return the looks of one target in order of start; ``clouded`` are those that share skies."""
    until = (0.0, constellation.span.duration_s)
    same_sky_s = constellation.tasking.same_sky_s
    cameras = usable_looks(rows[clouded], clear[clouded], *until, same_sky_s=same_sky_s, searched_to_s=to_s)
    every = usable_looks(rows, clear, *until, searched_to_s=to_s)
    return replace(every, sky=_skies(clouded, cameras.sky))


def _skies(clouded: Flags, sky_of_clouded: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sky of each look, in order: a radar's is that of the cameras' looks around it, or its own."""
    begins = np.ones(clouded.size, dtype=bool)
    latest = np.cumsum(clouded) - 1  # of the looks under clouds, up to this one
    same_as_next = np.append(sky_of_clouded[1:] == sky_of_clouded[:-1], False)
    own = clouded & (latest > 0)
    begins[own] = ~same_as_next[latest[own] - 1]
    between = ~clouded & (latest >= 0)
    begins[between] = ~same_as_next[latest[between]]
    sky: NDArray[np.int64] = np.cumsum(begins) - 1
    return sky


def _figures(usable: UsableLooks) -> dict[str, Any]:
    n, expected = usable.n_looks, usable.expected_looks
    span_s = usable.span_end_s - usable.span_start_s
    first = usable.first_clear()
    mean = min(expected / n, 1.0) if n else np.nan
    return {
        N_LOOKS.name: n,
        "clear_mean": mean,
        "usable_looks": expected,
        "usable_per_day": expected / span_s * DAY_S,
        "n_skies": usable.n_skies,
        "wait_mean_s": first.mean_s,
        **{f"wait_p{percent}_s": wait_percentile_s(usable, percent) for percent in PERCENTILES},
        "share_without": min(max(first.share_without, 0.0), 1.0),
        "looks_for_90_percent": looks_needed(mean, SURE) if n else np.nan,
    }


def wait_percentile_s(usable: UsableLooks, percent: float) -> float:
    """Return the wait for the first usable look that ``percent`` of all instants and weathers do not exceed, to 0.1 s.

    NaN where it is longer than was searched for from every instant of the span.
    """
    low_s, high_s = 0.0, usable.searched_to_s - usable.span_end_s
    share = percent / 100.0
    if usable.within(high_s) < share:
        return np.nan
    if usable.within(low_s) >= share:
        return low_s
    for _ in range(HALVINGS):
        middle_s = 0.5 * (low_s + high_s)
        low_s, high_s = (low_s, middle_s) if usable.within(middle_s) >= share else (middle_s, high_s)
    return high_s

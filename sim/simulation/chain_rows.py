"""The time from order to desk, and the age of the newest image on the desk, for every target of a run.

All satellites are taken together: the one that finishes first serves a request. Left out: clouds, and work of stations
and satellites for other targets at the same time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..constellation.constellation import Constellation
from ..constellation.tasking import Role
from ..intervals import Intervals, clip
from ..revisit.chain import COMMAND, DOWNLINK, TARGET, ChainTimes, order_to_desk, system_age

if TYPE_CHECKING:
    from ..studies.survey import Surveyor
    from ..windows.windows import Windows

PERCENTILES = (50, 90, 95)


def chain_rows(
    constellation: Constellation,
    surveyor: Surveyor,
    found: Mapping[str, Windows],
    searched_s: tuple[float, float],
    limits_s: Sequence[float],
) -> list[dict[str, Any]]:
    """Return a row for each target and case; none where the scenario has no [chain].

    Of a request at a uniform instant of the span: ``mean_s``, ``p50_s``, ``p90_s``, ``p95_s``, ``max_s`` until the
    image is on the desk; ``share_within_7200s`` and so on, for every limit the scenario's claims speak of;
    ``share_censored`` of the requests are not through before the search ends, and then mean and longest are lower
    bounds and a percentile among them is NaN. Of those that are through: ``wait_command_s``, ``wait_target_s``,
    ``wait_downlink_s``, the mean waits in each leg (NaN for a leg the chain has not), and ``fixed_s``, what passes in
    any case. Of the newest image on the desk, with the target on standing order: ``age_mean_s``, ``age_p95_s``;
    ``age_share_censored`` as above, looking back.
    """
    chain = constellation.tasking.chain
    if chain is None:
        return []
    commands = station_contacts(constellation, surveyor, "command") if chain.commanding == "stations" else None
    downlinks = station_contacts(constellation, surveyor, "receive") if chain.downlinking == "stations" else None
    from_s, to_s = searched_s
    end_s = constellation.span.duration_s
    rows = []
    for j, target in enumerate(constellation.targets):
        for case, windows in found.items():
            over = _by_satellite(windows.take(windows.target == j), len(constellation.satellites))
            times = order_to_desk(chain, over, commands, downlinks, 0.0, end_s, searched_to_s=to_s)
            age = system_age(chain, over, downlinks, 0.0, end_s, searched_from_s=from_s)
            rows.append({"target": target.name, "case": case, **_figures(times, age, limits_s)})
    return rows


def station_contacts(constellation: Constellation, surveyor: Surveyor, role: Role) -> list[Intervals]:
    """Return each satellite's contacts with the stations of a role, rows (N, 2) in s, while it is in service.

    One row a pass and station, above the station's least elevation; sorted by station, so that they may overlap.
    """
    from ..sensors.limits import Limits
    from ..windows.search import Search

    stations = [one for one in constellation.tasking.stations if role in one.roles]
    span = constellation.span
    contacts: list[list[Intervals]] = [[] for _ in constellation.satellites]
    for imaging in surveyor.searches.values():
        search = Search(imaging.ephemeris, [one.site for one in stations], threads=surveyor.threads)
        for elevation_deg in dict.fromkeys(one.elevation_min_deg for one in stations):
            theirs = [n for n, one in enumerate(stations) if one.elevation_min_deg == elevation_deg]
            windows = search.windows(Limits.above(elevation_deg))
            windows = windows.take(np.isin(windows.target, theirs))
            for rows, of in zip(_by_satellite(windows, len(contacts)), contacts, strict=True):
                of.append(rows)
    joined = []
    for satellite, of in zip(constellation.satellites, contacts, strict=True):
        joined.append(clip(np.concatenate([*of, np.empty((0, 2))]), *satellite.service_s(span)))
    return joined


def _by_satellite(windows: Windows, n: int) -> list[Intervals]:
    rows = np.column_stack([windows.start_s, windows.end_s])
    return [rows[windows.satellite == s] for s in range(n)]


def _figures(times: ChainTimes, age: ChainTimes, limits_s: Sequence[float]) -> dict[str, Any]:
    waits = {
        name: times.waits[name].mean if name in times.waits and times.share_censored < 1.0 else np.nan
        for name in (COMMAND, TARGET, DOWNLINK)
    }
    return {
        "mean_s": times.mean_s,
        **{f"p{percent}_s": times.percentile(percent) for percent in PERCENTILES},
        "max_s": times.max_s,
        **{f"share_within_{limit:g}s": times.share_within(limit) for limit in limits_s},
        "share_censored": times.share_censored,
        **{f"wait_{name}_s": mean_s for name, mean_s in waits.items()},
        "fixed_s": times.fixed_s,
        "age_mean_s": age.mean_s,
        "age_p95_s": age.percentile(95.0),
        "age_share_censored": age.share_censored,
    }

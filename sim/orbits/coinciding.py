"""Satellites that fly together: one orbit under several names, such as modules of a station or a set given twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..constants import DAY_S, WGS72_A_KM, WGS72_J2, WGS72_MU_KM3_S2
from ..note import Note
from ..words import listed, shortened
from .elements import ElementSet

TOGETHER = "together"  # what a note on such satellites is about
TOGETHER_KM = 5.0
MOST_LISTED = 3  # groups, and members of each
MOST_NEIGHBOURS = 64  # sets compared with each set, in the order of places; of 16,069 active objects about 5 are near

Floats = NDArray[np.float64]


def coinciding(sets: Sequence[ElementSet]) -> list[tuple[int, ...]]:
    """Return groups of sets, as indices, whose satellites are within about 5 km of each other.

    Sets are moved to the middle of their epochs with the secular rates of J2 and their own rate of mean motion. They
    are compared by place along the orbit, plane, size and shape. Sets far from that epoch are found only if their
    elements are equal. Formations are groups too, although their satellites are separate objects.
    """
    if len(sets) < 2:
        return []
    count = len(sets)
    fields = np.array(
        [
            (
                one.epoch_jd, one.epoch_fr, one.mean_motion_rev_day, one.mean_motion_dot, one.eccentricity,
                one.inclination_deg, one.raan_deg, one.arg_perigee_deg, one.mean_anomaly_deg,
            )
            for one in sets
        ]
    )  # fmt: skip
    jd, fr, n, n_dot, e, i_deg, node_deg, perigee_deg, anomaly_deg = fields.T
    epoch_d = (jd - jd[0]) + fr
    days = np.median(epoch_d) - epoch_d
    a_km = (WGS72_MU_KM3_S2 / (n * 2.0 * np.pi / DAY_S) ** 2) ** (1.0 / 3.0)
    cos_i = np.cos(np.radians(i_deg))
    rate = 1.5 * WGS72_J2 * (WGS72_A_KM / (a_km * (1.0 - e**2))) ** 2 * n * 360.0
    node_deg = node_deg - rate * cos_i * days
    perigee_deg = perigee_deg + 0.5 * rate * (5.0 * cos_i**2 - 1.0) * days
    along_deg = perigee_deg + anomaly_deg + 360.0 * (n + n_dot * days) * days
    place_deg = np.mod(node_deg + along_deg, 360.0)
    order = np.argsort(place_deg, kind="stable")
    near_deg = np.degrees(TOGETHER_KM / a_km)
    pairs: list[tuple[int, int]] = []
    for step in range(1, min(count, MOST_NEIGHBOURS)):
        after = np.roll(order, -step)
        close = _turn_deg(place_deg[after], place_deg[order]) < near_deg[order]
        if not close.any():
            break
        p, q = order[close], after[close]
        same = (
            (np.abs(a_km[p] - a_km[q]) < 1.0)
            & (a_km[p] * np.abs(e[p] - e[q]) < TOGETHER_KM)
            & (2.0 * e[p] * _turn_deg(perigee_deg[p], perigee_deg[q]) < near_deg[p])
            & (np.abs(i_deg[p] - i_deg[q]) < near_deg[p])
            & (np.sin(np.radians(i_deg[p])) * _turn_deg(node_deg[p], node_deg[q]) < near_deg[p])
        )
        pairs += zip(p[same].tolist(), q[same].tolist(), strict=True)
    return _groups(pairs)


def coinciding_note(names: Sequence[str], sets: Sequence[ElementSet]) -> str:
    """Return a sentence on the satellites that fly together, by name, or an empty text; give one set a satellite."""
    groups = coinciding(sets)
    if not groups:
        return ""
    members = [[names[i] for i in group] for group in groups[:MOST_LISTED]]
    words = [listed(one) if len(one) <= MOST_LISTED else shortened(one, MOST_LISTED) for one in members]
    more = f"; and {len(groups) - MOST_LISTED} more groups" if len(groups) > MOST_LISTED else ""
    count = sum(map(len, groups))
    return Note(
        f"{count:,} satellites fly within {TOGETHER_KM:g} km of another, and each counts as one of its own: "
        f"{'; '.join(words)}{more}.",
        TOGETHER, satellites=count, within_km=TOGETHER_KM, groups=[[names[i] for i in group] for group in groups],
        more_groups=max(len(groups) - MOST_LISTED, 0),
    )  # fmt: skip


def _turn_deg(a_deg: Floats, b_deg: Floats) -> Floats:
    """Return the angle between two directions, 0 to 180 degrees."""
    return np.abs(np.mod(a_deg - b_deg + 180.0, 360.0) - 180.0)


def _groups(pairs: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the groups that the pairs connect, each group in order, sorted by their first members."""
    first: dict[int, int] = {}

    def root(one: int) -> int:
        while first.setdefault(one, one) != one:
            first[one] = first[first[one]]
            one = first[one]
        return one

    for p, q in pairs:
        low, high = sorted((root(p), root(q)))
        first[high] = low
    members: dict[int, list[int]] = {}
    for one in sorted(first):
        members.setdefault(root(one), []).append(one)
    return [tuple(group) for group in members.values()]

"""Whether element sets that share a catalogue number are of one object: names, designators, planes and phases.

A number belongs to one object. But in many files 99999 or 00001 means "none yet", and invented fleets share one number.
Sets with equal numbers count as one object unless names, designators or motion contradict it: docs/inputs.md states the
rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from ...constants import WGS72_A_KM, WGS72_J2
from ..elements import ElementSet

# Numbers that files use where an object has none. 1 is the rocket of Sputnik 1, down since December 1957.
PLACEHOLDERS = frozenset({0, 1, 88888, 99999, 999999, 999999999})

NEAR_D = 3.0  # days between two sets within which no satellite turns its plane and keeps its period
CLOSE_D = 0.1  # days between two sets within which it does not change its phase much either
PLANE_DEG = 5.0  # between the planes of two sets of one object, the nodes carried to one moment
CLOSE_DEG = 1.0  # between planes, and along the track, at nearly equal epochs: 120 km for a low satellite
CLOSE_DEG_DAY = 40.0  # more along the track for each day between: seen after manoeuvres and after launch
SAME_PERIOD = 0.05  # share by which mean motions may differ where planes are compared

_DESIGNATOR = re.compile(r"[0-9]{4}-[0-9]{3}[A-Z]{1,3}\Z", re.ASCII)


def names_differ(a: ElementSet, b: ElementSet) -> bool:
    """Return whether both sets have a name, and not the same; case and runs of blanks do not matter."""
    return bool(a.name and b.name) and a.name != b.name and _folded(a.name) != _folded(b.name)


def designators_differ(a: ElementSet, b: ElementSet) -> bool:
    """Return whether both sets have an international designator, and not the same."""
    return a.object_id != b.object_id and bool(designator(a) and designator(b))


def designator(elements: ElementSet) -> str:
    """Return the international designator, empty where there is none of the form 2023-179A."""
    return elements.object_id if _DESIGNATOR.match(elements.object_id) else ""


def are_two(a: ElementSet, b: ElementSet) -> bool:
    """Return whether names and designators alone make two objects of two sets that share a number."""
    if a.catalog_number in PLACEHOLDERS:
        return names_differ(a, b) or (designators_differ(a, b) and not (a.name and b.name))
    return designators_differ(a, b) and (names_differ(a, b) or not (a.name and b.name))


def contradiction(a: ElementSet, b: ElementSet) -> str:
    """Return why the motion of two sets cannot be that of one object, or nothing where it can.

    Planes are compared up to 3 days apart, where the periods agree within 5 %; phases up to 2.4 hours apart.
    """
    days = (b.epoch_jd - a.epoch_jd) + (b.epoch_fr - a.epoch_fr)
    if abs(days) > NEAR_D:
        return ""
    close = abs(days) <= CLOSE_D
    ratio = b.mean_motion_rev_day / a.mean_motion_rev_day
    if not 1.0 - SAME_PERIOD < ratio < 1.0 + SAME_PERIOD:
        return f"{abs(ratio - 1.0):.0%} apart in mean motion" if close else ""
    node_a, perigee_a = _drifts_deg_day(a)
    node_b, perigee_b = _drifts_deg_day(b)
    node_deg = a.raan_deg + 0.5 * (node_a + node_b) * days
    plane_deg = _between_planes_deg(a.inclination_deg, node_deg, b.inclination_deg, b.raan_deg)
    if plane_deg > (CLOSE_DEG if close else PLANE_DEG):
        return f"planes {plane_deg:.2g} degrees apart"
    if not close:
        return ""
    motion_deg_day = 180.0 * (a.mean_motion_rev_day + b.mean_motion_rev_day) + 0.5 * (perigee_a + perigee_b)
    along_deg = (
        b.arg_perigee_deg + b.mean_anomaly_deg - a.arg_perigee_deg - a.mean_anomaly_deg - motion_deg_day * days
    ) + math.cos(math.radians(b.inclination_deg)) * (b.raan_deg - node_deg)
    along_deg = abs(math.remainder(along_deg, 360.0))
    if along_deg > CLOSE_DEG + CLOSE_DEG_DAY * abs(days):
        return f"{along_deg:.2g} degrees apart along the track"
    return ""


def first_contradiction(sets: Sequence[ElementSet]) -> tuple[ElementSet, ElementSet, str] | None:
    """Return two sets whose motion cannot be that of one object, and why, or None; ``sets`` are in order of epoch.

    Each set is compared with the one before it and with the first of those within 2.4 hours before it.
    """
    anchor: ElementSet | None = None
    before: ElementSet | None = None
    for one in sets:
        if before is None or anchor is None:
            anchor = before = one
            continue
        if (one.epoch_jd - anchor.epoch_jd) + (one.epoch_fr - anchor.epoch_fr) > CLOSE_D:
            anchor = before
        for other in {id(before): before, id(anchor): anchor}.values():
            if why := contradiction(other, one):
                return other, one, why
        before = one
    return None


def parted_by_designator(sets: Iterable[ElementSet]) -> tuple[list[list[ElementSet]], list[ElementSet]]:
    """Return the objects among sets of one number, and the sets that belong to none of them surely.

    Each designator is an object, under whatever names it had; designators that share a name are one object. A set
    without a designator belongs to the object that has its name, else to the only object there is.
    """
    objects: dict[str, list[ElementSet]] = {}
    joined: dict[str, str] = {}  # designator to the designator whose object it is
    named: dict[str, str] = {}  # name to a designator that has it
    rest = []
    for one in sets:
        if not (mine := designator(one)):
            rest.append(one)
            continue
        objects.setdefault(mine, []).append(one)
        joined.setdefault(mine, mine)
        if one.name:
            other = named.setdefault(_folded(one.name), mine)
            joined[_root(joined, mine)] = _root(joined, other)
    together: dict[str, list[ElementSet]] = {}
    for mine, members in objects.items():
        together.setdefault(_root(joined, mine), []).extend(members)
    if not together:
        return [rest], []
    unclear = []
    for one in rest:
        if one.name and (owner := named.get(_folded(one.name))):
            together[_root(joined, owner)].append(one)
        elif len(together) == 1:
            next(iter(together.values())).append(one)
        else:
            unclear.append(one)
    return list(together.values()), unclear


def parted_by_name(sets: Iterable[ElementSet]) -> tuple[list[list[ElementSet]], list[ElementSet]]:
    """Return the objects among sets of one number, and the sets that belong to none of them surely.

    Each name is an object, whatever its designators. A nameless set belongs to the one name that has its designator;
    with a designator that no name has it is an object of its own where each name has one; with neither, it belongs to
    the only object there is.
    """
    objects: dict[str, list[ElementSet]] = {}
    owners: dict[str, set[str]] = {}  # designator to the names that have it
    rest = []
    for one in sets:
        if not one.name:
            rest.append(one)
            continue
        name = _folded(one.name)
        objects.setdefault(name, []).append(one)
        owners.setdefault(designator(one), set()).add(name)
    all_named_have_one = not owners.pop("", None)
    nameless: dict[str, list[ElementSet]] = {}
    unclear = []
    for one in rest:
        mine = designator(one)
        known = owners.get(mine, set())
        if len(known) == 1:
            objects[next(iter(known))].append(one)
        elif known or (mine and not all_named_have_one):
            unclear.append(one)
        else:
            nameless.setdefault(mine, []).append(one)
    without = nameless.pop("", [])
    found = [*objects.values(), *nameless.values()]
    if len(found) == 1:
        found[0].extend(without)
    elif without and not found:
        found.append(without)
    else:
        unclear.extend(without)
    return found, unclear


def _root(joined: dict[str, str], label: str) -> str:
    while joined[label] != label:
        joined[label] = joined[joined[label]]
        label = joined[label]
    return label


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _drifts_deg_day(elements: ElementSet) -> tuple[float, float]:
    """Return the rates of the node and of the perigee that J2 makes, degrees a day."""
    cos_i = math.cos(math.radians(elements.inclination_deg))
    p_km = elements.semi_major_axis_km * (1.0 - elements.eccentricity**2)
    rate = 1.5 * WGS72_J2 * (WGS72_A_KM / p_km) ** 2 * elements.mean_motion_rev_day * 360.0
    return -rate * cos_i, 0.5 * rate * (5.0 * cos_i**2 - 1.0)


def _between_planes_deg(i_a_deg: float, node_a_deg: float, i_b_deg: float, node_b_deg: float) -> float:
    """Return the angle between two orbital planes."""
    i_a, i_b, nodes = (math.radians(deg) for deg in (i_a_deg, i_b_deg, node_b_deg - node_a_deg))
    # Half angles keep the digits where the planes nearly agree.
    half = math.sin(0.5 * (i_b - i_a)) ** 2 + math.sin(i_a) * math.sin(i_b) * math.sin(0.5 * nodes) ** 2
    return math.degrees(2.0 * math.asin(min(1.0, math.sqrt(half))))

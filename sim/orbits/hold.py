"""Holding a constellation together over a long run: what its operators would do, told to SGP4.

In SGP4 every satellite falls and drifts by its own elements. Planes that their owners keep apart drift into each
other within months. A hold is the assumption used instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, get_args

from ..clock import format_utc, parse_utc
from ..constants import DEEP_SPACE_PERIOD_MIN
from ..errors import UsageError
from .elements import ElementSet
from .repeat_track import in_words, repeat_semi_major_axis_km
from .secular import moved_to_epoch, secular_rates, with_semi_major_axis

Hold = Literal["none", "no_drag", "locked", "repeat"]

# The largest differences between members of one group; with larger ones the common orbit would be no member's.
GROUP_RANGES = (
    ("semi_major_axis_km", "mean height", " km", 50.0),
    ("inclination_deg", "inclination", " deg", 1.0),
    ("eccentricity", "eccentricity", "", 0.01),
)
LARGEST_REPEAT_CHANGE_KM = 100.0


def apply_hold(
    sets_by_satellite: Mapping[str, Sequence[ElementSet]],
    *,
    hold: Hold,
    stated_epoch: datetime | None = None,
    groups: Mapping[str, str] | None = None,
    revolutions: int | None = None,
    days: int | None = None,
) -> dict[str, list[ElementSet]]:
    """Return the element sets to propagate, satellite by satellite, in the order given.

    - ``"none"``: the sets as they are.
    - ``"no_drag"``: every set with B* = 0. Each satellite keeps its own mean motion and node rate.
    - ``"locked"``: one set for each satellite, without drag, at ``stated_epoch`` (aware datetime). All
      members of a group get the group's mean semi-major axis, eccentricity and inclination and so exactly the
      same mean motion and node rate; each keeps its right ascension of the node, argument of perigee and mean
      anomaly as at the stated epoch. Plane spacing and in-plane phasing then stay as they were at that
      moment, for good.
    - ``"repeat"``: as locked, and the common semi-major axis is the one whose ground track closes after
      ``revolutions`` nodal revolutions in ``days`` nodal days (``repeat_semi_major_axis_km``).

    For the last two, the set with the epoch nearest the stated one is moved there by ``moved_to_epoch``, drag
    included. ``groups`` maps satellites to group names; without it all satellites form one group, and a
    satellite that it leaves out is a group of its own. Averaging moves a locked satellite from its true place at
    the stated epoch: along its track by up to 2 a times the change in eccentricity, across it by a times the change
    in inclination. For the four 425 radars in August 2026 that is at most 18 km (2.4 s of flight) and 0.3 km.

    Raises UsageError for an unknown hold, a satellite without sets, a group for an unknown satellite, a
    stated epoch or repeat numbers that are missing or not wanted, a group whose members differ by more than
    50 km, 1 deg or 0.01 in eccentricity, a repeat that lies more than 100 km from the group's height, and
    deep-space orbits under the last two; DataError where SGP4 cannot reach the stated epoch.
    """
    _check_request(sets_by_satellite, hold, stated_epoch, groups, revolutions, days)
    if hold == "none":
        return {name: list(sets) for name, sets in sets_by_satellite.items()}
    if hold == "no_drag":
        return {
            name: [replace(one, bstar=0.0, mean_motion_dot=0.0) for one in sets]
            for name, sets in sets_by_satellite.items()
        }

    moment = parse_utc(stated_epoch, "stated epoch")  # type: ignore[arg-type]  # checked above
    at_epoch = {name: _at_stated_epoch(name, sets, moment, hold) for name, sets in sets_by_satellite.items()}
    members_by_group: dict[tuple[str, str], list[str]] = {}
    for name in at_epoch:
        if groups is None:
            key = ("group", "all")
        elif name in groups:
            key = ("group", groups[name])
        else:
            key = ("alone", name)
        members_by_group.setdefault(key, []).append(name)

    held: dict[str, ElementSet] = {}
    for (_, group), names in members_by_group.items():
        members = {name: at_epoch[name] for name in names}
        _check_alike(group, members, hold)
        common = {
            "eccentricity": _mean([one.eccentricity for one in members.values()]),
            "inclination_deg": _mean([one.inclination_deg for one in members.values()]),
            "bstar": 0.0,
            "mean_motion_dot": 0.0,
        }
        a_km = _mean([one.semi_major_axis_km for one in members.values()])
        if hold == "repeat" and revolutions is not None and days is not None:
            orbit = with_semi_major_axis(members[names[0]].shifted(**common), a_km)
            a_km = _repeat_axis_km(group, orbit, revolutions, days)
        for name, one in members.items():
            note = f"held {hold} at {format_utc(moment)}"
            source = f"{one.source}; {note}" if one.source else note
            held[name] = with_semi_major_axis(one.shifted(**common, source=source), a_km)
    return {name: [held[name]] for name in sets_by_satellite}


def _check_request(
    sets_by_satellite: Mapping[str, Sequence[ElementSet]],
    hold: Hold,
    stated_epoch: datetime | None,
    groups: Mapping[str, str] | None,
    revolutions: int | None,
    days: int | None,
) -> None:
    if hold not in get_args(Hold):
        raise UsageError(f"hold = {hold!r} must be none, no_drag, locked or repeat")
    for name, sets in sets_by_satellite.items():
        if not sets:
            raise UsageError(f"satellite {name} has no element set to hold; give it at least one")
    for name in groups or {}:
        if name not in sets_by_satellite:
            raise UsageError(
                f"hold group {groups[name]!r} names the satellite {name!r}, "  # type: ignore[index]
                f"which is not among {', '.join(sets_by_satellite)}"
            )
    if hold in ("locked", "repeat") and stated_epoch is None:
        raise UsageError(f"hold = {hold} needs a stated epoch: the moment whose spacing is kept")
    if hold == "repeat":
        if revolutions is None or days is None:
            raise UsageError("hold = repeat needs both revolutions and days, such as 15 revolutions in 1 day")
    elif revolutions is not None or days is not None:
        raise UsageError(f"revolutions and days belong to hold = repeat, not to hold = {hold}; leave them out")


def _at_stated_epoch(name: str, sets: Sequence[ElementSet], moment: datetime, hold: Hold) -> ElementSet:
    """Return the set with the epoch nearest the moment (the earlier of two), moved there."""
    nearest = min(sets, key=lambda one: (abs((one.epoch_utc - moment).total_seconds()), one.epoch_utc))
    if nearest.is_deep_space:
        raise UsageError(
            f"hold = {hold} needs periods under {DEEP_SPACE_PERIOD_MIN:g} min, and {name}'s is "
            f"{nearest.period_min:.0f} min; Sun and Moon move such orbits whatever the mean motion: "
            "use hold = none or no_drag"
        )
    return moved_to_epoch(nearest, moment)


def _check_alike(group: str, members: Mapping[str, ElementSet], hold: Hold) -> None:
    for field, words, unit, largest in GROUP_RANGES:
        by_value = sorted(members, key=lambda name: getattr(members[name], field))
        low, high = by_value[0], by_value[-1]
        spread = getattr(members[high], field) - getattr(members[low], field)
        if spread > largest:
            raise UsageError(
                f"hold = {hold} gives group {group!r} one common orbit, but {low} and {high} differ by "
                f"{spread:.4g}{unit} in {words} (at most {largest:g}{unit}); put them in different groups"
            )


def _repeat_axis_km(group: str, orbit: ElementSet, revolutions: int, days: int) -> float:
    """Return the semi-major axis, km, at which the group's common orbit repeats; raise UsageError if it is far."""
    answer_km = repeat_semi_major_axis_km(
        revolutions=revolutions,
        days=days,
        inclination_deg=orbit.inclination_deg,
        eccentricity=orbit.eccentricity,
    )
    higher_km = answer_km - orbit.semi_major_axis_km
    if abs(higher_km) > LARGEST_REPEAT_CHANGE_KM:
        rates = secular_rates(orbit)
        made = days * rates.nodal_day_s / rates.nodal_period_s
        raise UsageError(
            f"hold = repeat: {in_words(revolutions, days)} need an orbit {abs(higher_km):.0f} km "
            f"{'above' if higher_km > 0.0 else 'below'} that of group {group!r} "
            f"(at most {LARGEST_REPEAT_CHANGE_KM:.0f} km), which makes {made:.3f} revolutions in that time"
        )
    return answer_km


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)

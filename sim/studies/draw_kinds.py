"""The two kinds of draws, element error and another month, and how far each of them moves a satellite.

*Element error*: the satellites are where their sets place them, with an error along the orbit of some seconds.
*Another month*: satellites drift and manoeuvre, so in the next month they are elsewhere along their orbits. The planes
stay the same. A satellite on a repeating track is the exception. Its owner holds the track within a dead band, and so
the place along the orbit at any time of day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..constants import DAY_S
from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..note import Note
from ..orbits.elements import ElementSet
from ..orbits.near_repeat import NearRepeat, closures
from ..orbits.service import AGEING_DAYS, epoch_s, tracks

DrawKind = Literal["element error", "another month"]
ELEMENT_ERROR: DrawKind = "element error"
ANOTHER_MONTH: DrawKind = "another month"

# Places along its orbit at which a satellite is searched, chosen in benchmarks/choose_phases.py.
PHASES: Mapping[DrawKind, int] = {ELEMENT_ERROR: 4, ANOTHER_MONTH: 12}

# The error assumed for sets without a measured one, seconds of flight. After 7 days three of four sets of the six
# satellites in benchmarks/choose_element_error.py are within it. Half are within 1.6 s; the rest met a manoeuvre.
ALONG_TRACK_S = 10.0

# A track counts as held if a round of few days closes this well. One orbit in twenty does so by chance; with longer
# rounds most would. KORSAT-7, 15 revolutions in a day, went from -0.09 to +0.053 degrees a day while held (2026).
TRACK_DAYS = 3
TRACK_DRIFT_DEG_DAY = 0.1
# Half of how far KORSAT-7's crossing of the equator wandered from 23 February to 22 August 2026, 1.71 degrees
# (benchmarks/track_kept.py).
DEAD_BAND_KM = 95.0
EQUATOR_KM_DEG = math.radians(6378.137)


@dataclass(frozen=True)
class Drawing:
    """The kind and number of draws. A draw takes each satellite's mean anomaly from a band about its own value.

    ``half_width_deg`` is half the width of each satellite's band, in the order of the constellation. ``phases`` is the
    number of places in the band that are searched. ``kept`` names the satellites held on a repeating track. ``why`` is
    the reason for the kind, as words. ``along_track_s`` is None except for element error. ``anomaly_spread_deg`` and
    ``dead_band_km`` are None except for another month.
    """

    kind: DrawKind
    count: int
    seed: int
    half_width_deg: tuple[float, ...]
    why: str = "asked for"
    along_track_s: float | None = None
    anomaly_spread_deg: float | None = None
    dead_band_km: float | None = None
    kept: tuple[str, ...] = ()

    @property
    def phases(self) -> int:
        return min(PHASES[self.kind], max(self.count, 1))


def element_error(
    constellation: Constellation, *, count: int, seed: int, along_track_s: float = ALONG_TRACK_S, why: str = "asked for"
) -> Drawing:
    """Return draws in which each satellite is up to ``along_track_s`` seconds early or late, equally in all its sets.

    The real error differs from set to set and partly averages out. An equal error does not, so the spread is rather too
    wide. Left out: the error across the track, some hundreds of metres.
    """
    widths = tuple(
        min(along_track_s * one.elements[0].brouwer_rev_day * 360.0 / DAY_S, 180.0) for one in constellation.satellites
    )
    return Drawing(ELEMENT_ERROR, count, seed, widths, why, along_track_s=along_track_s)


def another_month(
    constellation: Constellation,
    *,
    count: int,
    seed: int,
    anomaly_spread_deg: float = 360.0,
    dead_band_km: float = DEAD_BAND_KM,
    why: str = "asked for",
) -> Drawing:
    """Return draws in which each satellite is anywhere in a band of its orbit, ``anomaly_spread_deg`` wide.

    The band of a satellite whose track repeats (``held_track``) is narrower: its crossing of the equator moves by at
    most ``dead_band_km`` to either side.
    """
    widths, kept = [], []
    for one in constellation.satellites:
        width_deg = anomaly_spread_deg / 2.0
        if (track := held_track(one.elements[-1])) is not None:
            # One whole revolution moves the track by nodal_days / revolutions turns of the Earth.
            in_band_deg = dead_band_km / EQUATOR_KM_DEG * track.revolutions / track.nodal_days
            if in_band_deg < width_deg:
                width_deg = in_band_deg
                kept.append(one.name)
        widths.append(width_deg)
    return Drawing(
        ANOTHER_MONTH, count, seed, tuple(widths), why,
        anomaly_spread_deg=anomaly_spread_deg, dead_band_km=dead_band_km, kept=tuple(kept),
    )  # fmt: skip


def held_track(elements: ElementSet) -> NearRepeat | None:
    """Return the round of the repeating track that an orbit holds; None if it holds none.

    It is the shortest round of at most 3 days that closes to 0.1 degrees of longitude a day. Longer rounds that an
    owner holds are not found, because a single set cannot distinguish them from chance.
    """
    for track in closures(elements, TRACK_DRIFT_DEG_DAY * TRACK_DAYS, TRACK_DAYS + 0.5):
        if track.nodal_days <= TRACK_DAYS and track.misfit_deg <= TRACK_DRIFT_DEG_DAY * track.nodal_days:
            return track
    return None


def age_in_use_d(satellite: Satellite, constellation: Constellation) -> float:
    """Return the largest age, days, of the sets a satellite uses within the span and its service.

    Raises DataError where a manoeuvre leaves a stretch without any set.
    """
    span = constellation.span
    begins_s, ends_s = satellite.service_s(span)
    from_s, to_s = max(begins_s, 0.0), min(ends_s, span.duration_s)
    used = tracks(
        0,
        satellite.elements,
        span,
        from_s=from_s,
        to_s=to_s,
        epochs=constellation.epochs,
        manoeuvres=satellite.manoeuvres,
        allow_stale=True,
    )
    ages_s = [
        abs(edge_s - epoch_s(one.elements, span))
        for one in used
        for edge_s in (max(one.owns_from_s, from_s), min(one.owns_to_s, to_s))
    ]
    return max(ages_s) / DAY_S


def kind_of(constellation: Constellation) -> tuple[DrawKind, str]:
    """Return the default kind of draws, and the reason for it.

    The default is element error if every satellite in service has a catalogue number and always a set at most 7 days
    old. Half of such sets are good to 1.6 s; at 14 days that is 12 s, at 30 days 90 s. An older set no longer gives the
    place of the satellite along its orbit, so the run describes some month and not this one: the default is another
    month.
    """
    oldest_d = 0.0
    for one in constellation.satellites:
        if not one.serves(constellation.span):
            continue
        if not one.norad_id:
            return ANOTHER_MONTH, f"{one.name} flies a notional orbit"
        age_d = age_in_use_d(one, constellation)
        if age_d > AGEING_DAYS:
            words = f"a set of {one.name} is {age_d:.1f} days old where it is used"
            return ANOTHER_MONTH, Note(words, "age of a set", satellite=one.name, age_days=age_d)
        oldest_d = max(oldest_d, age_d)
    return ELEMENT_ERROR, f"no set is more than {oldest_d:.1f} days old where it is used"

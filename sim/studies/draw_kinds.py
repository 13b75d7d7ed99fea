"""What draws stand for: the error of element sets, or another month; and how far each satellite is moved in them.

*Element error*: the satellites flew as their sets have it, and a set places its satellite along the orbit to some
seconds. *Another month*: satellites drift and are moved about, so the next month finds them elsewhere along their
orbits, the planes held. A satellite on a repeating track is the exception: its owner holds the track, and with it the
place along the orbit at any time of day, within a dead band.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..constants import DAY_S
from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..orbits.elements import ElementSet
from ..orbits.near_repeat import NearRepeat, closures
from ..orbits.service import AGEING_DAYS, epoch_s, tracks

DrawKind = Literal["element error", "another month"]
ELEMENT_ERROR: DrawKind = "element error"
ANOTHER_MONTH: DrawKind = "another month"

# Places along its orbit at which a satellite is searched, chosen in benchmarks/choose_phases.py.
PHASES: Mapping[DrawKind, int] = {ELEMENT_ERROR: 4, ANOTHER_MONTH: 12}

# What sets that nobody measured may be off, seconds of flight: three of four sets of the six satellites in
# benchmarks/choose_element_error.py are within it after 7 days (half of them within 1.6 s; the rest met a manoeuvre).
ALONG_TRACK_S = 10.0

# A track is held where a round of few days closes to little: by chance one orbit in twenty does, with longer rounds
# most. KORSAT-7, 15 revolutions in a day, went from -0.09 to +0.053 degrees a day while it was held (2026).
TRACK_DAYS = 3
TRACK_DRIFT_DEG_DAY = 0.1
# Half of how far KORSAT-7's crossing of the equator wandered from 23 February to 22 August 2026, 1.71 degrees
# (benchmarks/track_kept.py).
DEAD_BAND_KM = 95.0
EQUATOR_KM_DEG = math.radians(6378.137)


@dataclass(frozen=True)
class Drawing:
    """What is drawn, and how often: each satellite's mean anomaly, from a band about its own value.

    ``half_width_deg`` is half of each satellite's band, by the satellite's place in the constellation; ``phases`` how
    many places in it are searched. ``kept`` names the satellites held on a repeating track. ``why`` is the reason for
    the kind, as words; ``along_track_s`` belongs to element error, ``anomaly_spread_deg`` and ``dead_band_km`` to
    another month, and are None in the other.
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
    """Return draws in which each satellite is up to ``along_track_s`` seconds early or late, in all its sets alike.

    The error of a real set differs from set to set; alike it does not average out, which errs on the wide side. What
    is left out: error across the track, some hundreds of metres.
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
    """Return draws in which each satellite stands anywhere in a band of its orbit, ``anomaly_spread_deg`` wide.

    One whose track repeats (``held_track``) stands no further from its own place than moves its crossing of the
    equator by ``dead_band_km`` either way.
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
    """Return the round of the track that an orbit holds, None where it holds none.

    It is the shortest of at most 3 days that closes to 0.1 degrees of longitude a day. Longer rounds that an owner
    holds are not found: one set alone cannot part them from chance.
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
    """Return what draws should stand for where nobody says, and why.

    Element error where every satellite that serves in the span has a catalogue number and, at every moment of it, a
    set at most 7 days old: half of such sets are good to 1.6 s, against 12 s at 14 days and 90 s at 30. Past that age
    a set no longer says where along its orbit the satellite is, and a run is about some month, not this one.
    """
    oldest_d = 0.0
    for one in constellation.satellites:
        if not one.serves(constellation.span):
            continue
        if not one.norad_id:
            return ANOTHER_MONTH, f"{one.name} flies a notional orbit"
        age_d = age_in_use_d(one, constellation)
        if age_d > AGEING_DAYS:
            return ANOTHER_MONTH, f"a set of {one.name} is {age_d:.1f} days old where it is used"
        oldest_d = max(oldest_d, age_d)
    return ELEMENT_ERROR, f"no set is more than {oldest_d:.1f} days old where it is used"

"""Whether SGP4 follows a set to the stretch it is to serve, asked before anything is tabulated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..clock import Span, format_utc
from ..constants import DAY_S, DEEP_SPACE_PERIOD_MIN, WGS72_A_KM
from .readers.unusable import refuse
from .track import Track

SURE_PERIGEE_KM, SURE_BSTAR_DAYS, SURE_DAYS = 300.0, 0.01, 60.0
_ASKED = 16


def check_followed(tracks: Sequence[Track], span: Span) -> None:
    """Raise DataError, one line a track, where SGP4 gives no position on the way to the stretch a track serves.

    A near-Earth set is not asked where it cannot fail: with its perigee above 300 km and B* times days below 0.01, C1 t
    is below 2e-3 and the mean semi-major axis falls by less than 30 km (Spacetrack Report No. 3, section 6). Of the
    others the nearest instant of the stretch is asked, and 16 between it and the epoch. `ephemeris` refuses the same.
    """
    problems = []
    for track in tracks:
        epoch_s = _epoch_s(track, span)
        low_s, high_s = max(track.from_s, track.owns_from_s, 0.0), min(track.to_s, track.owns_to_s, span.duration_s)
        if low_s >= high_s:  # serves only the search beyond the span
            continue
        nearest_s = min(max(epoch_s, low_s), high_s)
        away_s = nearest_s - epoch_s
        if away_s == 0.0 or _surely_followed(track, abs(away_s) / DAY_S):
            continue
        for k in range(1, _ASKED + 1):
            error, position_km, _ = track.elements.satrec.sgp4_tsince(away_s * k / _ASKED / 60.0)
            if error or not all(map(math.isfinite, position_km)):
                problems.append(_sentence(track, span, nearest_s, error))
                break
    if problems:
        refuse(problems)


def _epoch_s(track: Track, span: Span) -> float:
    jd, fr = span.julian_date
    return ((track.elements.epoch_jd - jd) + (track.elements.epoch_fr - fr)) * DAY_S


def _surely_followed(track: Track, days: float) -> bool:
    one = track.elements
    if one.is_deep_space or one.period_min >= DEEP_SPACE_PERIOD_MIN or days > SURE_DAYS:
        return False
    perigee_km = one.semi_major_axis_km * (1.0 - one.eccentricity) - WGS72_A_KM
    return perigee_km > SURE_PERIGEE_KM and abs(one.bstar) * days < SURE_BSTAR_DAYS


def _sentence(track: Track, span: Span, when_s: float, error: int) -> str:
    from sgp4.api import SGP4_ERRORS

    one = track.elements
    reason = SGP4_ERRORS.get(error, "the satellite has long decayed")
    return (
        f"{one.name or one.catalog_number}: SGP4 gives no position at {format_utc(span.moment(when_s))} from the set "
        f"of {format_utc(one.epoch_utc)} ({reason}); use a set nearer in time"
    )

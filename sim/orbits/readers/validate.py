"""The checks of a set of any format: ranges, an identity, and a position under SGP4."""

from __future__ import annotations

import math
import sys

from ...constants import DAY_S, WGS72_A_KM, WGS72_MU_KM3_S2
from ...plain_text import quoted
from ..elements import ElementSet

_REV_DAY_AT_ONE_RADIUS = math.sqrt(WGS72_MU_KM3_S2 / WGS72_A_KM**3) * DAY_S / math.tau
MOST_REV_DAY = 18.0  # a satellite at the height of the ground would make 17.1 revolutions a day

# The largest B* of the 16,069 active objects of 2026-08-22 is 3.7. One of a million makes an orbit of some minutes.
MOST_BSTAR = 100.0

_ANGLE = (-360.0, 360.0, "between -360 and 360 deg")
_FINITE = (-sys.float_info.max, sys.float_info.max, "a finite number")
# field of ElementSet, the OMM key people know it by, lowest and highest value, and both in words
_RANGES = (
    (
        "mean_motion_rev_day",
        "MEAN_MOTION",
        math.ulp(0.0),
        MOST_REV_DAY,
        f"above 0 and at most {MOST_REV_DAY:g} rev/day",
    ),
    ("eccentricity", "ECCENTRICITY", 0.0, math.nextafter(1.0, 0.0), "at least 0 and below 1"),
    ("inclination_deg", "INCLINATION", 0.0, 180.0, "between 0 and 180 deg"),
    ("raan_deg", "RA_OF_ASC_NODE", *_ANGLE),
    ("arg_perigee_deg", "ARG_OF_PERICENTER", *_ANGLE),
    ("mean_anomaly_deg", "MEAN_ANOMALY", *_ANGLE),
    ("bstar", "BSTAR", -MOST_BSTAR, MOST_BSTAR, f"a finite number from -{MOST_BSTAR:g} to {MOST_BSTAR:g}"),
    ("mean_motion_dot", "MEAN_MOTION_DOT", *_FINITE),
)


def problems_of(elements: ElementSet) -> list[str]:
    """Return why a set cannot be used, one sentence each; an empty list if it can.

    A set must lie within the ranges of its fields, have a catalogue number, a name or a designator, and give
    a position under SGP4 at its own epoch (the reason otherwise is SGP4's).
    """
    problems = []
    for field, key, low, high, rule in _RANGES:
        value = getattr(elements, field)
        if not low <= value <= high:  # NaN too
            problems.append(f"{key} = {value:.12g} must be {rule}")
    if not (elements.catalog_number or elements.name or elements.object_id):
        problems.append("the set has neither a catalogue number nor a name; give it one of them")
    if not problems and not _plainly_flies(elements):
        reason = _sgp4_refusal(elements)
        if reason:
            problems.append(f"SGP4 refuses this set at its own epoch: {reason}")
    return problems


def cospar(designator: str) -> str:
    """Return an international designator as `2023-179A`, given so or as a TLE's `23179A`; others unchanged."""
    text = designator.strip()
    if text.isascii() and text[:5].isdecimal() and text[5:].isalpha():
        return f"{'19' if text >= '57' else '20'}{text[:2]}-{text[2:]}"
    return text


def clean_name(text: str, what: str = "name") -> str:
    """Return a name without outer blanks, as given within; tabs and other odd white space become blanks.

    Raises ValueError for characters that cannot be printed: they would reach somebody's terminal.
    """
    name = text.strip()
    if name.isprintable():
        return name
    name = " ".join(name.split())
    if not name.isprintable():
        raise ValueError(f"the {what} {quoted(name)} holds characters that cannot be printed")
    return name


def _plainly_flies(elements: ElementSet) -> bool:
    """Return whether SGP4 surely gives a position at the epoch, so that a catalogue need not call it.

    This is so for a near-Earth set (at most 206 minutes a revolution) with a perigee at least 127 km high. At its
    epoch SGP4 only adds the terms of J2 and J3. They change the radius by less than 20 km and the eccentricity by
    less than 0.01.
    """
    n = elements.mean_motion_rev_day
    if n < 7.0 or abs(elements.bstar) > 1.0:
        return False
    perigee_earth_radii = (_REV_DAY_AT_ONE_RADIUS / n) ** (2.0 / 3.0) * (1.0 - elements.eccentricity)
    return perigee_earth_radii > 1.02


def _sgp4_refusal(elements: ElementSet) -> str:
    """Return SGP4's reason, or nothing; sgp4init itself runs SGP4 once, at the epoch."""
    satrec = elements.satrec
    error = satrec.error
    if not error:
        error, position_teme_km, _ = satrec.sgp4_tsince(0.0)
        if not error and all(map(math.isfinite, position_teme_km)):
            return ""
    from sgp4.api import SGP4_ERRORS

    reason = SGP4_ERRORS.get(error, "it gives no position")
    return f"{reason} (error {error}); take another set of this object"

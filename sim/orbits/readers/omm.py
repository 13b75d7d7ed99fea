"""From one Orbit Mean-Elements Message (CCSDS 502.0-B), given as a mapping, to an element set."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ...plain_text import quoted
from ..elements import ElementSet
from .epoch import split_epoch
from .unusable import refuse
from .validate import clean_name, cospar, problems_of
from .values import (
    blank,
    checked_catalog_number,
    float_of,
    number_of,
    text_of,
    with_microseconds,
    word_of,
)

NUMBER_KEYS = (
    "MEAN_MOTION",
    "ECCENTRICITY",
    "INCLINATION",
    "RA_OF_ASC_NODE",
    "ARG_OF_PERICENTER",
    "MEAN_ANOMALY",
    "BSTAR",
)
REQUIRED_KEYS = ("EPOCH", *NUMBER_KEYS)

# Metadata that may be left out, as CelesTrak's JSON and CSV do; where given, only one answer fits SGP4.
_ONLY = (
    ("MEAN_ELEMENT_THEORY", ("SGP4", "SGP/SGP4"), "SGP4, the theory these sets are propagated with"),
    ("REF_FRAME", ("TEME", "TEMEOFDATE"), "TEME, the frame of SGP4"),
    ("CENTER_NAME", ("EARTH",), "EARTH"),
    ("TIME_SYSTEM", ("UTC",), "UTC"),
)
_SGP4_TYPES = (0, 2)
_XP_KEYS = ("BTERM", "AGOM")  # ballistic and solar pressure coefficients, which stand in an SGP4-XP set alone

# Units that KVN and XML may state; they must be these.
UNITS = {
    "MEAN_MOTION": "rev/day",
    "INCLINATION": "deg",
    "RA_OF_ASC_NODE": "deg",
    "ARG_OF_PERICENTER": "deg",
    "MEAN_ANOMALY": "deg",
    "BSTAR": "1/ER",
    "MEAN_MOTION_DOT": "rev/day**2",
}
# The keys that make a mapping a message; each may stand in it once.
KEYS = frozenset((*REQUIRED_KEYS, *UNITS, "OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "EPHEMERIS_TYPE",
                  "EPOCH_MICROSECONDS", *_XP_KEYS)) | {key for key, _, _ in _ONLY}  # fmt: skip


def elements_from_omm(mapping: Mapping[str, Any], where: str, default_name: str = "") -> ElementSet:
    """Return the element set of one OMM-keyed mapping; keys in upper or lower case, values text or numbers.

    Needed are EPOCH (UTC, ISO-8601 text or a datetime; see ``split_epoch``), MEAN_MOTION (rev/day),
    ECCENTRICITY, INCLINATION, RA_OF_ASC_NODE, ARG_OF_PERICENTER, MEAN_ANOMALY (deg) and BSTAR (per Earth
    radius; 0 is no drag). Read if there: OBJECT_NAME, OBJECT_ID, NORAD_CAT_ID (to nine digits; none is 0),
    MEAN_MOTION_DOT, EPOCH_MICROSECONDS (the fraction of a second that EPOCH leaves out, as Space-Track printed it), and
    SOURCE, without which ``where`` is the set's source. Other keys are ignored. MEAN_MOTION_DDOT is ignored too,
    because SGP4 does not use it.

    Raises DataError with every problem found, one a line, each starting with ``where``: a value missing, not
    a number or out of range; another theory, frame, centre or time system than SGP4's (a BTERM or AGOM other than 0
    marks SGP4-XP); a set SGP4 refuses.
    """
    source = mapping.get("SOURCE") or mapping.get("source") or where
    elements, problems = read_mapping(mapping, str(source), default_name)
    if elements is None:
        refuse([f"{where}: {problem}" for problem in problems])
    return elements


def read_mapping(
    mapping: Mapping[str, Any], source: str, default_name: str = ""
) -> tuple[ElementSet | None, list[str]]:
    """Return (set, []) or (None, problems): as ``elements_from_omm``, for a caller with many mappings."""
    problems: list[str] = []
    fields = _with_upper_keys(mapping, problems)
    missing = [] if not blank(fields.get("EPOCH")) else ["EPOCH"]
    numbers = []
    for key in NUMBER_KEYS:
        value = fields.get(key)
        if type(value) is not float:
            if blank(value):
                missing.append(key)
            value = number_of(key, value, problems)
        numbers.append(value)
    if missing:
        problems.insert(0, _missing(missing, mapping, fields))
    for key, allowed, rule in _ONLY:
        value = fields.get(key)
        if value is not None and value not in allowed and text_of(value).strip().upper() not in ("", *allowed):
            problems.append(f"{key} = {quoted(value)} must be {rule}")
    _check_theory(fields, problems)
    mean_motion_dot = number_of("MEAN_MOTION_DOT", fields.get("MEAN_MOTION_DOT"), problems)
    catalog_number = checked_catalog_number(fields.get("NORAD_CAT_ID"), problems)
    epoch_jd = epoch_fr = 0.0
    name = object_id = ""
    try:
        name = clean_name(word_of("OBJECT_NAME", fields.get("OBJECT_NAME"), default_name))
        object_id = clean_name(word_of("OBJECT_ID", fields.get("OBJECT_ID")), "designator")
        if "EPOCH" not in missing:
            epoch = fields["EPOCH"]
            if not blank(fields.get("EPOCH_MICROSECONDS")):
                epoch = with_microseconds(epoch, fields["EPOCH_MICROSECONDS"])
            epoch_jd, epoch_fr = split_epoch(epoch)
    except ValueError as reason:
        problems.append(str(reason))
    if problems:
        return None, problems
    mean_motion, eccentricity, inclination, raan, arg_perigee, mean_anomaly, bstar = numbers
    elements = ElementSet(
        name=name,
        catalog_number=catalog_number,
        epoch_jd=epoch_jd,
        epoch_fr=epoch_fr,
        mean_motion_rev_day=mean_motion,
        eccentricity=eccentricity,
        inclination_deg=inclination,
        raan_deg=raan,
        arg_perigee_deg=arg_perigee,
        mean_anomaly_deg=mean_anomaly,
        bstar=bstar,
        mean_motion_dot=mean_motion_dot,
        object_id=cospar(object_id),
        source=source,
    )
    problems = problems_of(elements)
    return (None, problems) if problems else (elements, [])


def wrong_unit(key: str, unit: str) -> str:
    """Return the problem with a stated unit, or nothing; blanks and case do not matter."""
    right = UNITS.get(key)
    if right is None or unit.replace(" ", "").lower() == right.lower():
        return ""
    return f"{key} is in {unit!r}; it must be in {right}"


def _missing(keys: list[str], mapping: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    if len(keys) == len(REQUIRED_KEYS):
        if all(key in fields for key in keys):
            decayed = fields.get("DECAY_DATE")
            since = "" if blank(decayed) else f"; the object decayed on {quoted(decayed)}"
            return f"EPOCH, MEAN_MOTION and all the other elements are empty{since}"
        present = ", ".join(quoted(key)[1:-1] for key in list(mapping)[:5]) or "nothing"
        return f"none of the OMM keys EPOCH, MEAN_MOTION and so on is there, but {present}"
    sentence = f"{', '.join(keys)} {'is' if len(keys) == 1 else 'are'} missing"
    if keys == ["BSTAR"] and not blank(fields.get("BTERM")):
        return f"{sentence}, and BTERM belongs to SGP4-XP; SGP4 needs BSTAR"
    if keys == ["BSTAR"]:
        return f"{sentence}; write 0 for no drag"
    if "MEAN_MOTION" in keys and not blank(fields.get("SEMI_MAJOR_AXIS")):
        return f"{sentence}; SGP4 needs MEAN_MOTION in rev/day, not SEMI_MAJOR_AXIS"
    return sentence


def _with_upper_keys(mapping: Mapping[str, Any], problems: list[str]) -> Mapping[str, Any]:
    if "".join(mapping).isupper():
        return mapping
    fields = {key.upper(): value for key, value in mapping.items()}
    if len(fields) < len(mapping):
        problems.append("a key stands twice, in upper and in lower case")
    return fields


def _check_theory(fields: Mapping[str, Any], problems: list[str]) -> None:
    """Note an ephemeris type other than SGP4's, and the terms that only SGP4-XP has."""
    kind = fields.get("EPHEMERIS_TYPE")
    if not (blank(kind) or kind in _SGP4_TYPES):
        try:
            number = float_of(text_of(kind))
        except ValueError:
            number = math.nan
        if number not in _SGP4_TYPES:
            theory = " (SGP4-XP)" if number == 4 else ""
            problems.append(f"EPHEMERIS_TYPE = {quoted(kind)}{theory} must be 0, SGP4; ask the source for such a set")
    for key in _XP_KEYS:
        value = fields.get(key)
        if blank(value) or blank(fields.get("BSTAR")):
            continue  # without BSTAR the set is refused for that, and BTERM named
        if number_of(key, value, problems) != 0.0:
            problems.append(
                f"{key} = {quoted(value)} belongs to SGP4-XP, and SGP4 would leave it out; "
                "ask the source for a set of SGP4 (EPHEMERIS_TYPE 0)"
            )

"""The choice of the element set for each stretch of time, if a satellite has several."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from ..clock import Span, format_utc
from ..constants import DAY_S
from ..errors import DataError
from .elements import ElementSet
from .readers.unusable import refuse
from .track import Track

Epochs = Literal["nearest", "switch"]
ALWAYS = (-math.inf, math.inf)
STALE_DAYS = 1000.0
AGEING_DAYS = 7.0
STATISTICAL_DAYS = 14.0


def epoch_s(elements: ElementSet, span: Span) -> float:
    """Return the epoch in seconds since the start of the span."""
    jd, fr = span.julian_date
    return ((elements.epoch_jd - jd) + (elements.epoch_fr - fr)) * DAY_S


def nearest_set(sets: Sequence[ElementSet], span: Span) -> ElementSet:
    """Return the set whose epoch is nearest to the middle of a span."""
    middle_s = 0.5 * span.duration_s
    return min(sets, key=lambda one: abs(epoch_s(one, span) - middle_s))


def tracks(
    satellite: int,
    sets: Sequence[ElementSet],
    span: Span,
    *,
    from_s: float,
    to_s: float,
    epochs: Epochs = "switch",
    manoeuvres: Sequence[datetime] = (),
    service_s: tuple[float, float] = ALWAYS,
    allow_stale: bool = False,
) -> list[Track]:
    """Return the tracks of one satellite over [from_s, to_s], seconds since the start of the span.

    Nothing is tabulated outside ``service_s``, the stretch in which the satellite serves, but for a revolution on
    either side; sets need to reach no further either.

    ``switch``: each pass belongs to the set whose epoch is nearest to its middle, and no set serves across a known
    manoeuvre. ``nearest``: one set, the nearest to the middle of the span. Near-Earth sets are tabulated one
    revolution beyond the stretch they serve, so that the table of a set contains each of its passes completely.
    Deep-space sets change at an instant, because their passes may have no end.

    Raises DataError when the nearest set is more than 1,000 days from the span, unless ``allow_stale``, and
    when a manoeuvre leaves a stretch of the span without any set.
    """
    ordered = sorted(sets, key=lambda e: (e.epoch_jd, e.epoch_fr))
    ordered = ordered[:1] + [b for a, b in itertools.pairwise(ordered) if epoch_s(b, span) != epoch_s(a, span)]
    if epochs == "nearest":
        middle_s = span.duration_s / 2.0
        ordered = [min(ordered, key=lambda e: abs(epoch_s(e, span) - middle_s))]
    name = ordered[0].name or str(ordered[0].catalog_number)
    at_s = [epoch_s(e, span) for e in ordered]
    first_s, last_s = (min(max(moment_s, 0.0), span.duration_s) for moment_s in service_s)
    if not allow_stale:
        for moment_s in (first_s, last_s):
            age_d = min(abs(moment_s - t) for t in at_s) / DAY_S
            if age_d > STALE_DAYS:
                raise DataError(
                    f"{name}: at {format_utc(span.moment(moment_s))} the nearest element set is {age_d:.0f} days away; "
                    f"more than {STALE_DAYS:.0f} days says nothing (--allow-stale runs it all the same)"
                )
    burns_s = sorted(span.seconds(m) for m in manoeuvres)
    switches = [-math.inf]
    for early, late in itertools.pairwise(at_s):
        between = [b for b in burns_s if early < b <= late]
        # Sets on both sides of one manoeuvre meet at it; between two manoeuvres nothing is known.
        switches.append(between[0] if between else 0.5 * (early + late))
        if len(between) > 1 and max(between[0], first_s) < min(between[-1], last_s):
            raise DataError(
                f"{name}: no element set between the manoeuvres of {format_utc(span.moment(between[0]))} and "
                f"{format_utc(span.moment(between[-1]))}; add one, or end the span before them"
            )
    switches.append(math.inf)
    for edge, burns in (
        ("before", [b for b in burns_s if b <= at_s[0]]),
        ("after", [b for b in burns_s if b > at_s[-1]]),
    ):
        blind = bool(burns) and (burns[-1] > first_s if edge == "before" else burns[0] < last_s)
        if blind:
            burn_s = burns[-1] if edge == "before" else burns[0]
            raise DataError(
                f"{name}: no element set {edge} the manoeuvre of {format_utc(span.moment(burn_s))}, which the span "
                f"reaches; add one, or change the span"
            )
    out = []
    for elements, owns_from_s, owns_to_s in zip(ordered, switches[:-1], switches[1:], strict=True):
        margin_s = 0.0 if elements.is_deep_space else 60.0 * elements.period_min + 300.0
        low_s, high_s = max(from_s, owns_from_s - margin_s), min(to_s, owns_to_s + margin_s)
        if not elements.is_deep_space:  # a pass of these may have no end
            low_s, high_s = max(low_s, service_s[0] - margin_s), min(high_s, service_s[1] + margin_s)
        if low_s < high_s and owns_from_s < to_s and owns_to_s > from_s:
            out.append(Track(satellite, elements, low_s, high_s, owns_from_s, owns_to_s))
    return out


def tracks_of_all(
    satellites: Sequence[tuple[int, Sequence[ElementSet], Sequence[datetime]]],
    span: Span,
    *,
    from_s: float,
    to_s: float,
    epochs: Epochs = "switch",
    service_s: Mapping[int, tuple[float, float]] | None = None,
    allow_stale: bool = False,
) -> list[Track]:
    """Return the tracks of several satellites, each given as (index, element sets, manoeuvres); see ``tracks``.

    ``service_s`` holds the stretches of those that do not serve always, by index.

    Raises one DataError for all satellites whose sets cannot serve: up to ten by name, then how many more.
    """
    found: list[Track] = []
    problems: list[str] = []
    for index, sets, manoeuvres in satellites:
        try:
            found += tracks(
                index,
                sets,
                span,
                from_s=from_s,
                to_s=to_s,
                epochs=epochs,
                manoeuvres=manoeuvres,
                service_s=(service_s or {}).get(index, ALWAYS),
                allow_stale=allow_stale,
            )
        except DataError as error:
            problems.append(str(error))
    if problems:
        refuse(problems)
    return found

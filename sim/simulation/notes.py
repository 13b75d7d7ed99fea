"""Notes on the span and the element sets of a run: age, satellites that fly together, near-repeats, season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..clock import format_utc, rotation_note
from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..note import Note
from ..orbits.coinciding import coinciding_note
from ..orbits.elements import ElementSet
from ..orbits.service import AGEING_DAYS, STATISTICAL_DAYS, epoch_s, nearest_set
from ..sensors.resolution import MEAN_RADIUS_KM
from ..studies.repeats import named, not_named

MOST_AGED = 2  # satellites that have a sentence on the age of their sets each


def notes_of(constellation: Constellation) -> list[str]:
    """Return sentences, most urgent first; none where there is nothing to warn of."""
    return [
        *_age(constellation),
        *_together(constellation),
        *_rotation(constellation),
        *_regions(constellation),
        *_repeats(constellation),
        *_season(constellation),
    ]


def _serving(constellation: Constellation) -> list[tuple[Satellite, ElementSet]]:
    """Return the satellites in service in the span, each with the set nearest the span's middle."""
    span = constellation.span
    return [
        (satellite, nearest_set(satellite.elements, span))
        for satellite in constellation.satellites
        if satellite.serves(span)
    ]


def _age(constellation: Constellation) -> list[str]:
    """Return a sentence for each satellite whose sets are old at an end of the span; one for all of more than two."""
    span = constellation.span
    aged: list[tuple[float, str, str]] = []  # age_d, satellite, day of its last set
    for satellite in constellation.satellites:
        epochs_s = [epoch_s(e, span) for e in satellite.elements]
        if satellite.norad_id == 0 or not satellite.serves(span):
            continue  # a notional orbit has no age
        begins_s, ends_s = satellite.service_s(span)
        ends_of_use_s = max(begins_s, 0.0), min(ends_s, span.duration_s)
        age_d = max(min(abs(t - moment) for t in epochs_s) for moment in ends_of_use_s) / 86400.0
        if age_d > AGEING_DAYS:
            newest = max(satellite.elements, key=lambda e: epoch_s(e, span))
            aged.append((age_d, satellite.name, format_utc(newest.epoch_utc)[:10]))
    return [_age_note([one]) for one in aged] if len(aged) <= MOST_AGED else [_age_note(aged)]


def _age_note(aged: Sequence[tuple[float, str, str]]) -> Note:
    names, days = [name for _, name, _ in aged], sorted({day for _, _, day in aged})
    age_d = max(aged)[0]
    last = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return Note(
        f"{named(names)}: the span reaches {'up to ' if len(aged) > 1 else ''}{age_d:.0f} days from the nearest "
        f"element set (last of {last}). Windows beyond {STATISTICAL_DAYS:.0f} days are statistics, not a timetable.",
        "age of sets", satellites=names, not_named=not_named(names), age_days=age_d, last_sets=days,
        statistical_days=STATISTICAL_DAYS,
    )  # fmt: skip


def _together(constellation: Constellation) -> list[str]:
    serving = _serving(constellation)
    sentence = coinciding_note([satellite.name for satellite, _ in serving], [one for _, one in serving])
    return [sentence] if sentence else []


def _rotation(constellation: Constellation) -> list[str]:
    sentence = rotation_note(constellation.span)
    return [sentence] if sentence else []


def _regions(constellation: Constellation) -> Sequence[str]:
    from ..studies.regions import region_advice

    serving = _serving(constellation)
    perigee_km = [one.semi_major_axis_km * (1.0 - one.eccentricity) for _, one in serving]
    limits = [sensor.limits() for sensor in constellation.carried]
    return region_advice(constellation.targets, limits, max(min(perigee_km, default=0.0) - MEAN_RADIUS_KM, 1.0))


def _repeats(constellation: Constellation) -> Sequence[str]:
    from ..studies.repeats import patterns

    # Deep-space sets are left out: their secular rates differ, and a geostationary track repeats daily by design.
    near = {satellite.name: one for satellite, one in _serving(constellation) if not one.is_deep_space}
    return patterns(constellation.span.days, near).notes if near else ()


def _season(constellation: Constellation) -> Sequence[str]:
    from ..studies.season import season_notes

    by_day = {
        satellite.name: one
        for satellite, one in _serving(constellation)
        if any("day" in constellation.sensors[name].light for name in satellite.sensors) and not one.is_deep_space
    }
    limits = [
        spread.nominal
        for satellite in constellation.satellites
        for name in satellite.sensors
        if satellite.name in by_day and (spread := constellation.sensors[name].sun_elevation_min_deg)
    ]
    places = [replace(constellation.places[target.first], name=target.name) for target in constellation.targets]
    return season_notes(constellation.span, by_day, places, limits)

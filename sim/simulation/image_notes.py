"""Whether images are possible within the limits: where none is, and how many looks are too short for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..constellation.constellation import Constellation
from ..constellation.satellite import Satellite
from ..note import Note
from ..sensors.dwell import no_image_words
from ..sensors.limits import Limits
from ..sensors.resolution import MEAN_RADIUS_KM
from ..studies.assumptions import limits_in, standing_cases
from ..studies.survey import Surveyor
from ..words import counted, listed

SHORT_S = 5.0  # shorter than most radar images flown: half of 2,262 dedicated collects took 7.8 s or more


def impossible_notes(constellation: Constellation) -> list[Note]:
    """Return a sentence for each sensor and standing case whose limits leave no image possible, from any carrier."""
    found: dict[tuple[str, Note], list[str]] = {}
    for case, limits_of in _standing_limits(constellation):
        for name, limits in limits_of.items():
            carriers = [one for one in constellation.satellites if name in one.sensors]
            words = no_image_words(limits, highest_km(carriers))
            if isinstance(words, Note):
                found.setdefault((name, words), []).append(case)
    return [
        Note(f"Sensor {name}, {listed(cases)}: {words}", "no image", sensor=name, cases=cases, **words.values)
        for (name, words), cases in found.items()
    ]


def short_look_notes(surveyor: Surveyor) -> list[Note]:
    """Return, for each sensor that states no duration, how many of its looks inside the span have no window of 5 s."""
    constellation = surveyor.constellation
    limits_in_cases = dict(_standing_limits(constellation))
    case = "all-nominal" if "all-nominal" in limits_in_cases else next(iter(limits_in_cases))
    notes = []
    for name, limits in limits_in_cases[case].items():
        if limits.image_s > 0.0:
            continue
        found = surveyor.windows(name, limits).between(0.0, surveyor.span.duration_s)
        count = len(found.looks())
        n_short = count - len(found.lasting(SHORT_S).looks())
        if n_short:
            notes.append(
                Note(
                    f"Sensor {name}, {case}: {n_short} of {counted(count, 'look')} have no window of {SHORT_S:g} s, "
                    "and the sensor states no duration of an image. A duration_min_s leaves out windows too short for "
                    "one.",
                    "short looks", sensor=name, case=case, short=n_short, looks=count, least_s=SHORT_S,
                )
            )  # fmt: skip
    return notes


def _standing_limits(constellation: Constellation) -> Iterator[tuple[str, dict[str, Limits]]]:
    """Yield each standing case with the limits of the sensors in use in it."""
    for name, case in standing_cases(constellation.carried).items():
        limits = {one.name: limits_in(one, case) for one in constellation.carried}
        yield name, {sensor: one for sensor, one in limits.items() if one is not None}


def highest_km(satellites: Iterable[Satellite]) -> float:
    """Return the highest apogee of satellites above a round Earth, kilometres; 1 of none."""
    apogee_km = [one.semi_major_axis_km * (1.0 + one.eccentricity) for each in satellites for one in each.elements]
    return max(max(apogee_km, default=0.0) - MEAN_RADIUS_KM, 1.0)

"""The checks that a run makes before its search, without loading the search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..constellation.constellation import Constellation
from ..constellation.serving import serving_tracks
from ..orbits.follows import check_followed
from ..orbits.track import Track
from ..sensors.limits import Limits
from ..studies.assumptions import limits_in, product_of, standing_cases
from .loaded import Loaded

NEARLY_CIRCULAR = 0.01


def check_can_start(loaded: Loaded) -> None:
    """Raise the UsageError or DataError that `Simulation.run` would raise before it searches.

    Every file that the scenario names is read, and all its objects are built as in a run. It is checked that the
    element sets serve the span, and that sensors have valid limits in every combination tried.
    """
    constellation = loaded.constellation
    sensors = constellation.carried
    cases = list(standing_cases(sensors).values())
    for claim in loaded.claims:
        cases += product_of(sensors, {name: option.values for name, option in claim.unstated.items()}).cases
    found = {(sensor.name, limits_in(sensor, case)) for case in cases for sensor in sensors}
    limits = {(name, one) for name, one in found if one is not None}
    tracks = serving_tracks(constellation)
    if loaded.scenario.build_up is not None:  # it counts satellites before and after their service as well
        serving_tracks(replace(constellation, satellites=tuple(one.in_orbit for one in constellation.satellites)))
    check_followed(tracks, constellation.span)
    _check_fields_of_view(constellation, tracks, limits)
    if loaded.scenario.require:
        from .requirements import requirements_of

        requirements_of(loaded)


def _check_fields_of_view(
    constellation: Constellation, tracks: Sequence[Track], limits: Iterable[tuple[str, Limits]]
) -> None:
    """Run the search for a rectangular field of view on an orbit so high or eccentric that it may be refused.

    Low, nearly circular orbits always have the speed over ground that the search needs.
    """
    boxed = {sensor: one for sensor, one in limits if one.has_view}
    unsure = [t for t in tracks if t.elements.is_deep_space or t.elements.eccentricity > NEARLY_CIRCULAR]
    for track in unsure:
        for name in constellation.satellites[track.satellite].sensors:
            if name not in boxed:
                continue
            from ..orbits.ephemeris import ephemeris
            from ..windows.search import Search

            Search(ephemeris(constellation.span, [track]), constellation.places, threads=1).windows(boxed[name])

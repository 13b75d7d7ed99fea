"""The kind of draws of a scenario: from its [draws], else from its element sets."""

from __future__ import annotations

from ..constellation.constellation import Constellation
from ..note import Note
from ..scenario.schema import Scenario
from ..studies.draw_kinds import (
    ALONG_TRACK_S,
    ANOTHER_MONTH,
    DEAD_BAND_KM,
    ELEMENT_ERROR,
    Drawing,
    DrawKind,
    another_month,
    element_error,
    kind_of,
)

ASKED_FOR = "asked for"


def drawing_of(scenario: Scenario, constellation: Constellation) -> Drawing:
    """Return the draws of a scenario. A kind that is not asked for follows from a key given, else from the sets.

    Raises DataError where a manoeuvre leaves a stretch of the span without any set.
    """
    table = scenario.draws
    kind, why = _kind(scenario, constellation)
    if kind == ELEMENT_ERROR:
        along_track_s = ALONG_TRACK_S if table.along_track_s is None else table.along_track_s
        return element_error(constellation, count=table.count, seed=scenario.seed, along_track_s=along_track_s, why=why)
    return another_month(
        constellation,
        count=table.count,
        seed=scenario.seed,
        anomaly_spread_deg=360.0 if table.anomaly_spread_deg is None else table.anomaly_spread_deg,
        dead_band_km=DEAD_BAND_KM if table.dead_band_km is None else table.dead_band_km,
        why=why,
    )


def drawing_notes(drawing: Drawing, scenario: Scenario, constellation: Constellation) -> list[str]:
    """Return a note if draws of element error are asked for, but places along orbits are known less well."""
    if drawing.kind != ELEMENT_ERROR or not drawing.count or drawing.why != ASKED_FOR:
        return []
    fits, why = _from_sets(scenario, constellation)
    if fits == ELEMENT_ERROR:
        return []
    return [
        Note(
            f"Draws of element error ({drawing.along_track_s:g} s along the track) were asked for, but {why}. "
            "Where satellites are along their orbits is known less well than that.",
            "draws", along_track_s=drawing.along_track_s, **(why.values if isinstance(why, Note) else {}),
        )
    ]  # fmt: skip


def _kind(scenario: Scenario, constellation: Constellation) -> tuple[DrawKind, str]:
    table = scenario.draws
    if table.of is not None:
        return table.of, ASKED_FOR
    if table.along_track_s is not None:
        return ELEMENT_ERROR, ASKED_FOR
    if table.anomaly_spread_deg is not None or table.dead_band_km is not None:
        return ANOTHER_MONTH, ASKED_FOR
    return _from_sets(scenario, constellation)


def _from_sets(scenario: Scenario, constellation: Constellation) -> tuple[DrawKind, str]:
    if scenario.hold.mode != "none":
        return ANOTHER_MONTH, f"orbits are held ({scenario.hold.mode.replace('_', ' ')}), not flown"
    for table in scenario.satellite:
        if table.orbit is not None:
            return ANOTHER_MONTH, f"{table.name} flies a notional orbit"
    return kind_of(constellation)

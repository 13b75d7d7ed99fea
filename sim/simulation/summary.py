"""summary.json: the whole result of a run as one document; tables and pages are made from it."""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..clock import format_utc
from ..constellation.target import Target
from ..note import note_values
from ..report.answer import answer, question
from ..sensors.hypotheses import Hypothesis
from ..sensors.limits import NO_VALUES, RULES, Limits, idle_measures
from ..sensors.sensor import NONE_FIELDS, NUMBER_AXES, PLAIN, PLAIN_WORDS, Sensor
from .idle_rows import idle_rows
from .longer_gap_rows import longer_gap_rows
from .turn_document import turns_document

if TYPE_CHECKING:
    from ..scenario.schema import Scenario
    from .result import Result

SCHEMA_VERSION = 1


def summary(result: Result) -> dict[str, Any]:
    """Return the document: plain values only, keys in a fixed order, what is not finite as null.

    ``figures``, ``usable_looks``, ``chain``, ``capacity``, ``coincidences``, ``build_up``, ``build_up_stages``,
    ``first_true``, ``draws.spreads`` and ``holds_in_all_draws`` hold the rows of the result's tables of that name; the
    functions of this room that make them (``tables``) say what each key means. Empty where the scenario does not ask;
    ``tasking`` is how it asks, key by key as in its file.

    ``turns`` is there only if turning points are asked for (`run --turns`): ``narrowed_to``, ``other_months``,
    ``bases``, ``bounds`` and ``readings``. ``turn_document.turns_document`` says what each key means.

    Made once for each result, so not to be changed. The same scenario, seed, versions and processor give the same
    document, byte for byte; wall times are not in it.
    """
    if "summary" not in result.made:
        result.made["summary"] = _document(result)
    document: dict[str, Any] = result.made["summary"]
    return document


def _document(result: Result) -> Any:
    simulation = result.simulation
    scenario, span = simulation.scenario, result.span
    document = {
        "schema_version": SCHEMA_VERSION,
        "scenario": simulation.name,
        "title": scenario.title,
        "start_utc": format_utc(span.start),
        "end_utc": format_utc(span.end),
        "span_days": span.days,
        "satellites": [_satellite(result, index) for index in range(len(simulation.constellation.satellites))],
        "sensors": [sensor_document(sensor) for sensor in simulation.constellation.carried],
        "targets": [_target(result, target) for target in simulation.constellation.targets],
        "cases": {name: dict(case) for name, case in result.standing.items()},
        "definitions": {
            "gaps": scenario.report.gaps,
            "edges": scenario.report.edges,
            "searched_before_days": -result.searched_s[0] / 86400.0,
            "searched_after_days": (result.searched_s[1] - span.duration_s) / 86400.0,
            "hold": scenario.hold.mode,
            "build_up": _build_up(result),
        },
        "tasking": _tasking(scenario),
        "figures": result.rows("figures"),
        "usable_looks": result.rows("usable_looks"),
        "chain": result.rows("chain"),
        "capacity": result.rows("capacity"),
        "coincidences": result.rows("coincidences"),
        "idle": idle_rows(result),
        "longer_gaps": longer_gap_rows(result),
        "build_up": result.rows("build_up"),
        "build_up_stages": result.rows("build_up_stages"),
        "first_true": result.rows("first_true"),
        "draws": _draws(result),
        "claims": [
            {
                "id": claim.id,
                "statement": claim.statement,
                "said_by": claim.said_by,
                "sources": list(claim.sources),
                "tested_by": claim.tested_by,
            }
            for claim in simulation.claims
        ],
        "verdicts": [verdict.to_dict() for verdict in result.verdicts],
        "holds_in_all_draws": result.rows("holds_in_all_draws"),
        "notes": [str(note) for note in result.notes],
        "note_values": [note_values(note) for note in result.notes],
    }
    if simulation.file.turns_asked:
        document["turns"] = turns_document(result)
    plain = _plain(document)
    head = {key: plain.pop(key) for key in ("schema_version", "scenario", "title")}
    return {**head, "answer": {"question": question(plain), "sentences": answer(plain)}, **plain}


def outcomes(result: Result, claim_id: str) -> Counter[str]:
    """Return how many verdicts on a claim came out which way."""
    return Counter(verdict.outcome for verdict in result.verdicts if verdict.claim == claim_id)


def _satellite(result: Result, index: int) -> dict[str, Any]:
    satellite = result.simulation.constellation.satellites[index]
    first, last = satellite.elements[0], satellite.elements[-1]
    return {
        "name": satellite.name,
        "norad_id": satellite.norad_id or None,
        "sensors": list(satellite.sensors),
        "element_sets": len(satellite.elements),
        "first_epoch_utc": format_utc(first.epoch_utc),
        "last_epoch_utc": format_utc(last.epoch_utc),
        "mean_height_km": round(last.semi_major_axis_km - 6378.137, 1),
        "inclination_deg": round(last.inclination_deg, 2),
        "in_service_utc": _utc(satellite.in_service),
        "out_of_service_utc": _utc(satellite.out_of_service),
        "launch_utc": _utc(satellite.launch),
        "decay_utc": _utc(satellite.decay),
        "service_confirmed": satellite.service_confirmed,
    }


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else format_utc(moment)


def _build_up(result: Result) -> dict[str, Any] | None:
    """How the span was cut into stretches, and the draws of each; null where the scenario has no build-up."""
    built = result.build_up_found
    if built is None:
        return None
    drawing = built.drawing
    return {
        "every_days": built.stretches[0].days,
        "stretches": len(built.stretches),
        "draws": drawing.count if drawing else 0,
        "phases_per_satellite": drawing.phases if drawing else None,
        "held_on_their_tracks": list(drawing.kept) if drawing else [],
        "counted": {way.name: sum(way.counts) for way in built.ways},
    }


def _draws(result: Result) -> dict[str, Any]:
    """What was drawn, of which kind and why, and the spreads; null where a key belongs to another kind or to none."""
    drawing = result.draws.drawing if result.draws else None
    return {
        "kind": drawing.kind if drawing else None,
        "why": drawing.why if drawing else None,
        "count": drawing.count if drawing else 0,
        "phases_per_satellite": drawing.phases if drawing else None,
        "along_track_s": drawing.along_track_s if drawing else None,
        "anomaly_spread_deg": drawing.anomaly_spread_deg if drawing else None,
        "dead_band_km": drawing.dead_band_km if drawing and drawing.kept else None,
        "held_on_their_tracks": list(drawing.kept) if drawing else [],
        "seed": result.simulation.scenario.seed,
        "spreads": result.rows("spreads"),
    }


def _target(result: Result, target: Target) -> dict[str, Any]:
    if target.region is None:
        place = result.simulation.constellation.places[target.first]
        where = {"lat_deg": place.lat_deg, "lon_deg": place.lon_deg, "height_km": place.height_km}
        return {
            "name": target.name,
            "group": target.group,
            **where,
            "horizon": [list(corner) for corner in place.horizon],
        }
    return {
        "name": target.name,
        "group": target.group,
        "area_km2": round(target.region.area_km2, 1),
        "bounds_deg": target.region.bounds._asdict(),
        "seen": target.seen,
        "within": target.within,
        "points": target.count,
    }


def sensor_document(sensor: Sensor) -> dict[str, Any]:
    """Return the limits of a sensor that bind: ``limits`` with values tried, ``fixed`` ones, and ``rules``."""
    limits: dict[str, Any] = {}
    for keys in NUMBER_AXES.values():
        for key in keys:
            spread = getattr(sensor, key)
            if spread is not None:
                limits[key] = {
                    "low": spread.low,
                    "nominal": spread.nominal,
                    "high": spread.high,
                    "source": spread.source,
                }
    return {
        "name": sensor.name,
        "kind": sensor.kind,
        "look": list(sensor.look),
        "light": list(sensor.light),
        "in_use": list(sensor.in_use),
        **{f"{none}_tried": getattr(sensor, none) for none in NONE_FIELDS.values()},
        "limits": limits,
        "hypotheses": [_hypothesis(one) for one in sensor.hypotheses],
        "fixed": _fixed(sensor),
        "rules": {key: [_rule(one) for one in rules] for key in RULES if (rules := getattr(sensor, key))},
    }


def _hypothesis(one: Hypothesis) -> dict[str, Any]:
    limits = {key: {"value": stated.value, "source": stated.source} for key, stated in one.limits.items()}
    return {"name": one.name, "title": one.title, "called": one.called, "limits": limits, **one.words}


def _fixed(sensor: Sensor) -> dict[str, Any]:
    """Return what has one value and binds: bands, where the view points, what the limits are measured with."""
    idle = idle_measures(sensor)
    given = {key: getattr(sensor, key) for key in (*PLAIN, *PLAIN_WORDS) if key not in idle}
    return {key: value for key, value in given.items() if value not in (None, NO_VALUES[key])}


def _rule(limits: Limits) -> dict[str, Any]:
    """Return the limits of a rule that bind, and the rules within it."""
    return {key: [_rule(one) for one in value] if key in RULES else value for key, value in limits.binding().items()}


def _tasking(scenario: Scenario) -> dict[str, Any]:
    """What was asked beyond access, as the scenario says it; null or empty what it does not speak of."""
    sensors = {name: table.agility for name, table in scenario.sensor.items() if table.agility is not None}
    return {
        "weather": scenario.weather.model_dump(mode="json") if scenario.weather else None,
        "stations": [table.model_dump(mode="json") for table in scenario.station],
        "chain": scenario.chain.model_dump(mode="json") if scenario.chain else None,
        "coincidences": [table.model_dump(mode="json") for table in scenario.coincidence],
        "agility": {name: table.model_dump(mode="json") for name, table in sensors.items()},
    }


def _plain(value: Any) -> Any:
    if type(value) is float:
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return str(value)  # a note is a text here
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    number = float(value)
    return number if math.isfinite(number) else None

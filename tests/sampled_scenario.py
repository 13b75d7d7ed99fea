"""A whole scenario by plain sampling: who looks where and when, in each standing case, without a line of the package.

The scenario's TOML is read as it stands, the element sets go to python-sgp4 as they are, the angles come from
naive_geometry. Samples stand 4 s apart, 0.2 s apart wherever an angle is so near its limit that it could cross it
between two of them, and 0.01 s apart about peaks that fall short of a limit by a hair; where a limit is crossed between
two samples, the crossing is halved down to. Windows shorter than an image are left out; limits on squint hold at the
middle of an image where the sensor says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from naive import (
    about_centres,
    earth_fixed_km,
    elevation_deg,
    gmst_rad,
    ground_squint_deg,
    incidence_deg,
    off_nadir_deg,
    site_itrs_km,
    squint_deg,
    sun_elevation_deg,
)
from numpy.typing import NDArray
from sgp4 import omm
from sgp4.api import Satrec

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
Table = Mapping[str, Any]

Margins = dict[str, tuple[Array, Array]]  # by case: all limits but those on squint, and those

CASES = ("low", "nominal", "high")
WIDE_S, STEP_S, FINE_S, FINEST_S = 60.0, 4.0, 0.2, 0.01
SUN_S = (
    1800.0  # the Sun is interpolated: 0.1 degrees, while every pass of the optical satellite has it far from its limit
)
FASTEST_DEG_S = 0.9  # 7.6 km/s seen from 500 km: no angle of a satellite higher up moves faster
PASS_S = 1800.0  # longer than any pass of a satellite up to 1,000 km
NEAR_KM = 3800.0  # further than its horizon, and the way from one target to another


@dataclass(frozen=True)
class Sampled:
    """Looks, (L, 2) in seconds since the start of the span, of all satellites together, by case and target name."""

    duration_s: float
    looks_s: Mapping[tuple[str, str], Array]

    def gaps_s(self, case: str, target: str) -> Array:
        """Return the gaps that overlap the span, (G, 2), whole."""
        gaps = []
        covered_to = -np.inf
        for start, end in sorted(self.looks_s[case, target].tolist()):
            if start > covered_to and start > 0.0 and covered_to < self.duration_s:
                gaps.append((covered_to, start))
            covered_to = max(covered_to, end)
        return np.array(gaps)


def sampled_scenario(path: Path, *, beyond_days: float, ephemeris: Path) -> Sampled:
    """Return the looks of a scenario's own element sets, searched some days beyond both ends of its span.

    The ends of a look are good to 0.1 s; a window shorter than 0.01 s may be missed.
    """
    scenario = tomllib.loads(path.read_text(encoding="utf-8"))
    targets = scenario["target"]
    start, end = (_utc(scenario["time"][key]) for key in ("start_utc", "end_utc"))
    duration_s = (end - start).total_seconds()
    from_s, to_s = -beyond_days * 86400.0, duration_s + beyond_days * 86400.0
    sky = _Sky(start, from_s - PASS_S, to_s + PASS_S)
    sun_s = np.arange(from_s - PASS_S, to_s + PASS_S + SUN_S, SUN_S)
    sun_deg = [sun_elevation_deg(start, sun_s, **_place(target), ephemeris=ephemeris) for target in targets]
    found: dict[tuple[str, str], list[Array]] = {(case, target["name"]): [] for case in CASES for target in targets}
    carried = [(one, name) for one in scenario["satellite"] for name in _listed(one["sensor"])]
    for satellite, name in carried:
        sensor = scenario["sensor"][name]
        for satrec, owns_from_s, owns_to_s in _owners(satellite, start):
            t_s = sky.near_s(satrec, max(from_s, owns_from_s - PASS_S), min(to_s, owns_to_s + PASS_S), targets[0])
            levels = []
            for step_s in (STEP_S, FINE_S, FINEST_S):
                sat_km, velocity = sky.earth_fixed_km(satrec, t_s), sky.velocity_km_s(satrec, t_s)
                margins = [
                    _margins_deg(sensor, sat_km, velocity, np.interp(t_s, sun_s, sun), _place(target))
                    for target, sun in zip(targets, sun_deg, strict=True)
                ]
                levels.append((t_s, margins))
                every = [margin for of in margins for groups in of.values() for margin in groups]
                if step_s == STEP_S:
                    t_s = _closer(t_s[np.any(np.abs(every) < FASTEST_DEG_S * STEP_S, axis=0)], STEP_S, FINE_S)
                    elevations = [elevation_deg(sat_km, **_place(target)) for target in targets]
                else:
                    t_s = _closer(t_s[np.any([_nearly(t_s, margin) for margin in every], axis=0)], FINE_S, FINEST_S)
            for j, target in enumerate(targets):
                rise_s, set_s = _passes(levels[0][0][elevations[j] > 0.0])
                middle_s = 0.5 * (rise_s + set_s)
                own = (owns_from_s <= middle_s) & (middle_s < owns_to_s)

                def margins_at(
                    t_s: Array,
                    sensor: Table = sensor,
                    satrec: Satrec = satrec,
                    target: Table = target,
                    sun: Array = sun_deg[j],
                ) -> Margins:
                    sat_km, velocity = sky.earth_fixed_km(satrec, t_s), sky.velocity_km_s(satrec, t_s)
                    return _margins_deg(sensor, sat_km, velocity, np.interp(t_s, sun_s, sun), _place(target))

                all_s = np.concatenate([at_s for at_s, _ in levels])
                order = np.argsort(all_s, kind="stable")
                for case in _cases_in_use(sensor):
                    others, squint = (
                        np.concatenate([margins[j][case][group] for _, margins in levels])[order] for group in (0, 1)
                    )
                    windows_s = _windows(
                        all_s[order], others, squint,
                        lambda t_s, case=case: margins_at(t_s)[case],
                        duration_s=_value(sensor.get("duration_min_s", 0.0), case),
                        centred=sensor.get("squint_is") == "centre",
                    )  # fmt: skip
                    found[case, target["name"]].append(_looks(windows_s, rise_s[own], set_s[own]))
    return Sampled(duration_s, {key: np.concatenate(rows) for key, rows in found.items()})


def _listed(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words


def _cases_in_use(sensor: Table) -> tuple[str, ...]:
    """Return the cases in which a sensor is in use: high alone where that is in doubt."""
    words = _listed(sensor.get("in_use", "yes"))
    return CASES if words == ["yes"] else ("high",) if "yes" in words else ()


def _closer(t_s: Array, step_s: float, fine_s: float) -> Array:
    """Return finer samples around some, half a step to either side and a little more."""
    reach = round(0.5 * step_s / fine_s) + 1
    return np.unique(np.add.outer(np.rint(t_s / fine_s), np.arange(-reach, reach + 1)).ravel()) * fine_s


def _nearly(t_s: Array, margin: Array) -> Bools:
    """Return which of the fine samples are peaks that miss a limit by less than they could make up between samples."""
    nearly = np.zeros(len(t_s), dtype=bool)
    peak = (margin[1:-1] >= margin[:-2]) & (margin[1:-1] >= margin[2:]) & (t_s[2:] - t_s[:-2] < 3.0 * FINE_S)
    nearly[1:-1] = peak & (margin[1:-1] <= 0.0) & (margin[1:-1] > -FASTEST_DEG_S * FINE_S)
    return nearly


class _Sky:
    """Earth-fixed positions of satellites, the Earth's rotation interpolated between samples 10 s apart."""

    def __init__(self, start: datetime, from_s: float, to_s: float) -> None:
        self.start = start
        self._grid_s = np.arange(from_s - 10.0, to_s + 20.0, 10.0)
        self._theta_rad = np.unwrap(gmst_rad(start, self._grid_s))

    def earth_fixed_km(self, satrec: Satrec, t_s: Array) -> Array:
        return earth_fixed_km(satrec, self.start, t_s, np.interp(t_s, self._grid_s, self._theta_rad))

    def velocity_km_s(self, satrec: Satrec, t_s: Array) -> Array:
        """Return the velocity in Earth-fixed axes from positions 1 s apart: good to 4e-7 km/s."""
        return self.earth_fixed_km(satrec, t_s + 0.5) - self.earth_fixed_km(satrec, t_s - 0.5)

    def near_s(self, satrec: Satrec, from_s: float, to_s: float, target: Table) -> Array:
        """Return the times 4 s apart at which a satellite may be above the horizon of a target or of its neighbours."""
        wide_s = np.arange(from_s, to_s, WIDE_S)
        away_km = np.linalg.norm(self.earth_fixed_km(satrec, wide_s) - site_itrs_km(**_place(target)), axis=1)
        return _closer(wide_s[away_km < NEAR_KM], WIDE_S, STEP_S)


def _owners(satellite: Table, start: datetime) -> Iterator[tuple[Satrec, float, float]]:
    """Yield each element set with the stretch whose passes are its own: nearest epoch, never across a manoeuvre."""
    sets = sorted(satellite["elements"], key=lambda one: one["epoch"])
    epochs_s = [(one["epoch"] - start).total_seconds() for one in sets]
    burns_s = [(burn - start).total_seconds() for burn in satellite.get("manoeuvres_utc", [])]
    changes_s = [-np.inf]
    for before, after in pairwise(epochs_s):
        burns = [burn for burn in burns_s if before < burn < after]
        assert len(burns) <= 1
        changes_s.append(burns[0] if burns else 0.5 * (before + after))
    changes_s.append(np.inf)
    for i, one in enumerate(sets):
        yield _satrec(one), changes_s[i], changes_s[i + 1]


def _satrec(one: Table) -> Satrec:
    given = (
        "mean_motion",
        "eccentricity",
        "inclination",
        "ra_of_asc_node",
        "arg_of_pericenter",
        "mean_anomaly",
        "bstar",
    )
    fields = {key.upper(): str(one[key]) for key in (*given, "mean_motion_dot")} | {
        "EPOCH": one["epoch"].strftime("%Y-%m-%dT%H:%M:%S.%f"),
        "NORAD_CAT_ID": "0",
        "OBJECT_ID": "2000-001A",
        "CLASSIFICATION_TYPE": "U",
        "EPHEMERIS_TYPE": "0",
        "ELEMENT_SET_NO": "0",
        "REV_AT_EPOCH": "0",
        "MEAN_MOTION_DDOT": "0",
    }
    satrec = Satrec()
    omm.initialize(satrec, fields)
    return satrec


def _margins_deg(sensor: Table, sat_km: Array, velocity: Array, sun_deg: Array, place: Mapping[str, float]) -> Margins:
    """Return by case how far every limit is from being missed, those on squint apart: positive where all are met.

    Where light may be "day and night", limits on the Sun hold in low alone.
    """
    elevation = elevation_deg(sat_km, **place)
    margins = {case: [elevation] for case in CASES}
    squints = {case: [np.full(len(sat_km), 180.0)] for case in CASES}
    for key, angle_of in (("squint_max_deg", squint_deg), ("ground_squint_max_deg", ground_squint_deg)):
        if key in sensor:
            angle = angle_of(sat_km, velocity, **place)
            for case in CASES:
                squints[case].append(_value(sensor[key], case) - angle)
    angles: dict[str, tuple[float, Array]] = {}
    if "incidence_min_deg" in sensor or "incidence_max_deg" in sensor:
        incidence = incidence_deg(sat_km, **place)
        angles |= {"incidence_min_deg": (+1, incidence), "incidence_max_deg": (-1, incidence)}
    if "off_nadir_max_deg" in sensor:
        angles["off_nadir_max_deg"] = (-1, off_nadir_deg(sat_km, **place))
    if "sun_elevation_min_deg" in sensor:
        angles["sun_elevation_min_deg"] = (+1, sun_deg)
    if "sun_elevation_max_deg" in sensor:
        angles["sun_elevation_max_deg"] = (-1, sun_deg)
    dark_too = "day and night" in _listed(sensor.get("light", []))
    for key, (sign, angle) in angles.items():
        for case in ("low",) if dark_too and key.startswith("sun_elevation") else CASES:
            margins[case].append(sign * (angle - _value(sensor[key], case)))
    return {case: (np.min(of, axis=0), np.min(squints[case], axis=0)) for case, of in margins.items()}


def _windows(
    t_s: Array, others: Array, squint: Array, at: Callable[[Array], tuple[Array, Array]], *, duration_s: float,
    centred: bool,
) -> Array:  # fmt: skip
    """Return when an image can be taken, (W, 2): stretches at least as long as it takes.

    ``at`` gives both groups of margins at any time. ``centred``: those of squint hold at the middle of an image.
    """
    if not centred:
        found = _stretches(t_s, np.minimum(others, squint), lambda s: np.min(at(s), axis=0))
        return found[found[:, 1] - found[:, 0] >= duration_s]
    allowed = _stretches(t_s, others, lambda s: at(s)[0])
    centres = _stretches(t_s, np.minimum(others, squint), lambda s: np.min(at(s), axis=0))
    rows = about_centres([tuple(one) for one in centres], [tuple(one) for one in allowed], 0.5 * duration_s)
    found = np.array(rows, dtype=float).reshape(-1, 2)
    return found[found[:, 1] - found[:, 0] >= duration_s]


def _stretches(t_s: Array, margin: Array, at: Callable[[Array], Array]) -> Array:
    """Return the stretches, (W, 2), in which a sampled margin is positive, their ends halved down to 0.1 ms.

    Samples more than two steps apart belong to different passes, which begin and end below the horizon.
    """
    inside = (margin > 0.0) & (t_s > t_s[0]) & (t_s < t_s[-1])
    change = np.flatnonzero(inside[:-1] != inside[1:])
    low, high, opens = t_s[change], t_s[change + 1], inside[change + 1]
    for _ in range(16 if len(change) else 0):
        middle = 0.5 * (low + high)
        same = (at(middle) > 0.0) == opens
        low, high = np.where(same, low, middle), np.where(same, middle, high)
    return (0.5 * (low + high)).reshape(-1, 2)


def _passes(up_s: Array) -> tuple[Array, Array]:
    """Return when passes begin and end, from the samples above the horizon."""
    first = np.flatnonzero(np.diff(up_s, prepend=-np.inf) > 1.5 * STEP_S)
    return up_s[first] - STEP_S / 2, up_s[np.append(first[1:], len(up_s)) - 1] + STEP_S / 2


def _looks(windows_s: Array, rise_s: Array, set_s: Array) -> Array:
    """Return the look of each pass in which anything was seen: from the first to the last time of its windows."""
    middle_s = windows_s.mean(axis=1)
    first, after = np.searchsorted(middle_s, rise_s), np.searchsorted(middle_s, set_s)
    some = after > first
    return np.column_stack([windows_s[first[some], 0], windows_s[after[some] - 1, 1]])


def _value(limit: Any, case: str) -> float:
    return float(limit.get(case, limit["nominal"]) if isinstance(limit, Mapping) else limit)


def _place(target: Table) -> dict[str, float]:
    return {"lat_deg": target["lat_deg"], "lon_deg": target["lon_deg"], "height_km": target.get("height_km", 0.0)}


def _utc(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)

"""The sections of a report on clouds, the chain to the desk, capacity and coincidences, from summary.json.

Each section has the nominal case in full, and its main figure also in the low and the high case. A section that the
scenario does not ask for is None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, LOOKS_PER_DAY, N_LOOKS, RESPONSE_MEAN
from ..words import duration, percent
from .content import Column, Section, Table
from .figure_cells import LOWER_BOUND, bounded_length_of, length, length_of
from .result_tables import TABLE

Document = Mapping[str, Any]
Row = Mapping[str, Any]
Print = tuple[str, Callable[[Row], str]]  # the head of a column, and what prints its cells

NOTABLE = 0.0005  # a share that prints as 0.1 %


def usable_looks(document: Document) -> Section | None:
    """Return the section on looks that are usable under clouds, or None."""
    rows = document["usable_looks"]
    if not rows:
        return None
    weather = document["tasking"]["weather"]
    shared = weather["same_sky_s"]
    skies = f"camera looks within {duration(shared)} share a sky, others are independent" if shared else (
        "every look has a sky of its own"
    )  # fmt: skip
    said = [
        f"{TABLE['usable_looks'].words}: what clouds leave, and how long a random instant waits for the first "
        f"({_case(document)})",
        f"Clouds: {_cloud(weather['cloud'])}; source: {_source(weather)}. Radars see through them; {skies}, "
        "though weather lasts for days: real waits for cameras are longer. For 90 %: so many looks of the mean "
        "probability make one clear.",
    ]
    columns: list[Print] = [
        (LOOKS_PER_DAY.short_words, lambda r: f"{r[N_LOOKS.name] / document['span_days']:.1f}"),
        ("usable/d", lambda r: f"{r['usable_per_day']:.1f} ({percent(r['clear_mean'])})"),
        ("mean wait", _usable_wait),
    ]
    more: list[Print] = [
        ("p90", lambda r: length(r["wait_p90_s"])),
        ("p95", lambda r: length(r["wait_p95_s"])),
        ("for 90 %", lambda r: "-" if r["looks_for_90_percent"] is None else f"{r['looks_for_90_percent']:.0f}"),
    ]
    looking = {r["group"] for r in rows if r[N_LOOKS.name] and r["case"] == _case(document)}
    groups = ["all", *(group for group in ("EO", "infrared") if group in looking)]
    keys = ["target", "group"] if len(groups) > 1 else ["target"]
    shown = [row for row in rows if row["group"] in groups]
    return _section("usable_looks", document, said, shown, keys, [columns, more], ("mean wait", _usable_wait))


def chain(document: Document) -> Section | None:
    """Return the section on times from the order to the desk, or None."""
    rows = document["chain"]
    if not rows:
        return None
    legs, stations = document["tasking"]["chain"], document["tasking"]["stations"]
    up = {
        "stations": f"commands from {_stations(stations, 'command')}",
        "relay": "commands by a relay always in sight",
        "already tasked": "the order is on board already",
    }[legs["commanding"]]
    down = {"stations": f"images to {_stations(stations, 'receive')}", "relay": "images by a relay always in sight"}
    said = [
        f"{TABLE['chain'].words}, at a random instant, whichever satellite is through first ({_case(document)})",
        f"{up[0].upper()}{up[1:]}, {down[legs['downlinking']]}; {length(rows[0]['fixed_s'])} pass in any case; "
        f"times: {_source(legs)}. Every window counts, clear or not, and nobody else wants the satellite. To command, "
        "to see, to send: mean waits. Age: of the newest image on the desk, were the target on standing order.",
    ]
    limits = [key for key in rows[0] if key.startswith("share_within_")]
    times: list[Print] = [
        ("mean", _chain_mean),
        *((name, _of(f"{name}_s")) for name in ("p50", "p90", "p95")),
        ("longest", lambda r: length(r["max_s"], _bound(r["share_censored"] > 0.0))),
        *((f"in {length(float(key[13:-1]))}", _share_of(key)) for key in limits),
    ]
    waits: list[Print] = [
        ("to command", _of("wait_command_s")),
        ("to see", _of("wait_target_s")),
        ("to send", _of("wait_downlink_s")),
        ("age", lambda r: length(r["age_mean_s"], _bound(r["age_share_censored"] > 0.0))),
        ("age p95", _of("age_p95_s")),
    ]
    lost = max(row["share_censored"] for row in rows)
    notes = [f"Up to {100 * lost:.1f} % of requests are not through before the search ends"] if lost > NOTABLE else []
    return _section("chain", document, [*said, *notes], rows, ["target"], [times, waits], ("mean", _chain_mean))


def capacity(document: Document) -> Section | None:
    """Return the section on each target alone against all at once, or None."""
    rows = document["capacity"]
    if not rows:
        return None
    agility = document["tasking"]["agility"]
    out = [one["name"] for one in document["satellites"] if not any(name in agility for name in one["sensors"])]
    left_out = [f"without {', '.join(out)} (no agility)"] if out else []
    left_out += ["without regions"] if any("points" in target for target in document["targets"]) else []
    said = [f"{TABLE['capacity'].words}: images of each target alone, and while turning among all ({_case(document)})"]
    sensors = {name for one in document["satellites"] for name in one["sensors"]}
    turning = [f"{name}: {_turning(one)}" for name, one in agility.items() if name in sensors]
    said.append(
        "; ".join([*turning, *left_out]) + ". Windows shorter than an image are left out; gaps: mean and longest"
    )
    greedy = max(row["greedy_shortfall"] for row in rows)
    if greedy > NOTABLE:
        said.append(f"Passes too large to be ordered exactly are worth at most {100 * greedy:.1f} % less than the best")
    columns: list[Print] = [
        ("alone/d", lambda r: f"{r['looks_alone'] / document['span_days']:.1f}"),
        ("at once/d", lambda r: f"{r['looks_taken'] / document['span_days']:.1f}"),
        ("lost", _lost),
        ("gap alone", _of("gap_mean_alone_s")),
        ("at once", length_of(GAP_MEAN)),
        ("longest alone", lambda r: length(r["gap_max_alone_s"], _bound(r["gap_max_alone_censored"]))),
        ("at once", bounded_length_of(GAP_MAX)),
    ]
    return _section("capacity", document, said, rows, ["target"], [columns], ("lost", _lost))


def coincidences(document: Document) -> tuple[Section, ...]:
    """Return a section on looks of two sensors close to each other for each coincidence."""
    parts: list[Section] = []
    for asked in document["tasking"]["coincidences"]:
        rows = [row for row in document["coincidences"] if row["coincidence"] == asked["name"]]
        first, second = asked["first"], asked["second"]
        joined = (
            "and another" if first == second else f"and {second}" if asked["order"] == "either" else f"then {second}"
        )
        asked_s = duration(asked["within_s"])
        said = [
            f"{TABLE['coincidences'].words}, {asked['name']}: {first} {joined} within {asked_s} ({_case(document)})",
            f"Paired: share of the looks of {first} in a pair. Apart: from the end of one look to the start of the "
            "other. Gaps: from the end of a pair to the start of the next.",
        ]
        limits = [key for key in rows[0] if key.startswith("waits_within_")]
        columns: list[Print] = [
            ("pairs/d", _pairs),
            ("paired", lambda r: percent(r["share_paired"])),
            ("apart", _of("separation_mean_s")),
            (GAP_MEAN.words, bounded_length_of(GAP_MEAN)),
            (GAP_MAX.short_words, bounded_length_of(GAP_MAX)),
            (RESPONSE_MEAN.short_words, bounded_length_of(RESPONSE_MEAN)),
            *((f"in {length(float(key[13:-1]))}", _share_of(key)) for key in limits),
        ]
        parts.append(_section("coincidences", document, said, rows, ["target"], [columns], ("pairs/d", _pairs)))
    return tuple(parts)


def _section(
    name: str,
    document: Document,
    said: Sequence[str],
    rows: Sequence[Row],
    keys: Sequence[str],
    columns: Sequence[Sequence[Print]],
    ranged: Print,
) -> Section:
    """Return sentences and a table, in as many parts as there are sets of columns.

    ``ranged`` is a column of the first set; what it says in the low and the high case stands after it.
    """
    cases = list(document["cases"])
    others = [case for case in ("all-low", "all-high") if case in cases]
    first, *later = [list(one) for one in columns]
    if len(others) == 2:
        told = {(*(row[key] for key in keys), row["case"]): ranged[1](row) for row in rows}
        spread: Print = ("low to high", lambda r: " to ".join(told[*(r[k] for k in keys), case] for case in others))
        first.insert([name for name, _ in first].index(ranged[0]) + 1, spread)
    nominal = [row for row in rows if row["case"] == _nominal(cases)]
    heads = [Column("who" if key == "group" else key) for key in keys]
    sets = list(enumerate([first, *later]))
    heads += [Column(head, part=part, is_right=True) for part, of in sets for head, _ in of]
    printed = [prints for _, of in sets for _, prints in of]
    body = [(*(str(row[key]) for key in keys), *(prints(row) for prints in printed)) for row in nominal]
    return Section(TABLE[name].words, (*said, Table(tuple(heads), tuple(body))))


def _nominal(cases: Sequence[str]) -> str:
    return "all-nominal" if "all-nominal" in cases else cases[0]


def _case(document: Document) -> str:
    return _nominal(list(document["cases"]))


def _usable_wait(row: Row) -> str:
    return length(row["wait_mean_s"], _bound(row["share_without"] >= NOTABLE))


def _chain_mean(row: Row) -> str:
    return length(row["mean_s"], _bound(row["share_censored"] > 0.0))


def _lost(row: Row) -> str:
    return percent(row["lost_share"])


def _pairs(row: Row) -> str:
    return f"{row['pairs_per_day']:.2f}"


def _of(key: str) -> Callable[[Row], str]:
    return lambda row: length(row[key])


def _share_of(key: str) -> Callable[[Row], str]:
    return lambda row: percent(row[key])


def _bound(is_lower: bool) -> str:
    return LOWER_BOUND if is_lower else ""


def _source(said: Mapping[str, Any]) -> str:
    return str(said["source"]).rstrip(".") or "none given"


def _cloud(value: Any) -> str:
    given = dict(value) if isinstance(value, Mapping) else {"file" if isinstance(value, str) else "fraction": value}
    if "file" in given:
        return f"by place and month from {given['file']}"
    fraction = given["fraction"]
    if isinstance(fraction, Sequence):
        return f"{min(fraction):g} to {max(fraction):g} by month, at all targets alike"
    return f"{100.0 * fraction:g} % of the sky at all targets, all year"


def _stations(stations: Sequence[Mapping[str, Any]], role: str) -> str:
    names = [one["name"] for one in stations if role in one["roles"]]
    return ", ".join(names) if len(names) <= 4 else f"{len(names)} stations"


def _turning(agility: Mapping[str, Any]) -> str:
    said = f"{agility['slew_deg_s']:g} deg/s, {agility['settle_s']:g} s to settle, {agility['dwell_s']:g} s an image"
    for key, words in (("images_per_pass", "images a pass"), ("images_per_day", "images a day")):
        said += f", at most {agility[key]} {words}" if agility[key] is not None else ""
    return said + (f", imaging {100 * agility['duty_cycle']:g} % of the time" if agility["duty_cycle"] else "")

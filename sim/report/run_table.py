"""The output of `reconsim run`: one screen with assumptions, figures and verdicts, made from summary.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY
from ..words import counted, listed
from .assumed import assumed
from .build_up_table import build_up
from .figure_cells import bounded_length_of, length, length_of
from .length import Length
from .tasking_tables import capacity, chain, coincidences, usable_looks
from .text import PAGE_WIDTH, fits, table, wrapped

Document = Mapping[str, Any]

HEADINGS = tuple(kind.short_words for kind in (GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY))
SHORT_OUTCOME = {"holds": "holds", "holds only if": "only if", "fails": "fails", "cannot tell": "cannot tell"}


def run_table(document: Document, zone: tzinfo | None = None, *, width: int = PAGE_WIDTH) -> str:
    """Return the page: the answer, what is assumed, figures by target and case, verdicts of each claim.

    Sentences are broken at ``width`` columns; tables too wide for it stand below one another, a case or a limit each.
    """
    parts = [answer_page(document, zone, width=width), assumed(document, width)]
    parts += [build_up(document, width) or _figures(document, width)]
    parts += [usable_looks(document, width), chain(document, width)]
    parts += [capacity(document, width), coincidences(document, width)]
    parts += [_claim(document, claim, width) for claim in document["claims"]]
    return "\n\n".join(part for part in parts if part)


def sentences(document: Document, claim_id: str | None = None, *, width: int | None = None) -> str:
    """Return every verdict as sentences, claim by claim, each on one line unless there is a ``width``."""
    told = []
    for claim in document["claims"]:
        if claim_id in (None, claim["id"]):
            told.append(f'"{claim["statement"]}" ({claim["id"]})')
            told += [f"- {v['sentence']}" for v in document["verdicts"] if v["claim"] == claim["id"]]
    return "\n".join(told if width is None else [wrapped(line, width, hang="  ") for line in told])


def answer_page(document: Document, zone: tzinfo | None = None, *, width: int = PAGE_WIDTH) -> str:
    """Return the question and its answer, with a description of the run between them."""
    said = document["answer"]
    lines = [wrapped(line, width) for line in said["sentences"]]
    return "\n".join([wrapped(said["question"], width), _head(document, zone, width), "", *lines])


def _head(document: Document, zone: tzinfo | None, width: int) -> str:
    satellites = document["satellites"]
    start, end = (_day(document[key], zone) for key in ("start_utc", "end_utc"))
    sets = sum(one["element_sets"] for one in satellites)
    said = (
        f"{start} to {end} {zone or 'UTC'} ({document['span_days']:g} days), {counted(len(satellites), 'satellite')}, "
        f"{counted(len(document['targets']), 'target')}, {counted(sets, 'element set')}, SGP4"
    )
    hold = document["definitions"]["hold"]
    said += f", hold: {hold.replace('_', ' ')}" if hold != "none" else ""
    return f"{wrapped(document['title'], width)}\n{wrapped(said, width)}"


def _figures(document: Document, width: int) -> str:
    cases = list(document["cases"])
    between = "looks" if document["definitions"]["gaps"] == "looks" else "windows"
    head = f"Gaps between {between}, all satellites together (end to next start; gaps at the span's ends completed)"
    whole = _figures_of(document, cases)
    tables = [whole] if fits(whole, width) else [_figures_of(document, [case]) for case in cases]
    drawn = [_spread_line(document)] if document["draws"]["count"] else []
    return "\n".join([wrapped(head, width), *tables, *(wrapped(line, width) for line in drawn if line)])


def _figures_of(document: Document, cases: Sequence[str]) -> str:
    rows = {(r["target"], r["case"]): r for r in document["figures"] if r["satellite"] == "all"}
    headers = ["target", *(column for _ in cases for column in HEADINGS)]
    body = []
    for target in document["targets"]:
        cells = [target["name"]]
        for case in cases:
            r = rows[target["name"], case]
            cells.append(bounded_length_of(GAP_MAX)(r))
            cells += [length_of(GAP_MEAN)(r), length_of(GAP_P95)(r), f"{r[LOOKS_PER_DAY.name]:.1f}"]
        body.append(cells)
    lines = table(headers, body, right=range(1, len(headers))).splitlines()
    widths = [len(dashes) for dashes in lines[1].split("  ")]
    over, n = " " * widths[0], len(HEADINGS)
    for i, case in enumerate(cases):
        over += "  " + f" {case} ".center(sum(widths[1 + n * i : 1 + n * (i + 1)]) + 2 * (n - 1), "-")
    return "\n".join([over, *lines])


def _spread_line(document: Document) -> str:
    draws = document["draws"]
    wanted = [r for r in draws["spreads"] if r["figure"] == GAP_MAX.name]
    if not wanted:
        return ""
    first = document["targets"][0]["name"]
    mine = [r for r in wanted if r["target"] == first]
    if draws["kind"] == "element error":
        moved = [f"{r['case']} {length(None if r['p95'] is None else (r['p95'] - r['p5']) / 2.0)}" for r in mine]
        return (
            f"Element error, {draws['count']} draws, each satellite up to {draws['along_track_s']:g} s early or late "
            f"(the {GAP_MAX.words} at {first}, half of p5 to p95): {', '.join(moved)}"
        )
    held = draws["held_on_their_tracks"]
    but = f" but for {listed(held)}, within {draws['dead_band_km']:g} km of the track" if held else ""
    ranges = ", ".join(f"{r['case']} {length(r['p5'])} to {length(r['p95'])}" for r in mine)
    return (
        f"Another month, {draws['count']} draws, each satellite elsewhere along its orbit{but}, planes held "
        f"(the {GAP_MAX.words} at {first}, p5 to p95): {ranges}"
    )


def _claim(document: Document, claim: Mapping[str, Any], width: int) -> str:
    verdicts = [v for v in document["verdicts"] if v["claim"] == claim["id"]]
    statement = wrapped(f'Claim: "{claim["statement"]}"', width)
    if not verdicts:
        test = claim["tested_by"] or "nothing yet"
        no_reading = f"It has no reading that coverage figures decide. What would test it: {test}"
        return f"{statement}\n{wrapped(no_reading, width)}"
    tried = max(sum(v["answer"][count] for count in ("n_true", "n_false", "n_undecided")) for v in verdicts)
    lines = [statement, f"Verdicts over {tried} combinations of what it leaves open:", _verdict_table(verdicts, width)]
    takes = [v for v in verdicts if v["outcome"] == "holds only if" and v["over"] != "any"]
    if takes:
        lines.append("What it takes at every target:")
        for v in takes:
            said = f"{_asked(v)}, {length(v['limit_s'])}: {_conditions(v)}"
            lines.append(wrapped(said, width, indent="  ", hang="  "))
    return "\n".join(lines)


def _verdict_table(verdicts: Sequence[Mapping[str, Any]], width: int) -> str:
    """Return a row a reading and a way of taking targets together, a column a limit, and the least interval.

    Where that is too wide, readings stand on lines of their own, and least intervals in a table of their own.
    """
    limits = sorted({v["limit_s"] for v in verdicts if v["limit_s"] is not None}) or [None]
    rows: dict[tuple[str, str], dict[float | None, Mapping[str, Any]]] = {}
    for v in verdicts:
        rows.setdefault((v["reading"], v["over"]), {})[v["limit_s"]] = v
    outcomes: list[list[Any]] = []
    least: list[list[Any]] = []
    for of in rows.values():
        first = next(iter(of.values()))
        found = [of.get(limit, of.get(None)) for limit in limits]
        outcomes.append([(_asked(first), _AT[first["over"]]), *("-" if v is None else _outcome(v) for v in found)])
        least.append([(_asked(first), _AT[first["over"]]), *_holds_for(first["answer"]["holds_for"])])
    asked = ["read as", *("verdict" if limit is None else length(limit) for limit in limits)]
    best = ["in the best", "in all tried"]
    wide = [[", ".join(a[0]), *a[1:], *b[1:]] for a, b in zip(outcomes, least, strict=True)]
    whole = table([*asked, f"holds for: {best[0]}", best[1]], wide, indent="  ")
    if fits(whole, width):
        return whole
    return "\n".join([table(asked, _by_reading(outcomes), indent="  "), "  The least interval for which each holds:",
                      table(["read as", *best], _by_reading(least), indent="  ")])  # fmt: skip


def _by_reading(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Return rows whose first cell is a reading and a way of taking targets, the reading on a line of its own."""
    body: list[list[str]] = []
    said = ""
    for (reading, over), *cells in rows:
        if reading != said:
            body.append([reading, *("" for _ in cells)])
            said = reading
        body.append([f"  {over}", *cells])
    return body


_AT = {"each": "each target", "any": "any one target", "all-within": "all together"}


def _holds_for(least: Mapping[str, float | None] | None) -> list[str]:
    """Return the least intervals for which a reading would hold, in words, "-" where it is held against none."""
    if least is None:
        return ["-", "-"]
    return ["none" if one is None else Length(one, rounded_up=True) for one in (least["in_best_s"], least["in_all_s"])]


def _conditions(verdict: Mapping[str, Any]) -> str:
    conditions = verdict["answer"]["conditions"]
    ways = [" and ".join(term["words"] for term in way["terms"]) for way in conditions["sufficient"]]
    more = len(ways) - 2
    said = "; or ".join(ways[:2]) + (f"; or {counted(more, 'more way')}" if more > 0 else "")
    perhaps = [" and ".join(term["words"] for term in way["terms"]) for way in conditions["perhaps"]]
    return f"{said}; perhaps also if {perhaps[0]}" if perhaps else said


def _asked(verdict: Mapping[str, Any]) -> str:
    if verdict["limit_s"] is not None and verdict["threshold"] != verdict["limit_s"]:
        return f"{verdict['title']} (>= {100 * verdict['threshold']:g} %)"
    return str(verdict["title"])


def _outcome(verdict: Mapping[str, Any]) -> str:
    return SHORT_OUTCOME[verdict["outcome"]]


def _day(text: str, zone: tzinfo | None) -> str:
    moment = datetime.fromisoformat(text).astimezone(zone or UTC)
    return moment.strftime("%Y-%m-%d %H:%M") if (moment.hour or moment.minute) else moment.strftime("%Y-%m-%d")

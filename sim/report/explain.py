"""What `-v` and `--explain` print: one line for each verdict, or all that is known of one target or one reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import UsageError
from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY
from ..words import did_you_mean, duration, shortened
from .answer_words import Document, Verdict
from .content import Block, Column, Section, Table
from .evidence_table import evidence_table
from .figure_cells import bounded_length_of, length, length_of
from .length import Length
from .verdict_section import asked, number_of, scale_of, why_of

ALL = "all"
MOST_NAMED = 16

Row = Mapping[str, Any]


def names_asked(names: Sequence[str], targets: Sequence[str], readings: Sequence[str]) -> list[str]:
    """Return the targets and readings asked for, as they are spelt; "all" stands for every reading.

    Raises UsageError, before anything is run, for a name that is neither, with the nearest one and those there are.
    """
    known = {name.casefold(): name for name in (*readings, *targets)}
    found: dict[str, None] = {}
    for name in names:
        if name.casefold() == ALL and ALL not in known:
            found |= dict.fromkeys(readings)
        elif name in targets or name in readings:
            found[name] = None
        elif name.casefold() in known:
            found[known[name.casefold()]] = None
        else:
            hint = did_you_mean(name, [*readings, *targets])
            raise UsageError(f"--explain {name!r} is no target and no reading{hint} ({names_words(targets, readings)})")
    return list(found)


def names_words(targets: Sequence[str], readings: Sequence[str]) -> str:
    """Return which names can be asked for, in words."""
    told = [
        f"{what}: {shortened([_quoted(name) for name in names], MOST_NAMED, 'more')}"
        for what, names in (("readings", readings), ("targets", targets))
        if names
    ]
    return "; ".join(told)


def _quoted(name: str) -> str:
    """Return a name as it would be typed: in quotes if a blank or a comma stands in it."""
    return f'"{name}"' if set(name) & set(" ,;") else name


def readings_of(documents: Iterable[Document]) -> list[str]:
    """Return the ids of the readings that documents have verdicts on, each once."""
    return list(dict.fromkeys(v["reading"] for document in documents for v in document["verdicts"]))


def overview(document: Document, claim: str | None = None) -> Section:
    """Return a line for each verdict: reading, targets taken together, limit, outcome, the number it rests on, why."""
    mine = [v for v in document["verdicts"] if claim in (None, v["claim"])]
    heads = ("reading", "over", "limit", "verdict", "number", "why")
    rows = [
        (v["reading"], v["over"], _limit(v), v["outcome"], number_of(v), why_of(v))
        if "measure" in v
        else (v["reading"], "-", "-", str(v["outcome"]), _number(v), "")
        for v in mine
    ]
    readings = readings_of([document])
    names = names_words([one["name"] for one in document["targets"]], readings)
    more = f"Explain one with --explain NAME ({names}{'; or all' if readings else ''})."
    told: Block = Table(tuple(Column(head) for head in heads), tuple(rows)) if rows else "There is no verdict."
    return Section("Every verdict", (told, more))


def explanation(document: Document, name: str, claim: str | None = None) -> Section:
    """Return all that is known of a target, or of a reading, whichever has the name; of one claim alone if given."""
    mine = [v for v in document["verdicts"] if claim in (None, v["claim"])]
    blocks: list[Block] = []
    if any(target["name"] == name for target in document["targets"]):
        blocks += _of_target(document, name, [v for v in mine if name in v.get("by_target", ())])
    for v in (one for one in mine if one["reading"] == name):
        blocks += [v["sentence"], *(evidence_table(v) if "evidence" in v else ())]
    judged = [v for v in mine if v["reading"] == name and v.get("by_target")]
    if judged:
        blocks += ["Target by target, over all that is tried:", _by_target(judged)]
    return Section(name, tuple(blocks))


def _of_target(document: Document, name: str, verdicts: Sequence[Verdict]) -> list[Block]:
    rows = {(r["satellite"], r["case"]): r for r in document["figures"] if r["target"] == name}
    kinds = (GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY)
    columns = [Column("satellites")]
    for part, case in enumerate(document["cases"]):
        columns += [Column(kind.head, over=case, part=part, is_right=True) for kind in kinds]
    body = []
    for satellite in dict.fromkeys(satellite for satellite, _ in rows):
        cells = [satellite]
        for case in document["cases"]:
            r = rows[satellite, case]
            cells += [bounded_length_of(GAP_MAX)(r), length_of(GAP_MEAN)(r), length_of(GAP_P95)(r)]
            cells.append(f"{r[LOOKS_PER_DAY.name]:.1f}")
        body.append(tuple(cells))
    blocks: list[Block] = [f"Gaps at {name}, by satellites and case", Table(tuple(columns), tuple(body))]
    if verdicts:
        heads = ("reading", "limit", "verdict", "at best", "at worst", "holds for", "in all tried")
        told = [(asked(v), _limit(v), *_answer_cells(v, v["by_target"][name])) for v in verdicts]
        blocks += [f"Readings at {name} alone, over all that is tried", Table(_columns(heads, 3), tuple(told))]
    return blocks


def _by_target(verdicts: Sequence[Verdict]) -> Table:
    heads = ("target", "limit", "verdict", "at best", "at worst", "holds for", "in all tried")
    rows = [(name, _limit(v), *_answer_cells(v, own)) for v in verdicts for name, own in v["by_target"].items()]
    return Table(_columns(heads, 3), tuple(rows))


def _columns(heads: Sequence[str], left: int) -> tuple[Column, ...]:
    return tuple(Column(head, is_right=i >= left) for i, head in enumerate(heads))


def _answer_cells(v: Verdict, own: Row) -> tuple[str, ...]:
    """Return the outcome at one target, the best and the worst value, and the intervals for which it would hold."""
    scale, least = scale_of(v), own["holds_for"]
    values = []
    for which in ("best", "worst"):
        found = own[which]
        if found is None or found["value"] is None:
            values.append("-")
        elif scale.measure.unit == "s":
            values.append(length(found["value"]))
        else:
            values.append(scale.value_words(found["value"]))
    ends = ["-", "-"]
    if least is not None:
        ends = ["none" if least[key] is None else Length(least[key], rounded_up=True) for key in _ENDS]
    return (own["outcome"], *values, *ends)


_ENDS = ("in_best_s", "in_all_s")


def _limit(v: Verdict) -> str:
    return "-" if v["limit_s"] is None else duration(v["limit_s"])


def _number(v: Verdict) -> str:
    number = v.get("number")
    return "-" if number is None or isinstance(number, dict | list) else str(number)

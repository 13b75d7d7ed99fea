"""The tables of a run: one name each, for the result's attribute, the key in summary.json, and how a page heads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ResultTable:
    """``name`` is the attribute of a result; ``words`` head it on a page.

    ``key`` is where summary.json holds its rows, a dot between the keys of nested tables; empty for what is too long to
    stand there. ``columns`` are those of the table where it has no rows.
    """

    name: str
    words: str
    key: str = ""
    columns: tuple[str, ...] = ("target", "case")


TABLES = (
    ResultTable("windows", "Windows inside the span"),
    ResultTable("looks", "Looks that overlap the span"),
    ResultTable("gaps", "Gaps of all satellites together"),
    ResultTable("figures", "Figures by target, case and satellite", "figures"),
    ResultTable("usable_looks", "Usable looks", "usable_looks"),
    ResultTable("chain", "Chain from order to desk", "chain"),
    ResultTable("capacity", "Capacity, all wanted at once", "capacity"),
    ResultTable("coincidences", "Coincidences", "coincidences"),
    ResultTable("spreads", "Spreads over the draws", "draws.spreads", ("target", "case", "figure", "p5", "p50", "p95")),
    ResultTable(
        "holds_in_all_draws",
        "Share of the draws in which a reading is true at every target",
        "holds_in_all_draws",
        ("claim", "reading", "limit_s", "case", "share"),
    ),
)
TABLE: Mapping[str, ResultTable] = {table.name: table for table in TABLES}

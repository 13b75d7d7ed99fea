"""The tables of a run: the name of each, which is the result's attribute, its key in summary.json, and its heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ResultTable:
    """``name`` is the attribute of a result; ``words`` head it on a page.

    ``key`` is the key of its rows in summary.json, with a dot between the keys of nested tables. It is empty for a
    table that is too long for summary.json. ``columns`` are the columns of the table if it has no rows.
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
    ResultTable("build_up", "Build-up, figures of each stretch of the span", "build_up"),
    ResultTable("build_up_stages", "Build-up, between changes of the constellation", "build_up_stages"),
    ResultTable("first_true", "When readings first hold", "first_true", ("reading", "counted", "case")),
    ResultTable("spreads", "Spreads over the draws", "draws.spreads", ("target", "case", "figure", "p5", "p50", "p95")),
    ResultTable(
        "holds_in_all_draws",
        "Share of the draws in which a reading is true at every target",
        "holds_in_all_draws",
        ("claim", "reading", "limit_s", "case", "share"),
    ),
)
TABLE: Mapping[str, ResultTable] = {table.name: table for table in TABLES}

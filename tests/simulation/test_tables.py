"""A table of a run has one name: attribute of a result, key of summary.json, rows, and words on the page."""

from functools import reduce
from typing import Any

import pandas as pd
import pytest
from small_run import small_document, small_result

import sim
from sim.errors import UsageError
from sim.report.result_tables import TABLE, TABLES
from sim.simulation.result import Result
from sim.simulation.tables import ROWS

ROW_TABLES = [table for table in TABLES if table.key]


def test_every_table_is_an_attribute_of_a_result_and_stands_in_its_line() -> None:
    """``repr`` lists the tables that a result has, each a DataFrame."""
    listed = repr(small_result()).split("tables ")[1].removesuffix(">").split()
    assert listed == [f".{table.name}" for table in TABLES]
    for table in TABLES:
        assert isinstance(getattr(small_result(), table.name), pd.DataFrame), table.name


def test_tables_with_a_key_are_those_with_rows() -> None:
    """No table has rows that summary.json does not show, and none is promised there without any."""
    assert [table.name for table in ROW_TABLES] == list(ROWS)
    assert [table.key.split(".")[-1] for table in ROW_TABLES] == list(ROWS)


@pytest.mark.parametrize("name", list(ROWS))
def test_rows_are_those_of_summary_json_and_of_the_frame(name: str) -> None:
    """As many in each, under the same columns; a table without rows has the columns that the registry gives it."""
    rows = small_result().rows(name)
    told: Any = reduce(lambda node, key: node[key], TABLE[name].key.split("."), small_document())
    frame = getattr(small_result(), name)
    assert len(rows) == len(told) == len(frame)
    assert list(frame.columns) == (list(rows[0]) if rows else list(TABLE[name].columns))
    assert [list(row) for row in told] == [list(row) for row in rows]
    assert small_result().rows(name) is rows


def test_tables_that_always_have_rows_show_the_columns_the_registry_gives() -> None:
    """What stands in the registry for a table without rows is what it has with rows."""
    judged = sim.load("rok-425-as-flown", overrides=["time.end_utc=2026-07-15", "draws.count=2"]).run()
    for name in ("spreads", "holds_in_all_draws"):
        rows = judged.rows(name)
        assert rows
        assert tuple(rows[0]) == TABLE[name].columns


def test_another_name_is_refused_with_those_there_are() -> None:
    """Windows are too many for dictionaries."""
    with pytest.raises(UsageError, match=r"there is no table 'windows' \(there are figures, usable_looks"):
        small_result().rows("windows")
    assert isinstance(small_result(), Result)

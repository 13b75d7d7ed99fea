"""Tables of a run that sees nothing: those who read them by column and kind need no case for it."""

import pandas as pd
import pytest
from small_run import NAME, SHORT, small_result

import sim
from sim.simulation.result import Result

UNSEEN = (
    "sensor.sar.incidence_min_deg=0.0",
    "sensor.sar.incidence_max_deg=0.0001",
    "sensor.camera.off_nadir_max_deg=0.0001",
    "draws.count=2",
)


@pytest.fixture(scope="module")
def nothing() -> Result:
    """The small run with sensors that look straight down through a pinhole."""
    return sim.load(NAME, overrides=[*SHORT, *UNSEEN]).run()


@pytest.mark.parametrize("table", ["windows", "windows_with_geometry", "looks", "gaps", "figures", "spreads"])
def test_tables_have_the_same_columns_of_the_same_kinds(nothing: Result, table: str) -> None:
    """Columns, their order and their types are those of a run with rows; windows and looks have none."""
    full, empty = getattr(small_result(), table), getattr(nothing, table)
    assert (len(empty) == 0) == (table in ("windows", "windows_with_geometry", "looks"))
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)

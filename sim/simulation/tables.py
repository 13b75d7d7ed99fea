"""The rows of every table of a run by the table's name (`sim.report.result_tables`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .build_up_rows import build_up_rows, build_up_stage_rows, first_true_rows
from .capacity_rows import capacity_rows
from .chain_rows import chain_rows
from .coincidence_rows import coincidence_rows
from .draw_rows import holds_in_all_draws_rows, spread_rows
from .figure_rows import figure_rows
from .searched import Searched
from .usable_look_rows import usable_look_rows

Rows = list[dict[str, Any]]


def _usable_looks(run: Searched) -> Rows:
    return usable_look_rows(run.simulation.constellation, run.found, run.searched_s)


def _chain(run: Searched) -> Rows:
    return chain_rows(run.simulation.constellation, run.surveyor, run.found, run.searched_s, run.limits_s)


def _capacity(run: Searched) -> Rows:
    return capacity_rows(run.simulation.constellation, run.surveyor, run.standing)


def _coincidences(run: Searched) -> Rows:
    return coincidence_rows(run.simulation.constellation, run.found, run.searched_s, run.limits_s)


# Windows, looks and gaps are made from arrays (`frames`): too many for dictionaries.
ROWS: Mapping[str, Callable[[Searched], Rows]] = {
    "figures": figure_rows,
    "usable_looks": _usable_looks,
    "chain": _chain,
    "capacity": _capacity,
    "coincidences": _coincidences,
    "build_up": build_up_rows,
    "build_up_stages": build_up_stage_rows,
    "first_true": first_true_rows,
    "spreads": spread_rows,
    "holds_in_all_draws": holds_in_all_draws_rows,
}

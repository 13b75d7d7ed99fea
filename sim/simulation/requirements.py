"""The requirements of a run: from ``[require]`` and options, read before the work, compared with results after it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..revisit.figure_kinds import FIGURE_KINDS, renamed
from ..revisit.figures import Figures
from ..scenario.require import Requirement, parse_requirement
from ..words import did_you_mean

if TYPE_CHECKING:
    from .loaded import Loaded

SHARES = tuple(kind for kind in FIGURE_KINDS.values() if kind.in_figures and kind.at_limit)


def figure_names(limits_s: Sequence[float]) -> list[str]:
    """Return the names of the figures that a requirement may be held against."""
    names = [one.name for one in fields(Figures) if one.type in ("float", "int")]
    return names + [kind.at(limit) for kind in SHARES for limit in limits_s]


def requirements_of(simulation: Loaded, extra: Iterable[str] = ()) -> tuple[Requirement, ...]:
    """Return the scenario's requirements and those of ``extra``, such as ``require.EXAMPLE``.

    Raises UsageError, one problem a line, for a text that is no requirement and a measure that is no figure.
    """
    wanted, problems = list(simulation.scenario.requirements), []
    for text in extra:
        try:
            wanted.append(parse_requirement(text))
        except UsageError as error:
            problems.append(str(error))
    known = figure_names(simulation.limits_s)
    for one in wanted:
        if one.measure not in known:
            guess = renamed(one.measure) or did_you_mean(one.measure, known)
            guess = guess or f"; the figures are {', '.join(known)}"
            problems.append(f"requirement {one}: there is no figure {one.measure}{guess}")
    if problems:
        raise UsageError("\n".join(problems))
    return tuple(wanted)


def unmet(rows: Sequence[Mapping[str, Any]], wanted: Iterable[Requirement]) -> list[str]:
    """Return a sentence for every requirement and row of figures that does not meet it, or is not known to."""
    told = []
    for one in wanted:
        for row in rows:
            value, case = float(row[one.measure]), row["case"]
            place = f"{one} is not met at {row['target']}"
            if math.isnan(value):
                told.append(f"{place}: nothing to measure ({case})")
            elif not one.is_met(value):
                told.append(f"{place}: {_at_least(row, one.measure)}{value:.6g} ({case})")
            elif one.compare in ("<=", "<") and _at_least(row, one.measure):
                told.append(
                    f"{one} is not shown to be met at {row['target']}: at least {value:.6g} ({case}); "
                    "a gap goes on where the search ends"
                )
    return told


def _at_least(row: Mapping[str, Any], measure: str) -> str:
    kind = FIGURE_KINDS.get(measure)
    return "at least " if kind and kind.bound_if and row[kind.bound_if] else ""

"""The fields of limits in the tables of a scenario file, made from the registry: types, ranges, descriptions."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from ..sensors.limit_kind import LimitKind, NumberKind, Values
from .fields import Flag, Number, Table
from .spread_table import SpreadTable

_SPREADS: dict[Values, Any] = {}


def number_of(values: Values) -> Any:
    """Return the type of one number within the range of some values."""
    highest = None if math.isinf(values.highest) else values.highest
    return Annotated[Number, Field(ge=values.lowest, le=highest)]


def spread_of(values: Values) -> Any:
    """Return the table of low, nominal and high of some values, the same for each that has them."""
    if values not in _SPREADS:
        number, most = number_of(values), "(nominal if left out)"
        described = {
            "low": f"{values.in_unit}the value with the least access{values.low_words} {most}",
            "nominal": f"{values.in_unit}the value taken first",
            "high": f"{values.in_unit}the value with the most access{values.high_words} {most}",
        }
        made: dict[str, Any] = {label: (number, Field(description=words)) for label, words in described.items()}
        if values.none:
            made["none"] = (Flag, Field(default=False, description=values.none))
        table = create_model(values.table, __base__=SpreadTable, __doc__=values.words, __module__=__name__, **made)
        _SPREADS[values] = table
    return _SPREADS[values]


def limit_fields(kinds: Iterable[LimitKind], *, spreads: bool) -> dict[str, Any]:
    """Return the fields of limits that may be left out: one value each, or, with ``spreads``, those of a choice."""
    made: dict[str, Any] = {}
    for kind in kinds:
        if not isinstance(kind, NumberKind):
            hint: Any = Literal[kind.accepted]
        else:
            hint = spread_of(kind.values) if spreads and kind.axis else number_of(kind.values)
        made[kind.key] = (hint | None, Field(default=None, description=kind.description))
    return made


def with_limits(name: str, base: type[Table], kinds: Iterable[LimitKind], *, spreads: bool) -> Any:
    """Return a table that has the fields of another and those of limits, for a class to build upon."""
    return create_model(name, __base__=base, __module__=__name__, **limit_fields(kinds, spreads=spreads))

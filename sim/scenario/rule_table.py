"""The limits that a rule of a sensor is over: plain numbers, and further rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from ..sensors.limit_kinds import AFTER_ALL, KINDS
from ..sensors.limits import RULES, Limits
from .fields import Table
from .limit_words import with_limits

if TYPE_CHECKING:
    _Limits = Table
else:
    _Limits = with_limits(
        "_Limits",
        Table,
        (one for one in KINDS if not {one.key, *one.needs} & set(AFTER_ALL)),
        spreads=False,
    )


class RuleTable(_Limits):
    """Limits under a rule: every one given must be met, a limit left out does not bind."""

    all_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, all of which must be met as well")
    any_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, at least one of which must be met")
    none_of: tuple[RuleTable, ...] = Field(default=(), description="further limits, none of which may be met")

    def limits(self) -> Limits:
        """Return the limits. Raises UsageError where they contradict each other."""
        values = self.model_dump(exclude_none=True, exclude=set(RULES))
        values |= {key: tuple(rule.limits() for rule in getattr(self, key)) for key in RULES}
        return Limits(**values)

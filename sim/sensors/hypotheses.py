"""Published radars and fleets as hypotheses about an unpublished one: limits that belong together, with sources.

What a radar can do is published of some and flown by others; of many it is not published at all. A verdict on such a
radar tries each of these as a whole: incidence from one and squint from another is no radar that anybody has built.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ..errors import DataError, UsageError
from ..shipped import data_path
from .limit_kinds import NUMBER_OF, WORD_KEYS
from .limits import Limits

_FILE = "sensors/hypotheses/radar.toml"
_ABOUT = ("title", "called", "kind", "look_source")


class Stated(NamedTuple):
    """One figure of a hypothesis in the unit of its key, and where it stands."""

    value: float
    source: str


@dataclass(frozen=True)
class Hypothesis:
    """Limits that belong together, by key: numbers with their sources, and words, such as the side looked to.

    Raises UsageError for a key that is no such limit, and for values that contradict each other.
    """

    name: str
    title: str
    called: str  # in a sentence: "the radars see like ..."
    limits: Mapping[str, Stated] = field(hash=False)
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: str = ""  # of the words

    def __post_init__(self) -> None:
        for key in self.limits:
            if key not in NUMBER_OF or not NUMBER_OF[key].axis:
                known = ", ".join(one for one, kind in NUMBER_OF.items() if kind.axis)
                raise UsageError(f"hypothesis {self.name}: {key!r} is no limit; the limits are {known}")
        try:
            Limits(**self.values)
        except UsageError as error:
            raise UsageError(f"hypothesis {self.name}: {error}") from None

    @property
    def values(self) -> dict[str, Any]:
        """The limits as numbers and words, by key."""
        return {key: stated.value for key, stated in self.limits.items()} | dict(self.words)


def hypotheses_named(names: tuple[str, ...]) -> tuple[Hypothesis, ...]:
    """Return shipped hypotheses by name, in that order. Raises UsageError for an unknown name, with those there are."""
    known = published_radars()
    for name in names:
        if name not in known:
            raise UsageError(f"no hypothesis is called {name!r}; shipped are {', '.join(known)}")
    return tuple(known[name] for name in names)


@cache
def published_radars() -> Mapping[str, Hypothesis]:
    """Return the radars and fleets of which enough is published, by name, in the order in which people read them."""
    path = data_path(_FILE)
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    documents = tables.pop("documents")
    return MappingProxyType({name: _hypothesis(name, table, documents) for name, table in tables.items()})


def _hypothesis(name: str, table: Mapping[str, Any], documents: Mapping[str, str]) -> Hypothesis:
    limits = {}
    for key, one in table.items():
        if key in _ABOUT or key in WORD_KEYS:
            continue
        sources = [one["source"]] if isinstance(one["source"], str) else list(one["source"])
        for source in sources:
            if source.partition(":")[0] not in documents:
                raise DataError(f"{_FILE}: [{name}] {key}: {source!r} begins with none of the documents listed")
        limits[key] = Stated(float(one["value"]), "; ".join(sources))
    words = {key: one if isinstance(one, str) else one[0] for key, one in table.items() if key in WORD_KEYS}
    return Hypothesis(name, table["title"], table["called"], limits, words, table["look_source"])

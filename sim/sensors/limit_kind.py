"""What one record of the registry of limits says: of a number, of a word, and of the option that gives them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

PLAIN = ""  # the axis of a number that has one value and no low, nominal and high
_BOUNDS = ("_min", "_max", "_from", "_to")


@dataclass(frozen=True)
class Values:
    """The values that a kind of number may take, and how its low, nominal and high are described in a file.

    ``table`` names the file's table of low, nominal and high; ``words`` describe it. ``in_unit`` begins the
    description of each value ("degrees; "), ``low_words`` and ``high_words`` add to theirs. ``none`` describes the
    further choice of no limit at all, where there is one.
    """

    table: str
    lowest: float
    highest: float
    words: str
    _: KW_ONLY
    in_unit: str = ""
    low_words: str = ""
    high_words: str = ""
    none: str = ""

    @property
    def wanted(self) -> str:
        """What a value must do, after "must"."""
        if math.isinf(self.highest):
            return f"be at least {self.lowest:g}"
        return f"lie between {self.lowest:g} and {self.highest:g}"


@dataclass(frozen=True)
class NumberKind:
    """One limit that is a number, or a number that limits are measured with.

    ``axis`` is the label of the choice that its low, nominal and high belong to, PLAIN where it has one value. ``low``
    says which value gives the least access, the smallest or the largest. ``description`` stands in the schema.

    ``below``: the key it must be smaller than. ``needs``: keys without which it says nothing. ``measure``: it limits
    nothing by itself; the limits that need it are measured with it. ``band_to`` and ``turn``: the key at which a band
    ends that may wrap, and round what. ``after_all``: it is applied when all else has cut, so no rule may hold it.

    ``bounds_reach``: it bounds how far to the side a sensor looks. ``published``: the catalogue may state it.
    ``always_in_json``: printed even where not given. ``maps``: which coverage maps know it. ``by_light``: the light
    at the target that it is the limit of. ``left_out``: what leaving it out means for a kind of sensor.

    ``words`` name it in a run's page, where they are not those of its key; ``phrase`` replaces the usual "words <=
    value unit", with ``{}`` for the value or the keys of all its numbers; ``measured`` follows it, with the numbers it
    is measured with; ``ways`` are the two ways of a turn, above and below 0.
    """

    key: str
    values: Values
    unit: str
    _: KW_ONLY
    axis: str
    low: Literal["smallest", "largest", ""]
    description: str
    above_zero: bool = False
    below: str = ""
    needs: tuple[str, ...] = ()
    measure: bool = False
    band_to: str = ""
    turn: float = 0.0
    after_all: bool = False
    bounds_reach: bool = False
    published: bool = False
    always_in_json: bool = False
    maps: Literal["none", "swept", "swept and exact"] = "none"
    by_light: Literal["day", "night", ""] = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    phrase: str = ""
    measured: str = ""
    ways: tuple[str, str] | None = None

    @property
    def stem(self) -> str:
        """The quantity, in the words of the key: "sun elevation"."""
        return self._split[0]

    @property
    def end(self) -> str:
        """Which end of a band it is: "min", "max", or "" where it is none."""
        return {"from": "min", "to": "max"}.get(self._split[1], self._split[1])

    @property
    def _split(self) -> tuple[str, str]:
        name = self.key.removesuffix(f"_{self.unit.lower()}")
        bound = next((one for one in _BOUNDS if name.endswith(one)), "")
        return name.removesuffix(bound).replace("off_nadir", "off-nadir").replace("_", " "), bound.lstrip("_")

    @property
    def none_field(self) -> str:
        """The field of a sensor that says that no limit at all is tried too; "" where there is none."""
        return f"{self.axis}_none" if self.values.none else ""


@dataclass(frozen=True)
class WordKind:
    """One limit that is a word; its first word, "either", is no limit.

    ``words`` are those it takes, each with how a run's page says it in ``phrase``. ``axis`` is that of ``NumberKind``.
    """

    key: str
    words: Mapping[str, str]
    _: KW_ONLY
    axis: str
    description: str
    phrase: str
    always_in_json: bool = False
    maps: Literal["none", "swept", "swept and exact"] = "none"

    @property
    def accepted(self) -> tuple[str, ...]:
        """The words it takes, the one that limits nothing first."""
        return tuple(self.words)


LimitKind = NumberKind | WordKind


@dataclass(frozen=True)
class OptionKind:
    """One option of the command line: ``--name FORM``, which gives the limits of ``keys``, in order.

    ``name`` is the field of ``GivenLimits``. A form of two numbers has a ``unit`` in words and an ``example``.
    """

    name: str
    keys: tuple[str, ...]
    form: str
    help: str
    panel: str
    _: KW_ONLY
    unit: str = ""
    example: str = ""

    @property
    def flag(self) -> str:
        """The option as it is typed."""
        return "--" + self.name.rstrip("_").replace("_", "-")

    @property
    def one_will_do(self) -> bool:
        """Whether the first of two numbers may be left out."""
        return self.form.startswith("[")

"""The records of the registry of limits: a number, a word, and the option that gives them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

PLAIN = ""  # the axis of a number that has one value and no low, nominal and high
_BOUNDS = ("_min", "_max", "_from", "_to")


@dataclass(frozen=True)
class Values:
    """The range of a number, and the table of its low, nominal and high in the schema of a scenario file.

    ``table`` is the table's name and ``words`` its description. ``in_unit`` begins the description of each value
    ("degrees; "); ``low_words`` and ``high_words`` add to those of low and high. ``none`` is the description of the
    further choice of no limit at all; it is empty where there is no such choice.
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
        """The range in words, to follow "must"."""
        if math.isinf(self.highest):
            return f"be at least {self.lowest:g}"
        return f"lie between {self.lowest:g} and {self.highest:g}"


@dataclass(frozen=True)
class NumberKind:
    """One limit that is a number, or a number that limits are measured with.

    ``axis`` is the label of the choice of its low, nominal and high; it is PLAIN where the number has one value.
    ``low`` is the value with the least access: the smallest or the largest. ``description`` stands in the schema.

    ``below`` is the key that it must be smaller than. ``needs`` are the keys without which it limits nothing.
    ``measure`` marks a number that limits nothing by itself: the limits that need it are measured with it. ``band_to``
    is the key at which a band ends, and ``turn`` the full turn round which the band may wrap. ``after_all`` marks a
    limit that applies when all others have cut; no rule may hold it.

    ``bounds_reach`` marks a limit on how far to the side a sensor looks. ``published`` marks what the catalogue may
    state. ``always_in_json`` marks what is printed even where it is not given. ``maps`` are the coverage maps that
    apply it. ``by_light`` is the light at the target that it defines. ``left_out`` is, for a kind of sensor, what
    leaving it out means. ``assumed`` is, for a kind of sensor whose file leaves it out, what is taken for it: low,
    nominal, high and their source.

    ``scanned_to`` is the largest value at which a limit is tried when it is moved by itself, in search of the value at
    which a reading turns; 0 for a limit that is not moved.

    ``quantity`` is its name where that is not the key's; ``words`` is its name on a run's page, where that differs
    again. ``phrase`` replaces "words <= value unit" there, with ``{}`` or the keys of numbers in it. ``measured``
    follows the phrase, with the numbers it is measured with. ``ways`` are the two ways of a turn, above and below 0.
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
    maps: Literal["none", "swept and exact"] = "none"
    by_light: Literal["day", "night", ""] = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, tuple[float, float, float, str]] = field(default_factory=dict)
    scanned_to: float = 0.0
    quantity: str = ""
    words: str = ""
    phrase: str = ""
    measured: str = ""
    ways: tuple[str, str] | None = None

    @property
    def stem(self) -> str:
        """The quantity, in the words of the key unless the record has others: "sun elevation"."""
        return self.quantity or self._split[0]

    @property
    def end(self) -> str:
        """Which end of a band it is: "min", "max", or "" where it is none."""
        return {"from": "min", "to": "max"}.get(self._split[1], self._split[1])

    @property
    def _split(self) -> tuple[str, str]:
        name = self.key.removesuffix(f"_{self.unit.lower()}")
        bound = next((one for one in _BOUNDS if name.endswith(one)), "")
        return name.removesuffix(bound).replace("_", " "), bound.lstrip("_")

    @property
    def none_field(self) -> str:
        """The flag of a sensor for trying no limit at all as well; "" where there is none."""
        return f"{self.axis}_none" if self.values.none else ""


@dataclass(frozen=True)
class WordKind:
    """One limit that is a word, or a word for how limits hold. Its first word is no limit of its own.

    ``words`` maps each word that it takes to the word on a run's page, within ``phrase``. The rest is as in
    ``NumberKind``.
    """

    key: str
    words: Mapping[str, str]
    _: KW_ONLY
    axis: str
    description: str
    phrase: str
    needs: tuple[str, ...] = ()
    always_in_json: bool = False
    maps: Literal["none", "swept and exact"] = "none"

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

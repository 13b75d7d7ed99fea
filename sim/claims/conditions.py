"""The conditions of a verdict: a short and complete description of the combinations in which a reading is true.

Each combination of option values is true, false or undecided. The true ones are described as conjunctions, such as
"the squint limit is none and the incidence band is at least nominal". No conjunction can be widened in any option
without including a combination that is not true. Together they include every true one. Undecided combinations are
described separately: there the reading is perhaps true. Combinations that were not tried may be true or false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..sensors.axis_labels import axis_label
from .implicants import box_mask, cover, families

TRUE, FALSE, UNDECIDED, UNMEASURED = 1, 0, -1, -2

USUAL_ORDER = ("low", "nominal", "high", "none")

Case = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One option that a claim leaves open: its name, its label, and the values tried, in order if they have one.

    The phrase of a value replaces the whole term. ``names`` are the labels of the values. ``subject`` begins a term
    ("the radars see like"); if it is empty, the term begins with "the LABEL is". ``things`` names the kind of values if
    they can be counted ("published radars").
    """

    name: str
    values: tuple[str, ...]
    ordered: bool = False
    label: str = ""
    phrases: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    things: str = ""

    @property
    def called(self) -> str:
        return self.label or axis_label(self.name)

    def name_of(self, value: str) -> str:
        """Return what people call a value: its name, or the value itself."""
        return self.names.get(value, value)


@dataclass(frozen=True)
class Term:
    """One option restricted to some of its values, and that in words."""

    option: str
    values: tuple[str, ...]
    words: str

    def accepts(self, case: Case) -> bool:
        return case[self.option] in self.values

    def to_dict(self) -> dict[str, Any]:
        return {"option": self.option, "values": list(self.values), "words": self.words}


@dataclass(frozen=True)
class Conjunction:
    """Terms that together describe combinations, and how many true and undecided ones they take in."""

    terms: tuple[Term, ...]
    n_true: int
    n_undecided: int

    def accepts(self, case: Case) -> bool:
        return all(term.accepts(case) for term in self.terms)

    def to_dict(self) -> dict[str, Any]:
        terms = [term.to_dict() for term in self.terms]
        return {"terms": terms, "n_true": self.n_true, "n_undecided": self.n_undecided}


@dataclass(frozen=True)
class Conditions:
    """When a reading is true.

    ``necessary``: conditions outside which every combination tried is decided and false. ``sufficient``: conjunctions
    that together include every true combination and no other. ``no_difference``: names of options that were varied and,
    all together, never separate a true combination from another; no term names them. ``perhaps``: conjunctions that
    include every undecided combination and none that is decided and false.
    """

    necessary: tuple[Term, ...]
    sufficient: tuple[Conjunction, ...]
    no_difference: tuple[str, ...]
    perhaps: tuple[Conjunction, ...] = ()

    def accept(self, case: Case) -> bool:
        """Return whether a combination meets one of the sufficient conjunctions."""
        return any(conjunction.accepts(case) for conjunction in self.sufficient)

    def to_dict(self) -> dict[str, Any]:
        return {
            "necessary": [term.to_dict() for term in self.necessary],
            "sufficient": [conjunction.to_dict() for conjunction in self.sufficient],
            "no_difference": list(self.no_difference),
            "perhaps": [conjunction.to_dict() for conjunction in self.perhaps],
        }


@dataclass(frozen=True)
class Grid:
    """Cases laid out over their options: one axis an option, one cell a combination."""

    options: tuple[Option, ...]
    cells: tuple[NDArray[np.intp], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(option.values) for option in self.options)

    def mark(self, of_case: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the grid with the cells of marked cases True."""
        marked = np.zeros(self.shape, dtype=bool)
        marked[self.cells] = of_case
        return marked


def lay_out(cases: Sequence[Case], known: Sequence[Option] = ()) -> Grid:
    """Return cases over the options they vary, each with the values that occur.

    Known options lend label, order and phrases. Values of others stand in order of appearance, or as low,
    nominal, high, none where they are such. Raises ValueError where cases differ in their options, a value is
    not among those of a known option, or a case comes twice.
    """
    names = list(cases[0]) if cases else []
    if any(case.keys() != cases[0].keys() for case in cases):
        raise ValueError("cases must all give a value to the same options")
    by_name = {option.name: option for option in known}
    names = [name for name in by_name if name in names] + [name for name in names if name not in by_name]
    options = tuple(_option(name, list(dict.fromkeys(case[name] for case in cases)), by_name) for name in names)
    index = [{value: k for k, value in enumerate(option.values)} for option in options]
    rows = [tuple(index[k][case[name]] for k, name in enumerate(names)) for case in cases]
    if len(set(rows)) != len(rows):
        raise ValueError("a combination of option values is given twice")
    return Grid(options, tuple(np.array(rows, dtype=np.intp).reshape(len(rows), len(names)).T))


def explain(status: NDArray[np.int8], grid: Grid) -> Conditions:
    """Return the conditions of true cases; ``status`` is (C,) of TRUE, FALSE, UNDECIDED, UNMEASURED."""
    is_true, is_false = grid.mark(status == TRUE), grid.mark(status == FALSE)
    is_undecided = grid.mark(status < FALSE)
    idle = _idle(is_true, is_false | is_undecided)
    true_somewhere = np.asarray(is_true.any(axis=idle, keepdims=True))  # idle options folded to a single value
    other_somewhere = np.asarray((is_false | is_undecided).any(axis=idle, keepdims=True))
    ordered = [option.ordered for option in grid.options]

    def described(wanted: NDArray[np.bool_], refused: NDArray[np.bool_]) -> Iterator[Conjunction]:
        axes = families(wanted.shape, ordered)
        for box in cover(wanted, refused, axes):
            inside = box_mask(box, axes)
            allowed = [family[literal] for literal, family in zip(box, axes, strict=True)]
            terms = tuple(_term(o, kept) for o, kept in zip(grid.options, allowed, strict=True) if not kept.all())
            yield Conjunction(terms, int((inside & is_true).sum()), int((inside & is_undecided).sum()))

    return Conditions(
        _necessary(is_true | is_undecided, grid.options, idle),
        tuple(described(true_somewhere, other_somewhere)),
        tuple(grid.options[axis].name for axis in sorted(idle)),
        tuple(described(is_undecided, is_false)),
    )


def _option(name: str, seen: list[str], known: Mapping[str, Option]) -> Option:
    if name not in known:
        usual = all(value in USUAL_ORDER for value in seen)
        return Option(name, tuple(sorted(seen, key=USUAL_ORDER.index) if usual else seen), ordered=usual)
    option = known[name]
    for value in seen:
        if value not in option.values:
            raise ValueError(f"option {name} has no value {value!r}; its values are {', '.join(option.values)}")
    values = tuple(value for value in option.values if value in seen)
    return replace(option, values=values)


def _necessary(is_possible: NDArray[np.bool_], options: Sequence[Option], idle: Sequence[int]) -> tuple[Term, ...]:
    terms = []
    for axis, option in enumerate(options):
        allowed = np.asarray(is_possible.any(axis=tuple(k for k in range(len(options)) if k != axis)))
        if axis not in idle and allowed.any() and not allowed.all():
            terms.append(_term(option, allowed))
    return tuple(terms)


def _idle(is_true: NDArray[np.bool_], is_false: NDArray[np.bool_]) -> tuple[int, ...]:
    # Axes that can be left out together without a true cell and another falling on each other, and along which cells
    # do agree; those with the most agreement first, for leaving out one may forbid the next.
    def agreements(axis: int) -> int:
        return int(((is_true | is_false).sum(axis=axis) > 1).sum())

    idle = []
    for axis in sorted(range(is_true.ndim), key=lambda axis: -agreements(axis)):
        true = np.asarray(is_true.any(axis=axis, keepdims=True))
        false = np.asarray(is_false.any(axis=axis, keepdims=True))
        if agreements(axis) and not (true & false).any():
            is_true, is_false = true, false
            idle.append(axis)
    return tuple(idle)


def _term(option: Option, allowed: NDArray[np.bool_]) -> Term:
    values = tuple(value for value, kept in zip(option.values, allowed, strict=True) if kept)
    return Term(option.name, values, term_words(option, values))


def term_words(option: Option, values: tuple[str, ...]) -> str:
    """Return "the squint limit is at least nominal", "the radars see like Umbra (1 of 7 published radars)"."""
    subject = option.subject or f"the {option.called} is"
    counted = f" ({len(values)} of {len(option.values)} {option.things})" if option.things else ""
    if len(values) == 1:
        return option.phrases.get(values[0], f"{subject} {option.name_of(values[0])}") + counted
    first, last = option.values.index(values[0]), option.values.index(values[-1])
    if option.ordered and last - first + 1 == len(values):
        if last + 1 == len(option.values):
            return f"{subject} at least {option.name_of(values[0])}"
        if first == 0:
            return f"{subject} at most {option.name_of(values[-1])}"
    names = [option.name_of(value) for value in values]
    return f"{subject} {', '.join(names[:-1])} or {names[-1]}{counted}"

"""How many independent patterns of ground tracks a span holds: thirty days of one pattern are not thirty days' worth.

Satellites whose tracks nearly close fly the same round again and again. A figure over many rounds looks settled and
has been measured once: a longer span does not help, another phase of the satellites along their orbits does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..constants import DAY_S
from ..orbits.elements import ElementSet
from ..orbits.near_repeat import WITHIN_DAYS, WITHIN_DEG, NearRepeat, closures, near_repeats
from ..words import shortened

FEW = 10  # patterns: fewer cannot show a geometry that comes up one time in ten
SIMULTANEOUS_S = 1800.0  # satellites whose rounds end within half an hour of each other repeat together


@dataclass(frozen=True)
class Pattern:
    """Some satellites that close after equally many revolutions and days, and what a span holds of their rounds.

    ``closure`` is that of the satellite that drifts most. ``rounds`` is the span in rounds. ``independent`` counts
    the rounds, the last begun one included, whose tracks lie at least the limit of the closure away from those of
    every earlier round counted; a track that has drifted by the spacing of neighbours is back where one of them was.
    """

    satellites: tuple[str, ...]
    closure: NearRepeat
    rounds: float
    independent: int

    def sentence(self, span_days: float) -> str:
        """Return such as ``30 days hold 7.6 rounds of one pattern of A, B (59 revolutions in ...)``."""
        apart = "" if self.independent == 1 else f", drifting through {self.independent} patterns"
        return (
            f"{span_days:.4g} days hold {self.rounds:.1f} rounds of one pattern of {named(self.satellites)} "
            f"({self.closure.sentence()}{apart})"
        )


@dataclass(frozen=True)
class Patterns:
    """What a span holds of the rounds of a constellation.

    ``groups`` are satellites that close alike, in the order given; ``open`` those that do not close within the limits.
    ``together_days`` is the shortest time after which all satellites have closed at once, None where there is none.
    """

    span_days: float
    groups: tuple[Pattern, ...]
    open: tuple[str, ...]
    together_days: float | None

    @property
    def repeating(self) -> tuple[Pattern, ...]:
        """The groups of which the span holds two rounds or more, but few patterns: their figures repeat."""
        return tuple(g for g in self.groups if g.rounds >= 2.0 and g.independent < FEW)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return warnings, one for each group whose gaps repeat, and one sentence on all of them where that differs."""
        found = [f"{g.sentence(self.span_days)}: gaps repeat; vary the phase" for g in self.repeating]
        if found and len(self.groups) + len(self.open) > 1:
            if self.together_days is None:
                found.append(f"no pattern of all satellites together closes within {WITHIN_DAYS:g} days")
            else:
                found.append(f"all satellites together close after {self.together_days:.2f} days")
        return tuple(found)


def patterns(
    span_days: float,
    satellites: Mapping[str, ElementSet],
    *,
    within_deg: float = WITHIN_DEG,
    within_days: float = WITHIN_DAYS,
) -> Patterns:
    """Return how many rounds and patterns a span holds, of satellites by name, each with one element set.

    Hand in the set that serves the middle of the span. A satellite's round is its shortest closure to less than
    ``within_deg`` in at most ``within_days`` (``near_repeats``: measure, what is left out, errors raised). Satellites
    with equal revolutions and nodal days form a group, whose drift is that of the satellite that drifts most. All
    close together when each has some closure and these end within half an hour of each other.
    """
    shortest: dict[str, NearRepeat] = {}
    for name, elements in satellites.items():
        if found := near_repeats(elements, within_deg, within_days):
            shortest[name] = found[0]
    alike: dict[tuple[int, int], list[str]] = {}
    for name, one in shortest.items():
        alike.setdefault((one.revolutions, one.nodal_days), []).append(name)
    groups = []
    for names in alike.values():
        closure = max((shortest[name] for name in names), key=lambda one: one.misfit_deg)
        rounds = span_days / closure.days
        groups.append(Pattern(tuple(names), closure, rounds, _independent(rounds, closure, within_deg)))
    every = [closures(elements, within_deg, within_days) for elements in satellites.values()]
    return Patterns(
        span_days,
        tuple(groups),
        tuple(name for name in satellites if name not in shortest),
        _together_days(every),
    )


def _independent(rounds: float, closure: NearRepeat, within_deg: float) -> int:
    """Count the rounds begun whose drift, on the circle of one spacing, keeps its distance from all counted before."""
    spacing_deg = closure.spacing_deg
    counted: list[float] = []
    for k in range(max(math.ceil(rounds - 1e-9), 1)):
        at_deg = k * closure.misfit_deg % spacing_deg
        if all(min(abs(at_deg - c), spacing_deg - abs(at_deg - c)) >= within_deg for c in counted):
            counted.append(at_deg)
    return len(counted)


def _together_days(every: Sequence[Sequence[NearRepeat]]) -> float | None:
    """Return the shortest time at which each satellite has a closure, all within SIMULTANEOUS_S; the last one's."""
    ends = sorted((one.days, satellite) for satellite, found in enumerate(every) for one in found)
    first = 0
    inside: dict[int, int] = {}
    for days, satellite in ends:
        inside[satellite] = inside.get(satellite, 0) + 1
        while days - ends[first][0] > SIMULTANEOUS_S / DAY_S:
            left = ends[first][1]
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
        if len(inside) == len(every):
            return days
    return None


def named(satellites: Sequence[str]) -> str:
    """Return satellites for a sentence: up to four by name, or three and how many others."""
    return shortened(satellites, 4, "others")

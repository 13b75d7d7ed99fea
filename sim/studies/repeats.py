"""The number of independent patterns of ground tracks in a span.

Satellites whose tracks nearly close repeat the same round. A figure over many rounds then rests on one round only. A
longer span does not improve it. Other positions of the satellites along their orbits do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..constants import DAY_S
from ..note import Note
from ..orbits.elements import ElementSet
from ..orbits.near_repeat import WITHIN_DAYS, WITHIN_DEG, NearRepeat, closures, near_repeats
from ..words import counted, shortened

FEW = 10  # patterns: fewer cannot show a geometry that occurs one time in ten
MOST_NAMED = 4
SIMULTANEOUS_S = 1800.0  # satellites whose rounds end within half an hour of each other repeat together


@dataclass(frozen=True)
class Pattern:
    """A group of satellites that close after equally many revolutions and days, and their rounds in a span.

    ``closure`` is that of the satellite that drifts most. ``rounds`` is the span divided by one round. ``independent``
    counts rounds, the last begun one included. A round counts if its tracks lie at least the limit of the closure away
    from those of every round counted before. A track that has drifted by the spacing of neighbouring tracks lies again
    where its neighbour was.
    """

    satellites: tuple[str, ...]
    closure: NearRepeat
    rounds: float
    independent: int

    def note(self, span_days: float) -> Note:
        """Return such as ``The span of 30 days holds 7.6 rounds of one pattern of A, B: 59 revolutions in ...``."""
        apart = "" if self.independent == 1 else f", drifting through {self.independent} patterns"
        return Note(
            f"The span of {counted(float(f'{span_days:.4g}'), 'day')} holds {self.rounds:.1f} rounds of one pattern of "
            f"{named(self.satellites)}: {self.closure.sentence()}{apart}. Its gaps therefore repeat, and satellites "
            "elsewhere along their orbits would have others: draws of another month try them.",
            "pattern", satellites=self.satellites, not_named=not_named(self.satellites), rounds=self.rounds,
            revolutions=self.closure.revolutions, closes_days=self.closure.days, misfit_deg=self.closure.misfit_deg,
            independent=self.independent,
        )  # fmt: skip


@dataclass(frozen=True)
class Patterns:
    """The rounds of all satellites of a constellation in a span.

    Satellites in one of ``groups`` close after equally many revolutions and days. Satellites in ``open`` do not close
    within the limits. ``together_days`` is the shortest time after which all satellites have closed at the same time;
    None if there is none.
    """

    span_days: float
    groups: tuple[Pattern, ...]
    open: tuple[str, ...]
    together_days: float | None

    @property
    def repeating(self) -> tuple[Pattern, ...]:
        """The groups whose gaps repeat: the span holds at least two of their rounds, but few independent patterns."""
        return tuple(g for g in self.groups if g.rounds >= 2.0 and g.independent < FEW)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return one warning for each group whose gaps repeat, and one on all satellites where that differs."""
        found = [g.note(self.span_days) for g in self.repeating]
        if found and len(self.groups) + len(self.open) > 1:
            found.append(self._together)
        return tuple(found)

    @property
    def _together(self) -> Note:
        days = self.together_days
        if days is None:
            words = f"No pattern of all satellites together closes within {WITHIN_DAYS:g} days."
        else:
            words = f"All satellites together close after {days:.2f} days."
        return Note(words, "pattern of all", closes_days=days, searched_days=WITHIN_DAYS)


def patterns(
    span_days: float,
    satellites: Mapping[str, ElementSet],
    *,
    within_deg: float = WITHIN_DEG,
    within_days: float = WITHIN_DAYS,
) -> Patterns:
    """Return the rounds and independent patterns in a span for satellites, by name, each with one element set.

    Give the set that serves the middle of the span. A satellite's round is its shortest closure to less than
    ``within_deg`` in at most ``within_days``. ``near_repeats`` gives the measure, what is left out, and the errors
    raised. Satellites with equal revolutions and nodal days form a group. The drift of a group is that of the satellite
    that drifts most. All close together when each has a closure and these end within half an hour of each other.
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
    """Return the number of rounds whose drift, modulo one spacing, differs enough from that of all counted before."""
    spacing_deg = closure.spacing_deg
    counted: list[float] = []
    for k in range(max(math.ceil(rounds - 1e-9), 1)):
        at_deg = k * closure.misfit_deg % spacing_deg
        if all(min(abs(at_deg - c), spacing_deg - abs(at_deg - c)) >= within_deg for c in counted):
            counted.append(at_deg)
    return len(counted)


def _together_days(every: Sequence[Sequence[NearRepeat]]) -> float | None:
    """Return the shortest time at which all satellites have a closure within SIMULTANEOUS_S: that of the last."""
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


def not_named(satellites: Sequence[str]) -> int:
    """Return how many satellites ``named`` only counts."""
    return len(satellites) - MOST_NAMED + 1 if len(satellites) > MOST_NAMED else 0


def named(satellites: Sequence[str]) -> str:
    """Return satellites as words for a sentence: up to four names, or three names and the number of others."""
    return shortened(satellites, MOST_NAMED, "others")

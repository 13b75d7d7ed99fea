"""Ways of counting satellites: those in orbit, those in service, and without those whose service is not confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..clock import Span
from .satellite import Satellite

IN_ORBIT, IN_SERVICE, CONFIRMED = "in orbit", "in service", "confirmed"


@dataclass(frozen=True)
class Counted:
    """A way of counting: its name, and the satellites of a constellation with the dates from and to which they count.

    ``counts`` marks those that count at all.
    """

    name: str
    satellites: tuple[Satellite, ...]
    counts: tuple[bool, ...]

    def serving(self, span: Span) -> list[int]:
        """Return which satellites count at some time of a span, by number."""
        return [i for i, one in enumerate(self.satellites) if self.counts[i] and one.serves(span)]


def ways_of_counting(satellites: Sequence[Satellite]) -> tuple[Counted, ...]:
    """Return "in orbit", "in service", and the latter without what is not confirmed.

    That is "without NAME" for each satellite whose service is not confirmed, in turn, and "confirmed" without all of
    them where there are several. Ways that leave nobody are left out.
    """
    unsure = [i for i, one in enumerate(satellites) if not one.service_confirmed]
    everyone = (True,) * len(satellites)
    ways = [
        Counted(IN_ORBIT, tuple(one.in_orbit for one in satellites), everyone),
        Counted(IN_SERVICE, tuple(satellites), everyone),
    ]
    left_out = {f"without {satellites[i].name}": [i] for i in unsure}
    if len(unsure) > 1:
        left_out[CONFIRMED] = unsure
    for name, without in left_out.items():
        if len(without) < len(satellites):
            counts = tuple(i not in without for i in range(len(satellites)))
            ways.append(Counted(name, tuple(satellites), counts))
    return tuple(ways)

"""One satellite: what it is called, its element sets, what it carries, and when it serves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ..clock import Span
from ..constants import SEARCH_BEYOND_S
from ..orbits.elements import ElementSet


@dataclass(frozen=True)
class Satellite:
    """One satellite of a run. ``norad_id`` is 0 for a notional one.

    ``sensors`` are the names of what it carries, one or more; they share one line of sight. Element sets are not used
    across ``manoeuvres``. Service is half-open, from ``in_service`` to before ``out_of_service``, None where it has no
    such end. So is its time in orbit, from ``launch`` to before ``decay``. ``service_confirmed`` is False where service
    is assumed. ``service_stated`` is the published date of service; None where there is none, and then it counts from
    its launch.
    """

    name: str
    norad_id: int
    elements: tuple[ElementSet, ...]
    sensors: tuple[str, ...] = ()
    manoeuvres: tuple[datetime, ...] = ()
    in_service: datetime | None = None
    out_of_service: datetime | None = None
    launch: datetime | None = None
    service_stated: datetime | None = None
    decay: datetime | None = None
    service_confirmed: bool = True

    @property
    def tag(self) -> str:
        """What pass ids begin with: the catalogue number, or the name without one."""
        return str(self.norad_id) if self.norad_id else self.name

    @property
    def in_orbit(self) -> Satellite:
        """The satellite as if it served whenever it is in orbit."""
        return replace(self, in_service=self.launch, out_of_service=self.decay)

    def serves(self, span: Span) -> bool:
        """Whether it is in service at any time of a span."""
        begins, ends = self.in_service, self.out_of_service
        return (begins is None or begins < span.end) and (ends is None or ends > span.start)

    def service_s(self, span: Span) -> tuple[float, float]:
        """Return the stretch it serves, in s since the start of a span; infinite where it has no end."""
        begins, ends = self.in_service, self.out_of_service
        return (
            -math.inf if begins is None else span.seconds(begins),
            math.inf if ends is None else span.seconds(ends),
        )


def searched_s(satellites: Iterable[Satellite], span: Span) -> tuple[float, float]:
    """Return how far satellites are searched, in s since the start of a span: 10 days beyond it, within their service.

    Before the first satellite serves and after the last there is nothing to find: a gap that begins there is
    censored, not long.
    """
    service_s = [one.service_s(span) for one in satellites]
    begins_s = min((begins for begins, _ in service_s), default=-math.inf)
    ends_s = max((ends for _, ends in service_s), default=math.inf)
    return (
        float(min(0.0, max(-SEARCH_BEYOND_S, begins_s))),
        float(max(span.duration_s, min(span.duration_s + SEARCH_BEYOND_S, ends_s))),
    )

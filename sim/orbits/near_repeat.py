"""The numbers of revolutions after which the ground track of a given orbit nearly closes.

A satellite whose track closes sees the same places at the same angles in every round. A span of many rounds then has
no more geometry than one round. ``repeat_track`` finds the orbit for a closure; here the orbit is given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..constants import DAY_S
from ..errors import UsageError
from .elements import ElementSet
from .repeat_track import in_words
from .secular import secular_rates

WITHIN_DEG = 1.0
WITHIN_DAYS = 30.0


@dataclass(frozen=True)
class NearRepeat:
    """A closure: ``revolutions`` from node to node take nearly ``nodal_days`` turns of the Earth under the plane.

    ``days`` is the time of the revolutions, in days of 86,400 s. ``drift_deg`` is the longitude, degrees, of the
    crossing of the equator after them, minus that of the first crossing; east is positive.
    """

    revolutions: int
    nodal_days: int
    days: float
    drift_deg: float

    @property
    def misfit_deg(self) -> float:
        """Distance on the equator, degrees of longitude, between a crossing and the one that closes the round."""
        return abs(self.drift_deg)

    @property
    def spacing_deg(self) -> float:
        """Distance on the equator between neighbouring crossings of one direction in a round."""
        return 360.0 / self.revolutions

    def sentence(self) -> str:
        """Return such as ``59 revolutions in 3.93 days, closing to 0.38 deg``."""
        return f"{self.revolutions} revolutions in {self.days:.2f} days, closing to {self.misfit_deg:.2f} deg"

    def __str__(self) -> str:
        return f"{in_words(self.revolutions, self.nodal_days)} (nodal)"


def closures(
    elements: ElementSet, within_deg: float = WITHIN_DEG, within_days: float = WITHIN_DAYS
) -> tuple[NearRepeat, ...]:
    """Return every closure to less than ``within_deg`` that takes at most ``within_days`` days, shortest first.

    The measure: in N nodal periods the Earth turns N T / D times under the orbit plane. T and D are the nodal period
    and the nodal day of SGP4's secular rates (``secular_rates``: J2, J2², J4). The difference to the nearest whole
    number M, times 360 degrees, is the shift of the track in longitude, equal at all latitudes. M is at least 1.

    Left out: drag, manoeuvres, the turning of perigee (0.03 degrees for 0.001 of eccentricity), and for periods of 225
    min or more the pull of Sun and Moon. Drag with B* = 1e-4 at 556 km moves a track by 0.005 degrees in 4 days. It
    grows with the square of the time, to 0.26 degrees in 30 days. Raises UsageError for limits that are not positive
    numbers, or above 180 degrees.
    """
    if not 0.0 < within_deg <= 180.0:
        raise UsageError(f"within_deg = {within_deg:g} must lie above 0 and not above 180")
    if not 0.0 < within_days < math.inf:
        raise UsageError(f"within_days = {within_days:g} must be a number of days above 0")
    rates = secular_rates(elements)
    most = int(within_days * DAY_S / rates.nodal_period_s * (1.0 + 1e-12))
    revolutions = np.arange(1, most + 1)
    turns = revolutions * (rates.nodal_period_s / rates.nodal_day_s)
    nodal_days = np.rint(turns).astype(np.int64)
    # The Earth turns eastwards under the plane: past a whole turn the crossing lies to the west of the first.
    drift_deg = -360.0 * (turns - nodal_days)
    closing = np.flatnonzero((np.abs(drift_deg) < within_deg) & (nodal_days >= 1))
    return tuple(
        NearRepeat(
            int(revolutions[i]),
            int(nodal_days[i]),
            float(revolutions[i] * rates.nodal_period_s / DAY_S),
            float(drift_deg[i]),
        )
        for i in closing
    )


def near_repeats(
    elements: ElementSet, within_deg: float = WITHIN_DEG, within_days: float = WITHIN_DAYS
) -> tuple[NearRepeat, ...]:
    """Return the shortest closure and then each that closes better than all shorter ones; none: an empty tuple.

    Limits, measure, what is left out and errors are those of ``closures``. Twice a good round is also a round, but its
    misfit is twice as large, so it is not listed.
    """
    found: list[NearRepeat] = []
    for one in closures(elements, within_deg, within_days):
        if not found or one.misfit_deg < found[-1].misfit_deg:
            found.append(one)
    return tuple(found)

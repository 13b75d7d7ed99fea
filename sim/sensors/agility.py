"""How much a satellite can image, as opposed to what it could see: turning, settling, staying, and budgets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import UsageError


@dataclass(frozen=True)
class Agility:
    """A body-pointed imager's limits; each that is None does not bind.

    ``slew_deg_s``: rate at which the line of sight is turned from one target to the next, mean over the slew
    (acceleration included; infinite: at once). ``settle_s``: from the end of a slew to the start of an image.
    ``dwell_s``: how long an image takes. ``images_per_pass``: images in one pass over a group of targets.
    ``duty_cycle``: share of each revolution spent imaging, 0 to 1; ``imaging_s_per_revolution`` says the same in
    seconds. ``images_per_day``: images in 24 h.

    Raises UsageError for numbers out of range, and for a budget in seconds where images take no time.
    """

    slew_deg_s: float
    settle_s: float
    dwell_s: float
    images_per_pass: int | None = None
    duty_cycle: float | None = None
    imaging_s_per_revolution: float | None = None
    images_per_day: int | None = None

    def __post_init__(self) -> None:
        if not self.slew_deg_s > 0.0:
            raise UsageError(f"slew_deg_s = {self.slew_deg_s:g} must lie above 0 degrees a second")
        for key in ("settle_s", "dwell_s"):
            if not 0.0 <= (value := getattr(self, key)) < math.inf:
                raise UsageError(f"{key} = {value:g} must be a number of seconds, 0 or more")
        for key in ("images_per_pass", "images_per_day"):
            count = getattr(self, key)
            if count is not None and (isinstance(count, bool) or count != int(count) or count < 1):
                raise UsageError(f"{key} = {count!r} must be a whole number above 0")
        if self.duty_cycle is not None and not 0.0 < self.duty_cycle <= 1.0:
            raise UsageError(f"duty_cycle = {self.duty_cycle:g} must be a share above 0 and not above 1")
        if self.imaging_s_per_revolution is not None and not 0.0 < self.imaging_s_per_revolution < math.inf:
            raise UsageError(
                f"imaging_s_per_revolution = {self.imaging_s_per_revolution:g} must be a number of seconds above 0"
            )
        if self.dwell_s == 0.0 and (self.duty_cycle is not None or self.imaging_s_per_revolution is not None):
            raise UsageError("dwell_s = 0: a limit on the time spent imaging needs images that take some time")

    @property
    def longest_slew_s(self) -> float:
        """From any line of sight to any other, half a turn away, and settled."""
        return 180.0 / self.slew_deg_s + self.settle_s

    def images_per_revolution(self, period_s: float) -> int | None:
        """Return how many images fit the budget of one revolution, None where there is no budget."""
        budgets = [self.imaging_s_per_revolution] if self.imaging_s_per_revolution is not None else []
        if self.duty_cycle is not None:
            budgets.append(self.duty_cycle * period_s)
        # A budget of exactly three dwells is three images, whatever the last bit says.
        return int(min(budgets) / self.dwell_s * (1.0 + 1e-12)) if budgets else None

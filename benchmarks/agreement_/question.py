"""What is asked of every side: limits in words and numbers, and by which conventions they are meant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import sim


@dataclass(frozen=True)
class View:
    """A rectangular field of view, full angles, rolled to the right or pitched forward from the nadir: not both."""

    across_deg: float
    along_deg: float
    roll_deg: float = 0.0
    pitch_deg: float = 0.0

    @property
    def reach_deg(self) -> float:
        """The largest angle from the nadir at a corner, rounded up by a degree."""
        across, along = (math.tan(math.radians(a / 2.0)) for a in (self.across_deg, self.along_deg))
        corner_deg = math.degrees(math.atan(math.hypot(across, along)))
        return corner_deg + abs(self.roll_deg) + abs(self.pitch_deg) + 1.0


@dataclass(frozen=True)
class Question:
    """Windows in which every limit that is given holds; elevation is at least 0 in any case."""

    words: str
    elevation_deg: tuple[float, float] = (0.0, 90.0)
    off_nadir_deg: tuple[float, float] = (0.0, 90.0)
    side: Literal["either", "left", "right"] = "either"
    range_max_km: float | None = None
    azimuth_deg: tuple[float, float] | None = None  # of the satellite, clockwise, less than 180 degrees
    ascending: bool = False
    view: View | None = None

    def limits(self) -> sim.Limits:
        """Return the same as reconsim takes it; an elevation's upper end is an incidence's lower one."""
        import sim

        return sim.Limits(
            elevation_min_deg=self.elevation_deg[0],
            incidence_min_deg=90.0 - self.elevation_deg[1] or None,
            off_nadir_min_deg=self.off_nadir_deg[0] or None,
            off_nadir_max_deg=None if self.off_nadir_deg[1] == 90.0 else self.off_nadir_deg[1],
            look=self.side,
            range_max_km=self.range_max_km,
            azimuth_from_deg=self.azimuth_deg[0] if self.azimuth_deg else None,
            azimuth_to_deg=self.azimuth_deg[1] if self.azimuth_deg else None,
            heading="ascending" if self.ascending else "either",
            fov_across_deg=self.view.across_deg if self.view else None,
            fov_along_deg=self.view.along_deg if self.view else None,
            roll_deg=self.view.roll_deg if self.view else 0.0,
            pitch_deg=self.view.pitch_deg if self.view else 0.0,
        )


@dataclass(frozen=True)
class Convention:
    """What a peer takes otherwise than reconsim: all False is reconsim's own."""

    wgs84: bool = False  # SGP4 with WGS84's constants, not WGS72's, with which the sets were made
    ut1_is_utc: bool = False
    geocentric_nadir: bool = False  # off-nadir from the Earth's centre, not along the ellipsoid's normal
    sgp4_velocity: bool = False  # SGP4's own velocity, centimetres a second off the derivative of its positions


OURS = Convention()
QUESTIONS = {
    "elevation": Question("elevation at least 10", elevation_deg=(10.0, 90.0)),
    "cone": Question("off-nadir at most 30", off_nadir_deg=(0.0, 30.0)),
    "wide cone": Question("off-nadir at most 55", off_nadir_deg=(0.0, 55.0)),
    "band": Question("incidence 20 to 55", elevation_deg=(35.0, 70.0)),
    "annulus": Question("off-nadir 20 to 45, elevation at least 5", (5.0, 90.0), (20.0, 45.0)),
    "left": Question("incidence 20 to 55, left", elevation_deg=(35.0, 70.0), side="left"),
    "right": Question("incidence 20 to 55, right", elevation_deg=(35.0, 70.0), side="right"),
    "range": Question("elevation at least 5, range at most 1,000 km", (5.0, 90.0), range_max_km=1000.0),
    "azimuth": Question("elevation at least 5, azimuth 30 to 160", (5.0, 90.0), azimuth_deg=(30.0, 160.0)),
    "ascending": Question("elevation at least 10, moving north", (10.0, 90.0), ascending=True),
    "rectangle": Question("view 40 across x 15 along", view=View(40.0, 15.0)),
    "rolled": Question("view 20 x 30, rolled 25 to the right", view=View(20.0, 30.0, roll_deg=25.0)),
    "pitched": Question("view 50 x 10, pitched 20 forward", view=View(50.0, 10.0, pitch_deg=20.0)),
    "one side": Question("elevation at least 10, left", elevation_deg=(10.0, 90.0), side="left"),
}

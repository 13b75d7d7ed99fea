"""One mean element set, as SGP4 takes it, with its name, number and source."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from ..clock import from_julian_date
from ..constants import DEEP_SPACE_PERIOD_MIN, WGS72_A_KM, WGS72_J2, WGS72_MU_KM3_S2

SGP4_EPOCH_ZERO_JD = 2433281.5  # 1949 December 31 00:00 UTC, the zero of sgp4init's epoch
LARGEST_SGP4_NUMBER = 339999  # the largest catalogue number python-sgp4 can hold (Alpha-5 Z9999)


@dataclass(frozen=True)
class ElementSet:
    """Brouwer mean elements at an epoch (UTC, split Julian date), in the units of an OMM.

    ``catalog_number`` is 0 if the object has none; it may have nine digits. ``bstar`` is per Earth radius.
    """

    name: str
    catalog_number: int
    epoch_jd: float
    epoch_fr: float
    mean_motion_rev_day: float
    eccentricity: float
    inclination_deg: float
    raan_deg: float
    arg_perigee_deg: float
    mean_anomaly_deg: float
    bstar: float = 0.0
    mean_motion_dot: float = 0.0  # rev/day^2, as printed (a half of the derivative); SGP4 does not use it
    object_id: str = ""  # international designator
    source: str = ""

    @property
    def epoch_utc(self) -> datetime:
        return from_julian_date(self.epoch_jd, self.epoch_fr)

    @cached_property
    def satrec(self) -> Any:
        """The set as python-sgp4's Satrec, WGS72 constants, improved mode.

        Its own epoch is rounded as sgp4init does; use ``sgp4_tsince`` with minutes counted from epoch_jd + epoch_fr.
        """
        from sgp4.api import WGS72, Satrec

        satrec = Satrec()
        deg = math.pi / 180.0
        rev_day = 1440.0 / (2.0 * math.pi)
        satrec.sgp4init(
            WGS72,
            "i",
            self.catalog_number if self.catalog_number <= LARGEST_SGP4_NUMBER else 0,
            (self.epoch_jd + self.epoch_fr) - SGP4_EPOCH_ZERO_JD,  # the order twoline2rv adds in, to the last bit
            self.bstar,
            self.mean_motion_dot / (rev_day * 1440.0),
            0.0,
            self.eccentricity,
            self.arg_perigee_deg * deg,
            self.inclination_deg * deg,
            self.mean_anomaly_deg * deg,
            self.mean_motion_rev_day / rev_day,
            self.raan_deg * deg,
        )
        return satrec

    @cached_property
    def brouwer_rev_day(self) -> float:
        """Mean motion without Kozai's term, which SGP4 uses (Spacetrack Report No. 3, section 6)."""
        n = self.mean_motion_rev_day * 2.0 * math.pi / 1440.0
        xke = 60.0 / math.sqrt(WGS72_A_KM**3 / WGS72_MU_KM3_S2)
        cos_i = math.cos(math.radians(self.inclination_deg))
        d = 0.75 * WGS72_J2 * (3.0 * cos_i**2 - 1.0) / (1.0 - self.eccentricity**2) ** 1.5
        a = (xke / n) ** (2.0 / 3.0)
        delta = d / a**2
        a *= 1.0 - delta**2 - delta * (1.0 / 3.0 + 134.0 * delta**2 / 81.0)
        return n / (1.0 + d / a**2) * 1440.0 / (2.0 * math.pi)

    @property
    def period_min(self) -> float:
        return 1440.0 / self.brouwer_rev_day

    @property
    def is_deep_space(self) -> bool:
        return self.period_min >= DEEP_SPACE_PERIOD_MIN

    @property
    def semi_major_axis_km(self) -> float:
        n_rad_s = self.brouwer_rev_day * 2.0 * math.pi / 86400.0
        return float((WGS72_MU_KM3_S2 / n_rad_s**2) ** (1.0 / 3.0))

    def shifted(self, **changes: float | str | int) -> ElementSet:
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

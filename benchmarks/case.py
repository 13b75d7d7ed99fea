"""The case that every side is given: element sets as lines, places, one limit, a span, and the Earth's rotation.

Seeded, so that the same numbers come out everywhere. At its full size 5 satellites in as many planes, 570 km up at 55
degrees, 30 places between 60 south and 60 north, 30 days: about 19,000 windows above 10 degrees. Whoever can be told
UT1 is told the table reconsim uses, so that sides differ by what they compute and not by what they look up.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

START = datetime(2026, 8, 22, tzinfo=UTC)
DAY_S = 86400.0
MJD_OF_START = 61274


@dataclass(frozen=True)
class Case:
    """What is asked: windows of every satellite at every place where the one limit that is set holds.

    ``ut1_utc_s`` holds UT1 - UTC at 0 h of each day from ``first_mjd`` on, days to spare on either side.
    """

    tle: tuple[tuple[str, str], ...]
    lat_deg: tuple[float, ...]
    lon_deg: tuple[float, ...]
    days: float
    elevation_min_deg: float | None
    off_nadir_max_deg: float | None
    first_mjd: int
    ut1_utc_s: tuple[float, ...]

    @property
    def duration_s(self) -> float:
        return self.days * DAY_S

    @property
    def lines(self) -> str:
        """The element sets as one text."""
        return "\n".join("\n".join(pair) for pair in self.tle)

    @property
    def end(self) -> datetime:
        return START + timedelta(days=self.days)

    def lasting(self, days: float) -> Case:
        return replace(self, days=min(days, self.days))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Case:
        fields = json.loads(path.read_text(encoding="utf-8"))
        fields["tle"] = tuple(tuple(lines) for lines in fields["tle"])
        return cls(**{key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()})


def case(
    *,
    satellites: int = 5,
    targets: int = 30,
    days: float = 30.0,
    elevation_min_deg: float | None = 10.0,
    off_nadir_max_deg: float | None = None,
) -> Case:
    """Return the case at a size, with one limit: an elevation floor at the place or a cone about the nadir."""
    import sim
    from sim.clock import ut1_minus_utc_s

    spare_days = 20
    span = sim.Span(START - timedelta(days=spare_days), 0.0)
    midnights_s = np.arange(int(np.ceil(days)) + 2 * spare_days + 1) * DAY_S
    rng = np.random.default_rng(1)
    return Case(
        tle=element_lines(satellites),
        lat_deg=tuple(rng.uniform(-60, 60, targets).tolist()),
        lon_deg=tuple(rng.uniform(-180, 180, targets).tolist()),
        days=days,
        elevation_min_deg=elevation_min_deg if off_nadir_max_deg is None else None,
        off_nadir_max_deg=off_nadir_max_deg,
        first_mjd=MJD_OF_START - spare_days,
        ut1_utc_s=tuple(ut1_minus_utc_s(span, midnights_s).tolist()),
    )


def element_lines(satellites: int) -> tuple[tuple[str, str], ...]:
    """Return the two lines of every satellite, the one form of element set that every peer reads."""
    from sgp4.exporter import export_tle

    from sim.orbits.notional import walker

    lines = []
    pattern = walker(
        name="W",
        kind="delta",
        total=satellites,
        planes=satellites,
        phasing=min(1, satellites - 1),
        epoch=START,
        height_km=570.0,
        inclination_deg=55.0,
    )
    for i, elements in enumerate(pattern):
        satrec = elements.shifted(catalog_number=90001 + i).satrec
        satrec.classification = "U"
        satrec.intldesg = f"26001{chr(65 + i // 26 % 26)}{chr(65 + i % 26)}"  # some readers refuse a set without one
        lines.append(export_tle(satrec))
    return tuple(lines)

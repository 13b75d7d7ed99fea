"""The case's UT1 in the layout of IERS C04 (20 u 24), with no polar motion: how a peer is told it by file."""

from __future__ import annotations

from datetime import date, timedelta

from ..case import Case

MJD_ZERO = date(1858, 11, 17)


def c04_text(case: Case) -> str:
    """Return one line a day: date, MJD, x, y, UT1-UTC, dX, dY, their rates and errors; all but UT1 are 0."""
    lines = [
        "# EARTH ORIENTATION PARAMETER (EOP) PRODUCT",
        '# YR  MM  DD  HH       MJD        x(")        y(")  UT1-UTC(s)       dX(")      dY(")       xrt(")',
        "#",
        "#",
        "#",
        "#",
    ]
    for day, ut1_utc_s in enumerate(case.ut1_utc_s):
        mjd = case.first_mjd + day
        d = MJD_ZERO + timedelta(days=mjd)
        zeros = "".join(f"{0.0:12.6f}" for _ in range(13))
        lines.append(
            f"{d.year:4d}{d.month:4d}{d.day:4d}{0:4d}{mjd:10.2f}{0.0:12.6f}{0.0:12.6f}{ut1_utc_s:12.7f}{zeros}"
        )
    return "\n".join(lines) + "\n"

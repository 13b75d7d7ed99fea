"""Positions and velocities of a satellite at given moments, in Earth-fixed and in celestial axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..clock import Span, gmst_rad, skyfield_times
from ..constants import GMST_RATE_RAD_S
from ..errors import UsageError
from .followed import Given, follow
from .moments import Times, moments, utc_column

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]
Frame = Literal["itrs", "teme", "gcrs"]
FRAMES: tuple[Frame, ...] = get_args(Frame)


@dataclass(frozen=True, repr=False)
class States:
    """Positions and velocities of one satellite, (N, 3) each in km and km/s, at seconds ``t_s`` (N,) of the span.

    ``element_age_d`` (N,) is the time between the moment and the epoch of the set in use.
    """

    satellite: str
    frame: Frame
    span: Span
    t_s: Floats
    position_km: Floats
    velocity_km_s: Floats
    element_age_d: Floats

    def __repr__(self) -> str:
        return f"<States of {self.satellite} in {self.frame} at {self.t_s.size} moments; .table() lists them>"

    def table(self) -> pandas.DataFrame:
        """Return the states as a DataFrame, one row a moment, in the order given."""
        import pandas

        columns = {f"{axis}_km": self.position_km[:, i] for i, axis in enumerate("xyz")}
        columns |= {f"v{axis}_km_s": self.velocity_km_s[:, i] for i, axis in enumerate("xyz")}
        return pandas.DataFrame(
            {
                "satellite": self.satellite,
                "time_utc": utc_column(self.span, self.t_s),
                "frame": self.frame,
                **columns,
                "element_age_d": self.element_age_d,
            }
        )


def states(
    satellite: Given,
    times: Times,
    frame: Frame = "itrs",
    *,
    span: Span | None = None,
    manoeuvres: Sequence[datetime] = (),
    allow_stale: bool = False,
) -> States:
    """Return a satellite's positions and velocities at given moments, in one of three frames.

    ``itrs``: Earth-fixed, without polar motion; the velocity is that of the Earth-fixed position. ``teme``: SGP4's own
    axes, true equator and mean equinox of date. ``gcrs``: the celestial axes of Skyfield's ``at(t).position``, by its
    precession and nutation. Positions are within 1e-7 km of SGP4 and, given the same table of UT1, of Skyfield.
    Velocities are derivatives of these positions, within 1e-7 km/s; SGP4's own velocity, which Skyfield gives, differs
    from them by centimetres per second. Precession, 1e-7 km/s in low orbits, is no part of a velocity in ``gcrs``.

    The other arguments, and what is raised, are those of `geometry`; UsageError for another frame.
    """
    if frame not in FRAMES:
        raise UsageError(f"frame = {frame!r} must be itrs, teme or gcrs")
    given = moments(times, span)
    followed = follow(satellite, given.span, manoeuvres=manoeuvres, allow_stale=allow_stale)
    position_km, velocity_km_s = in_frame(frame, given.span, given.t_s, *followed.states_itrs(given.t_s))
    return States(
        followed.name, frame, given.span, given.t_s, position_km, velocity_km_s, followed.element_age_d(given.t_s)
    )


def in_frame(
    frame: Frame, span: Span, t_s: Floats, itrs_km: Floats, velocity_itrs_km_s: Floats
) -> tuple[Floats, Floats]:
    """Return Earth-fixed positions and velocities, (N, 3) in km and km/s, in one of the frames of ``states``."""
    if frame == "itrs":
        return itrs_km, velocity_itrs_km_s
    position_km, velocity_km_s = _teme_of(span, t_s, itrs_km, velocity_itrs_km_s)
    if frame == "teme":
        return position_km, velocity_km_s
    from skyfield.sgp4lib import TEME

    to_gcrs = np.moveaxis(TEME.rotation_at(skyfield_times(span, t_s)), -1, 0)
    return np.einsum("nji,nj->ni", to_gcrs, position_km), np.einsum("nji,nj->ni", to_gcrs, velocity_km_s)


def _teme_of(span: Span, t_s: Floats, itrs_km: Floats, velocity_itrs_km_s: Floats) -> tuple[Floats, Floats]:
    """Return states turned back into TEME; the velocity gains that of the turning axes."""
    theta_rad = gmst_rad(span, t_s)
    x, y, _ = itrs_km.T
    turning = GMST_RATE_RAD_S * np.stack([-y, x, np.zeros_like(x)], axis=-1)
    return _turned(itrs_km, theta_rad), _turned(velocity_itrs_km_s + turning, theta_rad)


def _turned(vectors: Floats, angle_rad: Floats) -> Floats:
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    x, y, z = vectors.T
    return np.stack([cosine * x - sine * y, sine * x + cosine * y, z], axis=-1)

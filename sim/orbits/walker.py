"""Walker constellations: equal circular orbits, evenly spaced planes, evenly spaced satellites."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from ..errors import UsageError
from .elements import ElementSet
from .keplerian import keplerian, require_finite

WalkerKind = Literal["delta", "star"]


def walker(
    *,
    name: str,
    kind: WalkerKind,
    total: int,
    planes: int,
    phasing: int,
    epoch: datetime,
    height_km: float,
    inclination_deg: float,
    raan_deg: float = 0.0,
    arg_latitude_deg: float = 0.0,
    raan_spread_deg: float | None = None,
    bstar: float = 0.0,
    source: str | None = None,
) -> list[ElementSet]:
    """Return the T satellites of a Walker constellation T/P/F, named NAME-1 to NAME-T, plane after plane.

    With S = T / P satellites in each plane, satellite j of plane k (both from 0) has

    - right ascension of the node ``raan_deg`` + k spread / P,
    - argument of latitude ``arg_latitude_deg`` + 360 j / S + 360 k F / T.

    So F counts units of 360 / T by which a satellite is ahead of its neighbour in the next plane to the west.
    A *delta* pattern spreads the nodes over 360 degrees; a *star* pattern over 180, so that satellites of the first
    and last planes move in opposite directions. ``raan_spread_deg`` replaces either (Iridium's planes are 31.6
    degrees apart, not 30). ``height_km`` is the mean semi-major axis minus 6378.137 km; orbits are circular in SGP4's
    mean elements. Deep-space heights are allowed; there Sun and Moon pull the planes apart slowly.

    Source: J. G. Walker, "Satellite constellations", Journal of the British Interplanetary Society 37, 559
    (1984).

    Raises UsageError for an unknown kind, counts below 1, a total that the planes do not divide, a phasing
    outside 0 to P - 1, and what ``keplerian`` refuses.
    """
    if kind not in get_args(WalkerKind):
        raise UsageError(f"{name}: kind = {kind!r} must be delta (nodes over 360 degrees) or star (over 180)")
    for key, count in (("total", total), ("planes", planes), ("phasing", phasing)):
        if isinstance(count, bool) or count != int(count):
            raise UsageError(f"{name}: {key} = {count!r} must be a whole number")
    if total < 1 or planes < 1:
        raise UsageError(f"{name}: total = {total} and planes = {planes} must both be at least 1")
    if total % planes:
        raise UsageError(
            f"{name}: total = {total} satellites do not divide evenly among planes = {planes}; "
            f"{max(total - total % planes, planes)} would"
        )
    if not 0 <= phasing < planes:
        raise UsageError(f"{name}: phasing = {phasing} must lie between 0 and planes - 1 = {planes - 1}")
    spread_deg = raan_spread_deg if raan_spread_deg is not None else {"delta": 360.0, "star": 180.0}[kind]
    require_finite(name, raan_spread_deg=spread_deg, raan_deg=raan_deg, arg_latitude_deg=arg_latitude_deg)
    if not 0.0 < spread_deg <= 360.0:
        raise UsageError(f"{name}: raan_spread_deg = {spread_deg:g} must be above 0 and at most 360")

    per_plane = total // planes
    if source is None:
        source = f"notional, Walker {kind} {total}/{planes}/{phasing}"
    return [
        keplerian(
            name=f"{name}-{plane * per_plane + slot + 1}",
            epoch=epoch,
            height_km=height_km,
            inclination_deg=inclination_deg,
            raan_deg=raan_deg + plane * spread_deg / planes,
            mean_anomaly_deg=arg_latitude_deg + 360.0 * slot / per_plane + 360.0 * plane * phasing / total,
            bstar=bstar,
            source=source,
        )
        for plane in range(planes)
        for slot in range(per_plane)
    ]

"""What is said of heights that could be metres under a heading of kilometres."""

from __future__ import annotations

from collections.abc import Iterable

from .sites import Site

SAID_FROM_KM = 1.0  # bare kilometres from here on could be the metres of a low place


def height_notes(places: Iterable[Site], *, from_km: float = SAID_FROM_KM) -> list[str]:
    """Return a sentence on the places so high that their kilometres may have been meant as metres, if there are any."""
    high = [place for place in places if place.height_km >= from_km]
    if not high:
        return []
    first = max(high, key=lambda place: place.height_km)
    others = f", {len(high) - 1} more from {from_km:g} km up" if len(high) > 1 else ""
    up_m = 1000.0 * first.height_km
    return [
        f"heights are kilometres above the ellipsoid: {first.name} stands {up_m:,.0f} m up{others}; "
        f"as metres {first.height_km:g} would read {first.height_km / 1000.0:g} or {first.height_km:g}m"
    ]

"""Areas on the WGS84 ellipsoid the slow way: strips of latitude and their widths. Nothing of sim here."""

import math

A_KM, F = 6378.137, 1 / 298.257223563
E2 = F * (2 - F)


def element_km2(lat_deg: float) -> float:
    """Return km2 for a square degree at a latitude."""
    sine = math.sin(math.radians(lat_deg))
    w2 = 1.0 - E2 * sine**2
    meridian, normal = A_KM * (1.0 - E2) / w2**1.5, A_KM / math.sqrt(w2)
    return meridian * normal * math.cos(math.radians(lat_deg)) * math.radians(1.0) ** 2


def polygon_km2(vertices: list[tuple[float, float]], strips: int = 4000) -> float:
    """Return the area of a flat (lon, lat) polygon, by the widths that each strip of latitude has inside (even-odd)."""
    lats = [lat for _, lat in vertices]
    low, step = min(lats), (max(lats) - min(lats)) / strips
    total = 0.0
    for i in range(strips):
        lat = low + (i + 0.5) * step
        crossings = sorted(
            x0 + (x1 - x0) * (lat - y0) / (y1 - y0)
            for (x0, y0), (x1, y1) in zip(vertices, vertices[1:] + vertices[:1], strict=True)
            if (y0 <= lat) != (y1 <= lat)
        )
        width = sum(b - a for a, b in zip(crossings[::2], crossings[1::2], strict=True))
        total += width * step * element_km2(lat)
    return total


def box_km2(south_deg: float, north_deg: float, width_deg: float) -> float:
    """Return the area of a box in closed form, from the integral of a^2 (1-e2) cos / (1 - e2 sin^2)^2."""

    def primitive(lat_deg: float) -> float:
        sine, e = math.sin(math.radians(lat_deg)), math.sqrt(E2)
        return 0.5 * (sine / (1.0 - E2 * sine**2) + math.log((1.0 + e * sine) / (1.0 - e * sine)) / (2.0 * e))

    return A_KM**2 * (1.0 - E2) * math.radians(width_deg) * (primitive(north_deg) - primitive(south_deg))

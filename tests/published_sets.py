"""Mean element sets of August 2026, transcribed: US Space Force 18 SDS via CelesTrak."""

from __future__ import annotations

from sim.orbits.elements import ElementSet

EPOCH_JD = 2461274.5  # 2026-08-22


def published(
    name: str, number: int, day: float, n: float, e: float, i: float, bstar: float = 0.0, *, perigee: float = 0.0
) -> ElementSet:
    """Return a set by the day of 2026 of its epoch; node and mean anomaly, which do not matter here, are 0."""
    return ElementSet(name, number, EPOCH_JD - 234.0, day, n, e, i, 0.0, perigee, 0.0, bstar)


KORSATS = (
    published("KORSAT-1", 59452, 234.57551795, 14.98468877, 0.0004792, 45.4106, 0.18256e-3, perigee=50.9095),
    published("KORSAT-2", 62377, 230.38390875, 14.98756004, 0.0002212, 45.4113, 0.21492e-3, perigee=214.4505),
    published("KORSAT-3", 63630, 230.85069113, 14.99192825, 0.0012205, 45.4123, 0.28328e-3, perigee=198.4468),
    published("KORSAT-4", 66293, 230.28458064, 14.98790981, 0.0000661, 45.4088, 0.18378e-3, perigee=300.3049),
)
KORSAT_7 = published("KORSAT-7", 58463, 230.65262062, 15.01088001, 0.0025560, 97.6383, 0.12804e-3, perigee=109.5477)
TERRASAR_X = published("TERRASAR-X", 31698, 233.46720890, 15.19155768, 0.0001659, 97.4463)
SENTINEL_1C = published("SENTINEL-1C", 62261, 234.30404597, 14.59198685, 0.0001379, 98.1828)
SENTINEL_2C = published("SENTINEL-2C", 60989, 234.18649950, 14.30815351, 0.0001410, 98.5652)

"""Six launches: pad, time, and the first public element set, transcribed: US Space Force 18 SDS via CelesTrak.

Each set names the public mirror and the commit it was taken from. Times of launch are those of the claims in seeds/;
pads are approximate, from public maps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sim.orbits.elements import ElementSet


@dataclass(frozen=True)
class Launch:
    """A launch with a known time, the pad it left from, and the first set of its satellite."""

    moment: datetime
    lat_deg: float
    lon_deg: float
    first: ElementSet


def _launch(moment: str, pad: tuple[float, float], *values: float, name: str, number: int, source: str) -> Launch:
    keys = (
        "epoch_jd", "epoch_fr", "mean_motion_rev_day", "eccentricity", "inclination_deg", "raan_deg",
        "arg_perigee_deg", "mean_anomaly_deg", "bstar",
    )  # fmt: skip
    first = ElementSet(name, number, source=source, **dict(zip(keys, values, strict=True)))
    return Launch(datetime.fromisoformat(moment).replace(tzinfo=UTC), *pad, first)


SOHAE, VANDENBERG, KENNEDY, CANAVERAL = (
    (39.660, 124.705), (34.632, -120.611), (28.608, -80.604), (28.562, -80.577),
)  # fmt: skip

LAUNCHES = {
    "Malligyong-1": _launch(
        "2023-11-21T13:42:28", SOHAE,
        2460270.5, 0.16510777, 15.21112775, 0.0014062, 97.4263, 210.9434, 277.7388, 210.8950, 0.84547e-3,
        name="2023-179A", number=58400, source="david-deboer/blsky tle/active.tle @ b270dc124fa1",
    ),
    "KORSAT-7": _launch(
        "2023-12-01T18:19:00", VANDENBERG,
        2460283.5, 0.63304667, 15.01653166, 0.0011078, 97.6421, 44.3625, 232.4189, 271.0860, 0.11570e-2,
        name="2023-185B", number=58463, source="david-deboer/blsky tle/active.tle @ b48f273c3255",
    ),
    "KORSAT-1": _launch(
        "2024-04-07T23:17:00", KENNEDY,
        2460408.5, 0.83122508, 14.99203532, 0.0006504, 45.4157, 69.5171, 334.6561, 25.4002, -0.13895e-2,
        name="425SAT-1", number=59452, source="Stoverbrock1/obsnerd tle/active.tle @ ef5d2ecd932a",
    ),
    "KORSAT-2": _launch(
        "2024-12-21T11:34:00", VANDENBERG,
        2460765.5, 0.80920096, 14.98224571, 0.0005215, 45.4078, 201.1808, 354.1079, 5.9737, 0.71034e-3,
        name="KORSAT-2", number=62377, source="djhih/sat dataset/code/output/tle_data.txt @ da9f80cd9f83",
    ),
    "KORSAT-3": _launch(
        "2025-04-22T00:48:00", CANAVERAL,
        2460787.5, 0.94732921, 14.96916468, 0.0004804, 45.4003, 354.5070, 171.3228, 188.7738, 0.0,
        name="425SAT-3", number=63630, source="david-deboer/blsky tle/tle-new.tle @ d7222ef950dd",
    ),
    "KORSAT-4": _launch(
        "2025-11-02T05:09:00", CANAVERAL,
        2461055.5, 0.02241612, 14.98360570, 0.0005984, 45.4068, 233.9776, 228.0373, 131.9996, 0.27824e-3,
        name="KORSAT-4", number=66293, source="HorvathAndreas/tle-mirror tle/active.tle @ fef737aac108",
    ),
}  # fmt: skip

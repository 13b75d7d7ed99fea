"""Thirty small scenarios from a grammar with a seed: all that a run's sentences must be able to speak of.

Each is a text of TOML, one to three days long, with a handful of notional satellites; ``MADE`` has them by name.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

CAMERA = "off_nadir_max_deg = { low = 20, nominal = 30, high = 45 }"
DAY = "sun_elevation_min_deg = 10"
RADAR = "incidence_min_deg = 20\nincidence_max_deg = { low = 40, nominal = 45, high = 55 }"
DRAWN = '[draws]\nof = "another month"\ncount = '


def head(title: str, days: float = 2.0, draws: int = 3) -> str:
    """The top of a scenario, its span and its draws."""
    return (
        f'schema = 1\ntitle = "{title}"\nseed = 7\n[time]\nstart_utc = 2026-06-01\nspan_days = {days:g}\n'
        f"{DRAWN}{draws}\n"
    )


def sensor(name: str, kind: str, *limits: str) -> str:
    """A sensor with its limits."""
    return "\n".join([f"[sensor.{name}]", f'kind = "{kind}"', *limits, ""])


def satellite(name: str, carried: str | Sequence[str], *, along_deg: float = 0.0, node_deg: float = 0.0,
              height_km: float = 520.0, inclination_deg: float = 97.5, more: str = "") -> str:  # fmt: skip
    """A satellite on a circle: where its node is and how far along it stands."""
    sensors = f'"{carried}"' if isinstance(carried, str) else str(list(carried)).replace("'", '"')
    return (
        f'[[satellite]]\nname = "{name}"\nsensor = {sensors}\n{more}\n[satellite.orbit]\nkind = "keplerian"\n'
        f"height_km = {height_km:g}\ninclination_deg = {inclination_deg:g}\nraan_deg = {node_deg:g}\n"
        f"mean_anomaly_deg = {along_deg:g}\n"
    )


def place(name: str, lat_deg: float, lon_deg: float) -> str:
    """A place."""
    return f'[[target]]\nname = "{name}"\nlat_deg = {lat_deg:g}\nlon_deg = {lon_deg:g}\n'


def region(name: str, lat_deg: float, lon_deg: float) -> str:
    """A box of two degrees, any part of which counts."""
    box = f"south_deg = {lat_deg - 1:g}, north_deg = {lat_deg + 1:g}, west_deg = {lon_deg - 1:g}, "
    return f'[[region]]\nname = "{name}"\nbox = {{ {box}east_deg = {lon_deg + 1:g} }}\nspacing_km = 80\n'


def claim(statement: str, hours: float | Sequence[float], *readings: str) -> str:
    """A claim with its limits; a reading is a measure, or a measure with further keys after it."""
    told = "".join(f"[[claim.reading]]\nmeasure = {one}\n" for one in readings)
    limits = f"limits_h = {list(hours) if isinstance(hours, Sequence) else hours}\n" if hours else ""
    tested = "" if readings else 'tested_by = "pictures that nobody has seen"\n'
    return f'[[claim]]\nstatement = "{statement}"\n{limits}{tested}{told}'


GAPS = ('"gap_max_s"', '"gap_mean_s"')
SHARES = ('"share_of_gaps_within"\nvalue = 0.9', '"wait_probability"\nvalue = 0.9')
HERE = place("Here", 37.5, 127.0)
THERE = place("There", -12.0, 20.0)
ONE = satellite("One", "camera")
EYE = sensor("camera", "optical", CAMERA)
SUNNY = sensor("camera", "optical", CAMERA, DAY)
SAR = sensor("radar", "radar", RADAR)


def fleet(count: int, carried: str) -> str:
    """Satellites in two planes, evenly along their orbits."""
    return "".join(
        satellite(f"{carried.title()}-{k + 1}", carried, along_deg=360.0 * k / count, node_deg=90.0 * (k % 2))
        for k in range(count)
    )


def places(count: int, seed: int) -> str:
    """Places anywhere between 70 degrees south and north."""
    draw = random.Random(seed)
    return "".join(place(f"P{k + 1}", draw.uniform(-70.0, 70.0), draw.uniform(-180.0, 180.0)) for k in range(count))


def drawn_at_random(seed: int) -> str:
    """A scenario drawn from the grammar: satellites, sensors, places, claims, each in any number from one."""
    draw = random.Random(seed)
    carried = draw.choice([("camera",), ("radar",), ("camera", "radar")])
    sensors = {"camera": draw.choice([EYE, SUNNY]), "radar": SAR}
    parts = [head(f"Drawn {seed}", draw.choice([1.0, 2.0, 3.0]), draw.choice([0, 3])), *(sensors[n] for n in carried)]
    for name in carried:
        parts.append(fleet(draw.randint(1, 3), name))
    parts.append(places(draw.randint(1, 4), seed))
    readings = [GAPS, GAPS[:1], GAPS[1:], SHARES, ('"response_mean_s"', '"time_per_look_s"'), ('"n_looks"\nvalue = 3',)]
    for k in range(draw.randint(0, 2)):
        hours = draw.choice([2, [1, 12], [6, 24, 72]])
        parts.append(claim(f"They see it often enough, says {'AB'[k]}.", hours, *draw.choice(readings)))
    return "".join(parts)


BLIND = sensor("blind", "optical", "off_nadir_max_deg = 0.001")
MADE: dict[str, str] = {
    "no-claim": head("No claim") + SUNNY + ONE + HERE + THERE,
    "one-target": head("One target") + EYE + ONE + HERE + claim("Daily.", 24, *GAPS),
    "fifty-targets": head("Fifty targets", 1.0) + EYE + fleet(2, "camera") + places(50, 3) + claim("Daily.", 24, *GAPS),
    "always-true": head("Always true") + EYE + ONE + HERE + claim("Once a month.", 720, *GAPS),
    "never-true": head("Never true") + EYE + ONE + HERE + THERE + claim("Each minute.", 0.01, *GAPS, *SHARES),
    "never-seen": head("Never seen") + BLIND + satellite("Mole", "blind") + HERE + claim("Daily.", 24, *GAPS),
    "never-seen-unclaimed": head("Never seen") + BLIND + satellite("Mole", "blind") + HERE + THERE,
    "one-idle": head("One idle") + EYE + BLIND + ONE + satellite("Mole", "blind", along_deg=90.0) + HERE + THERE,
    "idle-in-the-dark": head("The Sun is too low") + EYE + ONE + HERE + satellite("Owl", "dusk", along_deg=120.0)
    + sensor("dusk", "optical", CAMERA, "sun_elevation_min_deg = 89.9"),
    "not-in-service": head("One is late") + EYE + ONE + HERE
    + satellite("Late", "camera", along_deg=180.0, more="in_service_utc = 2030-01-01"),
    "below-the-horizon": head("An orbit that never comes") + EYE + ONE + place("North", 78.2, 15.6)
    + satellite("Equator", "camera", inclination_deg=2.0) + claim("Daily.", 24, *GAPS),
    "place-out-of-reach": head("A place too far north") + EYE + satellite("Low", "camera", inclination_deg=30.0)
    + HERE + place("North", 78.2, 15.6) + claim("Daily.", 24, *GAPS),
    "undecided": head("Within the error", 2.0, 12) + EYE + fleet(2, "camera") + HERE
    + claim("Every seventeen hours.", 17, *GAPS, '"response_mean_s"'),
    "coinciding": head("Twins") + EYE + ONE + satellite("Other", "camera", along_deg=0.01) + HERE
    + claim("Daily.", 24, *GAPS),
    "trailing": head("One after the other", 3.0)
    + sensor("camera", "optical", "off_nadir_max_deg = { low = 30, nominal = 40, high = 50 }")
    + satellite("Lead", "camera", along_deg=6.0) + satellite("Trail", "camera") + HERE + place("Equator", 0.0, 30.0)
    + claim("Daily.", 24, *GAPS),
    "nothing-open": head("One value each") + sensor("camera", "optical", "off_nadir_max_deg = 40") + ONE + HERE
    + claim("Daily.", 24, *GAPS),
    "case-changes-nothing": head("Three cases alike") + ONE + HERE
    + sensor("camera", "optical", "off_nadir_max_deg = 40", "range_max_km = { low = 5e3, nominal = 6e3, high = 7e3 }"),
    "region": head("A region") + EYE + ONE + region("Delta", 31.0, 31.0) + HERE + claim("Daily.", 24, *GAPS),
    "region-alone": head("A region alone") + EYE + ONE + region("Delta", 31.0, 31.0),
    "optical-only": head("By day") + SUNNY + fleet(3, "camera") + HERE + THERE + claim("Daily.", [12, 24], *GAPS),
    "radar-and-camera": head("Both kinds") + SUNNY + SAR + fleet(2, "camera") + fleet(2, "radar") + HERE
    + claim("Twice a day.", 12, *GAPS, *SHARES),
    "one-day": head("One day", 1.0) + SUNNY + SAR + ONE + satellite("Two", "radar", along_deg=40.0) + HERE,
    "half-a-day": head("Half a day", 0.5) + EYE + ONE + HERE + claim("Daily.", 24, *GAPS),
    "untested": head("No reading") + EYE + ONE + HERE + claim("They are good.", 0),
    "two-claims": head("Two claims") + EYE + ONE + HERE + claim("Daily.", 24, *GAPS)
    + claim("Within a day, mostly.", [12, 24], *SHARES),
    "stays-overhead": head("Always in view") + sensor("camera", "optical", "elevation_min_deg = 5")
    + satellite("Fixed", "camera", height_km=35786.0, inclination_deg=0.0, along_deg=249.6)
    + place("Below", 0.0, 0.0) + claim("Always.", 1, *GAPS),
    **{f"drawn-{seed}": drawn_at_random(seed) for seed in range(1, 7)},
}  # fmt: skip

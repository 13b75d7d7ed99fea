"""Chooses how many points the table is interpolated through, beside its step: the error of each, and what each costs.

Lagrange's formula on evenly spaced nodes, in the middle of its stencil. Error: largest distance to the same SGP4 at 400
random instants of a day, for six orbits. Cost: nanoseconds a position (weights and three sums), and kilobytes a
satellite and day of table. Hermite's formula, which would need fewer nodes, is not tried: SGP4's velocity is not the
derivative of its position (centimetres a second), so it would be exact for another orbit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

import numpy as np

import sim
from sim.orbits.notional import keplerian

from . import machine
from .case import DAY_S, START

POINTS = (4, 6, 8, 10, 12)
STEPS_S = (30.0, 60.0, 90.0, 120.0, 180.0)

ORBITS: dict[str, dict[str, float]] = {
    "300 km": {"height_km": 300.0, "inclination_deg": 51.6},
    "570 km, 45 deg": {"height_km": 570.0, "inclination_deg": 45.4},
    "700 km, 98 deg": {"height_km": 700.0, "inclination_deg": 98.2},
    "300 x 4000 km": {"perigee_height_km": 300.0, "apogee_height_km": 4000.0, "inclination_deg": 63.4},
    "Molniya": {"perigee_height_km": 600.0, "apogee_height_km": 39700.0, "inclination_deg": 63.4},
    "geostationary": {"height_km": 35786.0, "inclination_deg": 0.05},
}


def lagrange_weights(s: np.ndarray, points: int) -> np.ndarray:
    """Return Lagrange's weights, (points, N), at fractions s of the middle interval of evenly spaced nodes."""
    at = s + points // 2 - 1
    nodes = np.arange(points)
    weights = np.ones((points, s.size))
    for j in range(points):
        for k in nodes[nodes != j]:
            weights[j] *= (at - k) / (j - k)
    return weights


def interpolation_error_m(orbit: dict[str, float], step_s: float, points: int) -> float:
    """Return the largest distance, m, between the interpolated table and its own model at random instants of a day."""
    elements = keplerian(name="orbit", epoch=START, **orbit)  # type: ignore[arg-type]
    # Whole seconds, so that a table of one second holds the truth at each; the ends keep clear of the stencil.
    span = sim.Span(START, DAY_S)
    track = sim.Track(0, elements, -1800.0, span.duration_s + 1800.0)
    table = sim.ephemeris(span, [track], step_s=step_s)
    nodes_s, nodes_km = table.positions_itrs_km(0)
    truth = sim.ephemeris(span, [sim.Track(0, elements, 0.0, span.duration_s)], step_s=1.0)
    truth_s, truth_km = truth.positions_itrs_km(0)
    pick = np.random.default_rng(1).integers(600, 85800, 400)
    t_s, exact_km = truth_s[pick], truth_km[pick]
    place = (t_s - nodes_s[0]) / step_s
    k = np.floor(place).astype(int)
    weights = lagrange_weights(place - k, points)
    found_km = sum(weights[j][:, None] * nodes_km[k + j - points // 2 + 1] for j in range(points))
    return float(np.linalg.norm(found_km - exact_km, axis=1).max()) * 1e3


def compiled(points: int) -> Callable[[np.ndarray, np.ndarray, np.ndarray], float]:
    """Return a compiled loop over instants that finds positions through so many points and adds them up."""
    from numba import njit

    half = points // 2
    denominators = np.array([np.prod([j - k for k in range(points) if k != j], dtype=float) for j in range(points)])
    inverse = tuple((1.0 / denominators).tolist())

    @njit(fastmath={"contract", "nsz", "arcp"}, error_model="numpy")
    def total(place: np.ndarray, xyz: np.ndarray, out: np.ndarray) -> float:
        left, right = np.ones(points), np.ones(points)
        for i in range(place.size):
            k = int(place[i])
            at = place[i] - k + half - 1
            for j in range(1, points):
                left[j] = left[j - 1] * (at - (j - 1))
                right[points - 1 - j] = right[points - j] * (at - (points - j))
            x = y = z = 0.0
            for j in range(points):
                w = left[j] * right[j] * inverse[j]
                row = k + j - half + 1
                x += w * xyz[0, row]
                y += w * xyz[1, row]
                z += w * xyz[2, row]
            out[i] = x + y + z
        return float(out[-1])

    return total  # type: ignore[no-any-return]


def cost_ns(points: int, count: int) -> float:
    """Return nanoseconds a position, one thread, at random instants of a day's table of 60 s."""
    place = np.random.default_rng(1).uniform(10.0, 1400.0, count)
    xyz, out, job = np.random.default_rng(2).normal(size=(3, 1440)), np.empty(count), compiled(points)
    return machine.best_s(lambda: job(place, xyz, out), seconds=0.3) / count * 1e9


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a size that only shows that it works")
    small = parser.parse_args(arguments).small
    orbits = dict(list(ORBITS.items())[:1]) if small else ORBITS
    steps_s, all_points = ((90.0,), (10,)) if small else (STEPS_S, POINTS)

    for name, orbit in orbits.items():
        print(f"{name}: largest error, m")
        print(f"{'points':>8}" + "".join(f"{step:>10.0f} s" for step in steps_s))
        for points in all_points:
            errors = [interpolation_error_m(orbit, step, points) for step in steps_s]
            print(f"{points:8d}" + "".join(f"{error:12.1e}" for error in errors))
        print()
    print(f"{'points':>8}{'ns a position':>16}")
    for points in all_points:
        print(f"{points:8d}{cost_ns(points, 1_000 if small else 200_000):16.1f}")
    sizes = ", ".join(f"{DAY_S / step * 24 / 1e3:.3g} at {step:g} s" for step in steps_s)
    print(f"\ntable, kB a satellite and day: {sizes}")
    print(
        "\nChosen: 10 points at 90 s. Eight need 60 s, half as much table again, to stay below a tenth of a millimetre"
    )
    print("on low orbits; twelve gain digits where none matter, 0.01 mm being a nanosecond and a half of a boundary.")


if __name__ == "__main__":
    main()

"""Shows how a satellite holds a repeating ground track: where the track crossed the equator, set by set.

    python -m benchmarks.track_kept FILE [--days 180]

FILE holds element sets of one satellite over months. The crossing is taken from the mean elements at each epoch: node
less Greenwich sidereal time, plus the argument of latitude times nodal days over revolutions, modulo the spacing of the
track; a track that repeats exactly keeps it. Printed are its range over the last 39, 90 and so many days and the drift,
degrees a day, that the sets had (``near_repeat.closures``). Half of the range over 180 days for KORSAT-7 is
``draw_kinds.DEAD_BAND_KM``; before 2026 that satellite held no track.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import sim
from sim.orbits.near_repeat import closures
from sim.studies.draw_kinds import EQUATOR_KM_DEG, held_track


def gmst_deg(days: float) -> float:
    """Return Greenwich mean sidereal time, linear, of a moment in days since 2000-01-01 12:00 UT1."""
    return 280.46061837 + 360.98564736629 * days


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--days", type=float, default=180.0)
    options = parser.parse_args(arguments)
    sets = sorted(sim.read_elements(options.file), key=lambda one: one.epoch_jd + one.epoch_fr)
    track = next((held for one in reversed(sets) if (held := held_track(one)) is not None), None)
    if track is None:
        raise SystemExit(f"{options.file}: no set has a track that repeats")
    spacing_deg = 360.0 / track.revolutions
    days = np.array([one.epoch_jd - 2451545.0 + one.epoch_fr for one in sets])
    lon_deg = np.array(
        [
            one.raan_deg
            - gmst_deg(float(day))
            + (one.arg_perigee_deg + one.mean_anomaly_deg) % 360.0 * track.nodal_days / track.revolutions
            for one, day in zip(sets, days, strict=True)
        ]
    )
    # Continuous from set to set: no step is longer than half the spacing.
    lon_deg = np.unwrap(lon_deg, period=spacing_deg)
    drift_deg_day = np.array(
        [
            next(
                (found.drift_deg / found.nodal_days for found in closures(one, 1.0, track.nodal_days + 0.5)
                 if found.revolutions == track.revolutions),
                np.nan,
            )
            for one in sets
        ]
    )  # fmt: skip
    print(f"{track.revolutions} revolutions in {track.nodal_days} nodal days, {len(sets)} sets to {sets[-1].epoch_utc}")
    for back in (39.0, 90.0, options.days):
        mine = days >= days[-1] - back
        half_deg = float(np.ptp(lon_deg[mine])) / 2.0
        half_km = half_deg * EQUATOR_KM_DEG
        print(
            f"last {back:4.0f} days: crossing within {half_deg:.3f} deg = {half_km:.0f} km either way, "
            f"drift {np.nanmin(drift_deg_day[mine]):.3f} to {np.nanmax(drift_deg_day[mine]):.3f} deg a day"
        )


if __name__ == "__main__":
    main()

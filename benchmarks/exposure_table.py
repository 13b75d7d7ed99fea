"""The tables of docs/exposure.md: the chance that something in the open at Sohae is imaged.

    python -m benchmarks.exposure_table [--check]

Writes the answer and the table between their markers, so that no figure is copied by hand. ``--check`` compares them;
the exit code is 1 where they differ.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import sim
from sim.constellation.constellation import Constellation
from sim.revisit.figure_kinds import EXPOSURE_PROBABILITY
from sim.sensors.hypotheses import Hypothesis
from sim.sensors.limits import Limits
from sim.simulation.drawing import drawing_of
from sim.studies.assumptions import Case, limits_in
from sim.studies.daylight import daylight_of
from sim.studies.draw_kinds import Drawing, another_month
from sim.studies.phasing import draw_phasings
from sim.studies.survey import surveyor_of

SCENARIO, PLACE = "rok-425-as-flown", "Sohae"
RADAR, CAMERA, INFRARED = "radar", "eo", "ir_night"
EXPOSED_MIN = (20, 40, 60, 120)
LEAST: Case = {"off_nadir": "low", "in_use": "no"}
MOST: Case = {"off_nadir": "high", "in_use": "yes"}
PAGE = Path(__file__).resolve().parent.parent / "docs" / "exposure.md"
MARKED = re.compile(r"(<!-- exposure -->\n).*?(<!-- /exposure -->)", re.DOTALL)


@dataclass(frozen=True)
class Chances:
    """Chances in percent by case and length of exposure.

    ``error_points`` and ``month_points`` are the largest half spreads over draws of the element sets' error and of
    other months.
    """

    percent: NDArray[np.float64]
    error_points: float
    month_points: float


class Asked:
    """The scenario over one place, with the radars alone, the camera alone, and all satellites."""

    def __init__(self) -> None:
        self._loaded = sim.load(SCENARIO)
        whole = self._loaded.constellation
        (target,) = (one for one in whole.targets if one.name == PLACE)
        self.all = replace(whole, targets=(replace(target, first=0),), places=whole.places[target.points])

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        return self.all.sensors[RADAR].hypotheses

    @cached_property
    def radars(self) -> Constellation:
        return self._with(RADAR)

    @cached_property
    def camera(self) -> Constellation:
        return self._with(CAMERA)

    def _with(self, sensor: str) -> Constellation:
        return replace(self.all, satellites=tuple(one for one in self.all.satellites if sensor in one.sensors))

    def drawing(self, satellites: Constellation) -> Drawing:
        return drawing_of(self._loaded.scenario, satellites)

    def chances(self, satellites: Constellation, cases: Sequence[Case]) -> Chances:
        """Return the chances in each case, and how far draws spread them."""
        limits_s = [60.0 * minutes for minutes in EXPOSED_MIN]
        name = EXPOSURE_PROBABILITY.name
        survey = surveyor_of(satellites, daylight=daylight_of(satellites)).survey(cases, limits_s=limits_s)
        drawing = self.drawing(satellites)
        spreads = []
        for one in (drawing, another_month(satellites, count=drawing.count, seed=drawing.seed)):
            draws = draw_phasings(satellites, cases, one, limits_s=limits_s)
            spreads.append(100.0 * float(max(draws.error(name, limit_s).max() for limit_s in limits_s)))
        return Chances(100.0 * survey[name][:, 0], *spreads)

    def limits(self, sensor: str, case: Case) -> Limits:
        found = limits_in(self.all.sensors[sensor], {**case, "in_use": "yes"})
        assert found is not None
        return found


def page_part() -> str:
    """Return the sentence that answers, the table, and what its columns are, in Markdown."""
    asked = Asked()
    like: list[Case] = [{"hypothesis": one.name} for one in asked.hypotheses]
    n = len(like)
    alone = asked.chances(asked.radars, like)
    everyone = asked.chances(asked.all, [one | at for at in (LEAST, MOST) for one in like])
    camera = asked.chances(asked.camera, [LEAST, MOST])
    least, most = everyone.percent[:n], everyone.percent[n:]
    drawing = asked.drawing(asked.all)
    found = (alone, everyone, camera)

    hour = EXPOSED_MIN.index(60)
    lines = [
        f"Something that stands on the pad at {PLACE} for an hour is imaged with a chance of "
        f"{_range(alone.percent[:, hour].min(), alone.percent[:, hour].max())} % by the "
        f"{len(asked.radars.satellites)} radars alone, and of {_range(least[:, hour].min(), most[:, hour].max())} % by "
        f"all {len(asked.all.satellites)} satellites: it depends on which published radar they are like.",
        "",
        "Chance in percent that an exposure of each length is imaged:",
        "",
        f"| radars like | {' | '.join(f'{m} min: radars alone | all' for m in EXPOSED_MIN)} |",
        f"| --- |{' ---: |' * (2 * len(EXPOSED_MIN))}",
    ]
    for k, one in enumerate(asked.hypotheses):
        cells = [
            cell
            for radars, low, high in zip(alone.percent[k], least[k], most[k], strict=True)
            for cell in (f"{radars:.1f}", _range(low, high))
        ]
        lines.append(f"| {one.called} | {' | '.join(cells)} |")
    cells = [cell for low, high in camera.percent.T for cell in ("", _range(low, high))]
    lines.append(f"| *the optical satellite alone* | {' | '.join(cells)} |")
    by_day, by_day_most = (asked.limits(CAMERA, case) for case in (LEAST, MOST))
    images_s = [asked.limits(RADAR, case).image_s for case in like]
    lines += [
        "",
        f"*all*: from the least to the most that the optical satellite adds. The least is its camera by day, within "
        f"{by_day.off_nadir_max_deg:g} degrees off nadir; the most is the camera within "
        f"{by_day_most.off_nadir_max_deg:g} degrees, and by night its infrared within "
        f"{asked.limits(INFRARED, MOST).off_nadir_max_deg:g}. An image takes {min(images_s):g} to {max(images_s):g} s, "
        f"as each published radar takes it, and {by_day.image_s:g} s by camera.",
        "",
        f"The error of the element sets is at most {max(one.error_points for one in found):.1g} percentage points for "
        f"any figure ({drawing.count} draws, each satellite up to {drawing.along_track_s:g} s early or late; half the "
        f"spread from the 5th to the 95th percentile). Over other months, with the satellites elsewhere along their "
        f"orbits, that half is up to {max(one.month_points for one in found):.1f} points.",
    ]
    return "\n".join(lines) + "\n"


def _range(low: float, high: float) -> str:
    """Return two percentages as "4.3 to 8.8", one where both read alike."""
    low_words, high_words = f"{low:.1f}", f"{high:.1f}"
    return low_words if low_words == high_words else f"{low_words} to {high_words}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the answer and the table into the page, or compare them."""
    before = PAGE.read_text(encoding="utf-8")
    part = page_part()
    after = MARKED.sub(lambda at: at[1] + part + at[2], before)
    if before == after:
        print(f"docs/{PAGE.name} has what the scenario gives")
    elif "--check" in (sys.argv[1:] if arguments is None else arguments):
        print(f"docs/{PAGE.name} has other figures: python -m benchmarks.exposure_table", file=sys.stderr)
        raise SystemExit(1)
    else:
        PAGE.write_text(after, encoding="utf-8")
        print(f"docs/{PAGE.name} written")


if __name__ == "__main__":
    main()

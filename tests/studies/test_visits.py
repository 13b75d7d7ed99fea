"""Visits a day over a grid of sensor values: counted by hand, monotone in every limit, and the region of a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from studies.small_constellation import START, constellation, flying

from sim.errors import UsageError
from sim.sensors.limits import Limits
from sim.studies.assumptions import limits_in
from sim.studies.survey import surveyor_of
from sim.studies.visits import Visits, visits_a_day, visits_in_cases, visits_of
from sim.windows.search import Windows

DAY_S = 86400.0


def by_hand(limits: Limits) -> Windows:
    """Satellite 0 sees target 0 every 12 h up to 40 degrees, every 8 h beyond; satellite 4 once a day, in two windows
    around its nadir; satellite 0 sees target 1 every hour. Passes go on before and after the two days counted."""
    assert limits.incidence_max_deg is not None
    rows = [
        (0, 0, t) for t in np.arange(-DAY_S, 3.0 * DAY_S, (12.0 if limits.incidence_max_deg <= 40.0 else 8.0) * 3600.0)
    ]
    rows += [(0, 1, t) for t in np.arange(-DAY_S, 3.0 * DAY_S, 3600.0)]
    rows += [(4, 0, t) for t in np.arange(-DAY_S + 100.0, 3.0 * DAY_S, DAY_S)]
    rows = sorted(rows, key=lambda row: (row[1], row[0], row[2]))
    found = []
    for satellite, target, t in rows:
        found.append((satellite, target, t, t + 60.0, t))
        if satellite == 4:
            found.append((satellite, target, t + 120.0, t + 180.0, t))
    columns = [np.array(column) for column in zip(*found, strict=True)]
    satellite, target, start_s, end_s, pass_start_s = columns
    return Windows(satellite, target, np.zeros_like(satellite), start_s, end_s, pass_start_s, pass_start_s + 200.0)


def counted(incidences: tuple[float, ...] = (40.0, 50.0)) -> Visits:
    return visits_a_day(
        by_hand,
        {"incidence_max_deg": incidences, "look": ("right", "either")},
        base=Limits(),
        satellites={0: "A", 4: "B"},
        days=[2.0, 1.0],
        span_s=2.0 * DAY_S,
    )


def test_counts_by_hand() -> None:
    """Two days: A has 4 looks (2 a day) or 6 (3 a day); B has 2, two windows being one look, in one day of service."""
    found = counted()
    assert found.per_day.shape == (2, 2, 2)
    assert found.per_day[0].tolist() == [[2.0, 2.0], [2.0, 2.0]]
    assert found.per_day[1].tolist() == [[3.0, 2.0], [3.0, 2.0]]
    assert found.mean.tolist() == [[2.0, 2.0], [2.5, 2.5]]
    assert found.satellites == ("A", "B")


def test_the_region_of_a_sentence() -> None:
    """ "Two a day" is true of each satellite up to 40 degrees; "2 to 2.5" of the average one at 50 too; "5" of none."""
    found = counted()
    assert found.region(2.0, 2.0) == {("right",): (40.0,), ("either",): (40.0,)}
    assert found.region(2.0, 2.5, of="mean") == {("right",): (40.0, 50.0), ("either",): (40.0, 50.0)}
    assert found.region(2.0, 2.5) == {("right",): (40.0,), ("either",): (40.0,)}
    assert not found.where(5.0, 6.0).any()
    assert counted((50.0,)).region(2.0, 3.0) == {("right",): (50.0,), ("either",): (50.0,)}


def test_wider_limits_never_take_visits_away() -> None:
    """On real orbits, from incidence 30 to 60, squint 5 to none, right to either: never fewer looks of any satellite;
    with everything open as many as there are passes."""
    surveyor = surveyor_of(constellation(), threads=1)
    found = visits_of(
        surveyor,
        "sar",
        {
            "incidence_max_deg": (30.0, 45.0, 60.0, 90.0),
            "squint_max_deg": (5.0, 20.0, None),
            "look": ("right", "either"),
        },
        base=Limits(),
    )
    assert found.satellites == ("SAT 0", "SAT 2")
    for axis in range(3):
        assert (np.diff(found.per_day, axis=axis) >= -1e-12).all()
    passes = surveyor.passes("sar")
    passes = passes.take((passes.target == 0) & (passes.start_s >= 0.0) & (passes.start_s < 3.0 * DAY_S))
    counts = [np.count_nonzero(passes.satellite == s) for s in (0, 2)]
    assert (found.per_day[-1, -1, -1] * 3.0).tolist() == pytest.approx(counts)
    nominal = visits_of(surveyor, "sar", {"look": ("right",)})
    assert (
        nominal.per_day[0].tolist()
        == visits_of(surveyor, "sar", {"look": ("right",)}, base=constellation().sensors["sar"].limits())
        .per_day[0]
        .tolist()
    )


def test_a_satellite_is_counted_over_the_days_it_serves() -> None:
    """In service for the last of three days only, it has as many looks a day as that day has looks; one that never
    serves is not listed, and where none is left the question is refused."""
    late = datetime(2026, 7, 16, tzinfo=UTC)
    axes = {"squint_max_deg": (None,)}
    all_three = surveyor_of(constellation([flying(0, "sar"), flying(2, "sar")]), threads=1)
    windows = all_three.windows("sar", Limits()).looks()
    last_day = windows.take(
        (windows.target == 0)
        & (windows.satellite == 0)
        & (windows.end_s > 2.0 * DAY_S)
        & (windows.start_s < 3.0 * DAY_S)
    )
    scene = constellation(
        [
            replace(flying(0, "sar"), in_service=late),
            flying(2, "sar"),
            replace(flying(2, "sar"), name="GONE", out_of_service=START - timedelta(days=1)),
        ]
    )
    found = visits_of(surveyor_of(scene, threads=1), "sar", axes, base=Limits())
    assert found.satellites == ("SAT 0", "SAT 2")
    assert found.per_day[0, 0] == pytest.approx(len(last_day))
    with pytest.raises(UsageError, match="camera"):
        visits_of(all_three, "camera", axes)


def test_visits_by_case_are_those_of_the_limits_of_the_case() -> None:
    """In each combination, at each target, as ``visits_of`` counts them with the sensor's limits in it."""
    scene = constellation()
    surveyor = surveyor_of(scene, threads=1)
    cases = [{"incidence": "low", "side": "right"}, {"incidence": "high", "side": "either"}]
    found = visits_in_cases(surveyor, ["sar"], cases)
    assert found.satellites == ("SAT 0", "SAT 2")
    for c, case in enumerate(cases):
        limits = limits_in(scene.sensors["sar"], case)
        for target in (0, 1):
            expected = visits_of(surveyor, "sar", {}, target=target, base=limits).per_day
            assert found.per_day[c, target].tolist() == expected.tolist()
    with pytest.raises(UsageError, match="no satellite in service within the span carries the sensor 'lidar'"):
        visits_in_cases(surveyor, ["lidar"], cases)


def test_odd_questions_are_refused() -> None:
    """A limit that does not exist, an axis without values, satellites without days, numbers the wrong way round."""
    common = {"base": Limits(), "satellites": {0: "A"}, "span_s": DAY_S}
    with pytest.raises(UsageError, match="no limit 'colour'"):
        visits_a_day(by_hand, {"colour": (1,)}, days=[1.0], **common)
    with pytest.raises(UsageError, match="names no values"):
        visits_a_day(by_hand, {"incidence_max_deg": ()}, days=[1.0], **common)
    for days in ([], [0.0]):
        with pytest.raises(UsageError, match="days in service"):
            visits_a_day(by_hand, {"incidence_max_deg": (40.0,)}, days=days, **common)
    with pytest.raises(UsageError, match="the first number must not exceed the second"):
        counted().where(3.0, 2.0)
    with pytest.raises(UsageError, match="each or mean"):
        counted().where(2.0, 3.0, of="most")  # type: ignore[arg-type]

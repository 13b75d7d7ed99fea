"""One limit of all sensors of a kind moved at a time: which axes there are, and figures as searched anew."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from studies.small_constellation import CAMERA, INFRARED, RADAR, constellation, flying

from sim.constellation.constellation import Constellation
from sim.revisit.figure_kinds import GAP_MAX, GAP_MEAN, N_LOOKS
from sim.sensors.hypotheses import hypotheses_named
from sim.sensors.limits import Limits
from sim.sensors.sensor import Sensor
from sim.studies.draw_kinds import another_month
from sim.studies.moved_limits import LimitAxis, Months, axes_of, by_number, order_of_service, value_of
from sim.studies.phasing import draw_phasings
from sim.studies.survey import surveyor_of

SENSORS = (RADAR, CAMERA, INFRARED)
BASE = {"sar": RADAR.limits(), "camera": CAMERA.limits(), "infrared": None}


@pytest.fixture(scope="module")
def scene() -> Constellation:
    return constellation(days=2.0)


def keys(sensors: tuple[Sensor, ...], base: dict[str, Limits | None]) -> list[tuple[str, str]]:
    return [(axis.kind, axis.key) for axis in axes_of(sensors, base)]


def test_axes_are_the_limits_that_kinds_in_use_have() -> None:
    """The radar's and the camera's, in the order of the registry; none of a sensor that is not in use."""
    assert keys(SENSORS, BASE) == [
        ("radar", "incidence_min_deg"),
        ("radar", "incidence_max_deg"),
        ("radar", "squint_max_deg"),
        ("optical", "off_nadir_max_deg"),
    ]


def test_a_limit_of_a_hypothesis_is_an_axis_too() -> None:
    """A radar tried as another one is moved along the limits of that one; now there is none."""
    radar = Sensor("sar", "radar", hypotheses=hypotheses_named(("umbra-flown",)))
    axes = axes_of((radar,), {"sar": Limits()})
    assert [(axis.key, axis.now) for axis in axes][-1] == ("duration_min_s", (0.0,))
    assert {axis.key for axis in axes} >= {"ground_squint_max_deg", "incidence_max_deg"}


def test_axes_run_from_least_to_most_access() -> None:
    """A largest angle from 0 up, a least one from 90 down; durations never reach 0."""
    axes = {axis.key: axis for axis in axes_of((RADAR,), {"sar": RADAR.limits()})}
    assert (axes["incidence_max_deg"].first, axes["incidence_max_deg"].last) == (0, 900)
    assert (axes["incidence_min_deg"].first, axes["incidence_min_deg"].last) == (900, 0)
    image = Sensor("sar", "radar", hypotheses=hypotheses_named(("umbra-flown",)))
    duration = axes_of((image,), {"sar": Limits()})[-1]
    assert (value_of(duration.first), value_of(duration.last)) == (120.0, 0.1)


def test_all_sensors_of_a_kind_move_together_and_no_other() -> None:
    """Two radars at different limits get the same; a third kind keeps its own."""
    base = {"a": Limits(incidence_max_deg=40.0), "b": Limits(incidence_max_deg=50.0), "c": Limits(), "d": None}
    axis = LimitAxis("incidence_max_deg", "radar", ("a", "b", "d"), 0, 900, (40.0, 50.0))
    moved = axis.at(base, 455)
    assert moved["a"] == moved["b"] == Limits(incidence_max_deg=45.5)
    assert (moved["c"], moved["d"]) == (Limits(), None)


@pytest.mark.parametrize(("key", "step"), [("incidence_max_deg", 200), ("incidence_min_deg", 450)])
def test_a_band_without_width_sees_nothing(key: str, step: int) -> None:
    """At the other end of the band, or beyond it, the sensor is not in use."""
    base = {"sar": Limits(incidence_min_deg=20.0, incidence_max_deg=45.0)}
    axis = LimitAxis(key, "radar", ("sar",), 0, 900, ())
    assert axis.at(base, step)["sar"] is None
    inside = axis.at(base, step + (1 if key == "incidence_max_deg" else -1))["sar"]
    assert inside is not None
    assert getattr(inside, key) == pytest.approx(value_of(step), abs=0.11)


def test_satellites_enter_in_the_order_of_their_dates() -> None:
    """Without a date first, then by date; one that never serves in the span does not count."""
    day = [datetime(2026, 7, 10 + k, tzinfo=UTC) for k in range(8)]
    scene = constellation(
        [
            flying(0, "sar", in_service=day[3]),
            flying(1, "sar"),
            flying(2, "sar", in_service=day[1]),
            flying(3, "sar", in_service=datetime(2027, 1, 1, tzinfo=UTC)),
        ],
        sensors=(RADAR,),
    )
    assert order_of_service(scene) == (1, 2, 0)
    assert by_number(scene).astype(int).tolist() == [
        [0, 1, 0, 0], [0, 1, 1, 0], [1, 1, 1, 0],
        [1, 0, 1, 0], [1, 1, 0, 0], [0, 1, 1, 0],
    ]  # fmt: skip


def test_the_own_month_is_that_of_a_search_made_for_it(scene: Constellation) -> None:
    """Figures at moved limits, from branches of a shared search, equal those of a search that knows no others."""
    shared = Months.own(surveyor_of(scene, threads=1))
    base = {name: limits for name, limits in BASE.items() if name in scene.sensors}
    shared.prepare(base, 1)
    for axis in axes_of(scene.carried, base):
        for step in (axis.first, 350, axis.last):
            moved = axis.at(base, step)
            found = shared.survey(moved, limits_s=(3600.0,))
            alone = Months.own(surveyor_of(scene, threads=1)).survey(moved, limits_s=(3600.0,))
            for name in (GAP_MAX.name, GAP_MEAN.name, N_LOOKS.name):
                assert np.array_equal(found[name], alone[name], equal_nan=True), (axis.key, step)


def test_branches_leave_nothing_behind(scene: Constellation) -> None:
    """After a survey of limits tried once the shared search holds what it held before."""
    months = Months.own(surveyor_of(scene, threads=1))
    base = {name: limits for name, limits in BASE.items() if name in scene.sensors}
    months.prepare(base, 1)
    held = [len(search._found) for surveyor in months.surveyors for search in surveyor.searches.values()]
    axis = axes_of(scene.carried, base)[0]
    months.survey(axis.at(base, 300), limits_s=())
    assert held == [len(search._found) for surveyor in months.surveyors for search in surveyor.searches.values()]


def test_drawn_months_are_the_draws_of_phasing(scene: Constellation) -> None:
    """The same drawing gives the same figures, draw by draw, as `draw_phasings` for the nominal case."""
    drawing = another_month(scene, count=6, seed=3, most_phases=4)
    months = Months.drawn(surveyor_of(scene, threads=1), drawing)
    base = {name: limits for name, limits in BASE.items() if name in scene.sensors}
    found = months.survey(base, limits_s=(3600.0,))
    draws = draw_phasings(scene, [{}], drawing, limits_s=(3600.0,))
    assert len(months) == 6
    assert len(months.surveyors) == 4
    assert np.array_equal(found[GAP_MEAN.name], draws.values(GAP_MEAN.name, None)[:, 0], equal_nan=True)


def test_marked_satellites_alone_count(scene: Constellation) -> None:
    """Rows of some satellites, month by month: of none there is no look."""
    months = Months.own(surveyor_of(scene, threads=1))
    base = {name: limits for name, limits in BASE.items() if name in scene.sensors}
    serving = np.array([[False, False, False], [True, False, False], [True, True, True]])
    looks = months.survey(base, limits_s=(), serving=serving)[N_LOOKS.name].sum(axis=1)
    assert looks[0] == 0.0
    assert 0.0 < looks[1] < looks[2]

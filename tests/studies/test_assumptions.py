"""Which sensor takes which assumption, and which combinations there are to try."""

from __future__ import annotations

from dataclasses import replace

import pytest
from studies.small_constellation import CAMERA, INFRARED, RADAR

from sim.sensors.limits import Limits
from sim.sensors.sensor import CASES, Sensor, Spread
from sim.studies.assumptions import limits_in, product_of, standing_cases

SETTLED = Sensor(
    "settled", "radar", look=("right",), incidence_min_deg=Spread.of(20.0), incidence_max_deg=Spread.of(45.0)
)
NIGHT = Sensor(
    "night", "infrared", light=("night", "day and night"), off_nadir_max_deg=Spread.of(30.0),
    sun_elevation_max_deg=Spread.of(-6.0),
)  # fmt: skip
BY_DAY = replace(CAMERA, name="by day", light=("day",), off_nadir_max_deg=Spread.of(30.0))


# --- One sensor, one combination --------------------------------------------------------------------------------------


def test_an_axis_left_out_is_nominal():
    """With nothing said a sensor has its nominal values, its stated side and, by daylight, its stated light."""
    assert limits_in(RADAR, {}) == Limits(
        incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="right"
    )
    assert limits_in(BY_DAY, {}) == Limits(off_nadir_max_deg=30.0, sun_elevation_min_deg=10.0)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"incidence": "high"}, {"incidence_min_deg": 15.0, "incidence_max_deg": 55.0}),
        ({"squint": "low"}, {"squint_max_deg": 5.0}),
        ({"squint": "none"}, {"squint_max_deg": None}),
        ({"side": "either"}, {"look": "either"}),
        ({"side": "left"}, {"look": "left"}),
        ({"off_nadir": "high", "light": "day"}, {}),
    ],
    ids=str,
)
def test_a_radar_takes_its_own_axes(case: dict[str, str], expected: dict[str, object]):
    """A radar has open incidence and squint, and any side; off-nadir and light, which it leaves out, pass it by."""
    assert limits_in(RADAR, case) == replace(limits_in(RADAR, {}), **expected)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"off_nadir": "low"}, {"off_nadir_max_deg": 25.0}),
        ({"light": "day"}, {"sun_elevation_min_deg": 10.0}),
        ({"light": "day and night"}, {"sun_elevation_min_deg": None}),
        ({"side": "left", "squint": "low", "incidence": "high"}, {}),
    ],
    ids=str,
)
def test_a_camera_takes_its_own_axes(case: dict[str, str], expected: dict[str, object]):
    """A camera has open off-nadir and light; side, squint and incidence, which it leaves out, pass it by."""
    nominal = limits_in(CAMERA, {"light": "day and night"})
    changed = limits_in(CAMERA, {"light": "day and night"} | case)
    assert changed == replace(nominal, **expected)


def test_a_limit_of_any_kind_is_low_nominal_and_high():
    """A camera with a band of incidence, a radar with a limit off nadir: each standing case has its own value."""
    tilted = Sensor("tilted", "optical", look=("left", "right"), incidence_max_deg=Spread(20.0, 30.0, 40.0))
    turned = Sensor("turned", "radar", off_nadir_max_deg=Spread(25.0, 35.0, 45.0))
    for sensor, key, expected in (
        (tilted, "incidence_max_deg", [20, 30, 40]),
        (turned, "off_nadir_max_deg", [25, 35, 45]),
    ):
        cases = standing_cases([sensor, RADAR])
        assert [getattr(limits_in(sensor, cases[f"all-{case}"]), key) for case in CASES] == expected
    assert [limits_in(tilted, {"side": side}).look for side in ("left", "right", "either")] == ["left", "right", "left"]


def test_what_a_file_settles_stays_settled_but_for_the_side():
    """A single value is kept whatever a combination says; that a radar looks to one side is itself an assumption."""
    nominal = limits_in(SETTLED, {})
    assert limits_in(SETTLED, {"incidence": "low", "squint": "low"}) == nominal
    assert limits_in(SETTLED, {"side": "either"}) == replace(nominal, look="either")
    assert limits_in(BY_DAY, {"light": "day and night", "off_nadir": "high"}) == limits_in(BY_DAY, {})


# --- Standing cases ---------------------------------------------------------------------------------------------------


def test_standing_cases_take_every_sensor_at_its_own_values():
    """All-low, all-nominal and all-high: numbers of one kind everywhere, the stated side, day only in all-low."""
    cases = standing_cases([RADAR, CAMERA])
    assert list(cases) == ["all-low", "all-nominal", "all-high"]
    low, nominal, high = ([limits_in(s, case) for s in (RADAR, CAMERA)] for case in cases.values())
    assert low == [
        Limits(incidence_min_deg=25.0, incidence_max_deg=40.0, squint_max_deg=5.0, look="right"),
        Limits(off_nadir_max_deg=25.0, sun_elevation_min_deg=10.0),
    ]
    assert nominal == [
        Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0, look="right"),
        Limits(off_nadir_max_deg=35.0),
    ]
    assert high == [
        Limits(incidence_min_deg=15.0, incidence_max_deg=55.0, squint_max_deg=30.0, look="right"),
        Limits(off_nadir_max_deg=45.0),
    ]


def test_sensors_without_anything_open_have_one_case():
    """Where no sensor leaves anything open there is one case, and it is called as given."""
    assert standing_cases([SETTLED, BY_DAY]) == {"as given": {}}


def test_radars_that_state_different_sides_keep_them():
    """One radar says right or either, another left or right: in a standing case each looks where it states first."""
    other = replace(RADAR, name="other", look=("left", "right"))
    for case in standing_cases([RADAR, other]).values():
        assert limits_in(RADAR, case).look == "right"
        assert limits_in(other, case).look == "left"


def test_a_sensor_in_doubt_is_in_use_in_the_high_case_alone():
    """In low and nominal it sees nothing; other sensors know nothing of it."""
    cases = standing_cases([CAMERA, INFRARED])
    assert [limits_in(INFRARED, case) is not None for case in cases.values()] == [False, False, True]
    assert all(limits_in(CAMERA, case) is not None for case in cases.values())
    assert limits_in(INFRARED, {}) is None
    assert limits_in(INFRARED, {"in_use": "yes"}) == Limits(off_nadir_max_deg=30.0, sun_elevation_max_deg=0.0)


def test_whether_a_sensor_is_in_use_stays_settled_where_a_file_settles_it():
    """One in use stays so whatever a combination says, one not in use too; a product does not try it."""
    used, unused = (replace(INFRARED, in_use=(word,)) for word in ("yes", "no"))
    for case in ({}, {"in_use": "yes"}, {"in_use": "no"}):
        assert limits_in(used, case) is not None
        assert limits_in(unused, case) is None
    tried = {"in_use": ["no", "yes"]}
    assert "in_use" not in product_of([used, CAMERA], tried).axes
    assert product_of([INFRARED, CAMERA], tried).axes["in_use"] == ("no", "yes")
    assert product_of([INFRARED], {"in_use": ["yes"]}).axes == {
        "in_use": ("yes",),  # of what is open, one value is asked for
        "off_nadir": ("low", "nominal", "high"),
    }


# --- The product ------------------------------------------------------------------------------------------------------


def test_the_product_tries_every_combination_once():
    """Of 3 bands, 4 squints, 2 sides, 3 off-nadirs and 2 lights: 144 combinations, all different, axes in one order."""
    product = product_of([RADAR, CAMERA], {})
    assert dict(product.axes) == {
        "incidence": ("low", "nominal", "high"),
        "squint": ("low", "nominal", "high", "none"),
        "side": ("right", "either"),
        "off_nadir": ("low", "nominal", "high"),
        "light": ("day", "day and night"),
    }
    assert len(product.cases) == 144
    assert len({tuple(case.items()) for case in product.cases}) == 144
    assert product.cases[0] == {
        "incidence": "low", "squint": "low", "side": "right", "off_nadir": "low", "light": "day",
    }  # fmt: skip


def test_a_claim_comes_first_and_says_which_labels_it_tries():
    """What a claim leaves open leads the axes, with its labels only, and repeated ones once."""
    product = product_of([RADAR], {"squint": ["none", "low", "none"], "incidence": ["nominal"]})
    assert list(product.axes.items()) == [
        ("squint", ("none", "low")),
        ("incidence", ("nominal",)),
        ("side", ("right", "either")),
    ]


def test_one_label_is_no_axis():
    """An axis with one label left changes nothing; neither does one that no sensor here knows."""
    assert dict(product_of([SETTLED], {"squint": ["low", "high"], "off_nadir": ["low", "high"]}).axes) == {}
    assert product_of([SETTLED], {}).cases == [{}]


def test_a_claim_may_try_the_side_a_file_settles():
    """Right or either of a radar that is said to look right: two combinations, with different limits."""
    product = product_of([SETTLED], {"side": ["right", "either"]})
    assert [limits_in(SETTLED, case).look for case in product.cases] == ["right", "either"]


def test_a_claim_cannot_give_a_camera_eyes_in_the_dark():
    """A camera said to work by day only keeps the day; a radar beside it does not make the light an open question."""
    for sensors in ([BY_DAY], [RADAR, BY_DAY]):
        assert "light" not in product_of(sensors, {"light": ["day", "day and night"]}).axes
    assert product_of([RADAR, CAMERA], {"light": ["day", "day and night"]}).axes["light"] == ("day", "day and night")


def test_a_night_camera_has_an_open_light_too():
    """Night or any hour of an infrared camera are tried like day or any hour of another; neither takes the other's."""
    assert product_of([NIGHT], {}).axes["light"] == ("night", "day and night")
    assert limits_in(NIGHT, {"light": "night"}).sun_elevation_max_deg == -6.0
    assert limits_in(NIGHT, {"light": "day and night"}).sun_elevation_max_deg is None
    assert product_of([CAMERA, NIGHT], {}).axes["light"] == ("day", "night", "day and night")
    assert limits_in(CAMERA, {"light": "night"}) == limits_in(CAMERA, {})
    assert limits_in(NIGHT, {"light": "day"}) == limits_in(NIGHT, {})


@pytest.mark.parametrize("sensors", [[RADAR], [CAMERA], [RADAR, CAMERA], [SETTLED, BY_DAY, CAMERA]], ids=len)
def test_standing_cases_are_among_the_product(sensors: list[Sensor]):
    """What the tables show is among what verdicts try: each standing case's limits are those of some combination."""
    tried = {tuple(limits_in(s, case) for s in sensors) for case in product_of(sensors, {}).cases}
    for case in standing_cases(sensors).values():
        assert tuple(limits_in(s, case) for s in sensors) in tried


def test_all_low_is_the_least_access_of_each_sensor() -> None:
    """A camera by day and one by night have other words for low: each keeps its own, and neither sees by both."""
    day = Sensor("a", "optical+infrared", light=("day", "day and night"), sun_elevation_min_deg=Spread.of(10.0))
    night = Sensor("b", "infrared", light=("night", "day and night"), sun_elevation_max_deg=Spread.of(-6.0))
    cases = standing_cases([day, night])
    assert limits_in(day, cases["all-low"]) == Limits(sun_elevation_min_deg=10.0)
    assert limits_in(night, cases["all-low"]) == Limits(sun_elevation_max_deg=-6.0)
    for sensor in (day, night):
        assert limits_in(sensor, cases["all-high"]) == Limits()

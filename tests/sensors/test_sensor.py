"""A sensor's value sets: axes, labels, standing cases, the full product."""

from dataclasses import replace

import pytest

from sim.errors import UsageError
from sim.sensors.limits import Limits
from sim.sensors.sensor import Sensor, SensorError, Spread

RADAR = Sensor(
    "radar",
    "radar",
    incidence_min_deg=Spread(25.0, 20.0, 20.0),
    incidence_max_deg=Spread(40.0, 45.0, 55.0),
    squint_max_deg=Spread(5.0, 15.0, 30.0),
    squint_none=True,
)
CAMERA = Sensor(
    "camera",
    "optical+infrared",
    light=("day", "day and night"),
    off_nadir_max_deg=Spread(30.0, 45.0, 60.0),
    sun_elevation_min_deg=Spread.of(10.0),
)


def test_axes_hold_only_what_is_open() -> None:
    """Both ends of the incidence band share one axis; "none" follows high; a settled limit is no axis."""
    assert RADAR.axes == {
        "incidence": ("low", "nominal", "high"),
        "squint": ("low", "nominal", "high", "none"),
    }
    assert CAMERA.axes == {"off_nadir": ("low", "nominal", "high"), "light": ("day", "day and night")}
    assert Sensor("any", "other").axes == {}


def test_one_label_moves_both_ends_of_the_incidence_band() -> None:
    """Low, nominal and high pick minimum and maximum together."""
    bands = [
        (limits.incidence_min_deg, limits.incidence_max_deg)
        for limits in (RADAR.limits({"incidence": label}) for label in ("low", "nominal", "high"))
    ]
    assert bands == [(25.0, 40.0), (20.0, 45.0), (20.0, 55.0)]


def test_axes_left_out_take_their_nominal_value() -> None:
    """An empty choice is the nominal case; by light, that is day and night where both are tried."""
    assert RADAR.limits() == Limits(incidence_min_deg=20.0, incidence_max_deg=45.0, squint_max_deg=15.0)
    assert CAMERA.limits() == Limits(off_nadir_max_deg=45.0)


def test_squint_none_is_no_limit() -> None:
    """The label "none" leaves the squint unlimited."""
    assert RADAR.limits({"squint": "none"}).squint_max_deg is None


def test_day_puts_a_limit_on_the_sun_and_day_and_night_takes_it_away() -> None:
    """The light axis switches the Sun's limit on and off."""
    assert CAMERA.limits({"light": "day"}).sun_elevation_min_deg == 10.0
    assert CAMERA.limits({"light": "day and night"}).sun_elevation_min_deg is None


def test_a_limit_on_the_sun_alone_means_day() -> None:
    """Without a word on light, a given limit on the Sun applies; without a limit, night counts."""
    assert replace(CAMERA, light=()).limits().sun_elevation_min_deg == 10.0
    assert replace(CAMERA, light=(), sun_elevation_min_deg=None).light == ("day and night",)


def test_standing_cases_choose_on_every_open_axis() -> None:
    """All-low is by day only and never without a squint limit; side is the stated one in all three."""
    both_sides = replace(RADAR, look=("right", "either"))
    assert both_sides.case("low") == {"incidence": "low", "squint": "low", "side": "right"}
    assert both_sides.case("high") == {"incidence": "high", "squint": "high", "side": "right"}
    assert CAMERA.case("low") == {"off_nadir": "low", "light": "day"}
    assert CAMERA.case("nominal") == {"off_nadir": "nominal", "light": "day and night"}
    assert CAMERA.case("high") == {"off_nadir": "high", "light": "day and night"}


def test_the_product_holds_each_different_limit_once() -> None:
    """Three bands by four squints; choices that give equal limits are counted once."""
    assert len(RADAR.choices()) == 12
    assert len(CAMERA.choices()) == 6
    assert Sensor("any", "other").choices() == ({},)
    sunny = replace(CAMERA, sun_elevation_min_deg=Spread(20.0, 10.0, 0.0))
    # 3 off-nadir x (3 Sun limits by day + 1 by day and night)
    assert len(sunny.choices()) == 12
    assert len({sunny.limits(choice) for choice in sunny.choices()}) == 12


def test_a_sensor_may_be_in_doubt_as_a_whole() -> None:
    """Tried in use and not: an axis of its own, off in low and nominal; not in use it is one choice, whatever else."""
    doubted = Sensor("ir", "infrared", in_use=("yes", "no"), off_nadir_max_deg=Spread(20.0, 30.0, 45.0))
    assert doubted.axes == {"off_nadir": ("low", "nominal", "high"), "in_use": ("no", "yes")}
    assert [doubted.case(case)["in_use"] for case in ("low", "nominal", "high")] == ["no", "no", "yes"]
    assert [doubted.is_in_use(options) for options in (None, {"in_use": "yes"}, {"in_use": "no"})] == [
        False,
        True,
        False,
    ]
    assert len(doubted.choices()) == 4
    assert RADAR.is_in_use()
    with pytest.raises(UsageError, match=r"in_use: \[\] must list one or more of \['no', 'yes'\], each once"):
        Sensor("ir", "infrared", in_use=())


def test_a_claim_may_ask_for_what_the_scenario_takes_for_settled() -> None:
    """Sides, light and squint beyond the open axes are understood where they have a meaning."""
    assert RADAR.limits({"side": "right"}).look == "right"
    assert replace(RADAR, squint_none=False).limits({"squint": "none"}).squint_max_deg is None
    assert replace(CAMERA, light=()).limits({"light": "day and night"}).sun_elevation_min_deg is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"incidence": "medium"}, "incidence = 'medium' is not one of 'low', 'nominal', 'high'"),
        ({"incidence": "none"}, "incidence = 'none'"),
        ({"in_use": "perhaps"}, "in_use = 'perhaps' is not one of 'no', 'yes'"),
        ({"side": "up"}, "side = 'up' is not one of 'either', 'left', 'right'"),
        ({"colour": "low"}, "there is no axis 'colour'"),
        ({"light": "day"}, "'day' needs sun_elevation_min_deg"),
    ],
)
def test_unknown_labels_are_refused(options: dict[str, str], words: str) -> None:
    """The sentence lists what is accepted."""
    with pytest.raises(UsageError) as raised:
        RADAR.limits(options)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"incidence_min_deg": Spread(20.0, 20.0, 30.0)}, "incidence_min_deg", "so low >= nominal >= high"),
        ({"incidence_max_deg": Spread(60.0, 45.0, 55.0)}, "incidence_max_deg", "so low <= nominal <= high"),
        ({"squint_max_deg": Spread(5.0, 40.0, 30.0)}, "squint_max_deg", "nominal = 40"),
        ({"duration_min_s": Spread(1.0, 5.0, 5.0)}, "duration_min_s", "so low >= nominal >= high"),
        ({"sun_elevation_min_deg": Spread(0.0, 10.0, 10.0)}, "sun_elevation_min_deg", "low must give the least access"),
        ({"incidence_max_deg": Spread(22.0, 45.0, 55.0)}, "incidence_max_deg", "(the low values)"),
        ({"look": ("right", "right")}, "look", "each once"),
        ({"look": ()}, "look", "one or more"),
        ({"light": ("dusk",)}, "light", "one or more"),
        ({"light": ("day",)}, "light", "needs sun_elevation_min_deg"),
        ({"elevation_min_deg": Spread.of(91.0)}, "elevation_min_deg", "must lie between -5 and 90"),
    ],
)
def test_values_out_of_order_or_in_contradiction_are_refused(changes: dict, key: str, words: str) -> None:
    """Low is the least access in every limit; each problem names the key to mend."""
    with pytest.raises(SensorError) as raised:
        replace(RADAR, **changes)
    assert [problem[0] for problem in raised.value.problems] == [key]
    assert words in raised.value.problems[0][1]
    assert str(raised.value).startswith(f"sensor radar: {key}: ")


def test_high_sees_all_that_nominal_sees_and_nominal_all_that_low_sees() -> None:
    """Each limit of a case is at least as loose as in the case before, on every key of both sensors."""
    for sensor in (RADAR, CAMERA):
        low, nominal, high = (sensor.limits(sensor.case(case)) for case in ("low", "nominal", "high"))
        for tight, loose in ((low, nominal), (nominal, high)):
            assert (tight.incidence_min_deg or 0.0) >= (loose.incidence_min_deg or 0.0)
            assert (tight.incidence_max_deg or 90.0) <= (loose.incidence_max_deg or 90.0)
            assert (tight.squint_max_deg or 90.0) <= (loose.squint_max_deg or 90.0)
            assert (tight.off_nadir_max_deg or 90.0) <= (loose.off_nadir_max_deg or 90.0)
            assert (tight.sun_elevation_min_deg or -90.0) >= (loose.sun_elevation_min_deg or -90.0)


IMAGER = Sensor(
    "imager",
    "optical",
    range_max_km=Spread(800.0, 1000.0, 1500.0),
    gsd_max_m=Spread(0.6, 0.8, 1.0),
    gsd_nadir_m=0.5,
    reference_height_km=500.0,
    fov_across_deg=Spread(10.0, 20.0, 30.0),
    fov_along_deg=Spread.of(2.0),
    roll_deg=5.0,
    glint_min_deg=Spread(20.0, 10.0, 0.0),
    sun_elevation_min_deg=Spread.of(10.0),
    sun_elevation_max_deg=Spread(-18.0, -12.0, -6.0),
    light=("day", "night", "day and night"),
    azimuth_from_deg=300.0,
    azimuth_to_deg=60.0,
    local_time_from_h=22.0,
    local_time_to_h=14.0,
    heading="ascending",
    satellite_light="lit",
)


def test_range_sharpness_view_darkness_and_glint_are_axes() -> None:
    """Each axis takes its limits from low to high; across and along move together, what is settled stays."""
    assert tuple(IMAGER.axes) == ("range", "gsd", "view", "light", "darkness", "glint")
    assert IMAGER.axes["light"] == ("day", "night", "day and night")
    low, high = (IMAGER.limits({axis: case for axis in IMAGER.axes if axis != "light"}) for case in ("low", "high"))
    assert (low.range_max_km, high.range_max_km) == (800.0, 1500.0)
    assert (low.gsd_max_m, high.gsd_max_m) == (0.6, 1.0)
    assert (low.fov_across_deg, low.fov_along_deg) == (10.0, 2.0)
    assert (high.fov_across_deg, high.fov_along_deg) == (30.0, 2.0)
    assert (low.glint_min_deg, high.glint_min_deg) == (20.0, 0.0)


def test_a_resolution_is_an_axis_too() -> None:
    """The coarsest resolution over the ground: low is the finest asked for, the bandwidth stays."""
    radar = replace(RADAR, ground_range_resolution_max_m=Spread(0.8, 1.0, 3.0), bandwidth_mhz=300.0)
    assert radar.axes["resolution"] == ("low", "nominal", "high")
    for case, wanted in (("low", 0.8), ("nominal", 1.0), ("high", 3.0)):
        limits = radar.limits({"resolution": case})
        assert (limits.ground_range_resolution_max_m, limits.bandwidth_mhz) == (wanted, 300.0)


def test_light_chooses_between_the_limits_on_the_sun() -> None:
    """By day the Sun is high enough, by night low enough; by day and night it has no limit."""
    day, night, both = (IMAGER.limits({"light": light}) for light in ("day", "night", "day and night"))
    assert (day.sun_elevation_min_deg, day.sun_elevation_max_deg) == (10.0, None)
    assert (night.sun_elevation_min_deg, night.sun_elevation_max_deg) == (None, -12.0)
    assert (both.sun_elevation_min_deg, both.sun_elevation_max_deg) == (None, None)
    assert IMAGER.limits({"light": "night", "darkness": "low"}).sun_elevation_max_deg == -18.0


def test_a_limit_on_darkness_alone_means_night() -> None:
    """Without a word on light, an infrared camera with a highest Sun works by night; with neither, always."""
    infrared = Sensor("ir", "infrared", sun_elevation_max_deg=Spread.of(-6.0))
    assert infrared.light == ("night",)
    assert infrared.limits().sun_elevation_max_deg == -6.0
    with pytest.raises(UsageError, match="'day' needs sun_elevation_min_deg"):
        infrared.limits({"light": "day"})


def test_by_light_low_is_day_and_the_others_are_always() -> None:
    """Standing cases of a sensor tried by day, by night and always: day only, then always."""
    assert [IMAGER.case(case)["light"] for case in ("low", "nominal", "high")] == ["day"] + 2 * ["day and night"]


def test_plain_numbers_and_words_go_along_with_every_choice() -> None:
    """Bands that may wrap, where a view points, what sharpness is measured with: one value in all limits."""
    for choice in IMAGER.choices():
        limits = IMAGER.limits(choice)
        assert (limits.gsd_nadir_m, limits.reference_height_km, limits.roll_deg) == (0.5, 500.0, 5.0)
        assert (limits.azimuth_from_deg, limits.azimuth_to_deg) == (300.0, 60.0)
        assert (limits.local_time_from_h, limits.local_time_to_h) == (22.0, 14.0)
        assert (limits.heading, limits.satellite_light) == ("ascending", "lit")


def test_rules_go_along_with_every_choice() -> None:
    """Beams that are switched between, and a band left out, stand in the limits as they were given."""
    beams = (Limits(off_nadir_max_deg=20.0), Limits(off_nadir_min_deg=30.0, off_nadir_max_deg=40.0))
    out = (Limits(incidence_min_deg=33.0, incidence_max_deg=34.0),)
    radar = replace(RADAR, any_of=beams, none_of=out, all_of=(Limits(range_max_km=900.0),))
    for choice in radar.choices():
        limits = radar.limits(choice)
        assert (limits.any_of, limits.none_of, limits.all_of) == (beams, out, (Limits(range_max_km=900.0),))


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"range_max_km": Spread(900.0, 800.0, 1000.0)}, "range_max_km", "so low <= nominal <= high"),
        ({"range_min_km": Spread(1.0, 2.0, 3.0)}, "range_min_km", "so low >= nominal >= high"),
        ({"gsd_max_m": Spread(1.0, 0.8, 0.6)}, "gsd_max_m", "so low <= nominal <= high"),
        ({"fov_across_deg": Spread(30.0, 20.0, 10.0)}, "fov_across_deg", "so low <= nominal <= high"),
        ({"sun_elevation_max_deg": Spread(-6.0, -12.0, -18.0)}, "sun_elevation_max_deg", "so low <= nominal <= high"),
        ({"glint_min_deg": Spread(0.0, 10.0, 20.0)}, "glint_min_deg", "so low >= nominal >= high"),
        ({"gsd_nadir_m": None}, "gsd_max_m", "gsd_max_m needs gsd_nadir_m beside it"),
        ({"reference_height_km": None}, "gsd_max_m", "gsd_max_m needs reference_height_km beside it"),
        ({"range_min_km": Spread.of(900.0)}, "range_max_km", "(the low values)"),
        ({"fov_along_deg": None}, "fov_along_deg", "fov_across_deg needs fov_along_deg beside it"),
        ({"light": ("day and night",)}, "light", "both limits on the Sun are given"),
        ({"light": ("day",)}, "light", "try both, or put a band of twilight into all_of"),
        ({"light": ("day", "night"), "sun_elevation_max_deg": None}, "light", "needs sun_elevation_max_deg"),
        ({"azimuth_to_deg": None}, "azimuth_from_deg", "needs azimuth_to_deg"),
    ],
)
def test_contradictions_of_the_further_limits_are_refused(changes: dict, key: str, words: str) -> None:
    """Order of access, companions, both limits on the Sun: each problem names the key to mend."""
    with pytest.raises(SensorError) as raised:
        replace(IMAGER, **changes)
    assert [problem[0] for problem in raised.value.problems] == [key]
    assert words in raised.value.problems[0][1]


def test_a_resolution_needs_a_bandwidth_that_reaches_it() -> None:
    """Without a bandwidth, or with one too narrow, the resolution is the value to mend."""
    for changes, words in (({}, "needs bandwidth_mhz"), ({"bandwidth_mhz": 75.0}, "the finest is 2 m")):
        with pytest.raises(SensorError) as raised:
            Sensor("radar", "radar", ground_range_resolution_max_m=Spread.of(1.0), **changes)  # type: ignore[arg-type]
        assert raised.value.problems[0][0] == "ground_range_resolution_max_m"
        assert words in raised.value.problems[0][1]


def test_a_turn_without_a_view_names_no_limit_that_is_not_there() -> None:
    """Roll without a field of view is refused."""
    with pytest.raises(SensorError, match="roll_deg needs fov_across_deg and fov_along_deg beside it"):
        Sensor("camera", "optical", roll_deg=5.0)

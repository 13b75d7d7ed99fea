"""Limits on seeing: which numbers they take, which say nothing without another, and how each refusal reads."""

import math
from dataclasses import fields

import pytest
from limit_examples import EXAMPLES

from sim.constants import LIGHT_M_S
from sim.errors import UsageError
from sim.sensors.limit_kind import WordKind
from sim.sensors.limit_kinds import NUMBER_KINDS, NUMBER_OF, WORD_KINDS
from sim.sensors.limits import Limits

# What a limit needs beside it, so that it can be tried alone.
BESIDE = {
    "azimuth_from_deg": {"azimuth_to_deg": 111.0},
    "azimuth_to_deg": {"azimuth_from_deg": 111.0},
    "local_time_from_h": {"local_time_to_h": 11.5},
    "local_time_to_h": {"local_time_from_h": 11.5},
    "fov_across_deg": {"fov_along_deg": 5.0},
    "fov_along_deg": {"fov_across_deg": 5.0},
    "roll_deg": {"fov_across_deg": 5.0, "fov_along_deg": 5.0},
    "pitch_deg": {"fov_across_deg": 5.0, "fov_along_deg": 5.0},
    "gsd_max_m": {"gsd_nadir_m": 0.5, "reference_height_km": 500.0},
    "gsd_nadir_m": {"gsd_max_m": 1.0, "reference_height_km": 500.0},
    "reference_height_km": {"gsd_max_m": 1.0, "gsd_nadir_m": 0.5},
    "ground_range_resolution_max_m": {"bandwidth_mhz": 300.0},
    "bandwidth_mhz": {"ground_range_resolution_max_m": 1.0},
}


def refused(**values: object) -> str:
    """What is said of limits that make no sense."""
    with pytest.raises(UsageError) as raised:
        Limits(**values)  # type: ignore[arg-type]
    assert raised.value.exit_code == 2
    return str(raised.value)


@pytest.mark.parametrize("name", NUMBER_OF)
def test_every_number_keeps_its_range(name: str) -> None:
    """Both ends of a range are taken, unless the lower is a 0 that means nothing; beyond them and NaN are refused."""
    low, high = NUMBER_OF[name].values.lowest, NUMBER_OF[name].values.highest
    beside = BESIDE.get(name, {})
    above_zero = NUMBER_OF[name].above_zero
    Limits(**beside | {name: low + 0.001 if above_zero else low})  # type: ignore[arg-type]
    Limits(**beside | {name: 1e6 if math.isinf(high) else high})  # type: ignore[arg-type]
    for wrong in (low - 0.5, math.nan, math.inf, high + 0.5):
        assert f"{name} = {wrong:g} must " in refused(**beside | {name: wrong})
    if above_zero:
        assert refused(**beside | {name: 0.0}) == f"{name} = 0 must be above 0"


def test_every_number_has_a_range() -> None:
    """No limit that is a number goes unchecked, and no range is of a limit that is none."""
    words_and_rules = {*(one.key for one in WORD_KINDS), "all_of", "any_of", "none_of"}
    assert {one.name for one in fields(Limits)} - words_and_rules == set(NUMBER_OF)


@pytest.mark.parametrize(("low", "high"), [(one.key, one.below) for one in NUMBER_KINDS if one.below])
def test_a_band_has_a_width(low: str, high: str) -> None:
    """The lower end must be below the upper: equal ends would be met at instants alone."""
    Limits(**{low: 10.0, high: 11.0})  # type: ignore[arg-type]
    for first, second in ((20.0, 10.0), (20.0, 20.0)):
        assert refused(**{low: first, high: second}) == f"{low} = {first:g} must be below {high} = {second:g}"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"azimuth_from_deg": 10.0}, "azimuth_from_deg needs azimuth_to_deg beside it"),
        ({"azimuth_to_deg": 10.0}, "azimuth_to_deg needs azimuth_from_deg beside it"),
        ({"local_time_from_h": 10.0}, "local_time_from_h needs local_time_to_h beside it"),
        ({"local_time_to_h": 10.0}, "local_time_to_h needs local_time_from_h beside it"),
        ({"fov_across_deg": 10.0}, "fov_across_deg needs fov_along_deg beside it"),
        ({"fov_along_deg": 10.0}, "fov_along_deg needs fov_across_deg beside it"),
        ({"gsd_max_m": 1.0}, "gsd_max_m needs gsd_nadir_m and reference_height_km beside it"),
        ({"gsd_max_m": 1.0, "gsd_nadir_m": 0.5}, "gsd_max_m needs reference_height_km beside it"),
        ({"ground_range_resolution_max_m": 1.0}, "ground_range_resolution_max_m needs bandwidth_mhz beside it"),
    ],
)
def test_limits_that_say_nothing_alone(values: dict[str, float], sentence: str) -> None:
    """Half a band, sharpness without what it is measured with: the sentence names what is missing."""
    assert refused(**values) == sentence


def test_what_limits_are_measured_with_may_stand_idle() -> None:
    """A bandwidth, or a sample at nadir, limits nothing by itself and is no mistake: a catalogue knows them."""
    measured = {
        kind.key: companions
        for kind in NUMBER_KINDS
        if (companions := [key for key in kind.needs if NUMBER_OF[key].measure])
    }
    assert set(measured) == {"gsd_max_m", "ground_range_resolution_max_m"}
    for limit, companions in measured.items():
        idle = Limits(**dict.fromkeys(companions, 100.0))  # type: ignore[arg-type]
        assert getattr(idle, limit) is None


def test_bands_that_wrap_may_run_past_north_and_midnight_but_not_be_empty() -> None:
    """From 350 to 10 degrees and from 22 to 2 h are bands; from 10 to 10, or 0 to 360, is none, or no limit at all."""
    Limits(azimuth_from_deg=350.0, azimuth_to_deg=10.0, local_time_from_h=22.0, local_time_to_h=2.0)
    assert refused(azimuth_from_deg=10.0, azimuth_to_deg=10.0) == (
        "azimuth_from_deg = 10 and azimuth_to_deg = 10: a band without width, or all round"
    )
    assert refused(local_time_from_h=9.5, local_time_to_h=9.5) == (
        "local_time_from_h = 9.5 and local_time_to_h = 9.5: a band without width, or all round"
    )
    assert refused(azimuth_from_deg=0.0, azimuth_to_deg=360.0).endswith("or all round")
    assert refused(local_time_from_h=0.0, local_time_to_h=24.0).endswith("or all round")


@pytest.mark.parametrize("turn", ["roll_deg", "pitch_deg"])
def test_a_turn_needs_a_field_of_view(turn: str) -> None:
    """Roll and pitch turn the field of view's axis; without one there is nothing to turn."""
    assert refused(**{turn: 5.0}) == f"{turn} needs fov_across_deg and fov_along_deg beside it"
    Limits(**{turn: 0.0})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", WORD_KINDS, ids=lambda kind: kind.key)
def test_words_are_of_a_short_list(kind: WordKind) -> None:
    """Each of the words is taken; another is refused with the list."""
    name = kind.key
    *others, last = kind.accepted
    for word in kind.accepted:
        beside = {key: EXAMPLES[key][key] for key in kind.needs}
        assert getattr(Limits(**beside, **{name: word}), name) == word  # type: ignore[arg-type]
        if kind.needs and word != others[0]:
            assert refused(**{name: word}) == f"{name} = {word!r} needs {' and '.join(kind.needs)} beside it"
    assert refused(**{name: "up"}) == f"{name} = 'up' must be {', '.join(others)} or {last}"


@pytest.mark.parametrize("rule", ["all_of", "any_of", "none_of"])
def test_a_least_duration_stands_outside_of_rules(rule: str) -> None:
    """Windows are measured when all has cut; inside a rule a duration would ask before that."""
    assert refused(**{rule: (Limits(duration_min_s=5.0),)}) == f"duration_min_s = 5 inside {rule}: give it outside"
    Limits(duration_min_s=5.0, **{rule: (Limits(elevation_min_deg=5.0),)})  # type: ignore[arg-type]


def test_a_resolution_asks_for_incidence() -> None:
    """c / (2 B sin incidence) <= r: the least incidence is asin(c / 2Br), if that is more than the limit given."""
    sharp = Limits(ground_range_resolution_max_m=1.0, bandwidth_mhz=300.0)
    assert LIGHT_M_S / (2.0 * 300e6 * math.sin(math.radians(sharp.incidence_at_least_deg))) == pytest.approx(1.0)
    assert sharp.incidence_at_least_deg == pytest.approx(29.98, abs=0.01)  # asin(0.49965), by hand
    both = Limits(ground_range_resolution_max_m=1.0, bandwidth_mhz=300.0, incidence_min_deg=35.0)
    assert both.incidence_at_least_deg == 35.0
    assert Limits().incidence_at_least_deg == 0.0


def test_a_resolution_beyond_the_bandwidth_is_refused() -> None:
    """300 MHz reach c / 2B = 0.5 m at grazing incidence and nothing finer; the sentence says so."""
    beyond = Limits(ground_range_resolution_max_m=0.4, bandwidth_mhz=300.0)
    with pytest.raises(UsageError) as raised:
        _ = beyond.incidence_at_least_deg
    assert str(raised.value) == (
        "ground_range_resolution_max_m = 0.4 is never reached with bandwidth_mhz = 300: "
        "the finest is 0.5 m, at grazing incidence"
    )


def test_maps_know_some_limits_and_what_others_are_measured_with() -> None:
    """Angles, side and daylight can be mapped, rules cannot; a sample at nadir alone limits nothing."""
    mapped = Limits(off_nadir_max_deg=30.0, look="left", gsd_nadir_m=0.31, reference_height_km=617.0)
    assert mapped.for_windows_only() == []
    beyond = Limits(gsd_max_m=1.0, gsd_nadir_m=0.31, reference_height_km=617.0, none_of=(Limits(),))
    assert beyond.for_windows_only() == ["gsd_max_m", "none_of"]

"""Sensors in scenario files: taken from the catalogue, limited in every way, with rules; each mistake by its line."""

from pathlib import Path

import pytest
from scenario.small_scenario import HEAD, HERE, SATELLITE

from sim.errors import ScenarioError
from sim.scenario.load import load_scenario
from sim.scenario.sensor_table import sensor_of
from sim.sensors.catalogue import catalogue_entry, sensor_from_catalogue
from sim.sensors.limits import Limits
from sim.sensors.sensor import Sensor, Spread

BEFORE = HEAD + "[sensor.eye]\n"  # the sensor's keys begin on line 7
AFTER = SATELLITE.replace("radar", "eye") + HERE


def sensor(folder: Path, *lines: str) -> Sensor:
    """The sensor that lines of a scenario describe."""
    path = folder / "s.toml"
    path.write_text(BEFORE + "".join(f"{line}\n" for line in lines) + AFTER, encoding="utf-8")
    scenario = load_scenario(path)
    return sensor_of("eye", scenario.sensor["eye"])


def mistakes(folder: Path, *lines: str) -> list[str]:
    """What is said of lines that are wrong."""
    with pytest.raises(ScenarioError) as raised:
        sensor(folder, *lines)
    assert raised.value.exit_code == 2
    return raised.value.problems


def test_like_takes_what_is_published(tmp_path: Path) -> None:
    """One line gives kind, limits and sides of the catalogue's sensor, low to high, with its sources."""
    for name in ("worldview-3", "terrasar-x-stripmap", "iceye-strip"):
        taken, published = sensor(tmp_path, f'like = "{name}"'), sensor_from_catalogue(name)
        assert (taken.kind, taken.look, taken.axes) == (published.kind, published.look, published.axes)
        assert [taken.limits(choice) for choice in taken.choices()] == [
            published.limits(choice) for choice in published.choices()
        ]
        for key, spread in catalogue_entry(name).limits.items():
            assert getattr(taken, key) == spread


def test_what_is_given_beside_like_takes_its_place(tmp_path: Path) -> None:
    """A limit, the kind and the side of the file win over those of the catalogue; the rest stays."""
    taken = sensor(
        tmp_path, 'like = "terrasar-x-stripmap"', 'kind = "other"', 'look = "left"', "incidence_max_deg = 40"
    )
    published = catalogue_entry("terrasar-x-stripmap")
    assert (taken.kind, taken.look) == ("other", ("left",))
    assert taken.incidence_max_deg == Spread.of(40.0)
    assert taken.incidence_min_deg == published.limits["incidence_min_deg"]


def test_like_brings_what_sharpness_is_measured_with(tmp_path: Path) -> None:
    """With the sample at nadir of the catalogue, gsd_max_m is enough; so is a resolution with its bandwidth."""
    sharp = sensor(tmp_path, 'like = "worldview-3"', "gsd_max_m = 0.6").limits()
    published = catalogue_entry("worldview-3").properties
    assert (sharp.gsd_max_m, sharp.gsd_nadir_m) == (0.6, published["gsd_nadir_m"].nominal)
    assert sharp.reference_height_km == published["reference_height_km"].nominal
    fine = sensor(tmp_path, 'like = "iceye-spot"', "ground_range_resolution_max_m = 1").limits()
    assert fine.bandwidth_mhz == catalogue_entry("iceye-spot").properties["bandwidth_mhz"].nominal


def test_every_further_limit_reads(tmp_path: Path) -> None:
    """Numbers, spreads, bands that wrap and words arrive in the limits as they were written."""
    eye = sensor(
        tmp_path,
        'kind = "optical"',
        "range_min_km = 400",
        'range_max_km = { low = 800, nominal = 900, high = 1200, source = "assumed" }',
        "fov_across_deg = 20",
        "fov_along_deg = 2",
        "roll_deg = -10",
        "pitch_deg = 5",
        "azimuth_from_deg = 300",
        "azimuth_to_deg = 60",
        "local_time_from_h = 22",
        "local_time_to_h = 2.5",
        'heading = "descending"',
        'satellite_light = "eclipsed"',
        "sun_elevation_max_deg = -6",
        "glint_min_deg = 20",
    )
    assert eye.light == ("night",)
    assert eye.axes == {"range": ("low", "nominal", "high")}
    assert eye.limits({"range": "high"}) == Limits(
        range_min_km=400.0,
        range_max_km=1200.0,
        fov_across_deg=20.0,
        fov_along_deg=2.0,
        roll_deg=-10.0,
        pitch_deg=5.0,
        azimuth_from_deg=300.0,
        azimuth_to_deg=60.0,
        local_time_from_h=22.0,
        local_time_to_h=2.5,
        heading="descending",
        satellite_light="eclipsed",
        sun_elevation_max_deg=-6.0,
        glint_min_deg=20.0,
    )


def test_rules_read_and_may_hold_rules(tmp_path: Path) -> None:
    """Two beams, a band that is left out, and a rule in a rule."""
    eye = sensor(
        tmp_path,
        'kind = "radar"',
        "none_of = [{ incidence_min_deg = 33, incidence_max_deg = 34 }]",
        "[[sensor.eye.any_of]]",
        "incidence_min_deg = 20",
        "incidence_max_deg = 30",
        'look = "right"',
        "[[sensor.eye.any_of]]",
        "incidence_min_deg = 40",
        "incidence_max_deg = 45",
        "none_of = [{ squint_max_deg = 1 }]",
    )
    assert eye.limits() == Limits(
        ground_squint_max_deg=39.0,  # assumed of a radar that leaves it open
        none_of=(Limits(incidence_min_deg=33.0, incidence_max_deg=34.0),),
        any_of=(
            Limits(incidence_min_deg=20.0, incidence_max_deg=30.0, look="right"),
            Limits(incidence_min_deg=40.0, incidence_max_deg=45.0, none_of=(Limits(squint_max_deg=1.0),)),
        ),
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ['like = "worldvew-3"'],
            "s.toml:7: sensor.eye.like: no sensor is called 'worldvew-3' in the catalogue; did you mean worldview-3",
        ),
        (["like = 3"], "s.toml:7: sensor.eye.like: must be text in quotes, not 3"),
        (["look = 'left'"], "s.toml:6: sensor.eye.kind: is missing; or say which sensor of the catalogue it is like"),
        (
            ['like = "worldview-3"', "off_nadir_max_deg = 95"],
            "s.toml:8: sensor.eye.off_nadir_max_deg: 95 must be at most 90 degrees",
        ),
        (
            ['kind = "optical"', "gsd_max_m = 1"],
            "s.toml:8: sensor.eye.gsd_max_m: gsd_max_m needs gsd_nadir_m and reference_height_km beside it",
        ),
        (
            ['kind = "radar"', "ground_range_resolution_max_m = 0.1", "bandwidth_mhz = 300"],
            "s.toml:8: sensor.eye.ground_range_resolution_max_m: ground_range_resolution_max_m = 0.1 is never reached",
        ),
        (
            [
                'kind = "radar"',
                "ground_range_resolution_max_m = { low = 0.1, nominal = 1, high = 2 }",
                "bandwidth_mhz = 300",
            ],
            "s.toml:8: sensor.eye.ground_range_resolution_max_m: ground_range_resolution_max_m = 0.1 is never reached",
        ),
        (
            ['kind = "radar"', "any_of = [{ ground_range_resolution_max_m = 0.1, bandwidth_mhz = 300 }]"],
            "s.toml:8: sensor.eye.any_of: ground_range_resolution_max_m = 0.1 is never reached",
        ),
        (
            ['kind = "optical"', "azimuth_from_deg = 10"],
            "s.toml:8: sensor.eye.azimuth_from_deg: azimuth_from_deg needs azimuth_to_deg beside it",
        ),
        (
            ['kind = "optical"', "azimuth_from_deg = 10", "azimuth_to_deg = 400"],
            "s.toml:9: sensor.eye.azimuth_to_deg: 400 must be at most 360 degrees",
        ),
        (
            ['kind = "optical"', "local_time_from_h = 9", "local_time_to_h = 9"],
            "s.toml:8: sensor.eye.local_time_from_h: local_time_from_h = 9 and local_time_to_h = 9: a band without",
        ),
        (
            ['kind = "optical"', 'heading = "up"'],
            "s.toml:8: sensor.eye.heading: must be 'either', 'ascending' or 'descending', not \"up\"",
        ),
        (
            ['kind = "optical"', 'light = "night"'],
            "s.toml:8: sensor.eye.light: 'night' needs sun_elevation_max_deg to say what night is",
        ),
        (
            ['kind = "optical"', "glint_min_deg = { low = 5, nominal = 10 }"],
            "s.toml:8: sensor.eye.glint_min_deg: low must give the least access, so low >= nominal >= high",
        ),
        (
            ['kind = "optical"', 'off_nadir_max_deg = "45"'],
            's.toml:8: sensor.eye.off_nadir_max_deg: must be a number, or a table with low, nominal and high, not "45"',
        ),
        (
            ['kind = "optical"', "roll_deg = 5"],
            "s.toml:8: sensor.eye.roll_deg: roll_deg needs fov_across_deg and fov_along_deg beside it",
        ),
        (
            ['kind = "radar"', "[[sensor.eye.any_of]]", "incidnce_min_deg = 20"],
            "s.toml:9: sensor.eye.any_of[#1].incidnce_min_deg: unknown key; did you mean incidence_min_deg?",
        ),
        (
            ['kind = "radar"', "any_of = [{ incidence_min_deg = 40, incidence_max_deg = 35 }]"],
            "s.toml:8: sensor.eye.any_of: incidence_min_deg = 40 must be below incidence_max_deg = 35",
        ),
        (
            ['kind = "radar"', "none_of = [{ duration_min_s = 5 }]"],
            "s.toml:8: sensor.eye.none_of[#1].duration_min_s: unknown key",
        ),
    ],
)
def test_each_mistake_is_found_by_its_line(tmp_path: Path, lines: list[str], said: str) -> None:
    """One sentence: file, line, key, value and what would be right."""
    (problem,) = mistakes(tmp_path, *lines)
    assert problem.startswith(said)

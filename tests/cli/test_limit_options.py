"""The options that limit what is seen: what each stands for, how they join a sensor's, and what is said beside."""

from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from sim.cli.limit_options import GivenLimits, option, with_limits
from sim.cli.limits_given import limits_document, limits_of, remarks
from sim.cli.panels import Grouped
from sim.errors import UsageError
from sim.sensors.catalogue import catalogue_entry, sensor_from_catalogue
from sim.sensors.limit_kinds import OPTIONS
from sim.sensors.limits import Limits


def said(**given: Any) -> list[str]:
    """The sentences with which options are refused."""
    with pytest.raises(UsageError) as raised:
        limits_of(GivenLimits(**given))
    return str(raised.value).splitlines()


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ({}, {}),
        ({"min_elevation": 10.0}, {"elevation_min_deg": 10.0}),
        ({"incidence": "20,45"}, {"incidence_min_deg": 20.0, "incidence_max_deg": 45.0}),
        ({"off_nadir": "30"}, {"off_nadir_max_deg": 30.0}),
        ({"off_nadir": "10, 30"}, {"off_nadir_min_deg": 10.0, "off_nadir_max_deg": 30.0}),
        ({"squint": 15.0, "look": "left"}, {"squint_max_deg": 15.0, "look": "left"}),
        ({"range_": "900"}, {"range_max_km": 900.0}),
        ({"range_": "500,900"}, {"range_min_km": 500.0, "range_max_km": 900.0}),
        ({"azimuth": "315,45"}, {"azimuth_from_deg": 315.0, "azimuth_to_deg": 45.0}),
        ({"azimuth": "-45,45"}, {"azimuth_from_deg": 315.0, "azimuth_to_deg": 45.0}),
        ({"heading": "ascending"}, {"heading": "ascending"}),
        (
            {"fov": "20,2", "roll": -10.0, "pitch": 5.0},
            {"fov_across_deg": 20.0, "fov_along_deg": 2.0, "roll_deg": -10.0, "pitch_deg": 5.0},
        ),
        (
            {"gsd": 1.0, "nadir_gsd": "0.5@617"},
            {"gsd_max_m": 1.0, "gsd_nadir_m": 0.5, "reference_height_km": 617.0},
        ),
        ({"resolution": 1.0, "bandwidth": 300.0}, {"ground_range_resolution_max_m": 1.0, "bandwidth_mhz": 300.0}),
        (
            {"sun_elevation": -18.0, "sun_elevation_max": -6.0},
            {"sun_elevation_min_deg": -18.0, "sun_elevation_max_deg": -6.0},
        ),
        ({"local_time": "9,15.5"}, {"local_time_from_h": 9.0, "local_time_to_h": 15.5}),
        ({"local_time": "22:00,02:30"}, {"local_time_from_h": 22.0, "local_time_to_h": 2.5}),
        ({"satellite_light": "lit", "glint": 20.0}, {"satellite_light": "lit", "glint_min_deg": 20.0}),
        ({"min_duration": 30.0}, {"duration_min_s": 30.0}),
    ],
)
def test_each_option_is_a_limit(given: dict[str, Any], limits: dict[str, Any]) -> None:
    """What is typed comes out as the limits of that name, in that unit, and nothing else with it."""
    assert limits_of(GivenLimits(**given)) == Limits(**limits)


def test_every_limit_has_an_option() -> None:
    """No number or word among the limits is out of reach of the command line."""
    reached = {key for one in OPTIONS for key in one.keys}
    assert reached | {"all_of", "any_of", "none_of"} == set(Limits.__dataclass_fields__)
    assert {"sensor", *(one.name for one in OPTIONS)} == set(GivenLimits.__dataclass_fields__)
    assert option("range_") == "--range"
    assert GivenLimits(range_="900", nadir_gsd="1@500").typed == {"--range": "900", "--nadir-gsd": "1@500"}


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ({"range_": "a"}, ["--range 'a' must read [LO,]HI in km, such as 500,1500"]),
        ({"range_": "5,2"}, ["--range 5,2: range_min_km = 5 must be below range_max_km = 2"]),
        ({"range_": "0"}, ["--range 0: range_max_km = 0 must be above 0"]),
        ({"azimuth": "10"}, ["--azimuth '10' must read FROM,TO in degrees, such as 315,45"]),
        ({"azimuth": "10,400"}, ["--azimuth 10,400: azimuth_to_deg = 400 must lie between 0 and 360"]),
        ({"azimuth": "7,7"}, ["--azimuth 7,7: azimuth_from_deg = 7 and azimuth_to_deg = 7: a band without width"]),
        ({"azimuth": "0,360"}, ["--azimuth 0,360: this goes all the way round, which limits nothing; leave it out"]),
        ({"local_time": "0,24"}, ["--local-time 0,24: this goes all the way round, which limits nothing; leave it"]),
        (
            {"local_time": "9:75,12"},
            ["--local-time '9:75,12' must read FROM,TO in hours, such as 9,15.5 or 09:00,15:3"],
        ),
        ({"local_time": "8,25"}, ["--local-time 8,25: local_time_to_h = 25 must lie between 0 and 24"]),
        ({"fov": "20"}, ["--fov '20' must read ACROSS,ALONG in degrees, such as 20,2"]),
        ({"fov": "0,2"}, ["--fov 0,2: fov_across_deg = 0 must be above 0"]),
        ({"roll": 20.0}, ["--roll 20 needs --fov ACROSS,ALONG beside it"]),
        ({"roll": 95.0}, ["--roll 95: roll_deg = 95 must lie between -90 and 90"]),
        ({"pitch": 5.0, "gsd": 1.0}, ["--gsd 1 needs --nadir-gsd M@HEIGHT_KM beside it", "--pitch 5 needs --fov"]),
        ({"gsd": 0.0}, ["--gsd 0: gsd_max_m = 0 must be above 0"]),
        ({"nadir_gsd": "0.5"}, ["--nadir-gsd '0.5' must read M@HEIGHT_KM in metres and km, such as 0.31@617"]),
        ({"nadir_gsd": "0.5@617"}, ["--nadir-gsd 0.5@617 limits nothing by itself; add --gsd MAX_M"]),
        ({"bandwidth": 300.0}, ["--bandwidth 300 limits nothing by itself; add --resolution MAX_M"]),
        ({"resolution": 1.0}, ["--resolution 1 needs --bandwidth MHZ beside it"]),
        (
            {"resolution": 0.4, "bandwidth": 300.0},
            ["--resolution 0.4, --bandwidth 300: ground_range_resolution_max_m = 0.4 is never reached"],
        ),
        (
            {"sun_elevation": 10.0, "sun_elevation_max": 5.0},
            ["--sun-elevation 10, --sun-elevation-max 5: sun_elevation_min_deg = 10 must be below"],
        ),
        ({"sun_elevation_max": 100.0}, ["--sun-elevation-max 100: sun_elevation_max_deg = 100 must lie between"]),
        ({"glint": 200.0}, ["--glint 200: glint_min_deg = 200 must lie between 0 and 180"]),
        ({"min_duration": -1.0}, ["--min-duration -1: duration_min_s = -1 must"]),
        ({"sensor": "worldvew-3"}, ["--sensor worldvew-3: no sensor is called 'worldvew-3' in the catalogue; did you"]),
        (
            {"sensor": "worldview-3:best"},
            ["--sensor 'worldview-3:best': after the colon stands the case, low, nominal or high, not 'best'"],
        ),
        ({"sensor": "skysat"}, ["--sensor skysat: how far skysat looks to the side stands in no document"]),
        ({"sensor": "x", "squint": -1.0}, ["--squint -1: squint_max_deg", "--sensor x: no sensor is called 'x'"]),
    ],
)
def test_each_wrong_option_is_named(given: dict[str, Any], sentences: list[str]) -> None:
    """One sentence a mistake: the option as typed, and what would be right; companions go by their options."""
    got = said(**given)
    assert len(got) == len(sentences)
    for sentence, words in zip(got, sentences, strict=True):
        assert sentence.startswith(words)


def test_a_sensor_gives_its_published_limits() -> None:
    """The nominal ones, or those of the case after the colon, without what limits nothing by itself."""
    for name in ("worldview-3", "terrasar-x-stripmap", "umbra-spotlight"):
        published = sensor_from_catalogue(name)
        for case in ("low", "nominal", "high"):
            limits = published.limits(published.case(case))  # type: ignore[arg-type]
            got = limits_of(GivenLimits(sensor=f"{name}:{case}"))
            for key, value in limits_document(got).items():
                assert value == getattr(limits, key)
            assert got.gsd_nadir_m is got.bandwidth_mhz is None
        assert limits_of(GivenLimits(sensor=name)) == limits_of(GivenLimits(sensor=f"{name}:nominal"))


def test_an_option_takes_the_place_of_the_sensor_s_limit_and_leaves_the_others() -> None:
    """A band replaces both ends; sides can be turned; another kind of limit comes on top."""
    radar = limits_of(GivenLimits(sensor="terrasar-x-stripmap"))
    assert radar.look == "right"
    changed = limits_of(GivenLimits(sensor="terrasar-x-stripmap", look="left", incidence="30,40", squint=10.0))
    assert (changed.look, changed.incidence_min_deg, changed.incidence_max_deg) == ("left", 30.0, 40.0)
    assert changed.squint_max_deg == 10.0
    both = limits_of(GivenLimits(sensor="capella-custom", off_nadir="30"))
    assert (both.off_nadir_min_deg, both.off_nadir_max_deg) == (None, 30.0)


def test_a_sensor_gives_what_sharpness_is_measured_with() -> None:
    """With a camera of the catalogue --gsd is enough, with a radar --resolution; a sensor without a width takes one."""
    sharp = limits_of(GivenLimits(sensor="worldview-3", gsd=0.5))
    known = catalogue_entry("worldview-3").properties
    assert (sharp.gsd_nadir_m, sharp.reference_height_km) == (
        known["gsd_nadir_m"].nominal,
        known["reference_height_km"].nominal,
    )
    assert limits_of(GivenLimits(sensor="iceye-spot", resolution=1.0)).bandwidth_mhz == 300.0
    assert limits_of(GivenLimits(sensor="skysat", off_nadir="25")) == Limits(off_nadir_max_deg=25.0)


def test_what_is_said_beside_the_limits() -> None:
    """No limit; a sensor's and what no document states; limits that exclude each other."""

    def notes(**given: Any) -> str:
        return "\n".join(remarks(GivenLimits(**given), limits_of(GivenLimits(**given))))

    assert notes() == "no limit given: every moment with the satellite above the horizon counts (elevation above 0)"
    assert notes(off_nadir="30") == ""
    camera = notes(sensor="worldview-3:high")
    assert camera.startswith("with --sensor worldview-3 (high): off_nadir_max_deg = 45; its sources: reconsim sensors")
    assert "night passes count" in camera
    assert "night passes" not in notes(sensor="worldview-3", sun_elevation=10.0)
    assert "states ground_squint_max_deg of terrasar-x-stripmap; 39 is assumed" in notes(sensor="terrasar-x-stripmap")
    assert "is assumed" not in notes(sensor="terrasar-x-stripmap", ground_squint=10.0)
    assert "field of regard" in notes(sensor="terrasar-x-stripmap", ground_squint=90.0)
    assert notes(incidence="40,50", min_elevation=60.0) == (
        "warning: nothing meets these limits: they ask for an incidence of at least 40 and at most 30 degrees"
    )
    assert "at least 69.53 and at most 40" in notes(resolution=1.0, bandwidth=160.0, incidence="20,40")


def test_the_document_has_nine_limits_always_and_others_when_given() -> None:
    """JSON's readers find the keys that were always there; further ones only where they limit something."""
    always = [
        "elevation_min_deg", "incidence_min_deg", "incidence_max_deg", "off_nadir_min_deg", "off_nadir_max_deg",
        "squint_max_deg", "look", "sun_elevation_min_deg", "duration_min_s",
    ]  # fmt: skip
    assert list(limits_document(Limits())) == always
    more = limits_document(Limits(range_max_km=900.0, heading="ascending"))
    assert more == limits_document(Limits()) | {"range_max_km": 900.0, "heading": "ascending"}


def test_options_come_under_their_panels_where_the_command_wants_them() -> None:
    """A command with `with_limits` has every option; its help groups them in the order of its signature."""
    seen: list[GivenLimits] = []

    @with_limits
    def command(*, name: str = "x", given: GivenLimits, loud: bool = False) -> None:
        """Do it."""
        seen.append(given)

    app = typer.Typer(rich_markup_mode=None)
    app.command(cls=Grouped)(command)
    assert CliRunner().invoke(app, ["--squint", "5", "--look", "left", "--name", "y"]).exit_code == 0
    assert seen == [GivenLimits(squint=5.0, look="left")]
    page = CliRunner().invoke(app, ["--help"]).stdout
    titles = [line for line in page.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert titles == [
        "Options:",
        "Limits on the line of sight:",
        "Limits on the field of view and on resolution:",
        "Limits on light and time:",
    ]
    assert all(option(name) in page for name in GivenLimits.__dataclass_fields__)


@pytest.mark.parametrize("given", [{"incidence": "2_0,45"}, {"off_nadir": "３０"}, {"range_": "٥٠٠,900"}])
def test_other_digits_and_underscores_are_no_numbers(given: dict[str, str]) -> None:
    """What Python alone takes for a number is refused with how a number is written."""
    (sentence,) = said(**given)
    assert "must read" in sentence

"""The catalogue of real sensors: every figure has a source, nothing contradicts itself or physics."""

import math
import re
from pathlib import Path

import pytest

from sim.errors import DataError, UsageError
from sim.sensors import catalogue
from sim.sensors.catalogue import (
    FAMILIES,
    LIMITS,
    PROPERTIES,
    catalogue_entry,
    read_family,
    sensor_from_catalogue,
    sensor_names,
)
from sim.sensors.limits import Limits
from sim.sensors.resolution import ground_range_resolution_m
from sim.sensors.sensor import CASES, Spread

DATA = Path(catalogue.__file__).parents[1] / "data" / "sensors"
NAMES = sensor_names()
UNBOUNDED = ("cosmo-skymed-himage", "cosmo-skymed-spotlight", "rcm-3m", "skysat", "superview-1")

DOCUMENTS = '[documents]\nmanual = "A Manual, 2014"\n'
GOOD = DOCUMENTS + (
    '[eye]\ntitle = "Eye"\nkind = "optical"\noff_nadir_max_deg = { nominal = 30, source = "manual: page 3" }\n'
)


def test_every_file_of_the_folder_is_read() -> None:
    """The families are the files; a file nobody reads would be a catalogue nobody sees."""
    assert sorted(FAMILIES) == sorted(path.stem for path in DATA.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_where_it_comes_from(name: str) -> None:
    """Each figure cites a document of its entry, and says more than the document's name."""
    entry = catalogue_entry(name)
    assert entry.title
    assert entry.sources
    assert entry.figures
    cited = [spread.source for spread in entry.figures.values()]
    if entry.kind == "radar":
        cited.append(entry.look_source)
    for source in cited:
        parts = source.split(" | ")
        assert all(any(part.startswith(f"{document}: ") for document in entry.sources) for part in parts)
        assert all(len(part.rpartition(": ")[2]) > 3 for part in parts)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNBOUNDED])
def test_every_bounded_entry_is_a_sensor(name: str) -> None:
    """It has limits in all three cases, and high never sees less than nominal, nominal never less than low."""
    sensor = sensor_from_catalogue(name)
    entry = catalogue_entry(name)
    assert (sensor.name, sensor.kind, sensor.look) == (name, entry.kind, entry.look)
    assert {key: getattr(sensor, key) for key in entry.limits} == dict(entry.limits)
    cases: list[Limits] = [sensor.limits(sensor.case(case)) for case in CASES]
    for key in entry.limits:
        values = [getattr(limits, key) for limits in cases]
        assert values == sorted(values, reverse="_min_" in key)


@pytest.mark.parametrize("name", UNBOUNDED)
def test_a_sensor_without_published_limits_is_shown_but_not_computed_with(name: str) -> None:
    """Its properties stand; asked for as a sensor it names what is missing."""
    assert catalogue_entry(name).properties
    wanted = "incidence_min_deg" if catalogue_entry(name).kind == "radar" else "off_nadir_max_deg"
    with pytest.raises(UsageError, match=f"{name} looks to the side stands in no document.*{wanted}"):
        sensor_from_catalogue(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_physically_sane(name: str) -> None:
    """Low orbits, swaths and resolutions of real satellites; a radar looks aside, a camera samples at nadir."""
    entry = catalogue_entry(name)
    ranges = {
        "orbit_height_km": (300.0, 900.0),
        "reference_height_km": (300.0, 900.0),
        "swath_km": (1.0, 500.0),
        "gsd_nadir_m": (0.2, 20.0),
        "bandwidth_mhz": (5.0, 1500.0),
        "slant_range_resolution_m": (0.1, 30.0),
        "ground_range_resolution_m": (0.1, 50.0),
        "azimuth_resolution_m": (0.1, 50.0),
        "slew_deg_s": (0.1, 10.0),
        "settle_s": (0.0, 60.0),
    }
    assert set(ranges) == set(PROPERTIES)
    for key, spread in entry.properties.items():
        low, high = ranges[key]
        assert all(low <= getattr(spread, case) <= high for case in CASES), key
    radar = {"bandwidth_mhz", "slant_range_resolution_m", "ground_range_resolution_m", "azimuth_resolution_m"}
    assert set(entry.properties).isdisjoint({"gsd_nadir_m"} if entry.kind == "radar" else radar)
    if "reference_height_km" in entry.properties:
        assert entry.properties["reference_height_km"] == Spread.of(entry.properties["orbit_height_km"].nominal) or (
            entry.properties["reference_height_km"].nominal == entry.properties["orbit_height_km"].nominal
        )


@pytest.mark.parametrize("name", ["iceye-spot", "iceye-spot-fine"])
def test_published_bandwidth_and_ground_resolution_agree(name: str) -> None:
    """ICEYE's ground resolutions over 20-40 degrees are c / (2 B sin incidence), to the centimetre as printed."""
    properties = catalogue_entry(name).properties
    ends = ground_range_resolution_m(properties["bandwidth_mhz"].nominal, [20.0, 40.0])
    printed = properties["ground_range_resolution_m"]
    assert ends == pytest.approx([printed.low, printed.high], abs=0.005)


@pytest.mark.parametrize(("name", "height_km"), [("planetscope", 499.0), ("sentinel-2", 786.0)])
def test_half_the_swath_about_nadir_is_the_off_nadir_limit(name: str, height_km: float) -> None:
    """Our own arithmetic in the catalogue, done again on a round Earth of 6371 km: within half the last digit."""
    entry = catalogue_entry(name)
    half_rad = entry.properties["swath_km"].nominal / 2.0 / 6371.0
    off_nadir = math.atan2(6371.0 * math.sin(half_rad), 6371.0 + height_km - 6371.0 * math.cos(half_rad))
    found = entry.limits["off_nadir_max_deg"].nominal
    digits = len(f"{found:g}".partition(".")[2])
    assert found == pytest.approx(math.degrees(off_nadir), abs=0.5 * 10**-digits)


def test_the_korean_proxy_and_the_slews_are_as_their_documents_print_them() -> None:
    """KOMPSAT-5: 20 to 45, 55 access; ICEYE's ground squint 45; SPOT's 30 degrees in 14 s, Pleiades' 59.0 in 25 s."""
    kompsat = catalogue_entry("kompsat-5-standard").limits
    assert (kompsat["incidence_min_deg"].nominal, kompsat["incidence_max_deg"].nominal) == (20.0, 45.0)
    assert kompsat["incidence_max_deg"].high == 55.0
    assert sensor_from_catalogue("iceye-spot").limits().ground_squint_max_deg == 45.0
    assert catalogue_entry("spot-6-7").properties["slew_deg_s"].nominal == pytest.approx(30.0 / 14.0, abs=0.05)
    half_rad = 400.0 / 6371.0
    swing_rad = 2.0 * math.atan2(6371.0 * math.sin(half_rad), 694.0 + 6371.0 * (1.0 - math.cos(half_rad)))
    pleiades = catalogue_entry("pleiades-1").properties["slew_deg_s"].nominal
    assert pleiades == pytest.approx(math.degrees(swing_rad) / 25.0, abs=0.05)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("worldview", "did you mean worldview-1, worldview-2, worldview-3?"),
        ("pleades-neo", "did you mean pleiades-neo"),
        ("hubble", "`reconsim sensors` lists them"),
        ("", "`reconsim sensors` lists them"),
    ],
)
def test_unknown_names_get_near_ones(asked: str, words: str) -> None:
    """Parts of names and misspelt ones are understood well enough to suggest; the rest get the list."""
    with pytest.raises(UsageError, match=re.escape(words)):
        catalogue_entry(asked)
    with pytest.raises(UsageError, match="no sensor is called"):
        sensor_from_catalogue(asked)


@pytest.mark.parametrize(
    ("asked", "name"),
    [("WorldView_3", "worldview-3"), ("sentinel 1 iw", "sentinel-1-iw"), ("worldview3", "worldview-3")],
)
def test_another_spelling_of_a_name_is_the_name(asked: str, name: str) -> None:
    """Capital letters, blanks, hyphens and lines under make no difference, and no two names differ in these alone."""
    assert catalogue_entry(asked).name == name
    assert all(catalogue_entry(one.upper()).name == one for one in sensor_names())


def test_a_good_file_is_read() -> None:
    """The document is written out in the figure's source; low and high left out are nominal."""
    (entry,) = read_family("eyes.toml", GOOD)
    assert entry.limits["off_nadir_max_deg"] == Spread(30.0, 30.0, 30.0, "A Manual, 2014: page 3")
    assert (entry.sources, entry.look) == (("A Manual, 2014",), ("either",))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('source = "manual: page 3"', 'source = ""', "off_nadir_max_deg has no source"),
        (', source = "manual: page 3"', "", "off_nadir_max_deg has no source"),
        ("manual: page 3", "memory: page 3", "must begin with a document and a colon: manual"),
        ("manual: page 3", "manual", "must begin with a document and a colon"),
        ('title = "Eye"\n', "", "[eye] has no title"),
        ('"optical"', '"camera"', "kind = 'camera' must be one of radar, optical"),
        ('"optical"', '"radar"', "look has no source"),
        ("off_nadir_max_deg", "off_nadr_max_deg", "did you mean off_nadir_max_deg?"),
        ("{ nominal = 30,", "{ high = 30,", "must be a table of nominal, source"),
        ("{ nominal = 30,", "{ nominal = nan,", "nominal = nan must be a number"),
        ("{ nominal = 30,", "{ nominal = true,", "nominal = True must be a number"),
        ("{ nominal = 30,", "{ nominal = 30, low = 40,", "low must give the least access"),
        ("{ nominal = 30,", "{ nominal = 130,", "must lie between 0 and 90"),
        ("off_nadir_max_deg = { nominal = 30,", "gsd_nadir_m = { nominal = 1, high = 2,", "low >= nominal >= high"),
        ("off_nadir_max_deg = { nominal = 30,", "swath_km = { nominal = 9, low = 10,", "low <= nominal <= high"),
        ("off_nadir_max_deg = { nominal = 30,", "swath_km = { nominal = 0,", "swath_km must be above 0"),
        ("[eye]", 'spare = "Another"\n[eye]', "no figure draws on the document spare"),
        ("[eye]", "[eye", "eyes.toml: "),
    ],
)
def test_a_file_that_does_not_hold_is_refused(old: str, new: str, words: str) -> None:
    """Named by file, entry and figure; above all a figure without a source."""
    assert old in GOOD
    with pytest.raises(DataError) as raised:
        list(read_family("eyes.toml", GOOD.replace(old, new)))
    assert words in str(raised.value)
    assert str(raised.value).startswith("eyes.toml: ")


def test_limits_and_properties_do_not_share_names() -> None:
    """A figure is either what decides or what describes."""
    assert set(LIMITS).isdisjoint(PROPERTIES)

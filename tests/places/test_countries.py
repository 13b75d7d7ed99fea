"""Countries of the vendored map: names, codes, areas; coasts and borders for pictures."""

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from sim.errors import UsageError
from sim.places import borders
from sim.places.borders import border_lines
from sim.places.countries import countries, country
from sim.shipped import data_path

DATA = Path(borders.__file__).parents[1] / "data"
WHOLE = {"west_deg": -180.0, "east_deg": 180.0, "south_deg": -90.0, "north_deg": 90.0}


def test_the_vendored_borders_have_their_checksum() -> None:
    """The file is the one that the build script made, and it names what it made."""
    spec = importlib.util.spec_from_file_location("build_borders", DATA / "build_borders.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert hashlib.sha256(data_path(script.NAME).read_bytes()).hexdigest() == script.RESULT_SHA256
    assert script.NAME == borders.BORDERS
    assert data_path(script.NAME).stat().st_size < 1_000_000


def test_every_country_of_the_map_has_a_row() -> None:
    """Names on the map, and those of the table, are the same 241; codes and other names belong to one country each."""
    rows = countries()
    assert {row.map_name for row in rows} == set(borders.topology().countries)
    assert len(rows) == 241
    for words in ([row.iso2 for row in rows if row.iso2], [row.iso3 for row in rows if row.iso3]):
        assert len(set(words)) == len(words) == 236
    for row in rows:
        for word in (row.name, row.iso2, row.iso3, *row.also):
            assert not word or country(word).name == row.name


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("North Korea", "North Korea"),
        ("dprk", "North Korea"),
        ("Korea, Republic of", "South Korea"),
        ("ROK", "South Korea"),
        ("KR", "South Korea"),
        ("usa", "United States of America"),
        ("U.S.", "United States of America"),
        ("UK", "United Kingdom"),
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("Türkiye", "Turkey"),
        ("viet nam", "Vietnam"),
        ("Bosnia and Herz.", "Bosnia and Herzegovina"),
        ("Burma", "Myanmar"),
        ("TWN", "Taiwan"),
    ],
)
def test_countries_answer_to_their_common_names(asked: str, name: str) -> None:
    """Full and short names, ISO codes, accents or not, letters big or small."""
    assert country(asked).name == name


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Noth Korea", "no country is called 'Noth Korea'; did you mean North Korea"),
        ("Korea", "did you mean South Korea or North Korea?"),
        ("Untied States", "did you mean United States of America"),
        ("Atlantis Prime", "give a name, or an ISO code such as KR or KOR"),
        ("", "no country is called ''"),
    ],
)
def test_an_unknown_country_gets_names_that_look_alike(asked: str, words: str) -> None:
    """The sentence names what was asked for and what may have been meant."""
    with pytest.raises(UsageError) as raised:
        country(asked)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("name", "stated_km2", "share"),
    [  # The World Factbook (CIA), Geography, total area with inland waters
        ("North Korea", 120_538.0, 0.03),
        ("South Korea", 99_720.0, 0.03),
        ("France", 643_801.0, 0.03),  # with the five overseas regions, as on the map
        ("Mongolia", 1_564_116.0, 0.01),
        ("Kazakhstan", 2_724_900.0, 0.01),
        ("Brazil", 8_515_770.0, 0.01),
        ("Iceland", 103_000.0, 0.03),
    ],
)
def test_countries_have_about_the_area_that_is_stated(name: str, stated_km2: float, share: float) -> None:
    """Within 3 %, and 1 % for large ones: what borders at 1:50 million allow."""
    assert country(name).area_km2 == pytest.approx(stated_km2, rel=share)


def test_countries_over_the_antimeridian_and_the_pole_are_whole() -> None:
    """Russia and Fiji go on past 180; Antarctica holds the South Pole and is as wide as the Earth; nothing is cut."""
    assert country("Russia").bounds.east_deg > 190.0
    assert country("Fiji").bounds.west_deg > 174.0
    assert country("Fiji").bounds.east_deg < 182.0
    antarctica = country("Antarctica")
    assert antarctica.bounds[:1] + antarctica.bounds[2:] == (-90.0, -180.0, 180.0)
    assert antarctica.contains(-90.0, 0.0)
    assert antarctica.contains([-85.0, -85.0], [180.0, -180.0]).all()
    assert max(line[:, 1].min() for line in antarctica.boundary) > -85.6  # no edge along the pole
    assert antarctica.area_km2 == pytest.approx(12.3e6, rel=0.02)  # the map leaves ice shelves out


def test_all_land_adds_up() -> None:
    """All countries together have 146.7 million km2 of the Earth; 148.9 is usual, with ice shelves and lakes."""
    assert sum(country(row.name).area_km2 for row in countries()) == pytest.approx(148.9e6, rel=0.02)


def test_capitals_lie_in_their_countries() -> None:
    """Pyongyang, Seoul, Washington, Suva and the Pole station lie where they should, and nowhere else nearby."""
    assert country("North Korea").contains(39.03, 125.75)
    assert not country("South Korea").contains(39.03, 125.75)
    assert country("South Korea").contains(37.57, 126.98)
    assert country("USA").contains(38.9, -77.04)
    assert country("Fiji").contains(-18.0, [178.0, 178.0 - 360.0]).all()


def test_border_lines_are_counted_in_the_frame_of_the_map() -> None:
    """On past 180, or from -180, the lines follow the frame, without jumps; each piece comes once."""
    frame = {"west_deg": 120.0, "east_deg": 200.0, "south_deg": -20.0, "north_deg": 45.0}
    lines = border_lines(**frame)
    assert len(lines) > 100
    for line in lines:
        assert np.abs(np.diff(line.lon_deg)).max() < 20.0
        assert line.lon_deg.max() >= 120.0
        assert line.lon_deg.min() <= 200.0
        assert line.lat_deg.max() >= -20.0
        assert line.lat_deg.min() <= 45.0
    assert any(line.lon_deg.max() > 181.0 for line in lines)
    moved = border_lines(**{**frame, "west_deg": -240.0, "east_deg": -160.0})
    np.testing.assert_allclose(moved[0].lon_deg + 360.0, lines[0].lon_deg, rtol=0.0, atol=1e-9)
    assert len(moved) == len(lines)


def test_coasts_and_borders_are_told_apart() -> None:
    """The line between the Koreas is a border; round Iceland there is only coast."""
    korea = border_lines(west_deg=127.0, east_deg=128.0, south_deg=38.0, north_deg=38.4)
    assert any(not line.is_coast for line in korea)
    iceland = border_lines(west_deg=-24.0, east_deg=-13.0, south_deg=63.0, north_deg=67.0)
    assert iceland
    assert all(line.is_coast for line in iceland)


def test_no_line_runs_along_the_antimeridian() -> None:
    """Where the flat map was cut there is neither coast nor border."""
    for line in border_lines(**WHOLE):
        along = (np.abs(np.abs(line.lon_deg[:-1]) - 180.0) < 1e-9) & (np.abs(np.abs(line.lon_deg[1:]) - 180.0) < 1e-9)
        assert not along.any()

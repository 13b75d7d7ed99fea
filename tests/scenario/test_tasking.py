"""What a scenario says of clouds, stations, the chain, coincidences and agility: read, built, refused."""

from pathlib import Path
from typing import Any

import pytest
from scenario.small_scenario import SMALL

from sim.constellation.tasking import Tasking
from sim.errors import ScenarioError, UsageError
from sim.revisit.chain import Chain
from sim.scenario.build import build
from sim.scenario.load import load_scenario, read_scenario

GOOD = SMALL
CHAIN = """
[chain]
preparation_s = 600
downlink_s = 60
source = "a guess"
"""
STATION = """
[[station]]
name = "South"
lat_deg = -50
lon_deg = 300
roles = "receive"
elevation_min_deg = 7
"""
PAIR = """
[[coincidence]]
name = "pair"
first = "radar"
second = "radar"
within_s = 600
"""


def tasking_of(tmp_path: Path, text: str) -> Tasking:
    path = tmp_path / "s.toml"
    path.write_text(text)
    file = read_scenario(path)
    return build(file.scenario, file.folder).tasking


def test_a_scenario_that_asks_for_nothing_has_nothing(tmp_path: Path) -> None:
    """Every part is empty, so that nothing is computed or printed."""
    assert tasking_of(tmp_path, GOOD) == Tasking()


def test_what_is_asked_is_built(tmp_path: Path) -> None:
    """A lone role is a list of one, the chain is that of the figures, left-out times are 0."""
    weather = "[weather]\ncloud = 0.25\nsame_sky_s = 3600\n[sensor.radar.agility]\nslew_deg_s = 1\n"
    up = '[[station]]\nname = "North"\nlat_deg = 60\nlon_deg = 10\n'
    found = tasking_of(tmp_path, GOOD + CHAIN + STATION + up + PAIR + weather)
    assert found.cloud is not None
    assert (found.cloud.monthly(lat_deg=[10.0], lon_deg=[20.0]) == 0.25).all()
    assert found.same_sky_s == 3600.0
    assert found.chain == Chain(preparation_s=600.0, downlink_s=60.0)
    assert [(s.site.name, s.roles, s.elevation_min_deg) for s in found.stations] == [
        ("South", ("receive",), 7.0),
        ("North", ("command", "receive"), 5.0),
    ]
    assert [(c.name, c.order) for c in found.coincidences] == [("pair", "either")]
    assert found.agility["radar"].slew_deg_s == 1.0


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (PAIR.replace('second = "radar"', 'second = "rader"'), "there is no sensor rader; did you mean radar?"),
        (PAIR + PAIR, "another coincidence is named pair already"),
        (PAIR.replace("600", "0"), "coincidence"),
        (STATION + STATION, "another station is named South already"),
        (STATION.replace('"receive"', '"listen"'), "station"),
        (STATION.replace('"receive"', "5") + CHAIN, "station"),
        (CHAIN, "needs a [[station]] with the role 'command', or commanding = 'relay' or 'already tasked'"),
        (CHAIN, "needs a [[station]] with the role 'receive', or downlinking = 'relay'"),
        (CHAIN + STATION, "needs a [[station]] with the role 'command', or commanding = 'relay' or 'already tasked'"),
        (CHAIN.replace("600", "-1"), "chain"),
        (
            "[weather]\ncloud = 60\n",
            "cloud: a cloud fraction of 60 must lie between 0 (always clear) and 1; if it is in percent, write 0.6",
        ),
        ("[weather]\ncloud = [0.1, 0.2]\n", "twelve fractions"),
        ("[sensor.radar.agility]\nslew_deg_s = 1\nduty_cycle = 0.1\n", "say how long an image takes"),
        ("[sensor.radar.agility]\nslew_deg_s = 0\n", "slew_deg_s: 0 must be above 0 degrees a second"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, more: str, expected: str) -> None:
    """With the file and its line, before anything is computed."""
    path = tmp_path / "s.toml"
    path.write_text(GOOD + more)
    with pytest.raises(ScenarioError) as raised:
        load_scenario(path)
    problems = raised.value.problems
    assert any(expected in one for one in problems), problems
    assert all(one.startswith("s.toml:") for one in problems)


@pytest.mark.parametrize(
    "ways",
    [{"commanding": "relay"}, {"commanding": "already tasked"}],
)
def test_a_leg_that_waits_for_no_station_needs_none(tmp_path: Path, ways: dict[str, Any]) -> None:
    """With a relay, or the order on board, one receiving station is enough; with relays both ways, none."""
    lines = "".join(f'{key} = "{value}"\n' for key, value in ways.items())
    assert tasking_of(tmp_path, GOOD + CHAIN + lines + STATION).chain is not None
    assert tasking_of(tmp_path, GOOD + CHAIN + lines + 'downlinking = "relay"\n').chain is not None


def test_a_place_without_clouds_is_refused_before_the_run(tmp_path: Path) -> None:
    """A cloud file by name that lacks a target says which, when the scenario is built."""
    rows = "".join(f"Here,{month},0.5\n" for month in range(1, 13))
    (tmp_path / "cloud.csv").write_text("name,month,fraction\n" + rows)
    with pytest.raises(UsageError, match=r"cloud\.csv has no cloud for There"):
        tasking_of(tmp_path, GOOD + '[weather]\ncloud = "cloud.csv"\n')

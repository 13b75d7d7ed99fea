"""What `validate` refuses is what `run` refuses, without the search; and the other way round."""

import json
import os
from pathlib import Path

import pytest

import sim
from sim.errors import ReconsimError
from sim.simulation.can_start import check_can_start
from sim.simulation.loaded import Loaded

SET = """
[[satellite.elements]]
epoch = "2026-08-20T12:00:00"
mean_motion = 15.2
eccentricity = 0.001
inclination = 97.5
ra_of_asc_node = 10.0
arg_of_pericenter = 0.0
mean_anomaly = 0.0
bstar = 0.0001
"""
SMALL = """
schema = 1
title = "small"
[time]
start_utc = 2026-08-22
span_days = 1
[sensor.s]
kind = "radar"
incidence_min_deg = 20
incidence_max_deg = 45
SENSOR
[[satellite]]
name = "One"
sensor = "s"
SATELLITE
[[target]]
name = "A"
lat_deg = 35
lon_deg = 125
[draws]
count = 0
REST
"""


def written(folder: Path, satellite: str = SET, sensor: str = "", rest: str = "", start: str = "2026-08-22") -> Path:
    path = folder / "small.toml"
    text = SMALL.replace("SATELLITE", satellite).replace("SENSOR", sensor).replace("REST", rest)
    path.write_text(text.replace("start_utc = 2026-08-22", f"start_utc = {start}"))
    return path


OBJECT = {
    "OBJECT_NAME": "X",
    "NORAD_CAT_ID": 25544,
    "EPOCH": "2026-08-22T00:00:00",
    "MEAN_MOTION": 15.5,
    "ECCENTRICITY": 0.001,
    "INCLINATION": 51.6,
    "RA_OF_ASC_NODE": 1,
    "ARG_OF_PERICENTER": 2,
    "MEAN_ANOMALY": 3,
    "BSTAR": 0,
}
FAULTS = {
    "no sets": ({"satellite": 'elements_file = "none.txt"'}, "none.txt"),
    "another object": ({"satellite": 'elements_file = "sets.json"\nnorad_id = 7'}, "no element set of object 7"),
    "stale": ({"start": "2031-01-01"}, "days away"),
    "decayed": ({"satellite": SET.replace("0.0001", "0.05").replace("15.2", "16.3"), "start": "2026-09-20"}, "SGP4"),
    "a manoeuvre": ({"satellite": "manoeuvres_utc = [2026-08-21]" + SET}, "no element set after the manoeuvre"),
    "not in service": ({"satellite": "in_service_utc = 2027-01-01" + SET}, "no satellite is in service"),
    "cloud": ({"rest": '[weather]\ncloud = "c.csv"'}, "these are fractions"),
    "cloud elsewhere": ({"rest": '[weather]\ncloud = "b.csv"'}, "no cloud for A"),
    "region": ({"rest": '[[region]]\nname = "R"\nfile = "r.geojson"'}, "enclose"),
    "figure": ({"rest": "[require]\ngap_maximum_s = 3"}, "there is no figure gap_maximum_s"),
    "two stations": (
        {"rest": "".join('[[station]]\nname = "S"\nlat_deg = 1\nlon_deg = 2\n' for _ in range(2))},
        "station #1 is named S already",
    ),
    "a field of view that stands still": (
        {
            "satellite": '[satellite.orbit]\nkind = "keplerian"\nmean_motion_rev_day = 1.0027\ninclination_deg = 0.1',
            "sensor": "fov_across_deg = 5\nfov_along_deg = 5",
        },
        "a satellite that always moves over ground",
    ),
    "hold": ({"rest": '[hold]\nmode = "repeat"\nrevolutions = 15\ndays = 3'}, "revolutions"),
    "fine resolution": (
        {"sensor": "bandwidth_mhz = 100\nground_range_resolution_max_m = 0.5"}, "never reached with bandwidth_mhz",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_validate_refuses_what_run_refuses(tmp_path, fault: str) -> None:
    """Each fault is found before the search, with the words and the exit code of the run."""
    changes, says = FAULTS[fault]
    (tmp_path / "sets.json").write_text(json.dumps([OBJECT]))
    (tmp_path / "c.csv").write_text("name,month,percent\n" + "".join(f"A,{m},0.5\n" for m in range(1, 13)))
    (tmp_path / "b.csv").write_text("name,month,percent\n" + "".join(f"B,{m},50\n" for m in range(1, 13)))
    (tmp_path / "r.geojson").write_text('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 2], [0, 0]]]}')
    path = written(tmp_path, **changes)

    def refusal(go) -> ReconsimError:
        with pytest.raises(ReconsimError) as raised:
            go()
        return raised.value

    early = refusal(lambda: check_can_start(sim.load(path)))
    late = refusal(lambda: (sim.load(path).run() and None) or _required(path))
    assert says in str(early)
    assert (str(early)[:80], early.exit_code) == (str(late)[:80], late.exit_code)


def _required(path: Path) -> None:
    from sim.simulation.requirements import requirements_of

    requirements_of(sim.load(path))


@pytest.mark.parametrize("name", [p.stem for p in sorted(Path(sim.__file__).parents[1].glob("configs/*.toml"))])
def test_shipped_scenarios_can_start(name: str) -> None:
    """All that is shipped passes."""
    check_can_start(Loaded(sim.load(name).file))


def test_a_scenario_without_faults_passes(tmp_path) -> None:
    """The small scenario that the faults are made of is whole."""
    check_can_start(sim.load(written(tmp_path)))
    assert os.listdir(tmp_path) == ["small.toml"]

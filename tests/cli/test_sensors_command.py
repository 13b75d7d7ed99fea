"""`sensors`: the list of real sensors, one sensor's figures with their sources, and lines for a scenario."""

import subprocess
import sys
import tomllib

import pytest
from cli.command import Command, check

from sim.scenario.sensor_table import SensorTable, sensor_of
from sim.sensors.catalogue import catalogue_entry, sensor_from_catalogue, sensor_names

NAMES = sensor_names()


def test_the_list_names_every_sensor(reconsim: Command) -> None:
    """One line each, with kind, band and resolution; what is not published is said so; the next step is on stderr."""
    asked = reconsim("sensors")
    assert asked.code == 0
    lines = asked.out.splitlines()[2:]
    assert [line.split()[0] for line in lines] == list(NAMES)
    by_name = dict(zip(NAMES, lines, strict=True))
    assert "incidence 20-45 (20-55 at most) deg" in by_name["kompsat-5-standard"]
    assert "incidence 19.7-45.5 deg, right (left too)" in by_name["terrasar-x-stripmap"]
    assert "off-nadir to 30 (47 at most) deg" in by_name["pleiades-1"]
    assert by_name["pleiades-1"].endswith("0.7 m at nadir")
    assert by_name["sentinel-1-iw"].endswith("5 x 20 m")
    assert "not published" in by_name["skysat"]
    assert max(map(len, lines)) <= 120
    assert "reconsim sensors NAME" in asked.err


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_every_figure_with_its_source(reconsim: Command, name: str) -> None:
    """Title first, then low, nominal and high of each figure, the documents, and what they say of it."""
    entry = catalogue_entry(name)
    asked = reconsim("sensors", name)
    assert (asked.code, asked.err) == (0, "")
    assert asked.out.startswith(f"{name}: {entry.title} ({entry.kind}")
    figures, rest = asked.out.split("\nSources\n")
    documents, rest = rest.split("\nWhat they say\n")
    said = rest.split("\nFor a scenario\n")[0]
    rows = {line.split()[0]: line.split()[1:] for line in figures.splitlines()[2:] if line}
    for key, spread in entry.figures.items():
        assert [float(cell) for cell in rows[key]] == [spread.low, spread.nominal, spread.high]
        assert f"  {key}: [" in said
    assert [f"[{n}]" in documents for n in range(1, len(entry.sources) + 1)] == [True] * len(entry.sources)


@pytest.mark.parametrize("name", NAMES)
def test_the_pasted_lines_describe_the_same_sensor(reconsim: Command, name: str) -> None:
    """Read as a scenario reads them, they give the catalogue's sensor; what is missing is said in a comment."""
    entry = catalogue_entry(name)
    lines = reconsim("sensors", name).out.split("\nFor a scenario\n")[1]
    table = tomllib.loads(lines)["sensor"][name]
    described = sensor_of(name, SensorTable.model_validate(table))
    if entry.bounded:
        assert described == sensor_from_catalogue(name)
    else:
        assert "# incidence_min_deg" in lines or "# off_nadir_max_deg" in lines
    assert ("# ground_squint_max_deg" in lines) == (
        entry.kind == "radar" and "ground_squint_max_deg" not in entry.limits
    )
    assert ("# sun_elevation_min_deg" in lines) == (entry.kind == "optical")


def test_json_holds_what_the_page_holds(reconsim: Command) -> None:
    """One document; the list is a list of the same."""
    entry = catalogue_entry("iceye-spot")
    one = reconsim("sensors", "iceye-spot", "--json")
    assert (one.code, one.err) == (0, "")
    found = one.json()
    assert found["limits"]["ground_squint_max_deg"] == {
        "low": 45.0, "nominal": 45.0, "high": 45.0, "source": entry.limits["ground_squint_max_deg"].source,
    }  # fmt: skip
    assert set(found["properties"]) == set(entry.properties)
    assert found["sources"] == list(entry.sources)
    assert found["look"] == ["either"]
    listed = reconsim("sensors", "--json").json()
    assert [sensor["name"] for sensor in listed] == list(NAMES)
    assert found in listed
    assert [sensor["name"] for sensor in listed if not sensor["limits_published"]] == [
        "cosmo-skymed-himage", "cosmo-skymed-spotlight", "rcm-3m", "skysat", "superview-1",
    ]  # fmt: skip


def test_an_unknown_sensor_exits_2_with_near_names(reconsim: Command) -> None:
    """Nothing on stdout."""
    check(reconsim("sensors", "worldview"), 2, "did you mean worldview-1, worldview-2, worldview-3?")
    check(reconsim("sensors", "hubble", "--json"), 2, "no sensor is called 'hubble' in the catalogue")


def test_the_command_imports_nothing_heavy() -> None:
    """The list opens as fast as help does: no numba, numpy, pandas, Skyfield, sgp4 or matplotlib."""
    heavy = ["numba", "numpy", "pandas", "skyfield", "sgp4", "matplotlib"]
    code = (
        "import sys, sim.cli\nsys.argv = ['reconsim', 'sensors', 'worldview-3']\n"
        "try:\n    sim.cli.main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr.strip()) == (0, "[]"), run.stderr

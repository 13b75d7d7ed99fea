"""``elements_file``: the satellite's own sets are taken out of a file, and only they must be without fault."""

from pathlib import Path

import pytest
from orbits.readers.element_texts import WrittenSet, with_columns

from sim.constellation.satellite import Satellite
from sim.errors import DataError
from sim.scenario.build import build
from sim.scenario.load import scenario_from

A = WrittenSet(name="CUBE A", number=99999)
B = WrittenSet(name="CUBE B", number=99999, raan_e4=200000)
OTHER = WrittenSet(name="OTHER", number=70002)


def broken(written: WrittenSet) -> str:
    return with_columns(written.as_tle(), 2, 69, "x", seal=False)


def member(folder: Path, text: str, name: str, number: int | None) -> Satellite:
    """Return the satellite of a scenario whose sets are in a file with a text."""
    (folder / "sets.tle").write_text(text, encoding="utf-8")
    satellite = {"name": name, "sensor": "s", "elements_file": "sets.tle"}
    scenario = scenario_from(
        {
            "schema": 1,
            "title": "t",
            "time": {"start_utc": "2026-08-22T00:00:00Z", "span_days": 1},
            "sensor": {"s": {"kind": "optical", "light": "day", "off_nadir_max_deg": 30, "sun_elevation_min_deg": 10}},
            "satellite": [satellite | ({"norad_id": number} if number else {})],
            "target": [{"name": "P", "lat_deg": 38.0, "lon_deg": 15.0}],
        }
    )
    (one,) = build(scenario, folder).satellites
    return one


@pytest.mark.parametrize(("name", "raan_deg"), [("CUBE A", 114.2537), ("CUBE B", 20.0)])
def test_satellites_that_share_a_number_are_chosen_by_name(tmp_path: Path, name: str, raan_deg: float) -> None:
    """Two satellites under 99999 in one file: each gets its own set, with and without the number."""
    for number in (99999, None):
        one = member(tmp_path, A.as_tle() + B.as_tle(), name, number)
        assert [e.raan_deg for e in one.elements] == [raan_deg]


def test_a_shared_number_under_no_name_of_the_file_is_refused(tmp_path: Path) -> None:
    """The number alone does not choose between two objects."""
    with pytest.raises(DataError, match=r"satellite C: sets.tle holds 2 objects of number 99999; say which one with"):
        member(tmp_path, A.as_tle() + B.as_tle(), "C", 99999)


def test_faults_of_other_objects_do_not_matter(tmp_path: Path) -> None:
    """A broken record of another object, and lines of text, are passed over; one of the satellite's own is refused."""
    one = member(tmp_path, OTHER.as_tle() + broken(A) + "END\n", "Mine", 70002)
    assert [e.catalog_number for e in one.elements] == [70002]
    with pytest.raises(DataError, match=r"satellite Mine: .*sets.tle:6: the checksum in column 69"):
        member(tmp_path, A.as_tle() + broken(OTHER), "Mine", 70002)
    with pytest.raises(DataError, match=r"sets\.tle:6: the checksum"):
        member(tmp_path, A.as_tle() + broken(OTHER), "OTHER", None)

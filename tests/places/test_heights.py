"""Heights: kilometres, or metres where the unit says so."""

import json

import pytest

from sim.errors import UsageError
from sim.places.height_notes import height_notes
from sim.places.sites import Site, parse_site, read_sites


@pytest.mark.parametrize(
    ("text", "height_km"),
    [("0.34", 0.34), ("340m", 0.34), ("340 m", 0.34), ("12km", 12.0), ("8.8", 8.8), ("-430m", -0.43)],
)
def test_a_height_may_carry_its_unit(text: str, height_km: float) -> None:
    """Bare numbers are kilometres; an aircraft says km."""
    assert parse_site(f"A,1,2,{text}").height_km == pytest.approx(height_km, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9.5", r"height_km = 9.5 is above all ground \(8.9 km\): for 9.5 metres write 0.0095"),
        ("30", "for an aircraft 30 km up write 30km"),
        ("50", "must lie between -12 and 30; .* 50 m are 0.05 km"),
        ("40km", "must lie between -12 and 30"),
        ("12ft", "height_km = '12ft' is not a number"),
    ],
)
def test_what_may_be_metres_is_refused(text: str, says: str) -> None:
    """A bare number above all ground is an aircraft or metres, and the sentence says how to say which."""
    with pytest.raises(UsageError, match=says):
        parse_site(f"A,1,2,{text}")


def test_metres_have_a_column_of_their_own(tmp_path) -> None:
    """height_m is read in metres, beside height_km only where both say the same."""
    path = tmp_path / "sites.csv"
    path.write_text("name,lat_deg,lon_deg,height_m\nA,1,2,3400\nB,3,4,12000\n")
    assert [site.height_km for site in read_sites(path)] == [3.4, 12.0]
    point = {
        "type": "Feature",
        "properties": {"name": "A", "height_m": 340},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    path.write_text(json.dumps(point))
    assert read_sites(path)[0].height_km == 0.34
    point["properties"] = {"name": "A", "height_km": 12}
    path.write_text(json.dumps(point))
    with pytest.raises(UsageError, match="height_km = 12 is above all ground"):
        read_sites(path)


def test_kilometres_that_could_be_metres_are_said() -> None:
    """From 1 km up a note gives the height in metres; below nothing is said."""
    places = [Site("A", lat_deg=0, lon_deg=0, height_km=0.99), Site("B", lat_deg=0, lon_deg=0, height_km=3.0)]
    assert height_notes(places[:1]) == []
    (said,) = height_notes(places)
    assert "B stands 3,000 m up" in said
    assert "0.003 or 3m" in said

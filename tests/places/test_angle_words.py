"""Places typed with letters and minutes are the places that signed degrees give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.places.sites import parse_site


@pytest.mark.parametrize(
    ("text", "name", "lat_deg", "lon_deg", "height_km"),
    [
        ("21.4N 157.95W", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("21.4n,157.95w", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("157.95W, 21.4N", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("N 21.4 W 157.95", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("21°24'N 157°57'W", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("21° 24′ 0″ N, 157° 57′ W", "21.4N 157.95W", 21.4, -157.95, 0.0),
        ("48.1,11.6", "48.1N 11.6E", 48.1, 11.6, 0.0),
        ("-48.1,-11.6", "48.1S 11.6W", -48.1, -11.6, 0.0),
        ("Pearl Harbor,21.4N,157.95W", "Pearl Harbor", 21.4, -157.95, 0.0),
        ("Pearl Harbor,21.4N 157.95W,12km", "Pearl Harbor", 21.4, -157.95, 12.0),
        ("21.4N,157.95W,340m", "21.4N 157.95W", 21.4, -157.95, 0.34),
        ("Etna,37.751,14.993,3.3", "Etna", 37.751, 14.993, 3.3),
        ("7,37.751,14.993", "7", 37.751, 14.993, 0.0),
        ("N1,37.751,14.993", "N1", 37.751, 14.993, 0.0),
    ],
)
def test_a_place_is_read(text: str, name: str, lat_deg: float, lon_deg: float, height_km: float) -> None:
    """Angles agree with signed degrees to 1e-12 degree, which is rounding; a place without a name has its angles."""
    site = parse_site(text)
    assert site.name == name
    assert site.lat_deg == pytest.approx(lat_deg, abs=1e-12)
    assert site.lon_deg == pytest.approx(lon_deg, abs=1e-12)
    assert site.height_km == height_km


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("21.4N,157.95", "'157.95' stands without a letter beside '21.4N'; give both one, or neither"),
        ("A,21.4N,157.95N", "are two latitudes; one must be N or S, the other E or W"),
        ("21.4E 157.95W", "are two longitudes"),
        ("21°60'N 1°E", "60 minutes must be below 60"),
        ("21°0'60\"N 1°E", "60 seconds must be below 60"),
        ("21.5°24'N 1E", "has decimals above its last unit"),
        ("95N 1E", "lat_deg = 95.0 must lie between -90 and 90"),
        ("A,-21.4S,10E", "'-21.4S' stands without a letter beside '10E'"),
        ("21.4 157.95", "must read NAME,LAT,LON"),
    ],
)
def test_what_could_mean_two_places_is_refused(text: str, sentence: str) -> None:
    """One letter of two, two angles of one kind, minutes of 60, a sign with a letter: none is guessed at."""
    with pytest.raises(UsageError) as refused:
        parse_site(text)
    assert sentence.replace("95.0", "95") in str(refused.value)


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 179), st.integers(0, 59), st.sampled_from("NS"))
def test_minutes_are_sixtieths(lat: int, lat_minutes: int, lon: int, lon_minutes: int, half: str) -> None:
    """Any whole degrees and minutes are read within 1e-12 degree, which is rounding."""
    site = parse_site(f"{lat}°{lat_minutes}'{half} {lon}°{lon_minutes}'E")
    sign = 1.0 if half == "N" else -1.0
    assert site.lat_deg == pytest.approx(sign * (lat + lat_minutes / 60.0), abs=1e-12)
    assert site.lon_deg == pytest.approx(lon + lon_minutes / 60.0, abs=1e-12)

"""The seven radar hypotheses: figures that belong together, each with a source, those flown as the quantiles say."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sim.sensors import catalogue
from sim.sensors.catalogue import catalogue_entry

DATA = Path(catalogue.__file__).parents[1] / "data" / "sensors"
ENTRIES: dict[str, Any] = tomllib.loads((DATA / "hypotheses" / "radar.toml").read_text(encoding="utf-8"))
DOCUMENTS = ENTRIES.pop("documents")
FLOWN = tomllib.loads((DATA / "flown" / "quantiles.toml").read_text(encoding="utf-8"))

NAMES = [
    "kompsat-5", "terrasar-x", "cosmo-skymed", "iceye-flown", "capella-flown", "umbra-flown", "widest-flown",
]  # fmt: skip
FIGURES = {"incidence_min_deg", "incidence_max_deg", "ground_squint_max_deg", "duration_min_s"}
EARTH_KM = 6371.0


def _value(name: str, key: str) -> float:
    return float(ENTRIES[name][key]["value"])


def _off_nadir_deg(incidence_deg: float, height_km: float) -> float:
    """The law of sines on a sphere."""
    return math.degrees(math.asin(EARTH_KM / (EARTH_KM + height_km) * math.sin(math.radians(incidence_deg))))


def _middle_deg(name: str) -> float:
    return (_value(name, "incidence_min_deg") + _value(name, "incidence_max_deg")) / 2


def test_there_are_seven_in_the_order_of_reading() -> None:
    """The order is part of the agreement: first the radars, then the fleets, the widest last."""
    assert list(ENTRIES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_document(name: str) -> None:
    """Incidence, ground squint, duration and side each cite documents of the file, with deciding words."""
    entry = ENTRIES[name]
    figures = {key: one for key, one in entry.items() if isinstance(one, dict)}
    assert FIGURES <= set(figures) <= FIGURES | {"squint_max_deg"}
    for source in [entry["look_source"], *(one["source"] for one in figures.values())]:
        for part in [source] if isinstance(source, str) else source:
            document, colon, words = part.partition(": ")
            assert colon
            assert document in DOCUMENTS
            assert len(words) > 3


def test_no_document_is_idle() -> None:
    """A document that no figure draws on would be a source of nothing."""
    text = (DATA / "hypotheses" / "radar.toml").read_text(encoding="utf-8")
    assert [name for name in DOCUMENTS if text.count(f'"{name}: ') == 0] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_hypothesis_can_image(name: str) -> None:
    """The ground squint stays below 90 degrees, and the target stays in it for the duration, at the near edge too.

    At the near edge of the band, at 620 km or lower, a satellite passes the sector 2 R gamma sin(ground squint) at
    7.6 R / (R + h) km/s over the ground; 600 km stands for all of them, 5 % more or less.
    """
    near_deg = _value(name, "incidence_min_deg")
    sector_km = 2 * EARTH_KM * math.radians(near_deg - _off_nadir_deg(near_deg, 600.0))
    passing_s = sector_km * math.sin(math.radians(_value(name, "ground_squint_max_deg"))) / (7.6 * EARTH_KM / 6971.0)
    assert 0.0 < _value(name, "ground_squint_max_deg") < 90.0
    assert 0.0 < near_deg < _value(name, "incidence_max_deg") < 90.0
    assert passing_s > _value(name, "duration_min_s")


@pytest.mark.parametrize(
    ("name", "fleet", "low", "high", "duration"),
    [
        ("iceye-flown", "iceye", "p5", "p95", "p50"),
        ("capella-flown", "capella", "p5", "p95", "p50"),
        ("umbra-flown", "umbra", "p5", "p95", "p50"),
        ("widest-flown", "all", "p1", "p99", "p5"),
    ],
)
def test_what_was_flown_is_what_the_quantiles_say(name: str, fleet: str, low: str, high: str, duration: str) -> None:
    """One fact stands in one place: the figures as flown are those of the file made from the collects."""
    assert _value(name, "incidence_min_deg") == FLOWN[fleet]["incidence_deg"][low]
    assert _value(name, "incidence_max_deg") == FLOWN[fleet]["incidence_deg"][high]
    assert _value(name, "duration_min_s") == FLOWN[fleet]["duration_s"][duration]
    assert (
        f"{100 * FLOWN[fleet]['right_share']:.0f} % of {FLOWN[fleet]['spotlight_collects']:,}"
        in (ENTRIES[name]["look_source"])
    )


def test_ground_squint_as_flown_is_umbras() -> None:
    """Umbra's p95 and the largest of all are the only ground squints that collects publish."""
    assert _value("umbra-flown", "ground_squint_max_deg") == FLOWN["umbra"]["ground_squint_deg"]["p95"]
    assert _value("widest-flown", "ground_squint_max_deg") == FLOWN["umbra"]["ground_squint_deg"]["max"]


@pytest.mark.parametrize(
    ("name", "entry"), [("kompsat-5", "kompsat-5-high-resolution"), ("terrasar-x", "terrasar-x-spotlight")]
)
def test_radars_have_the_nominal_band_of_the_catalogue(name: str, entry: str) -> None:
    """The incidence band is the catalogue's nominal one, and the first side is the catalogue's first."""
    limits = catalogue_entry(entry).limits
    assert _value(name, "incidence_min_deg") == limits["incidence_min_deg"].nominal
    assert _value(name, "incidence_max_deg") == limits["incidence_max_deg"].nominal
    look = ENTRIES[name]["look"]
    assert (look if isinstance(look, str) else look[0]) == catalogue_entry(entry).look[0]


@pytest.mark.parametrize(
    ("name", "height_km", "cone_deg"), [("terrasar-x", 514.0, 2.2), ("capella-flown", 593.0, 30.0)]
)
def test_ground_squint_from_a_cone_angle(name: str, height_km: float, cone_deg: float) -> None:
    """sin(squint) = sin(off-nadir) sin(ground squint) at the middle of the band; to the rounding of the file, 0.05."""
    off_nadir = math.radians(_off_nadir_deg(_middle_deg(name), height_km))
    ground_deg = math.degrees(math.asin(math.sin(math.radians(cone_deg)) / math.sin(off_nadir)))
    assert _value(name, "ground_squint_max_deg") == pytest.approx(ground_deg, abs=0.051)


@pytest.mark.parametrize(("name", "height_km"), [("kompsat-5", 550.0), ("terrasar-x", 514.0), ("cosmo-skymed", 619.6)])
def test_duration_of_one_metre_by_spotlight(name: str, height_km: float) -> None:
    """T = R k lambda / (2 rho v) with the figures that the file states; to its rounding, 0.05 s."""
    incidence = math.radians(_middle_deg(name))
    off_nadir = math.radians(_off_nadir_deg(_middle_deg(name), height_km))
    slant_km = EARTH_KM * math.sin(incidence - off_nadir) / math.sin(off_nadir)
    duration_s = slant_km * 1.3 * 0.0311 / (2 * 1.0 * 7.3)
    assert _value(name, "duration_min_s") == pytest.approx(duration_s, abs=0.051)


def test_the_widest_holds_every_flown_hypothesis() -> None:
    """No fleet as flown sees what the widest does not."""
    for name in ("iceye-flown", "capella-flown", "umbra-flown"):
        assert _value("widest-flown", "incidence_min_deg") <= _value(name, "incidence_min_deg")
        assert _value("widest-flown", "incidence_max_deg") >= _value(name, "incidence_max_deg")
        assert _value("widest-flown", "ground_squint_max_deg") >= _value(name, "ground_squint_max_deg")
        assert _value("widest-flown", "duration_min_s") <= _value(name, "duration_min_s")

"""Results to export: hostile names, a place beside the antimeridian, a region across it, two sets of one satellite."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from random_orbits import element_set

from sim.clock import Span
from sim.constellation.satellite import Satellite
from sim.constellation.target import RegionTarget
from sim.orbits.elements import ElementSet
from sim.places.drawn import box_region
from sim.places.sites import Site
from sim.report.instant_made import InstantMade
from sim.report.overhead_made import OverheadMade
from sim.report.windows_made import WindowsMade
from sim.sensors.limits import Limits
from sim.simulation.access import Access, find_access
from sim.simulation.access_made import windows_made
from sim.studies.candidates import Candidates, candidates
from sim.time_words import zone_of
from sim.windows.overhead import Overhead, overhead

START = datetime(2026, 8, 22, 0, 0, 0, 123456, tzinfo=UTC)  # beside a full millisecond
SPAN = Span(START, 86400.0)
# Names that a place, sensor or case may have: the door lets all printable characters in.
FORMULA = '=HYPERLINK("http://example.org","a")'
PRINTABLE = (
    FORMULA,
    "+1+cmd|' /C calc'!A0",
    "@SUM(1;2), -3",
    "<script>alert(\"1\")</script> & 'x' ]]>",
    "$[name] {{x}} %s \\n \\",
    "한반도 관측소 🛰️ é",
)
# And what may come in by Python alone, or in a title: colours, a bell, a return, a turn of the direction, a separator.
EVIL = "E\x1b[31m\x9b2J\x07\r\u202eX\u200bY\u2028Z\ufffe"
SHOWN = "E\\x1b[31m\\x9b2J\\x07\\x0d\\u202eX\\u200bY\\u2028Z\\ufffe"
TURNING = "\x1b\x9b\x07\r\u202e\u200b\u2028\ufffe"
LOW = element_set(perigee_km=550.0, eccentricity=0.001, inclination_deg=97.6, name=EVIL)
TILTED = element_set(perigee_km=500.0, eccentricity=0.002, inclination_deg=60.0, raan_deg=200.0, name="=A1, <b>")


def later(elements: ElementSet, days: float) -> ElementSet:
    """Return a set whose epoch is later by some days, and whose satellite is a little elsewhere."""
    return replace(elements, epoch_jd=elements.epoch_jd + days, mean_anomaly_deg=elements.mean_anomaly_deg + 0.5)


def satellites() -> list[Satellite]:
    """One satellite with two sets, of which the second takes over in the middle of the span, and one with one set."""
    middle_d = (START + timedelta(days=0.5) - LOW.epoch_utc).total_seconds() / 86400.0
    sets = (later(LOW, middle_d - 1.0), later(LOW, middle_d + 1.0))
    return [Satellite(EVIL, 0, sets), Satellite("=A1, <b>", 12345, (later(TILTED, middle_d),))]


@cache
def access(**limits: float) -> Access:
    """A day of the two at places under all these names and at a region across the antimeridian."""
    places = [
        Site(name, lat_deg=35.0 + 5.0 * j, lon_deg=125.0 + 0.7 * j, height_km=0.3) for j, name in enumerate(PRINTABLE)
    ]
    places.append(Site("Taveuni", lat_deg=-16.8, lon_deg=179.99, height_km=0.1))
    region = box_region("Fiji, <all>", south_deg=-19.0, north_deg=-16.0, west_deg=177.0, east_deg=-178.0)
    return find_access(
        satellites(), places, SPAN, Limits(**limits), regions=[RegionTarget("Fiji, <all>", region)], threads=1
    )


def windows() -> WindowsMade:
    """The windows above 5 degrees, with geometry and a time zone."""
    made = windows_made(access(incidence_max_deg=85.0), geometry=True, zone=zone_of("Asia/Seoul"))
    return replace(made, about=replace(made.about, title=f"{EVIL} {FORMULA}"))


def no_windows() -> WindowsMade:
    """No window at all."""
    return windows_made(access(incidence_min_deg=0.0, incidence_max_deg=1e-9))


def cased() -> WindowsMade:
    """The windows twice, as those of two cases, with a third one that has none."""
    made = windows()
    names = ("low [1]", "a/b:*?", "mid")
    double = {key: [*column, *column] for key, column in made.columns.items()}
    n = len(made.columns["case"])
    double["case"] = [names[0]] * n + [names[2]] * n
    scene = made.scene
    rows = [*range(n), *range(n)]
    taken = {key: getattr(scene, key)[rows] for key in ("satellite", "target", "track", "start_s", "end_s")}
    both = replace(scene, **taken)
    return replace(
        made, columns=double, draw=lambda: both, about=replace(made.about, cases=names, main_case=names[2])
    )  # fmt: skip


@cache
def found_overhead() -> Overhead:
    """Passes of three objects over one place."""
    sets = [one.elements[0] for one in satellites()] + [
        element_set(perigee_km=800.0, eccentricity=0.0, inclination_deg=98.0, name="")
    ]
    sets[2] = replace(sets[2], epoch_jd=sets[0].epoch_jd, catalog_number=77, object_id="2026-001A")
    return overhead(sets, Site(PRINTABLE[3], lat_deg=37.0, lon_deg=127.0), SPAN, threads=1)


def passes() -> OverheadMade:
    """These passes, as they are written."""
    return OverheadMade(found_overhead(), zone_of("Asia/Seoul"))


@cache
def found_candidates() -> Candidates:
    """The objects above the place of the passes in the middle of the first of them; not all of them fit."""
    passing = found_overhead()
    middle_s = float(0.5 * (passing.start_s[0] + passing.end_s[0]))
    near = (passing.end_s > middle_s - 1800.0) & (passing.start_s < middle_s + 1800.0)
    limits = Limits(elevation_min_deg=float(passing.max_elevation_deg[near].max()) - 1.0)
    return candidates(passing.sets, passing.site, SPAN.moment(middle_s), within_s=1800.0, limits=limits)


def instants() -> InstantMade:
    """These candidates, as they are written."""
    return InstantMade(found_candidates(), zone_of("Asia/Seoul"))


def shown(text: Any) -> str:
    """Return a text as formats for people show it."""
    return str(text).replace(EVIL, SHOWN)

"""Whether a span is long enough for figures that need daylight: its length in solar cycles and in years.

A plane that is not sun-synchronous turns relative to the Sun. For half of its *solar cycle* the ascending passes over a
place are by day, for the other half the descending ones. The day is also longer in summer. A span that holds only a
part of a cycle or of a year gives figures of a season, not of the constellation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from ..clock import Span
from ..constants import DAY_S
from ..note import Note
from ..orbits.elements import ElementSet
from ..orbits.secular import secular_rates
from ..orbits.sun_synchronous import SUN_RATE_RAD_MIN, TROPICAL_YEAR_D
from ..places.sites import Site
from ..sun import SunTable
from ..sun_ephemeris import VALID_FROM, VALID_TO
from .repeats import named, not_named

Floats = NDArray[np.float64]

ENOUGH_CYCLES = 3.0  # from this number on, one incomplete cycle has little weight against the whole ones
WHOLE_TO = 0.1  # cycles: 0.95 or 2.05 cycles count as whole
YEAR_S = 366.0 * DAY_S
STEADY_DEG = 15.0  # a plane that turns by less than an hour of local time in a year is sun-synchronous
SHARE_OF_YEAR = 0.9  # of the year's range of day lengths: a span that shows at least this much gets no warning
LEAST_RANGE_H = 0.5  # a place whose day lengths differ less over the year gets no warning


def solar_cycle_days(elements: ElementSet) -> float:
    """Return the days until the mean Sun is back at the same angle to the orbit plane: 360 / |node - Sun rate|.

    The rate of the node is SGP4's secular rate. The rate of the Sun is one turn in a tropical year. Passes in one
    direction (ascending or descending) go through all local times once in a cycle. The cycle of a plane that turns
    exactly with the Sun is infinite. Left out: drag, which lowers the orbit and makes the node turn faster.
    """
    relative_rad_min = abs(secular_rates(elements).node_rad_min - SUN_RATE_RAD_MIN)
    return 2.0 * math.pi / relative_rad_min / 1440.0 if relative_rad_min else math.inf


def is_sun_synchronous(elements: ElementSet) -> bool:
    """Whether the plane drifts by less than an hour of local time in a year."""
    return solar_cycle_days(elements) > TROPICAL_YEAR_D * 360.0 / STEADY_DEG


@dataclass(frozen=True)
class DayLengths:
    """Hours a day with the Sun above a limit at a place: shortest, longest and mean, of the year and of the span."""

    year_min_h: float
    year_max_h: float
    year_mean_h: float
    span_min_h: float
    span_max_h: float
    span_mean_h: float

    @property
    def share_seen(self) -> float:
        """The share of the year's range of day lengths that the span shows, 0 to 1."""
        whole_h = self.year_max_h - self.year_min_h
        return (self.span_max_h - self.span_min_h) / whole_h if whole_h > 0.0 else 1.0


def hours_of_light(sun: SunTable, places: Sequence[Site], elevation_min_deg: float) -> list[tuple[Floats, Floats]]:
    """Return, for each place, the whole local days of the table: the start of each, (D,) s, and its hours of light.

    Days run from local mean midnight (12 h from the mean Sun's transit) to the next; light is the Sun at least
    ``elevation_min_deg`` high. Hours are good to 1e-6 where the Sun does not graze the limit (``SunTable``).
    """
    lit_of = sun.lit_intervals_of_sites(
        sun.from_s,
        sun.to_s,
        lat_deg=np.array([p.lat_deg for p in places]),
        lon_deg=np.array([p.lon_deg for p in places]),
        height_km=np.array([p.height_km for p in places]),
        elevation_min_deg=elevation_min_deg,
    )
    found: list[tuple[Floats, Floats]] = []
    for place, lit in zip(places, lit_of, strict=True):
        into_day_s = sun.span.julian_date[1] * DAY_S + place.lon_deg / 360.0 * DAY_S
        first_s = math.ceil((sun.from_s + into_day_s) / DAY_S) * DAY_S - into_day_s
        edges_s = np.asarray(first_s + DAY_S * np.arange(int((sun.to_s - first_s) // DAY_S) + 1), dtype=np.float64)
        # Light up to each midnight; a day's light is the difference, also where an interval contains midnight.
        until_s = (np.clip(edges_s[:, None], lit[:, 0], lit[:, 1]) - lit[:, 0]).sum(axis=1)
        found.append((edges_s[:-1], np.diff(until_s) / 3600.0))
    return found


def day_lengths(span: Span, places: Sequence[Site], elevation_min_deg: float) -> list[DayLengths]:
    """Return each place's day lengths: of the days that overlap the span, and of a year around them.

    The year begins with the span. If the Sun's ephemeris (2000 to 2052) ends earlier than that year, the year ends with
    the ephemeris. A span longer than a year takes the place of the year. Raises DataError for spans outside the
    ephemeris.
    """
    return _day_lengths(_year(span), places, elevation_min_deg)


def _year(span: Span) -> SunTable:
    earliest_s, latest_s = span.seconds(VALID_FROM), span.seconds(VALID_TO)
    from_s, to_s = -DAY_S, max(YEAR_S, span.duration_s) + DAY_S
    if to_s > latest_s:
        from_s, to_s = min(span.duration_s - YEAR_S, 0.0) - DAY_S, span.duration_s + DAY_S
    return SunTable(span, min(max(from_s, earliest_s), 0.0), max(min(to_s, latest_s), span.duration_s))


def _day_lengths(sun: SunTable, places: Sequence[Site], elevation_min_deg: float) -> list[DayLengths]:
    found = []
    for begins_s, hours in hours_of_light(sun, places, elevation_min_deg):
        touched = (begins_s + DAY_S > 0.0) & (begins_s < sun.span.duration_s)
        if not touched.any():  # less than a day at an end of the ephemeris: take the day beside it
            touched = np.abs(begins_s) == np.abs(begins_s).min()
        within = hours[touched]
        found.append(
            DayLengths(
                *(float(value) for value in (hours.min(), hours.max(), hours.mean())),
                *(float(value) for value in (within.min(), within.max(), within.mean())),
            )
        )
    return found


def season_notes(
    span: Span,
    satellites: Mapping[str, ElementSet],
    places: Sequence[Site],
    sun_elevations_min_deg: Sequence[float],
) -> tuple[Note, ...]:
    """Return warnings for figures that need daylight, with numbers; none where the span is long enough.

    ``satellites`` are those whose sensors need light, by name, each with the element set of the middle of the span. One
    sentence names the satellites of whose solar cycle the span holds fewer than three and no whole number. If the span
    is shorter than a year, there is one more sentence for each limit on the Sun. It is about the place whose days
    differ most between span and year.
    """
    if not satellites or not sun_elevations_min_deg:
        return ()
    return (*_cycle_notes(span, satellites), *_year_notes(span, places, sun_elevations_min_deg))


def _cycle_notes(span: Span, satellites: Mapping[str, ElementSet]) -> list[Note]:
    cycles = {name: solar_cycle_days(e) for name, e in satellites.items() if not is_sun_synchronous(e)}
    short: list[tuple[float, str]] = []
    for name, days in cycles.items():
        held = span.days / days
        whole = round(held) >= 1 and abs(held - round(held)) <= WHOLE_TO
        if held < ENOUGH_CYCLES and not whole:
            short.append((days, name))
    if not short:
        return []
    least, most = min(short)[0], max(short)[0]
    spread = f"{least:.0f}" if round(least) == round(most) else f"{least:.0f}-{most:.0f}"
    names = [name for _, name in short]
    return [
        Note(
            f"The Sun returns to the orbit plane of {named(names)} every {spread} days, so the span of {span.days:.4g} "
            f"days holds {span.days / most:.2g} solar cycles. Figures by daylight depend on when the span begins; one "
            f"of {math.ceil(most):d} days would hold a whole cycle.",
            "solar cycle", satellites=names, not_named=not_named(names), cycle_days_least=least, cycle_days_most=most,
            cycles=span.days / most, whole_days=math.ceil(most),
        )
    ]  # fmt: skip


def _year_notes(span: Span, places: Sequence[Site], limits_deg: Sequence[float]) -> list[Note]:
    notes: list[Note] = []
    if span.days >= TROPICAL_YEAR_D:
        return notes
    sun = _year(span)
    for limit_deg in dict.fromkeys(limits_deg):
        found = zip(_day_lengths(sun, places, limit_deg), places, strict=True)
        seasonal = [
            (lengths, place)
            for lengths, place in found
            if lengths.year_max_h - lengths.year_min_h >= LEAST_RANGE_H and lengths.share_seen < SHARE_OF_YEAR
        ]
        if not seasonal:
            continue
        lengths, place = max(seasonal, key=lambda one: abs(one[0].span_mean_h - one[0].year_mean_h))
        notes.append(
            Note(
                f"The Sun is above {limit_deg:g} deg at {place.name} for {lengths.span_min_h:.1f} to "
                f"{lengths.span_max_h:.1f} h a day in the span (mean {lengths.span_mean_h:.1f}), but for "
                f"{lengths.year_min_h:.1f} to {lengths.year_max_h:.1f} h over the year (mean "
                f"{lengths.year_mean_h:.1f}). Figures by daylight are those of the season.",
                "season", target=place.name, limit_deg=limit_deg, **asdict(lengths),
            )
        )  # fmt: skip
    return notes

"""Countries by name or ISO code, their borders from Natural Earth at 1:50 million."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from typing import NamedTuple

from ..errors import UsageError
from ..shipped import data_path
from ..words import alike, meant
from . import borders
from .regions import Region, region_of_polygons

COUNTRIES = "countries.csv"


class Country(NamedTuple):
    """A country or territory of the map: its name there and in full, ISO 3166 codes ("" for none), other names."""

    map_name: str
    name: str
    iso2: str
    iso3: str
    also: tuple[str, ...]


def country(name: str) -> Region:
    """Return a country by name, by a common other name ("USA", "DPRK", "Ivory Coast"), or by ISO code ("KR", "KOR").

    Letters may be big or small, with or without accents. The region has the full name. Borders are Natural Earth's
    (`sim.places.borders`): areas within about 1 % for a large country, 3 % for a small one, and islands of a few km2
    are left out. Raises UsageError, with names that look alike, for one that is not on the map.
    """
    found = _by_word().get(_folded(name))
    if found is None:
        raise UsageError(f"no country is called {name!r}{_alike(name)}")
    return _region(found)


def countries() -> list[Country]:
    """Return all countries and territories of the map, by name."""
    with data_path(COUNTRIES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Country(row["map_name"], row["name"], row["iso2"], row["iso3"], tuple(filter(None, row["also"].split("|"))))
        for row in rows
    ]


@cache
def _region(found: Country) -> Region:
    polygons = [borders.rings(polygon) for polygon in borders.topology().countries[found.map_name]]
    return region_of_polygons(found.name, polygons, where=f"country {found.name!r}")


@cache
def _by_word() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for one in countries():
        for word in (one.name, one.iso2, one.iso3, *one.also, one.map_name):
            if word:
                found.setdefault(_folded(word), one)
    return found


def _folded(name: str) -> str:
    """Return a name without accents and signs, in small letters, words apart by one blank."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    kept = "".join("" if sign in "'’." else sign if sign.isalnum() else " " for sign in plain)
    return " ".join(kept.casefold().split())


def _alike(name: str) -> str:
    words = {word: one.name for word, one in _by_word().items() if len(word) > 3}
    folded = _folded(name)
    near = [words[word] for word in alike(folded, words, 4)]
    near += [one for word, one in words.items() if len(folded) > 3 and folded in word.split()]
    near = list(dict.fromkeys(near))[:4]
    return meant(near) or "; give a name, or an ISO code such as KR or KOR"

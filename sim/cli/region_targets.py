"""Regions as targets of a command: countries by name, areas from files, and how much of them must be seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..places.plain_numbers import plain_number

if TYPE_CHECKING:
    from ..constellation.target import RegionTarget, Seen, Within
    from ..places.regions import Region

ENDINGS = (".geojson", ".json", ".shp")


def regions_of(
    texts: list[str], seen: str | None, within: Within | None, spacing_km: float | None
) -> list[RegionTarget]:
    """Return the regions of --region, --seen, --within and --spacing. Raises UsageError for every one that is wrong."""
    options = {"--seen": seen, "--within": within, "--spacing": spacing_km}
    if not texts:
        if idle := [option for option, value in options.items() if value is not None]:
            raise UsageError(f"{' and '.join(idle)} belong{'s' * (len(idle) == 1)} to a --region; there is none")
        return []
    from ..constellation.target import RegionTarget

    problems: list[str] = []
    share: Seen = "any part"
    try:
        share = _share(seen)
        if within == "pass" and isinstance(share, str):
            raise UsageError("--within pass adds up shares of the area; give a percentage, such as --seen 80")
    except UsageError as error:
        problems.append(str(error))
    if spacing_km is not None and not 0.0 < spacing_km < float("inf"):
        problems.append(f"--spacing {spacing_km:g} must be a length above 0, km")
    found = []
    for text in texts:
        try:
            found.append(region_of(text))
        except UsageError as error:
            problems.append(str(error) if f"{text!r}" in str(error) else f"--region {text}: {error}")
    if problems:
        raise UsageError("\n".join(problems))
    return [RegionTarget(one.name, one, seen=share, within=within or "instant", spacing_km=spacing_km) for one in found]


def _outline(text: str) -> tuple[str, str, str]:
    """Return what gives the outline, "country" or "file"; its name; and what is selected of a file."""
    if Path(text).is_file():
        return "file", text, ""
    path, colon, select = text.partition(":")
    if len(path) == 1 and colon and select[:1] in ("\\", "/"):  # a drive's letter
        rest, colon, select = select.partition(":")
        path = f"{path}:{rest}"
    if Path(path).suffix.lower() in ENDINGS or Path(path).is_file():
        return "file", path, select
    return "country", text, ""


def region_of(text: str) -> Region:
    """Return the region of COUNTRY or FILE[:SELECT]. Raises UsageError for what is neither."""
    shape, name, select = _outline(text)
    if shape == "file":
        from ..places.region_files import read_region

        return read_region(name, select=select)
    from ..places.countries import country

    return country(name)


def _share(text: str | None) -> Seen:
    from ..constellation.target import SEEN_WORDS

    if text is None:
        return "any part"
    given = " ".join(text.casefold().replace("-", " ").split())
    for word in SEEN_WORDS:
        if word == given:
            return word
    try:
        percent = plain_number(text.strip().removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0.0 < percent <= 100.0:
        raise UsageError(f"--seen {text!r} must be 'any part', entirely or a percentage of the area, such as 80")
    return percent

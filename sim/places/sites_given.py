"""The places of a command line: some typed, some from a file, with names that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from .sites import Site


def sites_given(texts: Sequence[str], path: Path | None, regions: Sequence[str] = ()) -> list[Site]:
    """Return the places of texts and of a file; with names of regions there may be none, and all names must differ.

    Raises UsageError with a sentence for each that is wrong; it names the options --site and --sites.
    """
    from .sites import parse_site, read_sites

    places: list[Site] = []
    problems = []
    for text in texts:
        try:
            places.append(parse_site(text))
        except UsageError as error:
            problems.append(str(error) if text in str(error) else f"--site {text}: {error}")
    if path:
        try:
            places += read_sites(path)
        except UsageError as error:
            problems.append(str(error))
    names = Counter([*(place.name for place in places), *regions])
    what = {name: "region" if name in regions else "site" for name in names}
    problems += [f"the {what[name]} name {name!r} is given {n} times; names must differ"
                 for name, n in names.items() if n > 1]  # fmt: skip
    if not names and not problems:
        problems.append("no place is given; use --site NAME,LAT,LON or --sites FILE.csv, or --region COUNTRY")
    if problems:
        raise UsageError("\n".join(problems))
    return places


def site_given(text: str) -> Site:
    """Return the place of ``[NAME,]LAT,LON[,HEIGHT_KM]``. Raises UsageError that names --site for anything else."""
    from .sites import parse_site

    try:
        return parse_site(text, may_lack_name=True)
    except UsageError as error:
        raise UsageError(str(error) if text in str(error) else f"--site {text}: {error}") from None

"""One peer's windows of a small case as text, with the header that tests/authorities asks for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from .. import machine
from ..case import MJD_OF_START, START, case
from .question import QUESTIONS

SIZE = {"satellites": 2, "targets": 4, "days": 3.0}
LICENCE = {"tatc": "BSD-3-Clause", "brahe": "MIT"}


def transcript(peer: str, asked: Sequence[tuple[str, str]]) -> str:
    """Return the windows of (side, question) pairs, all of one peer."""
    given = case(**SIZE)
    versions = machine.versions_of([peer, "skyfield"])
    lines = [
        f"# Windows as {peer} finds them, of the case of benchmarks/case.py in small.",
        f"# source:  python -m benchmarks.agreement --transcribe {peer}",
        f"# version: {peer} {versions[peer]}; UT1 from Skyfield {versions['skyfield']}",
        f"# taken:   {machine.about()['date']}",
        f"# licence: {LICENCE[peer]} is the program's; these are its results",
        "# units:   degrees north and east, on the ellipsoid; seconds of UTC since the start",
        "# window:  question, satellite and place from 0, start and end",
        f"start     {START.isoformat()}",
        f"days      {given.days:g}",
        f"ut1_utc_s {given.ut1_utc_s[MJD_OF_START - given.first_mjd]!r}",
        *(f"line{n + 1}     {line}" for lines in given.tle for n, line in enumerate(lines)),
        *(f"place     {lat!r} {lon!r}" for lat, lon in zip(given.lat_deg, given.lon_deg, strict=True)),
    ]
    for side, key in asked:
        found = import_module(f".{side}", __package__).ask(given, QUESTIONS[key])
        word = key.replace(" ", "_")
        lines.append(f"asked     {word} {len(found)} {QUESTIONS[key].words}")
        for i in range(len(found)):
            ends = f"{found.start_s[i]:.6f} {found.end_s[i]:.6f}"
            lines.append(f"window    {word} {found.satellite[i]} {found.place[i]} {ends}")
    return "\n".join(lines)

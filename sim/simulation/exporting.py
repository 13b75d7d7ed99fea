"""Results to files of any form, from Python: `result.export("windows.kml")`, `sim.export(overhead, "passes.ics")`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..report.output_forms import FORMS, Form, Kind, check_libraries, check_output, form_of, write_output
from ..time_words import zone_of
from ..words import listed

if TYPE_CHECKING:
    from ..studies.candidates import Candidates
    from ..windows.overhead import Overhead
    from .found_access import FoundAccess
    from .searched import Searched

ALWAYS = (".csv", ".json")  # a run writes windows.csv and summary.json anyway


def export(
    found: Searched | FoundAccess | Overhead | Candidates,
    path: str | Path,
    *,
    geometry: bool = False,
    tz: str | None = None,
) -> None:
    """Write windows, passes or candidates to a file, the form told by its suffix; docs/outputs.md lists them.

    ``found`` is what `sim.load(...).run()`, `sim.find_access`, `sim.overhead` or `sim.candidates` returns. With
    ``geometry`` windows have further columns, as `reconsim windows --geometry` has. ``tz`` such as "Asia/Seoul" adds
    local times to a workbook. An older file is replaced once the new one is whole. Raises UsageError for an unknown
    suffix, a missing library, and a result that the form cannot hold; ReconsimError where writing fails.
    """
    path = Path(path)
    kind, made = _made(found, geometry, zone_of(tz, "tz"))
    check_output(kind, path, force=True)
    write_output(kind, made(), path, force=True)


def also_forms(suffixes: Sequence[str], n_satellites: int) -> list[Form]:
    """Return the forms of windows that a run is to write into its folder too, each once.

    Raises UsageError for an unknown suffix, for those that a run always writes, for missing libraries, and for .oem
    with several satellites.
    """
    forms: list[Form] = []
    for given in suffixes:
        suffix = f".{given.lower().removeprefix('.')}"
        known = [form.suffix for form in FORMS["windows"] if form.suffix not in ALWAYS]
        if suffix not in known:
            anyway = "; windows.csv and summary.json are written anyway" if suffix in ALWAYS else ""
            raise UsageError(f"--also {given}: the forms are {listed([one[1:] for one in known])}{anyway}")
        form = form_of("windows", Path(f"windows{suffix}"))
        check_libraries(form, Path(form.stem + suffix))
        if suffix == ".oem" and n_satellites > 1:
            raise UsageError(
                f"--also oem: an OEM holds one satellite, and this run has {n_satellites}; take --also zip"
            )
        forms.append(form)
    return list(dict.fromkeys(forms))


def write_also(result: Searched, forms: Sequence[Form], folder: Path, zone: tzinfo | None) -> list[str]:
    """Write the windows of a run in further forms into a folder and return the files' names."""
    from .result_made import result_made

    names = []
    made = result_made(result, zone=zone) if forms else None
    for form in forms:
        write_output("windows", made, folder / f"{form.stem}{form.suffix}")
        names.append(f"{form.stem}{form.suffix}")
    return names


def _made(found: Any, geometry: bool, zone: tzinfo | None) -> tuple[Kind, Callable[[], Any]]:
    """Return which kind of result is given, and what makes of it what the writers of files take."""
    from ..studies.candidates import Candidates
    from ..windows.overhead import Overhead
    from .found_access import FoundAccess
    from .searched import Searched

    if isinstance(found, Searched):
        from .result_made import result_made

        return "windows", lambda: result_made(found, geometry=geometry, zone=zone)
    if isinstance(found, FoundAccess):
        from .access_made import windows_made

        return "windows", lambda: windows_made(found, geometry=geometry, zone=zone)
    if geometry:
        raise UsageError("geometry = True adds columns to windows; passes and candidates have none to add")
    if isinstance(found, Overhead):
        from ..report.overhead_made import OverheadMade

        return "overhead", lambda: OverheadMade(found, zone)
    if isinstance(found, Candidates):
        from ..report.instant_made import InstantMade

        return "instant", lambda: InstantMade(found, zone)
    raise UsageError(f"a {type(found).__name__} is not exported; a Result, an Access, an Overhead or Candidates is")

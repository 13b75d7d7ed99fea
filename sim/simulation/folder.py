"""The folder that a run leaves behind: windows.csv, summary.json, the reports, pictures, the manifest with checksums.

A run with a build-up leaves build_up.csv as well.

There are four rules. A new folder is written completely or not at all. A folder of the same inputs (scenario, changes,
element sets, versions) gets the files that it lacks, one by one, then the manifest that lists them. Its other files
have the same bytes already or are not made again, and stay; results of different inputs are never mixed. The reports
and the workbook are written anew where they tell the same results in another time zone. A folder of other inputs is
renamed to NAME.1, NAME.2 and so on; between the two moves NAME does not exist for an instant. A file that no manifest
lists with its checksum is never deleted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ReconsimError, UsageError
from ..files.held_lock import HeldByAnother, held_lock
from ..files.scratch import flush_to_disk, is_scratch, scratch_in
from ..files.write_whole import cannot_write, check_room, fill
from ..report.content_markdown import report_markdown
from ..report.json_text import to_json
from ..report.report_of_run import report_of_run
from ..report.rows_csv import rows_csv
from ..report.windows_csv import windows_csv
from ..words import listed
from .checksums import MANIFEST, listed_in, manifest_of, sha256_of, state_of
from .exporting import write_also
from .manifest import inputs, manifest, other_inputs
from .page import page_of
from .summary import summary

if TYPE_CHECKING:
    from ..report.output_forms import Form
    from .loaded import Loaded
    from .result import Result

REPORT, PAGE = "report.md", "report.html"
ALWAYS = ("windows.csv", "summary.json", REPORT)
RETOLD = (REPORT, PAGE, "windows.xlsx")  # files with words or local times, which may tell the same results in others


class ResultFolder:
    """A folder held for one run. ``set_aside`` is a sentence about an older folder, once one had to be moved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside = ""
        self._real = path.resolve()

    def write(
        self,
        result: Result,
        *,
        pictures: bool = False,
        page: bool = True,
        also: Sequence[Form] = (),
        zone: tzinfo | None = None,
    ) -> list[Path]:
        """Write a run's files and return their paths, the manifest last; see the rule above.

        ``page``: with report.html. ``zone`` is the time zone of the reports, and of local times in a workbook; that of
        the scenario if left out. ``also`` are further forms in which the windows are written. Raises ReconsimError
        where writing fails, such as on a full disk: an older folder is then as it was.
        """
        try:
            with scratch_in(self._real.parent if self.can_be_moved else self._real) as scratch:
                new = scratch / "new"
                new.mkdir()
                names = _made(result, new, pictures, page, also, zone)
                checksums = {name: sha256_of(new / name) for name in names}
                self._moved_into_place(new, manifest(result), checksums)
            flush_to_disk(self._real)
            flush_to_disk(self._real.parent)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        return [self.path / name for name in [*names, MANIFEST]]

    @property
    def can_be_moved(self) -> bool:
        """Whether the folder can be set aside, or is not there yet: not so where it is the root of a disk."""
        if not self._real.exists():
            return True
        parent = self._real.parent
        same_disk = self._real.stat().st_dev == parent.stat().st_dev
        return same_disk and parent != self._real and os.access(parent, os.W_OK | os.X_OK)

    def check_inputs(self, simulation: Loaded) -> None:
        """Raise UsageError if the folder holds results of other inputs and cannot be renamed."""
        old = manifest_of(self._real)
        if old and not self.can_be_moved and (others := other_inputs(old, inputs(simulation))):
            raise self._immovable(f"of other inputs ({listed(others)})")

    def _moved_into_place(self, new: Path, document: dict[str, Any], checksums: dict[str, str]) -> None:
        real = self._real
        if not real.exists():
            fill(new / MANIFEST, to_json(document | {"files": checksums}))
            os.rename(new, real)
            return
        old = manifest_of(real)
        if old and (reason := _in_the_way(real, old, document, checksums)):
            if not self.can_be_moved:
                raise self._immovable(reason)
            fill(new / MANIFEST, to_json(document | {"files": checksums}))
            self._swap(new, reason)
            return
        if not old:
            check_foreign(real, checksums, named=self.path)
        files = checksums | {
            name: checksum
            for name, checksum in listed_in(old).items()
            if name not in checksums and state_of(real / name, checksum) == "as written"
        }
        fill(new / MANIFEST, to_json(document | {"files": files}))
        lacking = [name for name, checksum in checksums.items() if state_of(real / name, checksum) != "as written"]
        # A folder without a manifest gets it first: else files left by a killed run would count as another program's.
        for name in [*lacking, MANIFEST] if old else [MANIFEST, *lacking]:
            os.replace(new / name, real / name)

    def _swap(self, new: Path, reason: str) -> None:
        number = 1
        while os.path.lexists(aside := self._real.with_name(f"{self._real.name}.{number}")):
            number += 1
        os.rename(self._real, aside)
        try:
            os.rename(new, self._real)
        except OSError:
            os.rename(aside, self._real)
            raise
        self.set_aside = f"{self.path} held results {reason}: they are set aside as {aside.name}"

    def _immovable(self, reason: str) -> UsageError:
        return UsageError(
            f"{self.path} holds results {reason}, and cannot be set aside where it is; choose another --out"
        )


@contextmanager
def result_folder(path: Path, *, force: bool = False) -> Iterator[ResultFolder]:
    """Yield a folder for results, checked, and held until the end against other runs into the same.

    It may be new, empty, or of a run; with ``force`` also another's, whose files stay. Raises UsageError for any other
    place and where another run holds it, ReconsimError for a disk that takes no file.
    """
    check_folder(path, force=force)
    real = path.resolve()
    with ExitStack() as stack:
        try:
            for parent in reversed([one for one in real.parents if not one.exists()]):
                parent.mkdir(exist_ok=True)
                stack.callback(_remove_if_empty, parent)
            stack.enter_context(held_lock(_lock_of(real)))
        except HeldByAnother as held:
            who = f"process {held.process}" if held.process else "another process"
            raise ReconsimError(
                f"a run into {path} is under way ({who}); wait for it, or choose another --out"
            ) from None
        except OSError as error:
            raise cannot_write(path, error) from None
        yield ResultFolder(path)


def write_folder(
    result: Result,
    folder: Path,
    *,
    pictures: bool = False,
    page: bool = True,
    force: bool = False,
    zone: tzinfo | None = None,
) -> list[Path]:
    """Write a run's files into a folder and return their paths; raises as ``result_folder`` and its ``write``."""
    with result_folder(folder, force=force) as held:
        return held.write(result, pictures=pictures, page=page, zone=zone)


def check_folder(folder: Path, *, force: bool = False) -> None:
    """Raise UsageError unless results may go there, ReconsimError for a disk that takes no file.

    Permitted is a new or empty folder, or one that holds a run's own manifest. With ``force`` also one of other files,
    unless they have the names of results.
    """
    try:
        if folder.is_symlink() and not folder.exists():
            raise UsageError(f"{folder} is a link that leads nowhere; choose another --out")
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file; --out names a folder")
        ground = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        if not ground.is_dir():
            raise UsageError(f"{folder} cannot be made, because {ground} is a file; choose another --out")
        if folder.exists() and not manifest_of(folder):
            if not force and any(not is_scratch(path.name) for path in folder.iterdir()):
                raise UsageError(
                    f"{folder} holds files that no run has left there; choose another --out, or add --force"
                )
            check_foreign(folder, (*ALWAYS, PAGE), named=folder)
        check_room(ground, goal=folder)
    except OSError as error:  # a name too long, a folder that may not be read
        raise cannot_write(folder, error) from None


def check_foreign(folder: Path, names: Iterable[str], *, named: Path) -> None:
    """Raise UsageError where results would replace files that no run has left in a folder."""
    if taken := [name for name in (*names, MANIFEST) if os.path.lexists(folder / name)]:
        raise UsageError(
            f"{named} holds {listed(taken)}, which no run has left there and none replaces; choose another --out"
        )


def _made(
    result: Result, folder: Path, pictures: bool, page: bool, also: Sequence[Form], zone: tzinfo | None
) -> list[str]:
    """Write all files but the manifest into a new folder and return their names."""
    zone = zone or result.simulation.zone
    fill(folder / "windows.csv", windows_csv(result.window_columns))
    document = summary(result)
    fill(folder / "summary.json", to_json(document))
    fill(folder / REPORT, report_markdown(report_of_run(document, zone)))
    names = list(ALWAYS)
    if page:
        fill(folder / PAGE, page_of(result, zone))
        names.append(PAGE)
    if rows := result.rows("build_up"):
        fill(folder / "build_up.csv", rows_csv(rows))
        names.append("build_up.csv")
    drawn = result.plot.save(folder) if pictures else []
    for name in drawn:
        flush_to_disk(folder / name)
    return [*names, *drawn, *write_also(result, also, folder, zone)]


def _in_the_way(folder: Path, old: dict[str, Any], new: dict[str, Any], checksums: dict[str, str]) -> str:
    """Return why a run's folder cannot take the new files beside its own, in words after "results"; else nothing."""
    if others := other_inputs(old, new):
        return f"of other inputs ({listed(others)})"
    own = listed_in(old)
    there = [name for name in checksums if os.path.lexists(folder / name)]
    if changed := [n for n in there if n not in own or state_of(folder / n, own[n]) != "as written"]:
        changed = [name for name in changed if state_of(folder / name, checksums[name]) != "as written"]
    if changed:
        return f"that were changed since they were written ({listed(changed)})"
    others_made = [name for name in there if state_of(folder / name, checksums[name]) != "as written"]
    if unlike := [name for name in others_made if name not in RETOLD]:
        return f"of the same inputs and yet other ones ({listed(unlike)})"
    return ""


def _lock_of(folder: Path) -> Path:
    """Return the path of a folder's lock: beside it, or inside where nothing can be made beside it."""
    beside = os.access(folder.parent, os.W_OK | os.X_OK)
    return folder.parent / f".reconsim-{folder.name[:100]}.lock" if beside else folder / ".reconsim.lock"


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()

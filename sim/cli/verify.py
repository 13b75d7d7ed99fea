"""`reconsim verify`: a check that the files of a run are unchanged. No slow imports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import ReconsimError
from .console import note, show

VERBS = {"differs": "differs", "missing": "is missing"}


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run's results.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Compare a run's files with the checksums in its manifest: exit 0 if all are as written, else 1.

    Files that the manifest does not list are named; they do not change the exit code.
    """
    from ..report.json_text import to_json
    from ..report.text import table
    from ..simulation.checksums import verified
    from ..words import listed

    states = verified(folder)
    extra = [name for name, state in states.items() if state == "extra"]
    bad = [name for name, state in states.items() if state in ("differs", "missing")]
    if as_json:
        show(to_json({"folder": str(folder), "as_written": not bad, "files": states}), end="", exact=True)
    else:
        show(table(["file", "state"], [[name, state] for name, state in states.items()]))
    if extra:
        note(f"note: the manifest does not list {listed(extra)}")
    if bad:
        raise ReconsimError(
            f"{folder} is not as the run wrote it: {listed([f'{name} {VERBS[states[name]]}' for name in bad])}"
        )

"""`-o FILE`, the same for every command: the form is told by the suffix, the place is checked before the work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from ..report.output_forms import Kind, check_output, suffixes, write_output
from .console import note


def output_option(kind: Kind, panel: str | None = None) -> Any:
    """Return the option of a command that writes such results; its help lists the forms."""
    return typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Write to a file, the form by its suffix ({suffixes(kind)}); may be repeated.",
        rich_help_panel=panel,
    )


def checked_outputs(kind: Kind, files: Sequence[Path] | None, *, force: bool, size: int = 0) -> list[Path]:
    """Return the files asked for, each once; raises as ``check_output`` where one cannot be written."""
    paths = list(dict.fromkeys(files or ()))
    for path in paths:
        check_output(kind, path, force=force, size=size)
    return paths


def write_outputs(kind: Kind, made: Any, paths: Sequence[Path], *, force: bool) -> None:
    """Write a result to each of the files, and note which."""
    for path in paths:
        write_output(kind, made, path, force=force)
    if paths:
        note(f"wrote {', '.join(map(str, paths))}")

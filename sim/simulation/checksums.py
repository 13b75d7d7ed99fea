"""The files that a manifest lists, each with its checksum, and their present state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from ..errors import UsageError

MANIFEST = "manifest.json"
MADE_BY = "reconsim"  # tells a run's own folder from other people's

State = Literal["as written", "differs", "missing", "extra"]


def sha256_of(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest that a run has left in a folder, empty where there is none, or one of something else."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    is_ours = isinstance(found, dict) and str(found.get("made_by", "")).startswith(f"{MADE_BY} ")
    return found if is_ours else {}


def listed_in(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the files that a manifest lists with a checksum, by name; names that lead out of the folder are not."""
    files = manifest.get("files")
    pairs = files.items() if isinstance(files, dict) else ()
    return {
        name: checksum
        for name, checksum in pairs
        if isinstance(checksum, str) and Path(name).name == name and name not in ("", "..", MANIFEST)
    }


def state_of(path: Path, checksum: str) -> State:
    """Return the state of a listed file; a link or a folder in its place counts as changed."""
    if path.is_symlink() or path.is_dir():
        return "differs"
    try:
        return "as written" if sha256_of(path) == checksum else "differs"
    except FileNotFoundError:
        return "missing"


def verified(folder: Path) -> dict[str, State]:
    """Return the state of each file of a result folder: those that the manifest lists, then what it does not list.

    Raises UsageError where there is no manifest of a run with checksums.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name the folder of a run's results")
    manifest = manifest_of(folder)
    if not manifest:
        raise UsageError(f"{folder} has no {MANIFEST} of a run")
    if not isinstance(manifest.get("files"), dict):
        raise UsageError(f"{folder / MANIFEST} lists no checksums; run the scenario again")
    listed = listed_in(manifest)
    states = {name: state_of(folder / name, checksum) for name, checksum in listed.items()}
    extra = sorted(path.name for path in folder.iterdir() if path.name not in (*listed, MANIFEST))
    return states | dict.fromkeys(extra, "extra")

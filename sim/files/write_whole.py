"""A file written whole or not at all: made aside, on the disk, then moved into place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ..errors import ReconsimError, UsageError
from .scratch import flush_to_disk, scratch_in

ROOM_BYTES = 1 << 16  # tried before computing; a folder that takes less takes no result either

Fill = Callable[[Path], None]


def write_whole(path: Path, content: str | bytes | Fill, *, force: bool = False) -> None:
    """Write a file, and replace one that is there with ``force``; until the new one is whole the old one stays.

    ``content`` is text (written as UTF-8, line ends as they are), bytes, or a function that writes the path it is
    given: a file of the same name and suffix in a private folder beside the target. A symbolic link in the way is
    replaced itself, not what it points to. Permissions of an older file are kept. Raises UsageError as
    ``check_place``, ReconsimError where writing fails, such as on a full disk.
    """
    try:
        check_place(path, force=force)
        with scratch_in(path.absolute().parent) as scratch:
            made = scratch / path.name
            fill(made, content)
            if path.is_file() and not path.is_symlink():
                made.chmod(path.stat().st_mode & 0o777)
            check_place(path, force=force)  # what came in between is not overwritten
            os.replace(made, path)
        flush_to_disk(path.absolute().parent)
    except OSError as error:
        raise cannot_write(path, error) from None


def fill(path: Path, content: str | bytes | Fill) -> None:
    """Write a new file and return once it is on the disk; raises OSError where that fails."""
    if callable(content):
        content(path)
    else:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    flush_to_disk(path)


def check_place(path: Path, *, force: bool = False) -> None:
    """Raise UsageError unless a file can be there: in a folder, not a folder, device or pipe, nor there without force.

    A link to a device is a device. Whether the disk takes it is asked by ``check_room``.
    """
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder {path.parent}")
        if path.exists() and not path.is_file():
            raise UsageError(f"{path} is a device or a pipe, which no result replaces; name a file")
        if os.path.lexists(path) and not force:
            raise UsageError(f"{path} is there already; choose another name, or add --force")
    except OSError as error:  # a name too long, a folder that may not be entered
        raise cannot_write(path, error) from None


def check_room(folder: Path, *, goal: Path | None = None) -> None:
    """Raise ReconsimError unless a folder takes new files: found by writing 64 KiB there, and removing them.

    ``goal`` is what is named in the error, if it is not the folder.
    """
    try:
        with scratch_in(folder) as scratch:
            fill(scratch / "room", bytes(ROOM_BYTES))
    except OSError as error:
        raise cannot_write(goal or folder, error) from None


def cannot_write(path: Path, error: OSError) -> ReconsimError:
    """Return what is said of a file or folder that the machine does not let us write."""
    return ReconsimError(f"cannot write {path}: {error.strerror or error}")

"""Folders for work that is not finished: private, of a name nobody can foresee, gone at the end.

A scratch folder lies in the folder that its outcome goes to, so that the outcome is moved, not copied. Its maker holds
a lock on it (flock); what a dead process left is told from what is in use by that lock, and the next one clears it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: leftovers stay there, and two runs are not told apart
    fcntl = None  # type: ignore[assignment]

PREFIX, SUFFIX = ".reconsim-", ".part"
LOCK_BYTES = 32  # a lock holds the number of a process
_NAME = re.compile(rf"{re.escape(PREFIX)}[a-z0-9_]{{8}}{re.escape(SUFFIX)}")
_LOCK = re.compile(r"\.reconsim(-.*)?\.lock")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """Yield a new folder inside another, for its owner alone; it is removed at the end, with what is left in it.

    Leftovers of dead processes in the same folder are removed first. Raises OSError where no folder can be made.
    """
    clear_leftovers(folder)
    path, held = _made(folder)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        if held is not None:
            os.close(held)


def clear_leftovers(folder: Path) -> None:
    """Remove scratch folders and locks in a folder that no process holds; those of other users and all else stay."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if is_scratch(name):
                _clear(folder / name)


def is_scratch(name: str) -> bool:
    """Return whether a file's name is of those that we make while we work: a scratch folder, a lock."""
    return bool(_NAME.fullmatch(name) or _LOCK.fullmatch(name))


def lock(descriptor: int) -> bool:
    """Lock an open file for this process, and return whether that went; the lock ends with the descriptor.

    A file system without locks counts as one where it went. Windows, which has no flock, likewise.
    """
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def flush_to_disk(path: Path) -> None:
    """Return once a file, or the names in a folder, are on the disk itself.

    A file system that cannot be asked is let be; raises OSError where a disk is full or broken.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
    finally:
        os.close(descriptor)


def _made(folder: Path) -> tuple[Path, int | None]:
    import tempfile

    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, suffix=SUFFIX, dir=folder))
        if fcntl is None:
            return path, None
        with suppress(FileNotFoundError):  # taken for a leftover between the two calls: make another
            held = os.open(path, _FOLDER)
            if lock(held) and path.exists():
                return path, held
            os.close(held)


def _clear(path: Path) -> None:
    if fcntl is None:
        return
    with suppress(OSError):
        found = os.lstat(path)
        is_folder = stat.S_ISDIR(found.st_mode) and _NAME.fullmatch(path.name)
        is_lock = stat.S_ISREG(found.st_mode) and found.st_size <= LOCK_BYTES and _LOCK.fullmatch(path.name)
        if not (is_folder or is_lock) or found.st_uid != os.getuid():
            return
        held = os.open(path, _FOLDER if is_folder else os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if is_folder:
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        finally:
            os.close(held)

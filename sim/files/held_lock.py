"""One process at a time: a lock file that says which process holds it, gone when it ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .scratch import lock


class HeldByAnother(Exception):
    """Another process holds the lock: ``process`` is its number, None where it is not known."""

    def __init__(self, process: int | None) -> None:
        self.process = process
        super().__init__(process)


@contextmanager
def held_lock(path: Path) -> Iterator[None]:
    """Hold a lock while the block runs; the file is made for it and removed at the end.

    The file of a dead process is taken over. Raises HeldByAnother, and OSError where no file can be made.
    """
    descriptor = _taken(path)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _taken(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not lock(descriptor):
            text = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise HeldByAnother(int(text) if text.isdecimal() else None)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), os.stat(path)):  # not removed by its last holder meanwhile
                return descriptor
        os.close(descriptor)

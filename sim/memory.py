"""Memory, counted before it is taken: what is asked for must fit into what the machine has free."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import UsageError

SHARE = 0.9  # of what is free: the rest is for what a search adds to its tables
GIB = 2.0**30


def free_bytes() -> float:
    """Return the bytes that this process may still take: the least of the machine's and its group's; else infinite."""
    free = _number(Path("/proc/meminfo"), "MemAvailable:") * 1024.0
    most = _number(Path("/sys/fs/cgroup/memory.max"))
    used = _number(Path("/sys/fs/cgroup/memory.current"))
    if most < float("inf") and used < float("inf"):
        free = min(free, most - used)
    if free == float("inf") and hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        free = float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    return free


def check_room(wanted_bytes: float, what: str, instead: str) -> None:
    """Raise UsageError where ``what`` wants more bytes than there are; ``instead`` says what takes fewer."""
    free = SHARE * free_bytes()
    if wanted_bytes > free:
        raise UsageError(
            f"{what} takes {wanted_bytes / GIB:.1f} GiB of memory; {max(free, 0.0) / GIB:.1f} are to be had: {instead}"
        )


def _number(path: Path, key: str = "") -> float:
    """Return the number in a file of the kernel's, after a key at the beginning of a line; infinite without one."""
    try:
        words = [line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines()]
    except OSError:
        return float("inf")
    for line in words:
        if line and (not key or line[0] == key) and line[bool(key)].isdecimal():
            return float(line[bool(key)])
    return float("inf")

"""One job over many items, in threads: for work that leaves Python and its lock, as the kernels do."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from .errors import UsageError

Item = TypeVar("Item")
Found = TypeVar("Found")


# The most cores that a process takes, for whoever starts several of them side by side.
CORES = "RECONSIM_CORES"


def cores() -> int:
    """Return how many threads can work at once: the processors this process may use.

    The environment variable RECONSIM_CORES lowers the number; results are the same with any. ``UsageError`` where it
    is no whole number from 1 on.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    given = os.environ.get(CORES, "").strip()
    if not given:
        return usable
    if not given.isdecimal() or int(given) < 1:
        raise UsageError(f"the environment variable {CORES} is {given!r}; it must be a whole number from 1 on")
    return min(usable, int(given))


def in_threads(job: Callable[[Item], Found], items: Sequence[Item], threads: int) -> list[Found]:
    """Return ``[job(item) for item in items]``, worked off by the caller and ``threads`` - 1 others.

    Costs some tens of microseconds, a fifth of an executor, and may be nested. What a job raises is raised here, the
    earliest item's first, once all have stopped; an interrupt is not kept waiting for jobs that others are at.
    """
    items = list(items)
    threads = min(threads, len(items))
    if threads <= 1:
        return [job(item) for item in items]
    found: dict[int, Found] = {}
    failed: dict[int, BaseException] = {}
    turns = itertools.count()  # next() on it is one step under Python's lock

    def work() -> None:
        for turn in turns:
            if turn >= len(items) or failed:
                return
            try:
                found[turn] = job(items[turn])
            except Exception as error:
                failed[turn] = error
            except BaseException as error:  # an interrupt: it reaches the main thread, which is mostly the caller
                failed[turn] = error
                raise

    others = [threading.Thread(target=work, daemon=True) for _ in range(threads - 1)]
    for other in others:
        other.start()
    work()
    for other in others:
        other.join()
    if failed:
        raise failed[min(failed)]
    return [found[turn] for turn in range(len(items))]

"""The first run on a machine compiles its kernels; a note on stderr gives the reason for the wait."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from .console import INTERRUPTED, complain, note

ONCE = (
    "compiling the search for this machine: 10 to 30 seconds, this once (`reconsim warmup` compiles everything ahead)"
)
EACH_TIME = (
    "compiling the search: about half a minute, and again each time, since no folder can keep the outcome; "
    "set NUMBA_CACHE_DIR to a folder that can be written"
)


@contextmanager
def told_of_compiling() -> Iterator[None]:
    """Print a note on stderr, once, if a kernel is compiled; print nothing if all come from the cache.

    Numba reports each compilation, so the note also appears after an update, or if the cache was lost.
    """
    from numba.core import event

    told = False
    under_way = 0  # compilations, one inside the other or in several threads

    class Listener(event.Listener):
        def on_start(self, event: Any) -> None:
            nonlocal told, under_way
            under_way += 1
            kernel = event.data["dispatcher"]
            if not told and kernel.py_func.__module__.partition(".")[0] == __name__.partition(".")[0]:
                told = True
                note(ONCE if kernel.stats.cache_path else EACH_TIME)

        def on_end(self, event: Any) -> None:
            nonlocal under_way
            under_way -= 1

    with event.install_listener("numba:compile", Listener()), _ended_by_interrupts(lambda: under_way > 0):
        yield


@contextmanager
def compiled_for_search() -> Iterator[None]:
    """As ``told_of_compiling``; on a new machine two cores first compile what a search needs."""
    from ..simulation.kernels_ahead import compile_for_first_table

    with told_of_compiling():
        compile_for_first_table()
        yield


@contextmanager
def _ended_by_interrupts(is_compiling: Callable[[], bool]) -> Iterator[None]:
    """End the program at once when it is interrupted while compiling.

    An exception raised inside LLVM is lost, and the work would continue. No file is being written at that time. At
    other times an interrupt is the usual exception, and an ignored one stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.getsignal(signal.SIGINT)

    def at_interrupt(number: int, frame: Any) -> None:
        if is_compiling():
            _end_now()
        signal.default_int_handler(number, frame)

    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, at_interrupt)
    try:
        yield
    finally:
        if usual is signal.default_int_handler:
            signal.signal(signal.SIGINT, usual)


def _end_now() -> NoReturn:
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\x1b[?25h\n")  # the cursor, which a progress bar hides
    complain("interrupted")
    os._exit(INTERRUPTED)

"""`reconsim warmup`: compile all kernels in advance, in a build of an image or before a demonstration."""

from __future__ import annotations

import time

from .arguments import Quiet
from .console import be_quiet, progress, show


def warmup(quiet: Quiet = False) -> None:
    """Compile all kernels for this machine: one or two minutes the first time, seconds if all are compiled.

    The commands compile what they need by themselves when it is missing. For example:

    \b
    reconsim warmup
    """
    be_quiet(quiet)
    from ..simulation.kernels_ahead import SHARES, compile_for_first_table
    from .first_run import told_of_compiling

    began_s = time.perf_counter()
    with progress("compiling") as report, told_of_compiling():
        report(0.0, SHARES[0][0])
        compile_for_first_table()
        for n, (what, share) in enumerate(SHARES):
            report(n / len(SHARES), what)
            share()
    show(f"all kernels are compiled ({time.perf_counter() - began_s:.0f} s)")

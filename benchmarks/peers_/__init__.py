"""One small file for each side: how it is asked for the windows, or the states, of a case.

A side of windows is a module with

- ``NAME``, ``PACKAGES`` (distributions whose versions are shown; the first must be importable as ``IMPORT``),
- ``THREADED``: whether it uses more than one processor when it has them,
- ``CONVENTION``: what it does differently from reconsim, in words, empty for nothing,
- ``LIMIT``: "elevation" or "off_nadir", the one it can be asked ("any": both),
- ``JUDGED_AS``: arguments of ``exact_windows`` that share what it does differently and cannot be told otherwise, so
  that it is judged by what it computes; the table shows the error without them as well,
- ``prepare(case)``: load sets and places, untimed; returns the timed job, a function of no arguments,
- ``collect(case, raw)``: the job's result as ``Found``, untimed.

A side of SGP4 has ``GIVES``, ``prepare_states(case, times_min, processors)`` and ``positions_teme_km(raw)``, (S, T, 3).
"""

from __future__ import annotations

WINDOW_SIDES = ("reconsim", "brahe", "tatc", "tatc_cone", "skyfield", "lox_pef", "lox_iau", "orekit")
STATE_SIDES = ("reconsim_kernel_states", "reconsim_table_states", "astroz_states", "heyoka_states", "sgp4_states")

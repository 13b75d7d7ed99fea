"""Windows in few bytes: whole numbers of 10 ms as differences, seven bits a byte (LEB128), in base64.

A list holds the windows of one sensor under one set of limits. They are grouped by target and satellite. Each window is
two numbers: twice the time since the start of the window before it (of the first: since the origin), plus 1 where a
look begins; then its length. ``windows.js`` reads this.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TICKS_PER_S = 100.0  # 10 ms


@dataclass(frozen=True)
class Spell:
    """The windows of one list, sorted by target, satellite, start: arrays of one length, times in seconds.

    ``begins_look`` is True where a window is the first of its look.
    """

    target: Ints
    satellite: Ints
    start_s: Floats
    end_s: Floats
    begins_look: NDArray[np.bool_]


def packed(spell: Spell, n_targets: int, n_satellites: int, origin_s: float) -> dict[str, Any]:
    """Return a list as plain values: ``counts`` of windows by target, then satellite, and ``windows`` as text.

    ``origin_s`` must not lie after any start. Times are good to 5 ms.
    """
    group = spell.target * n_satellites + spell.satellite
    counts = np.bincount(group, minlength=n_targets * n_satellites)
    start = np.rint(spell.start_s * TICKS_PER_S).astype(np.int64)
    length = np.rint(spell.end_s * TICKS_PER_S).astype(np.int64) - start
    since = np.diff(start, prepend=0)
    firsts = np.flatnonzero(np.diff(group, prepend=-1))
    since[firsts] = start[firsts] - int(np.floor(origin_s * TICKS_PER_S))
    numbers = np.stack([2 * since + spell.begins_look, length], axis=-1).reshape(-1)
    return {"counts": counts.tolist(), "windows": base64.b64encode(leb128(numbers)).decode("ascii")}


def leb128(numbers: Ints) -> bytes:
    """Return whole numbers from 0 on, seven bits a byte, the lowest first; the top bit: another byte follows."""
    n_bytes = np.ones(numbers.size, dtype=np.int64)
    rest = numbers >> 7
    while rest.any():
        n_bytes += rest > 0
        rest = rest >> 7
    at = np.cumsum(n_bytes) - n_bytes
    out = np.zeros(int(n_bytes.sum()), dtype=np.uint8)
    for k in range(int(n_bytes.max(initial=0))):
        mine = np.flatnonzero(n_bytes > k)
        more = (n_bytes[mine] > k + 1) * 0x80
        out[at[mine] + k] = ((numbers[mine] >> (7 * k)) & 0x7F) | more
    return out.tobytes()

"""The bins that gaps are counted in: of one step each below 16 steps, then 8 to an octave."""

from __future__ import annotations

import numpy as np

from ..compile import inlined

EXACT_BINS, BINS_AN_OCTAVE = 16, 8


def bin_number(steps: int) -> int:
    """Return the bin of the histogram that a gap of so many steps falls into."""
    if steps < EXACT_BINS:
        return steps
    octave = steps.bit_length() - 4
    return EXACT_BINS + (octave - 1) * BINS_AN_OCTAVE + ((steps >> octave) & 7)


SMALL_BINS = np.array([bin_number(m) for m in range(1024)], dtype=np.int16)


@inlined
def bin_of(steps: int) -> int:
    """As bin_number, from its table."""
    bin_ = 0
    while steps >= 1024:
        steps >>= 6
        bin_ += 6 * BINS_AN_OCTAVE
    return bin_ + SMALL_BINS[steps]

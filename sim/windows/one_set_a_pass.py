"""Several element sets of one satellite: the choice of one set for each pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..orbits.ephemeris import Track
from .windows import Windows


def one_set_a_pass(found: Windows, tracks: Sequence[Track]) -> Windows:
    """Return the windows with one element set for each pass: the set that serves its middle; see sim.orbits.service.

    Around a change of sets both give the same pass, with times up to some minutes apart if they are old. Passes within
    a quarter of a revolution are therefore one pass. If both sets serve its middle, or neither does, the earlier set is
    used, so that no pass is counted twice or lost. Sets of deep-space orbits change at an instant. The two parts of a
    pass there get the bounds of the whole pass.
    """
    if len(found) == 0 or all(t.owns_from_s == -math.inf and t.owns_to_s == math.inf for t in tracks):
        return found
    middle_s = 0.5 * (found.start_s + found.end_s)
    found = found.take(order := np.lexsort((found.track, middle_s, found.satellite, found.target)))
    middle_s = middle_s[order]
    reach_s = np.array([0.0 if t.elements.is_deep_space else 15.0 * t.elements.period_min for t in tracks])[found.track]
    same = (found.satellite[1:] == found.satellite[:-1]) & (found.target[1:] == found.target[:-1])
    near = middle_s[1:] - middle_s[:-1] < np.minimum(reach_s[1:], reach_s[:-1])
    one_pass = np.concatenate([[0], np.cumsum(~(same & near & (found.track[1:] != found.track[:-1])))])

    found = found.take(order := np.lexsort((found.track, one_pass)))  # the earlier set first
    middle_s, one_pass = middle_s[order], one_pass[order]
    owns_from_s = np.array([t.owns_from_s for t in tracks])[found.track]
    owns_to_s = np.array([t.owns_to_s for t in tracks])[found.track]
    owned = (middle_s >= owns_from_s) & (middle_s < owns_to_s)
    # Neither of the two sets serves the middle of the pass.
    left_over = np.zeros(len(found), dtype=bool)
    left_over[:-1] = (one_pass[1:] == one_pass[:-1]) & (owns_to_s[:-1] == owns_from_s[1:])
    left_over[:-1] &= (middle_s[:-1] >= owns_to_s[:-1]) & (middle_s[1:] < owns_from_s[1:])
    taken = owned | (left_over & ~np.isin(one_pass, one_pass[owned]))
    rows = np.flatnonzero(taken)
    first = rows[np.unique(one_pass[rows], return_index=True)[1]]  # one row for each pass taken
    by = np.full(int(one_pass[-1]) + 1 if one_pass.size else 0, -1, dtype=np.int64)
    by[one_pass[first]] = found.track[first]
    found = found.take(taken & (found.track == by[one_pass]))
    found = found.take(np.lexsort((found.start_s, found.satellite, found.target)))

    pass_start_s, pass_end_s = found.pass_start_s.copy(), found.pass_end_s.copy()
    same = (found.satellite[1:] == found.satellite[:-1]) & (found.target[1:] == found.target[:-1])
    handed_over = np.flatnonzero(same & (found.start_s[1:] == found.end_s[:-1]))
    for a in handed_over:
        pass_start_s[a + 1] = pass_start_s[a]
    for a in handed_over[::-1]:
        pass_end_s[a] = pass_end_s[a + 1]
    found = replace(found, pass_start_s=pass_start_s, pass_end_s=pass_end_s)
    return found.take(np.argsort(found.track, kind="stable"))

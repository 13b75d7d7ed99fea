"""How far one side's windows are from the exact ones: which are lost, which invented, how far boundaries stray."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .exact import Found


@dataclass(frozen=True)
class Judgement:
    """What a side found beside what there is.

    ``lost``: exact windows without a partner; ``invented``: windows that overlap no exact one or are second to it. Each
    exact window is paired with the window that overlaps it longest. Errors are of both ends of all pairs, ms.
    """

    windows: int
    exact: int
    lost: int
    invented: int
    longest_lost_s: float
    median_error_ms: float
    worst_error_ms: float

    @property
    def verdict(self) -> str:
        return "all found" if self.lost == 0 and self.invented == 0 else f"{self.lost} lost, {self.invented} invented"


def judge(found: Found, exact: Found) -> Judgement:
    """Pair windows of equal satellite and place that overlap, each with one partner, and measure both ends."""
    theirs = _by_pair(found)
    errors_s: list[float] = []
    lost_s: list[float] = []
    paired = 0
    for key, mine in _by_pair(exact).items():
        rows = theirs.get(key)
        taken: set[int] = set()
        for start, end in mine:
            best, best_overlap_s = -1, 0.0
            if rows is not None:
                first = int(np.searchsorted(rows[:, 1], start, side="right"))
                for j in range(first, len(rows)):
                    if rows[j, 0] >= end:
                        break
                    overlap_s = min(end, rows[j, 1]) - max(start, rows[j, 0])
                    if j not in taken and overlap_s > best_overlap_s:
                        best, best_overlap_s = j, overlap_s
            if best < 0:
                lost_s.append(float(end - start))
                continue
            assert rows is not None
            taken.add(best)
            paired += 1
            errors_s += [abs(float(rows[best, 0] - start)), abs(float(rows[best, 1] - end))]
    return Judgement(
        windows=len(found),
        exact=len(exact),
        lost=len(lost_s),
        invented=len(found) - paired,
        longest_lost_s=max(lost_s, default=0.0),
        median_error_ms=float(np.median(errors_s)) * 1e3 if errors_s else float("nan"),
        worst_error_ms=max(errors_s) * 1e3 if errors_s else float("nan"),
    )


def _by_pair(found: Found) -> dict[tuple[int, int], np.ndarray]:
    """Return the rows (start, end) of each satellite and place, in time order."""
    if len(found) == 0:
        return {}
    keys = np.stack([found.satellite, found.place], axis=1)
    cuts = np.flatnonzero(np.any(np.diff(keys, axis=0) != 0, axis=1)) + 1
    rows = np.stack([found.start_s, found.end_s], axis=1)
    return {
        (int(k[0, 0]), int(k[0, 1])): part for k, part in zip(np.split(keys, cuts), np.split(rows, cuts), strict=True)
    }

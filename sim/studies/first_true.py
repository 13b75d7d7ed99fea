"""When a reading first holds, stretch by stretch, and whether it then holds on.

A reading compares a measure with a threshold. At *each* target it is true where every target's value meets the
threshold, at *any* where one does. A stretch in which no satellite counts has NaN values and makes no reading true. In
a stretch of a week a reading near its threshold turns with the phasing alone: ``share_true`` is the share of draws of
another phasing in which it is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .build_up import BuildUp

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Over = Literal["each", "any"]

TRUE_BEYOND_PHASING = 0.95  # the share of draws in which a reading is true whatever the phasing


@dataclass(frozen=True)
class FirstTrue:
    """``first`` is the first moment of the first stretch in which a reading is true; None if it is true in none.

    ``lasting`` is that of the first stretch from which it is true in all that follow; None if it is not true in the
    last. ``turned`` are the stretches in which it became true, or false again. ``n_true`` counts those in which it is
    true, ``n_since`` those from the first on.
    """

    first: datetime | None
    lasting: datetime | None
    turned: tuple[datetime, ...]
    n_true: int
    n_since: int

    @property
    def holds_on(self) -> bool:
        """Whether it is true in every stretch from the first one on."""
        return self.first is not None and self.first == self.lasting


def first_true(
    starts: Sequence[datetime], values: Floats, compare: str, threshold: float, *, over: Over = "each"
) -> FirstTrue:
    """Return when a reading first holds: ``values`` (W, P) of W stretches, given by their ``starts``, at P targets.

    ``compare`` is "<=", ">=", "<" or ">".
    """
    return first_of(starts, is_true(values, compare, threshold, over=over))


def first_of(starts: Sequence[datetime], true: Flags) -> FirstTrue:
    """Return the same for stretches in which a reading is known to be true or not, (W,)."""
    changes = np.flatnonzero(np.diff(true, prepend=False))
    lasting = int(changes[-1]) if changes.size and true[-1] else None
    return FirstTrue(
        first=starts[int(changes[0])] if changes.size else None,
        lasting=None if lasting is None else starts[lasting],
        turned=tuple(starts[int(one)] for one in changes),
        n_true=int(true.sum()),
        n_since=len(true) - int(changes[0]) if changes.size else 0,
    )


def is_true(values: Floats, compare: str, threshold: float, *, over: Over = "each") -> Flags:
    """Return whether a reading is true, (...,), of values (..., P) at P targets; NaN is not."""
    met = {"<=": np.less_equal, ">=": np.greater_equal, "<": np.less, ">": np.greater}[compare](values, threshold)
    return np.asarray(met.all(axis=-1) if over == "each" else met.any(axis=-1))


def share_true(
    built: BuildUp,
    way: str,
    measure: str,
    compare: str,
    threshold: float,
    *,
    limit_s: float | None = None,
    over: Over = "each",
) -> Floats:
    """Return the share of the draws in which a reading is true, (W, C); 0 where no satellite counts.

    Raises KeyError for a measure that was not drawn.
    """
    nobody = np.zeros(len(built.cases))
    return np.stack(
        [
            nobody if one is None else np.mean(is_true(one[measure, limit_s], compare, threshold, over=over), axis=0)
            for one in built.draws[way]
        ]
    )

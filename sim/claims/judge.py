"""Verdicts from measured values: three-valued logic over combinations and targets, no physics.

A combination is *true* or *false* where its value lies on one side of the threshold by more than its error,
*undecided* where it does not, *unmeasured* where there is no value. True in all: holds. True in some and
false in others: holds only if. False in all: fails. Anything else, where undecided or unmeasured ones could
change the outcome: cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .answer import Answer, Finding, HoldsFor
from .claim import Claim
from .conditions import FALSE, TRUE, UNDECIDED, UNMEASURED, Case, Grid, Option, explain, lay_out
from .kinds.coverage import CoverageReading, Over
from .outcomes import Outcome, outcomes_possible
from .verdict import Verdict, scale_of
from .wording import Scale

DECIDED_SHARE = 0.95  # of draws: as many on the value's own side of the threshold decide it
SAME_MARGIN = 1e-9  # relative, or absolute: below the accuracy of every figure, above rounding
MOST_TOLD = 3  # undecided findings a verdict carries

Array = NDArray[np.float64]
Status = NDArray[np.int8]


@dataclass(frozen=True)
class Measured:
    """Values of one measure, (C, P): a row a combination of options, a column a target, in its own unit.

    NaN: nothing to measure; infinity: it never happens. ``error``: half the p5-p95 spread over draws, NaN if unknown;
    a value no further from the threshold is undecided. ``share_true``: the share of draws in which the comparison is
    true; a value on whose own side 95 % of draws lie is decided, however wide a lopsided spread makes its error. Give
    both, one, or neither. ``bound``: 1 where the true value may be larger (a censored gap), -1 where it may be smaller
    (a share of waits, some of them censored), else 0. ``span_days``: what it was measured over. ``interval_s``: the
    least limit for which the comparison would be true, seconds, inf for none; left out, the value itself where that is
    what the limit is compared with. Measures over the set of targets have one column.

    Raises ValueError where shapes disagree, targets share a name, an error is negative or a share not within 0 to 1.
    """

    cases: Sequence[Case]
    targets: Sequence[str]
    value: Array
    error: Array | None = None
    share_true: Array | None = None
    bound: NDArray[np.int8] | None = None
    span_days: float | None = None
    interval_s: Array | None = None

    def __post_init__(self) -> None:
        if not self.targets or len(set(self.targets)) != len(self.targets):
            raise ValueError(f"targets {list(self.targets)} must be one or more, each with a name of its own")
        shape = (len(self.cases), len(self.targets))
        for name in ("value", "error", "share_true", "bound", "interval_s"):
            array = getattr(self, name)
            if array is not None and np.shape(array) != shape:
                raise ValueError(f"{name} of shape {np.shape(array)} must be (cases, targets) = {shape}")
        if self.error is not None and (np.asarray(self.error) < 0.0).any():
            raise ValueError("error must not be negative")
        share = self.share_true
        if share is not None and not ((np.asarray(share) >= 0.0) & (np.asarray(share) <= 1.0)).all():
            raise ValueError("share_true must lie between 0 and 1")


def judge(
    reading: CoverageReading,
    limit_s: float | None,
    measured: Measured,
    *,
    over: Over = "each",
    options: Sequence[Option] = (),
    claim_id: str = "",
) -> Verdict:
    """Return the verdict on a reading against a limit.

    ``options`` (`Claim.options()`) lend labels and order to the option names of the cases. Raises ValueError
    where cases disagree in their options, one comes twice, the reading needs a limit and has none, or a
    measure over the set of targets has more than one column.
    """
    return _judge(reading, limit_s, measured, (over,), lay_out(measured.cases, options), claim_id)[0]


def judge_claim(
    claim: Claim,
    measure: Callable[[CoverageReading, float | None], Measured],
    options: Sequence[Option] | None = None,
) -> list[Verdict]:
    """Return every verdict on a claim: each reading, limit and way of taking targets together, in file order.

    ``measure`` is asked once for each reading and limit. ``options`` stand in the place of the claim's own.
    """
    verdicts: list[Verdict] = []
    options = claim.options() if options is None else options
    cases: Sequence[Case] = []
    grid = lay_out(cases, options)
    for reading in claim.coverage_readings:
        for limit_s in claim.limits_of(reading):
            measured = measure(reading, limit_s)
            if cases != measured.cases:
                cases, grid = measured.cases, lay_out(measured.cases, options)
            verdicts += _judge(reading, limit_s, measured, reading.over, grid, claim.id)
    return verdicts


def _judge(
    reading: CoverageReading,
    limit_s: float | None,
    measured: Measured,
    overs: Sequence[Over],
    grid: Grid,
    claim_id: str,
) -> list[Verdict]:
    for over in overs:
        if (over == "all-within") != reading.figure.over_set:
            raise ValueError(f"over = {over!r} does not fit the measure {reading.measure}")
    if reading.figure.over_set and len(measured.targets) != 1:
        raise ValueError(
            f"{reading.measure} is one value for all targets; give one column, not {len(measured.targets)}"
        )
    scale = scale_of(reading, limit_s)
    value = np.asarray(measured.value, dtype=np.float64)
    status = _status(measured, value, scale)
    margin = scale.threshold - value if scale.compare == "<=" else value - scale.threshold
    rows = np.arange(len(value))
    interval_s = _intervals_s(reading, measured, value)
    by_target = {
        name: _answer(
            status[:, p],
            margin[:, p],
            np.full(len(value), p),
            measured,
            value,
            grid,
            None if interval_s is None else interval_s[:, p],
        )
        for p, name in enumerate(measured.targets)
    }
    verdicts = []
    for over in overs:
        whole = next(iter(by_target.values()))
        if len(by_target) > 1:
            joined, deciding = _join(status, margin, over)
            together_s = None if interval_s is None else _over_targets_s(interval_s, over)
            whole = _answer(joined, margin[rows, deciding], deciding, measured, value, grid, together_s)
        own = {} if over == "all-within" else by_target
        days = measured.span_days
        verdicts.append(Verdict(claim_id, reading, over, limit_s, whole, own, grid.options, days))
    return verdicts


def _intervals_s(reading: CoverageReading, measured: Measured, value: Array) -> Array | None:
    """Return the least limit for which the comparison would be true, (C, P), or None where no limit decides it."""
    if measured.interval_s is not None:
        found = np.asarray(measured.interval_s, dtype=np.float64)
    elif reading.value is None and reading.compare == "<=":
        found = value + (0.0 if measured.error is None else np.nan_to_num(measured.error, nan=0.0))
        if measured.bound is not None:
            found = np.where(np.asarray(measured.bound) > 0, np.inf, found)
    else:
        return None
    return np.where(np.isnan(value), np.inf, found)


def _over_targets_s(interval_s: Array, over: Over) -> Array:
    found: Array = interval_s.min(axis=1) if over == "any" else interval_s.max(axis=1)
    return found


def _status(measured: Measured, value: Array, scale: Scale) -> Status:
    is_true = value <= scale.threshold if scale.compare == "<=" else value >= scale.threshold
    status = np.where(is_true, TRUE, FALSE).astype(np.int8)
    if measured.error is not None or measured.share_true is not None:
        status[_is_near(measured, value, scale) & ~_draws_agree(measured, is_true)] = UNDECIDED
    if measured.bound is not None:  # what may be larger can undo a true "<=" and a false ">=", and the reverse
        larger = np.asarray(measured.bound) * (1 if scale.compare == "<=" else -1)
        status[((larger > 0) & (status == TRUE)) | ((larger < 0) & (status == FALSE))] = UNDECIDED
    status[np.isnan(value)] = UNMEASURED
    return status


def _is_near(measured: Measured, value: Array, scale: Scale) -> NDArray[np.bool_]:
    if measured.error is None:
        return np.ones(value.shape, dtype=bool)
    error = np.asarray(measured.error, dtype=np.float64)
    unknown = np.isnan(error) & np.isfinite(value)
    with np.errstate(invalid="ignore"):  # infinity less infinity
        return unknown | ((error > 0.0) & ~(np.abs(value - scale.threshold) > error))


def _draws_agree(measured: Measured, is_true: NDArray[np.bool_]) -> NDArray[np.bool_]:
    if measured.share_true is None:
        return np.zeros(is_true.shape, dtype=bool)
    share = np.asarray(measured.share_true, dtype=np.float64)
    return np.where(is_true, share, 1.0 - share) >= DECIDED_SHARE


def _join(status: Status, margin: Array, over: Over) -> tuple[Status, NDArray[np.intp]]:
    # Kleene's strong "and" (each) or "or" (any) over targets, and which target decides: the worst or the best
    # of those that have the joint answer.
    ranks = (FALSE, UNDECIDED, UNMEASURED, TRUE) if over == "each" else (TRUE, UNDECIDED, UNMEASURED, FALSE)
    joined = np.full(len(status), ranks[-1], dtype=np.int8)
    for answer in reversed(ranks):
        joined[(status == answer).any(axis=1)] = answer
    towards = np.where(np.isnan(margin), 0.0, margin if over == "each" else -margin)
    return joined, np.nanargmin(np.where(status == joined[:, None], towards, np.nan), axis=1)


def _answer(
    status: Status,
    margin: Array,
    column: NDArray[np.intp],
    measured: Measured,
    value: Array,
    grid: Grid,
    interval_s: Array | None,
) -> Answer:
    def finding(row: int) -> Finding:
        at = column[row]
        error = None if measured.error is None else float(measured.error[row, at])
        return Finding(measured.cases[row], measured.targets[at], float(value[row, at]), float(margin[row]), error)

    def furthest(rows: NDArray[np.intp], *, inside: bool) -> Finding | None:
        if len(rows) == 0:
            return None
        towards = margin[rows] if inside else -margin[rows]
        # Values that differ by rounding only count as equal; the first is taken, so all machines agree.
        return finding(int(rows[np.argmax(np.isclose(towards, towards.max(), rtol=SAME_MARGIN, atol=SAME_MARGIN))]))

    true, false = np.flatnonzero(status == TRUE), np.flatnonzero(status == FALSE)
    undecided = np.flatnonzero(status == UNDECIDED)
    known = np.flatnonzero(~np.isnan(margin))
    n_unmeasured = int((status == UNMEASURED).sum())
    could_be = outcomes_possible(len(true), len(false), len(undecided) + n_unmeasured)
    outcome: Outcome = could_be[0] if len(could_be) == 1 else "cannot tell"
    nearest = undecided[np.argsort(np.abs(margin[undecided]), kind="stable")][:MOST_TOLD]
    return Answer(
        outcome=outcome,
        could_be=could_be,
        n_true=len(true),
        n_false=len(false),
        n_undecided=len(undecided),
        n_unmeasured=n_unmeasured,
        best=furthest(known, inside=True),
        worst=furthest(known, inside=False),
        closest_call=furthest(true, inside=False),
        nearest_miss=furthest(false, inside=True),
        undecided=tuple(finding(int(row)) for row in nearest),
        holds_for=None
        if interval_s is None or not len(interval_s)
        else HoldsFor(
            float(interval_s.max()),
            float(interval_s.min()),
            with_error=measured.error is not None and measured.interval_s is None,
        ),
        explain=partial(explain, status, grid) if outcome == "holds only if" else None,
    )

"""Where more access comes with a longer mean gap: looks that merge leave fewer gaps, and the short ones vanish.

A wider limit makes looks longer. Two looks that overlap then leave no gap between them. The short gap between them is
gone, so the mean is over fewer and longer gaps, although more is seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..revisit.figure_kinds import GAP_MEAN, N_CENSORED, N_LOOKS
from .assumptions import Case
from .survey import Survey

LONGER = 1.01  # the least ratio of the means: less would print as the same number


@dataclass(frozen=True)
class Pair:
    """Two combinations at one target; the second has at least as many looks, and a longer mean gap.

    ``among`` is the id of the claim that tries both, empty for two standing cases; ``names`` are those of the cases, or
    of the values of the one ``option`` in which they differ.
    """

    among: str
    option: str
    names: tuple[str, str]
    cases: tuple[Case, Case]
    target: int
    ratio: float


def longer_gaps(
    cases: Sequence[Case], standing: Mapping[str, Case], rows_of: Mapping[str, Sequence[int]], survey: Survey
) -> tuple[Pair, ...]:
    """Return the pairs, the largest ratio of mean gaps first: of standing cases, and of what each claim tries.

    Pairs of a claim differ in one option alone. Combinations with a censored gap are left out.
    """
    found: list[Pair] = []
    rows = {name: cases.index(case) for name, case in standing.items()}
    for (less, a), (more, b) in itertools.combinations(rows.items(), 2):
        found += _pairs("", "", (less, more), (a, b), cases, survey)
    for claim, tried in rows_of.items():
        for a, b in itertools.permutations(tried, 2):
            differing = [name for name in cases[a] if cases[a][name] != cases[b].get(name)]
            if len(differing) == 1 and len(cases[a]) == len(cases[b]):
                names = (cases[a][differing[0]], cases[b][differing[0]])
                found += _pairs(claim, differing[0], names, (a, b), cases, survey)
    return tuple(sorted(found, key=lambda one: -one.ratio))


def _pairs(
    among: str, option: str, names: tuple[str, str], rows: tuple[int, int], cases: Sequence[Case], survey: Survey
) -> Iterator[Pair]:
    a, b = rows
    looks, means, censored = (survey[kind.name] for kind in (N_LOOKS, GAP_MEAN, N_CENSORED))
    is_longer = (looks[b] >= looks[a]) & (means[b] > LONGER * means[a]) & (means[a] > 0.0)
    for j in (is_longer & (censored[a] == 0.0) & (censored[b] == 0.0)).nonzero()[0].tolist():
        yield Pair(among, option, names, (cases[a], cases[b]), j, float(means[b, j] / means[a, j]))

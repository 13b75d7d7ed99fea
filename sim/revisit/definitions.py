"""The definition of each figure of merit: its words, unit and formula, and its name in STK.

The terms are STK's, and STK's help describes how it measures them. Differences are given here.
Pages, all below https://help.agi.com/stk/Content/cov/: ``fom-04`` coverage time, ``fom-05`` revisit time, ``fom-06``
access duration, ``fom-07`` number of accesses, ``fom-08`` access separation, ``fom-10`` time average gap, ``fom-11``
response time, ``ageOfData``, ``systemResponse``, and ``fom-01`` for satisfaction. Left out of STK's seventeen: access
constraint and scalar calculation, which need geometry and not intervals; dilution of precision and navigation accuracy,
which are of navigation. System response time and system age of data are measured in ``chain``, the others in ``merit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Definition:
    """One figure: g a gap, d an access, c the time covered, T the span, t an instant of it.

    ``statistics`` are those it has. ``statistic`` is the default. ``good`` is the default comparison with a threshold.
    ``stk`` is empty for a figure that STK does not have.
    """

    name: str
    words: str
    unit: str
    formula: str
    over_time: str  # its value at an instant; empty if it has none
    statistics: tuple[str, ...]
    statistic: str
    good: Literal["at most", "at least"]
    stk: str = ""


_LENGTHS = ("average", "minimum", "maximum", "std deviation", "sum", "num percent below", "percentile")
_INSTANTS = ("average", "minimum", "maximum", "std deviation", "percent below", "percent below gaps only")
_COUNTS = ("total", "per day", "minimum per day", "maximum per day", "in span", "in span per day")
_COVERED = ("total", "percent", "per day", "percent per day")
_BY_DAY = ("minimum per day", "maximum per day", "std deviation per day")
_BY_DAY_PERCENT = ("minimum percent per day", "maximum percent per day", "std deviation percent per day")

_ALL = (
    Definition(
        name="simple coverage",
        words="whether any satellite sees the place",
        unit="",
        formula="1 if c > 0, else 0",
        over_time="1 while seen, else 0",
        statistics=("ever", "always"),
        statistic="ever",
        good="at least",
        stk="Simple Coverage",
    ),
    Definition(
        name="n asset coverage",
        words="how many distinct satellites see the place at once; rows of one satellite count once",
        unit="satellites",
        formula="integral of n(t) / T",
        over_time="satellites that see it",
        statistics=("average", "minimum", "maximum", "std deviation", "percent below", "percent above", "unique"),
        statistic="minimum",
        good="at least",
        stk="N Asset Coverage",
    ),
    Definition(
        name="coverage time",
        words="time during which the place is seen; per day is over T in days, days with a minimum and maximum are "
        "whole calendar days within the span; 'time above' is with at least n satellites",
        unit="s",
        formula="c; 100 c / T",
        over_time="",
        statistics=(*_COVERED, *_BY_DAY, *_BY_DAY_PERCENT, "total time above", "percent time above"),
        statistic="percent",
        good="at least",
        stk="Coverage Time",
    ),
    Definition(
        name="number of accesses",
        words="accesses, each satellite's on its own however they overlap; 'in span' are those of a length from .. to; "
        "a day's are those that begin in it",
        unit="",
        formula="N",
        over_time="satellites that see the place, as in STK; 'accesses so far' counts them",
        statistics=_COUNTS,
        statistic="total",
        good="at least",
        stk="Number of Accesses",
    ),
    Definition(
        name="access duration",
        words="length of an access of one satellite; overlapping ones are not joined",
        unit="s",
        formula="sum d / N",
        over_time="length of the access under way, of several the longest; else 0",
        statistics=(*_LENGTHS, "percent above"),
        statistic="average",
        good="at least",
        stk="Access Duration",
    ),
    Definition(
        name="access separation",
        words="time from an access to the nearest one of another satellite, 0 if they overlap",
        unit="s",
        formula="min |d_i, d_k| over satellites",
        over_time="1 within a pair of accesses that are asked-for times apart, else 0: `Merit.separated`",
        statistics=_LENGTHS,
        statistic="minimum",
        good="at most",
        stk="Access Separation",
    ),
    Definition(
        name="number of gaps",
        words="gaps between stretches of coverage; 'in span' are those of a length from .. to; a day's are those that "
        "begin in it",
        unit="",
        formula="N",
        over_time="",
        statistics=_COUNTS,
        statistic="total",
        good="at most",
        stk="Number of Gaps",
    ),
    Definition(
        name="revisit time",
        words="length of a gap in coverage: from the end of coverage to the next start; completed gaps enter averages "
        "and percentiles if they begin inside the span",
        unit="s",
        formula="sum g / N",
        over_time="length of the gap that t falls into, 0 while seen",
        statistics=(*_LENGTHS, "percent below", "percent below gaps only"),
        statistic="maximum",
        good="at most",
        stk="Revisit Time",
    ),
    Definition(
        name="time average gap",
        words="mean length of the gap an instant falls into, 0 where seen",
        unit="s",
        formula="sum g^2 / T",
        over_time="",
        statistics=("average",),
        statistic="average",
        good="at most",
        stk="Time Average Gap",
    ),
    Definition(
        name="response time",
        words="time from an instant to the next access, 0 while seen",
        unit="s",
        formula="sum g^2 / 2T",
        over_time="start of the next access - t, 0 while seen",
        statistics=_INSTANTS,
        statistic="maximum",
        good="at most",
        stk="Response Time",
    ),
    Definition(
        name="age of data",
        words="time since the last access ended, 0 while seen: response time read backwards",
        unit="s",
        formula="sum g^2 / 2T",
        over_time="t - end of the last access, 0 while seen",
        statistics=_INSTANTS,
        statistic="maximum",
        good="at most",
        stk="Age Of Data",
    ),
    Definition(
        name="accesses so far",
        words="accesses that have begun since the start of the span, those under way at it included",
        unit="",
        formula="N(t)",
        over_time="accesses begun up to t",
        statistics=("maximum",),
        statistic="maximum",
        good="at least",
    ),
    Definition(
        name="coverage so far",
        words="time seen since the start of the span",
        unit="s",
        formula="c(t)",
        over_time="time seen up to t",
        statistics=("maximum",),
        statistic="maximum",
        good="at least",
    ),
)

_OF_CHAINS = (
    Definition(
        name="system response time",
        words="time from a request to its image on the desk: command, collection, downlink and processing, each after "
        "its wait, by the satellite that is through first",
        unit="s",
        formula="mean of desk(t) - t",
        over_time="desk(t) - t: `chain.order_to_desk`",
        statistics=("mean", "maximum", "percentile", "share within"),
        statistic="mean",
        good="at most",
        stk="System Response Time",
    ),
    Definition(
        name="system age of data",
        words="time since the end of the collection whose data are the newest on the desk",
        unit="s",
        formula="mean of t - end of collection",
        over_time="t - end of collection: `chain.system_age`",
        statistics=("mean", "maximum", "percentile", "share within"),
        statistic="mean",
        good="at most",
        stk="System Age Of Data",
    ),
)

DEFINITIONS: dict[str, Definition] = {one.name: one for one in _ALL}  # those of `merit`
CHAIN_DEFINITIONS: dict[str, Definition] = {one.name: one for one in _OF_CHAINS}  # those of `chain`

# What each statistic means, for a table beside that of the figures.
STATISTICS: dict[str, str] = {
    "average": "mean over gaps or accesses; of response, age and number of satellites over all instants",
    "minimum": "the least",
    "maximum": "the greatest",
    "std deviation": "standard deviation, of the population: divided by N and not by N - 1",
    "sum": "of all lengths",
    "percentile": "over gaps or accesses, numpy's linear rule",
    "num percent below": "over gaps or accesses, STK's rule: of 100 gaps the 90th for 90 percent",
    "percent below": "over time: the least value that this percentage of all instants does not exceed",
    "percent below gaps only": "the same over the instants in a gap",
    "percent above": "over time: the greatest value that this percentage of all instants does not fall short of",
    "total": "over the whole span",
    "percent": "of the span",
    "per day": "divided by the span in days",
    "percent per day": "the percentage of the span divided by the span in days, as STK has it",
    "minimum per day": "least of the whole calendar days (midnight to midnight) in the span",
    "maximum per day": "greatest of the whole calendar days in the span",
    "std deviation per day": "of the whole calendar days in the span",
    "minimum percent per day": "of each whole calendar day, the least",
    "maximum percent per day": "of each whole calendar day, the greatest",
    "std deviation percent per day": "of the percentages of whole calendar days",
    "in span": "those whose length lies within two bounds",
    "in span per day": "those, divided by the span in days",
    "total time above": "time with at least n satellites",
    "percent time above": "the same in percent of the span",
    "unique": "distinct satellites that see the place at some time in the span",
    "ever": "1 if it is at any time, else 0",
    "always": "1 if it is at all times, else 0",
}


def table() -> list[tuple[str, str, str, str, str]]:
    """Return rows of (name, STK's name or "-", unit or "-", formula, words) for a printed table of definitions."""
    return [(d.name, d.stk or "-", d.unit or "-", d.formula, d.words) for d in (*_ALL, *_OF_CHAINS)]

"""The registry of figures: one record a figure, which holds every fact about it but its value.

These are derived from it: the fields that ``figures.Figures`` must have, the measures of claims
(``sim.claims.measures``), the figures of maps (``sim.maps.figure_names``), the arrays of a survey
(``sim.studies.survey``), the names in requirements (``sim.simulation.requirements``), the effect of censored gaps on a
verdict, and the headings of printed tables. Code that needs one figure takes its record from here, ``GAP_MAX.name``, so
that a figure's name stands in few files.

STK's figures with all their statistics stand in ``definitions``; ``merit`` is the statistic of one of them that a
figure is. Lengths of time are in seconds. Shares run from 0 to 1. A figure has one unit wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from .definitions import DEFINITIONS

Unit = Literal["s", "share", "percent", "count", "per day", "flag"]
Censored = Literal["", "grows", "shrinks"]


@dataclass(frozen=True)
class MeritOf:
    """A statistic of one of STK's figures, such as the "percentile" of "revisit time" for ``percent`` 95."""

    figure: str
    statistic: str
    percent: float | None = None


@dataclass(frozen=True)
class FigureKind:
    """The facts about one figure. In ``definition`` g is a gap, W the wait from a uniform instant, T the span.

    ``words`` is the full name. ``short_words`` is the short name for a column; where it is empty, ``words`` is used.

    ``censored``: the figure grows, or shrinks, when a censored gap turns out longer than the search. ``bound_if`` is
    the figure that counts or flags the censored gaps in it; while that is not 0 the figure is a lower bound.

    ``at_limit``: computed for a length of time (the chance of a look *within two hours*), so that it has a value for
    each. ``over_set``: one value for all targets together. ``extreme``: grows with the span, and is quoted with it.

    ``in_figures``: a field of ``Figures``. ``in_claims``: a measure of claims, and so in every survey. ``surveyed``: in
    every survey without being a measure. ``map_name``: its name as a figure of a map, empty if maps have none.
    ``better`` is given where STK has no such figure, or where ours is read the other way.

    ``formerly``: earlier names, which errors answer with the present one.
    """

    name: str
    words: str
    unit: Unit
    definition: str
    short_words: str = ""
    merit: MeritOf | None = None
    better: Literal["", "less", "more"] = ""
    censored: Censored = ""
    bound_if: str = ""
    at_limit: bool = False
    over_set: bool = False
    extreme: bool = False
    in_figures: bool = True
    in_claims: bool = False
    surveyed: bool = False
    map_name: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The head of a column: ``short_words``, or ``words`` where that is empty."""
        return self.short_words or self.words

    @property
    def stk(self) -> str:
        """STK's name of the figure with its statistic, such as "Revisit Time, maximum"; empty for one of ours."""
        if self.merit is None:
            return ""
        rank = "" if self.merit.percent is None else f" {self.merit.percent:g}"
        return f"{DEFINITIONS[self.merit.figure].stk}, {self.merit.statistic}{rank}"

    @property
    def more_is_better(self) -> bool:
        """Which end of it a customer of images wants."""
        if self.better or self.merit is None:
            return self.better == "more"
        return DEFINITIONS[self.merit.figure].good == "at least"

    def at(self, limit_s: float) -> str:
        """Return the name, as a key of a row, of its value for one length of time."""
        return f"{self.name}_{limit_s:g}s"


_ALL: list[FigureKind] = []


def _figure(kind: FigureKind) -> FigureKind:
    _ALL.append(kind)
    return kind


GAP_MAX = _figure(
    FigureKind(
        name="gap_max_s",
        words="longest gap",
        short_words="longest",
        unit="s",
        definition="longest time from the end of one look to the next start, of all gaps that overlap the span",
        merit=MeritOf("revisit time", "maximum"),
        censored="grows",
        bound_if="n_censored",
        extreme=True,
        in_claims=True,
        map_name="gap_max_s",
    )
)
GAP_MAX_START = _figure(
    FigureKind(
        name="gap_max_start_s",
        words="start of the longest gap",
        unit="s",
        definition="end of the look before the longest gap, of several the earliest; seconds on the span's clock",
    )
)
GAP_MAX_END = _figure(
    FigureKind(
        name="gap_max_end_s",
        words="end of the longest gap",
        unit="s",
        definition="start of the look after the longest gap, of several the earliest; seconds on the span's clock",
    )
)
GAP_MAX_CENSORED = _figure(
    FigureKind(
        name="gap_max_censored",
        words="longest gap is a lower bound",
        unit="flag",
        definition="whether an end of the longest gap is not the true one",
    )
)
GAP_MEAN = _figure(
    FigureKind(
        name="gap_mean_s",
        words="mean gap",
        short_words="mean",
        unit="s",
        definition="mean time from the end of one look to the next start, over gaps that begin inside the span",
        merit=MeritOf("revisit time", "average"),
        censored="grows",
        bound_if="n_censored",
        in_claims=True,
        map_name="gap_mean_s",
    )
)
GAP_MEDIAN = _figure(
    FigureKind(
        name="gap_median_s",
        words="median gap",
        short_words="median",
        unit="s",
        definition="median over gaps between looks that begin inside the span, numpy's linear rule",
        merit=MeritOf("revisit time", "percentile", 50.0),
        censored="grows",
        bound_if="n_censored",
        surveyed=True,
        map_name="gap_p50_s",
    )
)
GAP_P95 = _figure(
    FigureKind(
        name="gap_p95_s",
        words="95th percentile of gaps",
        short_words="p95",
        unit="s",
        definition="95th percentile over gaps between looks that begin inside the span, numpy's linear rule",
        merit=MeritOf("revisit time", "percentile", 95.0),
        censored="grows",
        bound_if="n_censored",
        surveyed=True,
        map_name="gap_p95_s",
    )
)
GAP_SURVIVAL_MEDIAN = _figure(
    FigureKind(
        name="gap_survival_median_s",
        words="median gap, censored gaps allowed for",
        unit="s",
        definition="Kaplan-Meier estimate over gaps that begin inside the span, where over 5 % of them are censored",
        in_figures=False,
    )
)
GAP_SURVIVAL_P95 = _figure(
    FigureKind(
        name="gap_survival_p95_s",
        words="95th percentile of gaps, censored gaps allowed for",
        unit="s",
        definition="Kaplan-Meier estimate over gaps that begin inside the span, where over 5 % of them are censored",
        in_figures=False,
    )
)
REVISIT_MAX = _figure(
    FigureKind(
        name="revisit_max_s",
        words="longest start to start",
        unit="s",
        definition="longest time from start to start of looks, of all intervals that overlap the span",
        censored="grows",
        bound_if="n_revisits_censored",
        extreme=True,
        in_claims=True,
    )
)
REVISIT_MEAN = _figure(
    FigureKind(
        name="revisit_mean_s",
        words="mean start to start",
        unit="s",
        definition="mean time from start to start of looks, over intervals that begin inside the span",
        censored="grows",
        bound_if="n_revisits_censored",
        in_claims=True,
    )
)
N_REVISITS = _figure(
    FigureKind(
        name="n_revisits",
        words="number of revisit intervals",
        unit="count",
        definition="times from start to start of looks that overlap the span",
        better="more",
    )
)
N_REVISITS_CENSORED = _figure(
    FigureKind(
        name="n_revisits_censored",
        words="revisit intervals known in part",
        unit="count",
        definition="revisit intervals with an end that is not the true one",
    )
)
TIME_AVERAGE_GAP = _figure(
    FigureKind(
        name="time_average_gap_s",
        words="gap that an instant falls into, on average",
        unit="s",
        definition="mean length of the gap a uniform instant falls into, 0 where seen: sum g^2 / T over gaps g",
        merit=MeritOf("time average gap", "average"),
        censored="grows",
        bound_if="waits_are_lower_bounds",
        map_name="time_average_gap_s",
    )
)
INSTANT_GAP_P50 = _figure(
    FigureKind(
        name="instant_gap_p50_s",
        words="gap that half of all instants do not exceed",
        unit="s",
        definition="length-biased median: of the gap a uniform instant falls into, 0 where seen",
        merit=MeritOf("revisit time", "percent below", 50.0),
        censored="grows",
        bound_if="waits_are_lower_bounds",
    )
)
INSTANT_GAP_P95 = _figure(
    FigureKind(
        name="instant_gap_p95_s",
        words="gap that 95 % of all instants do not exceed",
        unit="s",
        definition="length-biased 95th percentile: of the gap a uniform instant falls into, 0 where seen",
        merit=MeritOf("revisit time", "percent below", 95.0),
        censored="grows",
        bound_if="waits_are_lower_bounds",
    )
)
RESPONSE_MEAN = _figure(
    FigureKind(
        name="response_mean_s",
        words="mean wait from a random instant",
        short_words="mean wait",
        unit="s",
        definition="mean wait for access from a uniform instant: sum g^2 / 2T over gaps g",
        merit=MeritOf("response time", "average"),
        censored="grows",
        bound_if="waits_are_lower_bounds",
        in_claims=True,
        map_name="response_mean_s",
    )
)
RESPONSE_MAX = _figure(
    FigureKind(
        name="response_max_s",
        words="longest wait",
        unit="s",
        definition="longest wait for access from an instant of the span",
        merit=MeritOf("response time", "maximum"),
        censored="grows",
        bound_if="waits_are_lower_bounds",
        extreme=True,
    )
)
WAIT_P50 = _figure(
    FigureKind(
        name="wait_p50_s",
        words="wait that half of all instants do not exceed",
        unit="s",
        definition="median over instants of the wait for access, exact",
        merit=MeritOf("response time", "percent below", 50.0),
        censored="grows",
        bound_if="waits_are_lower_bounds",
    )
)
WAIT_P95 = _figure(
    FigureKind(
        name="wait_p95_s",
        words="wait that 95 % of all instants do not exceed",
        unit="s",
        definition="95th percentile over instants of the wait for access, exact",
        merit=MeritOf("response time", "percent below", 95.0),
        censored="grows",
        bound_if="waits_are_lower_bounds",
    )
)
MEAN_AGE = _figure(
    FigureKind(
        name="mean_age_s",
        words="mean age of data",
        unit="s",
        definition="mean time since access ended, over instants, 0 while seen",
        merit=MeritOf("age of data", "average"),
        censored="grows",
    )
)
WAITS_ARE_LOWER_BOUNDS = _figure(
    FigureKind(
        name="waits_are_lower_bounds",
        words="waits are lower bounds",
        unit="flag",
        definition="whether access after the last instants was not found, or not asked for",
    )
)
FIRST_SEEN = _figure(
    FigureKind(
        name="first_seen_s",
        words="time until first seen",
        unit="s",
        definition="time from the start of the span to the first access; none where never seen",
        in_figures=False,
        map_name="first_seen_s",
    )
)
PERCENT_COVERED = _figure(
    FigureKind(
        name="percent_covered",
        words="share of time seen",
        unit="percent",
        definition="time within windows, in percent of the span",
        merit=MeritOf("coverage time", "percent"),
        map_name="percent_covered",
    )
)
TIME_PER_LOOK = _figure(
    FigureKind(
        name="time_per_look_s",
        words="24 h by looks a day",
        unit="s",
        definition="86,400 s divided by the mean number of looks a day; no gap, for looks overlap, and last",
        in_claims=True,
        formerly=("hours_per_look", "hours_per_look_s"),
    )
)
N_LOOKS = _figure(
    FigureKind(
        name="n_looks",
        words="number of looks",
        short_words="looks",
        unit="count",
        definition="looks that start within the span; two satellites looking at once are two looks",
        better="more",
        in_claims=True,
    )
)
LOOKS_PER_DAY = _figure(
    FigureKind(
        name="looks_per_day",
        words="looks a day",
        short_words="looks/d",
        unit="per day",
        definition="looks that start within the span, by its length in days",
        better="more",
    )
)
N_WINDOWS = _figure(
    FigureKind(
        name="n_windows",
        words="number of windows",
        unit="count",
        definition="windows that start within the span; the two beside a radar's nadir hole are two",
        better="more",
    )
)
# Between the same ends more gaps are more stretches of coverage: a map's customer wants them, though STK asks for few.
N_GAPS = _figure(
    FigureKind(
        name="n_gaps",
        words="number of gaps",
        unit="count",
        definition="gaps between looks that overlap the span",
        merit=MeritOf("number of gaps", "total"),
        better="more",
        map_name="n_gaps",
    )
)
N_CENSORED = _figure(
    FigureKind(
        name="n_censored",
        words="gaps known in part",
        unit="count",
        definition="gaps with an end that is not the true one: beyond what was searched, or cut off",
        surveyed=True,
    )
)
N_COVERED = _figure(
    FigureKind(
        name="n_covered",
        words="number of times seen, all satellites together",
        unit="count",
        definition="stretches of coverage, all satellites together, that overlap the span",
        better="more",
        in_figures=False,
        map_name="n_covered",
    )
)
COVERED_PER_DAY = _figure(
    FigureKind(
        name="covered_per_day",
        words="times seen a day, all satellites together",
        unit="per day",
        definition="stretches of coverage, all satellites together, by the span's length in days",
        better="more",
        in_figures=False,
        map_name="covered_per_day",
    )
)
SHARE_OF_GAPS_WITHIN = _figure(
    FigureKind(
        name="share_of_gaps_within",
        words="share of gaps within the limit",
        unit="share",
        definition="of the gaps that begin inside the span, the share not longer than the limit",
        better="more",
        at_limit=True,
        in_claims=True,
    )
)
WAIT_PROBABILITY = _figure(
    FigureKind(
        name="wait_probability",
        words="chance of a look within the limit",
        unit="share",
        definition="P(W <= limit) from a uniform instant: 1 - sum max(g - limit, 0) / T over gaps g",
        better="more",
        censored="shrinks",
        at_limit=True,
        in_claims=True,
    )
)
EXPOSURE_PROBABILITY = _figure(
    FigureKind(
        name="exposure_probability",
        words="chance that an exposure of that length is seen",
        unit="share",
        definition=(
            "P(a stretch of the limit's length, start uniform on [0, T - limit], holds a whole image): the least "
            "duration of one window"
        ),
        better="more",
        at_limit=True,
        in_figures=False,
        in_claims=True,
    )
)
ALL_TARGETS_GAP_MAX = _figure(
    FigureKind(
        name="all_targets_gap_max_s",
        words="longest time until every target has been seen",
        unit="s",
        definition="longest time, from any instant of the span on, until each target has been accessible at least once",
        censored="grows",
        over_set=True,
        extreme=True,
        in_figures=False,
        in_claims=True,
    )
)
ALL_TARGETS_WAIT_PROBABILITY = _figure(
    FigureKind(
        name="all_targets_wait_probability",
        words="chance that every target is seen within the limit",
        unit="share",
        definition="P(max over targets of W <= limit) from a uniform instant; not the product of the targets' chances",
        better="more",
        censored="shrinks",
        at_limit=True,
        over_set=True,
        in_figures=False,
        in_claims=True,
    )
)
FIGURE_KINDS: dict[str, FigureKind] = {kind.name: kind for kind in _ALL}
FORMER_NAMES: dict[str, FigureKind] = {name: kind for kind in _ALL for name in kind.formerly}


def renamed(name: str) -> str:
    """Return the end of a sentence with the present name of a figure of this former name; empty for other names."""
    kind = FORMER_NAMES.get(name)
    return f"; it is now {kind.name}, in {kind.unit}" if kind else ""


def check_places(where: str, has: Iterable[str], needs: Iterable[str]) -> None:
    """Raise ImportError if ``where`` lacks a figure that it must have, or has one that it must not have."""
    found, wanted = set(has), set(needs)
    if lacking := sorted(wanted - found):
        raise ImportError(f"{where} has no place for {', '.join(lacking)}, which figure_kinds puts there")
    if unknown := sorted(found - wanted):
        raise ImportError(f"{where} has {', '.join(unknown)}, which figure_kinds does not put there")


def _check() -> None:
    """Raise ImportError for records that contradict each other or the definitions of STK's figures."""
    if len(FIGURE_KINDS) != len(_ALL):
        raise ImportError("two figures have one name")
    for kind in _ALL:
        if kind.unit not in get_args(Unit) or kind.name.endswith("_s") != (kind.unit == "s"):
            raise ImportError(f"{kind.name} must end in _s if and only if it is in s, not in {kind.unit}")
        if kind.bound_if and (kind.bound_if not in FIGURE_KINDS or kind.censored != "grows"):
            raise ImportError(f"{kind.name} grows with what {kind.bound_if} counts; both must be so")
        if kind.merit and kind.merit.statistic not in DEFINITIONS[kind.merit.figure].statistics:
            raise ImportError(f"{kind.name}: {kind.merit.figure} has no statistic {kind.merit.statistic}")


_check()

"""What every format of a list of windows, passes or candidates is given, whichever command made it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .scene import Scene

NAMING = ("satellite", "norad_id", "target", "sensor", "case", "pass_id")


@dataclass(frozen=True)
class About:
    """What a result is called, and what was asked for.

    Each row of ``asked`` is the name of a thing, then its values. ``zone`` is that of local times, None for UTC alone.
    ``cases`` are the standing cases in their order, none if there is but one; ``main_case`` is the one that formats
    take which can show only one.
    """

    title: str = ""
    asked: tuple[tuple[Any, ...], ...] = ()
    notes: tuple[str, ...] = ()
    zone: tzinfo | None = None
    cases: tuple[str, ...] = ()
    main_case: str = ""


class Exported(Protocol):
    """Rows as columns of equal length, their places, what was asked, and the scene that they are drawn in."""

    @property
    def columns(self) -> Mapping[str, Sequence[Any]]:
        """The columns of the CSV: times as text, numbers rounded as printed, None where there is no value."""

    @property
    def points_deg(self) -> Mapping[str, tuple[float, float]]:
        """Latitude and longitude of each target by its name; regions are left out."""

    @property
    def about(self) -> About:
        """What the result is called, and what was asked for."""

    @property
    def scene(self) -> Scene:
        """The same rows as satellites, targets and times."""


@dataclass(frozen=True)
class Rows:
    """A result that is a table and no more; what it lacks is empty."""

    columns: Mapping[str, Sequence[Any]]
    about: About = field(default_factory=About)
    points_deg: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def n_rows(made: Exported) -> int:
    """Return the number of rows."""
    return len(made.columns["satellite"])


def targets_of(made: Exported) -> Sequence[str]:
    """Return the name of the target of each row; results without that column have one place for all."""
    if "target" in made.columns:
        return made.columns["target"]
    (name,) = made.points_deg
    return [name] * n_rows(made)


def main_rows(made: Exported) -> list[int]:
    """Return the rows of the main case, all if there is but one."""
    cases = made.columns.get("case")
    if cases is None or not made.about.main_case:
        return list(range(n_rows(made)))
    return [r for r, case in enumerate(cases) if case == made.about.main_case]


def row_ids(made: Exported) -> list[str]:
    """Return an id of 32 hexadecimal digits for each row.

    It follows from satellite, target, sensor, case and pass, and from the row's place among those that share them, so
    that the same window has the same id in results of other spans. A row without a pass is known by its start.
    """
    columns = made.columns
    naming = [columns[key] for key in NAMING if key in columns]
    if "pass_id" not in columns:
        naming += [targets_of(made), columns["start_utc"]]
    seen: Counter[str] = Counter()
    ids = []
    for row in zip(*naming, strict=True):
        text = json.dumps(row, ensure_ascii=True)
        ids.append(hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()[:32])
        seen[text] += 1
    return ids

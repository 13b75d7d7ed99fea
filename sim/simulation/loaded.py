"""A scenario, read and checked, with its satellites, places and claims; results refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from ..claims.claim import Claim
from ..claims.claims_of_scenario import claims_of
from ..constellation.constellation import Constellation
from ..scenario.build import build
from ..scenario.load import ScenarioFile
from ..scenario.remarks import remarks
from ..scenario.schema import Scenario
from ..words import counted

DEFAULT_LIMITS_S = (7200.0,)


@dataclass(frozen=True)
class Loaded:
    """A scenario file with the satellites, places and claims it names, each built when first asked for."""

    file: ScenarioFile

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.headline}>"

    @property
    def headline(self) -> str:
        """Its name, and how many satellites, targets and days."""
        scenario = self.scenario
        counts = (
            (len(scenario.satellite_names), "satellite"),
            (len(scenario.target) + len(scenario.region), "target"),
            (scenario.span.days, "day"),
        )
        return f"{self.name}: {', '.join(counted(n, thing) for n, thing in counts)}"

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def scenario(self) -> Scenario:
        return self.file.scenario

    @property
    def remarks(self) -> list[str]:
        """Notes on assumptions that follow from keys left out, and on unusual values."""
        return remarks(self.scenario)

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of tables, None for UTC."""
        name = self.scenario.report.tz
        return None if name == "UTC" else ZoneInfo(name)

    @cached_property
    def constellation(self) -> Constellation:
        return build(self.scenario, self.file.folder)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return claims_of(self.file)

    @property
    def limits_s(self) -> tuple[float, ...]:
        """The lengths of time, seconds, for which shares of gaps and chances of waits are measured: the claims'."""
        from .judging import limits_of

        return limits_of(self.claims) or DEFAULT_LIMITS_S

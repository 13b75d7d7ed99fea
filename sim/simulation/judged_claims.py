"""Claims judged with scenarios, for `reconsim claims`: each scenario is run once with all claims it judges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..claims.claim import Claim
from ..claims.read_claims import load_claim
from ..errors import ScenarioError, UsageError
from ..scenario.load import ScenarioFile, read_scenario
from ..shipped import seeds_dir
from ..studies.survey import Surveyor
from ..threads import cores
from .evidence_verdicts import evidence_verdicts
from .run import search
from .simulation import Simulation
from .summary import summary

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Planned:
    """A claim by its name or path, and the scenarios it is judged with; none where coverage cannot decide it."""

    name: str
    claim: Claim
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A claim and the summary of one run that judged it; None where coverage cannot decide it."""

    claim: Claim
    scenario: str
    document: dict[str, Any] | None


def plan_claims(names: Sequence[str], scenarios: Sequence[str] = ()) -> list[Planned]:
    """Return claims with the scenarios given, or without any with those that each names itself.

    Raises ScenarioError with everything that is wrong with them, UsageError for a claim with readings and no scenario.
    """
    planned, problems = [], []
    for name in dict.fromkeys(names):
        try:
            claim = load_claim(name, seeds_dir())
        except ScenarioError as error:
            problems += error.problems
        except UsageError as error:
            problems.append(str(error))
        else:
            with_these = tuple(dict.fromkeys(scenarios)) or claim.scenarios
            if claim.readings and not with_these and name.endswith(".toml"):
                problems.append(f"{name} names no scenario to be judged with; add --scenario NAME")
            planned.append(Planned(name, claim, with_these))
    if problems:
        raise ScenarioError(problems)
    return planned


def judge_claims(planned: Sequence[Planned], *, progress: Progress = lambda share, what: None) -> list[Judged]:
    """Return each claim with each scenario that judges it, in order; claims without readings with none.

    Every scenario is read before the first is run. Raises what `Simulation.run` raises.
    """
    asked: dict[str, list[str]] = {}
    for one in planned:
        for scenario in one.scenarios if one.claim.readings else ():
            asked.setdefault(scenario, []).append(one.name)
    files = {scenario: _with_claims(read_scenario(scenario), names) for scenario, names in asked.items()}
    documents = {}
    for number, (scenario, file) in enumerate(files.items()):
        documents[scenario] = _document(file, number, len(files), progress)
    return [
        Judged(one.claim, scenario, documents.get(scenario) if one.claim.readings else None)
        for one in planned
        for scenario in one.scenarios or ("",)
    ]


def _with_claims(file: ScenarioFile, names: Sequence[str]) -> ScenarioFile:
    """Return a scenario with these claims in the place of its own."""
    bare = file.scenario.model_copy(update={"claims": (), "claim": ()})
    return replace(file, scenario=bare, claims_asked=tuple(names))


def _document(file: ScenarioFile, number: int, of: int, progress: Progress) -> dict[str, Any]:
    """Return what a run found; without readings of coverage, the verdicts alone, for which nothing need be run."""
    simulation = Simulation(file)
    if not any(claim.coverage_readings for claim in simulation.claims):

        @cache
        def surveyor() -> Surveyor:
            return search(simulation.constellation, threads=cores(), allow_stale=False)

        return {"targets": [], "verdicts": [one.to_dict() for one in evidence_verdicts(simulation, surveyor)]}
    result = simulation.run(progress=lambda share, what: progress((number + share) / of, f"{file.name}: {what}"))
    return summary(result)

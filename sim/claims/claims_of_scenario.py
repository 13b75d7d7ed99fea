"""The claims that a scenario names, each problem with the place to mend."""

from __future__ import annotations

from ..errors import ScenarioError, UsageError
from ..scenario.load import ScenarioFile
from ..scenario.toml_lines import line_map, locate
from ..shipped import seeds_dir
from .claim import Claim
from .read_claims import load_claim


def claims_of(file: ScenarioFile) -> tuple[Claim, ...]:
    """Return the claims a scenario names, in its order.

    Raises ScenarioError with every name that is unknown and every claim that is wrong, one a line.
    """
    changes = [change for change in file.overrides if change.partition("=")[0].strip() == "claims"]
    lines = line_map(file.text)
    found, problems = [], []
    for i, name in enumerate(file.scenario.claims):
        try:
            found.append(load_claim(name, seeds_dir()))
        except ScenarioError as error:
            problems += error.problems
        except UsageError as error:
            place = f"--set {changes[-1]}" if changes else f"{file.path.name}:{locate(lines, ('claims', i))}: claims"
            problems.append(f"{place}: {error}")
    if problems:
        raise ScenarioError(problems)
    return tuple(found)

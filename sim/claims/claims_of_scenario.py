"""The claims judged with a scenario: given as options, named in it, or written in it; problems with their places."""

from __future__ import annotations

from pathlib import Path

from ..errors import ScenarioError, UsageError
from ..scenario.load import ScenarioFile
from ..scenario.problems import written
from ..scenario.toml_lines import Path as KeyPath
from ..shipped import seeds_dir
from .check_claim import check_claim
from .claim import Claim
from .read_claims import claim_path, load_claim, load_sources


def claims_of(file: ScenarioFile) -> tuple[Claim, ...]:
    """Return the claims of a scenario: those asked for, then those it names, then its [[claim]] tables, each once.

    Paths asked for begin at the current folder, paths in a scenario at its file. Raises ScenarioError with every name
    that is unknown, every claim that is wrong, and every two claims of one id, one a line.
    """
    found: dict[str, Claim] = {}
    problems: list[str] = []
    for name, folder, key in _named(file):
        try:
            _add(load_claim(name, seeds_dir(), folder), _place(file, key), found, problems)
        except ScenarioError as error:
            problems += error.problems
        except UsageError as error:
            problems.append(f"{_place(file, key)}: {error}")
    known = load_sources(seeds_dir()) if file.scenario.claim else {}
    tables = {"claim": file.scenario.claim}
    for i, table in enumerate(file.scenario.claim):
        claim, wrong = check_claim(table, known, usual_id="")
        for problem in wrong:
            path = ("claim", i, *problem.path)
            problems.append(f"{file.place(path)}: {written(path, tables)}: {problem.message}")
        if claim is not None and not wrong:
            _add(claim, f"{file.place(('claim', i))}: claim[#{i + 1}]", found, problems)
    if problems:
        raise ScenarioError(list(dict.fromkeys(problems)))
    return tuple(found.values())


def claim_files_of(file: ScenarioFile) -> tuple[Path, ...]:
    """Return the files that a scenario's claims are read from, [[claim]] tables apart, each once."""
    return tuple(dict.fromkeys(claim_path(name, seeds_dir(), folder) for name, folder, _ in _named(file)))


def _named(file: ScenarioFile) -> list[tuple[str, Path, KeyPath]]:
    """Return names and paths of claims, the folder where each path begins, and its key, empty for one asked for."""
    asked: list[tuple[str, Path, KeyPath]] = [(name, Path(), ()) for name in file.claims_asked]
    return asked + [(name, file.folder, ("claims", i)) for i, name in enumerate(file.scenario.claims)]


def _place(file: ScenarioFile, key: KeyPath) -> str:
    if not key:
        return "--claim"
    place = file.place(key)
    return place if place.startswith("--set") else f"{place}: claims"


def _add(claim: Claim, place: str, found: dict[str, Claim], problems: list[str]) -> None:
    """Add a claim unless it is there already; another one of its id is a problem."""
    if found.setdefault(claim.id, claim) != claim:
        problems.append(f"{place}: another claim has the id {claim.id!r} already; give this one an id of its own")

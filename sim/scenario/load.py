"""A checked scenario from a file or a shipped name; all errors are raised together, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..errors import ScenarioError, UsageError
from .checks import cross_problems
from .explain import problems_of
from .overrides import apply_overrides
from .problems import Problem, written
from .schema import Scenario
from .shipped_scenarios import find
from .toml_lines import Path as KeyPath
from .toml_lines import line_map, locate, without_case

DEEPEST = 30  # levels of tables and lists; a scenario has six
_ENDLESS = re.compile(r"[0-9_]{4000}", re.ASCII)


@dataclass(frozen=True)
class ScenarioFile:
    """A scenario and where it came from: its name (the file's stem), path, text as read, and changes made to it.

    ``origin`` is the change that each changed key came from. ``claims_asked`` are names and paths of claims that were
    asked for beside the scenario's own. ``turns_asked``: whether turning points of readings were asked for.
    """

    name: str
    path: Path
    text: str
    scenario: Scenario
    overrides: tuple[str, ...] = ()
    origin: Mapping[KeyPath, str] = field(default_factory=dict, repr=False)
    claims_asked: tuple[str, ...] = ()
    turns_asked: bool = False

    @property
    def folder(self) -> Path:
        """Where ``elements_file`` paths begin."""
        return self.path.parent

    def place(self, path: KeyPath) -> str:
        """Return the place at which to correct a key: "my.toml:12", or the change that it came from."""
        for changed, override in self.origin.items():
            if path[: len(changed)] == changed:
                return f"--set {override}"
        return f"{self.path.name}:{locate(line_map(self.text), path)}"


def load_scenario(name_or_path: str | Path, overrides: Sequence[str] = (), *, configs: Path | None = None) -> Scenario:
    """Return the scenario of a file or a shipped name; see ``read_scenario`` for what is raised."""
    return read_scenario(name_or_path, overrides, configs=configs).scenario


def read_scenario(
    name_or_path: str | Path,
    overrides: Sequence[str] = (),
    *,
    claims: Sequence[str | Path] = (),
    configs: Path | None = None,
) -> ScenarioFile:
    """Return the scenario of a file or a shipped name, with its name and text.

    ``overrides`` are changes such as ``time.span_days=3``, checked like the file itself. ``claims`` are kept with it
    and not read. ``configs`` replaces the folder of shipped scenarios.

    Raises UsageError where there is no such file or name, ScenarioError with every problem found, one a line, as
    ``file.toml:LINE: key.path: what is wrong``.
    """
    path = find(name_or_path, configs)
    text = _text(path)
    raw = toml_tree(text, path.name)
    changed, origin = apply_overrides(raw, overrides)
    folded = _omm_keys_in_lower_case(changed)
    scenario, problems = _checked(folded)
    problems += _missing_files(folded, path.parent)
    if scenario is not None and not problems:
        problems += _unknown_outlines(scenario, path.parent)
    if problems or scenario is None:
        raise ScenarioError(_Report(path.name, text, folded, origin).lines(problems))
    return ScenarioFile(path.stem, path, text, scenario, tuple(overrides), origin, tuple(map(str, claims)))


def scenario_from(raw: Mapping[str, Any], where: str = "scenario") -> Scenario:
    """Return the scenario of a mapping with the keys of the file, as a notebook may build it.

    Raises ScenarioError with every problem found, one a line, as ``where: key.path: what is wrong``.
    """
    folded = _omm_keys_in_lower_case(dict(raw))
    scenario, problems = _checked(folded)
    if problems or scenario is None:
        raise ScenarioError([f"{where}: {_sentence(problem, folded)}" for problem in problems])
    return scenario


def _checked(raw: Mapping[str, Any]) -> tuple[Scenario | None, list[Problem]]:
    problems = cross_problems(raw)
    try:
        return Scenario.model_validate(raw), problems
    except ValidationError as error:
        return None, problems_of(error, raw) + problems


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read the scenario {path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ScenarioError([f"{path.name}:{line}: the file is not UTF-8 text"]) from None


def toml_tree(text: str, file_name: str) -> dict[str, Any]:
    """Return the tables of a TOML text. Raises ScenarioError with the line of what cannot be read or used."""
    if not text.strip():
        raise ScenarioError([f"{file_name}: the file is empty"])
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
        line = int(match.group(1)) if match else text.rstrip("\n").count("\n") + 1
        column = f" (column {match.group(2)})" if match else " (at the end of the file)"
        reason = re.sub(r" \(at [^()]*\)$", "", message)
        raise ScenarioError([f"{file_name}:{line}: not valid TOML{column}: {reason}"]) from None
    except RecursionError:
        raise ScenarioError([f"{file_name}:1: not usable TOML: nested too deeply"]) from None
    except ValueError:  # Python makes numbers of at most 4,300 digits
        line = next((i for i, one in enumerate(text.split("\n"), 1) if _ENDLESS.search(one)), 1)
        raise ScenarioError([f"{file_name}:{line}: a whole number of thousands of digits is no value"]) from None
    if _depth(raw) > DEEPEST:
        raise ScenarioError([f"{file_name}:1: not usable TOML: nested more than {DEEPEST} deep"])
    return raw


def _depth(raw: Mapping[str, Any]) -> int:
    """Return how deep tables and lists are nested, counted level by level: nothing here calls itself."""
    level: list[Any] = [raw]
    depth = 0
    while level and depth <= DEEPEST:
        below = [node.values() if isinstance(node, Mapping) else node for node in level]
        level = [child for children in below for child in children if isinstance(child, Mapping | list)]
        depth += 1
    return depth


def _omm_keys_in_lower_case(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the mapping with keys of element sets in lower case: an OMM prints them in upper case."""

    def folded(elements: Any) -> Any:
        if not isinstance(elements, Mapping):
            return elements
        lower = {key.lower() if isinstance(key, str) else key: value for key, value in elements.items()}
        return lower if len(lower) == len(elements) else elements

    satellites = raw.get("satellite")
    if not isinstance(satellites, list | tuple):
        return raw
    return raw | {
        "satellite": [
            {**table, "elements": [folded(one) for one in table["elements"]]}
            if isinstance(table, Mapping) and isinstance(table.get("elements"), list | tuple)
            else table
            for table in satellites
        ]
    }


def _missing_files(raw: Mapping[str, Any], folder: Path) -> list[Problem]:
    satellites = raw.get("satellite")
    problems = []
    for i, table in enumerate(satellites if isinstance(satellites, list) else ()):
        name = table.get("elements_file") if isinstance(table, Mapping) else None
        if isinstance(name, str) and name and not (folder / name).is_file():
            problems.append(Problem(("satellite", i, "elements_file"), f"there is no file {folder / name}"))
    regions = raw.get("region")
    for i, table in enumerate(regions if isinstance(regions, list) else ()):
        name = table.get("file") if isinstance(table, Mapping) else None
        if isinstance(name, str) and name and not (folder / name).is_file():
            problems.append(Problem(("region", i, "file"), f"there is no file {folder / name}"))
    weather = raw.get("weather")
    cloud = weather.get("cloud") if isinstance(weather, Mapping) else None
    name = cloud.get("file") if isinstance(cloud, Mapping) else cloud
    if isinstance(name, str) and not (folder / name).is_file():
        problems.append(Problem(("weather", "cloud"), f"there is no file {folder / name}"))
    return problems


def _unknown_outlines(scenario: Scenario, folder: Path) -> list[Problem]:
    """Return the problems of regions: an unknown country, a file without polygons, a ring that crosses itself."""
    problems = []
    for i, table in enumerate(scenario.region):
        try:
            table.region(folder)
        except UsageError as error:
            sentence = str(error).removeprefix(f"region {table.name!r}: ")
            problems.append(Problem(("region", i, table.given[0]), sentence))
    return problems


@dataclass(frozen=True)
class _Report:
    """Makes lines from problems; each begins with the place to correct."""

    file_name: str
    text: str
    raw: Mapping[str, Any]
    origin: Mapping[KeyPath, str] = field(default_factory=dict)

    def lines(self, problems: Sequence[Problem]) -> list[str]:
        lines = line_map(self.text)
        folded = without_case(lines)
        names: dict[int, Counter[str]] = {}
        placed: list[tuple[bool, int, str]] = []
        for problem in problems:
            sentence = _sentence(problem, self.raw, names)
            for i, (path, override) in enumerate(self.origin.items()):
                if problem.path[: len(path)] == path:
                    placed.append((True, i, f"--set {override}: {sentence}"))
                    break
            else:
                line = locate(lines, problem.path, folded)
                placed.append((False, line, f"{self.file_name}:{line}: {sentence}"))
        return list(dict.fromkeys(text for *_, text in sorted(placed, key=lambda place: place[:2])))


def _sentence(problem: Problem, raw: Mapping[str, Any], names: dict[int, Counter[str]] | None = None) -> str:
    path = written(problem.path, raw, names)
    return f"{path}: {problem.message}" if path else problem.message

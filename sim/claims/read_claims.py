"""Claims and sources from files: find, read and check them; errors name file and key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..errors import ScenarioError, UsageError
from ..scenario.load import toml_tree
from ..scenario.problems import Problem, written
from ..scenario.toml_lines import line_map, locate
from ..words import did_you_mean
from .check_claim import check_claim, sentence
from .claim import Claim
from .defaults import slug_of
from .parts import Slug
from .tables import Source

_SOURCES = TypeAdapter(dict[Slug, Source])


def list_claims(seeds_dir: Path) -> list[str]:
    """Return the ids of the claims in a seeds folder, sorted. Raises UsageError if it has no claims folder."""
    folder = Path(seeds_dir) / "claims"
    if not folder.is_dir():
        raise UsageError(f"{seeds_dir} is no folder of seeds; it must hold a folder named claims")
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_sources(seeds_dir: Path) -> dict[str, Source]:
    """Return the sources of a seeds folder by key; raises as `load_claim` does."""
    file = _File(Path(seeds_dir) / "sources.toml")
    try:
        return _SOURCES.validate_python(file.tree)
    except ValidationError as error:
        raise ScenarioError([file.line(Problem(one["loc"], sentence(one))) for one in error.errors()]) from None


def load_claim(name_or_path: str | Path, seeds_dir: Path, folder: Path = Path()) -> Claim:
    """Return a claim by its id in seeds_dir, or from the path of a TOML file, which begins at ``folder``.

    Every source it cites must stand in seeds_dir/sources.toml or in the claim itself. A claim of seeds_dir must bear
    its file's name and give its speaker, date and source. A claim from a path gets an id from its file's name, or from
    its statement; these keys are optional there. Raises UsageError where there is no such file or id, ScenarioError
    with every problem, one a line, as ``file.toml:LINE: key.path: what is wrong``.
    """
    path = claim_path(name_or_path, seeds_dir, folder)
    file = _File(path)
    is_shipped = Path(name_or_path).suffix != ".toml"
    claim, problems = check_claim(file.tree, load_sources(seeds_dir), usual_id=slug_of(path.stem))
    if is_shipped:
        wrong = {problem.path for problem in problems}
        problems += [one for one in _of_shipped(file.tree, path.stem) if one.path not in wrong]
    if problems or claim is None:
        raise ScenarioError([file.line(problem) for problem in problems])
    return claim


def claim_path(name_or_path: str | Path, seeds_dir: Path, folder: Path = Path()) -> Path:
    """Return the file of a claim; parameters and UsageError as of `load_claim`."""
    path = Path(name_or_path)
    if path.suffix == ".toml":
        if not (folder / path).is_file():
            raise UsageError(f"there is no claim file {folder / path}")
        return folder / path
    names = list_claims(seeds_dir)
    if str(name_or_path) not in names:
        hint = did_you_mean(str(name_or_path), names)
        if not hint and (folder / f"{path}.toml").is_file():
            hint = f"; did you mean {path}.toml?"
        hint = hint or f"; the claims are {', '.join(names)}"
        raise UsageError(f"no claim is called {str(name_or_path)!r}{hint}")
    return Path(seeds_dir) / "claims" / f"{name_or_path}.toml"


def _of_shipped(tree: dict[str, Any], stem: str) -> list[Problem]:
    """Return the keys that a claim of seeds/ lacks and a user's claim may leave out: name, speaker, date, source."""
    problems = []
    if tree.get("id", stem) != stem:
        problems.append(Problem(("id",), f"{tree['id']!r} must be the file's name, {stem!r}"))
    if not tree.get("sources"):
        problems.append(Problem(("sources",), "must hold at least one entry"))
    if not tree.get("said_by"):
        problems.append(Problem(("said_by",), "is missing"))
    if not tree.get("date") and not tree.get("date_note"):
        problems.append(Problem(("date",), "is missing; without a date, date_note must say what is known of it"))
    return problems


@dataclass(frozen=True)
class _File:
    """A TOML file as text, as a tree, and as what a model makes of it."""

    path: Path

    @cached_property
    def text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise UsageError(f"cannot read {self.path}: {error.strerror or error}") from None
        except UnicodeDecodeError:
            raise ScenarioError([f"{self.path.name}:1: the file is not UTF-8 text"]) from None

    @cached_property
    def tree(self) -> dict[str, Any]:
        return toml_tree(self.text, self.path.name)

    def line(self, problem: Problem) -> str:
        """Return a problem as a line of text: the line and key to correct, and the error."""
        at = locate(line_map(self.text), problem.path)
        key = f"{written(problem.path, self.tree)}: " if problem.path else ""
        return f"{self.path.name}:{at}: {key}{problem.message}"

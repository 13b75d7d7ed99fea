"""Claims and sources as files: found, read, checked; what is wrong is said with file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ..errors import ScenarioError, UsageError
from ..scenario.problems import written
from ..scenario.toml_lines import line_map, locate
from ..words import did_you_mean
from .claim import Beside, Claim, Instant, Reading, Robustness, Slug, Source, Unstated

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")

_CLAIM = TypeAdapter(Claim)
_SOURCES = TypeAdapter(dict[Slug, Source])
_PARTS = (Claim, Reading, Unstated, Beside, Instant, Robustness, Source)
_KEYS = sorted({field.alias or name for part in _PARTS for name, field in part.model_fields.items()})


def list_claims(seeds_dir: Path) -> list[str]:
    """Return the ids of the claims in a seeds folder, sorted. Raises UsageError if it has no claims folder."""
    folder = Path(seeds_dir) / "claims"
    if not folder.is_dir():
        raise UsageError(f"{seeds_dir} is no folder of seeds; it must hold a folder named claims")
    return sorted(path.stem for path in folder.glob("*.toml"))


def load_sources(seeds_dir: Path) -> dict[str, Source]:
    """Return the sources of a seeds folder by key; raises as `load_claim` does."""
    return _File(Path(seeds_dir) / "sources.toml").checked(_SOURCES)


def load_claim(name_or_path: str | Path, seeds_dir: Path) -> Claim:
    """Return a claim by its id in seeds_dir, or from the path of a TOML file.

    Every source it cites must stand in seeds_dir/sources.toml or in the claim itself. Raises UsageError where there is
    no such file or id, ScenarioError with every problem, one a line, as ``file.toml:LINE: key.path: what is wrong``.
    """
    path = _find(name_or_path, Path(seeds_dir))
    file = _File(path)
    claim = file.checked(_CLAIM)
    problems = []
    if claim.id != path.stem:
        problems.append(file.problem(("id",), f"{claim.id!r} must be the file's name, {path.stem!r}"))
    known = {**load_sources(seeds_dir), **claim.own_sources}
    for key_path, key in _cited(file.tree):
        if key not in known:
            problems.append(file.problem(key_path, f"{key!r} stands in no sources.toml{did_you_mean(key, known)}"))
    if problems:
        raise ScenarioError(problems)
    return claim


def _find(name_or_path: str | Path, seeds_dir: Path) -> Path:
    path = Path(name_or_path)
    if path.suffix == ".toml":
        if not path.is_file():
            raise UsageError(f"there is no claim file {path}")
        return path
    names = list_claims(seeds_dir)
    if str(name_or_path) not in names:
        hint = did_you_mean(str(name_or_path), names) or f"; the claims are {', '.join(names)}"
        raise UsageError(f"no claim is called {str(name_or_path)!r}{hint}")
    return seeds_dir / "claims" / f"{name_or_path}.toml"


def _cited(tree: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    cited: list[tuple[tuple[str | int, ...], str]] = [(("sources", k), key) for k, key in enumerate(tree["sources"])]
    for table in ("beside", "instant"):
        for n, part in enumerate(tree.get(table, ())):
            cited += [((table, n, "sources", k), key) for k, key in enumerate(part["sources"])]
    return cited


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
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r" \(at line (\d+)", str(error))
            line = at.group(1) if at else f"{self.text.count(chr(10)) + 1}"
            raise ScenarioError([f"{self.path.name}:{line}: not valid TOML: {error}"]) from None

    def checked(self, kind: TypeAdapter[T]) -> T:
        try:
            return kind.validate_python(self.tree)
        except ValidationError as error:
            raise ScenarioError([self.problem(one["loc"], _sentence(one)) for one in error.errors()]) from None

    def problem(self, key_path: Sequence[str | int], message: str) -> str:
        path = tuple(key_path)
        line = locate(line_map(self.text), path)
        key = f"{written(path, self.tree)}: " if path else ""
        return f"{self.path.name}:{line}: {key}{message}"


def _sentence(problem: ErrorDetails) -> str:
    kind: str = problem["type"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return f"unknown key{did_you_mean(str(problem['loc'][-1]), _KEYS)}"
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    if kind == "too_short":
        return "must hold at least one entry"
    if kind == "string_pattern_mismatch":
        return f"{_shown(problem['input'])} must be lower-case words joined by hyphens, such as two-hours"
    message = problem["msg"].replace("Input should", "must").replace("String should", "must")
    return f"{_shown(problem['input'])} {message[0].lower()}{message[1:]}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."

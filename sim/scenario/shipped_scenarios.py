"""The shipped scenarios, and which file a name means."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..words import did_you_mean

EXAMPLE = "example"
_SCHEMA_LINE = "#:schema"


@dataclass(frozen=True)
class ShippedScenario:
    """One shipped scenario: the name to run it by, its title, its file."""

    name: str
    title: str
    path: Path


def list_scenarios(configs: Path | None = None) -> list[ShippedScenario]:
    """Return the shipped scenarios by name, without checking them."""
    paths = _paths(configs)
    return [
        ShippedScenario(path.stem, str(tomllib.loads(path.read_text(encoding="utf-8")).get("title", "")), path)
        for path in paths
    ]


def find(name_or_path: str | Path, configs: Path | None = None) -> Path:
    """Return the scenario file of a path or a shipped name.

    What ends in .toml or holds a folder is a path; a bare word is a shipped name first. Raises UsageError where
    there is neither, with close names and the list.
    """
    text = str(name_or_path)
    path = Path(name_or_path)
    is_path = isinstance(name_or_path, Path) or path.suffix == ".toml" or len(path.parts) != 1
    if is_path and path.is_file():
        return path
    shipped = {found.stem: found for found in _paths(configs)}
    if not is_path:
        if text in shipped:
            return shipped[text]
        if path.is_file():
            return path
    if path.is_dir():
        raise UsageError(f"{text} is a folder, not a scenario file")
    listed = ", ".join(shipped)
    if not is_path and (beside := path.with_suffix(".toml")).is_file():
        raise UsageError(f"there is no shipped scenario, and no file, {text}; did you mean {beside}?")
    guess = did_you_mean(path.name.removesuffix(".toml"), shipped)
    what = "no scenario file" if is_path else "no shipped scenario, and no file,"
    raise UsageError(f"there is {what} {text}{guess or '.'} Shipped are: {listed}")


def example(name: str = EXAMPLE, configs: Path | None = None) -> str:
    """Return the text of a scenario to start one's own from: the commented example, or any shipped one.

    The line that points editors at the schema beside the shipped files is left out. Raises UsageError for a name
    that is not shipped.
    """
    lines = find(name, configs).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_SCHEMA_LINE)).lstrip("\n")


def files_beside(name: str = EXAMPLE, configs: Path | None = None) -> list[Path]:
    """Return the files of element sets that a shipped scenario names, which lie beside it.

    Raises UsageError for a name that is not shipped.
    """
    path = find(name, configs)
    satellites = tomllib.loads(path.read_text(encoding="utf-8")).get("satellite", ())
    names = dict.fromkeys(one["elements_file"] for one in satellites if "elements_file" in one)
    return [path.parent / name for name in names]


def _paths(configs: Path | None) -> list[Path]:
    if configs is None:
        from ..shipped import configs_dir

        configs = configs_dir()
    return sorted(configs.glob("*.toml"), key=lambda path: path.stem)

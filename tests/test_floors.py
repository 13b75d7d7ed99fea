"""The house: every room imports only from rooms below it, and nothing heavy is imported by light commands."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parent
FLOORS = (
    ("cache_key", "constants", "errors", "data", "note", "plain_text"),
    ("clock", "compile", "crossings", "files", "intervals", "memory", "shipped", "threads", "words"),
    ("revisit",),
    ("earth", "time_words"),
    ("places", "sun_ephemeris"),
    ("sun",),
    ("sensors", "orbits"),
    ("constellation",),
    ("windows",),
    ("regions", "maps"),
    ("scenario",),
    ("studies",),
    ("claims",),
    ("report",),
    ("simulation",),
    ("cli",),
)
RANK = {room: rank for rank, rooms in enumerate(FLOORS) for room in rooms}
DOORS = ("__init__", "__main__")  # the front door may open into any room
MODULES = sorted(path for path in ROOT.rglob("*.py") if "shipped/configs" not in path.as_posix())


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _imported(path: Path) -> Iterator[str]:
    """Yield the modules of sim that a file imports, inside functions and under TYPE_CHECKING too, as dotted names."""
    package = path.relative_to(ROOT).parts[:-1]
    known = {_module(p) for p in MODULES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - (node.level - 1)]
            elif node.module and node.module.split(".")[0] == "sim":
                base = ()
            else:
                continue
            named = (node.module or "").split(".") if node.module else []
            stem = [*base, *(named if node.level else named[1:])]
            for alias in node.names:
                full = ".".join([*stem, alias.name])
                yield full if full in known else ".".join(stem)
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("sim.") for a in node.names if a.name.split(".")[0] == "sim")


@pytest.mark.parametrize("path", MODULES, ids=_module)
def test_imports_point_down(path: Path) -> None:
    """A module imports from its own room or from rooms below; every room has a floor."""
    module = _module(path)
    room = module.split(".")[0]
    if room in DOORS:
        return
    assert room in RANK, f"{module}: the room {room!r} has no floor; give it one in FLOORS"
    for imported in _imported(path):
        other = imported.split(".")[0]
        if other in ("", "__init__", "__version__"):
            continue
        assert other in RANK, f"{module} imports {imported}, whose room has no floor"
        assert other == room or RANK[other] < RANK[room], f"{module} imports {imported}: that is not below"


def test_no_room_runs_in_circles() -> None:
    """Modules import each other without cycles."""
    edges = {_module(p): {i for i in _imported(p) if i} for p in MODULES if _module(p) not in DOORS}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join([*above[above.index(module) :], module])
        if module in done or module not in edges:
            return
        for other in sorted(edges[module]):
            if other != module:
                visit(other, (*above, module))
        done.add(module)

    for module in sorted(edges):
        visit(module, ())


def test_the_front_door_shows_the_floors_as_they_are() -> None:
    """The plan in the docstring of ``sim`` has these floors, from the top to the ground, and no other."""
    lines = (sim.__doc__ or "").split("The floor plan")[1].splitlines()
    rooms = [found[1] for line in lines if (found := re.match(r" {4}([a-z_]+(?:, [a-z_]+)*)  +\S", line))]
    assert [tuple(floor.split(", ")) for floor in rooms] == list(reversed(FLOORS))
    there = {_module(path).split(".")[0] for path in MODULES} - set(DOORS)
    assert there <= set(RANK), "a room without a floor"
    assert set(RANK) - there <= {"data"}, "a floor for a room that is not there"


def test_the_front_door_opens_every_name_it_shows() -> None:
    """``__all__``, the modules behind the names and the imports for type checkers agree, and are in order."""
    (guarded,) = [
        node for node in ast.parse((ROOT / "__init__.py").read_text("utf-8")).body if isinstance(node, ast.If)
    ]
    typed = {
        alias.name: node.module for node in guarded.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert typed == sim._HOMES
    assert list(sim._HOMES) == sorted(sim._HOMES)
    assert list(sim.__all__) == sorted(sim._HOMES)
    for name, home in sim._HOMES.items():
        assert getattr(sim, name).__module__.startswith(f"sim.{home}"), f"{name} is not defined in {home}"


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["schema"], ["validate", "rok-425-as-flown"]])
def test_light_commands_stay_light(arguments: list[str]) -> None:
    """Help, list, schema and validate import none of the heavy libraries."""
    heavy = ["numba", "skyfield", "pandas", "matplotlib", "sgp4"]
    code = (
        "import sys, sim.cli\n"
        f"sys.argv = ['reconsim', *{arguments!r}]\n"
        "try:\n    sim.cli.main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"found = [name for name in {heavy!r} if name in sys.modules]\n"
        "print('heavy:', found, file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stderr.strip().endswith("heavy: []"), run.stderr

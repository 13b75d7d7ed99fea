"""The house: every room imports only from rooms below it, and nothing heavy is imported by light commands."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parent
FLOORS = (
    ("cache_key", "constants", "errors", "data"),
    ("clock", "compile", "crossings", "intervals", "shipped", "threads"),
    ("revisit",),
    ("earth",),
    ("places", "sun_ephemeris"),
    ("sun",),
    ("sensors", "orbits"),
    ("windows",),
    ("regions", "maps"),
    ("scenario",),
    ("claims", "studies"),
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

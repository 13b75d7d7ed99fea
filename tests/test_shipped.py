"""Shipped data is found however the package came: as a wheel, through the sdist, as an editable install."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim import shipped
from sim.errors import DataError
from sim.report.page.page_html import SCRIPTS, STYLE
from sim.sun_ephemeris import EPHEMERIS

CHECKOUT = Path(__file__).resolve().parents[1]
WHEEL_MAX_MB = 6.0
FOLDERS = ("configs", "seeds")

ASK = """
import json, site, sys
before = list(sys.path)
site.addsitedir(sys.argv[1])
sys.path[:] = [sys.argv[1], *(p for p in sys.path if p not in before and p != sys.argv[1]), *before]
import sim
from sim.shipped import configs_dir, data_path, seeds_dir
found = {"sim": sim.__file__, "configs": configs_dir(), "seeds": seeds_dir(), "data": data_path(sys.argv[2])}
print(json.dumps({name: str(path) for name, path in found.items()}))
"""


@dataclass(frozen=True)
class Installed:
    folder: Path
    wheel: Path
    found: dict[str, Path]


def run(*command, cwd):
    """Run Python from a folder outside the checkout, with no path back into it; return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def install(wheel, into, outside):
    offline = ["--quiet", "--no-index", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    run("-m", "pip", "install", *offline, "--target", into, wheel, cwd=outside)
    found = json.loads(run("-c", ASK, into, EPHEMERIS, cwd=outside))
    return Installed(into, wheel, {name: Path(path) for name, path in found.items()})


@pytest.fixture(scope="module", params=["wheel", "wheel of the sdist", "editable"])
def installed(request, tmp_path_factory):
    """The package, built and installed one way into an empty folder, asked from outside the checkout."""
    for builder in ("build", "hatchling", "editables"):
        pytest.importorskip(builder)
    outside = tmp_path_factory.mktemp("outside")
    dist = outside / "dist"
    if request.param == "editable":
        dist.mkdir()
        run("-c", "import sys, hatchling.build as b; b.build_editable(sys.argv[1])", dist, cwd=CHECKOUT)
    else:
        kind = ["--wheel"] if request.param == "wheel" else []
        run("-m", "build", "--no-isolation", *kind, "--outdir", dist, CHECKOUT, cwd=outside)
    (wheel,) = dist.glob("*.whl")
    return request.param, install(wheel, outside / "site", outside)


def shipped_files(folder):
    """Return the files of a folder, relative to it, without what Python or an editor leaves behind."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in files if "__pycache__" not in path.parts and not path.name.startswith(".")}


def test_locator_finds_every_shipped_file_from_outside_the_checkout(installed):
    """Installed any of three ways, the locator's folders hold the files of the checkout's folders."""
    kind, package = installed
    home = CHECKOUT if kind == "editable" else package.folder
    assert package.found["sim"] == home / "sim" / "__init__.py"
    assert package.found["data"] == home / "sim" / "data" / EPHEMERIS
    for name in FOLDERS:
        here = CHECKOUT / name if kind == "editable" else package.folder / "sim" / "shipped" / name
        assert package.found[name] == here
        assert shipped_files(here) == shipped_files(CHECKOUT / name)
        assert shipped_files(here)


def test_wheel_holds_what_it_needs_and_no_more(installed):
    """The wheel carries types, ephemeris, checksum and licence note, no caches, no tests, under 6 MB."""
    kind, package = installed
    names = zipfile.ZipFile(package.wheel).namelist()
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
    assert package.wheel.stat().st_size < WHEEL_MAX_MB * 1e6
    if kind != "editable":
        assert {"sim/py.typed", f"sim/data/{EPHEMERIS}", "sim/data/SHA256SUMS", "sim/data/README.md"} <= set(names)
        assert {f"sim/report/page/{name}" for name in (*SCRIPTS, STYLE)} <= set(names)
        assert any(name.endswith("licenses/LICENSE") for name in names)


def test_checkout_is_used_where_nothing_is_installed(tmp_path):
    """Run from the checkout itself, the locator gives the folders beside pyproject.toml."""
    found = {name: Path(path) for name, path in json.loads(run("-c", ASK, CHECKOUT, EPHEMERIS, cwd=tmp_path)).items()}
    assert found["configs"] == CHECKOUT / "configs"
    assert found["seeds"] == CHECKOUT / "seeds"
    assert found["data"] == CHECKOUT / "sim" / "data" / EPHEMERIS


def test_missing_data_is_named(tmp_path, monkeypatch):
    """Where neither place has a folder, or a data file is gone, the message names what and where."""
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "sim")
    monkeypatch.setattr(shipped, "_HERE", tmp_path / "sim" / "shipped")
    (tmp_path / "configs").mkdir()  # beside no pyproject.toml: somebody else's folder
    with pytest.raises(
        DataError,
        match=r"scenarios are missing: neither .*/sim/shipped/configs nor .*/configs",
    ):
        shipped.configs_dir()
    with pytest.raises(DataError, match="sources and claims are missing"):
        shipped.seeds_dir()
    with pytest.raises(DataError, match=r"data file moon\.bsp is missing: it is expected at .*/sim/data/moon\.bsp"):
        shipped.data_path("moon.bsp")

"""Compiled code is used again only while everything it was compiled from, in any file, is as it was."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest
from numba.core.caching import NullCache

import sim
from sim import compile as compiling
from sim.cache_key import Unknown, digest, fields
from sim.compile import inlined, kernel

FILES = {
    "far.py": "CONSTANT = 2.0\nCURVE = (1.0, 2.0)\n",
    "table.py": "import numpy as np\nLONG = np.arange(5000.0)\n",
    "helper.py": (
        "from sim.compile import inlined\nfrom .far import CONSTANT\nfrom . import far\nfrom .table import LONG\n\n"
        "@inlined\ndef scaled(x):\n    return CONSTANT * x + far.CURVE[1] + 0.0 * LONG[4000] + LONG[2500]\n"
    ),
    "between.py": "from sim.compile import kernel\nfrom .helper import scaled\n\n"
    "@kernel\ndef passed_on(x):\n    return scaled(x)\n",
    "rows.py": "from typing import NamedTuple\n\nclass Pair(NamedTuple):\n    a: float\n    b: float\n",
    "top.py": (
        "from sim.compile import kernel\nfrom .between import passed_on\nfrom .rows import Pair\n\n"
        "@kernel\ndef answer(x, pair):\n    return passed_on(x) + 10.0 * pair.a - pair.b\n"
    ),
    "__init__.py": "",
}
RUN = """
{before}
from made.rows import Pair
from made.top import answer
pair = Pair(a=3.0, b=4.0)
print(answer(1.0, pair), sum(answer.stats.cache_hits.values()), type(answer._cache).__name__)
"""


class Made:
    """A package of four files, of which each calls the next, and a folder for its compiled code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "made").mkdir()
        for name, text in FILES.items():
            (folder / "made" / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / "made" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, before: str = "") -> tuple[float, int, str]:
        """Return, from a process of its own, the answer, how often compiled code was found, and the kind of cache."""
        path = os.pathsep.join([str(self.folder), str(Path(sim.__file__).parent.parent), *sys.path])
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(self.folder / "cache"), "PYTHONPATH": path}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"  # a change within one second would not be seen
        done = subprocess.run(
            [sys.executable, "-c", RUN.format(before=before)],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        answer, hits, name = done.stdout.split()
        return float(answer), int(hits), name


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The package, run once: 2 x 1 + 2 + 2500, and 10 x 3 - 4."""
    made = Made(tmp_path_factory.mktemp("package"))
    assert made.run() == (2530.0, 0, "KeyedCache")
    return made


def test_what_has_not_changed_is_found_again(compiled: Made):
    """A second process compiles nothing."""
    assert compiled.run() == (2530.0, 1, "KeyedCache")


@pytest.mark.parametrize(
    ("name", "old", "new", "difference"),
    [
        pytest.param("helper.py", "CONSTANT * x", "CONSTANT * x + 1.0", 1.0, id="a helper two files away"),
        pytest.param("far.py", "CONSTANT = 2.0", "CONSTANT = 3.0", 1.0, id="a constant three files away"),
        pytest.param("far.py", "(1.0, 2.0)", "(1.0, 4.0)", 2.0, id="a tuple reached through its module"),
        pytest.param("table.py", "np.arange(5000.0)", "np.arange(5000.0) + 7.0 * (np.arange(5000) == 2500)", 7.0,
                     id="one number amid a long array"),
        pytest.param("rows.py", "    a: float\n    b: float\n", "    b: float\n    a: float\n", 0.0,
                     id="the order of a named tuple's fields"),
    ],
)  # fmt: skip
def test_a_change_in_another_file_is_noticed(compiled: Made, name: str, old: str, new: str, difference: float):
    """The kernel is compiled again and its answer is the new one; so it is when the change is taken back."""
    compiled.change(name, old, new)
    found, hits, _ = compiled.run()
    compiled.change(name, new, old)
    assert (found, hits) == (2530.0 + difference, 0)
    assert compiled.run()[0] == 2530.0


def test_where_numba_keeps_no_such_stamp_nothing_is_cached(compiled: Made):
    """A numba whose index is checked another way: each process compiles anew."""
    before = (
        "from numba.core.caching import IndexDataCacheFile as F\n"
        "load = F._load_index\nF._load_index = lambda self: load(self)\n"
    )
    assert compiled.run(before) == (2530.0, 0, "NullCache")
    assert compiled.run(before) == (2530.0, 0, "NullCache")


@pytest.mark.parametrize(
    ("owner", "name"),
    [("Cache", "_load_overload"), ("Cache", "_save_overload"), ("IndexDataCacheFile", "_save_index"), ("Cache", None)],
)
def test_where_numba_is_made_otherwise_inside_nothing_is_cached(
    monkeypatch: pytest.MonkeyPatch, owner: str, name: str | None
):
    """Whatever of numba's inside is not there, or does otherwise, kernels work and are not cached."""
    from numba.core import caching

    if name is None:
        monkeypatch.delattr(caching, owner)
    else:
        monkeypatch.setattr(getattr(caching, owner), name, lambda *_: None)
    compiling._key_can_be_set.cache_clear()
    try:
        assert isinstance(kernel(lambda x: x)._cache, NullCache)
    finally:
        compiling._key_can_be_set.cache_clear()


def test_a_kernel_whose_parts_cannot_all_be_told_is_not_cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A class of our own, which numba can read and no digest covers: the kernel works, and nothing is written."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))

    class Factor(IntEnum):
        TWO = 2

    @kernel
    def doubled(x: float) -> float:
        return 2.0 * x if Factor.TWO == 2 else x

    with pytest.raises(Unknown):
        digest(doubled)
    assert doubled(1.5) == 3.0
    assert not list(tmp_path.rglob("*.nb?"))


def test_every_kernel_has_a_digest():
    """No kernel of the package depends on anything that would leave it without a cache."""
    found = 0
    for module in pkgutil.walk_packages(sim.__path__, "sim."):
        if module.name.endswith("kernel"):
            for value in vars(importlib.import_module(module.name)).values():
                if hasattr(value, "py_func"):
                    assert len(digest(value)) == 64
                    found += 1
    assert found > 80


def test_options_and_recursion_are_part_of_a_digest():
    """The same function with other compiler options is another kernel; kernels that call each other have digests."""

    def doubled(x: float) -> float:
        return 2.0 * x

    assert digest(kernel(doubled)) == digest(kernel(doubled))
    assert digest(kernel(doubled)) != digest(inlined(doubled))

    def countdown(n: int) -> int:
        return n if n <= 0 else again(n - 1)

    again: Any = kernel(countdown)
    assert len(digest(again)) == 64


class Pair(NamedTuple):
    a: float
    rows: np.ndarray


def test_fields_of_named_tuples_are_found_however_deep():
    """A named tuple in a tuple, and one beside it; plain arguments have none."""
    pair = numba.typeof(Pair(1.0, np.zeros(3)))
    inside = numba.types.Tuple((numba.float64, numba.types.Tuple((pair,))))
    assert fields((numba.float64, numba.int64)) == ()
    assert fields((inside, numba.int64)) == fields((pair,)) == ((__name__, "Pair", ("a", "rows")),)

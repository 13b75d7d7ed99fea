"""The decorator of kernels: what the compiler may not do, and what happens where no cache can be written."""

from __future__ import annotations

import math
import os
import stat
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from numba.core.caching import CacheImpl, NullCache

from sim import compile as compiling
from sim.compile import inlined, kernel


def not_a_number(x: float) -> bool:
    return x != x


def ratio(a: float, b: float) -> float:
    return a / b


def doubled(x: float) -> float:
    return 2.0 * x


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of this test's own for compiled code."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def test_nan_and_infinity_keep_their_meaning(cache: Path):
    """Of fast mathematics only the parts that spare NaN and infinity are on; division by 0 raises nothing."""
    assert compiling.FAST.isdisjoint({"nnan", "ninf", "fast", "reassoc"})
    assert kernel(not_a_number)(math.nan)
    assert not kernel(not_a_number)(1.0)
    assert kernel(ratio)(1.0, 0.0) == math.inf
    assert math.isnan(kernel(ratio)(0.0, 0.0))
    assert math.isnan(kernel(ratio)(math.inf, math.inf))


def test_compiled_code_is_kept_on_disk(cache: Path):
    """A second process finds what the first has compiled: index and code lie in the cache folder."""
    assert kernel(doubled)(3.0) == 6.0
    assert {path.suffix for path in cache.rglob("test_compile.doubled*")} == {".nbi", ".nbc"}


def test_inlined_functions_work_inside_and_outside_of_kernels(cache: Path):
    """An inlined function is called from a kernel as from Python."""
    inner = inlined(doubled)

    @kernel
    def sum_of_doubles(values: np.ndarray) -> float:
        total = 0.0
        for value in values:
            total += inner(value)
        return total

    assert inner(1.5) == 3.0
    assert sum_of_doubles(np.array([1.0, 2.0, 3.0])) == 12.0


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A temporary folder of this test's own; returns where compiled code would go below it, and nowhere else."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.setattr(CacheImpl, "_locator_classes", CacheImpl._locator_classes[:1])
    monkeypatch.setattr(compiling.tempfile, "gettempdir", lambda: str(tmp_path))
    return tmp_path / f"reconsim-numba-{os.getuid()}"


def is_cached(function: Any) -> bool:
    return not isinstance(function._cache, NullCache)


def test_without_a_folder_to_write_the_cache_goes_to_a_temporary_one(temporary: Path):
    """Neither package nor home can be written: a folder below the temporary one serves, for this user alone."""
    assert is_cached(kernel(doubled))
    assert str(temporary) == numba.config.CACHE_DIR
    assert stat.S_IMODE(temporary.stat().st_mode) == 0o700
    assert is_cached(kernel(doubled))  # the folder is there already


def test_without_any_folder_each_process_compiles_anew(monkeypatch: pytest.MonkeyPatch, temporary: Path):
    """Where no folder will do, kernels are compiled without a cache."""
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])
    assert not is_cached(kernel(doubled))
    monkeypatch.setattr(compiling.os, "makedirs", _fails)
    assert not is_cached(kernel(doubled))
    assert kernel(doubled)(3.0) == 6.0


def test_nothing_is_run_from_a_folder_that_others_can_write(temporary: Path):
    """Compiled code is loaded as it lies there: a folder others may write to, or a link, is not used."""
    temporary.mkdir()
    temporary.chmod(0o777)
    assert not is_cached(kernel(doubled))
    assert numba.config.CACHE_DIR == ""
    temporary.rmdir()
    elsewhere = temporary.with_name("elsewhere")
    elsewhere.mkdir(mode=0o700)
    temporary.symlink_to(elsewhere)
    assert not is_cached(kernel(doubled))


def test_a_user_without_a_name_has_a_cache_too(monkeypatch: pytest.MonkeyPatch, temporary: Path):
    """In a container the user may be a bare number that no table names."""
    monkeypatch.setattr(compiling.getpass, "getuser", _fails)
    assert is_cached(kernel(doubled))


def _fails(*_: Any, **__: Any) -> str:
    raise OSError("no such thing")

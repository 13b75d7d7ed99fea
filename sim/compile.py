"""The one decorator that compiles kernels: cached on disk where that is possible, silent where it is not.

Facts it rests on: a numba cache file notices changes in its own source file only, so a kernel and all it calls
live in one file; ``fastmath=True`` would break NaN tests, so only the harmless parts of it are on.
"""

from __future__ import annotations

import getpass
import os
import stat
import tempfile
from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

# Contract multiply-add, ignore the sign of zero, and divide by reciprocals; NaN and infinity keep their meaning.
FAST = {"contract", "nsz", "arcp"}


def kernel(function: Function) -> Function:
    """Compile a function of scalars and arrays with numba: no Python objects, no checks, GIL released.

    Where neither the package's folder nor the user's cache folder can be written, the cache goes to a
    temporary folder; where that fails too the code compiles anew in each process. Results are the same.
    """
    return _compiled(function, {})


def inlined(function: Function) -> Function:
    """As ``kernel``, for a function that LLVM must put into its caller's loop; it may not allocate arrays.

    It does not count references to the arrays it is given (the caller holds them): counting them inside loops took a
    tenth of the search for windows.
    """
    return _compiled(function, {"forceinline": True, "_nrt": False})


def routine(function: Function) -> Function:
    """As ``inlined``, but called: for what is too long to be compiled anew at each place that needs it."""
    return _compiled(function, {"_nrt": False})


def _trailing_zeros() -> Any:
    from numba import types
    from numba.core import cgutils
    from numba.extending import intrinsic

    @intrinsic
    def trailing_zeros(_: Any, word: Any) -> Any:
        def generate(__: Any, builder: Any, ___: Any, arguments: Any) -> Any:
            return builder.cttz(arguments[0], cgutils.true_bit)

        return types.int64(types.uint64), generate

    return trailing_zeros


# For kernels: how many low bits of a 64-bit word, not zero, are zero.
trailing_zeros = _trailing_zeros()


def _compiled(function: Function, options: dict[str, Any]) -> Function:
    from numba import config, njit

    options = {"nogil": True, "error_model": "numpy", "fastmath": FAST, **options}
    try:
        return njit(cache=True, **options)(function)
    except RuntimeError:  # "no locator available": no folder that numba may write
        folder = _temporary_folder()
    if folder is not None:
        config.CACHE_DIR = folder  # type: ignore[attr-defined]
        try:
            return njit(cache=True, **options)(function)
        except RuntimeError:
            pass
    return njit(**options)(function)


def _temporary_folder() -> str | None:
    """Return a folder for compiled code below the temporary one, or None: numba runs what it finds there.

    So it must be a folder of this user, into which nobody else can write.
    """
    try:
        # A container may run as a number without a name or a home.
        user = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
        folder = os.path.join(tempfile.gettempdir(), f"reconsim-numba-{user}")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        found = os.lstat(folder)
    except (OSError, KeyError):
        return None
    if hasattr(os, "getuid") and not (
        stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    ):
        return None
    return folder

"""The one decorator that compiles kernels: cached on disk where that is possible, silent where it is not.

Facts it rests on: numba's cache notices changes in a kernel's own source file only, so it is given a digest of all
that a kernel depends on, and kernels may share code (``cache_key``); ``fastmath=True`` would break NaN tests, so only
the harmless parts of it are on.
"""

from __future__ import annotations

import getpass
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from types import CodeType
from typing import Any, TypeVar

from .cache_key import Unknown, digest, fields

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

    compiled = njit(**{"nogil": True, "error_model": "numpy", "fastmath": FAST, **options})(function)
    if not _key_can_be_set():
        return compiled
    try:
        compiled._cache = _cache_of()(compiled)
    except RuntimeError:  # "no locator available": no folder that numba may write
        folder = _temporary_folder()
        if folder is not None:
            config.CACHE_DIR = folder  # type: ignore[attr-defined]
            with suppress(RuntimeError):
                compiled._cache = _cache_of()(compiled)
    return compiled


@cache
def _cache_of() -> Any:
    """Return the class of numba's cache of one kernel's compiled code, with all that the code depends on in its key."""
    from numba.core.caching import FunctionCache

    class KeyedCache(FunctionCache):
        def __init__(self, kernel: Any) -> None:
            super().__init__(kernel.py_func)
            self._kernel = kernel
            self._has_digest = False

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            self._take_digest()
            return super().load_overload(sig, target_context)

        def save_overload(self, sig: Any, data: Any) -> None:
            self._take_digest()
            super().save_overload(sig, data)

        def holds_any(self) -> bool:
            """Return whether compiled code is kept that this kernel, as it is now, can use."""
            self._take_digest()
            return bool(self._cache_file._load_index())

        def _index_key(self, sig: Any, codegen: Any) -> Any:
            return super()._index_key(sig, codegen), fields(sig)

        def _take_digest(self) -> None:
            """Add the digest to what the index must begin with: late, as a kernel may call what is defined after it."""
            if self._has_digest:
                return
            try:
                self._cache_file._source_stamp = self._cache_file._source_stamp, digest(self._kernel)
            except Unknown:
                self.disable()
            self._has_digest = True

    return KeyedCache


@cache
def _key_can_be_set() -> bool:
    """Return whether numba is made inside as ``_cache_of`` takes it to be; where not, old code might be run."""
    from numba.core import caching, dispatcher

    try:
        return (
            _names(dispatcher.Dispatcher.compile) >= {"_cache", "load_overload", "save_overload"}
            and _names(caching.Cache.__init__) >= {"_cache_file", "IndexDataCacheFile"}
            and _names(caching.Cache.load_overload) >= {"_load_overload"}
            and _names(caching.Cache.save_overload) >= {"_save_overload"}
            and _names(caching.Cache._load_overload) >= {"_enabled", "_index_key", "_cache_file", "load"}
            and _names(caching.Cache._save_overload) >= {"_enabled", "_index_key", "_cache_file", "save"}
            and _names(caching.IndexDataCacheFile.__init__) >= {"_source_stamp"}
            and _names(caching.IndexDataCacheFile._load_index) >= {"_source_stamp"}
            and _names(caching.IndexDataCacheFile._save_index) >= {"_source_stamp"}
        )
    except AttributeError:
        return False


def _names(function: Any) -> set[str]:
    """Return the names that a function of numba's uses, in the functions inside it too."""
    codes = [function.__code__]
    for code in codes:
        codes += [one for one in code.co_consts if isinstance(one, CodeType)]
    return {name for code in codes for name in code.co_names}


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

"""What a compiled kernel depends on, as one digest: its own code, and that of every kernel it calls, in any file.

numba keeps compiled code until the kernel's own source file changes. But a kernel has the code of all that it calls
compiled into it, and the values of all constants: those may live in other files. So the digest covers, of each kernel
reachable, the bytecode, its constants and names, defaults, compiler options, the values of globals and closures, of
attributes reached through modules, and whole arrays. Left out: what numba, numpy and Python's own library bring, which
goes by name (numba keeps compiled code apart by its own version and Python's).
"""

from __future__ import annotations

import builtins
import hashlib
import sys
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

FOREIGN = frozenset({"numpy", "numba", "llvmlite", *sys.stdlib_module_names, *sys.builtin_module_names})


class Unknown(TypeError):
    """A kernel depends on something that no digest is known for."""


def digest(kernel: Any) -> str:
    """Return a digest of all that a kernel (numba's dispatcher) depends on. Raises Unknown where that cannot be told.

    Two kernels of one file and name have one digest only if they compile to the same code. Names count more often
    than need be: an attribute's name stands for that attribute of every module that the kernel names.
    """
    found = hashlib.sha256()
    seen = {id(kernel)}
    waiting = [kernel]
    while waiting:
        own, called = _own(waiting.pop())
        found.update(own)
        for one in called:
            if id(one) not in seen:
                seen.add(id(one))
                waiting.append(one)
    return found.hexdigest()


def fields(signature: Any) -> tuple[Any, ...]:
    """Return the names and fields of the named tuples in a signature of numba's, however deep.

    numba tells named tuples apart by their class and the types in them, not by the order of their fields.
    """
    found = []
    waiting = list(getattr(signature, "args", signature))
    while waiting:
        one = waiting.pop()
        if (named := getattr(one, "instance_class", None)) is not None:
            found.append((named.__module__, named.__qualname__, tuple(getattr(named, "_fields", ()))))
        if isinstance(inner := getattr(one, "types", ()), tuple):
            waiting += inner
    return tuple(found)


@cache
def _own(kernel: Any) -> tuple[bytes, tuple[Any, ...]]:
    """Return what one kernel depends on, without what it calls, and the kernels that it calls."""
    called: list[Any] = []
    parts = repr(("options", list(_described(kernel.targetoptions, called)))).encode()
    parts += repr(list(_of_function(kernel.py_func, called))).encode()
    return hashlib.sha256(parts).digest(), tuple(called)


def _of_function(function: FunctionType, called: list[Any]) -> Iterator[object]:
    yield function.__module__, function.__qualname__
    yield list(_described(function.__defaults__, called))
    yield list(_described(function.__kwdefaults__, called))
    closed = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        closed[name] = cell.cell_contents
    yield from _of_code(function.__code__, ChainMap(closed, function.__globals__, vars(builtins)), called)


def _of_code(code: CodeType, known: Mapping[str, Any], called: list[Any]) -> Iterator[object]:
    yield code.co_code.hex(), code.co_names, code.co_varnames, code.co_freevars
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield list(_of_code(constant, known, called))
        else:
            yield list(_described(constant, called))
    for name in (*code.co_names, *code.co_freevars):
        if isinstance(known.get(name), ModuleType):
            yield name, list(_through(known[name], code.co_names, called, set()))
        elif name in known:
            yield name, list(_described(known[name], called))


def _through(module: ModuleType, names: tuple[str, ...], called: list[Any], seen: set[str]) -> Iterator[object]:
    """Describe every attribute of a module that some code may mean, and of the modules in it."""
    yield module.__name__
    if module.__name__ in seen:
        return
    seen.add(module.__name__)
    foreign = _is_foreign(module.__name__)
    for name in names:
        value = getattr(module, name, None)
        if isinstance(value, ModuleType):
            yield name, list(_through(value, names, called, seen))
        elif value is not None:
            try:
                yield name, list(_described(value, called))
            except Unknown:
                if not foreign:
                    raise
                yield name, "by name"


def _described(value: Any, called: list[Any]) -> Iterator[object]:
    """Describe a value that is compiled in; kernels are added to ``called`` and described by themselves."""
    kind = type(value)
    if value is None or kind in (bool, int, float, complex, str, bytes):
        yield kind.__name__, repr(value)
    elif isinstance(value, np.ndarray | np.generic) and not value.dtype.hasobject:
        yield str(value.dtype), np.shape(value), hashlib.sha256(value.tobytes()).hexdigest()
        yield list(value.strides) if isinstance(value, np.ndarray) else []
    elif isinstance(value, tuple):
        yield kind.__name__, getattr(kind, "_fields", ()), [list(_described(one, called)) for one in value]
    elif isinstance(value, set | frozenset):
        yield "set", sorted(repr(list(_described(one, called))) for one in value)
    elif isinstance(value, dict):
        yield "dict", [(name, list(_described(one, called))) for name, one in sorted(value.items())]
    elif hasattr(value, "py_func") and hasattr(value, "targetoptions"):  # a kernel
        called.append(value)
        yield "kernel", value.py_func.__module__, value.py_func.__qualname__
    elif hasattr(value, "_defn") and isinstance(value._defn, FunctionType):  # an intrinsic: code that generates code
        yield "intrinsic", list(_of_function(value._defn, called))
    elif isinstance(value, type) and hasattr(value, "_fields"):
        yield "fields", value.__module__, value.__qualname__, value._fields
    elif _is_foreign(getattr(value, "__module__", None) or type(value).__module__):
        yield "by name", type(value).__name__, getattr(value, "__module__", None), _name(value)
    else:
        raise Unknown(f"{value!r}")


def _is_foreign(module: str) -> bool:
    return module.partition(".")[0] in FOREIGN


def _name(value: Any) -> str:
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if not isinstance(name, str):
        raise Unknown(f"{value!r}")
    return name

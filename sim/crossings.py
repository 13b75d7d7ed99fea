"""When a function of time is not negative: every span of it, found with a bound on its curvature.

A cell of time is left alone only when the bound proves that the function keeps its sign in it, or passes
through zero once; other cells are halved. So no span longer than FINEST_S is missed, wherever extrema lie.
The bound is on how fast the slope changes: a kink in the curvature, as in w abs(w), does no harm.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Items = NDArray[np.intp]
Function = Callable[[Items, Array], Array]  # (items, times) that broadcast -> values

FINEST_S = 0.02  # cells below this are not halved further
ROOT_TOLERANCE_S = 1e-5


def spans_not_negative(
    function: Function, from_s: float, to_s: float, *, curvature_bound: Array, coarsest_s: float
) -> list[Array]:
    """Return, for each of K items, the spans of [from_s, to_s) in which function(item, t) >= 0: (N, 2) in s.

    ``curvature_bound`` (K,) bounds the absolute second derivative of each item's function, per s^2. Edges
    lie within 1e-5 s of the function's zeros. Spans are maximal; one that reaches an end of the search ends
    there. A span, or a hole between two, that lasts less than FINEST_S may be missed. ``coarsest_s`` is the
    first step and decides the cost alone.
    """
    curvature_bound = np.asarray(curvature_bound, dtype=float)
    items = np.arange(len(curvature_bound))
    if not to_s > from_s:
        return [np.empty((0, 2)) for _ in items]
    cells = max(1, int(np.ceil((to_s - from_s) / coarsest_s)))
    times = np.linspace(from_s, to_s, cells + 1)
    values = function(items[:, None], times[None, :])
    shape = (len(items), cells)
    k = np.broadcast_to(items[:, None], shape).ravel()
    a, b = (np.broadcast_to(t, shape).ravel() for t in (times[:-1], times[1:]))
    changes = sign_changes(function, k, a, b, values[:, :-1].ravel(), values[:, 1:].ravel(), curvature_bound)
    whole = np.full(len(items), from_s), np.full(len(items), to_s)
    item, start_s, end_s = spans_between(*changes, values[:, 0] >= 0.0, *whole)
    return np.split(np.column_stack([start_s, end_s]), np.searchsorted(item, items[1:])) if items.size else []


def spans_within(
    function: Function, from_s: Array, to_s: Array, *, curvature_bound: Array
) -> tuple[Items, Array, Array]:
    """Return the spans in which function(item, t) >= 0, each item searched in its own [from_s, to_s), both (K,).

    As ``spans_not_negative``, flat: item, start and end of each span, (N,), sorted by item and start. An item
    with an empty stretch gives none.
    """
    items = np.flatnonzero(to_s > from_s)
    a, b = from_s[items], to_s[items]
    fa, fb = function(items, a), function(items, b)
    changes = sign_changes(function, items, a, b, fa, fb, curvature_bound)
    starts_inside = np.zeros(len(from_s), dtype=bool)
    starts_inside[items] = fa >= 0.0
    return spans_between(*changes, starts_inside, from_s, to_s)


def may_cross(fa: Array, fb: Array, width_s: Array | float, curvature_bound: Array | float) -> NDArray[np.bool_]:
    """Say of cells, by the function's values at both ends, whether it may be zero inside: else it keeps its sign."""
    # A function leaves its chord by at most bound * width^2 / 8.
    sag = curvature_bound * width_s**2 / 8.0
    return ((fa >= 0.0) != (fb >= 0.0)) | (np.minimum(np.abs(fa), np.abs(fb)) <= sag)


def sign_changes(
    function: Function, item: Items, a: Array, b: Array, fa: Array, fb: Array, curvature_bound: Array
) -> tuple[Items, Array]:
    """Return the item and the time of every change of sign, in no order.

    Cells, (N,), are given by their item, their ends a < b, and the function's values there; ``curvature_bound``
    (K,) is by item.
    """
    brackets: list[tuple[Items, Array, Array, Array, Array]] = []
    k = item
    while True:
        width, bound = b - a, curvature_bound[k]
        crosses = (fa >= 0.0) != (fb >= 0.0)
        finest = width <= FINEST_S
        # The mean slope is met somewhere inside, and the slope changes by less than bound * width from there.
        once = crosses & ((np.abs(fb - fa) > bound * width**2) | finest)
        brackets.append((k[once], a[once], b[once], fa[once], fb[once]))
        open_cells = ~once & ~finest & may_cross(fa, fb, width, bound)
        k, a, b, fa, fb = (x[open_cells] for x in (k, a, b, fa, fb))
        if not k.size:
            break
        middle = 0.5 * (a + b)
        f_middle = function(k, middle)
        a, b = np.concatenate([a, middle]), np.concatenate([middle, b])
        fa, fb = np.concatenate([fa, f_middle]), np.concatenate([f_middle, fb])
        k = np.concatenate([k, k])
    k, a, b, fa, fb = (np.concatenate(x) for x in zip(*brackets, strict=True))
    return k, _solve(function, k, a, b, fa, fb)


def spans_between(
    item: Items, change_s: Array, starts_inside: NDArray[np.bool_], from_s: Array, to_s: Array
) -> tuple[Items, Array, Array]:
    """Return spans, as item, start and end, from the changes of sign in each item's [from_s, to_s).

    Of K items ``starts_inside`` (K,) says whether the function is not negative at the start. Empty spans are
    left out; the rest is sorted by item and start.
    """
    items = np.arange(len(starts_inside))
    odd = (np.bincount(item, minlength=len(items)) + starts_inside) % 2 == 1
    all_items = np.concatenate([items[starts_inside], item, items[odd]])
    edges = np.concatenate([from_s[starts_inside], change_s, to_s[odd]])
    order = np.lexsort((edges, all_items))
    start_s, end_s = edges[order].reshape(-1, 2).T
    filled = end_s > start_s
    return all_items[order][::2][filled], start_s[filled], end_s[filled]


def _solve(function: Function, item: Items, a: Array, b: Array, fa: Array, fb: Array) -> Array:
    """Return the zero in each bracket: Chandrupatla, Advances in Engineering Software 28 (1997), 145-149."""
    root = np.empty_like(a)
    todo = np.arange(a.size)
    x1, x2, f1, f2 = b.copy(), a.copy(), fb.copy(), fa.copy()
    step = f1 / (f1 - f2)  # the secant first: the functions here are nearly straight
    margin = np.minimum(0.5 * ROOT_TOLERANCE_S / np.abs(x2 - x1), 0.5)
    while todo.size:
        x = x1 + np.clip(step, margin, 1.0 - margin) * (x2 - x1)
        f = function(item[todo], x)
        same = (f >= 0.0) == (f1 >= 0.0)
        x3, f3 = np.where(same, x1, x2), np.where(same, f1, f2)
        x2, f2 = np.where(same, x2, x1), np.where(same, f2, f1)
        x1, f1 = x, f
        best = np.where(np.abs(f1) < np.abs(f2), x1, x2)
        width = np.abs(x2 - x1)
        done = (width <= ROOT_TOLERANCE_S) | (f1 == 0.0) | (f2 == 0.0)
        root[todo[done]] = best[done]
        todo, x1, x2, x3, f1, f2, f3, width = (v[~done] for v in (todo, x1, x2, x3, f1, f2, f3, width))
        if not todo.size:
            break
        margin = 0.5 * ROOT_TOLERANCE_S / width
        xi, phi = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        smooth = (phi**2 < xi) & ((1.0 - phi) ** 2 < 1.0 - xi)  # inverse quadratic interpolation is safe
        f3 = np.where(smooth, f3, f1 + (f1 - f2))  # else any value that keeps the unused branch finite
        inverse = f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
        step = np.where(smooth, inverse, 0.5)
    return root

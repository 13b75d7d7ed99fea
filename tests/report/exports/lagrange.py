"""Lagrange interpolation as a reader of ephemerides does it, written from its formula."""

import numpy as np


def interpolated(t_s: np.ndarray, values: np.ndarray, at_s: float, degree: int) -> np.ndarray:
    """Return values (N, K) at a time by the polynomial through the degree + 1 nearest nodes."""
    first = int(np.clip(np.searchsorted(t_s, at_s) - (degree + 1) // 2, 0, len(t_s) - degree - 1))
    nodes, rows = t_s[first : first + degree + 1], values[first : first + degree + 1]
    total = np.zeros(values.shape[1])
    for i, node in enumerate(nodes):
        others = np.delete(nodes, i)
        total += rows[i] * np.prod((at_s - others) / (node - others))
    return total

"""Kaplan-Meier estimates and their limits against what lifelines prints for the same lengths."""

from __future__ import annotations

import math

import pytest

from authorities import numbers, rows
from sim.revisit.survival import kaplan_meier

PRINTED = rows("lifelines_kaplan_meier.txt")
SETS = sorted({name.split(".")[0] for name, _ in PRINTED})
ROUNDING = 1e-12  # of probabilities up to 1: products of some twenty fractions


def printed(name: str) -> list[list[float]]:
    return [numbers(rest) for found, rest in PRINTED if found == name]


@pytest.mark.parametrize("name", SETS)
def test_estimate_and_limits_are_those_of_lifelines(name):
    """S and its 95 % limits at every length, to 1e-12; where S is 1 there are no limits to compare yet."""
    (length,), (ended,) = printed(f"{name}.length"), printed(f"{name}.ended")
    found = kaplan_meier(length, [not e for e in ended])
    table = printed(f"{name}.row")
    assert len(table) == len({0.0, *length})
    for at, survival, lower, upper in table:
        assert float(found.at(at)) == pytest.approx(survival, abs=ROUNDING)
        step = int((found.length_s <= at).sum()) - 1
        if step >= 0:
            assert found.lower[step] == pytest.approx(lower, abs=ROUNDING)
            assert found.upper[step] == pytest.approx(upper, abs=ROUNDING)


@pytest.mark.parametrize("name", SETS)
def test_percentiles_and_mean_are_those_of_lifelines(name):
    """Percentiles the same, infinite ones empty here; the mean to the longest length within 1e-12 of itself."""
    (length,), (ended,) = printed(f"{name}.length"), printed(f"{name}.ended")
    found = kaplan_meier(length, [not e for e in ended])
    (percentiles,), ((mean,),) = printed(f"{name}.percentile"), printed(f"{name}.restricted_mean")
    expected = [math.nan if math.isinf(one) else one for one in percentiles]
    assert [found.percentile_s(p) for p in (12, 50, 70, 88)] == pytest.approx(expected, nan_ok=True)
    assert found.restricted_mean_s == pytest.approx(mean, rel=ROUNDING)

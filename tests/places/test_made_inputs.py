"""Made inputs of every kind: none is read wrong, and what the rules accept is read."""

import os
import sys
from pathlib import Path

import pytest
from places import made_coordinates
from places.made_inputs import KINDS, count

EACH = 200 if os.environ.get("RECONSIM_LONG") else 40


@pytest.mark.parametrize("kind", KINDS)
def test_no_variant_is_read_wrong(kind: str, tmp_path: Path) -> None:
    """Of all variants of a kind those that the rule accepts come out as they are, and all others are refused."""
    found = count(kind, EACH, tmp_path)
    assert found.wrong == ()
    assert found.refused_in_vain == ()
    assert found.right > 0
    assert found.right + found.refused == EACH


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("coordinate")])
def test_without_pyproj_nothing_is_read_wrong_either(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pyproj cannot be imported, what is surely degrees from Greenwich is read, all else refused."""
    monkeypatch.setitem(sys.modules, "pyproj", None)
    monkeypatch.setattr(made_coordinates, "HAS_PYPROJ", False)
    found = count(kind, EACH, tmp_path)
    assert (found.wrong, found.refused_in_vain) == ((), ())
    assert 0 < found.right < EACH

"""No made variant of any kind of element text is read as something else."""

import os

import pytest
from orbits.readers.element_variants import KINDS, READ_AT_LEAST, REFUSED, RIGHT, WRONG, counts

NUMBER = 200 if os.environ.get("RECONSIM_LONG") else 40


@pytest.mark.parametrize("kind", KINDS)
def test_no_variant_is_read_wrong(kind: str):
    """Each variant is read right or refused, and of what can be read enough is read."""
    found = counts(kind, NUMBER)
    assert found[WRONG] == 0
    assert found[RIGHT] + found[REFUSED] == NUMBER
    assert found[RIGHT] >= READ_AT_LEAST[kind] * NUMBER

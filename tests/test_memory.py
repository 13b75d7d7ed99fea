"""Memory is counted before it is taken."""

import pytest

from sim import memory
from sim.errors import UsageError


def test_the_machine_has_some_memory_free() -> None:
    """A number of bytes above 100 MB, or infinity where nothing tells."""
    assert memory.free_bytes() > 1e8


def test_what_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what it takes, what there is, and what would take less; a tenth is left to the search."""
    monkeypatch.setattr(memory, "free_bytes", lambda: 10.0 * memory.GIB)
    memory.check_room(8.9 * memory.GIB, "a table", "take less")
    with pytest.raises(UsageError, match=r"a table takes 9.1 GiB of memory; 9.0 are to be had: take less"):
        memory.check_room(9.1 * memory.GIB, "a table", "take less")

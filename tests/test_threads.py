"""Work in threads: how many, results in order, errors passed on, nesting allowed."""

import os
import threading

import pytest

from sim.errors import UsageError
from sim.threads import CORES, cores, in_threads

USABLE = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


@pytest.mark.parametrize(("given", "expected"), [("", USABLE), (" 1 ", 1), ("100000", USABLE)])
def test_the_environment_lowers_the_number_of_cores(monkeypatch, given, expected):
    """RECONSIM_CORES takes fewer than the process may use, never more; empty is as if it were not set."""
    monkeypatch.setenv(CORES, given)
    assert cores() == expected


def test_all_usable_cores_are_taken_where_nothing_is_said(monkeypatch):
    """Without the variable every processor that the process may use has a thread."""
    monkeypatch.delenv(CORES, raising=False)
    assert cores() == USABLE


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "two"])
def test_a_number_of_cores_that_is_none_is_refused(monkeypatch, given):
    """The sentence names the variable, what it holds, and what would be right."""
    monkeypatch.setenv(CORES, given)
    with pytest.raises(UsageError, match=rf"RECONSIM_CORES is '{given}'; it must be a whole number from 1 on"):
        cores()


@pytest.mark.parametrize("threads", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_items(threads):
    """Whoever worked them off, and however many threads there are."""
    assert in_threads(lambda x: x * x, range(40), threads) == [x * x for x in range(40)]


def test_nothing_to_do_is_done():
    """No items, no results, no threads."""
    assert in_threads(lambda x: x, [], 4) == []


@pytest.mark.parametrize("threads", [1, 4])
def test_what_a_job_raises_reaches_the_caller(threads):
    """The first item's error, as it was."""

    def job(x):
        if x >= 3:
            raise ValueError(f"item {x}")
        return x

    with pytest.raises(ValueError, match="item 3"):
        in_threads(job, range(10), threads)


def test_jobs_may_share_out_work_themselves():
    """Nested calls finish: nobody waits for a seat in a full pool."""
    inner = lambda x: sum(in_threads(lambda y: x * y, range(10), 2))  # noqa: E731
    assert in_threads(inner, range(20), 2) == [45 * x for x in range(20)]


def test_an_interrupt_does_not_wait_for_the_others():
    """It reaches the caller while another thread is still at its job."""
    gate, finished = threading.Event(), []

    def job(_):
        if threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt
        finished.append(gate.wait(20.0))

    with pytest.raises(KeyboardInterrupt):
        in_threads(job, range(4), 2)
    assert finished == []
    gate.set()

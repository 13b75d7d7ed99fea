"""The data that report.html computes with: windows and spreads, the same whether a run has judged anything or not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args

import numpy as np
import pytest
from report.page.test_packed import read_windows

import sim
from sim.claims.outcomes import Outcome
from sim.simulation import page_data as module
from sim.simulation.page import page_of
from sim.simulation.page_data import page_data, spread_key
from sim.simulation.result import Result

CLAIMED = ("time.end_utc=2026-07-17", "draws.count=20")
ROUNDED_S = 0.005 + 1e-6


@cache
def judged() -> Result:
    """Three days of the flagship, with its claim."""
    return sim.load("rok-425-as-flown", overrides=CLAIMED).run()


def texts_of(data: Any) -> Iterator[str]:
    """Every key and every text in some data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts_of(value)
    elif isinstance(data, str):
        yield data


def test_no_verdict_is_held():
    """Without every verdict of the run the data are the same, and no outcome is among its texts."""
    data = page_data(judged())
    assert page_data(replace(judged(), verdicts=(), made={})) == data
    words = set(texts_of(data))
    assert not words & {*get_args(Outcome), "outcome", "verdict", "true", "false", "holds_for"}
    assert len(judged().verdicts) > 20


def test_windows_are_those_of_the_search_beyond_both_ends():
    """Each list has the windows of its sensor and limits, to 10 ms, from before the span to after it."""
    result, data = judged(), page_data(judged())
    seen = dict.fromkeys(one for b in (*result.tried.imaging.blocks, *result.tried.horizon.blocks) for one in b)
    assert len(seen) == len(data["lists"])
    for (name, limits), held in zip(seen, data["lists"], strict=True):
        surveyor = result.surveyor
        found = surveyor.passes(name) if limits is None else surveyor.windows(name, limits)
        read = list(read_windows(held, len(data["satellites"]), data["origin_s"]))
        assert [row[:2] for row in read] == list(zip(found.target.tolist(), found.satellite.tolist(), strict=True))
        np.testing.assert_allclose([row[2] for row in read], found.start_s, rtol=0.0, atol=ROUNDED_S)
        np.testing.assert_allclose([row[3] for row in read], found.end_s, rtol=0.0, atol=ROUNDED_S)
        assert sum(row[4] for row in read) == len(found if limits is None else found.looks())
    starts = [row[2] for held in data["lists"] for row in read_windows(held, 5, data["origin_s"])]
    assert min(starts) < -5 * 86400.0
    assert max(starts) > data["span_s"] + 5 * 86400.0


def test_spreads_are_those_of_the_draws():
    """Error is half the spread of the draws; 95 % of the draws are at most ``high``, and 95 % at least ``low``."""
    result, data = judged(), page_data(judged())
    [claim] = data["claims"]
    rows = list(result.tried.rows_of[claim["id"]])
    drawn = result.draws.values("gap_max_s", None)[:, rows]
    kept = {name: np.array(values) for name, values in claim["spreads"][spread_key("gap_max_s", None, False)].items()}
    np.testing.assert_allclose(kept["error"], result.draws.error("gap_max_s", None)[rows], atol=ROUNDED_S)
    assert ((drawn <= kept["high"] + ROUNDED_S).mean(axis=0) >= 0.95).all()
    assert ((drawn < kept["high"] - ROUNDED_S).mean(axis=0) < 0.95).all()
    assert ((drawn >= kept["low"] - ROUNDED_S).mean(axis=0) >= 0.95).all()
    assert ((drawn > kept["low"] + ROUNDED_S).mean(axis=0) < 0.95).all()


def test_a_run_too_large_for_a_page_is_left_out_with_the_reason(monkeypatch):
    """The page then has its tables and a sentence, and no part to try."""
    monkeypatch.setattr(module, "MOST_WINDOWS", 100)
    assert list(page_data(judged())) == ["left_out"]
    page = page_of(judged())
    assert "more than a page can hold" in page
    assert '<div id="controls">' not in page


def test_the_page_has_the_same_bytes_each_time_and_no_address_to_load():
    """Nothing in it is a time of making or a reference to another file; names of files are texts."""
    page = page_of(judged())
    assert page == page_of(replace(judged(), made={}))
    head = page[: page.index("<body>")]
    assert "default-src 'none'" in head
    for reference in (' src="', "url(", "@import", "import(", "fetch(", "XMLHttpRequest", "<link"):
        assert reference not in page, reference
    assert [part for part in page.split(' href="')[1:] if not part.startswith("#")] == []


@pytest.mark.parametrize("key", ["lists", "claims", "blocks", "searched_s"])
def test_data_are_plain_values(key):
    """JSON without a number that is none."""
    assert json.loads(json.dumps(page_data(judged())[key], allow_nan=False))

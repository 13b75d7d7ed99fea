"""The page computes what Python computes: counts, gaps, figures and verdicts of states that a reader could choose."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from browser.states_page import answered

import sim
from sim.claims.claim import Claim
from sim.claims.judge import judge
from sim.claims.kinds.coverage import CoverageReading
from sim.simulation.judging import Bench, options_of
from sim.simulation.page_data import page_data
from sim.simulation.result import Result
from sim.studies.survey import Survey

N_STATES = 50
ROUNDED_S = 0.021  # windows are held to 10 ms: both ends of a gap may move by half of that, a mean by less
OF_SECONDS = 1.0  # a figure in seconds, whatever rounding does to touching windows
ROUNDED_SHARE = 1e-5


@dataclass
class State:
    """What a reader chooses, in Python's own terms; ``link`` is the same for the page."""

    claim: Claim
    reading: CoverageReading
    limit_s: float
    over: str
    rows: list[int]
    off: list[int]
    link: str


@cache
def run(name: str, changes: tuple[str, ...] = ()) -> Result:
    return sim.load(name, overrides=changes).run()


def drawn_states(result: Result, n: int, seed: int) -> list[State]:
    """States of a reader who changes everything there is: claim, reading, limit, places, options, satellites."""
    rng, data = random.Random(seed), page_data(result)
    claims = {claim.id: claim for claim in result.simulation.claims if claim.coverage_readings}
    tried = result.tried
    imaging = result.surveyor.survey(tried.cases, plan=tried.imaging, limits_s=result.limits_s)
    states = []
    while len(states) < n:
        claim = rng.choice(list(claims.values()))
        held = next(one for one in data["claims"] if one["id"] == claim.id)
        reading = rng.choice(claim.coverage_readings)
        is_single = rng.random() < 0.4
        kept = [
            sorted(rng.sample(range(len(one["values"])), 1 if is_single else rng.randint(1, len(one["values"]))))
            for one in held["options"]
        ]
        cases = [c for c, case in enumerate(held["cases"]) if all(v in k for v, k in zip(case, kept, strict=True))]
        rows = [tried.rows_of[claim.id][c] for c in cases]
        limit_s = rng.choice(claim.limits_s or (7200.0,))
        is_free = claim.limits_s and not reading.figure.at_limit
        if is_free and rng.random() < 0.3:
            limit_s = float(rng.randrange(20, 900) * 60)
        elif is_free and rng.random() < 0.7:  # by the value that decides, so that it cannot be told
            limit_s = round(float(imaging.measure(reading.measure, None)[rng.choice(rows)].max()), 1)
        n_satellites = len(result.satellites)
        off = sorted(rng.sample(range(n_satellites), rng.choice((0, 0, 0, 0, 1, n_satellites // 2))))
        over = rng.choice(reading.over)
        parts: list[tuple[str, str]] = [
            ("claim", claim.id), ("reading", reading.id), ("limit_s", str(limit_s)), ("at", over)
        ]  # fmt: skip
        for option, values in zip(held["options"], kept, strict=True):
            parts += [(f"with.{option['name']}", option["values"][v]) for v in values]
        parts += [("off", data["satellites"][s]) for s in off]
        states.append(State(claim, reading, limit_s, over, rows, off, urlencode(parts)))
    return states


def check_states(result: Result, n: int, seed: int, folder: Any) -> set[str]:
    """Compare the page with Python for some states; return the outcomes that occurred."""
    states = drawn_states(result, n, seed)
    answers = answered(page_data(result), [one.link for one in states], folder)
    assert len(answers) == n
    for state, found in zip(states, answers, strict=True):
        check_state(result, state, found)
    return {one["outcome"] for one in answers}


def check_state(result: Result, state: State, found: dict[str, Any]) -> None:
    constellation, reading = result.simulation.constellation, state.reading
    tried = result.tried

    def survey(*, horizon: bool) -> Survey:
        cases = [{}] if horizon else tried.cases
        limits_s = tuple(sorted({*result.limits_s, state.limit_s}))
        return result.surveyor.survey(cases, limits_s=limits_s, left_out=state.off, horizon=horizon)

    imaging, horizon = survey(horizon=False), survey(horizon=True)
    bench = Bench(constellation, tried.cases, state.rows, imaging, horizon, result.draws)
    limit_s = state.limit_s if reading.needs_limit else None
    measured = bench.measured(reading, limit_s)
    verdict = judge(
        reading, limit_s, measured, over=state.over, options=options_of(state.claim, constellation.carried)
    )  # fmt: skip
    answer = verdict.answer
    assert (found["outcome"], tuple(found["could_be"])) == (answer.outcome, answer.could_be), state
    assert found["counts"] == {
        "true": answer.n_true, "false": answer.n_false, "undecided": answer.n_undecided,
        "unmeasured": answer.n_unmeasured,
    }, state  # fmt: skip
    if verdict.by_target:
        assert found["by_place"] == [one.outcome for one in verdict.by_target.values()], state
    above = reading.seeing == "horizon"
    seen, rows = (horizon, [0]) if above else (imaging, state.rows)
    values = np.array([[float(value.replace("Infinity", "inf")) for value in one["values"]] for one in found["cases"]])
    close = ROUNDED_S if reading.figure.unit == "s" else ROUNDED_SHARE
    np.testing.assert_allclose(values, measured.value, rtol=1e-9, atol=close, err_msg=str(state))
    looks = np.array([one["looks"] for one in found["cases"]])
    np.testing.assert_array_equal(looks, seen["n_looks"][rows], err_msg=str(state))
    longest_s = np.array([one["longest_s"] for one in found["cases"]])
    np.testing.assert_allclose(longest_s, seen["gap_max_s"][rows], rtol=0.0, atol=OF_SECONDS, err_msg=str(state))


def test_fifty_states_of_the_flagship_have_the_verdicts_of_python(tmp_path):
    """Counts are the same, gaps within a second, verdicts the same; all four outcomes occur among the states."""
    outcomes = check_states(run("rok-425-as-flown"), N_STATES, 12, tmp_path)
    assert outcomes == {"holds", "holds only if", "fails", "cannot tell"}


@pytest.mark.parametrize(
    ("name", "changes"),
    [("malligyong-1", ("time.span_days=9",)), ("rok-425-first", ()), ("rok-425-forward", ("time.span_days=4",))],
)
def test_states_of_other_scenarios_have_the_verdicts_of_python(name, changes, tmp_path):
    """One camera by day and night; one satellite over one place; sets that end, so that gaps are censored."""
    check_states(run(name, changes), 30, 7, tmp_path)

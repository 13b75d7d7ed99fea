"""Whatever stands in a scenario, the answer is a scenario or a list of sentences: never another error."""

import tomllib
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario.load import read_scenario, scenario_from

# One of everything: element sets with ages and manoeuvres, a notional orbit, each kind of constellation, a hold.
FULL: dict[str, Any] = tomllib.loads(read_scenario("example").text) | {
    "hold": {"mode": "repeat", "groups": [["TerraSAR-X"], ["W"]], "revolutions": 59, "days": 4},
    "draws": {"count": 10},
    "claims": ["two-hours"],
    "require": {"gap_max_s": 7200},
    "constellation": [
        {"kind": "walker-star", "name": "W", "sensor": "sar", "total": 4, "planes": 2, "height_km": 500,
         "inclination_deg": 86},
        {"kind": "train", "name": "Q", "sensor": "sar", "count": 2, "spacing_s": 30,
         "orbit": {"kind": "sun-synchronous", "height_km": 500, "ltan_h": 10}},
        {"kind": "copies", "name": "C", "copy_of": "TerraSAR-X", "member": [{"raan_shift_deg": 10}]},
    ],
}  # fmt: skip
FULL["satellite"][0] |= {"manoeuvres_utc": ["2026-08-01"], "in_service_utc": date(2026, 8, 1)}
FULL["satellite"][0]["elements"][0] |= {"usable_from_utc": "2026-08-01", "norad_cat_id": 31698}

JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(), st.text(max_size=5),
    st.just("2026-01-01T00:00:00"), st.just("9999-12-31T23:00:00Z"), st.just("0001-01-01T00:00:00+14:00"),
    st.just(datetime(2026, 1, 1)), st.just(datetime(9999, 12, 31, tzinfo=UTC)), st.just(date(1, 1, 1)),
    st.just(time(1)),
    st.just([]), st.just({}), st.just([1]), st.just([[]]), st.just([{}]), st.just({"name": []}), st.just({"low": 1}),
    st.sampled_from(["walker-delta", "copies", "train", "keplerian", "locked", "none", "radar", "{curly} %s"]),
)  # fmt: skip


def _places(node: Any, path: tuple = ()) -> list[tuple]:
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, item in below for place in _places(item, (*path, key)))]


PLACES = [path for path in _places(FULL) if path]


def test_one_of_everything_is_a_scenario() -> None:
    """The scenario that is broken below is whole."""
    assert len(scenario_from(FULL).satellite_names) == 9


@given(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["set", "drop", "add"]), JUNK), min_size=1, max_size=3)
)
def test_junk_anywhere_gives_sentences(changes: list[tuple[tuple, str, Any]]) -> None:
    """A value replaced, dropped, or given a strange neighbour: a scenario, or problems that each name something."""
    raw = deepcopy(FULL)
    for path, what, junk in changes:
        node: Any = raw
        try:
            for part in path[:-1]:
                node = node[part]
            if what == "drop":
                del node[path[-1]]
            elif what == "add" and isinstance(node, dict):
                node[str(junk)] = junk
            else:
                node[path[-1]] = junk
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change took the place away
    try:
        scenario, problems = scenario_from(raw), []
    except ScenarioError as error:
        scenario, problems = None, error.problems
    assert (scenario is None) == bool(problems)
    assert all(problem.startswith("scenario: ") and len(problem) > 15 for problem in problems)
    if scenario is not None:
        assert scenario.span.duration_s > 0.0
        assert scenario.satellite_names


ENDLESS = "9" * 5000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"a = 1\nb = {ENDLESS}", "s.toml:2: a whole number of thousands of digits is no value"),
        (f"a = {'[' * 100}{']' * 100}", "s.toml:1: not usable TOML: nested more than 30 deep"),
        (f"a = {'[' * 100000}{']' * 100000}", "s.toml:1: not usable TOML: nested too deeply"),
        (f"a{'.a' * 100} = 1", "nested more than 30 deep"),
    ],
    ids=["digits", "lists", "many lists", "tables"],
)
def test_hard_toml_is_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    """Numbers without end and nesting without end are refused before anything looks inside."""
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(ScenarioError, match=says):
        read_scenario(tmp_path / "s.toml")


@pytest.mark.parametrize("value", [10**400, -(10**400), 10**30])
def test_numbers_beyond_all_floats_are_sentences(value: int) -> None:
    """A whole number too large to compute with is refused wherever it stands, or is no number there."""
    taken = []
    for path in PLACES:
        raw = deepcopy(FULL)
        node: Any = raw
        for part in path[:-1]:
            node = node[part]
        node[path[-1]] = value
        with suppress(ScenarioError):
            scenario_from(raw)
            taken.append(path)
    assert len(taken) < len(PLACES) / 2


def test_thousands_of_mistakes_are_told_quickly(tmp_path: Path) -> None:
    """3,000 targets, each with a wrong latitude and no longitude, give 6,000 sentences; work grows as they do."""
    text = 'schema = 1\ntitle = "t"\n' + "".join(f'[[target]]\nname = "T{i}"\nlat_deg = 95\n' for i in range(3000))
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(ScenarioError) as raised:
        read_scenario(tmp_path / "s.toml")
    assert sum("lon_deg: is missing" in one for one in raised.value.problems) == 3000
    assert "s.toml:9000: target[T2999].lon_deg: is missing" in "\n".join(raised.value.problems)


@pytest.mark.parametrize("limit", ["<= 7_200", "<= ７２００", "<= 1" + "0" * 400, "<= 0x10"])
def test_a_requirement_in_other_digits_is_refused(limit: str) -> None:
    """Text that Python alone takes for a number is none."""
    with pytest.raises(ScenarioError, match="is not a finite number"):
        scenario_from(FULL | {"require": {"gap_max_s": limit}})

"""The sentences of every shipped scenario and of thirty made ones: right numbers, at most six, none too long."""

from __future__ import annotations

import copy
import random
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from made_scenarios import MADE
from prose import facts_of, faults, numbers_in, split, unfounded

import sim
from sim.report.answer import MOST_SENTENCES
from sim.scenario.shipped_scenarios import list_scenarios
from sim.simulation.summary import summary

SHIPPED = [one.name for one in list_scenarios()]
FIRST = (
    "Yes", "No", "As a promise", "On average", "Only under conditions", "It cannot be told", "This run does not decide",
    "Gaps between looks", "Nothing is seen", "The mean gap at",
)  # fmt: skip


@cache
def made(name: str, folder: Path) -> dict[str, Any]:
    """The document of a made scenario, run once."""
    path = folder / f"{name}.toml"
    path.write_text(MADE[name], encoding="utf-8")
    return summary(sim.load(path).run(threads=1))


@cache
def shipped(name: str) -> dict[str, Any]:
    """The document of a shipped scenario, cut to one day, or two weeks of a build-up, and few draws."""
    scenario = sim.load(name).scenario
    times = scenario.time
    if scenario.build_up is not None:  # its last two weeks, in which satellites serve
        start = f"time.start_utc={(scenario.span.end - timedelta(days=14)).isoformat()}"
        return summary(sim.load(name, overrides=[start, "time.span_days=14", "build_up.draws=3"]).run(threads=1))
    end = f"time.end_utc={(times.start_utc + timedelta(days=1)).isoformat()}"
    change = end if times.span_days is None else "time.span_days=1"
    return summary(sim.load(name, overrides=[change, "draws.count=3"]).run(threads=1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where made scenarios are written."""
    return tmp_path_factory.mktemp("made")


def check(document: dict[str, Any]) -> None:
    """Hold the answer and the notes of a run to what sentences must be."""
    said = document["answer"]["sentences"]
    assert 1 <= len(said) <= MOST_SENTENCES
    titles = tuple(v["title"] for v in document["verdicts"] if "evidence" in v)
    assert said[0].startswith((*FIRST, *titles)) or said[0].endswith("is seen always."), said[0]
    assert all(re.fullmatch(r"[A-Z0-9].*[.]", sentence) for sentence in said), said
    notes = [sentence for note in document["notes"] for sentence in split(note)]
    assert faults([document["answer"]["question"].split('"')[0], *said, *notes], facts_of(document)) == []


def test_there_are_thirty_made_ones() -> None:
    """And as many shipped ones as the command lists."""
    assert len(MADE) >= 30
    assert len(SHIPPED) == len(list_scenarios()) >= 13


@pytest.mark.parametrize("name", MADE)
def test_made_scenarios_are_told_in_right_numbers(name: str, folder: Path) -> None:
    """Answer and notes: each number stands in summary.json; at most six sentences of at most 40 words."""
    check(made(name, folder))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_are_told_in_right_numbers(name: str) -> None:
    """As made ones."""
    check(shipped(name))


def test_one_wrong_number_is_found(folder: Path) -> None:
    """A gap of 37.9 h where 36.9 h was found, planted in the answer, fails the check, and nothing else does."""
    document = copy.deepcopy(made("one-target", folder))
    said = document["answer"]["sentences"]
    (place,) = [i for i, sentence in enumerate(said) if "36.9 h" in sentence]
    said[place] = said[place].replace("36.9 h", "37.9 h")
    (fault,) = faults(said, facts_of(document))
    assert fault.startswith("37.9 h is not in the document")
    with pytest.raises(AssertionError):
        check(document)


def test_nearly_every_wrong_number_is_found(folder: Path) -> None:
    """Each number of the answers in turn is made another one: of 200 and more, nine in ten are noticed.

    The rest are right by chance: 24 h that become 28 h, where another gap is 28 h.
    """
    draw = random.Random(1)
    planted = found = 0
    for name in MADE:
        document = made(name, folder)
        facts = facts_of(document)
        for sentence in document["answer"]["sentences"]:
            for number in dict.fromkeys(numbers_in(sentence, facts)):
                wrong = _another(number, draw)
                changed = re.sub(rf"(?<![\w.,]){re.escape(number)}(?![\d.]*\d)", wrong, sentence)
                planted += changed != sentence
                found += changed != sentence and bool(unfounded(changed, facts))
    assert planted > 200
    assert found > 0.9 * planted


def _another(number: str, draw: random.Random) -> str:
    """Return a number of the same form, 10 to 90 percent larger."""
    decimals = len(number.partition(".")[2])
    value = float(number.replace(",", ""))
    larger = value * (1.0 + draw.uniform(0.1, 0.9)) + 10.0**-decimals
    return f"{larger:,.{decimals}f}"

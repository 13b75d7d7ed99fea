"""Turns in words: stretches, other months, bounds, satellites; every number is the entry's own."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.turn_words import (
    false_at_all,
    months_cell,
    months_words,
    ruled_out_words,
    stretch_words,
    true_words,
    turn_sentences,
)


def turn(before: float, after: float, becomes_true: bool) -> dict[str, Any]:
    value = {True: (7300.0, 7100.0), False: (7100.0, 7300.0)}[becomes_true]
    return {
        "before": before,
        "after": after,
        "value_before": value[0],
        "value_after": value[1],
        "becomes_true": becomes_true,
    }


def moved(*turns: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "axis": "incidence_max_deg",
        "sensors": "radar",
        "words": "largest incidence of the radars",
        "unit": "deg",
        "now": [45.0],
        "from": 0.0,
        "to": 90.0,
        "true_at_start": False,
        "turns": list(turns),
        "closest": [86.4, 10560.0],
        "changes_nothing": False,
        "other_months": None,
        "allowed_from": None,
        "left_out": [],
    } | changes


def entry(*axes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "claim": "two-hours",
        "reading": "mean-gap",
        "title": "Mean gap",
        "measure": "gap_mean_s",
        "compare": "<=",
        "threshold": 7200.0,
        "limit_s": 7200.0,
        "over": "each",
        "target": None,
        "base": "middle",
        "base_words": "at middle values",
        "value": 12060.0,
        "true": False,
        "moved": list(axes),
        "choices": [],
    } | changes


FALLING = {"from": 120.0, "to": 0.1, "unit": "s"}
UP, DOWN = turn(53.7, 53.8, True), turn(60.1, 60.2, False)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (moved(UP), "from 53.8 deg on"),
        (moved(UP, DOWN), "from 53.8 to 60.1 deg"),
        (moved(UP, DOWN, turn(74.9, 75.0, True)), "from 53.8 to 60.1 deg and from 75 deg on"),
        (moved(DOWN, true_at_start=True), "up to 60.1 deg"),
        (moved(turn(53.7, 53.8, True), turn(53.8, 53.9, False)), "at 53.8 deg alone"),
        (moved(turn(89.9, 90.0, True)), "at 90 deg alone"),
        (moved(turn(16.1, 16.0, True), **FALLING), "from 16 s down"),
        (moved(turn(16.1, 16.0, False), true_at_start=True, **FALLING), "down to 16.1 s"),
        (moved(turn(4.0, 5.0, True), **{"from": 1.0, "to": 5.0, "unit": ""}), "with all 5"),
        (moved(turn(3.0, 4.0, True), **{"from": 1.0, "to": 5.0, "unit": ""}), "from 4 on"),
        (moved(), ""),
        (moved(true_at_start=True), ""),
    ],
)  # fmt: skip
def test_stretches_in_which_it_is_true(one: dict[str, Any], words: str) -> None:
    """Upwards and downwards, open at either end, one value wide; nothing without a turn."""
    assert stretch_words(one) == words


def test_never_and_always_name_what_was_tried() -> None:
    """With both ends of the scan."""
    assert true_words(moved()) == "true at none of 0 to 90 deg"
    assert true_words(moved(true_at_start=True)) == "true at all of 0 to 90 deg"
    assert false_at_all(moved())
    assert not false_at_all(moved(UP))
    assert not false_at_all(moved(true_at_start=True))


def months(share: float, *ends: float | None) -> dict[str, Any]:
    return {"count": 24, "share": share, "p5": ends[0], "p50": ends[1], "p95": ends[2]}


@pytest.mark.parametrize(
    ("drawn", "words", "cell"),
    [
        (None, "", ""),
        (months(0.0, None, None, None), "in none of 24 other months", "0 of 24"),
        (
            months(1.0, 55.1, 57.0, 60.2),
            "in 24 of 24 other months, first at 55.1 to 60.2 deg (p5 to p95), median 57",
            "24 of 24: 55.1 to 60.2 deg",
        ),
        (months(1.0, 55.1, 55.1, 55.1), "in 24 of 24 other months, first at 55.1 deg", "24 of 24: 55.1 deg"),
        (months(0.375, 83.3, None, None), "in 9 of 24 other months (p5 83.3 deg)", "9 of 24: 83.3 to none"),
        (months(1 / 24, None, None, None), "in 1 of 24 other months", "1 of 24: none to none"),
    ],
)
def test_other_months(drawn: dict[str, Any] | None, words: str, cell: str) -> None:
    """How many of them reach one, and the percentiles that are known."""
    assert months_words(moved(UP, other_months=drawn)) == words
    assert months_cell(moved(UP, other_months=drawn)) == cell


def test_months_of_a_falling_axis_begin_with_the_largest() -> None:
    """A limit with more access at smaller values is first true at its p95."""
    one = moved(UP, other_months=months(0.5, None, None, 30.0), **FALLING)
    assert months_cell(one) == "12 of 24: 30 to none"


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        (None, ""),
        ({"any_phasing": 0.0}, ""),
        ({"any_phasing": 38.2}, "swaths and planes alone rule it out in any phasing below 38.2 deg"),
        ({"any_phasing": None}, "swaths and planes alone rule it out in any phasing everywhere"),
        (
            {"any_phasing": 0.0, "area_rate": 43.0},
            "swaths and planes alone rule it out on average over longitudes below 43 deg",
        ),
        (
            {"any_phasing": 20.1, "area_rate": None},
            "swaths and planes alone rule it out in any phasing below 20.1 deg and on average over longitudes "
            "everywhere",
        ),
    ],
)
def test_what_bounds_rule_out(allowed: dict[str, float | None] | None, words: str) -> None:
    """Below the first value allowed; a bound that allows the first value tried says nothing."""
    assert ruled_out_words(moved(UP, allowed_from=allowed)) == words


def test_a_sentence_for_the_base_and_for_each_axis() -> None:
    """What it is at the base, where it turns and what the last false value gives, or what comes closest."""
    told = turn_sentences(entry(moved(UP), moved(words="largest squint of the radars", now=[None])))
    assert told == [
        "Mean gap, at most 2 h, at each target: with everything at middle values it is not true, with 201 min.",
        "Largest incidence of the radars (now 45 deg): true from 53.8 deg on (53.7 deg gives 122 min).",
        "Largest squint of the radars (now none): true at none of 0 to 90 deg, 86.4 deg comes closest with 176 min.",
    ]


def test_an_axis_that_changes_nothing_says_so() -> None:
    """Instead of naming one of the values tried as the closest."""
    (_, told) = turn_sentences(entry(moved(changes_nothing=True)))
    assert (
        told
        == "Largest incidence of the radars (now 45 deg): true at none of 0 to 90 deg, it changes nothing (176 min)."
    )


def satellites(*turns: dict[str, Any], true: tuple[bool, bool], **changes: Any) -> dict[str, Any]:
    left_out = [{"satellite": name, "value": 1.0, "true": one} for name, one in zip(("A", "B"), true, strict=True)]
    words = {"axis": "satellites in service", "sensors": "", "words": "number of satellites in service", "unit": ""}
    return moved(*turns, left_out=left_out, now=[2.0], **{"from": 1.0, "to": 2.0}, **words, **changes)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (satellites(turn(1.0, 2.0, True), true=(False, False)), "it is not true without A or B"),
        (satellites(turn(1.0, 2.0, True), true=(True, True)), "any one of them can be left out"),
        (satellites(turn(1.0, 2.0, False), true=(False, True), true_at_start=True), "it is true without B"),
    ],
)
def test_which_satellites_it_needs(one: dict[str, Any], words: str) -> None:
    """Those without which it is not true; and that more of them are not tried."""
    (_, told) = turn_sentences(entry(one))
    assert told.endswith(f"; {words}; more than 2 are not tried.")


def test_a_choice_tells_each_word() -> None:
    """What it gives with each, and in what share of other months it is true."""
    tried = [
        {"word": "no", "value": 7300.0, "true": False, "share_of_other_months": 0.25},
        {"word": "yes", "value": 7100.0, "true": True, "share_of_other_months": None},
    ]
    choice = {"axis": "in_use", "sensors": "ir", "words": "in use of ir", "now": "no", "tried": tried}
    (_, told) = turn_sentences(entry(choices=[choice]))
    assert told == "In use of ir: no: not true (122 min, true in 25 % of other months); yes: true (118 min)."

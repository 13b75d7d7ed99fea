"""Headlines: what a reader must know before any table, from rows made by hand."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from small_run import small_document

from sim.report.headlines import headlines, nothing_is_seen
from sim.report.longer_gaps_words import longer_gap_headline, longer_gaps_of


@pytest.fixture
def document() -> dict[str, Any]:
    """The small run's document, free to change."""
    return copy.deepcopy(small_document()) | {"note_values": [], "notes": []}


def idle(name: str, why: str, what: str = "satellite", *limits: dict[str, Any], passes: int = 12) -> dict[str, Any]:
    """A row of what is idle."""
    told = [{"sensor": "eye", "values": one} for one in limits]
    return {"what": what, "name": name, "why": why, "passes": passes, "limits": told}


SUN, ROLL = {"sun_elevation_min_deg": 80.0}, {"off_nadir_max_deg": 1.0}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (idle("A", "limit", "satellite", SUN), "A sees nothing: Sun >= 80 deg (eye) leaves none of its 12 passes."),
        (
            idle("A", "limit", "satellite", SUN, ROLL),
            "A sees nothing: Sun >= 80 deg (eye) and off-nadir <= 1 deg (eye) together leave none of its 12 passes.",
        ),
        (
            idle("A", "limits", "satellite", SUN, ROLL),
            "A sees nothing: all limits together leave none of its 12 passes, and lifting a single one changes "
            "nothing.",
        ),
        (
            idle("A", "limit", "satellite", {"any_of": 2}),
            "A sees nothing: any_of (2 rules) (eye) leaves none of its 12 passes.",
        ),
        (idle("A", "no pass"), "A sees nothing: no pass above the horizon of any place."),
        (idle("A", "not in service"), "A sees nothing: not in service."),
        (idle("A", "no sensor in use"), "A sees nothing: no sensor is in use in any case."),
        (idle("P", "no pass", "target"), "P is never seen: no satellite rises above the horizon of it."),
        (idle("P", "skyline", "target", passes=1), "P is never seen: the skylines given leave not the one pass."),
    ],
)
def test_what_sees_nothing_and_what_is_never_seen_is_said_with_its_cause(
    document: dict[str, Any], row: dict[str, Any], sentence: str
) -> None:
    """One sentence a cause."""
    document["idle"] = [row]
    head, cause = sentence.split(": ", 1)
    assert headlines(document) == [f"{head} in these 3 days: {cause}"]


def test_satellites_with_one_cause_share_a_sentence(document: dict[str, Any]) -> None:
    """Up to four are named; their passes are not added up."""
    document["satellites"] *= 4
    document["idle"] = [idle(f"S{n}", "limit", "satellite", SUN) for n in range(5)]
    assert headlines(document) == [
        "S0, S1, S2 and others see nothing in these 3 days: Sun >= 80 deg (eye) leaves none of their passes."
    ]


def test_where_nothing_is_seen_at_all_places_are_not_listed_too(document: dict[str, Any]) -> None:
    """All satellites idle: their sentences say it, and alike cases are no news."""
    names = [one["name"] for one in document["satellites"]]
    document["idle"] = [idle(name, "no pass") for name in names] + [idle("Etna", "no pass", "target")]
    assert nothing_is_seen(document)
    assert headlines(document) == [
        "TerraSAR-X and WorldView-3 see nothing in these 3 days: no pass above the horizon of any place."
    ]


def test_satellites_that_coincide_and_images_that_are_impossible_are_headlines(document: dict[str, Any]) -> None:
    """The first sentence of such a note; other notes are none."""
    document["notes"] = ["2 satellites fly together: A and B.", "No image is possible. Add a key.", "It is summer."]
    document["note_values"] = [{"about": "together"}, {"about": "no image"}, {"about": "season"}]
    assert headlines(document) == ["2 satellites fly together: A and B.", "No image is possible."]


def test_cases_with_the_same_figures_are_a_headline(document: dict[str, Any]) -> None:
    """Every figure of every row agrees; one that differs is enough for silence."""
    assert headlines(document) == []
    first = {(r["target"], r["satellite"]): r for r in document["figures"] if r["case"] == "all-low"}
    document["figures"] = [first[r["target"], r["satellite"]] | {"case": r["case"]} for r in document["figures"]]
    assert headlines(document) == [
        "The cases all-low, all-nominal and all-high have the same figures: what they leave open changes nothing here."
    ]
    document["figures"][-1] = document["figures"][-1] | {"n_looks": 99}
    assert headlines(document) == []


def longer(**more: Any) -> dict[str, Any]:
    """A row of looks that merge."""
    less, more_seen = (
        {"name": name, "looks_per_day": looks, "n_gaps": gaps, "gap_mean_s": mean}
        for name, looks, gaps, mean in (("all-low", 2.0, 7, 36000.0), ("all-high", 2.5, 4, 72000.0))
    )
    return {"among": "", "option": "", "target": "Etna", "less": less, "more": more_seen, "merged": True} | more


def test_looks_that_merge_are_explained_where_they_stand(document: dict[str, Any]) -> None:
    """What happens, then why; the answer has both in one sentence."""
    document["longer_gaps"] = [longer()]
    fact, reason = longer_gaps_of(document)
    assert fact == (
        "At Etna, all-high sees more than all-low (2.5 looks a day, not 2.0) and yet has a longer mean gap: 20 h, "
        "not 10 h."
    )
    assert reason.startswith("Looks that overlap leave no gap between them: there are 4 gaps, not 7")
    assert longer_gap_headline(document) == f"{fact[:-1]}, for looks that overlap leave no gap."
    assert longer_gaps_of(document, "claim") == []


def test_gaps_at_the_ends_of_the_span_are_another_reason_and_no_headline(document: dict[str, Any]) -> None:
    """There are more gaps, and a long one among them that ends beyond the span."""
    document["longer_gaps"] = [longer(merged=False)]
    assert longer_gaps_of(document)[1].startswith("A gap that begins in the span counts whole")
    assert longer_gap_headline(document) is None


def test_combinations_are_named_by_their_option(document: dict[str, Any]) -> None:
    """A value of an option, or a published radar by what it is called."""
    document["longer_gaps"] = [longer(among="c", option="off_nadir")]
    document["longer_gaps"][0]["less"]["name"], document["longer_gaps"][0]["more"]["name"] = "low", "high"
    assert longer_gaps_of(document, "c")[0].startswith(
        "At Etna, the off-nadir limit high sees more than low (2.5 looks"
    )
    document["sensors"][0]["hypotheses"] = [{"name": "low", "called": "Umbra"}, {"name": "high", "called": "Capella"}]
    document["longer_gaps"][0]["option"] = "hypothesis"
    assert longer_gaps_of(document, "c")[0].startswith("At Etna, a radar like Capella sees more than one like Umbra (")

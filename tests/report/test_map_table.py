"""The page of a map against numbers worked out by hand."""

import json

import numpy as np
from report.made_map import KOREA, made_map, sampled_map

from sim.report.map_table import map_document, map_table

VALUES = np.full(KOREA.shape, 7200.0)
VALUES[2, 3], VALUES[9, 7], VALUES[0, 0] = 36000.0, 3600.0, np.nan


def test_least_most_and_their_places() -> None:
    """Ten hours at 35.5 N, 127.5 E; one hour at 42.5 N, 131.5 E; two hours over most of the area; one cell without."""
    found = map_document(made_map(VALUES), ["gap_max_s"])["figures"]["gap_max_s"]
    assert (found["most"], found["most_at"]) == (36000.0, [35.5, 127.5])
    assert (found["least"], found["least_at"]) == (3600.0, [42.5, 131.5])
    assert (found["p5"], found["p50"], found["p95"]) == (7200.0, 7200.0, 7200.0)
    share = 100.0 * KOREA.cell_km2[0] / (KOREA.cell_km2.sum() * KOREA.columns)
    np.testing.assert_allclose(found["percent_without"], share, atol=1e-6)  # rounded to six decimals
    area = np.broadcast_to(KOREA.cell_km2[:, None], KOREA.shape)
    known = np.isfinite(VALUES)
    np.testing.assert_allclose(found["mean"], np.average(VALUES[known], weights=area[known]), atol=1e-6)


def test_the_page_says_it_in_words() -> None:
    """Span, satellites, limits, box, a line a figure, the worst and the best place."""
    page = map_table(map_document(made_map(VALUES), ["gap_max_s", "percent_covered"]), width=120)
    for words in (
        "A made-up map", "2026-07-14T00:00Z to 2026-07-24T00:00Z, all-nominal", "satellites: ONE, TWO",
        "33 N to 43 N, 124 E to 132 E, 80 points 1 deg apart", "between looks",
        "longest gap: worst place: 35.5 N, 127.5 E, 10.0 h; best place: 42.5 N, 131.5 E, 60 min",
    ):  # fmt: skip
        assert words in page
    lines = page.splitlines()
    assert max(map(len, lines)) <= 120
    assert next(line for line in lines if line.startswith("longest gap  ")).split()[2:8] == [
        "60", "min", "120", "min", "120", "min",
    ]  # fmt: skip


def test_a_swept_map_tells_how_far_its_figures_are_off() -> None:
    """A gap of 5 h where it is 5 h 33 min and 3 h 20 min: 10 percent short, 50 long; exact maps have no line."""
    document = map_document(sampled_map(), ["gap_max_s"])
    assert document["figures"]["gap_max_s"]["error"] == {
        "points": 2, "mean_percent": 20.0, "worst_percent": 50.0, "worst": 6000.0,
    }  # fmt: skip
    said = "against exact windows at 2 points: longest gap +20 % on average, at worst +50 % (100 min)"
    assert said in map_table(document, width=200).splitlines()
    exact = map_document(made_map(VALUES), ["gap_max_s"])
    assert exact["figures"]["gap_max_s"]["error"] is None
    assert "against exact windows" not in map_table(exact, width=200)


def test_a_narrow_page_says_less_of_each_figure() -> None:
    """Within 90 columns what follows a comma in a figure's words is left out; the numbers all stay."""
    asked = ["gap_max_s", "gap_mean_s", "response_mean_s", "percent_covered", "covered_per_day"]
    document = map_document(made_map(VALUES * 100.0), asked)
    wide, narrow = (map_table(document, width=width) for width in (200, 90))
    assert "times seen a day, all satellites together  " in wide
    assert "times seen a day  " in narrow
    assert max(map(len, narrow.splitlines())) <= 90
    for begins in ("longest gap  ", "times seen a day"):
        said = [next(line for line in page.splitlines() if line.startswith(begins)) for page in (wide, narrow)]
        assert said[0].split()[-8:] == said[1].split()[-8:]


def test_bands_of_latitude_run_from_the_north() -> None:
    """As a map hangs; at most 18 bands."""
    document = map_document(made_map(VALUES), ["gap_max_s"], by_latitude=["gap_max_s"])
    page = map_table(document, width=120)
    bands = [line for line in page.splitlines() if " N to " in line and "points" not in line]
    assert bands[0].startswith("42 N to 43 N")
    assert bands[-1].startswith("33 N to 34 N")
    assert len(document["by_latitude"]["gap_max_s"]) == 10


def test_an_area_that_is_never_seen_is_said() -> None:
    """One cell of 80: a gap cut at the ends of the span is no longer than the span, so it is a lower bound there."""
    share = 100.0 * KOREA.cell_km2[0] / (KOREA.cell_km2.sum() * KOREA.columns)
    document = map_document(made_map(VALUES), ["gap_max_s"])
    np.testing.assert_allclose(document["percent_never_seen"], share, atol=1e-6)  # rounded to six decimals
    assert (
        f"never seen in the span: {share:.3g} % of the area; there the gap is the span and the mean wait half of it, "
        "both lower bounds\n"
    ) in map_table(document, width=120)
    alone = map_table(map_document(made_map(VALUES, edges="interior"), ["gap_max_s"]), width=120)
    assert f"never seen in the span: {share:.3g} % of the area\n" in alone
    assert "never seen" not in map_table(map_document(made_map(7200.0), ["gap_max_s"]), width=120)


def test_of_a_share_of_time_the_least_is_the_worst() -> None:
    """The first place named is the one seen least."""
    shares = np.linspace(0.5, 1.1, KOREA.size).reshape(KOREA.shape)
    page = map_table(map_document(made_map(VALUES, percent_covered=shares), ["percent_covered"]), width=120)
    assert "worst place: 33.5 N, 124.5 E, 0.5 %; best place: 42.5 N, 131.5 E, 1.1 %" in page


def test_a_map_of_nothing_is_a_document_without_numbers() -> None:
    """null in JSON, dashes on the page, no places."""
    document = map_document(made_map(np.nan), ["gap_max_s"], by_latitude=["gap_max_s"], notes=["a note"])
    json.dumps(document, allow_nan=False)
    found = document["figures"]["gap_max_s"]
    assert (found["mean"], found["most"], found["most_at"]) == (None, None, None)
    assert found["percent_without"] == 100.0
    assert document["notes"] == ["a note"]
    assert "place" not in map_table(document, width=120)

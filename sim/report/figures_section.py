"""The section of a report on gaps: each target in each case, what the draws do to them, where looks merge."""

from __future__ import annotations

from ..revisit.figure_kinds import GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY
from ..words import listed
from .answer_words import Document
from .content import Block, Column, Section, Table
from .figure_cells import bounded_length_of, length, length_of
from .longer_gaps_words import longer_gaps_of

HEADS = tuple(kind.short_words for kind in (GAP_MAX, GAP_MEAN, GAP_P95, LOOKS_PER_DAY))


def figures_section(document: Document) -> Section:
    """Return the gaps of all satellites together, with the spread of the draws and remarks on them."""
    between = "looks" if document["definitions"]["gaps"] == "looks" else "windows"
    head = f"Gaps between {between}, all satellites together (end to next start; gaps at the span's ends completed)"
    blocks: list[Block] = [head, _table(document)]
    blocks += [line for line in [_spread(document), " ".join(longer_gaps_of(document))] if line]
    return Section(f"Gaps between {between}", tuple(blocks))


def _table(document: Document) -> Table:
    rows = {(r["target"], r["case"]): r for r in document["figures"] if r["satellite"] == "all"}
    cases = list(document["cases"])
    columns = [Column("target")]
    columns += [Column(head, over=case, part=n, is_right=True) for n, case in enumerate(cases) for head in HEADS]
    body = []
    for target in document["targets"]:
        cells = [str(target["name"])]
        for case in cases:
            r = rows[target["name"], case]
            cells.append(bounded_length_of(GAP_MAX)(r))
            cells += [length_of(GAP_MEAN)(r), length_of(GAP_P95)(r), f"{r[LOOKS_PER_DAY.name]:.1f}"]
        body.append(tuple(cells))
    return Table(tuple(columns), tuple(body))


def _spread(document: Document) -> str:
    """Return what the draws do to the longest gap at the first target; nothing where none were made."""
    draws = document["draws"]
    wanted = [r for r in draws["spreads"] if r["figure"] == GAP_MAX.name] if draws["count"] else []
    if not wanted:
        return ""
    first = document["targets"][0]["name"]
    mine = [r for r in wanted if r["target"] == first]
    if draws["kind"] == "element error":
        moved = [f"{r['case']} {length(None if r['p95'] is None else (r['p95'] - r['p5']) / 2.0)}" for r in mine]
        return (
            f"Element error, {draws['count']} draws, each satellite up to {draws['along_track_s']:g} s early or late "
            f"(the {GAP_MAX.words} at {first}, half of p5 to p95): {', '.join(moved)}"
        )
    held = draws["held_on_their_tracks"]
    but = f" but for {listed(held)}, within {draws['dead_band_km']:g} km of the track" if held else ""
    ranges = ", ".join(f"{r['case']} {length(r['p5'])} to {length(r['p95'])}" for r in mine)
    return (
        f"Another month, {draws['count']} draws, each satellite elsewhere along its orbit{but}, planes held "
        f"(the {GAP_MAX.words} at {first}, p5 to p95): {ranges}"
    )

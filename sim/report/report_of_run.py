"""A run's report as content, made from summary.json: what the terminal, report.md and a page render."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

from ..words import counted
from .answer_words import Document
from .assumed import assumed
from .build_up_table import build_up_section
from .content import Column, Listed, Report, Section, Table, sections_of
from .figures_section import figures_section
from .headlines import headlines
from .tasking_tables import capacity, chain, coincidences, usable_looks
from .verdict_section import verdict_section


def report_of_run(document: Document, zone: tzinfo | None = None) -> Report:
    """Return the report; times are in ``zone``, None for UTC."""
    said = document["answer"]
    tasked = (usable_looks(document), chain(document), capacity(document), *coincidences(document))
    figures = build_up_section(document) or figures_section(document)
    claims = (verdict_section(document, claim) for claim in document["claims"])
    return Report(
        question=said["question"],
        title=document["title"],
        what_ran=_what_ran(document, zone),
        answer=tuple(said["sentences"]),
        headlines=tuple(one for one in headlines(document) if one not in said["sentences"]),
        sections=sections_of(assumed(document), figures, *tasked, *claims),
        notes=tuple(document["notes"]),
        provenance=_provenance(document),
    )


def _what_ran(document: Document, zone: tzinfo | None) -> str:
    satellites = document["satellites"]
    start, end = (_day(document[key], zone) for key in ("start_utc", "end_utc"))
    sets = sum(one["element_sets"] for one in satellites)
    said = (
        f"{start} to {end} {zone or 'UTC'} ({document['span_days']:g} days), {counted(len(satellites), 'satellite')}, "
        f"{counted(len(document['targets']), 'target')}, {counted(sets, 'element set')}, SGP4"
    )
    hold = document["definitions"]["hold"]
    return said + (f", hold: {hold.replace('_', ' ')}" if hold != "none" else "")


def _provenance(document: Document) -> Section:
    columns = ("satellite", "number", "sets", "first epoch", "last epoch", "mean height", "inclination", "carries")
    heads = tuple(Column(head, is_right=head in ("sets", "mean height", "inclination")) for head in columns)
    rows = tuple(
        (
            str(one["name"]),
            str(one["norad_id"] or "notional"),
            str(one["element_sets"]),
            one["first_epoch_utc"][:16],
            one["last_epoch_utc"][:16],
            f"{one['mean_height_km']:g} km",
            f"{one['inclination_deg']:g} deg",
            ", ".join(one["sensors"]),
        )
        for one in document["satellites"]
    )
    how = Listed("How it was done", tuple(_how(document)))
    return Section("Where the numbers come from", (Table(heads, rows), how))


def _how(document: Document) -> Iterator[str]:
    defined, draws = document["definitions"], document["draws"]
    yield (
        f"Gaps between {'looks' if defined['gaps'] == 'looks' else 'windows'}, edges {defined['edges']}: searched "
        f"{defined['searched_before_days']:g} days before the span and {defined['searched_after_days']:g} days after it"
    )
    if draws["count"]:
        yield f"Draws: {draws['count']} of {draws['kind']} ({draws['why']}), seed {draws['seed']}"
    for sensor in document["sensors"]:
        for key, limit in sensor["limits"].items():
            if limit["source"]:
                yield f"{sensor['name']}, {key}: {limit['source']}"
    for claim in document["claims"]:
        said_by = f", {claim['said_by']}" if claim["said_by"] else ""
        cited = f" (sources: {', '.join(claim['sources'])})" if claim["sources"] else ""
        yield f"Claim {claim['id']}{said_by}{cited}"
    yield "manifest.json has the scenario itself, every element set, versions, tables and checksums"


def _day(text: str, zone: tzinfo | None) -> str:
    moment = datetime.fromisoformat(text).astimezone(zone or UTC)
    return moment.strftime("%Y-%m-%d %H:%M") if (moment.hour or moment.minute) else moment.strftime("%Y-%m-%d")

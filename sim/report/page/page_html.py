"""report.html: a run's report as one file with no reference to anything outside it, to be opened from a disk.

The browser refuses every request and every script but those written here: the page states their checksums in its own
content security policy. The same report gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ...plain_text import plain_line
from ...revisit.figure_kinds import GAP_MAX, GAP_MAX_CENSORED, GAP_MEAN, N_CENSORED
from ..content import Report
from .marks import element, held, shown
from .sections import anchor, items, section_html

SCRIPTS = (
    "words.js", "windows.js", "gaps.js", "verdict.js", "state.js", "drawing.js", "gaps_picture.js", "timeline.js",
    "controls.js", "page.js",
)  # fmt: skip
STYLE = "page.css"

Document = Mapping[str, Any]


def page_html(report: Report, document: Document, data: Mapping[str, Any], about: Sequence[str]) -> str:
    """Return the page.

    ``document`` is summary.json, ``data`` what the part to try computes with (`sim.simulation.page_data`). ``about``
    are further lines of provenance.
    """
    has_parts_to_try = "left_out" not in data
    scripts = [_shipped(name) for name in SCRIPTS]
    style = _shipped(STYLE)
    body = [
        element("header", *_head(report)),
        element("main", _headline(document), _try(data), *map(section_html, report.sections), *_notes(report.notes),
                section_html(report.provenance).removesuffix("</section>"), items(about), "</section>"),
        held("headline-data", headline_data(document)),
        held("data", data if has_parts_to_try else None),
        *(f"<script>{script}</script>" for script in scripts),
    ]  # fmt: skip
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, scripts)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{shown(report.title)}</title>",
        f"<style>{style}</style>",
    ]
    return (
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n" + "\n".join(head) + "\n</head>\n<body>\n"
        + "\n".join(part for part in body if part) + "\n</body>\n</html>\n"
    )  # fmt: skip


def headline_data(document: Document) -> dict[str, Any]:
    """Return the longest and the mean gap of each place by case, least to most access, and the limits claimed."""
    rows = {(r["target"], r["case"]): r for r in document["figures"] if r["satellite"] == "all"}
    cases = list(document["cases"])
    places = []
    for target in document["targets"]:
        of = [rows[target["name"], case] for case in cases]
        places.append(
            {
                "name": plain_line(target["name"]),
                "longest": [r[GAP_MAX.name] for r in of],
                "mean": [r[GAP_MEAN.name] for r in of],
                "bound": any(r[GAP_MAX_CENSORED.name] for r in of),
                "mean_bound": any(r[N_CENSORED.name] for r in of),
            }
        )
    return {"places": places, "limits_s": _limits_s(document)}


def _limits_s(document: Document) -> list[float]:
    return sorted({v["limit_s"] for v in document["verdicts"] if v.get("limit_s") is not None})


def _head(report: Report) -> list[str]:
    first, *others = report.answer or ("",)
    parts = (("try", "Try it yourself"), (anchor(report.provenance.title), report.provenance.title))
    links = [element("a", shown(words), href=f"#{name}") for name, words in parts]
    return [
        element("p", shown(report.title), class_="title"),
        element("h1", shown(report.question)),
        element("p", shown(first), class_="answer"),
        *(element("p", shown(sentence)) for sentence in others),
        items(report.headlines) if report.headlines else "",
        element("p", shown(report.what_ran), class_="small"),
        element("nav", *links, aria_label="Parts of this page", class_="small"),
    ]


def _headline(document: Document) -> str:
    ranges = ", from the least to the most access that the sensors are assumed to give"
    caption = f"Longest and mean gap at each place{ranges if len(document['cases']) > 1 else ''}"
    caption += f"{', against the limits claimed' if _limits_s(document) else ''}. Times on a log scale."
    without = element("noscript", element("p", "This picture is drawn by a script; the table below has its numbers."))
    return element("figure", element("div", id="headline"), without, element("figcaption", shown(caption)))


def _try(data: Mapping[str, Any]) -> str:
    if "left_out" in data:
        said = element("p", shown(data["left_out"]))
        return element("section", element("h2", "Try it yourself"), said, id="try")
    said = (
        "Change what the run assumed. Everything below is computed here, in this page, from the windows of each "
        "satellite and the error of each figure. The page needs no network, and it holds no verdict."
    )
    without = element("noscript", element("p", "This part needs JavaScript."))
    return element("section", element("h2", "Try it yourself"), element("p", said), without,
                   element("div", id="controls"), element("div", id="found"), id="try")  # fmt: skip


def _notes(notes: Sequence[str]) -> list[str]:
    return [element("section", element("h2", "Notes"), items(notes), id="notes")] if notes else []


@cache
def _shipped(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _policy(style: str, scripts: Sequence[str]) -> str:
    allowed = " ".join(_checksum(script) for script in scripts)
    return (
        f"default-src 'none'; style-src {_checksum(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    )


def _checksum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"

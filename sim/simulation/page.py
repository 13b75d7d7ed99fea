"""report.html of a result: its report, its data to try, and the inputs that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from ..report.page.page_html import page_html
from ..report.report_of_run import report_of_run
from .loaded import Loaded
from .manifest import inputs
from .page_data import page_data
from .result import Result
from .summary import summary


def page_of(result: Result, zone: tzinfo | None = None) -> str:
    """Return the page, the same bytes for the same inputs; times are in ``zone``, that of the scenario if left out."""
    document = summary(result)
    report = report_of_run(document, zone or result.simulation.zone)
    return page_html(report, document, page_data(result), tuple(_about(result.simulation)))


def _about(simulation: Loaded) -> Iterator[str]:
    """Yield the inputs of a run in words; manifest.json has all of them."""
    given = inputs(simulation)
    libraries = ", ".join(f"{name} {version}" for name, version in given["libraries"].items())
    yield f"Made by {given['made_by']} with Python {given['python']} on {given['machine']}; {libraries}"
    scenario = given["scenario"]
    changed = f", changed by {', '.join(scenario['overrides'])}" if scenario["overrides"] else ""
    yield f"Scenario {scenario['name']}, SHA-256 {scenario['sha256']}{changed}; seed {given['seed']}"
    for claim in given["claims"]:
        yield f"Claim file {claim['file']}, SHA-256 {claim['sha256']}"

"""The kinds of reading: one entry here and one file of ``kinds`` each. A reading that names no kind is of coverage."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Field

from .kinds.count import CountReading
from .kinds.coverage import CoverageReading
from .kinds.instant import InstantReading
from .kinds.plane import PlaneReading
from .kinds.track import TrackReading
from .kinds.visits import VisitsReading

AnyReading = Annotated[
    CoverageReading | CountReading | InstantReading | PlaneReading | TrackReading | VisitsReading,
    Field(discriminator="kind"),
]

COVERAGE = "coverage"
USUAL = ("id", "title", "says", "kind")  # keys of every reading, which a file may leave out
READING_KINDS: dict[str, type[Any]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyReading)[0])
}


def kind_rows() -> list[dict[str, Any]]:
    """Return what each kind of reading asks, as rows: its name, words, and the keys of its table."""
    return [
        {
            "kind": name,
            "asks": model.asks,
            "needs": [key for key, field in model.model_fields.items() if field.is_required() and key not in USUAL],
            "may_have": [key for key, field in model.model_fields.items() if not (field.is_required() or key in USUAL)],
        }
        for name, model in READING_KINDS.items()
    ]

"""The document that ``--json`` prints, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from .json_text import to_json


class Documented(Protocol):
    """A result that has its document."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints."""


def write(made: Documented, path: Path) -> None:
    """Write the document of a result."""
    path.write_bytes(to_json(made.document).encode("utf-8"))

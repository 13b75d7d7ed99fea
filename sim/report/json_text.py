"""JSON as every command writes it."""

from __future__ import annotations

import json
from typing import Any


def to_json(document: Any) -> str:
    """Return the JSON text of a document, indented, ending in a newline; raises ValueError for a number that is none.

    Letters of any script stay as they are.
    """
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

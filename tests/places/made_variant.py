"""One made input: how it is written, whether the rule accepts it, and how it is held against its truth."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Variant:
    """``reads_right`` writes the input into a folder, reads it, and returns whether the truth came out.

    ``is_plain``: the rule accepts it, so a refusal is a fault too.
    """

    label: str
    is_plain: bool
    reads_right: Callable[[Path], bool]

"""What a reading can be held against: the figures that claims speak of, a view of the registry of figures."""

from __future__ import annotations

from ..revisit.figure_kinds import FIGURE_KINDS, FigureKind

MEASURES: dict[str, FigureKind] = {name: kind for name, kind in FIGURE_KINDS.items() if kind.in_claims}

"""The colours of satellites in a picture; they can be distinguished by colour-blind people and in grey prints."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from .pictured import Seer

# Okabe and Ito, Color Universal Design (2008), without the yellow that is lost on white and the black kept for imagers.
# Neighbours differ in lightness too, so that they stay apart in grey.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
INKS = ("#1a1a1a", "#7a7a7a")


@dataclass(frozen=True)
class Group:
    """Satellites that share a colour and an entry in the legend."""

    label: str
    members: tuple[int, ...]
    colour: str
    is_marked: bool


def groups_of(satellites: Sequence[Seer]) -> list[Group]:
    """Return a group for each satellite while the colours last, else one for all that carry the same sensors.

    Where radars and imagers fly together, imagers take dark inks and a mark of their own.
    """
    mixed = len({s.is_imager for s in satellites}) > 1
    marked = [i for i, s in enumerate(satellites) if mixed and s.is_imager]
    together: dict[str, list[int]] = {}
    if len(marked) <= len(INKS) and len(satellites) - len(marked) <= len(COLOURS):
        together = {f"{s.name} ({s.kind})": [i] for i, s in enumerate(satellites)}
    else:
        for i, s in enumerate(satellites):
            together.setdefault(f"{' and '.join(s.sensors)} ({s.kind})", []).append(i)
    palettes = {True: itertools.cycle(INKS), False: itertools.cycle(COLOURS)}
    groups = []
    for words, members in together.items():
        is_marked = members[0] in marked
        count = f": {len(members)} satellites" if len(members) > 1 else ""
        groups.append(Group(words + count, tuple(members), next(palettes[is_marked]), is_marked))
    return groups

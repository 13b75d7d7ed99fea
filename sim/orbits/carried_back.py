"""Element sets carried back to a launch: which set is taken, and which others show how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from .elements import ElementSet

EARLY_DAYS = 30.0  # sets this long after the first still describe the orbit of the launch; later ones may not


def first_and_others(sets: Sequence[ElementSet]) -> tuple[ElementSet, tuple[ElementSet, ...]]:
    """Return the first set of a satellite, and the sets that are carried back beside it to judge its error.

    Those are the first set without drag, and every set of the EARLY_DAYS days after it. What is carried back from each
    differs by what drag, manoeuvres and the fits of the catalogue do to it. An error that all of them share, such as a
    manoeuvre before the first set, is not seen.
    """
    first, *later = sorted(sets, key=lambda one: (one.epoch_jd, one.epoch_fr))
    ends = first.epoch_utc + timedelta(days=EARLY_DAYS)
    return first, (first.shifted(bstar=0.0), *(one for one in later if one.epoch_utc <= ends))

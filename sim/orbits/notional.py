"""All builders of notional orbits. They return element sets for SGP4.

Heights are mean heights: the mean semi-major axis (Brouwer's, as SGP4 uses it) minus 6378.137 km.
"""

from __future__ import annotations

from .copies import copy_of, train
from .keplerian import keplerian
from .secular import SecularRates, moved_to_epoch, secular_rates, with_semi_major_axis
from .sun_synchronous import ltan_h, ltdn_h, mean_sun_right_ascension_deg, sun_synchronous
from .walker import walker

__all__ = [
    "SecularRates",
    "copy_of",
    "keplerian",
    "ltan_h",
    "ltdn_h",
    "mean_sun_right_ascension_deg",
    "moved_to_epoch",
    "secular_rates",
    "sun_synchronous",
    "train",
    "walker",
    "with_semi_major_axis",
]

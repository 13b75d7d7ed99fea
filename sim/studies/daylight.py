"""Where the Sun stands over a constellation's places, for as long as it is searched."""

from __future__ import annotations

from ..constants import SEARCH_BEYOND_S
from ..constellation.constellation import Constellation
from ..sun import SunTable
from ..windows.search import Daylight

MARGIN_S = 3600.0  # a search looks a pass beyond its ends


def daylight_of(constellation: Constellation) -> Daylight:
    """Return the daylight table that all searches of a constellation share."""
    span = constellation.span
    reach_s = SEARCH_BEYOND_S + MARGIN_S
    return Daylight(SunTable(span, -reach_s, span.duration_s + reach_s), constellation.places)

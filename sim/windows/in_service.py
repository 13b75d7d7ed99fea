"""Windows cut to the times at which their satellites serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..clock import Span
from ..constellation.satellite import Satellite
from .windows import Windows


def windows_in_service(found: Windows, satellites: Sequence[Satellite], span: Span) -> Windows:
    """Return windows cut to the service of their satellites, which they number; passes keep their true ends."""
    if all(one.in_service is None and one.out_of_service is None for one in satellites):
        return found
    low_s, high_s = np.array([one.service_s(span) for one in satellites]).T
    start_s = np.maximum(found.start_s, low_s[found.satellite])
    end_s = np.minimum(found.end_s, high_s[found.satellite])
    return replace(found, start_s=start_s, end_s=end_s).take(start_s < end_s)

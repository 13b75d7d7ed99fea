"""Hypothesis profiles: `quick` in the README's test command, `long` when RECONSIM_LONG says how many thousand cases."""

import os

from hypothesis import HealthCheck, settings

_COMMON = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}
settings.register_profile("quick", max_examples=60, **_COMMON)
settings.register_profile("long", max_examples=1000 * int(os.environ.get("RECONSIM_LONG") or 1), **_COMMON)
settings.load_profile("long" if os.environ.get("RECONSIM_LONG") else "quick")

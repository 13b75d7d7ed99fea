"""Limits as JSON has them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from ..sensors.limit_kinds import KIND_OF
from ..sensors.limits import Limits


def limits_document(limits: Limits) -> dict[str, Any]:
    """Return limits for JSON: the basic limits, None where not given, and all other limits that are given."""
    return {
        one.name: getattr(limits, one.name)
        for one in fields(Limits)
        if one.name in limits.binding() or (one.name in KIND_OF and KIND_OF[one.name].always_in_json)
    }

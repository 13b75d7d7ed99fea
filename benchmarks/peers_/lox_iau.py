"""lox with places in IAU_EARTH, the frame of its own examples: fast, and some 9 km off in longitude."""

from __future__ import annotations

from collections.abc import Callable

from ..case import Case
from . import lox_pef

NAME = "lox, IAU_EARTH"
IMPORT = lox_pef.IMPORT
PACKAGES = lox_pef.PACKAGES
THREADED = True
CONVENTION = "UT1 = UTC; prime meridian of IAU_EARTH, some 9 km off"
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ()


def prepare(case: Case) -> Callable[[], object]:
    return lox_pef.prepare(case, frame="IAU_EARTH")


collect = lox_pef.collect

"""Element sets from files: TLE, 3LE, and OMM as JSON, CSV, XML or KVN, recognised by their content.

Everything is checked here, once. SGP4 propagates every set returned from here at its own epoch.
"""

from .objects import (
    ObjectKey,
    Objects,
    display_names,
    group_by_object,
    objects_of,
)
from .omm import elements_from_omm
from .read import parse_catalogue, parse_elements, read_catalogue, read_elements
from .selection import may_select, select, unmatched_parts
from .unusable import Catalogue, Unusable

__all__ = [
    "Catalogue",
    "ObjectKey",
    "Objects",
    "Unusable",
    "display_names",
    "elements_from_omm",
    "group_by_object",
    "may_select",
    "objects_of",
    "parse_catalogue",
    "parse_elements",
    "read_catalogue",
    "read_elements",
    "select",
    "unmatched_parts",
]

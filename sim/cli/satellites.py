"""The satellites of an element file that a command is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UsageError
from .console import note

if TYPE_CHECKING:
    from ..constellation.satellite import Satellite


def satellites_of(elements: str, select: str | None) -> list[Satellite]:
    """Return the satellites of --elements, those of --select where it is given, and warn of parts that select none.

    Raises UsageError that names --select where that is wrong, DataError for element sets that cannot be used.
    """
    from ..constellation.satellite import Satellite
    from ..orbits.readers import display_names, group_by_object, read_elements, unmatched_parts
    from ..orbits.readers import select as select_objects

    groups = group_by_object(read_elements(elements))
    names = display_names(groups)
    if select is not None:
        everything = groups
        try:
            groups = select_objects(everything, select)
        except UsageError as error:
            raise UsageError(f"--select: {error}") from None
        for part in unmatched_parts(everything, select):
            note(f"warning: --select {part} selects no satellite")
    return [Satellite(names[key], sets[-1].catalog_number, tuple(sets)) for key, sets in groups.items()]

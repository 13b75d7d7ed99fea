"""Choosing features of a file by a property, as people write it: a name, `property=value`, or `*` for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ..errors import UsageError
from ..words import alike, meant, shortened

T = TypeVar("T")

NAMES = ("name", "admin", "name_en", "name_long", "title", "id")  # where files keep names, capital letters or not
MOST_LISTED = 9


def chosen(entries: Sequence[T], select: str, *, source: str, properties: Callable[[T], Mapping[str, Any]]) -> list[T]:
    """Return the entries that ``select`` names: all that match, in order, letters big or small.

    Raises UsageError, with what there is, where nothing matches, and where nothing is selected among several.
    """
    select = select.strip()
    if select == "*":
        return list(entries)
    if not select:
        if len(entries) == 1:
            return list(entries)
        raise UsageError(
            f"{source} holds {len(entries)} features{_listed([_name(properties(entry)) for entry in entries])}; "
            "select one by name or by property=value, or all with *"
        )
    key, equals, wanted = (part.strip() for part in select.partition("="))
    if not equals:
        found = [entry for entry in entries if _same(_name(properties(entry)), select)]
        there = [_name(properties(entry)) for entry in entries]
        wanted = select
    else:
        known = list(dict.fromkeys(str(one) for entry in entries for one in properties(entry)))
        if key.casefold() not in {one.casefold() for one in known}:
            raise UsageError(f"{source} has no property {key!r}{_near(key, known)}")
        found = [entry for entry in entries if _same(_value(properties(entry), key), wanted)]
        there = [_value(properties(entry), key) for entry in entries]
    if not found:
        raise UsageError(
            f"{source} holds nothing with {key if equals else 'the name'} {wanted!r}{_near(wanted, there)}"
        )
    return found


def _name(properties: Mapping[str, Any]) -> str:
    return next((value for key in NAMES if (value := _value(properties, key))), "")


def _value(properties: Mapping[str, Any], key: str) -> str:
    for one, value in properties.items():
        if str(one).casefold() == key.casefold() and value is not None:
            return str(value).strip()
    return ""


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _near(wanted: str, there: Sequence[str]) -> str:
    by_small = {name.casefold(): name for name in there if name}
    near = [by_small[one] for one in alike(wanted.casefold(), by_small, 3)]
    return meant(near) or _listed(there)


def _listed(there: Sequence[str]) -> str:
    names = list(dict.fromkeys(name for name in there if name))
    return f" ({shortened(names, MOST_LISTED)})" if names else ""

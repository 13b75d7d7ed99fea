"""Targets, satellites and cases given by name or by number; others raise UsageError."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import SupportsIndex

from ..errors import UsageError
from ..words import counted, did_you_mean, listed, shortened

MOST_LISTED = 20


def number_of(what: str, given: str | SupportsIndex, names: Sequence[str]) -> int:
    """Return the number of a thing given by its name or its number, from 0, among ``names``.

    Raises UsageError for a name that none has or that several have, and for a number that none has, with the names
    that there are.
    """
    if isinstance(given, str):
        alike = [i for i, name in enumerate(names) if name == given]
        if not alike:
            raise UsageError(f"there is no {what} {given!r}{did_you_mean(given, names)}{_there(names)}")
        if len(alike) > 1:
            numbers = listed([str(i) for i in alike], "or")
            raise UsageError(f"{counted(len(alike), what)} are called {given!r}; give the number, {numbers}")
        return alike[0]
    try:
        number = -1 if isinstance(given, bool) else operator.index(given)
    except TypeError:
        number = -1
    if not 0 <= number < len(names):
        numbers = f", numbered from 0 to {len(names) - 1}" if len(names) > 1 else ""
        raise UsageError(f"there is no {what} {given!r}{_there(names, numbers)}")
    return number


def _there(names: Sequence[str], numbers: str = "") -> str:
    """Return the end of a sentence with the names that there are."""
    if not names:
        return "; there is none"
    return f" (there {'is' if len(names) == 1 else 'are'} {shortened(names, MOST_LISTED)}{numbers})"

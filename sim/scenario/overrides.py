"""One-off changes from outside the file: ``sensor.radar.look=left``, ``time.span_days=3``."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import UsageError
from ..words import did_you_mean
from .toml_lines import Path

# A dotted part: "quoted", [entry of a list], or plain up to the next dot or bracket.
_PART = re.compile(r'"([^"]*)"|\'([^\']*)\'|\[([^\]]*)\]|([^.\[\]"\'=]+)')


def apply_overrides(raw: Mapping[str, Any], overrides: Sequence[str]) -> tuple[dict[str, Any], dict[Path, str]]:
    """Return a changed copy of a scenario mapping, and which override each changed path came from.

    ``key.path=value`` sets a key; missing tables on the way are made. Entries of lists are found by their name
    (``target.Yongbyon.lat_deg``, ``target[Punggye-ri].lat_deg``) or counted from one (``target[#2].lat_deg``). The
    value is read as TOML, and as plain text where it is not TOML: ``look=right`` needs no quotes.

    Raises UsageError for what cannot be read or names a list entry that is not there.
    """
    changed: dict[str, Any] = copy.deepcopy(dict(raw))
    origin: dict[Path, str] = {}
    for override in overrides:
        parts, text = _split(override)
        path = _set(changed, parts, _value(text), override)
        origin = {known: by for known, by in origin.items() if known[: len(path)] != path} | {path: override}
    return changed, origin


def _split(override: str) -> tuple[list[str], str]:
    parts: list[str] = []
    at = 0
    while match := _PART.match(override, at):
        parts.append(next(group for group in match.groups() if group is not None).strip())
        at = match.end()
        if override.startswith(".", at):
            at += 1
        elif not override.startswith("[", at):
            break
    if not parts or not all(parts) or not override.startswith("=", at):
        raise UsageError(f"--set {override!r} must read KEY=VALUE, such as time.span_days=3")
    return parts, override[at + 1 :]


def _value(text: str) -> Any:
    try:
        found = tomllib.loads(f"value = {text.strip()}")
    except (ValueError, RecursionError):  # no TOML, or a number of thousands of digits
        return text.strip()
    return found["value"] if set(found) == {"value"} else text.strip()


def _set(raw: dict[str, Any], parts: Sequence[str], value: Any, override: str) -> Path:
    node: Any = raw
    path: Path = ()
    for i, part in enumerate(parts):
        is_last = i == len(parts) - 1
        key: str | int = _entry(node, part, parts[:i], override) if isinstance(node, list) else part
        path = (*path, key)
        if is_last:
            node[key] = value
            return path
        if isinstance(node, dict):
            node.setdefault(part, {})
        node = node[key]
        if not isinstance(node, dict | list):
            raise UsageError(
                f"--set {override!r}: {'.'.join(parts[: i + 1])} is a single value and holds no {parts[i + 1]}"
            )
    raise AssertionError("a path has at least one part")


def _entry(entries: list[Any], part: str, before: Sequence[str], override: str) -> int:
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
    if part in names:
        return names.index(part)
    if re.fullmatch(r"#[0-9]+", part) and 1 <= int(part[1:]) <= len(entries):
        return int(part[1:]) - 1
    known = [name for name in names if isinstance(name, str)]
    what = ".".join(before)
    raise UsageError(
        f"--set {override!r}: there is no {what} {part}{did_you_mean(part, known)} "
        f"({len(entries)} there; say its name, or #1 for the first)"
    )

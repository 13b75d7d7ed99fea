"""A claim from its table, with every mistake in the table as a problem with its key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..scenario.problems import Problem
from ..scenario.toml_lines import Path as KeyPath
from ..words import did_you_mean
from .claim import Claim, needs_a_limit
from .defaults import LIMITS, limits_keys, readings_named, slug_of
from .measures import MEASURES, needs_limit
from .reading_kinds import COVERAGE, READING_KINDS
from .tables import Beside, Instant, Robustness, Source, Unstated

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_CLAIM = TypeAdapter(Claim)
_PARTS: dict[str, type[BaseModel]] = {
    "unstated": Unstated,
    "beside": Beside,
    "instant": Instant,
    "robustness": Robustness,
    "source": Source,
}

# Names of a claim's attributes that are not keys of its file, and the keys: several [[reading]] make readings.
_UNWRITTEN = [(name, field.alias) for name, field in Claim.model_fields.items() if field.alias not in (None, name)]


def check_claim(
    tree: Mapping[str, Any], sources: Collection[str], *, usual_id: str
) -> tuple[Claim | None, list[Problem]]:
    """Return the claim of a table, None where it is none, and every problem with it, each with its path in the table.

    A table without an id gets ``usual_id``, or where that is empty one made from its statement. Sources that it cites
    must be among ``sources`` or its own.
    """
    unwritten = [Problem((key,), f"unknown key; did you mean {alias}?") for key, alias in _UNWRITTEN if key in tree]
    tree = {key: value for key, value in tree.items() if key not in dict(_UNWRITTEN)}
    named = {"id": usual_id or slug_of(str(tree.get("statement", ""))) or "claim"} | dict(tree)
    try:
        claim = _CLAIM.validate_python(named)
    except ValidationError as error:
        found = [Problem(_path(one, tree), sentence(one, tree)) for one in error.errors() if not _is_echo(one)]
        return None, list(dict.fromkeys(unwritten + found + _lack_of_limits(tree, found)))
    known = {*sources, *claim.own_sources}
    unknown = [(path, key) for path, key in _cited(claim) if key not in known]
    return claim, unwritten + [
        Problem(path, f"{key!r} stands in no sources.toml{did_you_mean(key, known)}") for path, key in unknown
    ]


def _is_echo(problem: ErrorDetails) -> bool:
    """Return whether a list is called too short only because entries of it are wrong, which are problems themselves."""
    given = problem["input"]
    return problem["type"] == "too_short" and isinstance(given, list) and len(given) >= problem["ctx"]["min_length"]


def sentence(problem: ErrorDetails, tree: Mapping[str, Any] | None = None) -> str:
    """Return the error in words, with a correct value; ``tree`` is the claim's table, None for sources."""
    kind: str = problem["type"]
    value = problem["input"] if tree is None else _given(problem, tree)
    if kind == "missing":
        return "is missing"
    if kind == "union_tag_invalid":
        return _unknown_kind(problem["ctx"]["tag"])
    if kind == "extra_forbidden":
        key = str(problem["loc"][-1])
        if problem["loc"][0] == "reading" and key in {*_keys(Claim), *LIMITS}:
            return f"{key} is of the whole claim; write it above the first [[reading]]"
        return f"unknown key{_meant(key, problem['loc'][:-1], tree)}"
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    if kind == "too_short":
        return "must hold at least one entry"
    if kind in ("tuple_type", "model_type", "dict_type", "model_attributes_type"):
        return f"{_shown(value)} must be {'a list' if kind == 'tuple_type' else 'a table'}"
    if kind == "string_pattern_mismatch":
        return f"{_shown(value)} must be lower-case words joined by hyphens, such as two-hours"
    message = problem["msg"].replace("Input should", "must").replace("String should", "must")
    return f"{_shown(value)} {message[0].lower()}{message[1:]}"


def _path(problem: ErrorDetails, tree: Mapping[str, Any]) -> KeyPath:
    """Return where a problem stands in the table: limits under the key they are given by, a number without index."""
    path = tuple(problem["loc"])
    if path[:1] == ("reading",) and len(path) > 2:  # the third part is the kind that the table was read as
        path = (*path[:2], *path[3:])
    if problem["type"] == "union_tag_invalid":
        path = (*path, "kind")
    keys = limits_keys(tree)
    if path[:1] == ("limits_s",) and keys:
        return (keys[0], *(path[1:] if isinstance(tree[keys[0]], list | tuple) else ()))
    if not path and len(keys) > 1:
        return (keys[1],)
    return path


def _given(problem: ErrorDetails, tree: Mapping[str, Any]) -> Any:
    """Return the refused value as the table has it: a limit before it became seconds."""
    node: Any = tree
    path = _path(problem, tree)
    if path[:1] and path[0] in LIMITS:
        for part in path:
            node = node[part]
        return node
    return problem["input"]


def _meant(key: str, at: KeyPath, tree: Mapping[str, Any] | None) -> str:
    """Return "; did you mean ...?" or which keys are known there."""
    if tree is None:
        keys = _keys(Source)
    elif not at:
        keys = [*_keys(Claim), *LIMITS]
    elif at[0] == "reading":
        keys = _keys(_model_at(READING_KINDS[str(at[2])], at[3:]))
    else:
        keys = _keys(_PARTS[str(at[0])])
    return did_you_mean(key, keys) or f"; known here: {', '.join(sorted(dict.fromkeys(keys)))}"


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """Return the table that a path inside a table leads to: that of a key, or of an entry of a list."""
    for key in path:
        if isinstance(key, str):
            annotation = model.model_fields[key].annotation
            model = next(one for one in (annotation, *get_args(annotation)) if _is_table(one))
    return model


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _unknown_kind(kind: str) -> str:
    known = did_you_mean(kind, READING_KINDS) or f"; it must be one of {', '.join(READING_KINDS)}"
    return f"{kind!r} is no kind of reading{known} (reconsim claims --measures lists them)"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _lack_of_limits(tree: Mapping[str, Any], found: list[Problem]) -> list[Problem]:
    """Return missing limits as a problem; the model finds it only if there is no other error."""
    readings = tree.get("reading")
    if limits_keys(tree) or not isinstance(readings, list | tuple):
        return []
    for one in readings_named(readings):
        if not isinstance(one, Mapping) or one["kind"] != COVERAGE:
            continue
        kind = MEASURES.get(str(one.get("measure")))
        if kind is not None and needs_limit(kind, one.get("value")):
            lack = Problem((), needs_a_limit(one["id"]))
            return [] if lack in found else [lack]
    return []


def _cited(claim: Claim) -> list[tuple[KeyPath, str]]:
    cited: list[tuple[KeyPath, str]] = [(("sources", k), key) for k, key in enumerate(claim.sources)]
    tables: dict[str, Sequence[Beside | Instant]] = {"beside": claim.beside, "instant": claim.instants}
    for table, parts in tables.items():
        for n, part in enumerate(parts):
            cited += [((table, n, "sources", k), key) for k, key in enumerate(part.sources)]
    return cited


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."

"""The errors of the model as sentences for the user, all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..places.sites import coordinate_problem
from ..words import did_you_mean
from .problems import Problem
from .schema import Scenario
from .spread_table import SpreadTable
from .toml_lines import Path

_UNITS = {"_deg_s": " degrees a second", "_deg": " degrees", "_km": " km", "_s": " s", "_h": " hours", "_days": " days"}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "above"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "below"),
}
_WANTED = {
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "string_type": "text in quotes",
    "tuple_type": "a list",
    "dict_type": "a table",
    "finite_number": "a finite number",
}


def problems_of(error: ValidationError, raw: Mapping[str, Any]) -> list[Problem]:
    """Return pydantic's errors as problems; ``raw`` is the mapping that was refused."""
    found: dict[Problem, None] = {}
    for item in error.errors(include_url=False):
        path = path_in_file(item["loc"], raw)
        found[Problem(path, _sentence(item, path, raw))] = None
    return list(found)


def path_in_file(loc: tuple[str | int, ...], raw: object) -> Path:
    """Return pydantic's location as keys that stand in the file: no union tags, no values inside a bare number."""
    path: Path = ()
    node: Any = raw
    for part in loc:
        if isinstance(node, Mapping):
            if part == "[key]" or (part not in node and part == node.get("kind")):
                continue
            node = node.get(part)
        elif isinstance(node, list | tuple) and isinstance(part, int):
            node = node[part] if part < len(node) else None
        else:
            break
        path = (*path, part)
    return path


def _sentence(item: Any, path: Path, raw: Mapping[str, Any]) -> str:
    kind, value, context = item["type"], _countable(item["input"]), item.get("ctx", {})
    key = str(path[-1]) if path else ""
    if kind == "reconsim":
        return str(context["message"])
    if kind == "extra_forbidden":
        return f"unknown key{_advice(path, raw)}"
    if kind == "missing":
        return f"is missing{_meaning(path, raw)}"
    if kind in _BOUNDS:
        if key in ("lat_deg", "lon_deg", "height_km") and path[0] == "target":
            return f"{value:g} {coordinate_problem(key, value)}"
        bound, words = _BOUNDS[kind]
        unit = next((words for ending, words in _UNITS.items() if key.endswith(ending)), "")
        return f"{value:g} must be {words} {context[bound]:g}{unit}"
    if kind in ("model_type", "model_attributes_type"):
        return f"must be {_wanted_table(path, raw)}, not {_shown(value)}"
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, not {_shown(value)}"
    if kind == "too_long":
        return f"must hold {context['max_length']} values, not {len(value)}"
    if kind == "literal_error":
        return f"must be {context['expected']}, not {_shown(value)}" + _guess(value, context["expected"])
    if kind == "union_tag_invalid":
        tag = context["tag"]
        return f"kind must be one of {context['expected_tags']}, not '{tag}'" + _guess(tag, context["expected_tags"])
    if kind == "union_tag_not_found":
        kinds = sorted(tag for model in _models(_annotation(path, raw)) for tag in _tags(model))
        return f"kind is missing; it must be one of {', '.join(map(repr, kinds))}"
    if kind == "too_short":
        return "must not be empty"
    if kind == "string_too_short":
        return "must not be blank"
    if kind == "string_pattern_mismatch":
        return f"{_shown(value)} must be lower-case words joined by hyphens, such as two-hours"
    return str(item["msg"])


def _countable(value: Any) -> Any:
    """Return a value, of a whole number beyond all floats the largest of those: it can be printed in few signs."""
    try:
        float(value) if type(value) is int else None
    except OverflowError:
        return -math.inf if value < 0 else math.inf
    return value


def _guess(value: object, expected: str) -> str:
    words = [word for i, word in enumerate(expected.split("'")) if i % 2]
    return did_you_mean(value, words) if isinstance(value, str) else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value}"


def _advice(path: Path, raw: Mapping[str, Any]) -> str:
    """Return a hint for an unknown key: a similar key, the table of that key, or the known keys."""
    key = str(path[-1])
    known = _keys(_table(path[:-1], raw))
    if guess := did_you_mean(key, known):
        return guess
    homes = sorted(home for home, keys in _homes() if key in keys)
    if len(homes) == 1:
        return f"; it belongs {homes[0]}"
    return f"; known here: {', '.join(known)}" if known else ""


def _meaning(path: Path, raw: Mapping[str, Any]) -> str:
    model = _table(path[:-1], raw)
    if model is None:
        return ""
    for name, field in model.model_fields.items():
        if path[-1] in (name, field.alias) and field.description:
            return f" ({field.description})"
    return ""


def _wanted_table(path: Path, raw: Mapping[str, Any]) -> str:
    """Return the right form for a value that must be a table; a limit may also be a number."""
    models = list(_models(_annotation(path, raw)))
    if len(models) != 1:
        return "a table"
    if issubclass(models[0], SpreadTable):
        return "a number, or a table with low, nominal and high"
    needed = [field.alias or name for name, field in models[0].model_fields.items() if field.is_required()]
    return f"a table with {', '.join(needed)}" if needed else "a table"


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _table(path: Path, raw: object) -> type[BaseModel] | None:
    """Return the model of the table at a path; where a union stands, the one its ``kind`` picks."""
    node: Any = raw
    for part in path:
        node = node[part]
    models = list(_models(_annotation(path, raw)))
    if len(models) > 1:
        kind = node.get("kind") if isinstance(node, Mapping) else None
        models = [model for model in models if kind in _tags(model)]
    return models[0] if len(models) == 1 else None


def _annotation(path: Path, raw: object) -> Any:
    annotation: Any = Scenario
    for i, part in enumerate(path):
        if isinstance(part, int):
            continue  # what a list holds is found inside the list's own annotation
        if get_origin(annotation) is dict:
            annotation = get_args(annotation)[1]
            continue
        model = _table(path[:i], raw)
        fields = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
        annotation = fields[part].annotation if part in fields else None
    return annotation


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not dict:
        for argument in get_args(annotation):
            yield from _models(argument)


def _tags(model: type[BaseModel]) -> tuple[str, ...]:
    field = model.model_fields.get("kind")
    return get_args(field.annotation) if field is not None else ()


@cache
def _homes() -> tuple[tuple[str, frozenset[str]], ...]:
    """The top of the file and its one-level tables, each with the keys it knows."""
    homes = [("at the top of the file, before the first [table]", frozenset(_keys(Scenario)))]
    for name, field in Scenario.model_fields.items():
        annotation = field.annotation
        in_list, by_name = get_origin(annotation) is tuple, get_origin(annotation) is dict
        title = f"in [[{name}]]" if in_list else f"in [{name}.NAME]" if by_name else f"in [{name}]"
        models = _models(get_args(annotation)[1] if by_name else annotation)
        keys = frozenset(key for model in models for key in _keys(model))
        if keys:
            homes.append((title, keys))
    return tuple(homes)

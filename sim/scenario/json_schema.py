"""The scenario format as JSON Schema, for editors and other tools."""

from __future__ import annotations

import json
from typing import Any

from .schema import Scenario


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file; the same for every call and machine.

    Rules between keys (either span_days or end_utc, references by name) are not in it; ``validate`` checks them.
    """
    schema: dict[str, Any] = _plain(Scenario.model_json_schema(by_alias=True))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "reconsim scenario, format 1"}
    schema["anyOf"] = [
        {"required": [key], "properties": {key: {"type": "array", "minItems": 1}}} for key in ("target", "region")
    ]
    return head | {key: value for key, value in schema.items() if key not in head}


def json_schema_text() -> str:
    """Return the schema as it is shipped beside the scenarios."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _plain(node: Any, *, names_keys: bool = False) -> Any:
    """Return the schema without null, which TOML does not have, and without titles that only repeat a key."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if names_keys:
        return {key: _plain(value) for key, value in node.items()}
    plain = {
        key: _plain(value, names_keys=key in ("properties", "$defs"))
        for key, value in node.items()
        if key not in ("title", "discriminator") and not (key == "default" and value is None)
    }
    choices = [choice for choice in plain.get("anyOf", ()) if choice != {"type": "null"}]
    if choices:
        plain["anyOf"] = choices
        if len(choices) == 1:
            del plain["anyOf"]
            plain = choices[0] | plain
    return plain

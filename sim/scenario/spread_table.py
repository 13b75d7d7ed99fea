"""Low, nominal and high of one limit, with the source; a bare number stands for all three.

`limit_words` makes the table of each range of values from the registry.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..sensors.sensor import Spread
from .fields import Table


class SpreadTable(Table):
    """``{low, nominal, high, source}``, or one number for all three; low is always the least access."""

    source: str = Field(default="", description="where the values come from, or that they are an assumption")

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, value: Any) -> Any:
        """Take a bare number for all three; low and high, left out, are nominal."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = {"nominal": value}
        if isinstance(value, dict):
            nominal = value.get("nominal", 0.0)
            return {"low": nominal, "high": nominal} | value
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        table = handler.resolve_ref_schema(handler(core))
        table["required"] = ["nominal"]
        bare = {
            key: value for key, value in table["properties"]["nominal"].items() if key not in ("title", "description")
        }
        return {"anyOf": [bare, table]}

    def spread(self) -> Spread:
        """Return the values as the sensor takes them."""
        low, nominal, high = (getattr(self, label) for label in ("low", "nominal", "high"))
        return Spread(low=low, nominal=nominal, high=high, source=self.source)

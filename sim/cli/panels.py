"""The help page of a command with many options, in groups: each option stands under its panel's title."""

from __future__ import annotations

from typing import Any

from .plain_values import PlainCommand


class Grouped(PlainCommand):
    """A command whose help lists options under the titles in their ``rich_help_panel``, as plain text."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write one section a title, in the order in which the titles first appear; the rest under "Options"."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                rest = "Arguments" if param.param_type_name == "argument" else "Options"
                groups.setdefault(getattr(param, "rich_help_panel", None) or rest, []).append(record)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl(records)

"""The options for limits on seeing, defined once for all commands that take them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from ..places.plain_numbers import plain_number
from ..sensors.limit_kind import OptionKind, WordKind
from ..sensors.limit_kinds import KIND_OF, OPTIONS, VIEW


def number(text: str) -> float:
    """Return the number given for an option; raise BadParameter for other text."""
    try:
        return plain_number(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a number") from None


Text = str | None


@dataclass(frozen=True)
class _Given:
    """What was typed beside the limits themselves."""

    sensor: Annotated[
        Text,
        typer.Option(
            metavar="NAME[:CASE]",
            help="What is published of a sensor, see `reconsim sensors`; CASE is low, nominal or high. Limits given "
            "beside it take the place of its own.",
            rich_help_panel=VIEW,
        ),
    ] = None

    @property
    def typed(self) -> dict[str, Any]:
        """What was given, by option."""
        return {option(one.name): value for one in fields(self) if (value := getattr(self, one.name)) is not None}


def _hint(one: OptionKind) -> Any:
    """Return the type of an option's value, with how it is read and what its help says of it."""
    made = functools.partial(typer.Option, one.flag, help=one.help, rich_help_panel=one.panel)
    kind = KIND_OF[one.keys[0]]
    if isinstance(kind, WordKind):
        return Annotated[Literal[kind.accepted] | None, made()]
    if len(one.keys) > 1:
        return Annotated[Text, made(metavar=one.form)]
    return Annotated[float | None, made(metavar=one.form, parser=number)]


if TYPE_CHECKING:

    class GivenLimits(_Given):
        """What was typed of the limits; see below."""

        def __init__(self, **given: Any) -> None: ...

else:
    GivenLimits = make_dataclass(
        "GivenLimits", [(one.name, _hint(one), None) for one in OPTIONS], bases=(_Given,), frozen=True
    )
    GivenLimits.__module__ = __name__
    GivenLimits.__doc__ = """The limits given as options; None for an option left out. `limits_of` reads it.

    A field is an option of the same name, with hyphens; those of limits are the registry's.
    """


def option(field: str) -> str:
    """Return the option of a field of `GivenLimits`."""
    return next((one.flag for one in OPTIONS if one.name == field), f"--{field}")


def with_limits(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every option of `GivenLimits`, where its signature has a parameter of that type."""
    own = get_type_hints(command, include_extras=True)
    spec = get_type_hints(GivenLimits, include_extras=True)
    given = next(name for name, hint in own.items() if hint is GivenLimits)
    parameters: list[inspect.Parameter] = []
    for name, one in inspect.signature(command).parameters.items():
        if name != given:
            parameters.append(one.replace(annotation=own[name], kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        parameters += [
            inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=spec[one.name])
            for one in fields(GivenLimits)
        ]

    @functools.wraps(command)
    def gathering(**values: Any) -> None:
        limits = GivenLimits(**{one.name: values.pop(one.name) for one in fields(GivenLimits)})
        command(**values, **{given: limits})

    gathering.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    gathering.__annotations__ = {one.name: one.annotation for one in parameters}
    return gathering

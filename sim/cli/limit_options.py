"""The options that limit what counts as seeing, said once for every command that takes them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal, get_type_hints

import typer

VIEW = "Limits on the line of sight"
IMAGE = "Limits on the field of view and on resolution"
LIGHT = "Limits on light and time"


def number(text: str) -> float:
    """Return the number that an option was given, or refuse it in a sentence."""
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a number") from None


def _one(metavar: str, said: str, panel: str) -> Any:
    return typer.Option(parser=number, metavar=metavar, help=said, rich_help_panel=panel)


def _text(metavar: str, said: str, panel: str, *names: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=said, rich_help_panel=panel)


Number = float | None
Text = str | None


@dataclass(frozen=True)
class GivenLimits:
    """What was typed of the limits, None where nothing was; `sim.cli.limits_given.limits_of` reads it.

    A field is an option of the same name, with hyphens.
    """

    sensor: Annotated[
        Text,
        _text(
            "NAME[:CASE]",
            "What is published of a sensor, see `reconsim sensors`; CASE is low, nominal or high. Limits given "
            "beside it take the place of its own.",
            VIEW,
        ),
    ] = None
    min_elevation: Annotated[Number, _one("DEG", "Least elevation at the place.", VIEW)] = None
    incidence: Annotated[Text, _text("LO,HI", "Incidence band, 90 - elevation, degrees.", VIEW)] = None
    off_nadir: Annotated[Text, _text("[LO,]HI", "Off-nadir limit or band at the satellite, degrees.", VIEW)] = None
    squint: Annotated[Number, _one("MAX", "Largest squint from broadside, degrees.", VIEW)] = None
    look: Annotated[
        Literal["either", "left", "right"] | None,
        typer.Option(help="Side of the track to look to.  [default: either]", rich_help_panel=VIEW),
    ] = None
    range_: Annotated[Text, _text("[LO,]HI", "Distance from satellite to place, km.", VIEW, "--range")] = None
    azimuth: Annotated[
        Text,
        _text(
            "FROM,TO",
            "Azimuths in which the satellite must stand, clockwise from north at the place, degrees; 315,45 or "
            "-45,45 pass north.",
            VIEW,
        ),
    ] = None
    heading: Annotated[
        Literal["either", "ascending", "descending"] | None,
        typer.Option(
            help="Whether the satellite moves north (ascending) or south.  [default: either]", rich_help_panel=VIEW
        ),
    ] = None
    fov: Annotated[Text, _text("ACROSS,ALONG", "Rectangular field of view, full angles, degrees.", IMAGE)] = None
    roll: Annotated[
        Number, _one("DEG", "Turn of the field of view to the right of the track; to the left below 0.", IMAGE)
    ] = None
    pitch: Annotated[Number, _one("DEG", "Turn of the field of view forward; backward below 0.", IMAGE)] = None
    gsd: Annotated[
        Number,
        _one("MAX_M", "Camera: coarsest ground sample distance along the view, metres; needs --nadir-gsd.", IMAGE),
    ] = None
    nadir_gsd: Annotated[
        Text,
        _text("M@HEIGHT_KM", "Camera: its ground sample distance at nadir and from what height, as 0.31@617.", IMAGE),
    ] = None
    resolution: Annotated[
        Number,
        _one("MAX_M", "Radar: coarsest resolution over the ground in range, metres; needs --bandwidth.", IMAGE),
    ] = None
    bandwidth: Annotated[Number, _one("MHZ", "Radar: bandwidth of its pulse.", IMAGE)] = None
    sun_elevation: Annotated[Number, _one("MIN", "Least elevation of the Sun at the place, degrees.", LIGHT)] = None
    sun_elevation_max: Annotated[
        Number, _one("MAX", "Largest elevation of the Sun at the place, degrees: -6 for a dark sky.", LIGHT)
    ] = None
    local_time: Annotated[
        Text,
        _text("FROM,TO", "Solar time at the place, hours, as 9,15.5 or 09:00,15:30; 22,2 passes midnight.", LIGHT),
    ] = None
    satellite_light: Annotated[
        Literal["either", "lit", "eclipsed"] | None,
        typer.Option(
            help="Whether the satellite stands in sunlight or in shadow.  [default: either]", rich_help_panel=LIGHT
        ),
    ] = None
    glint: Annotated[
        Number, _one("MIN", "Least angle at the place between satellite and mirrored Sun, degrees.", LIGHT)
    ] = None
    min_duration: Annotated[
        Number, _one("S", "Least length of a window, when all else has cut it, seconds.", LIGHT)
    ] = None

    @property
    def typed(self) -> dict[str, Any]:
        """What was given, by option."""
        return {option(one.name): value for one in fields(self) if (value := getattr(self, one.name)) is not None}


def option(field: str) -> str:
    """Return the option of a field of `GivenLimits`."""
    return "--" + field.rstrip("_").replace("_", "-")


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

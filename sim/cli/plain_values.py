"""Values of options read without pydantic: Typer builds a validator for each option, a tenth of a second in all.

Text, numbers with a parser of ours, words of a list and paths are read here; everything else, and every value that is
refused, goes Typer's own way. Where Typer is made otherwise inside, all goes its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.core import TyperCommand, TyperOption

Reader = Callable[[Any], Any]


class PlainCommand(TyperCommand):
    """A command whose options are read as this module says."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return what is left of the arguments, as Typer does."""
        read_plainly(self.get_params(ctx))
        if not ctx.resilient_parsing:
            self._refuse_repeated(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_repeated(self, ctx: Any, args: list[str]) -> None:
        """Refuse an option that is given twice and holds one value: the last would replace the others in silence."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option in dict.fromkeys(given):
            holds_one = isinstance(option, TyperOption) and not (option.multiple or option.is_flag)
            if holds_one and (times := given.count(option)) > 1:
                ctx.fail(f"{option.opts[0]} is given {times} times; give it once")


def read_plainly(params: list[Any]) -> None:
    """Give each parameter whose values can be read plainly a reader in place of Typer's validator."""
    for param in params:
        usual = getattr(param, "get_runtime_param", None)
        kind = getattr(param, "type_descriptor", None)
        if usual is None or isinstance(usual, _Plain) or kind is None:
            continue
        read = _reader(getattr(kind, "annotation", None), getattr(kind, "parameter_info", None))
        if read is not None:
            param.get_runtime_param = _Plain(read, usual)


class _Plain:
    """What Typer asks for the value of a parameter: called, it gives itself."""

    def __init__(self, read: Reader, usual: Callable[[], Any]) -> None:
        self._read, self._usual = read, usual

    def __call__(self) -> _Plain:
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value of a parameter, None or nothing where none is given."""
        is_list = param.multiple or param.nargs == -1
        if value is None:
            return () if is_list else None
        try:
            return [self._read(one) for one in value] if is_list else self._read(value)
        except _NotPlain:
            return self._usual().coerce(value, param=param, ctx=ctx)


class _NotPlain(Exception):
    """A value that is Typer's to read or to refuse."""


def _reader(annotation: Any, info: Any) -> Reader | None:
    """Return the function that reads one value of a type, or None where Typer must."""
    if get_origin(annotation) is list:
        (annotation,) = get_args(annotation)
    parser = getattr(info, "parser", None)
    if parser is not None:
        return parser
    if get_origin(annotation) is Literal:
        return lambda value: _if(value in get_args(annotation), value)
    if annotation is str:
        return lambda value: _if(isinstance(value, str), value)
    asks_more = any(getattr(info, rule, False) for rule in ("exists", "writable", "resolve_path", "allow_dash"))
    if annotation is Path and not asks_more:
        return lambda value: Path(_if(isinstance(value, str | Path), value))
    if isinstance(annotation, type):
        return lambda value: _if(type(value) is annotation, value)  # a default
    return None


def _if(is_plain: bool, value: Any) -> Any:
    if not is_plain:
        raise _NotPlain
    return value

"""Output to the terminal: the result on stdout; notes, errors and progress on stderr.

All text is made fit to print here. Names and titles come from files of others, and their control characters must not
reach the terminal. Only CSV and JSON are written unchanged.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TextIO

from ..plain_text import plain, plain_line

Progress = Callable[[float, str], None]
INTERRUPTED = 130  # exit code, as a shell has it
PIECE = 1024  # letters, of at most four bytes each

_quiet = False


def be_quiet(quiet: bool) -> None:
    """Silence everything but errors."""
    global _quiet
    _quiet = quiet


def show(text: str, end: str = "\n", *, exact: bool = False) -> None:
    """Print a part of the result; CSV and JSON as they are (``exact``), pages made fit for a terminal.

    Raises BrokenPipeError if the reader has ended, ReconsimError if the output cannot be written for another reason,
    such as a full disk.
    """
    try:
        _write((text if exact else plain(text)) + end)
    except BrokenPipeError:
        drop(sys.stdout)
        raise
    except OSError as error:
        from ..errors import ReconsimError

        drop(sys.stdout)
        raise ReconsimError(f"cannot write the result: {error.strerror or error}") from None


def _write(text: str) -> None:
    """Write to stdout in pieces that a pipe takes whole or not at all (POSIX: 4,096 bytes).

    With PYTHONUNBUFFERED set, Python drops without an error what is left of a larger write that was cut short.
    """
    for start in range(0, len(text), PIECE):
        sys.stdout.write(text[start : start + PIECE])
    sys.stdout.flush()


def complain(message: str) -> None:
    """Print an error on stderr, each problem on its own line."""
    for line in plain(message).split("\n"):
        _say(f"error: {line}")


def note(message: str) -> None:
    """Print a note on stderr, on a terminal broken between words to its width; elsewhere a note is one line."""
    if not _quiet:
        line = plain_line(message)
        if sys.stderr is not None and sys.stderr.isatty():
            from ..report.text import wrapped

            line = wrapped(line, shutil.get_terminal_size((80, 24)).columns, hang="  ")
        _say(line)


def _say(line: str) -> None:
    if sys.stderr is None:  # closed by the caller; print would turn to stdout
        return
    try:
        print(line, file=sys.stderr, flush=True)  # noqa: T201
    except OSError:  # stderr cannot be written; the exit code still shows the error
        drop(sys.stderr)


def show_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what Python prints of a defect, or with --debug of any error, made fit for a terminal."""
    import traceback

    _say(plain("".join(traceback.format_exception(kind, error, trace))).rstrip())


def drop(stream: TextIO) -> None:
    """Discard the rest of a stream's output: else Python fails once more at exit."""
    with suppress(OSError):  # a stream without a file beneath it has nothing to send
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_what_can_be_printed() -> None:
    """Make a terminal with ASCII only show other letters as codes, instead of failing at the first one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def width() -> int:
    """Return the width of a page in columns: that of the terminal, or a fixed one if the output goes elsewhere."""
    from ..report.text import PAGE_WIDTH

    if (sys.stdout is None or not sys.stdout.isatty()) and "COLUMNS" not in os.environ:
        return PAGE_WIDTH
    return shutil.get_terminal_size((PAGE_WIDTH, 40)).columns


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Progress]:
    """Yield a function (share done from 0 to 1, what is being done) that draws a bar where somebody watches."""
    watched = sys.stderr is not None and sys.stderr.isatty() and not quiet and not _quiet and not os.environ.get("CI")
    if not watched:
        yield lambda share, what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(plain_line(title), total=1.0)
        yield lambda share, what: bar.update(task, completed=share, description=plain_line(what))

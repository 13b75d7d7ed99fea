"""What reaches the person at the terminal: the result on stdout; notes, complaints and progress on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

Progress = Callable[[float, str], None]
INTERRUPTED = 130  # exit code, as a shell has it

_quiet = False


def be_quiet(quiet: bool) -> None:
    """Silence everything but errors."""
    global _quiet
    _quiet = quiet


def show(text: str, end: str = "\n", *, exact: bool = False) -> None:
    """Print a part of the result; CSV and JSON as they are (``exact``), pages made fit for a terminal.

    A reader that leaves early (``reconsim ... | head``) is no error: the rest goes nowhere and the exit code stays.
    Raises ReconsimError where the output cannot be written, such as on a full disk.
    """
    try:
        print(text, end=end, flush=True)  # noqa: T201
    except BrokenPipeError:
        drop(sys.stdout)
    except OSError as error:
        from ..errors import ReconsimError

        drop(sys.stdout)
        raise ReconsimError(f"cannot write the result: {error.strerror or error}") from None


def complain(message: str) -> None:
    """Say what is wrong, each problem on a line of its own."""
    for line in message.splitlines() or [""]:
        _say(f"error: {line}")


def note(message: str) -> None:
    """Say something worth knowing that is not the result."""
    if not _quiet:
        _say(message)


def _say(line: str) -> None:
    if sys.stderr is None:  # closed by the caller; print would turn to stdout
        return
    try:
        print(line, file=sys.stderr, flush=True)  # noqa: T201
    except OSError:  # nobody listens; the exit code still tells
        drop(sys.stderr)


def drop(stream: TextIO) -> None:
    """Send what a stream still holds, and all that follows, nowhere: else Python fails once more on leaving."""
    with suppress(OSError):  # a stream without a file beneath it has nothing to send
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_what_can_be_printed() -> None:
    """Let a terminal that knows only ASCII show other letters as codes, instead of failing at the first one."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def width() -> int:
    """Return how many columns a page may take: the terminal's, or a page's where the output goes elsewhere."""
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
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda share, what: bar.update(task, completed=share, description=what)

"""The command line: it turns arguments into calls. No physics.

Results go to stdout, everything else to stderr. Exit codes: 0 done (a verdict never changes it), 1 failure,
2 usage or scenario, 3 an unmet requirement, 4 unusable input data, 130 interrupted.
"""

from __future__ import annotations

import gc
import sys

NAME = "reconsim"


def main() -> None:
    """Run the command line and exit with its code; print a sentence, not a traceback, for a user's mistake."""
    arguments = sys.argv[1:]
    # Imports make some hundred thousand objects that stay. Repeated garbage collection of them would take 0.06 s.
    gc.set_threshold(100_000, 20, 20)
    debug = "--debug" in arguments
    from ..errors import ReconsimError
    from .console import INTERRUPTED, be_quiet, complain, drop, print_what_can_be_printed, show_traceback

    be_quiet(False)
    sys.excepthook = show_traceback
    if sys.stdout is None:  # closed by the caller
        complain("the result cannot be written: standard output is closed")
        sys.exit(1)
    print_what_can_be_printed()
    try:
        from .app import app

        code = app([one for one in arguments if one != "--debug"], prog_name=NAME, standalone_mode=False)
    except ReconsimError as error:
        if debug:
            raise
        complain(str(error))
        code = error.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except MemoryError as error:  # memory whose size was not known before
        if debug:
            raise
        reason = str(error).rstrip(".") or "none is left"
        complain(f"not enough memory ({reason}); fewer satellites, places or days, or a larger step, take less")
        code = 1
    except BrokenPipeError:  # the reader has ended, as in `reconsim ... | head`: print no message
        code = 1
    except OSError as error:  # the machine's fault: a full disk, a folder that has gone
        if debug:
            raise
        drop(sys.stdout)
        complain(f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        code = 1
    except Exception as error:
        # Typer's own complaints (an unknown option, a missing argument) share a method, but no public class.
        if debug or not hasattr(error, "format_message"):
            raise
        complain(_usage(error))
        code = 2
    if code == INTERRUPTED:
        complain("interrupted")
    sys.exit(code or 0)


def _usage(error: Exception) -> str:
    """Return Typer's error as one sentence, with the command that lists the options."""
    said = error.format_message().removesuffix(".").replace("Value error, ", "")  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    return f"{said[:1].lower()}{said[1:]} (see {context.command_path if context else NAME} --help)"

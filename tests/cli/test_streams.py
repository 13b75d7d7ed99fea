"""The command as a process of its own: pipes that close, disks that fill, terminals, signals."""

import fcntl
import io
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from sim.cli.console import be_quiet, note, progress

ROOT = Path(sim.__file__).parent.parent
COMMAND = [sys.executable, "-m", "sim"]
RUN = ["run", "example", "--set", "time.span_days=1", "--set", "draws.count=0", "-o", "out"]


def environment(**more: str) -> dict[str, str]:
    """This process's environment, the package to be found in it, without what changes the output."""
    kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "CI", "NO_COLOR")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def test_a_reader_that_leaves_gets_no_word_and_an_exit_code(tmp_path: Path) -> None:
    """`reconsim schema | head -1`: the rest goes nowhere; no complaint, but 1: the result was not written whole."""
    with subprocess.Popen(
        [*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)  # else the pipe takes all of it before the reader leaves
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


def test_a_closed_output_is_an_error(tmp_path: Path) -> None:
    """`reconsim list >&-`: 1 and a sentence, before anything is worked out."""
    for arguments in (["list"], ["run", "example"], ["--help"]):
        closed = ["sh", "-c", '"$@" >&-', "sh", *COMMAND, *arguments]
        ended = subprocess.run(closed, env=environment(), cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1
        assert ended.stderr == "error: the result cannot be written: standard output is closed\n"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    """Output that cannot be written ends with 1 and the reason, without a traceback."""
    for arguments in (["schema"], ["--help"]):
        in_no_room = ["sh", "-c", 'ulimit -f 0 && exec "$@" > full', "sh", *COMMAND, *arguments]
        ended = subprocess.run(in_no_room, env=environment(), cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1
        assert ended.stderr.startswith("error: ")
        assert "File too large" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1


def test_letters_that_a_terminal_lacks_come_as_codes(tmp_path: Path) -> None:
    """A title with letters beyond ASCII prints on a stream that knows only ASCII."""
    made = [*COMMAND, "init", "my.toml"]
    subprocess.run(made, env=environment(), cwd=tmp_path, check=True, capture_output=True, timeout=60)
    file = tmp_path / "my.toml"
    text = file.read_text(encoding="utf-8").replace("Etna", "Ätna")
    file.write_text(text.replace("lat_deg = 37.751", "lat_deg = 97.751"), encoding="utf-8")
    ended = subprocess.run(
        [*COMMAND, "validate", "my.toml"],
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 2
    assert "target[\\xc4tna].lat_deg: 97.751 must lie between" in ended.stderr


def test_ctrl_c_ends_a_run_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    """SIGINT in the middle of the work: 130 within seconds, one line, no folder and no scratch beside it."""
    hearing = signal.signal(signal.SIGINT, signal.SIG_DFL)  # a child inherits it ignored, as from a background shell
    process = subprocess.Popen(
        [*COMMAND, "run", "rok-425-forward", "--set", "draws.count=2000", "-o", "out", "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=tmp_path,
        text=True,
    )
    signal.signal(signal.SIGINT, hearing)
    time.sleep(3.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "error: interrupted\n")
    assert list(tmp_path.iterdir()) == []


def on_a_terminal(arguments: list[str], folder: Path, **more: str) -> tuple[int, str]:
    """Run a command with all its streams on a terminal of 80 columns; return its exit code and what appeared."""
    main_end, terminal = pty.openpty()
    os.set_blocking(main_end, False)
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment(COLUMNS="80", TERM="xterm", **more),
        cwd=folder,
    ) as process:
        os.close(terminal)
        seen = b""
        while True:
            select.select([main_end], [], [], 60.0)
            try:
                piece = os.read(main_end, 65536)
            except OSError:  # Linux's way of saying that the other end is closed
                break
            if not piece:
                break
            seen += piece
    os.close(main_end)
    return process.returncode, seen.decode().replace("\r\n", "\n")


def test_a_bar_moves_on_a_terminal_without_colours_where_none_are_wanted(tmp_path: Path) -> None:
    """Somebody who watches sees what is being done, and with NO_COLOR set no colours; the page follows."""
    code, seen = on_a_terminal(RUN, tmp_path, NO_COLOR="1")
    assert code == 0
    assert "finding windows" in seen
    assert "\x1b[3" not in seen
    assert "\x1b[9" not in seen
    assert "Two satellites over three volcanoes" in seen


class Terminal(io.StringIO):
    """A stream that says somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("reason", ["-q", "--json", "CI", "no terminal"])
def test_no_bar_where_nobody_watches(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    """With -q, --json or CI set, and in a pipe, progress writes nothing at all."""
    stream = io.StringIO() if reason == "no terminal" else Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    if reason == "CI":
        monkeypatch.setenv("CI", "1")
    be_quiet(reason == "-q")
    with progress("work", quiet=reason == "--json") as report:
        report(0.5, "halfway")
    be_quiet(False)
    assert stream.getvalue() == ""


def test_with_a_watcher_and_no_reason_against_it_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counterpart, so that the silence above means something."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    with progress("work") as report:
        report(0.5, "halfway")
    assert isinstance(sys.stderr, Terminal)
    assert "halfway" in sys.stderr.getvalue()


@pytest.mark.parametrize("watched", [True, False])
def test_notes_keep_to_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    """Lines after the first are indented; in a pipe a note is one line, to be searched."""
    stream = Terminal() if watched else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "50")
    said = "note: " + "The Sun is above 10 deg at Etna for half a day. " * 4
    note(said.strip())
    lines = stream.getvalue().splitlines()
    assert " ".join(stream.getvalue().split()) == said.strip()
    assert len(lines) == (5 if watched else 1)
    if watched:
        assert max(map(len, lines)) <= 50
        assert all(line.startswith("  ") for line in lines[1:])

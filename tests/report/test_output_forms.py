"""One table of forms: each can be written, is listed in help, and a further one takes a file and a line."""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import sim
from sim.errors import ReconsimError, UsageError
from sim.report import output_forms
from sim.report.output_forms import FORMS, NOUNS, Form, Kind, check_output, form_of, suffixes

ROOT = Path(sim.__file__).parent


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, forms in FORMS.items() for form in forms])
def test_each_form_has_its_writer(kind: Kind, form: Form) -> None:
    """The module it names is there with ``write``; its suffix finds it, in capitals too; no suffix stands twice."""
    assert callable(import_module(f"sim.report.{form.writer}").write)
    assert form_of(kind, Path(f"a{form.suffix.upper()}")) is form
    assert [one.suffix for one in FORMS[kind]].count(form.suffix) == 1
    assert form.suffix in suffixes(kind)


def test_each_kind_is_known_everywhere() -> None:
    """The kinds, their forms and their nouns are the same ones."""
    assert set(get_args(Kind)) == set(FORMS) == set(NOUNS)


def test_an_unknown_suffix_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """Also a name without suffix."""
    with pytest.raises(
        UsageError, match=r"no passes are written as \.ods; the suffixes are \.csv, \.json, \.geojson, "
    ):
        check_output("overhead", tmp_path / "a.ods")
    with pytest.raises(UsageError, match="no windows are written to a name without suffix"):
        check_output("windows", tmp_path / "a")


def test_a_full_disk_is_noticed_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without room for 64 KiB is exit code 1 before anything is worked out, as it is afterwards."""

    def full(path: Path, content: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.files.write_whole.fill", full)
    with pytest.raises(ReconsimError, match=r"cannot write .*a\.csv: No space left on device") as refused:
        check_output("overhead", tmp_path / "a.csv")
    assert refused.value.exit_code == 1
    assert output_forms.FORMS is FORMS


WRITER = '''"""How many windows there are."""

from pathlib import Path

from .windows_made import WindowsMade


def write(made: WindowsMade, path: Path) -> None:
    """Write the number."""
    path.write_text(f"{len(made.columns['target'])}\\n", encoding="utf-8")
'''
CHECK = """
from pathlib import Path
from sim.report.output_forms import check_output, suffixes, write_output
from sim.report.windows_made import WindowsMade
check_output("windows", Path("a.tally"))
write_output("windows", WindowsMade({"target": ["Etna", "Etna"]}, {}), Path("a.tally"))
print(suffixes("windows"))
"""


def test_a_further_form_takes_a_writer_and_a_line(tmp_path: Path) -> None:
    """In a copy of the package one new file and one changed line are enough for `windows -o FILE.tally`."""
    copy = tmp_path / "sim"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("__pycache__", "data", "configs"))
    (copy / "report" / "windows_tally.py").write_text(WRITER, encoding="utf-8")
    table = copy / "report" / "output_forms.py"
    text = table.read_text(encoding="utf-8")
    first = '        Form(".csv", "windows_csv", "a line a window"),\n'
    assert first in text
    table.write_text(
        text.replace(first, first + '        Form(".tally", "windows_tally", "the number of windows"),\n'),
        encoding="utf-8",
    )
    changed = [
        path.relative_to(copy)
        for path in copy.rglob("*.py")
        if not (ROOT / path.relative_to(copy)).exists()
        or path.read_bytes() != (ROOT / path.relative_to(copy)).read_bytes()
    ]
    assert len(changed) == 2
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "a.tally").read_text(encoding="utf-8") == "2\n"
    assert ".tally: the number of windows" in run.stdout
    helped = subprocess.run(
        [sys.executable, "-m", "sim", "windows", "--help"],
        cwd=tmp_path, env=environment | {"COLUMNS": "200"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ".tally: the number of windows" in helped.stdout

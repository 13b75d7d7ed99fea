"""docs/exposure.md holds the figures that the scenario gives."""

import re
from pathlib import Path

import pytest

from benchmarks import exposure_table


def test_the_page_has_the_figures_of_the_scenario() -> None:
    """Written by the script, never by hand."""
    exposure_table.main(["--check"])


def test_another_figure_on_the_page_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One digit changed is enough to fail, and the page is written anew without --check."""
    written = exposure_table.PAGE.read_text(encoding="utf-8")
    part = exposure_table.MARKED.search(written)
    assert part is not None
    monkeypatch.setattr(exposure_table, "page_part", lambda: part[0].partition("\n")[2].rpartition("<!--")[0])
    page = tmp_path / "exposure.md"
    page.write_text(re.sub(r"\| 51\.2 \|", "| 51.3 |", written), encoding="utf-8")
    monkeypatch.setattr(exposure_table, "PAGE", page)
    with pytest.raises(SystemExit):
        exposure_table.main(["--check"])
    exposure_table.main([])
    assert page.read_text(encoding="utf-8") == written
    exposure_table.main(["--check"])
    assert "has what the scenario gives" in capsys.readouterr().out

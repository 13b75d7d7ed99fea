"""docs/instants.md holds the figures that the claim gives."""

from pathlib import Path

import pytest

from benchmarks import claimed_instants


def test_the_page_has_the_figures_of_the_claim() -> None:
    """Written by the script, never by hand."""
    claimed_instants.main(["--check"])


def test_another_figure_on_the_page_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One digit changed is enough."""
    page = tmp_path / "instants.md"
    page.write_text(claimed_instants.PAGE.read_text(encoding="utf-8").replace("| +9.9 |", "| +9.8 |"), encoding="utf-8")
    monkeypatch.setattr(claimed_instants, "PAGE", page)
    with pytest.raises(SystemExit):
        claimed_instants.main(["--check"])

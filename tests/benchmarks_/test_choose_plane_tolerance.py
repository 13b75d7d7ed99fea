"""The tolerance of a plane over a launch site, from element sets made for the purpose."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks import choose_plane_tolerance

# KORSAT-1 on 2024-04-08: US Space Force 18 SDS via CelesTrak; Stoverbrock1/obsnerd tle/active.tle @ ef5d2ecd932a.
LINES = (
    "1 59452U 24066L   24099.83122508 -.00017367  00000+0 -13895-2 0  9999",
    "2 59452  45.4157  69.5171 0006504 334.6561  25.4002 14.99203532   118",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one satellite's file."""
    (tmp_path / "some_59452_radar.tle").write_text("\n".join(("425SAT-1", *LINES)) + "\n", encoding="utf-8")
    return tmp_path


def test_the_offset_of_a_launch_is_printed_with_its_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """3.5 min after the launch of KORSAT-1; alone it makes a tolerance of ten minutes."""
    (found,) = choose_plane_tolerance.offsets(folder)
    assert found.offset_min == pytest.approx(3.5, abs=0.1)
    assert found.direction == "northbound"
    assert 0.0 <= found.error_min < 0.1  # drag alone, over a day
    assert found.first_set_d == pytest.approx(0.86, abs=0.01)
    choose_plane_tolerance.main([str(folder)])
    assert "Chosen: within 10 min." in capsys.readouterr().out


def test_the_largest_offset_and_its_error_are_covered(folder: Path) -> None:
    """Before the launch as after it; rounded up to tens."""
    (found,) = choose_plane_tolerance.offsets(folder)
    early = choose_plane_tolerance.Found(found.launch, found.direction, -28.0, 2.5, 1.0)
    assert choose_plane_tolerance.chosen_min([found, early]) == 40.0
    assert found.launch.moment + timedelta(minutes=found.offset_min) > found.launch.moment


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """The sentence says what a folder must hold."""
    with pytest.raises(SystemExit, match="holds no element sets of these launches"):
        choose_plane_tolerance.main([str(tmp_path)])

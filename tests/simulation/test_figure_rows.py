"""The figures of a run: asked for by name or number, and made in time linear in what there is."""

import numpy as np
import pytest
from small_run import small_result

from sim.errors import UsageError
from sim.simulation.figure_rows import figure_rows
from sim.simulation.searched import Searched
from sim.windows import rows_by_target
from sim.windows.windows import Windows


def test_targets_and_satellites_go_by_name_and_by_number():
    """All three ways of asking a run give the same; a name or a number that is not there is refused by each."""
    result = small_result()
    number, name = 0, result.targets[0]
    case, satellite = "all-nominal", result.satellite_names[1]
    assert result.figures_of(name, case) == result.figures_of(number, case)
    assert result.figures_of(name, case, satellite) == result.figures_of(number, case, [1])
    assert len(result.windows_of(name, case)) == len(result.windows_of(number, case)) > 0
    assert result.gaps_of(name, case, 1).start_s.tolist() == result.gaps_of(name, case, [satellite]).start_s.tolist()
    assert result.merit(number).gaps.start_s.tolist() == result.merit(name).gaps.start_s.tolist()
    for ask in (result.figures_of, result.windows_of, result.gaps_of):
        for wrong in (("Yongbyn", case), (99, case), (name, "nominal"), (name, case, "none"), (name, case, [0, 7])):
            with pytest.raises(UsageError, match=r"there is no (target|case|satellite)"):
                ask(*wrong)


def test_figures_are_those_of_the_windows_that_a_mask_finds():
    """Each row's looks and windows, counted in the arrays of the run."""
    result = small_result()
    end_s = result.span.duration_s
    for case, windows in result.found.items():
        for j in range(len(result.targets)):
            for s in range(len(result.satellites)):
                mine = windows.take((windows.target == j) & (windows.satellite == s))
                figures = result.figures_of(j, case, s)
                assert figures.n_windows == np.sum((mine.start_s >= 0.0) & (mine.start_s < end_s))
                looks = mine.looks()
                assert figures.n_looks == np.sum((looks.start_s >= 0.0) & (looks.start_s < end_s))


def test_rows_look_at_each_window_a_few_times_whatever_the_number_of_rows(monkeypatch: pytest.MonkeyPatch):
    """Looks are told once a case; the rows handed to figures are, for each of "all", the kinds and the single
    satellites, the windows once: their sum grows with windows and not with windows times rows."""
    told = small_result()
    result = Searched(**{name: getattr(told, name) for name in Searched.__dataclass_fields__ if name != "made"})
    calls, cut = [0], [0]
    looks, cut_out = Windows.looks, rows_by_target.RowsByTarget.cut

    def counted_looks(self):
        calls[0] += 1
        return looks(self)

    def counted_cut(self, target, satellites=None, sensors=None):
        rows = cut_out(self, target, satellites, sensors)
        cut[0] += len(rows)
        return rows

    monkeypatch.setattr(Windows, "looks", counted_looks)
    monkeypatch.setattr(rows_by_target.RowsByTarget, "cut", counted_cut)
    rows = figure_rows(result)
    assert len(rows) > 20
    assert calls[0] == len(result.standing)
    everything = sum(len(windows) for windows in result.found.values())
    kinds = 3  # all, those of its kind, itself
    assert 0 < cut[0] <= kinds * 3 * everything  # looks, windows, and looks again for gaps that are cut short

"""What `pytest -m quick` leaves out: what calls a compiled kernel, starts a process, or takes long. All else is in it.

In that lane a kernel that is called, and a process that is started, raise; so whoever adds such a test finds its name
missing here as soon as the lane runs. Files that need a kernel when they are imported must stand here whole.
Properties try ten cases there.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any, NoReturn

HERE = Path(__file__).resolve().parent

# Folders and files that call kernels, most of their tests or when they are imported.
KERNELS: tuple[str, ...] = (
    "authorities/test_peer_windows.py",
    "authorities/test_revisit_time.py",
    "claims/kinds/test_instant.py",
    "cli/test_arguments.py",
    "cli/test_claims_command.py",
    "cli/test_exports.py",
    "cli/test_help_examples.py",
    "cli/test_hostile_names.py",
    "cli/test_instant_command.py",
    "cli/test_map_command.py",
    "cli/test_overhead_command.py",
    "cli/test_own_claim.py",
    "cli/test_run_command.py",
    "cli/test_turns_option.py",
    "cli/test_windows_command.py",
    "maps/test_exact_map.py",
    "maps/test_painting_kernels.py",
    "maps/test_raster_against_windows.py",
    "maps/test_raster_random.py",
    "maps/test_raster_sunlight.py",
    "maps/test_swept_error.py",
    "orbits/test_deep_space_step.py",
    "orbits/test_ephemeris.py",
    "orbits/test_sgp4_kernel.py",
    "regions",
    "report/exports",
    "report/test_answer.py",
    "report/test_build_up.py",
    "report/test_content.py",
    "report/test_explain.py",
    "report/test_headlines.py",
    "report/test_run_table.py",
    "report/test_sentences.py",
    "report/test_tasking_tables.py",
    "report/test_window_geometry.py",
    "report/test_window_rows.py",
    "revisit/test_figures.py",
    "revisit/test_moved_spans.py",
    "simulation/test_access.py",
    "simulation/test_build_up_rows.py",
    "simulation/test_can_start.py",
    "simulation/test_capacity_rows.py",
    "simulation/test_chain_rows.py",
    "simulation/test_coincidence_rows.py",
    "simulation/test_empty_tables.py",
    "simulation/test_figure_rows.py",
    "simulation/test_flagship.py",
    "simulation/test_folder.py",
    "simulation/test_groups_and_notes.py",
    "simulation/test_idle_rows.py",
    "simulation/test_image_notes.py",
    "simulation/test_judged_claims.py",
    "simulation/test_kernels_ahead.py",
    "simulation/test_longer_gap_rows.py",
    "simulation/test_mapping.py",
    "simulation/test_page_data.py",
    "simulation/test_run.py",
    "simulation/test_summary.py",
    "simulation/test_tables.py",
    "simulation/test_turns.py",
    "studies/test_build_up.py",
    "studies/test_capacity.py",
    "studies/test_combinations_kernel.py",
    "studies/test_exposures.py",
    "studies/test_coverage_bounds.py",
    "studies/test_moved_limits.py",
    "studies/test_pass_order.py",
    "studies/test_phasing.py",
    "studies/test_candidates.py",
    "studies/test_statements.py",
    "studies/test_survey.py",
    "test_cache_key.py",
    "test_compile.py",
    "theory",
    "windows",
)
# Folders and files that start processes.
PROCESSES: tuple[str, ...] = (
    "benchmarks_",
    "browser",
    "cli/test_first_run.py",
    "cli/test_streams.py",
    "files/test_scratch.py",
    "notebooks",
    "test_ci_run.py",
    "test_quick_lane.py",
    "test_shipped.py",
)
# Files that take more than half a second, kernels apart: dense samples, pictures.
LONG: tuple[str, ...] = (
    "places/test_made_inputs.py",
    "places/test_places_never_break.py",
    "places/test_points.py",
    "report/test_gaps_picture.py",
    "report/test_map_files.py",
    "report/test_plots.py",
    "revisit/test_chain.py",
    "revisit/test_piecewise_linear.py",
    "studies/test_season.py",
    "test_naive.py",
    "test_sun.py",
)
# Tests of other files that call a kernel or start a process, with all their cases.
TESTS: dict[str, tuple[str, ...]] = {
    "authorities/test_usa_224.py": (
        "test_one_window_holds_the_picture",
        "test_range_azimuth_and_elevation_are_those_published",
    ),
    "claims/kinds/test_visits.py": (
        "test_a_country_is_visited_when_any_part_of_it_is",
        "test_places_are_chosen_and_strange_names_refused",
    ),
    "cli/test_satellites.py": (
        "test_a_bad_record_is_left_out_counted_and_named",
        "test_a_shared_number_and_a_shared_orbit_are_said",
        "test_a_span_beyond_the_table_of_the_earths_rotation_is_said",
        "test_many_bad_records_are_counted",
        "test_what_select_leaves_out_is_not_held_against_the_file",
    ),
    "sensors/test_dwell.py": ("test_no_window_lasts_longer_than_the_bound",),
    "cli/test_plain_values.py": ("test_commands_without_a_scenario_import_no_pydantic",),
    "cli/test_sensors_command.py": ("test_the_command_imports_nothing_heavy",),
    "cli/test_windows_refused.py": (
        "test_decayed_satellites",
        "test_the_sun_beyond_its_ephemeris",
    ),
    "configs/test_shipped_scenarios.py": ("test_checking_a_scenario_imports_nothing_heavy",),
    "maps/test_bins_kernel.py": ("test_the_kernels_bin_is_the_one_counted_by_bits",),
    "maps/test_footprints.py": (
        "test_the_arc_of_an_elevation_ends_where_the_elevation_does",
        "test_the_arc_of_an_off_nadir_angle_ends_where_the_angle_does",
    ),
    "orbits/test_follows.py": ("test_it_refuses_what_the_table_refuses",),
    "orbits/test_service.py": (
        "test_a_pass_that_each_set_leaves_to_the_other_goes_to_the_earlier",
        "test_a_span_that_begins_inside_a_pass_keeps_the_whole_pass",
        "test_deep_space_sets_hand_over_at_the_instant",
        "test_eccentric_deep_space_passes_are_whole_apart_from_the_change",
        "test_every_pass_has_exactly_one_set",
        "test_many_sets_give_each_pass_once",
    ),
    "report/test_map_picture.py": ("test_the_picture_of_a_swept_map_tells_its_error",),
    "report/test_map_table.py": ("test_a_swept_map_tells_how_far_its_figures_are_off",),
    "report/test_output_forms.py": ("test_a_further_form_takes_a_writer_and_a_line",),
    "report/test_windows_table.py": (
        "test_a_place_seen_throughout_has_no_gap",
        "test_figures_of_each_place",
        "test_figures_that_were_not_measured_are_dashes",
        "test_lower_bounds_are_marked_and_explained",
        "test_a_quarter_of_an_hour_has_no_number_of_looks_a_day",
    ),
    "revisit/test_figure_kinds.py": (
        "test_a_figure_added_in_half_fails_at_import",
        "test_a_figure_is_the_statistic_of_stks_figure_that_its_record_names",
        "test_figures_are_items_by_name_and_settings_are_not",
        "test_what_is_found_beyond_the_search_moves_a_figure_as_its_record_says",
    ),
    "revisit/test_merit.py": ("test_figures_that_both_have_agree",),
    "revisit/test_waits.py": ("test_share_met_exactly_is_met_in_spite_of_rounding",),
    "sensors/test_limit_kinds.py": (
        "test_a_limit_half_added_fails_at_import_of_the_search",
        "test_a_sensor_without_a_limit_of_the_registry_is_an_error",
    ),
    "studies/test_visits.py": (
        "test_a_satellite_is_counted_over_the_days_it_serves",
        "test_visits_by_case_are_those_of_the_limits_of_the_case",
        "test_wider_limits_never_take_visits_away",
    ),
    "test_floors.py": ("test_light_commands_stay_light",),
    "test_readme.py": ("test_the_array_level_example_runs",),
}


def is_quick_lane(mark_expression: str) -> bool:
    """Return whether this is the lane itself, not a run that selects by other marks as well."""
    return mark_expression.strip() == "quick"


def left_out(path: Path) -> bool:
    """Return whether a file stands outside the lane whole."""
    if not path.is_relative_to(HERE):
        return False
    name = path.relative_to(HERE).as_posix()
    return any(name == one or name.startswith(f"{one}/") for one in (*KERNELS, *PROCESSES, *LONG))


def is_quick(path: Path, test: str) -> bool:
    """Return whether a test, by its file and its name without the case, is in the lane."""
    return not left_out(path) and test not in TESTS.get(path.relative_to(HERE).as_posix(), ())


def refuse_kernels_and_processes() -> None:
    """Let every call of a kernel, and every start of a process, raise: for the lane's own process, until it ends."""
    from numba.core.dispatcher import Dispatcher

    def called(self: Any, *_: Any, **__: Any) -> NoReturn:
        raise AssertionError(
            f"the quick lane calls no kernel, but {self.py_func.__qualname__}: see tests/quick_lane.py"
        )

    def started(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the quick lane starts no process: see tests/quick_lane.py")

    os.environ["RECONSIM_CORES"] = "1"  # with two, a command on a new machine compiles ahead
    Dispatcher.compile = called
    subprocess.Popen.__init__ = started  # type: ignore[method-assign]

"""What a scenario leaves out is said, not guessed at."""

from sim.scenario.load import load_scenario
from sim.scenario.remarks import remarks


def test_the_example_leaves_nothing_to_remark() -> None:
    """Every sensor is used and limited, every satellite is in service."""
    assert remarks(load_scenario("example")) == []


def test_missing_limits_and_service_are_remarked() -> None:
    """A camera without a limit on the Sun, a radar that leaves its squint open, a satellite retired before the span."""
    overrides = [
        'sensor.camera={kind = "optical"}',
        'sensor.sar={kind = "radar", incidence_max_deg = 45}',
        'sensor.spare={kind = "other", elevation_min_deg = 5}',
        "satellite.TerraSAR-X.out_of_service_utc=2026-01-01",
    ]
    assert remarks(load_scenario("example", overrides)) == [
        "sensor sar leaves ground_squint_max_deg open: 16 / 39 / 62 is assumed (low / nominal / high): Umbra's 2,262 "
        "open collects: p50 15.8, p95 39.1, largest 62.3 degrees off broadside in the ground plane; what these radars "
        "can do is not published",
        "sensor camera has no limit on incidence, off-nadir or elevation: it sees all above the horizon",
        "sensor camera is optical and has no limit on the Sun: night passes count",
        "sensor spare is carried by no satellite",
        "TerraSAR-X is not in service at any time of the span",
    ]


def test_no_limit_on_ground_squint_is_a_field_of_regard() -> None:
    """90 degrees are no limit: a radar is then taken to see straight ahead, where none can image."""
    overrides = ["sensor.sar.ground_squint_max_deg=90"]
    assert remarks(load_scenario("example", overrides)) == [
        "sensor sar has no limit on ground squint: a field of regard, in which no radar can image all"
    ]

"""What options are called in sentences."""

import pytest

from sim.sensors.axis_labels import AXIS_LABELS, axis_label
from sim.sensors.sensor import AXES


def test_every_axis_has_a_label_without_underscores() -> None:
    """A new axis gets one from its limit's record."""
    assert set(AXES) == set(AXIS_LABELS)
    assert not any("_" in label for label in AXIS_LABELS.values())


@pytest.mark.parametrize(
    ("axis", "label"),
    [("off_nadir", "off-nadir limit"), ("side", "radar side"), ("ground_squint", "ground squint limit"),
     ("planes_of_four", "planes of four")],
)  # fmt: skip
def test_labels_follow_the_word_the(axis: str, label: str) -> None:
    """Of an axis that no sensor has, its own name in words."""
    assert axis_label(axis) == label

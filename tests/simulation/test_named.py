"""Things given by name or by number."""

import re

import numpy as np
import pytest

from sim.errors import UsageError
from sim.simulation.named import number_of

NAMES = ["Yongbyon", "Sohae", "Punggye-ri"]


@pytest.mark.parametrize("given", ["Sohae", 1, np.int64(1), np.uint8(1)])
def test_a_name_and_a_number_are_the_same_thing(given):
    """A name, an integer and an integer of an array all lead to the number."""
    assert number_of("target", given, NAMES) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("Yongbyn", "there is no target 'Yongbyn'; did you mean Yongbyon? (there are Yongbyon, Sohae, Punggye-ri)"),
        ("Rome", "there is no target 'Rome' (there are Yongbyon, Sohae, Punggye-ri)"),
        (99, "there is no target 99 (there are Yongbyon, Sohae, Punggye-ri, numbered from 0 to 2)"),
        (3, "there is no target 3"),
        (-1, "there is no target -1"),
        (1.0, "there is no target 1.0"),
        (True, "there is no target True"),
        (None, "there is no target None"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(given, says):
    """Unknown names, numbers outside, and what is neither: one sentence that lists the names."""
    with pytest.raises(UsageError, match=re.escape(says)):
        number_of("target", given, NAMES)


def test_a_name_that_two_have_asks_for_the_number():
    """Which of two is meant nobody can know; by number both are there."""
    with pytest.raises(UsageError, match="2 targets are called 'A'; give the number, 0 or 2"):
        number_of("target", "A", ["A", "B", "A"])
    assert number_of("target", 2, ["A", "B", "A"]) == 2
    with pytest.raises(UsageError, match="there is no target 'A'; there is none"):
        number_of("target", "A", [])


def test_of_many_names_a_few_are_listed():
    """A thousand targets do not fill the screen."""
    with pytest.raises(UsageError, match="P17, P18 and 981 more, numbered from 0 to 999") as refused:
        number_of("target", 5000, [f"P{k}" for k in range(1000)])
    assert len(str(refused.value)) < 250

"""Text of others made fit to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plain_text import plain, plain_line, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MALLIGYONG-1", "MALLIGYONG-1"),
        ("위성 1, Ñandú, 衛星 🛰", "위성 1, Ñandú, 衛星 🛰"),
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("a\rb\tc", r"a\x0db\x09c"),
        ("\ud800", r"\ud800"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_commands_a_terminal_is_shown_as_its_code(text: str, shown: str):
    """Controls, direction marks and lone surrogates are escaped; letters of any script and line feeds stay."""
    assert plain(text) == shown


def test_a_line_stays_one_line():
    """Line feeds are escaped where one line is promised."""
    assert plain_line("a\nb\x1b") == "a\\nb\\x1b"


@given(st.text())
def test_nothing_that_commands_gets_through(text: str):
    """No control character is left, and a text made plain is plain already."""
    shown = plain_line(text)
    assert not any(ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or one in "\u202e\u2066\u2028" for one in shown)
    assert plain_line(shown) == shown


@pytest.mark.parametrize(
    "value",
    ["x" * 10**6, [["y"] * 10**5] * 50, {"k": "v" * 10**6}, 10**400, 10**5000, "\x1b[2J"],
    ids=["text", "list", "object", "long", "longer", "escape"],
)
def test_a_quoted_value_is_short_and_plain(value: object):
    """However long a value, at most some hundred characters of it are shown, none of them a control."""
    shown = quoted(value)
    assert len(shown) < 700
    assert "\x1b" not in shown
    assert shown.isprintable()

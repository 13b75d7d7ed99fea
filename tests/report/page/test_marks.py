"""Text of others in a page: nothing in it ends an element, begins one, or turns the order of what is read."""

import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.page.marks import element, held, shown

HOSTILE = (
    "</script><script>document.title = 'taken'</script>",
    "<!--<script>",
    "\"><img src=x onerror=\"document.title='taken'\">",
    "'; document.title = 'taken'; //",
    "a\u202eb\u2066c\x1b[31m\x00d\u2028e",
    "=HYPERLINK(\"http://example.com\")",
    "영변 \U0001f6f0 & <b>",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_text(name):
    """As HTML it has no mark of its own; as data it ends no script element and is read again as it was."""
    assert not set(shown(name)) & set("<>\"'")
    kept = held("data", {"name": name})
    inner = kept.removeprefix('<script type="application/json" id="data">').removesuffix("</script>")
    assert not set(inner) & set("<>&\u2028\u2029\u202e\x00")
    assert json.loads(inner) == {"name": name}


@given(st.text())
@settings(deadline=None, max_examples=100)
def test_any_text_is_read_again_but_for_what_cannot_be_printed(text):
    """Unescaped, it is what a terminal would print."""
    assert html.unescape(shown(text)).isprintable() or any(not sign.isprintable() for sign in text)
    assert "<" not in element("p", shown(text), title=text).removeprefix("<p").removesuffix("</p>")

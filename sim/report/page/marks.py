"""Text of others as HTML, and data of others within a page: nothing in a name can end its element or turn its line."""

from __future__ import annotations

import html
import json
from typing import Any

from ...plain_text import plain_line

# "<" and "&" could end or change the element that holds the data; the two line separators end a line of JavaScript.
_IN_JSON = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def shown(text: object) -> str:
    """Return a text on one line, fit to print, with every mark of HTML in it escaped."""
    return html.escape(plain_line(str(text)), quote=True)


def element(tag: str, *inner: str, **attributes: str) -> str:
    """Return an element; ``inner`` is HTML already, attributes are texts; ``class_`` is "class", "_" is "-"."""
    given = "".join(f' {name.rstrip("_").replace("_", "-")}="{shown(value)}"' for name, value in attributes.items())
    return f"<{tag}{given}>{''.join(inner)}</{tag}>"


def held(name: str, data: Any) -> str:
    """Return data as an element that a script reads and no browser runs."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":")).translate(_IN_JSON)
    return f'<script type="application/json" id="{shown(name)}">{text}</script>'

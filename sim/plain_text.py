"""Text of others made fit to print: no character of it can command a terminal or turn the order of what is read."""

from __future__ import annotations

import re
from reprlib import Repr

# Controls (C0 but the line feed, DEL, C1), lone surrogates, line separators, and the characters that turn the direction
# of writing, hide or mark text without a sign of their own (Unicode TR 36, section 2; CVE-2021-42574). U+FFFE and
# U+FFFF, which are no characters and which XML cannot hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60


def plain(text: str) -> str:
    r"""Return a text with each unprintable character as its code, such as ``\x1b``; line feeds stay.

    Printable text of any script is returned as it is. What is escaped: control characters, the characters that change
    the direction of writing, zero-width marks and separators, lone surrogates. The joiners that scripts need
    (U+200C, U+200D) stay.
    """
    return _UNPRINTABLE.sub(_code, text)


def plain_line(text: str) -> str:
    """Return a text as ``plain`` does, its line feeds escaped too."""
    return plain(text).replace("\n", "\\n")


def quoted(value: object) -> str:
    """Return a value as Python writes it, shortened to some 60 characters and fit to print.

    A number too long to be written is named by its kind.
    """
    try:
        return plain_line(_SHORT.repr(value))
    except ValueError:  # an integer of more digits than Python prints
        return f"a {type(value).__name__} of many digits"


def _code(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

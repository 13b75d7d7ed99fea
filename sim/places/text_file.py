"""The text of a file that people hand in: UTF-8 with or without byte-order marks, or UTF-16 with one."""

from __future__ import annotations

import codecs
from pathlib import Path

from ..errors import UsageError

_ZIP = b"PK\x03\x04"
MARK = "\ufeff"  # Unicode's byte-order mark; a second one is left by programs that add theirs to a file that has one


def read_text(path: str | Path, *, what: str) -> str:
    """Return the text of a file without byte-order marks at its beginning.

    Raises UsageError where it cannot be read, is no text in UTF-8, or UTF-16 with its mark, or is a zip archive.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {what} {path}: {error.strerror or error}") from None
    if data.startswith(_ZIP):
        raise UsageError(f"{what} {path} is a zip archive, as Excel workbooks and KMZ files are; save it as CSV or KML")
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16").lstrip(MARK)
        return data.decode("utf-8").lstrip(MARK)
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} {path} is not text in UTF-8: {error}") from None

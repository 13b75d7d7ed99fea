"""Zip archives whose bytes follow from their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format holds
READABLE = 0o644 << 16


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by name, compressed, without dates, as made on any system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, FIRST_DATE)
            entry.create_system, entry.external_attr, entry.compress_type = 3, READABLE, zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()

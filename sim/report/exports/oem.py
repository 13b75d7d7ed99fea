"""Satellites over the span as an Orbit Ephemeris Message: CCSDS 502.0-B-2, version 2.0, in KVN.

Frame GCRF, centre Earth, UTC, km and km/s, every 90 s, to be interpolated with ten points (Lagrange, degree 9): the
step and the degree of the search's own table. The axes are those of Skyfield's ``at(t).position``. Velocities are the
derivatives of the positions. Each element set in use is a segment of its own, since positions jump from one to the
next. A message is about one object; several satellites go into a zip of messages. Text is ASCII: other characters
are written as codes such as ``\\u00e9``. The date of creation, which the standard demands, is the start of the span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...clock import Span, format_milliseconds
from ...errors import UsageError
from ...orbits.ephemeris import TABLE_STEP_S
from ...plain_text import plain_line
from ...words import counted
from ..exported import Exported
from .zipped import zipped

if TYPE_CHECKING:
    from ...windows.flown import Flown

DEGREE = 9
MOST_STATES = 2_000_000  # 240 MB before it is zipped
NO_ID = "UNKNOWN"


def write(made: Exported, path: Path) -> None:
    """Write one satellite's message, or with the suffix .zip one for each of them; the same result, the same bytes.

    Raises UsageError for .oem with several satellites, for none that serves in the span, and for too many states.
    """
    span = made.scene.span
    flying = [one for one in made.scene.satellites if one.stretches]
    count = sum(one.to_s - one.from_s for sat in flying for one in sat.stretches) / TABLE_STEP_S
    if count > MOST_STATES:
        raise UsageError(
            f"{path}: {count:,.0f} states are too many for OEM, at most {MOST_STATES:,}: take fewer satellites or a "
            "shorter span"
        )
    if path.suffix.lower() == ".zip":
        names = _file_names(flying)
        path.write_bytes(zipped({name: oem(one, span) for name, one in zip(names, flying, strict=True)}))
        return
    if len(flying) != 1:
        raise UsageError(
            f"{path}: an OEM holds one satellite, and {counted(len(flying), 'satellite')} would be written; select one "
            "object, or write .zip, with an OEM for each"
        )
    path.write_bytes(oem(flying[0], span))


def oem(flown: Flown, span: Span) -> bytes:
    """Return the message of one satellite over a span."""
    return ("\n".join(_lines(flown, span)) + "\n").encode("ascii")


def _lines(flown: Flown, span: Span) -> Iterator[str]:
    from ...windows.states import in_frame

    yield "CCSDS_OEM_VERS = 2.0"
    yield "COMMENT From mean element sets by SGP4; each segment is one set"
    yield f"CREATION_DATE = {_times(span.milliseconds(np.zeros(1)))[0]}"
    yield "ORIGINATOR = RECONSIM"
    for stretch in flown.stretches:
        utc_ms = stretch.milliseconds(span, TABLE_STEP_S)
        t_s = span.printed_s(utc_ms)
        position_km, velocity_km_s = in_frame("gcrs", span, t_s, *flown.states_itrs(stretch.track, t_s))
        times = _times(utc_ms)
        yield ""
        yield "META_START"
        yield f"OBJECT_NAME = {_ascii(flown.name)}"
        yield f"OBJECT_ID = {_ascii(flown.object_id or (str(flown.norad_id) if flown.norad_id else NO_ID))}"
        yield "CENTER_NAME = EARTH"
        yield "REF_FRAME = GCRF"
        yield "TIME_SYSTEM = UTC"
        yield f"START_TIME = {times[0]}"
        yield f"STOP_TIME = {times[-1]}"
        yield "INTERPOLATION = LAGRANGE"
        yield f"INTERPOLATION_DEGREE = {min(DEGREE, len(times) - 1)}"
        yield "META_STOP"
        epoch = flown.ephemeris.tracks[stretch.track].elements.epoch_utc
        yield f"COMMENT Element set of {epoch:%Y-%m-%dT%H:%M:%S.%f}"
        rows = np.column_stack([position_km, velocity_km_s]).tolist()
        for time, (x, y, z, vx, vy, vz) in zip(times, rows, strict=True):
            yield f"{time} {x:.6f} {y:.6f} {z:.6f} {vx:.9f} {vy:.9f} {vz:.9f}"


def _times(utc_ms: NDArray[np.int64]) -> list[str]:
    return [text.removesuffix("Z") for text in format_milliseconds(utc_ms)]


def _ascii(text: str) -> str:
    """Return a text as one line of ASCII, other characters as their codes."""
    return plain_line(text).encode("ascii", "backslashreplace").decode("ascii")


def _file_names(flying: list[Flown]) -> list[str]:
    """Return a name of a file for each satellite, all different, in letters that any system takes."""
    names: list[str] = []
    for one in flying:
        stem = re.sub(r"[^A-Za-z0-9._-]+", "_", _ascii(one.name)).strip("._")[:60] or "satellite"
        stem = f"{stem}-{one.norad_id}" if one.norad_id else stem
        names.append(stem if stem.lower() not in {n.lower() for n in names} else f"{stem}-{len(names) + 1}")
    return [f"{name}.oem" for name in names]

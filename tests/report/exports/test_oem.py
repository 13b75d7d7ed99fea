"""OEM by a reader written from CCSDS 502.0-B-2 alone, and its states against Skyfield's own axes."""

import itertools
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from report.exports.examples import no_windows, passes, satellites, windows
from report.exports.lagrange import interpolated

from sim.errors import UsageError
from sim.report.exports import oem
from sim.windows.states import states

HEADER = ("CCSDS_OEM_VERS", "CREATION_DATE", "ORIGINATOR")  # table 5-2, in this order
METADATA = (  # table 5-3, in this order
    "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "REF_FRAME_EPOCH", "TIME_SYSTEM", "START_TIME",
    "USEABLE_START_TIME", "USEABLE_STOP_TIME", "STOP_TIME", "INTERPOLATION", "INTERPOLATION_DEGREE",
)  # fmt: skip
OPTIONAL = ("REF_FRAME_EPOCH", "USEABLE_START_TIME", "USEABLE_STOP_TIME", "INTERPOLATION", "INTERPOLATION_DEGREE")
FRAMES = ("EME2000", "GCRF", "GRC", "ICRF", "ITRF2000", "ITRF-93", "ITRF-97", "MCI", "TDR", "TEME", "TOD")  # annex A
LONGEST_LINE = 254  # 7.3.2
STATE = re.compile(r"\S+( [-+]?\d+\.\d+){6}\Z")


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the segments of a message: metadata, times and states. Raises ValueError for what the standard forbids."""
    lines = text.split("\n")
    if not text.isascii() or any(len(line) > LONGEST_LINE or not (line.isprintable()) for line in lines):
        raise ValueError("a line is too long, or holds what is not printable ASCII")
    header: dict[str, str] = {}
    segments: list[dict[str, Any]] = []
    into: dict[str, str] | None = header
    for line in lines:
        if not line or line.startswith("COMMENT "):
            continue
        if line == "META_START":
            into = {}
            segments.append({"meta": into, "times": [], "states": []})
        elif line == "META_STOP":
            into = None
        elif into is not None:
            key, found, value = line.partition(" = ")
            if not found or key in into or not value.strip():
                raise ValueError(f"{line!r} is no key with a value, or stands twice")
            into[key] = value
        elif STATE.match(line):
            time, *values = line.split(" ")
            segments[-1]["times"].append(datetime.fromisoformat(time).replace(tzinfo=UTC))
            segments[-1]["states"].append([float(value) for value in values])
        else:
            raise ValueError(f"{line!r} is no state")
    _in_order(header, HEADER, ())
    if header["CCSDS_OEM_VERS"] != "2.0" or not segments:
        raise ValueError("another version, or no segment")
    for one in segments:
        _check(one)
    if len({(one["meta"]["OBJECT_NAME"], one["meta"]["OBJECT_ID"]) for one in segments}) > 1:
        raise ValueError("several objects")
    for before, after in itertools.pairwise(segments):
        if before["times"][-1] > after["times"][0]:
            raise ValueError("segments overlap")
    return segments


def _in_order(found: dict[str, str], known: tuple[str, ...], optional: tuple[str, ...]) -> None:
    if list(found) != [key for key in known if key in found] or not {*known} - {*optional} <= found.keys():
        raise ValueError(f"{list(found)}: a key is unknown, missing or out of order")


def _check(segment: dict[str, Any]) -> None:
    meta, times = segment["meta"], segment["times"]
    _in_order(meta, METADATA, OPTIONAL)
    if meta["REF_FRAME"] not in FRAMES or meta["TIME_SYSTEM"] != "UTC" or meta["CENTER_NAME"] != "EARTH":
        raise ValueError(f"frame, time or centre: {meta}")
    ends = [datetime.fromisoformat(meta[key]).replace(tzinfo=UTC) for key in ("START_TIME", "STOP_TIME")]
    if ends != [times[0], times[-1]] or any(b <= a for a, b in itertools.pairwise(times)):
        raise ValueError("times do not rise from START_TIME to STOP_TIME")
    if not 1 <= int(meta["INTERPOLATION_DEGREE"]) < len(times):
        raise ValueError("too few states for the degree")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("oem") / "orbits.zip"
    oem.write(windows(), path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("ascii") for name in archive.namelist()}


def test_each_satellite_has_a_message_and_each_set_a_segment(messages: dict[str, str]) -> None:
    """The segments of a satellite follow each other through the span and meet where its set changes."""
    assert len(messages) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+\.oem", name) for name in messages)
    evil, named = (parsed(text) for text in messages.values())
    assert [len(evil), len(named)] == [2, 1]
    assert evil[0]["times"][-1] == evil[1]["times"][0]
    assert evil[0]["times"][0] == datetime(2026, 8, 22, 0, 0, 0, 123000, tzinfo=UTC)
    assert evil[1]["times"][-1] == datetime(2026, 8, 23, 0, 0, 0, 123000, tzinfo=UTC)
    assert named[0]["meta"]["OBJECT_NAME"] == "=A1, <b>"
    assert named[0]["meta"]["OBJECT_ID"] == "12345"
    assert evil[0]["meta"]["OBJECT_NAME"] == "E\\x1b[31m\\x9b2J\\x07\\x0d\\u202eX\\u200bY\\u2028Z\\ufffe"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("REF_FRAME = GCRF", "REF_FRAME = J2000"), ("META_STOP\n", ""), ("OBJECT_ID = ", "OBJECT_ID : "),
     ("CENTER_NAME = EARTH\n", ""), ("TIME_SYSTEM = UTC\n", "TIME_SYSTEM = UTC\nTIME_SYSTEM = UTC\n"),
     ("STOP_TIME = 2026", "STOP_TIME = 2027"), (".000", ".O00")],
)  # fmt: skip
def test_the_reader_refuses_a_defect(messages: dict[str, str], right: str, wrong: str) -> None:
    """Another frame, metadata without end, another sign, a missing key, one twice, a span that is not the states'."""
    text = list(messages.values())[1]
    parsed(text)
    if right == ".000":
        right, wrong = text.split("\n")[-3][:30], text.split("\n")[-3][:28] + "x" + text.split("\n")[-3][29:30]
    assert right in text
    with pytest.raises(ValueError, match=r"."):
        parsed(text.replace(right, wrong, 1))


def test_states_are_those_of_the_satellite_in_skyfields_axes(messages: dict[str, str]) -> None:
    """Positions within 1e-6 km and velocities within 1e-8 km/s of `sim.states` in gcrs, to which they are printed.

    `sim.states` is itself held to Skyfield in tests/windows/test_states.py. Interpolated between states as the message
    says, positions are within 1e-5 km, and within 1e-3 km in the last step of a segment.
    """
    for satellite, text in zip(satellites(), messages.values(), strict=True):
        for segment in parsed(text):
            times, table = segment["times"], np.array(segment["states"])
            some = list(range(1, len(times) - 1, 97))
            exact = states(satellite, [times[k] for k in some], "gcrs")
            assert np.abs(table[some, :3] - exact.position_km).max() < 1e-6
            assert np.abs(table[some, 3:] - exact.velocity_km_s).max() < 1e-8
            t_s = np.array([(t - times[0]).total_seconds() for t in times])
            for k in (6, len(times) // 2, len(times) - 7):
                at_s = 0.5 * (t_s[k] + t_s[k + 1])
                read_km = interpolated(t_s, table[:, :3], at_s, int(segment["meta"]["INTERPOLATION_DEGREE"]))
                (there,) = states(satellite, [times[0] + timedelta(seconds=at_s)], "gcrs").position_km
                assert np.linalg.norm(read_km - there) < 1e-5


def test_one_satellite_alone_goes_into_an_oem(messages: dict[str, str], tmp_path: Path) -> None:
    """It is the message that the zip has; several satellites are refused with what to do; none is refused too."""
    made = windows()
    alone = replace(made.scene, satellites=[made.scene.satellites[1]])
    for name in ("one", "two"):
        oem.write(replace(made, draw=lambda: alone), tmp_path / f"{name}.oem")
    assert (tmp_path / "one.oem").read_text("ascii") == list(messages.values())[1]
    assert (tmp_path / "one.oem").read_bytes() == (tmp_path / "two.oem").read_bytes()
    with pytest.raises(UsageError, match=r"an OEM holds one satellite, and 2 satellites would .* or write \.zip"):
        oem.write(made, tmp_path / "a.oem")
    nobody = replace(made.scene, satellites=[])
    with pytest.raises(UsageError, match="0 satellites would be written"):
        oem.write(replace(made, draw=lambda: nobody), tmp_path / "a.oem")


def test_passes_and_windows_that_are_none(tmp_path: Path) -> None:
    """Objects of passes are known by name, designator and number; who sees nothing flies all the same."""
    oem.write(passes(), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        found = [parsed(archive.read(name).decode("ascii"))[0]["meta"] for name in archive.namelist()]
    assert [one["OBJECT_ID"] for one in found if one["OBJECT_NAME"] == "2026-001A"] == ["2026-001A"]
    oem.write(no_windows(), tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert len(archive.namelist()) == 2


def test_too_many_states_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 2,000,000."""
    monkeypatch.setattr(oem, "MOST_STATES", 100)
    with pytest.raises(UsageError, match="1,920 states are too many for OEM, at most 100"):
        oem.write(windows(), tmp_path / "a.zip")

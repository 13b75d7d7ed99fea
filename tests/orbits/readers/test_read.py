"""Reading element sets: the format is told by the content, and nothing unusable gets through."""

import gzip
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from orbits.readers.element_texts import KORSAT_1, MALLIGYONG_1, WrittenSet, with_columns

from sim.clock import julian_date, parse_utc
from sim.errors import DataError, ReconsimError, UsageError
from sim.orbits.readers import parse_elements, read_elements
from sim.plain_text import plain_line

# The same digits go through the same SGP4: the positions are equal to the last bit, 1e-9 km is a micrometre.
SAME_POSITION_KM = 1e-9
BOTH = MALLIGYONG_1 + KORSAT_1


def refusal(text: str | bytes) -> str:
    with pytest.raises(DataError) as caught:
        parse_elements(text, "sets.txt")
    assert caught.value.exit_code == 4
    return str(caught.value)


digits_of_sets = st.builds(
    WrittenSet,
    name=st.sampled_from(["MALLIGYONG-1", "ISS (ZARYA) [+]", 'A "B", C & <D>', "위성 1", "0"]),
    number=st.integers(1, 99999),
    year=st.integers(1957, 2056),
    day_e8=st.integers(1 * 10**8, 366 * 10**8 - 1),
    mean_motion_e8=st.integers(1 * 10**8, 16 * 10**8),
    eccentricity_e7=st.integers(0, 9000),
    inclination_e4=st.integers(0, 1800000),
    raan_e4=st.integers(0, 3599999),
    arg_perigee_e4=st.integers(0, 3599999),
    mean_anomaly_e4=st.integers(0, 3599999),
    bstar_e5=st.integers(-99999, 99999),
    bstar_power=st.integers(-9, -1),
    mean_motion_dot_e8=st.integers(-99999999, 99999999),
)


@given(digits_of_sets)
def test_one_set_is_the_same_in_every_format(written: WrittenSet):
    """A set written as TLE, 3LE, JSON, CSV, XML and KVN gives equal fields, the epoch to the last bit."""
    read = {kind: parse_elements(text, "x") for kind, text in written.in_every_format().items()}
    assert {len(sets) for sets in read.values()} == {1}
    assert len(set().union(*read.values())) == 1


@pytest.mark.parametrize("kind", WrittenSet().in_every_format())
def test_positions_are_the_same_in_every_format(kind: str):
    """SGP4 gives the same positions over ten days whatever the set was written in."""
    minutes = np.arange(0.0, 14400.0, 97.0)
    tle, other = (parse_elements(WrittenSet().in_every_format()[k], "x")[0].satrec.sgp4_tsince for k in ("TLE", kind))
    gaps_km = [np.subtract(tle(t)[1], other(t)[1]) for t in minutes]
    assert np.abs(gaps_km).max() <= SAME_POSITION_KM


def test_a_record_may_name_its_source():
    """SOURCE, in either case, is kept for each set and made fit to print; a record without one has the text's name."""
    base = {"NORAD_CAT_ID": 7, "EPOCH": "2026-08-22T00:00:00", "MEAN_MOTION": 15.2, "ECCENTRICITY": 0.001,
            "INCLINATION": 97.3, "RA_OF_ASC_NODE": 1.0, "ARG_OF_PERICENTER": 2.0, "BSTAR": 1e-4}  # fmt: skip
    records = [
        base | {"MEAN_ANOMALY": 1.0, "SOURCE": " a mirror @ 1234\u001b[2J "},
        {key.lower(): value for key, value in base.items()} | {"mean_anomaly": 2.0, "source": "another"},
        base | {"MEAN_ANOMALY": 3.0, "SOURCE": ""},
    ]
    first, second, third = (one.source for one in parse_elements(json.dumps(records), "sets.json"))
    assert first.startswith("a mirror @ 1234")
    assert "\x1b" not in first
    assert (second, third) == ("another", "sets.json")


def test_a_transcribed_set_reads_as_printed():
    """Each field of a real set is the number printed in its columns."""
    (e,) = parse_elements(MALLIGYONG_1, "celestrak.tle")
    assert (e.name, e.catalog_number, e.object_id, e.source) == (
        "MALLIGYONG-1",
        58400,
        "2023-179A",
        "celestrak.tle",
    )
    assert (e.mean_motion_rev_day, e.eccentricity, e.inclination_deg) == (15.22967112, 0.0009253, 97.2912)
    assert (e.raan_deg, e.arg_perigee_deg, e.mean_anomaly_deg) == (114.2537, 144.4659, 215.7196)
    assert (e.bstar, e.mean_motion_dot) == (0.11188e-3, 0.00002562)
    assert (e.epoch_jd, e.epoch_fr) == (julian_date(parse_utc("2026-08-22"))[0], 0.60211885)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("kind", WrittenSet().in_every_format())
def test_marks_blanks_comments_and_line_ends_do_not_matter(kind: str, ends: str):
    """A byte order mark, comment and blank lines in front and behind, and any line ends change nothing."""
    text = WrittenSet().in_every_format()[kind]
    if kind != "CSV":  # whose writer ends lines in its own way
        text = text.replace("\n", ends)
    wrapped = f"\ufeff# from an archive{ends}{ends}  # second comment{ends}{text}{ends}{ends}"
    assert parse_elements(wrapped.encode(), "x") == parse_elements(text, "x")


@pytest.mark.parametrize("kind", ["TLE", "CSV", "KVN", "JSON text"])
def test_comment_lines_may_stand_between_lines(kind: str):
    """Lines starting with # are passed over anywhere in the text, a DOS end-of-file mark at its end."""
    text = WrittenSet().in_every_format()[kind]
    commented = "\n# note\n\n".join(text.split("\n")) + "\x1a"
    assert parse_elements(commented, "x") == parse_elements(text, "x")


def test_sets_keep_their_order_and_repetitions_fall_away():
    """A set that stands twice is kept once, at its first place, under the name it has last."""
    again = MALLIGYONG_1.replace("MALLIGYONG-1", "M-1")
    nameless = MALLIGYONG_1.partition("\n")[2]
    sets = parse_elements(BOTH + again + nameless + KORSAT_1, "x")
    assert [e.name for e in sets] == ["M-1", "KORSAT-1"]


def test_two_solutions_for_one_epoch_are_two_sets():
    """Sets of one object and epoch that differ in a digit are both kept."""
    other = with_columns(MALLIGYONG_1, 2, 33, "4")
    assert len(parse_elements(MALLIGYONG_1 + other, "x")) == 2


def test_the_file_name_says_nothing(tmp_path):
    """The content decides: JSON in a file called .tle is read as JSON."""
    path = tmp_path / "active.tle"
    path.write_text(WrittenSet().as_json_text(), encoding="utf-8")
    (e,) = read_elements(path)
    assert e.source == str(path)
    assert read_elements(str(path)) == [e]


def test_a_dash_is_standard_input(monkeypatch):
    """`-` reads standard input, whose label is <stdin>."""

    class Stdin:
        buffer = io.BytesIO(BOTH.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    sets = read_elements("-")
    assert [(e.name, e.source) for e in sets] == [("MALLIGYONG-1", "<stdin>"), ("KORSAT-1", "<stdin>")]


def test_a_file_that_cannot_be_opened_is_a_usage_error(tmp_path):
    """A missing file, a folder and an impossible name end with exit code 2 and name the path."""
    for path in (tmp_path / "none.tle", tmp_path, "a\0b"):
        with pytest.raises(UsageError) as caught:
            read_elements(path)
        assert caught.value.exit_code == 2
        assert plain_line(str(path)) in str(caught.value)
    with pytest.raises(UsageError, match="is a folder"):
        read_elements(tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "sets.txt is empty"),
        (b"\xef\xbb\xbf \r\n\r\n# only a comment\n", "sets.txt is empty"),
        (b"[]", "holds no element set"),
        (b"EPOCH,MEAN_MOTION\n", "holds no element set"),
        (gzip.compress(BOTH.encode()), "packed with gzip"),
        (BOTH.encode("utf-16"), "UTF-16"),
        ("MALLIGYONG-1 \u00e9\n".encode("latin-1"), "sets.txt:1: byte 0xe9 is not UTF-8"),
        (b"AAAA\n" + bytes(range(256)), "sets.txt:3: byte 0x80 is not UTF-8"),
        (b"ISS\n1 \x00\x01\x02", r"sets.txt:2: the character '\x00'"),
        (b"\nISS (ZARYA)\n", "sets.txt:2: 'ISS (ZARYA)' does not start element sets; they are TLE or 3LE"),
        (b"garbage\nmore\n", "sets.txt:1: 'garbage' does not start element sets"),
        (b"No GP data found", "'No GP data found' does not start"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<html><body>403</body></html>", "web page"),
        (
            b'[{"error": "rate limit"}]',
            "set 1: none of the OMM keys EPOCH, MEAN_MOTION and so on is there, but error",
        ),
    ],
)
def test_what_is_no_element_set_is_refused_with_a_reason(content: bytes, reason: str):
    """Empty, packed, binary or foreign content is refused in one sentence that names the text."""
    assert reason in refusal(content)


def test_all_problems_come_together_and_the_many_are_counted():
    """Problems of every set are listed at once; past ten the rest is a count."""
    broken = with_columns(MALLIGYONG_1, 2, 60, "9", seal=False)
    three = refusal(broken + KORSAT_1 + broken + "LAST\n").splitlines()
    assert [line.partition(": ")[0] for line in three] == ["sets.txt:3", "sets.txt:9", "sets.txt:10"]
    many = refusal(broken * 13).splitlines()
    assert len(many) == 11
    assert many[-1] == "and 3 more"


def test_problems_of_records_name_the_set():
    """A wrong value in JSON or CSV is told with its place, name and key."""
    fields = WrittenSet().omm
    bad = {**fields, "ECCENTRICITY": "1.2", "NORAD_CAT_ID": "12345678901"}
    assert refusal(json.dumps([fields, bad])) == (
        "sets.txt: set 2 (MALLIGYONG-1): NORAD_CAT_ID = '12345678901' must be a whole number of at most nine digits"
    )
    bad["NORAD_CAT_ID"] = "58400"
    text = ",".join(bad) + "\n\n" + ",".join(bad.values()) + "\n"
    assert refusal(text) == "sets.txt:3 (MALLIGYONG-1): ECCENTRICITY = 1.2 must be at least 0 and below 1"


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_noise_never_ends_in_a_traceback(noise: str | bytes):
    """Any bytes or text are either element sets or refused with an explanation."""
    with pytest.raises(ReconsimError):
        parse_elements(noise, "x")


@given(st.sampled_from(sorted(WrittenSet().in_every_format())), st.data())
def test_a_damaged_text_never_ends_in_a_traceback(kind: str, data: st.DataObject):
    """A text of any format with a piece overwritten or cut gives sets or an explanation, nothing else."""
    text = WrittenSet().in_every_format()[kind]
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    piece = data.draw(st.text("0123456789 .-+eE\n\t,=<>[]{}\"'AZñ\x00", max_size=8))
    try:
        sets = parse_elements(text[:at] + piece + text[at + cut :], "x")
    except DataError as error:
        sets, told = [], str(error)
    assert len(sets) == 1 or told.startswith("x")

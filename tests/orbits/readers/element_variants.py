"""Made variants of each kind of element text in docs/inputs.md, with their truth: what must be read, what refused.

`PYTHONPATH=.:tests python tests/orbits/readers/element_variants.py 200` prints how many of each kind were read right,
refused, wrong.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from orbits.readers.element_texts import WrittenSet, sealed

from sim.errors import DataError
from sim.orbits.elements import ElementSet
from sim.orbits.readers import objects_of, parse_catalogue, parse_elements

RIGHT, REFUSED, WRONG = "read right", "refused", "wrong"


@dataclass(frozen=True)
class Variant:
    """A text and what it holds: each object with its sets. ``refused``: nothing of it may be read."""

    text: str
    objects: tuple[tuple[WrittenSet, ...], ...]
    refused: bool = False
    parted: bool = False  # whether the objects, not the sets alone, are the point


def some_set(rng: random.Random, **changes: object) -> WrittenSet:
    """Return a set of a low orbit with random digits."""
    made = WrittenSet(
        name=f"{rng.choice(['COSMOS', 'USA', 'YAOGAN', 'OBJECT', 'LACROSSE'])} {rng.randint(1, 999)}",
        number=rng.randint(5, 69999),
        year=rng.randint(2000, 2030),
        day_e8=rng.randint(1 * 10**8, 365 * 10**8),
        mean_motion_e8=rng.randint(1350000000, 1570000000),
        eccentricity_e7=rng.randint(0, 200000),
        inclination_e4=rng.randint(200000, 1600000),
        raan_e4=rng.randint(0, 3599999),
        arg_perigee_e4=rng.randint(0, 3599999),
        mean_anomaly_e4=rng.randint(0, 3599999),
        bstar_e5=rng.randint(10000, 99999),
        bstar_power=-4,
        mean_motion_dot_e8=rng.randint(0, 99999),
    )
    return replace(made, **changes)


def later(one: WrittenSet, days: float, **changes: object) -> WrittenSet:
    """Return a set carried on by the secular rates of J2 (Vallado, 9.41), as the same object's next set would be."""
    n = one.mean_motion_e8 * 1e-8
    a_km = (398600.8 / (n * math.tau / 86400.0) ** 2) ** (1.0 / 3.0)
    p = (6378.135 / (a_km * (1.0 - (one.eccentricity_e7 * 1e-7) ** 2))) ** 2
    cos_i = math.cos(math.radians(one.inclination_e4 * 1e-4))
    node = -1.5 * 1.082616e-3 * p * n * 360.0 * cos_i
    perigee = 0.75 * 1.082616e-3 * p * n * 360.0 * (5.0 * cos_i**2 - 1.0)

    def turned(e4: int, rate: float) -> int:
        return round((e4 + rate * days * 1e4) % 3600000) % 3600000

    moved = replace(
        one,
        day_e8=one.day_e8 + round(days * 1e8),
        raan_e4=turned(one.raan_e4, node),
        arg_perigee_e4=turned(one.arg_perigee_e4, perigee),
        mean_anomaly_e4=turned(one.mean_anomaly_e4, 360.0 * n),
    )
    return replace(moved, **changes)


def designated(text: str, designator: str) -> str:
    """Return the text of a set with another international designator."""
    first = text.index("\n1 ") + 1
    line = text[first : first + 69]
    return text.replace(line, sealed(line[:9] + f"{designator:<8}" + line[17:]))


# --- the kinds -------------------------------------------------------------------------------------------------------


def fleet_under_one_number(rng: random.Random) -> Variant:
    """A made fleet whose sets all carry one number: its satellites are told apart, or refused, never merged."""
    number = rng.choice([99999, 1, 88888, 58400, 70001, rng.randint(5, 69999)])
    first = some_set(rng, number=number)
    count, planes = rng.randint(2, 8), rng.randint(1, 4)
    spacing_e4 = rng.choice([3600000 // count, 30000, 80000])
    named, own_designators = rng.random() < 0.7, rng.random() < 0.3
    text, objects = "", []
    for k in range(count):
        one = replace(
            first,
            name=f"WALKER {k}" if named else rng.choice(["", "WALKER"]) if k == 0 else objects[0][0].name,
            raan_e4=(first.raan_e4 + (k % planes) * 3600000 // planes) % 3600000,
            mean_anomaly_e4=(first.mean_anomaly_e4 + k * spacing_e4 + rng.randint(0, 9)) % 3600000,
            day_e8=first.day_e8 + rng.choice([0, 0, k * 10**5]),
        )
        written = one.as_tle()
        text += designated("\n" + written, f"26901{chr(65 + k)}") if own_designators else written
        objects.append((one,))
    return Variant(text, tuple(objects), parted=True)


def renamed_object(rng: random.Random) -> Variant:
    """The sets of one object over weeks, its name changed on the way, its orbit moved a little: one object."""
    sets = [some_set(rng)]
    new_name, when = f"NAMED {rng.randint(1, 99)}", rng.randint(1, 6)
    for k in range(1, rng.randint(3, 9)):
        gap_d = rng.choice([0.07, 0.4, 1.0, 2.5, 8.0])
        nudge = rng.randint(-2 * 10**4, 2 * 10**4) if gap_d > 0.1 else 0
        slip = rng.randint(-9 * 10**5, 9 * 10**5) if gap_d > 0.3 else rng.randint(-2000, 2000)
        one = later(sets[-1], gap_d)
        one = replace(
            one,
            mean_motion_e8=one.mean_motion_e8 + nudge,
            mean_anomaly_e4=(one.mean_anomaly_e4 + slip) % 3600000,
            name=new_name if k >= when else one.name,
        )
        sets.append(one)
    if sets[-1].day_e8 >= 366 * 10**8:
        shift = sets[-1].day_e8 - 365 * 10**8
        sets = [replace(one, day_e8=one.day_e8 - shift) for one in sets]
    order = rng.sample(sets, len(sets))
    return Variant("".join(one.as_tle() for one in order), (tuple(sets),), parted=True)


def microseconds_apart(rng: random.Random) -> Variant:
    """Space-Track's old form, the fraction of a second beside the epoch; with another fraction in it, refused."""
    one = some_set(rng)
    keys = dict(one.omm)
    whole, _, fraction = keys["EPOCH"].partition(".")
    keys["EPOCH"] = rng.choice([whole, whole.replace("T", " "), whole + "Z", whole + ".000000", whole + ".0Z"])
    keys["EPOCH_MICROSECONDS"] = rng.choice([fraction, fraction.lstrip("0") or "0"])
    if refused := rng.random() < 0.25:
        keys[rng.choice(["EPOCH_MICROSECONDS", "EPOCH"])] = rng.choice(["1000000", "-1", "1.5", "12_0", "٣"])
    return Variant(_as_some_record(rng, keys), ((one,),), refused)


def of_sgp4_xp(rng: random.Random) -> Variant:
    """A set of SGP4-XP in any guise: refused."""
    keys = dict(some_set(rng).omm)
    guise = rng.randrange(4)
    if guise == 0:
        keys |= {"BSTAR": rng.choice(["0", "0.0", keys["BSTAR"]]), "BTERM": f"0.{rng.randint(1, 9999):04d}"}
    elif guise == 1:
        keys |= {"AGOM": f"{rng.uniform(1e-5, 0.1):.6f}"}
    elif guise == 2:
        keys |= {"EPHEMERIS_TYPE": rng.choice(["4", "4.0", "٠", "0_0", "SGP4-XP"])}
    else:
        keys |= {"MEAN_ELEMENT_THEORY": rng.choice(["SGP4-XP", "SGP4XP"])}
    return Variant(_as_some_record(rng, keys), (), refused=True)


def no_number_no_name(rng: random.Random) -> Variant:
    """Digits of other scripts, underscores, lists and objects where a number or a name should be: refused."""
    keys: dict[str, object] = dict(some_set(rng).omm)
    numbers = ("MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "BSTAR", "NORAD_CAT_ID")
    key = rng.choice([*numbers, "OBJECT_NAME", "OBJECT_ID"])
    as_text = str(keys[key])
    other_script = as_text.translate({48 + d: chr(rng.choice([0x660, 0xFF10, 0x966]) + d) for d in range(10)})
    worse = [[as_text], {"value": as_text}, {}, True, [[]], {"a": {"b": [1] * 300}}]
    if key in numbers:
        worse += [other_script, as_text[:1] + "_" + as_text[1:], "9" * 400 + "x", "0x1F", int("9" * 400)]
    keys[key] = rng.choice([one for one in worse if one != as_text])
    return Variant(json.dumps([keys]), (), refused=True)


def list_of_classified_objects(rng: random.Random) -> Variant:
    """The lists of classified objects in their own spelling: sizes and magnitudes in names, lines at the end."""
    sets, text = [], ""
    for _ in range(rng.randint(1, 6)):
        one = some_set(rng, mean_motion_dot_e8=rng.choice([0, rng.randint(1, 99999)]))
        if rng.random() < 0.4:
            one = replace(one, raan_e4=rng.randint(0, 9999))
        if rng.random() < 0.3:
            one = replace(one, mean_anomaly_e4=rng.randint(0, 9999))
        name, first, second = one.as_tle().splitlines()
        first = first[:7] + rng.choice("uU") + first[8:33] + f"0.{one.mean_motion_dot_e8:08d}" + first[43:]
        first = (
            first[:44] + rng.choice([" 00000-0", "00000000", " 00000+0"]) + first[52:64] + rng.choice(["   0", " 999"])
        )
        second = second[:63] + "    0"
        for column in (17, 43):
            if second[column : column + 4] == "  0.":
                second = second[:column] + "   ." + second[column + 4 :]
        sizes = rng.choice(
            [
                "",
                f"{name:<16}15.0  4.0  0.0  4.2 v",
                f"{name:<15} 15.0  4.0  0.0 10.2 d 12.5",
                f"{name:<16} 1.5  0.0  0.0 -1.2 v",
            ]
        )
        text += f"{sizes or name}\n{sealed(first)}\n{sealed(second[:68])}\n"
        sets.append((one,))
    text += rng.choice(["", "212 objects, 14 new\n", "Total  212\nOld     14\n"])
    return Variant(text, tuple(sets))


def one_bad_record(rng: random.Random) -> Variant:
    """A catalogue in which one record cannot be used: the others are read."""
    sets = [some_set(rng, number=70001 + k, name=f"TESTSAT {k}") for k in range(rng.randint(3, 8))]
    bad = rng.randrange(len(sets))
    texts = [one.as_tle(rng.choice(["", "0 "])) for one in sets]
    name, first, second = texts[bad].splitlines()
    wrong_sum = second[:68] + str((int(second[68]) + rng.randint(1, 9)) % 10)
    inside_the_earth = second[:26] + "3000000" + second[33:43] + "  0.0000 15.20000000" + second[63:]
    texts[bad] = rng.choice(
        [
            f"{name}\n{first}\n{wrong_sum}\n",
            f"{name}\n{first}\n",
            f"{name}\n{first}\n{second[: rng.randint(20, 67)]}\n",
            f"{name}\n{sealed(first[:62] + '4' + first[63:])}\n{second}\n",
            f"{name}\n{first}\n{sealed(inside_the_earth)}\n",
            f"{name}\n{first}\n{sealed(second[:8] + '197.2912' + second[16:])}\n",
            f"{name}\n1 AAAAAU 00  0  0 BBBBB.BBBBBBBB\n2 AAAAA EEE.EEEE FFF.FFFF\n",
            f"{name}\x1b[2J\n{first}\n{second}\n".replace("\x1b", "\u202e"),
        ]
    )
    return Variant("".join(texts), tuple((one,) for k, one in enumerate(sets) if k != bad))


def odd_blanks(rng: random.Random) -> Variant:
    """Blanks as web pages, editors and files put end to end leave them."""
    sets = [some_set(rng, name=rng.choice(["", f"TESTSAT {k}"]), number=70001 + k) for k in range(rng.randint(1, 4))]
    texts = [one.as_tle(rng.choice(["", "0 "]) if one.name else "") for one in sets]
    how = rng.randrange(4)
    if how == 0:
        texts = [text.replace(" ", rng.choice("\u00a0\u2007\u202f")) for text in texts]
    elif how == 1:
        texts = ["\ufeff" + text for text in texts]
    elif how == 2:
        texts = ["\n".join(" ".join(line.split()) for line in text.splitlines()) + "\n" for text in texts]
    else:
        texts = ["\n".join("\t".join(line.split()) for line in text.splitlines()) + "\n" for text in texts]
        texts = [text.replace("TESTSAT\t", "TESTSAT ").replace("0\tTEST", "0 TEST") for text in texts]
    return Variant("".join(texts), tuple((one,) for one in sets))


def damaged_collapsed_lines(rng: random.Random) -> Variant:
    """Collapsed lines with a character lost or changed: refused, or read as they were where no number changed.

    A lost zero is left out: no checksum shows it where the columns are gone.
    """
    one = some_set(rng)
    name, *lines = [" ".join(line.split()) for line in one.as_tle().splitlines()]
    which = rng.randrange(2)
    at = rng.randrange(2, len(lines[which]))
    while lines[which][at] == "0":
        at = rng.randrange(2, len(lines[which]))
    put = rng.choice(["", "", str(rng.randint(0, 9)), "-"])
    lines[which] = lines[which][:at] + put + lines[which][at + 1 :]
    return Variant("\n".join([name, *lines]) + "\n", ((one,),))


def lines_within_json(rng: random.Random) -> Variant:
    """Element lines inside JSON, as services and programs write them; with another number beside them, refused."""
    sets = [some_set(rng) for _ in range(rng.randint(1, 3))]
    records: list[object] = []
    refused = rng.random() < 0.2
    shape = rng.randrange(6)
    for one in sets:
        first, second = one.as_tle().splitlines()[1:]
        number = one.number + refused
        records.append(
            [
                {"tle0": f"0 {one.name}", "tle1": first, "tle2": second, "norad_cat_id": number, "sat_id": "AAAA-0000"},
                {"TLE_LINE0": one.name, "TLE_LINE1": first, "TLE_LINE2": second, "NORAD_CAT_ID": str(number)},
                {"name": one.name, "line1": first, "line2": second, "satelliteId": number, "date": "2026-08-22"},
                {"satname": one.name, "tle": f"{first}\r\n{second}", "norad_id": number},
                {"tle": [one.name, first, second], "NORAD_CAT_ID": number},
                {"OBJECT_NAME": one.name, "EPOCH": None, "lines": f"{one.name}\n{first}\n{second}", "norad": number},
            ][shape]
        )
    document: object = records if len(records) > 1 or rng.random() < 0.5 else records[0]
    if rng.random() < 0.3:
        document = {"@context": "x", "totalItems": len(records), "member": records}
    return Variant(json.dumps(document, indent=rng.choice([None, 1])), tuple((one,) for one in sets), refused)


def commands_to_a_terminal(rng: random.Random) -> Variant:
    """Names, designators, keys and values that would command a terminal or turn the order of reading: refused."""
    keys: dict[str, object] = dict(some_set(rng).omm)
    harm = rng.choice(["\x1b[2J", "\x1b]0;owned\x07", "\u202e", "\x9b31m", "\u2066x\u2069", "\x00", "\x08"])
    key = rng.choice(["OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "EPOCH", "MEAN_MOTION", "REF_FRAME", "key"])
    if key == "key":
        keys = {f"{harm}{name}": value for name, value in keys.items()}
    else:
        keys[key] = f"{harm}{rng.choice(['', 'x'])}{keys.get(key, 'TEME')}"
    return Variant(json.dumps([keys]), (), refused=True)


KINDS: dict[str, Callable[[random.Random], Variant]] = {
    made.__name__: made
    for made in (
        fleet_under_one_number, renamed_object, microseconds_apart, of_sgp4_xp, no_number_no_name,
        list_of_classified_objects, one_bad_record, odd_blanks, damaged_collapsed_lines, lines_within_json,
        commands_to_a_terminal,
    )
}  # fmt: skip

# The share of a kind's variants that must be read: the rest are made to be refused, or leave nothing to tell apart.
READ_AT_LEAST = {
    "fleet_under_one_number": 0.6, "renamed_object": 1.0, "microseconds_apart": 0.6, "of_sgp4_xp": 0.0,
    "no_number_no_name": 0.0, "list_of_classified_objects": 1.0, "one_bad_record": 1.0, "odd_blanks": 1.0,
    "damaged_collapsed_lines": 0.0, "lines_within_json": 0.6, "commands_to_a_terminal": 0.0,
}  # fmt: skip


def _as_some_record(rng: random.Random, keys: dict[str, str]) -> str:
    """Return an OMM as JSON, CSV or KVN."""
    form = rng.randrange(3)
    if form == 0:
        return json.dumps([keys])
    if form == 1:
        return ",".join(keys) + "\n" + ",".join(keys.values()) + "\n"
    return "CCSDS_OMM_VERS = 2.0\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


# --- how each was taken ----------------------------------------------------------------------------------------------


def outcome(variant: Variant) -> str:
    """Return whether a variant was read right, refused (in whole, or the sets that it is about left out) or wrong."""
    truth = {_digits(one): k for k, sets in enumerate(variant.objects) for one in map(_read_alone, sets)}
    try:
        catalogue = parse_catalogue(variant.text, "x")
        found = objects_of(catalogue.sets)
        if not found.groups:
            return REFUSED
    except DataError as error:
        return REFUSED if str(error).replace("\n", "").isprintable() else WRONG
    if variant.refused:
        return WRONG
    groups = [{truth.get(_digits(one)) for one in sets} for sets in found.groups.values()]
    if any(None in owners or len(owners) > 1 for owners in groups):
        return WRONG  # a set that is not in the text, or two objects in one
    if variant.parted and len(groups) > len(set.union(*groups)):
        return WRONG  # one object in two
    complete = sum(map(len, found.groups.values())) == len(truth)
    return RIGHT if complete else REFUSED


def _read_alone(written: WrittenSet) -> ElementSet:
    """Return a set read from plain JSON, in which nothing is odd."""
    (elements,) = parse_elements(written.as_json_text(), "x")
    return elements


def _digits(elements: ElementSet) -> tuple[object, ...]:
    return (
        elements.name, elements.catalog_number, elements.epoch_jd, elements.epoch_fr, elements.mean_motion_rev_day,
        elements.eccentricity, elements.inclination_deg, elements.raan_deg, elements.arg_perigee_deg,
        elements.mean_anomaly_deg, elements.bstar, elements.mean_motion_dot,
    )  # fmt: skip


def counts(kind: str, number: int) -> dict[str, int]:
    """Return how many of a kind's first variants came to each outcome."""
    found = dict.fromkeys((RIGHT, REFUSED, WRONG), 0)
    for seed in range(number):
        found[outcome(KINDS[kind](random.Random(f"{kind} {seed}")))] += 1
    return found


def main(number: int) -> None:
    """Print the table."""
    for kind in KINDS:
        found = counts(kind, number)
        sys.stdout.write(f"{kind:28}{''.join(f'{found[one]:6} {one}' for one in found)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

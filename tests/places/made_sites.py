"""Files of places with known truth: written as people's programs write them, or spoiled in one way."""

import json
from pathlib import Path

import numpy as np
from places.made_variant import Variant

from sim.places.height_notes import height_notes
from sim.places.sites import read_sites

NAMES = ("Alpha", "Beta", "Côte d'Or", "서울", "Base 7", "Guam (Andersen)", "Новая", "x")
Place = dict
SPOILT = (
    "digits", "underscore", "thousands", "metres", "misspelt", "astray", "twice", "swapped", "beyond", "short", "apart",
    "letters",
)  # fmt: skip


def places(rng: np.random.Generator) -> list[Place]:
    count = int(rng.integers(1, 6))
    return [
        {
            "name": str(name),
            "lat_deg": round(float(rng.uniform(-89.0, 89.0)), 5),
            "lon_deg": round(float(rng.uniform(-180.0, 360.0)), 5),
            "height_km": round(float(rng.uniform(-0.4, 4.9)), 4),
        }
        for name in rng.choice(NAMES, count, replace=False)
    ]


def csv(rng: np.random.Generator) -> Variant:
    """A CSV file, its separator, encoding, blanks, further columns and heights as they come; or spoiled."""
    wanted = places(rng)
    sign = str(rng.choice([",", ";", "\t"]))
    comma = sign != "," and rng.random() < 0.4
    keys = [str(key) for key in rng.permutation(["name", "lat_deg", "lon_deg"])]
    height = str(rng.choice(["none", "height_km", "height_m", "both", "unit"]))
    if height == "none":
        for place in wanted:
            place["height_km"] = 0.0
    keys += {"none": [], "unit": ["height_km"], "both": ["height_km", "height_m"]}.get(height, [height])
    extra = [
        str(key) for key in rng.choice(["", "name_en", "country", "", "lat", "note", "weights_of"], rng.integers(3))
    ]
    extra = list(dict.fromkeys(extra)) if "" not in extra else [*[one for one in dict.fromkeys(extra) if one], "", ""]
    if "weights_of" in extra:  # resembles nothing; "weight" itself is not there
        extra[extra.index("weights_of")] = "comment"
    spoil = "" if rng.random() < 0.5 else SPOILT[rng.integers(len(SPOILT))]
    victim = int(rng.integers(len(wanted)))
    if spoil == "metres" and height not in ("height_km", "both"):
        spoil = ""
    if spoil == "apart" and height != "both":
        spoil = ""
    if spoil == "astray" and "" not in extra:
        extra.append("")

    def number(value: float) -> str:
        text = f"{value:.7f}".rstrip("0").rstrip(".") if value else "0"
        return text.replace(".", ",") if comma else text

    lines = []
    for i, place in enumerate(wanted):
        cells = {
            "name": place["name"], "lat_deg": number(place["lat_deg"]), "lon_deg": number(place["lon_deg"]),
            "height_km": f"{number(place['height_km'] * 1000.0)}m" if height == "unit" else number(place["height_km"]),
            "height_m": number(place["height_km"] * 1000.0),
        }  # fmt: skip
        cells |= {key: "" if key == "" else f"n{i}" for key in extra}
        if i == victim:
            if spoil == "digits":
                cells["lat_deg"] = cells["lat_deg"].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
            elif spoil == "underscore":
                cells["lon_deg"] = "1_0.5"
            elif spoil == "thousands":
                cells["lon_deg"] = '"1,234.5"' if sign == "," else "1.234,5"
            elif spoil == "metres":
                cells["height_km"] = number(float(rng.integers(10, 8000)))
            elif spoil == "swapped":
                cells["lat_deg"], cells["lon_deg"] = number(125.5), number(39.5)
            elif spoil == "beyond":
                cells["lon_deg"] = number(360.5 + float(rng.uniform(0.0, 9000.0)))
            elif spoil == "apart":
                cells["height_m"] = number(place["height_km"] * 1000.0 + 50.0)
            elif spoil == "letters":
                cells["lat_deg"] += "N"
        row = [cells[key] for key in (*keys, *extra)]
        if i == victim and spoil == "astray":
            row[(*keys, *extra).index("")] = "7"
        if i == victim and spoil == "short":
            row = row[:2]
        lines.append(row)
    if spoil == "twice":
        lines.append(lines[0])
    heading = [*keys, *extra]
    if spoil == "misspelt":
        heading[heading.index("lat_deg")] = str(rng.choice(["lat", "latitude_deg", "lat_degs"]))
        if "lat" in extra:
            heading[[*keys, *extra].index("lat")] = "note2"
    blank = str(rng.choice(["", " ", "\u00a0"]))
    text = "".join(sign.join(f"{blank}{cell}" for cell in row) + "\r\n" for row in [heading, *lines])
    text = f"sep={sign}\r\n{text}" if rng.random() < 0.15 else text
    text = text.replace("\r\n", "\r\n\r\n", 1) if rng.random() < 0.2 and not text.startswith("sep") else text
    text += sign * 3 + "\r\n" if rng.random() < 0.2 else ""
    how = str(rng.choice(["utf-8", "utf-8-sig", "utf-16"]))
    text = "\ufeff" + text if rng.random() < 0.2 else text

    def reads_right(folder: Path) -> bool:
        (folder / "sites.csv").write_bytes(text.encode(how))
        found = read_sites(folder / "sites.csv")
        return not spoil and _same(found, wanted)

    return Variant(f"csv {sign!r} {height} {spoil}", not spoil, reads_right)


def geojson(rng: np.random.Generator) -> Variant:
    """GeoJSON points whose longitudes count on, with further properties; or spoiled."""
    wanted = places(rng)
    spoil = (
        ""
        if rng.random() < 0.5
        else str(rng.choice(["", "object", "number", "text", "endless", "beyond", "crs", "list", "truth"]))
    )
    victim = int(rng.integers(len(wanted)))
    entries = []
    for i, place in enumerate(wanted):
        lon = place["lon_deg"] + 360.0 * int(rng.integers(-1, 2))
        lon = lon if abs(lon) <= 540.0 else place["lon_deg"]
        position: list = [lon, place["lat_deg"], place["height_km"] * 1000.0]
        properties: dict = {"name": place["name"], "name:en": "X", "@id": f"node/{i}", "weights": None}
        properties.pop("weights")
        if i == victim:
            position = {
                "text": [str(position[0]), *position[1:]], "endless": [10**400, *position[1:]],
                "beyond": [541.0 + float(rng.uniform(0.0, 1e4)), *position[1:]], "truth": [True, *position[1:]],
            }.get(spoil, position)  # fmt: skip
            properties["name"] = {"object": {"en": "A"}, "number": 7, "list": ["A"]}.get(spoil, properties["name"])
        entries.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": position}}
        )
    document: dict = {"type": "FeatureCollection", "features": entries}
    if spoil == "crs":
        document["crs"] = {"type": "name", "properties": {"name": "EPSG:99999999"}}

    def reads_right(folder: Path) -> bool:
        (folder / "sites.geojson").write_text(json.dumps(document))
        found = read_sites(folder / "sites.geojson")
        return not spoil and _same(found, wanted)

    return Variant(f"geojson {spoil}", not spoil, reads_right)


def kml(rng: np.random.Generator) -> Variant:
    """KML placemarks in folders, with altitudes clamped to the ground; or spoiled."""
    wanted = places(rng)
    spoil = (
        ""
        if rng.random() < 0.5
        else str(rng.choice(["", "absolute", "line", "two", "gpx", "entity", "cut", "letters"]))
    )
    victim = int(rng.integers(len(wanted)))
    marks = []
    for i, place in enumerate(wanted):
        place["height_km"] = 0.0
        name = place["name"].replace("&", "&amp;")
        height = str(rng.choice(["", ",0", ",120.5"]))
        at = f"{place['lon_deg']},{place['lat_deg']}{height}"
        point = f"<Point><coordinates>\n  {at} </coordinates></Point>"
        if i == victim:
            point = {
                "absolute": point.replace("<Point>", "<Point><altitudeMode>absolute</altitudeMode>").replace(
                    at, "1,2,3"
                ),
                "line": f"<LineString><coordinates>{at} {at}</coordinates></LineString>",
                "two": f"<MultiGeometry>{point}{point}</MultiGeometry>",
                "letters": f"<Point><coordinates>{at.replace(',', 'E,', 1)}</coordinates></Point>",
            }.get(spoil, point)
        marks.append(f"<Placemark id='p{i}'><name>{name}</name><description>n</description>{point}</Placemark>")
    root = "gpx" if spoil == "gpx" else "kml"
    entity = '<!DOCTYPE kml [<!ENTITY a "aaaa">]>' if spoil == "entity" else ""
    namespace = str(rng.choice(["http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.1"]))
    body = "".join(marks)
    body = f"<Folder><name>all of them</name>{body}</Folder>" if rng.random() < 0.5 else body
    head = str(rng.choice(['<?xml version="1.0" encoding="UTF-8"?>\n', ""]))
    text = f'{head}{entity}<{root} xmlns="{namespace}"><Document>{body}</Document></{root}>'
    text = text[: int(len(text) * 0.8)] if spoil == "cut" else text

    def reads_right(folder: Path) -> bool:
        (folder / "sites.kml").write_text(text, encoding=str(rng.choice(["utf-8", "utf-8-sig"])))
        found = read_sites(folder / "sites.kml")
        return not spoil and _same(found, wanted)

    return Variant(f"kml {spoil}", not spoil, reads_right)


def _same(found: list, wanted: list[Place]) -> bool:
    """Return whether places are those wanted: 1e-6 degree by whole turns, 1 mm; kilometres from 1 on are said."""
    if len(found) != len(wanted) or bool(height_notes(found)) != any(p["height_km"] >= 1.0 for p in wanted):
        return False
    return all(
        site.name == place["name"]
        and abs(site.lat_deg - place["lat_deg"]) < 1e-6
        and abs((site.lon_deg - place["lon_deg"] + 180.0) % 360.0 - 180.0) < 1e-6
        and abs(site.height_km - place["height_km"]) < 1e-6
        for site, place in zip(found, wanted, strict=True)
    )

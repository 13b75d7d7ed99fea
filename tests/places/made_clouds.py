"""Cloud climatologies with known truth: whatever axes, order, units and names they come in; or something else."""

from pathlib import Path

import numpy as np
from places.made_variant import Variant

from sim.places.cloud import cloud_from

LAT, LON = np.arange(30.0, 45.0, 2.5), np.arange(120.0, 135.0, 2.0)
AT = {"lat_deg": 35.0, "lon_deg": 126.0}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

SPOILT = (
    "fractions as percent", "percent as fractions", "one place as fractions", "endless month", "digits", "underscore",
    "month 0", "lacking", "twice", "beyond",
)  # fmt: skip


def netcdf(rng: np.random.Generator) -> Variant:
    """A netCDF file of one quantity over twelve of something; only cloud over twelve months is cloud by month."""
    import xarray

    sky = rng.uniform(0.02, 0.98, (12, LAT.size, LON.size))
    order = rng.permutation(12)
    dates = np.array([f"2001-{m + 1:02d}-16" for m in order], dtype="datetime64[ns]")
    plain = bool(rng.random() < 0.5)  # nothing of it spoiled
    axes = ["dates", "numbers", "short names", "long names", "no values", "from 0", "months since",
                           "pressure", "hours", "members", "bare members", "days of one month"]  # fmt: skip
    axis = axes[rng.integers(7 if plain else len(axes))]
    in_order = np.arange(12)
    name, values, attrs, entries = {
        "dates": ("time", dates, {}, order),
        "numbers": ("month", order + 1, {}, order),
        "short names": ("month", np.array([MONTHS[m][:3] for m in order]), {}, order),
        "long names": ("season", np.array([MONTHS[m].upper() for m in order]), {}, order),
        "no values": ("time", None, {}, in_order),
        "from 0": ("month", in_order, {}, in_order),
        "months since": ("T", in_order + 0.5, {"units": "months since 1960-01-01"}, in_order),
        "pressure": ("level", 1000.0 - 50.0 * in_order, {"units": "hPa"}, in_order),
        "hours": ("hour", 2.0 * in_order, {"units": "hours"}, in_order),
        "members": ("number", in_order, {}, in_order),
        "bare members": ("realization", None, {}, in_order),
        "days of one month": (
            "time",
            np.datetime64("2001-01-01", "ns") + in_order * np.timedelta64(1, "D"),
            {},
            in_order,
        ),
    }[axis]
    is_months = axis in ("dates", "numbers", "short names", "long names", "no values", "from 0", "months since")
    kinds = ["tcc", "CLT", "standard", "words", "told", "unknown", "humidity", "layer"]
    kind = kinds[rng.integers(5 if plain else len(kinds))]
    variable, about = {
        "tcc": ("tcc", {}), "CLT": ("CLT", {}), "standard": ("x17", {"standard_name": "cloud_area_fraction"}),
        "words": ("var", {"long_name": "Total cloud cover"}), "told": ("cc", {}), "unknown": ("cc", {}),
        "humidity": ("r", {"standard_name": "relative_humidity"}),
        "layer": ("cc", {"standard_name": "cloud_area_fraction_in_atmosphere_layer"}),
    }[kind]  # fmt: skip
    is_cloud = kind in ("tcc", "CLT", "standard", "words", "told")
    units, whole, held = [
        ("1", 1.0, 1.0), ("%", 100.0, 100.0), ("oktas", 8.0, 8.0), ("(0 - 1)", 1.0, 1.0), ("%", 100.0, 1.0),
        ("", 100.0, 100.0), ("K", 1.0, 1.0),
    ][rng.integers(4 if plain else 7)]  # fmt: skip
    is_told = units in ("1", "%", "oktas", "(0 - 1)") and whole == held
    falling = bool(rng.random() < 0.5)
    data = sky[entries][:, ::-1] if falling else sky[entries]
    coords = {
        "lat": ("lat", LAT[::-1] if falling else LAT, {"units": "degrees_north"}),
        "lon": ("lon", LON, {"units": "degrees_east"}),
    }
    if values is not None:
        coords[name] = (name, values, attrs)
    given = {"units": units} if units else {}

    def reads_right(folder: Path) -> bool:
        one = xarray.Dataset({variable: ((name, "lat", "lon"), data * held, about | given)}, coords)
        one.to_netcdf(folder / "cloud.nc", engine="netcdf4")
        asked = {"file": "cloud.nc", "variable": variable} if kind == "told" else "cloud.nc"
        found = cloud_from(asked, folder).monthly(**AT)[0]
        truth = sky[:, 2, 3]
        return is_months and is_cloud and bool(np.allclose(found, truth, atol=1e-9))

    return Variant(f"{axis}, {kind}, {units!r} holding 0..{held:g}", is_months and is_cloud and is_told, reads_right)


def csv(rng: np.random.Generator) -> Variant:
    """A CSV file by name, as fractions or percent, in any order and separator; or spoiled."""
    sky = {
        str(name): np.round(rng.uniform(0.02, 0.98, 12), 4)
        for name in rng.choice(["Etna", "서울", "A B", "z"], 2, False)
    }
    spoil = "" if rng.random() < 0.5 else SPOILT[rng.integers(len(SPOILT))]
    in_percent = bool(rng.random() < 0.5) or spoil in ("fractions as percent", "one place as fractions")
    in_percent = in_percent and spoil != "percent as fractions"
    sign = str(rng.choice([",", ";", "\t"]))
    comma = sign != "," and rng.random() < 0.4
    scale = 100.0 if in_percent or spoil == "percent as fractions" else 1.0
    rows = []
    for number, (name, values) in enumerate(sky.items()):
        mine = 1.0 if spoil == "fractions as percent" or (spoil == "one place as fractions" and number == 0) else scale
        rows += [[name, str(month), f"{value * mine:.6g}"] for month, value in enumerate(values, start=1)]
    victim = int(rng.integers(len(rows)))
    if spoil == "endless month":
        rows[victim][1] = "9" * 5000
    elif spoil == "digits":
        rows[victim][1] = "١"
    elif spoil == "underscore":
        rows[victim][2] = "0_1"
    elif spoil == "month 0":
        rows[victim][1] = "0"
    elif spoil == "beyond":
        rows[victim][2] = "101"
    elif spoil == "lacking":
        del rows[victim]
    elif spoil == "twice":
        rows.append(rows[victim])
    if comma:
        rows = [[name, month, value.replace(".", ",")] for name, month, value in rows]
    rows = [rows[i] for i in rng.permutation(len(rows))]
    heading = ["name", "month", "percent" if in_percent else "fraction"]
    end = sign if rng.random() < 0.3 else ""
    text = "".join(sign.join(row) + end + "\n" for row in [heading, *rows])

    def reads_right(folder: Path) -> bool:
        (folder / "cloud.csv").write_text(text, encoding=str(rng.choice(["utf-8", "utf-8-sig", "utf-16"])))
        cloud = cloud_from("cloud.csv", folder)
        found = cloud.monthly(lat_deg=[0.0] * len(sky), lon_deg=[0.0] * len(sky), names=list(sky))
        return not spoil and bool(np.allclose(found, list(sky.values()), atol=1e-6))

    return Variant(f"csv {heading[2]} {sign!r} {spoil}", not spoil, reads_right)

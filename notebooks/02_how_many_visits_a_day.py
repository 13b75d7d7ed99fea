# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Four to six visits a day by radar, two by camera: what would the sensors have to be?
#
# After the second launch, in April 2024, South Korean television had it that each radar satellite of the 425 project
# visits the peninsula four to six times a day, and the camera twice (KBS News, 9 April 2024; the sources stand in
# `seeds/sources.toml`). The sentence says neither what a visit is nor what is visited. A *facility* is visited when a
# satellite can image that one place. A *peninsula* is visited when any part of it can be imaged: a much weaker thing.
#
# The orbits are public, the sensors are not. So the question is turned round: for which values of the sensors is the
# sentence true, for a facility, and for the peninsula in any part? The satellites are taken as they flew in July and
# August 2026.

# %%
import os
from dataclasses import replace

import numpy as np
import pandas as pd

import sim
from sim.constellation.target import targets_of
from sim.places.regions import united
from sim.studies.survey import surveyor_of
from sim.studies.visits import visits_of

# FAST=1 in the environment stands the peninsula's points further apart: the same story, its outline a little rougher.
spacing_km = 60.0 if os.environ.get("FAST") else 30.0
flown = sim.load("rok-425-as-flown").constellation
korea = united("Peninsula", [sim.country("North Korea"), sim.country("South Korea")])
peninsula = sim.RegionTarget("Peninsula", korea, spacing_km=spacing_km)
targets, points = targets_of(flown.places[:1], [peninsula])
surveyor = surveyor_of(replace(flown, targets=targets, places=points))
places = {target.name: index for index, target in enumerate(targets)}
for target in targets:
    area = f", {target.region.area_km2:,.0f} km2 stood for by {target.count} points" if target.region else ""
    print(f"{target.name}{area}")

# %% [markdown]
# ## What was said as evidence about the sensors
#
# The officials know what their sensors can do. So take the sentence at its word, a visit as a look at one facility, and
# see what it would tell about the radars and the camera. Looks a day at Yongbyon, with the sensors that are assumed to
# see least, middling and most:

# %%
result = sim.load("rok-425-as-flown", overrides=["draws.count=0", "claims=[]"]).run()
satellites = result.simulation.constellation.satellites
per_day = result.figures.query("target == 'Yongbyon'").pivot_table(
    index="satellite", columns="case", values="looks_per_day", sort=False
)
radar_looks = per_day.loc[[s.name for s in satellites if "radar" in s.sensors]]
camera_looks = per_day.loc[[s.name for s in satellites if "eo" in s.sensors]]
print(pd.concat([radar_looks, camera_looks]).round(1).to_string())
for case, words in {"all-nominal": "at middle values", "all-high": "at most"}.items():
    column = radar_looks[case]
    print(
        f"{words}: a radar makes {column.min():.1f} to {column.max():.1f} looks a day, {column.mean():.2f} on average, "
        f"the camera {camera_looks[case].item():.1f}; said were 4 to 6, and 2"
    )

# %% [markdown]
# At middle values a radar makes less than half of the least that was said, and at most it still falls short. The same
# for published radars, each with the limits that belong together, were the satellites to see like it:

# %%
sensor = flown.sensors["radar"]
for published in sensor.hypotheses:
    seen = visits_of(surveyor, "radar", {}, base=sensor.limits({"hypothesis": published.name}))
    print(f"{published.called:20}{seen.mean:6.2f} looks a day of the average radar")

# %% [markdown]
# None comes to four, not even all that three fleets together have flown. At a facility, then, the sentence speaks of
# radars that see more than any of these, or it does not speak of a facility.

# %% [markdown]
# ## Radars
#
# What would do it? Looks a day of the average radar, by the largest incidence it images at, how far off broadside in
# the ground plane it looks (ground squint), and whether it looks to one side of the track or to either. The least
# incidence and the time an image takes have their nominal values. Without a limit on the ground squint the result is a
# field of regard, which no radar can image all.

# %%
incidence_deg = (40.0, 45.0, 50.0, 55.0, 60.0, 65.0, 70.0)
squint_deg = (16.0, 39.0, 62.0, 90.0)
sides = ("right", "either")
axes = {"incidence_max_deg": incidence_deg, "ground_squint_max_deg": squint_deg, "look": sides}
nominal = sensor.limits()
print(f"incidence from {nominal.incidence_min_deg:g} deg, {nominal.duration_min_s:g} s for an image")
radars = {name: visits_of(surveyor, "radar", axes, target=index) for name, index in places.items()}
for name, visits in radars.items():
    print(f"\n{name}: looks a day of the average radar")
    print(
        f"{'':22}"
        + "".join(f"{'no limit' if s == 90.0 else f'{s:.0f} deg':>9}" for s in squint_deg)
        + "   of ground squint"
    )
    for j, side in enumerate(sides):
        for i, largest in enumerate(incidence_deg):
            row = visits.mean[i, :, j]
            marks = ["*" if 4.0 <= value <= 6.0 else " " for value in row]
            numbers = "".join(f"{value:8.1f}{mark}" for value, mark in zip(row, marks, strict=True))
            print(f"{side:>7}, to {largest:.0f} deg " + " " * 4 + numbers)
print("\n* four to six a day")

# %% [markdown]
# The peninsula, in any part, they visit often enough with any of these values if only they look to both sides: any
# strip across its length will do. One facility they visit four times a day only if they look to both sides and much
# farther: the least incidence, in whole degrees, to which they would have to image there, beside the largest of a
# published radar.

# %%
flattest_deg = max(sensor.limits({"hypothesis": one.name}).incidence_max_deg for one in sensor.hypotheses)
fine = {"incidence_max_deg": tuple(np.arange(40.0, 81.0)), "ground_squint_max_deg": squint_deg, "look": sides}
for (squint, side), angles in visits_of(surveyor, "radar", fine).region(4.0, 6.0, of="mean").items():
    said = "no limit on ground squint" if squint == 90.0 else f"ground squint to {squint:.0f} deg"
    print(f"looking {side}, {said}: " + (f"incidence to {min(angles):.0f} deg" if angles else "never"))
print(f"published radars image to {flattest_deg:g} deg")

# %% [markdown]
# So the number, if it means a facility, and all else is nominal, asks for radars that image flatter than any published
# one; only without a limit on the ground squint, as no radar images, would less do. If it means the peninsula, it tells
# of the sensors only that they look to both sides.
#
# ## The camera
#
# By the angle it turns away from the nadir: by day (the Sun 10 degrees high), and by day and night, if the infrared
# camera, another sensor that works with the Sun below the horizon, turns as far and its images count as visits.

# %%
off_nadir_deg = (15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0)
axes = {"off_nadir_max_deg": off_nadir_deg}
cameras = {}
for name, index in places.items():
    day, night = (visits_of(surveyor, sensor, axes, target=index).mean for sensor in ("eo", "ir_night"))
    cameras[name] = np.stack([day, day + night], axis=-1)
print(f"{'':26}" + "".join(f"{angle:>7.0f}" for angle in off_nadir_deg) + "   deg off nadir")
for name, visits in cameras.items():
    for j, light in enumerate(("by day", "day and night")):
        numbers = "".join(f"{value:7.2f}" for value in visits[:, j])
        print(f"{name + ', ' + light:26}{numbers}")

# %% [markdown]
# Two visits a day are what the camera makes of a facility if the night counts and it turns far enough aside; of the
# peninsula it makes them at any of these angles, if the night counts. Its track closes every day, so each day is like
# the last, and numbers come in steps. By day alone it is one visit, whatever the angle: the sentence needs the infrared
# camera.
#
# ## Where the sentence is true
#
# As many choices of the radars' values as were tried, and the share in which the average radar makes four to six
# visits, a field of regard among them; for the camera, in which it makes 1.75 to 2.25 a day, for it is said as "twice".

# %%
for name in places:
    radar, camera = radars[name].where(4.0, 6.0, of="mean"), (cameras[name] >= 1.75) & (cameras[name] <= 2.25)
    both = radar.any() and camera.any()
    print(f"{name}: {'can be true' if both else 'cannot be true with any values tried'}")
    for (squint, side), angles in radars[name].region(4.0, 6.0, of="mean").items():
        if not angles:
            continue
        said = "no limit on ground squint" if squint == 90.0 else f"ground squint to {squint:.0f} deg"
        print(f"  radars looking {side}, {said}: incidence to {', '.join(f'{a:.0f}' for a in angles)} deg")
    angles = [angle for angle, true in zip(off_nadir_deg, camera.any(axis=1), strict=True) if true]
    print(f"  camera: off nadir to {', '.join(f'{a:.0f}' for a in angles) or 'none'} deg")

# %% [markdown]
# The last lines say how many of the radars' choices make the sentence true, at the facility and for the peninsula, and
# in how many of these a limit on the ground squint is held to, as every radar is.

# %%
for name, visits in radars.items():
    true = visits.where(4.0, 6.0, of="mean")
    limited = true[:, [squint < 90.0 for squint in squint_deg]]
    print(
        f"{name}: four to six visits a day in {np.count_nonzero(true)} of {true.size} choices, "
        f"{np.count_nonzero(limited)} of them with a limit on the ground squint"
    )

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
# ## Radars
#
# Looks a day of the average radar, by the largest incidence it images at (the least is 20 degrees), how far it looks
# forward or back of broadside, and whether it looks to one side of the track or to either.

# %%
incidence_deg = (35.0, 40.0, 45.0, 50.0, 55.0, 60.0)
squint_deg = (5.0, 15.0, 30.0, None)
sides = ("right", "either")
axes = {"incidence_max_deg": incidence_deg, "squint_max_deg": squint_deg, "look": sides}
radars = {name: visits_of(surveyor, "radar", axes, target=index) for name, index in places.items()}
for name, visits in radars.items():
    print(f"\n{name}: looks a day of the average radar")
    print(f"{'':22}" + "".join(f"{'free' if s is None else f'{s:.0f} deg':>9}" for s in squint_deg) + "   of squint")
    for j, side in enumerate(sides):
        for i, largest in enumerate(incidence_deg):
            row = visits.mean[i, :, j]
            marks = ["*" if 4.0 <= value <= 6.0 else " " for value in row]
            numbers = "".join(f"{value:8.1f}{mark}" for value, mark in zip(row, marks, strict=True))
            print(f"{side:>7}, 20-{largest:.0f} deg" + " " * 4 + numbers)
print("\n* four to six a day")

# %% [markdown]
# At one facility the radars make four visits a day only if they look to both sides, squint freely and reach well beyond
# the 45 degrees of incidence that radars of this kind usually image at. The peninsula, in any part, they visit more
# often with less: any strip across its thousand kilometres of length will do.
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
# Two visits a day are what the camera makes of a facility if it counts the night and turns 40 degrees aside; of the
# peninsula it makes them with any angle. Its track closes every day, so each day is like the last, and numbers come in
# steps. By day alone it is one visit, whatever the angle: the sentence needs the infrared channel.
#
# ## Where the sentence is true
#
# As many choices of the radars' values as were tried, and the share in which the average radar makes four to six
# visits; for the camera, in which it makes 1.75 to 2.25 a day, for it is said as "twice".

# %%
for name in places:
    radar, camera = radars[name].where(4.0, 6.0, of="mean"), (cameras[name] >= 1.75) & (cameras[name] <= 2.25)
    both = radar.any() and camera.any()
    print(f"{name}: {'can be true' if both else 'cannot be true with any values tried'}")
    for (squint, side), angles in radars[name].region(4.0, 6.0, of="mean").items():
        if not angles:
            continue
        said = "any squint" if squint is None else f"squint to {squint:.0f} deg"
        print(f"  radars looking {side}, {said}: incidence to {', '.join(f'{a:.0f}' for a in angles)} deg")
    angles = [angle for angle, true in zip(off_nadir_deg, camera.any(axis=1), strict=True) if true]
    print(f"  camera: off nadir to {', '.join(f'{a:.0f}' for a in angles) or 'none'} deg")

# %% [markdown]
# The last lines say how many of the radars' choices make the sentence true, at the facility and for the peninsula.

# %%
for name, visits in radars.items():
    true = visits.where(4.0, 6.0, of="mean")
    print(f"{name}: four to six visits a day in {np.count_nonzero(true)} of {true.size} choices")

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
# # South Korea's five satellites as they really fly: is it every two hours?
#
# From 2023 to 2025 South Korea let it be known that the five reconnaissance satellites of its 425 project, one with a
# camera and four with radars, would watch key facilities in the North about every two hours. All five have been in
# orbit since November 2025, and their orbits are public. So the sentence can be tried, not on a plan but on the
# satellites as they flew, over the 39 days of July and August 2026 for which public mirrors hold their element sets.
#
# What their sensors can do is not public. So it is varied: each limit has a low, a nominal and a high value, low always
# the one that sees least, each with its source in `configs/rok-425-as-flown.toml`. Below, *all-low*, *all-nominal* and
# *all-high* put every limit at that value; only all-high counts infrared images at night. The verdicts try the radars
# as each of several published ones, whose limits belong together, in all combinations with what the camera leaves open.

# %%
import os
import textwrap

import numpy as np
import pandas as pd

import sim

# FAST=1 in the environment makes fewer draws: the same story, its error bars a little rougher.
fast = ["draws.count=40"] if os.environ.get("FAST") else []
scenario = sim.load("rok-425-as-flown", overrides=fast)
[claim] = scenario.claims
print(textwrap.fill(f'"{claim.statement}" Said by: {claim.said_by}.', 110))

# %%
result = scenario.run()
print(f"{scenario.scenario.title}: {len(result.looks):,} looks at {len(result.targets)} places in three cases")

# %% [markdown]
# ## How long are the gaps?
#
# A gap runs from the end of one look to the start of the next, whichever satellite takes it. Mean and longest gap of
# each place, in minutes:

# %%
together = result.figures[result.figures.satellite == "all"]
minutes = together.assign(mean=together.gap_mean_s / 60, longest=together.gap_max_s / 60)
gaps = minutes.pivot_table(index="target", columns="case", values=["mean", "longest"], sort=False)
print(gaps.round(0).astype(int).to_string())
for case in gaps["mean"]:
    means, ratios = gaps["mean"][case], gaps["longest"][case] / gaps["mean"][case]
    print(
        f"{case}: means {means.min():.0f} to {means.max():.0f} min, longest {ratios.min():.1f} times the mean or more"
    )

# %% [markdown]
# With nominal sensors the mean is nearer three hours than two at most places; only sensors that see most bring it
# under two at every place. And the longest gap is at least twice the mean: looks come in bunches. A week shows why. A
# radar that passes over the peninsula may look orbit after orbit; then its orbit has turned away, and until that of the
# next comes there may be nobody for hours.

# %%
result.plot.timeline()

# %% [markdown]
# All gaps of the span, and not only the longest: each line climbs by one gap at that gap's length. The steep step short
# of two hours is one orbit and what the Earth turns in it. A line that ended left of the limits would make the sentence
# true of that place, without any ifs.

# %%
orbit_min = result.gaps.query("case == 'all-nominal'").gap_s.div(60).round().mode()[0]
print(f"the most common gap with nominal sensors: {orbit_min:.0f} min")
result.plot.gaps()

# %% [markdown]
# ## So, is it true?
#
# That depends on how one reads it, and "about two hours" is tried at 120 and at 150 minutes. A reading *holds* if it
# does in all combinations of what is left open, *holds only if* something is so in some, and *fails* in none. It is
# asked of each of the places, and of any one of them.

# %%
outcomes = pd.DataFrame(
    {
        "reading": verdict.reading.title,
        "within": f"{verdict.limit_s / 60:g} min",
        "at": "any place" if verdict.over == "any" else "each place",
        "outcome": verdict.outcome,
    }
    for verdict in result.verdicts
)
table = outcomes.pivot_table(index="reading", columns=["within", "at"], values="outcome", aggfunc="first", sort=False)
print(table.fillna("").to_string())

# %% [markdown]
# The longest gap is what one must reckon with, the mean is what sounds best, and that a satellite is above the horizon
# is what either is easily mistaken for. Each verdict has the least interval for which the reading would hold:

# %%
for reading in ("longest-gap", "mean-gap", "above-horizon"):
    [verdict] = [v for v in result.verdicts if (v.reading.id, v.over, v.limit_s) == (reading, "each", 9000.0)]
    print(textwrap.fill(verdict.sentence(), 110), end="\n\n")

# %% [markdown]
# So what could have been said instead? For readings held against an interval, the least for which each is true at every
# place, in minutes: with the sensors of the combination that sees best, and whichever of them the satellites have.

# %%
each = {v.reading.title: v.answer.holds_for for v in result.verdicts if v.over == "each" and v.answer.holds_for}
would_hold = pd.DataFrame({name: (least.in_best_s, least.in_all_s) for name, least in each.items()}).T / 60
minutes_up = would_hold.set_axis(["with the best", "with all tried"], axis=1).apply(np.ceil)
print(minutes_up.map("{:.0f}".format).to_string())

# %% [markdown]
# ## What would have to be true?
#
# Two unpublished things decide: how flat a radar may look at the target (incidence), and how far off broadside, in the
# ground plane (ground squint). The first three values of it are the scenario's low, nominal and high. Without a limit
# the result is a field of regard: no radar forms an image straight ahead. The longest gap at Yongbyon, in minutes, with
# everything else at its nominal value:

# %%
bands, squints = [(25, 40), (20, 45), (20, 55)], {16: "16 deg", 39: "39 deg", 62: "62 deg", 90: "no limit"}
longest_min = pd.DataFrame(index=[f"incidence {low}-{high} deg" for low, high in bands], columns=list(squints.values()))
for (low, high), row in zip(bands, longest_min.index, strict=True):
    for squint, column in squints.items():
        radar = {"incidence_min_deg": low, "incidence_max_deg": high, "ground_squint_max_deg": squint}
        settled = [f"sensor.radar.{key}={value}" for key, value in radar.items()]
        tried = sim.load("rok-425-as-flown", overrides=["draws.count=0", "claims=[]", *settled]).run()
        at_yongbyon = tried.figures.query("target == 'Yongbyon' and case == 'all-nominal' and satellite == 'all'")
        longest_min.loc[row, column] = round(at_yongbyon.gap_max_s.item() / 60)
print(longest_min.rename_axis(columns="ground squint at most").to_string())
print(
    f"the least of these: {longest_min.min(axis=None)} min; "
    f"of those with a limit: {longest_min.iloc[:, :-1].min(axis=None)} min"
)

# %% [markdown]
# With a limit on the ground squint, incidence decides more than squint does. Only a radar that
# could image straight ahead, which none can, would bring the longest gap near two hours.

# %% [markdown]
# ## Was it luck?
#
# Nobody has said that the satellites are kept in step with each other, and in another month they may be spaced
# differently. Draws of each satellite's place along its orbit tell how much of a figure is chance: the planes are held,
# and so is the optical satellite, whose owner keeps it on its track. They say nothing about these 39 days, in which the
# places are known. The share of draws, in per cent, in which a reading is true at every place:

# %%
other_month = sim.load("rok-425-as-flown", overrides=["draws.of=another month", *fast]).run()
settled_rows = other_month.holds_in_all_draws.assign(share=lambda rows: 100 * rows.share)
settled_rows["limit"] = settled_rows.limit_s.map(lambda limit_s: f"{limit_s / 60:g} min")
drawn = settled_rows[settled_rows.case.isin(list(result.standing))]
shares = drawn.pivot_table(index="reading", columns=["case", "limit"], values="share", sort=False)
print(shares.round(0).astype(int).to_string())

# %% [markdown]
# ## The number
#
# Yongbyon, nominal sensors, the satellites as they flew. The error is that of the element sets, in seconds: half the
# distance from the 5th to the 95th percentile over draws with each satellite early or late, by no more than the element
# set in use and the one nearest in time are apart. Beside it the two percentiles over draws of another month; how the
# figure lies to them tells how lucky this one was.

# %%
flown = together.query("target == 'Yongbyon' and case == 'all-nominal'")[["gap_mean_s", "gap_max_s"]].iloc[0] / 60
this, other = (
    one.spreads.query("target == 'Yongbyon' and case == 'all-nominal'").set_index("figure")[["p5", "p95"]]
    for one in (result, other_month)
)
for figure, words in {"gap_mean_s": "mean gap", "gap_max_s": "longest gap"}.items():
    error_s = (this.loc[figure, "p95"] - this.loc[figure, "p5"]) / 2
    low, high = other.loc[figure] / 60
    print(
        f"{words} in {result.span.days:g} days: {flown[figure]:.0f} min ± {error_s:.0f} s "
        f"({low:.0f} to {high:.0f} min in nine of ten other months)"
    )

"""The small scenario of these tests, in the pieces they put together: a radar, a satellite, two places, two days."""

HEAD = """\
schema = 1
title = "small"
[time]
start_utc = 2026-01-01
span_days = 2
"""
RADAR = """\
[sensor.radar]
kind = "radar"
incidence_min_deg = 20
incidence_max_deg = { low = 40, nominal = 45, high = 55, source = "a manual" }
"""
SATELLITE = """\
[[satellite]]
name = "A"
sensor = "radar"
[satellite.orbit]
kind = "keplerian"
height_km = 500
inclination_deg = 45
"""
HERE = """\
[[target]]
name = "Here"
lat_deg = 10
lon_deg = 20
"""
THERE = """\
[[target]]
name = "There"
lat_deg = 11.5
lon_deg = 200
"""
SMALL = HEAD + RADAR + SATELLITE + HERE + THERE

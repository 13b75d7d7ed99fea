"""Physical constants, digit for digit as their sources print them; the unit is in the name."""

from __future__ import annotations

# WGS84 ellipsoid, NIMA TR8350.2, third edition. For the ground only: SGP4 carries its own WGS72 values.
WGS84_A_KM = 6378.137
WGS84_F = 1 / 298.257223563
WGS84_E2 = WGS84_F * (2 - WGS84_F)
WGS84_B_KM = WGS84_A_KM * (1 - WGS84_F)

# WGS72 as SGP4 uses it: Hoots and Roehrich, Spacetrack Report No. 3 (1980); Vallado et al., AIAA 2006-6753.
WGS72_A_KM = 6378.135
WGS72_MU_KM3_S2 = 398600.8
WGS72_J2 = 0.001082616
WGS72_J3 = -0.00000253881
WGS72_J4 = -0.00000165597

# Rate of GMST-1982, the angle that turns TEME into Earth-fixed axes (AIAA 2006-6753, equation C-4): the sidereal
# rate, precession in right ascension included. The inertial rate 7.292115e-5 would be 100 m off in a month.
GMST_RATE_RAD_S = 7.2921158553e-5

LIGHT_M_S = 299_792_458.0  # exact, by the definition of the metre

# The orbit period at and above which SGP4 becomes its deep-space branch (Spacetrack Report No. 3).
DEEP_SPACE_PERIOD_MIN = 225.0

DAY_S = 86400.0

# How far beyond both ends of a span the search goes on, to complete the gaps that overlap its edges.
SEARCH_BEYOND_S = 10.0 * DAY_S

"""Figures for every combination of open assumptions, and for other positions of the satellites along their orbits."""

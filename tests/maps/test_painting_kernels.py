"""Kinds of margin in the kernels that paint: those that one does not know paint nothing, and are refused before."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from sim.clock import Span
from sim.maps.bits_kernel import Circle
from sim.maps.canvas import Visible, row_constants, tables_of
from sim.maps.disc_kernel import paint_discs, paint_rings
from sim.maps.doubt_kernel import margin_of
from sim.maps.footprints import footprint
from sim.maps.point_kernel import TESTED, paint_points, seen_between
from sim.maps.raster_arrays import (
    DISC,
    DISC_P,
    HOLE,
    HOLE_P,
    PARTS,
    TESTS,
    TRACK_COLUMNS,
    Motion,
    Painted,
    Samples,
    Tile,
)
from sim.maps.row_kernel import DISCS, ROOM, half_width, levers
from sim.orbits.ephemeris import Track, ephemeris
from sim.orbits.notional import walker
from sim.places.grids import Grid
from sim.sensors.limits import Limits
from sim.windows import margin_kinds as kinds

UNKNOWN = (-1, len(kinds.KINDS), 99)
GRID = Grid(south_deg=-10.0, west_deg=-32.0, lat_step_deg=1.0, lon_step_deg=1.0, rows=21, columns=64)
R_KM = 6930.0
# A satellite over the middle of the grid, at rest: two samples, at the beginning and the end of one step.
SAMPLES = Samples(
    p_km=np.full(2, R_KM), z_km=np.zeros(2), column=np.full(2, 32.0), sin_below=np.zeros(2), cos_below=np.ones(2),
    low=np.zeros(2, np.int16), high=np.full(2, 20, np.int16), stride=2,
)  # fmt: skip
MOTION = Motion(x_km=np.full(2, R_KM), y_km=np.zeros(2), vx=np.zeros(2), vy=np.zeros(2), vz=np.full(2, 7.5))
LON_RAD = np.radians(GRID.lon_deg)
CIRCLE = Circle(per_rad=float(np.degrees(1.0)), turn=360.0, columns=64, words=1)


def painted(kind: int, hole: int | None = None, test: int | None = None) -> int:
    """Return how many points are painted for a disc of a kind at 30 degrees, with a hole at 20, or tested."""
    cosine = {True: 0.5, False: np.cos(np.radians(30.0))}[kind == kinds.ABOVE]  # the sine of an elevation
    track = np.zeros(TRACK_COLUMNS)
    track[DISC], track[DISC_P], track[PARTS] = kind, cosine**2, 1.0
    found = Painted(np.zeros(2 * 21, np.uint64), np.zeros(21, np.uint64))
    tile, rows = Tile(first_row=0, last_row=20, step=0, steps=1), row_constants(GRID)
    outer, inner = np.empty(3 * ROOM), np.empty(ROOM)
    if test is not None:
        track[TESTS] = 1.0
        tests = np.array([[test, 0.1, 1e9]])
        lon = np.stack([np.cos(LON_RAD), np.sin(LON_RAD)])
        paint_points(
            track, tests, SAMPLES, MOTION, rows, lon, CIRCLE, tile, found.between, outer, inner, np.empty(1, np.uint64)
        )
    elif hole is not None:
        track[HOLE], track[HOLE_P] = hole, np.cos(np.radians(5.0)) ** 2
        paint_rings(track, SAMPLES, rows, CIRCLE, tile, found, outer, inner)
    else:
        paint_discs(track, SAMPLES, rows, CIRCLE, tile, found, outer)
    return sum(int(word).bit_count() for words in found for word in words)


@pytest.mark.parametrize("kind", DISCS)
def test_known_discs_rings_and_tests_are_painted(kind: int) -> None:
    """A disc is painted, a ring is a smaller one, and each test that is met everywhere leaves the disc whole."""
    disc = painted(kind)
    assert disc > 40
    for hole in DISCS:
        assert 0 < painted(kind, hole=hole) < disc
    for test in TESTED:
        assert painted(kind, test=test) == disc / 2  # of the disc at both ends of the step, each point once


@pytest.mark.parametrize("unknown", [*UNKNOWN, *sorted(set(kinds.KINDS) - set(DISCS))])
def test_a_kind_that_bounds_no_disc_paints_nothing(unknown: int) -> None:
    """Neither as a disc, nor as the hole of one, nor around points that are tested."""
    assert painted(unknown) == 0
    assert painted(unknown, hole=kinds.ABOVE) == 0
    assert painted(kinds.ABOVE, hole=unknown) == 0
    assert painted(unknown, test=kinds.ABOVE) == 0
    a0, slope, *_ = levers(unknown, 0.0, R_KM, 0.0, 0.0, 1.0)
    assert half_width(a0, slope, 0.25, 6378.0 * R_KM, 552.0**2) == -1.0


@pytest.mark.parametrize("unknown", [*UNKNOWN, *sorted(set(kinds.KINDS) - set(TESTED))])
def test_a_test_of_an_unknown_kind_is_met_nowhere(unknown: int) -> None:
    """However far its margin may rise."""
    assert painted(kinds.ABOVE, test=unknown) == 0
    a = np.array([R_KM, 0.0, 0.0, 0.0, 0.0, 7.5, 1.0, 0.0, 0.0, 7.5])
    site = np.array([6378.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    assert seen_between(np.array([[kinds.ABOVE, 0.5, 0.0]]), 1, a, a, site)
    assert not seen_between(np.array([[kinds.ABOVE, 0.5, 0.0], [unknown, 0.5, 1e9]]), 2, a, a, site)


@pytest.mark.parametrize("kind", [*kinds.KINDS, *UNKNOWN])
def test_a_kind_that_is_no_circle_leaves_doubt(kind: int) -> None:
    """Its margin is NaN, which neither rules a cell out nor makes it sure: the search for windows decides."""
    margin_km = margin_of(kind, 0.5, 600.0, 100.0, 50.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    circles = (kinds.ABOVE, kinds.BELOW, kinds.WITHIN, kinds.BEYOND)
    assert np.isfinite(margin_km) == (kind in circles)


@pytest.mark.parametrize("unknown", [99, kinds.SQUINT])
def test_the_canvas_refuses_kinds_that_no_kernel_knows(unknown: int) -> None:
    """Before anything is painted: a disc, a hole, a test."""
    span = Span(datetime(2026, 6, 21, tzinfo=UTC), 3600.0)
    (elements,) = walker(
        name="W", kind="delta", total=1, planes=1, phasing=0, epoch=span.start, height_km=552.0, inclination_deg=60.0
    )
    table = ephemeris(span, [Track(0, elements, 0.0, 3600.0)])
    shape = footprint(Limits(elevation_min_deg=30.0), table.bounds[0], surface_km=0.0, step_s=60.0, excess=0.01)
    assert shape is not None
    one = Visible(0, table, 0, 0.0, 3600.0, shape)
    offsets = np.zeros(2, np.int64)
    assert tables_of([one], offsets, 60.0, 0.01)[0].shape == (1, TRACK_COLUMNS)
    for wrong in (
        replace(shape, disc=unknown), replace(shape, hole=unknown), replace(shape, tests=((99, 0.5, 0.0),)),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="a raster does not have"):
            tables_of([replace(one, footprint=wrong)], offsets, 60.0, 0.01)

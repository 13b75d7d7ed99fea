"""Orekit: `ElevationDetector` with a step of 60 s and 1 us, one propagation a satellite, all places at once.

Its data files are not needed: leap seconds and UT1 come from the case, through loaders written here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..case import Case
from ..exact import Found

NAME = "Orekit"
IMPORT = "orekit_jpype"
PACKAGES = ("orekit-jpype",)
THREADED = False
CONVENTION = ""
LIMIT = "elevation"
JUDGED_AS: tuple[str, ...] = ()
STEP_S, THRESHOLD_S = 60.0, 1e-6  # the step is the one brahe and lox take; Orekit's own 600 s loses windows


def prepare(case: Case) -> Callable[[], object]:
    import orekit_jpype

    orekit_jpype.initVM()
    _load_clocks(case)
    from org.orekit.bodies import GeodeticPoint, OneAxisEllipsoid
    from org.orekit.frames import FramesFactory, TopocentricFrame
    from org.orekit.propagation.analytical.tle import TLE, TLEPropagator
    from org.orekit.propagation.events import ElevationDetector, EventsLogger
    from org.orekit.propagation.events.handlers import ContinueOnEvent
    from org.orekit.time import AbsoluteDate, TimeScalesFactory
    from org.orekit.utils import Constants, IERSConventions

    utc = TimeScalesFactory.getUTC()
    start = AbsoluteDate(2026, 8, 22, 0, 0, 0.0, utc)
    end = start.shiftedBy(case.duration_s)
    # GTOD with equinox corrections left out is TEME turned by GMST-1982: what Vallado calls PEF.
    earth_fixed = FramesFactory.getGTOD(IERSConventions.IERS_1996, True)
    earth = OneAxisEllipsoid(Constants.WGS84_EARTH_EQUATORIAL_RADIUS, Constants.WGS84_EARTH_FLATTENING, earth_fixed)
    frames = [
        TopocentricFrame(earth, GeodeticPoint(float(np.radians(lat)), float(np.radians(lon)), 0.0), f"P{i}")
        for i, (lat, lon) in enumerate(zip(case.lat_deg, case.lon_deg, strict=True))
    ]
    floor_rad = float(np.radians(case.elevation_min_deg))
    sets = [TLE(*lines) for lines in case.tle]

    def find() -> list[tuple[int, int, Any, bool]]:
        rows = []
        for i, lines in enumerate(sets):
            propagator = TLEPropagator.selectExtrapolator(lines)
            loggers = []
            for frame in frames:
                detector = ElevationDetector(STEP_S, THRESHOLD_S, frame).withConstantElevation(floor_rad)
                logger = EventsLogger()
                propagator.addEventDetector(logger.monitorDetector(detector.withHandler(ContinueOnEvent())))
                loggers.append(logger)
            state = propagator.propagate(start)
            up_at_start = [
                bool(f.getElevation(state.getPosition(), state.getFrame(), state.getDate()) >= floor_rad)
                for f in frames
            ]
            propagator.propagate(start, end)
            for j, logger in enumerate(loggers):
                events = [(e.getDate().durationFrom(start), bool(e.isIncreasing())) for e in logger.getLoggedEvents()]
                rows.append((i, j, events, up_at_start[j]))
        return rows

    return find


def collect(case: Case, raw: Any) -> Found:
    rows = []
    for i, j, events, up_at_start in raw:
        risen = 0.0 if up_at_start else None
        for t_s, rises in events:
            if rises:
                risen = float(t_s)
            elif risen is not None:
                rows.append((i, j, risen, float(t_s)))
                risen = None
        if risen is not None:
            rows.append((i, j, risen, case.duration_s))
    columns = zip(*rows, strict=True) if rows else ([], [], [], [])
    return Found.of(*(list(column) for column in columns))


def _load_clocks(case: Case) -> None:
    """Give Orekit the last leap second and the case's UT1, in place of its data files."""
    from java.util import ArrayList
    from jpype import JImplements, JOverride
    from org.orekit.frames import EOPEntry, FramesFactory, ITRFVersion
    from org.orekit.time import AbsoluteDate, DateComponents, OffsetModel, TimeScalesFactory
    from org.orekit.utils import IERSConventions

    @JImplements("org.orekit.time.UTCTAIOffsetsLoader")
    class LeapSeconds:
        @JOverride
        def loadOffsets(self) -> Any:
            offsets = ArrayList()
            offsets.add(OffsetModel(DateComponents(1972, 1, 1), 10))
            offsets.add(OffsetModel(DateComponents(2017, 1, 1), 37))
            return offsets

    @JImplements("org.orekit.frames.EopHistoryLoader")
    class EarthOrientation:
        @JOverride
        def fillHistory(self, converter: Any, history: Any) -> None:
            utc = TimeScalesFactory.getUTC()
            for day, ut1_utc_s in enumerate(case.ut1_utc_s):
                mjd = case.first_mjd + day
                date = AbsoluteDate(DateComponents(DateComponents.MODIFIED_JULIAN_EPOCH, mjd), utc)
                nothing = [0.0] * 9
                history.add(EOPEntry(mjd, ut1_utc_s, *nothing, ITRFVersion.ITRF_2014, date))

    if not getattr(_load_clocks, "done", False):
        TimeScalesFactory.addUTCTAIOffsetsLoader(LeapSeconds())
        FramesFactory.addEOPHistoryLoader(IERSConventions.IERS_1996, EarthOrientation())
        _load_clocks.done = True  # type: ignore[attr-defined]

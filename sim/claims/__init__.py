"""Claims and verdicts: a published sentence, its readings, and the verdict of a run on each.

No orbits here. ``claim`` holds the content of a claim's file, and ``read_claims`` reads it. ``measures`` lists the
figures that a reading can use. ``judge`` makes a ``verdict`` from measured values. ``conditions`` finds the
conditions of a verdict. ``side_notes`` makes the notes on a verdict, and ``wording`` the sentences.
"""

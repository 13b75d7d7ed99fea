"""Slow twins of the revisit room: a span walked second by second, on whole seconds. Imports nothing from sim.

A second k stands for [k, k + 1). Waits change linearly inside a second, so that means over its middles are
exact.
"""

from hypothesis import strategies as st

FROM, START, END, TO = -40, 0, 60, 110  # search and span, as far as coverage of the tests may reach


def coverages(max_size=8):
    """Rows of whole seconds inside the search, in any order; often of whole tens, so that ends meet."""

    def on_grid(step_s):
        pair = st.tuples(st.integers(0, (TO - FROM) // step_s), st.integers(0, 25 // step_s))
        return st.lists(pair, max_size=max_size).map(
            lambda found: [(FROM + s * step_s, min(FROM + (s + n) * step_s, TO)) for s, n in found]
        )

    return st.sampled_from([1, 10]).flatmap(on_grid)


def covered(rows):
    return {k for start, end in rows for k in range(start, end)}


def runs(cells):
    """Maximal runs [a, b) of consecutive whole numbers."""
    found = []
    for k in sorted(cells):
        if found and found[-1][1] == k:
            found[-1][1] = k + 1
        else:
            found.append([k, k + 1])
    return found


def gaps(rows, edges):
    """Gaps as (start, end, open_start, open_end)."""
    seen = covered(rows)
    if edges == "clipped":
        unseen = {k for k in range(START, END) if k not in seen}
        before, after = START - 1 not in seen, END not in seen
        return [(a, b, a == START and before, b == END and after) for a, b in runs(unseen)]
    all_runs = runs({k for k in range(FROM, TO) if k not in seen})
    if edges == "interior":
        inside = {k for k in seen if START <= k < END}
        return [(a, b, False, False) for a, b in all_runs if a - 1 in inside and b in inside]
    return [(a, b, a == FROM, b == TO) for a, b in all_runs if any(START <= k < END for k in range(a, b))]


def revisits(rows, edges):
    """Revisit intervals as (start, end, open_start, open_end)."""
    seen = covered(rows)
    starts = [k for k in range(FROM + 1, TO) if k in seen and k - 1 not in seen]
    found = []
    for a, b in zip([FROM, *starts], [*starts, TO], strict=True):
        if edges == "interior":
            if a > START and b < END:
                found.append((a, b, False, False))
        elif any(START <= k < END for k in range(a, b)):
            open_start, open_end = a == FROM, b == TO
            if edges == "clipped":
                open_start, open_end = open_start or a < START, open_end or b > END
                a, b = max(a, START), min(b, END)
            found.append((a, b, open_start, open_end))
    return found


def in_means(found, edges):
    """Those of ``gaps`` or ``revisits`` that means are over: completed, the ones whose first second is in the span and
    whose beginning was seen; where there is none, all."""
    if edges != "completed":
        return found
    return [one for one in found if one[0] >= START and not one[2]] or found


def waits(rows, clipped):
    """For the middle of each second of the span: wait, age, and length of the gap (0 where covered)."""
    seen = covered(rows)
    first, last = (START, END) if clipped else (FROM, TO)
    found = []
    for k in range(START, END):
        if k in seen:
            found.append((0.0, 0.0, 0.0))
            continue
        begin, end = k, k + 1
        while begin > first and begin - 1 not in seen:
            begin -= 1
        while end < last and end not in seen:
            end += 1
        found.append((end - k - 0.5, k + 0.5 - begin, float(end - begin)))
    return found

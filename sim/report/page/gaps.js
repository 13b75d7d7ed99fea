"use strict";
// Unions, gaps and figures of one place, with the definitions of sim/revisit/gaps.py: completed edges. Gaps and revisit
// intervals are between looks; waits and exposures are from windows. Stretches of time are {start, end}: two arrays of
// one length, in order of the starts.

const NOTHING = { start: new Float64Array(0), end: new Float64Array(0) };

const firstOf = (stretches, n) => ({ start: stretches.start.subarray(0, n), end: stretches.end.subarray(0, n) });

// Returns the union of two lists; stretches that overlap or touch become one.
function united(a, b) {
  const nA = a.start.length, nB = b.start.length;
  const start = new Float64Array(nA + nB), end = new Float64Array(nA + nB);
  let i = 0, j = 0, n = 0, reach = -Infinity;
  while (i < nA || j < nB) {
    let from, to;
    if (j >= nB || (i < nA && a.start[i] <= b.start[j])) {
      from = a.start[i];
      to = a.end[i++];
    } else {
      from = b.start[j];
      to = b.end[j++];
    }
    if (from > reach) {
      start[n] = from;
      end[n++] = reach = to;
    } else if (to > reach) {
      end[n - 1] = reach = to;
    }
  }
  return firstOf({ start, end }, n);
}

// Returns the union of any number of lists, joined in pairs.
function unionOf(lists) {
  if (lists.length === 0) return NOTHING;
  if (lists.length === 1) return united(lists[0], NOTHING);
  const half = lists.length >> 1;
  return united(unionOf(lists.slice(0, half)), unionOf(lists.slice(half)));
}

// Returns the stretches between others that overlap the span, whole: gaps from each end to the next start, or with
// fromStarts revisit intervals from start to start. The first begins and the last ends with the search, if need be.
function between(union, span, searched, fromStarts) {
  const n = union.start.length, start = new Float64Array(n + 1), end = new Float64Array(n + 1);
  let from = searched[0], found = 0;
  for (let k = 0; k <= n && from < span; k++) {
    const to = k < n ? Math.min(union.start[k], searched[1]) : searched[1];
    if (from < to && to > 0) {
      start[found] = from;
      end[found++] = to;
    }
    if (k < n) from = Math.max(from, fromStarts ? union.start[k] : Math.min(union.end[k], searched[1]));
  }
  return firstOf({ start, end }, found);
}

// The first gap, or interval, that enters means and shares: they are over those that begin inside the span; a lone one
// enters.
function firstInMeans(gaps, searched) {
  return gaps.start.length > 1 && (gaps.start[0] < 0 || gaps.start[0] === searched[0]) ? 1 : 0;
}

function longestOf(gaps) {
  let longest = 0;
  for (let k = 0; k < gaps.start.length; k++) longest = Math.max(longest, gaps.end[k] - gaps.start[k]);
  return longest;
}

function meanOf(gaps, first) {
  let sum = 0;
  for (let k = first; k < gaps.start.length; k++) sum += gaps.end[k] - gaps.start[k];
  return gaps.start.length > first ? sum / (gaps.start.length - first) : 0;
}

// Returns the number of looks that start within the span; two satellites looking at once are two looks.
function countLooks(looks, span) {
  let n = 0;
  for (const start of looks.start) n += start >= 0 && start < span;
  return n;
}

// What is seen at one place: unions of looks and of windows, and what figures are computed from, made when needed.
class Seen {
  constructor(nLooks, looks, windows, span, searched) {
    Object.assign(this, { nLooks, span, searched });
    this.gaps = between(looks(), span, searched, false);
    this.once = (name, make) => {
      const value = make();
      Object.defineProperty(this, name, { value });
      return value;
    };
    this.makeRevisits = () => (this.gaps.start.length ? between(looks(), span, searched, true) : NOTHING);
    this.makeWaits = () => {
      const gaps = between(windows(), span, searched, false);
      if (gaps.start.length) gaps.start[0] = Math.max(gaps.start[0], 0);
      return gaps;
    };
  }

  get revisits() { return this.once("revisits", this.makeRevisits); }

  // Gaps between windows, none of them begun before the span.
  get waits() { return this.once("waits", this.makeWaits); }

  get censored() {
    const { start, end } = this.gaps, n = start.length;
    if (!n) return 0;
    const begins = start[0] === this.searched[0], ends = end[n - 1] === this.searched[1];
    return begins + ends - (n === 1 && begins && ends);
  }

  // The longest gap, of several the earliest, as [from, to]; null if there is none.
  get longest() {
    const { start, end } = this.gaps;
    let best = -1;
    for (let k = 0; k < start.length; k++) if (best < 0 || end[k] - start[k] > end[best] - start[best]) best = k;
    return best < 0 ? null : [start[best], end[best]];
  }
}

// Returns the stretches of the span from which a window is more than the limit away.
function lateStretches(seen, limit) {
  const { start, end } = seen.waits, late = { start: [], end: [] };
  for (let k = 0; k < start.length; k++) {
    const to = Math.min(end[k] - limit, seen.span);
    if (to > start[k]) {
      late.start.push(start[k]);
      late.end.push(to);
    }
  }
  return late;
}

const totalOf = (stretches) => stretches.start.reduce((sum, from, k) => sum + stretches.end[k] - from, 0);

// The chance that an exposure of the given length, begun uniformly while it fits into the span, meets a window.
function exposure(seen, length) {
  const fits = seen.span - length;
  if (!(fits > 0)) return NaN;
  const { start, end } = seen.waits;
  let unseen = 0;
  for (let k = 0; k < start.length; k++) unseen += Math.max(Math.min(end[k], seen.span) - length - start[k], 0);
  return 1 - unseen / fits;
}

function meanWait(seen) {
  const { start, end } = seen.waits;
  let waited = 0;
  for (let k = 0; k < start.length; k++) {
    const left = Math.max(end[k] - seen.span, 0);
    waited += (end[k] - start[k]) ** 2 - left ** 2;
  }
  return (0.5 * waited) / seen.span;
}

function shareWithin(seen, limit) {
  const { start, end } = seen.gaps, first = firstInMeans(seen.gaps, seen.searched);
  let within = 0;
  for (let k = first; k < start.length; k++) within += end[k] - start[k] <= limit;
  return start.length > first ? within / (start.length - first) : 1;
}

// The measures that claims use, by name: of one place, and (below) of all places together.
const MEASURES = {
  gap_max_s: (seen) => longestOf(seen.gaps),
  gap_mean_s: (seen) => meanOf(seen.gaps, firstInMeans(seen.gaps, seen.searched)),
  revisit_max_s: (seen) => longestOf(seen.revisits),
  revisit_mean_s: (seen) => meanOf(seen.revisits, firstInMeans(seen.revisits, seen.searched)),
  response_mean_s: meanWait,
  n_looks: (seen) => seen.nLooks,
  time_per_look_s: (seen) => (seen.nLooks ? seen.span / seen.nLooks : Infinity),
  share_of_gaps_within: shareWithin,
  wait_probability: (seen, limit) => 1 - totalOf(lateStretches(seen, limit)) / seen.span,
  exposure_probability: exposure,
};

const MEASURES_TOGETHER = {
  all_targets_gap_max_s: (places) => Math.max(0, ...places.map((seen) => longestOf(seen.waits))),
  all_targets_wait_probability: (places, limit) =>
    1 - totalOf(unionOf(places.map((seen) => lateStretches(seen, limit)))) / places[0].span,
};

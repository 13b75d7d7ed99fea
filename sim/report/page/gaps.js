"use strict";
// Unions, gaps and figures of one place, with the definitions of sim/revisit/gaps.py: completed edges. Gaps and revisit
// intervals are between looks; waits and exposures are from windows. A list is {start, end}, in order of its starts.

// Returns the union of two lists in order; stretches that overlap or touch become one.
function united(a, b) {
  const start = [], end = [];
  let i = 0, j = 0, last = -1;
  while (i < a.start.length || j < b.start.length) {
    const takesA = j >= b.start.length || (i < a.start.length && a.start[i] <= b.start[j]);
    const from = takesA ? a.start[i] : b.start[j], to = takesA ? a.end[i++] : b.end[j++];
    if (last >= 0 && from <= end[last]) {
      if (to > end[last]) end[last] = to;
    } else {
      start.push(from);
      end.push(to);
      last++;
    }
  }
  return { start, end };
}

const NOTHING = { start: [], end: [] };

// Returns the union of any number of lists, joined in pairs.
function unionOf(lists) {
  if (lists.length === 0) return NOTHING;
  if (lists.length === 1) return united(lists[0], NOTHING);
  const half = lists.length >> 1;
  return united(unionOf(lists.slice(0, half)), unionOf(lists.slice(half)));
}

// Returns the gaps of a union that overlap the span, whole, as {from, to, openStart, openEnd}.
function gapsOf(union, span, searched) {
  const gaps = [];
  let covered = searched[0];
  for (let k = 0; k <= union.start.length; k++) {
    const to = k < union.start.length ? Math.min(union.start[k], searched[1]) : searched[1];
    if (covered < to && to > 0 && covered < span) {
      gaps.push({ from: covered, to, openStart: covered === searched[0], openEnd: to === searched[1] });
    }
    if (k < union.start.length) covered = Math.max(covered, Math.min(union.end[k], searched[1]));
  }
  return gaps;
}

// Returns the gaps, or intervals, that enter means and shares: those that begin inside the span; a lone one enters.
function inMeans(gaps, searched) {
  const first = gaps.length > 1 && (gaps[0].from < 0 || gaps[0].from === searched[0]) ? 1 : 0;
  return gaps.slice(first);
}

// Returns the times from start to start that overlap the span, as {from, to}.
function revisitsOf(union, span, searched) {
  const intervals = [];
  let from = searched[0];
  for (let k = 0; k <= union.start.length; k++) {
    const to = k < union.start.length ? Math.min(union.start[k], searched[1]) : searched[1];
    if (from < to && to > 0 && from < span) intervals.push({ from, to });
    if (k < union.start.length) from = Math.max(from, union.start[k]);
  }
  return intervals;
}

const lengthOf = (one) => one.to - one.from;
const longestOf = (all) => all.reduce((most, one) => Math.max(most, lengthOf(one)), 0);
const meanOf = (all) => all.reduce((sum, one) => sum + lengthOf(one), 0) / all.length;

// Returns the number of looks that start within the span; two satellites looking at once are two looks.
function countLooks(lists, span) {
  let n = 0;
  for (const one of lists) for (const start of one.start) n += start >= 0 && start < span;
  return n;
}

// Returns everything that figures are computed from, for one place: its lists of looks and of windows, already picked.
function seenAt(looks, windows, span, searched) {
  const union = unionOf(looks);
  const gaps = gapsOf(union, span, searched);
  const longest = gaps.reduce((best, gap) => (best === null || lengthOf(gap) > lengthOf(best) ? gap : best), null);
  return {
    span,
    nLooks: countLooks(looks, span),
    gaps,
    longest,
    censored: gaps.filter((gap) => gap.openStart || gap.openEnd).length,
    means: inMeans(gaps, searched),
    revisits: gaps.length ? revisitsOf(union, span, searched) : [],
    searched,
    waits: gapsOf(unionOf(windows), span, searched).map((gap) => ({ from: Math.max(gap.from, 0), to: gap.to })),
  };
}

// Returns the stretches of the span from which a window is more than the limit away, as {from, to}.
function lateStretches(seen, limit) {
  return seen.waits
    .map((gap) => ({ from: gap.from, to: Math.min(gap.to - limit, seen.span) }))
    .filter((one) => one.to > one.from);
}

const totalOf = (stretches) => stretches.reduce((sum, one) => sum + lengthOf(one), 0);

// The chance that an exposure of the given length, begun uniformly while it fits into the span, meets a window.
function exposure(seen, length) {
  const fits = seen.span - length;
  if (!(fits > 0)) return NaN;
  const unseen = seen.waits.map((gap) => Math.min(gap.to, seen.span) - length - gap.from);
  return 1 - unseen.reduce((sum, one) => sum + Math.max(one, 0), 0) / fits;
}

function meanWait(seen) {
  const waited = seen.waits.map((gap) => {
    const left = Math.max(gap.to - seen.span, 0);
    return lengthOf(gap) ** 2 - left ** 2;
  });
  return (0.5 * waited.reduce((sum, one) => sum + one, 0)) / seen.span;
}

// The measures that claims use, by name: of one place, and (below) of all places together.
const MEASURES = {
  gap_max_s: (seen) => longestOf(seen.gaps),
  gap_mean_s: (seen) => (seen.means.length ? meanOf(seen.means) : 0),
  revisit_max_s: (seen) => longestOf(seen.revisits),
  revisit_mean_s: (seen) => (seen.revisits.length ? meanOf(inMeans(seen.revisits, seen.searched)) : 0),
  response_mean_s: meanWait,
  n_looks: (seen) => seen.nLooks,
  time_per_look_s: (seen) => (seen.nLooks ? seen.span / seen.nLooks : Infinity),
  share_of_gaps_within: (seen, limit) =>
    seen.means.length ? seen.means.filter((gap) => lengthOf(gap) <= limit).length / seen.means.length : 1,
  wait_probability: (seen, limit) => 1 - totalOf(lateStretches(seen, limit)) / seen.span,
  exposure_probability: exposure,
};

const MEASURES_TOGETHER = {
  all_targets_gap_max_s: (places) => Math.max(0, ...places.map((seen) => longestOf(seen.waits))),
  all_targets_wait_probability: (places, limit) => {
    const late = unionOf(
      places.map((seen) => {
        const stretches = lateStretches(seen, limit);
        return { start: stretches.map((one) => one.from), end: stretches.map((one) => one.to) };
      }));
    return 1 - late.start.reduce((sum, from, k) => sum + late.end[k] - from, 0) / places[0].span;
  },
};

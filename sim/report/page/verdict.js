"use strict";
// Verdicts from values and their errors, with the rules of sim/claims/judge.py. The page holds no verdict: each is made
// here, for the combinations, satellites, reading, limit and place that the reader has chosen.

const TRUE = "true", FALSE = "false", UNDECIDED = "undecided", UNMEASURED = "unmeasured";

// Returns the status of one value. spread: {error, low, high} of the draws, null where none were made; bound: 1 where the
// true value may be larger (a gap that outlasts the search), -1 where it may be smaller, else 0.
function statusOf(value, threshold, compare, spread, bound) {
  if (Number.isNaN(value)) return UNMEASURED;
  const isTrue = compare === "<=" ? value <= threshold : value >= threshold;
  if (spread !== null) {
    const isNear = spread.error > 0 && !(Math.abs(value - threshold) > spread.error);
    if (isNear && !drawsAgree(isTrue, threshold, compare, spread)) return UNDECIDED;
  }
  const larger = compare === "<=" ? bound : -bound;
  if ((larger > 0 && isTrue) || (larger < 0 && !isTrue)) return UNDECIDED;
  return isTrue ? TRUE : FALSE;
}

// Whether 95 % of the draws lie on the value's own side. They do at most up to the draw called high, at least from low.
function drawsAgree(isTrue, threshold, compare, spread) {
  if (compare === "<=") return isTrue ? spread.high <= threshold : spread.low > threshold;
  return isTrue ? spread.low >= threshold : spread.high < threshold;
}

// Returns the joint status over places: true at each, or at any one.
function joinedStatus(statuses, over) {
  const ranks = over === "any" ? [TRUE, UNDECIDED, UNMEASURED, FALSE] : [FALSE, UNDECIDED, UNMEASURED, TRUE];
  return ranks.find((one) => statuses.includes(one));
}

// Returns the outcome of some combinations, {outcome, couldBe, counts}.
function outcomeOf(statuses) {
  const counts = { true: 0, false: 0, undecided: 0, unmeasured: 0 };
  for (const one of statuses) counts[one]++;
  const open = counts.undecided + counts.unmeasured;
  const couldBe = [];
  if (counts.false === 0 && counts.true + open > 0) couldBe.push("holds");
  if (counts.true + open > 0 && counts.false + open > 0 && statuses.length > 1) couldBe.push("holds only if");
  if (counts.true === 0 && counts.false + open > 0) couldBe.push("fails");
  return { outcome: couldBe.length === 1 ? couldBe[0] : "cannot tell", couldBe, counts };
}

// Makes the function that answers a state. What is seen with one pick of blocks at one place is kept for later states;
// so are the unions of the satellites that have the same block.
function answerer(data) {
  const rows = unpack(data);
  const kept = new Map(), unions = new Map();
  const MOST_KEPT = 20000;

  function remembered(memory, key, make) {
    if (!memory.has(key)) {
      if (memory.size >= MOST_KEPT) memory.clear();
      memory.set(key, make());
    }
    return memory.get(key);
  }

  // Returns the union of the looks, or windows, of some satellites with one block, and the number of looks.
  function unionOfBlock(kind, block, satellites, place) {
    return remembered(unions, `${kind} ${block} ${satellites} ${place}`, () => {
      const lists = satellites.flatMap((s) => data.blocks[block].map((list) => rows(list, place, s)[kind]));
      const nLooks = lists.reduce((sum, one) => sum + countLooks(one, data.span_s), 0);
      return { union: unionOf(lists), nLooks };
    });
  }

  // Returns what is seen at a place with a block for each satellite; satellites that are off see nothing.
  function seen(picks, off, place) {
    const by = new Map();
    picks.forEach((block, s) => {
      if (!off.has(s)) by.set(block, [...(by.get(block) || []), s]);
    });
    const groups = [...by];
    return remembered(kept, `${groups.join(" ")} ${place}`, () => {
      const of = (kind) => groups.map(([block, satellites]) => unionOfBlock(kind, block, satellites, place));
      const nLooks = of("looks").reduce((sum, one) => sum + one.nLooks, 0);
      const union = (kind) => () => unionOf(of(kind).map((one) => one.union));
      return new Seen(nLooks, union("looks"), union("windows"), data.span_s, data.searched_s);
    });
  }

  function seenEverywhere(picks, off) {
    return data.targets.map((_, place) => seen(picks, off, place));
  }

  function spreadAt(spreads, row, place) {
    if (!spreads) return null;
    const number = (one) => (one === null ? Infinity : one);
    return {
      error: number(spreads.error[row][place]),
      low: number(spreads.low[row][place]),
      high: number(spreads.high[row][place]),
    };
  }

  // Returns the answer of a state: {cases: [{row, values, statuses, joined}], outcome, couldBe, counts, byPlace}.
  // state: {claim, reading, limit, over, kept: indices of the combinations, off: Set of satellites}.
  function answer(state) {
    const claim = data.claims[state.claim], reading = claim.readings[state.reading];
    const atLimit = reading.at_limit ? state.limit : null;
    const threshold = reading.value === null ? state.limit : reading.value;
    const key = [reading.measure, atLimit === null ? "" : atLimit, reading.horizon ? "horizon" : ""].join(" ").trim();
    const chosen = reading.horizon ? [0] : state.kept;
    const cases = chosen.map((row) => {
      const places = seenEverywhere(reading.horizon ? data.horizon : claim.picks[row], state.off);
      const censored = places.map((seen) => seen.censored > 0);
      const values = reading.over_set
        ? [MEASURES_TOGETHER[reading.measure](places, state.limit)]
        : places.map((seen) => MEASURES[reading.measure](seen, state.limit));
      const sign = { grows: 1, shrinks: -1 }[reading.censored] || 0;
      const spreads = values.map((_, place) => spreadAt(claim.spreads[key], row, place));
      const statuses = values.map((value, place) => {
        const isBound = reading.over_set ? censored.includes(true) : censored[place];
        return statusOf(value, threshold, reading.compare, spreads[place], isBound ? sign : 0);
      });
      return { row, values, statuses, errors: spreads.map((one) => (one === null ? null : one.error)),
               joined: joinedStatus(statuses, state.over) };
    });
    const byPlace = reading.over_set ? [] : data.targets.map((_, place) =>
      outcomeOf(cases.map((one) => one.statuses[place])).outcome);
    return { threshold, cases, byPlace, ...outcomeOf(cases.map((one) => one.joined)) };
  }

  return { answer, seen, rows };
}

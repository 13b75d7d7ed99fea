"use strict";
// What the reader has chosen, and the link that keeps it: report.html#claim=...&limit=...

const USUAL_LIMIT_S = 86400;  // of claims without one

// Returns the state that the page opens with: all combinations, all satellites, the first reading and limit.
function firstState(data, claim = 0) {
  const its = data.claims[claim];
  return {
    claim,
    reading: 0,
    limit: its.limits_s.length ? its.limits_s[0] : USUAL_LIMIT_S,
    over: its.readings[0].over[0],
    place: 0,
    values: its.options.map((option) => new Set(option.values.keys())),  // of each option, those that are kept
    off: new Set(),
    shown: null,  // the combination of the timeline; null: the one that decides
  };
}

// Returns the rows of the combinations whose every value is kept.
function keptRows(data, state) {
  const cases = data.claims[state.claim].cases;
  return [...cases.keys()].filter((row) => cases[row].every((value, k) => state.values[k].has(value)));
}

// Returns the state with a reading that needs what it has: a way of taking places, a limit that was measured.
function fitting(data, state) {
  const claim = data.claims[state.claim], reading = claim.readings[state.reading];
  if (!reading.over.includes(state.over)) state.over = reading.over[0];
  if (reading.at_limit && !claim.limits_s.includes(state.limit)) state.limit = claim.limits_s[0];
  if (!(state.limit > 0 && state.limit < Infinity)) state.limit = claim.limits_s[0] || USUAL_LIMIT_S;
  if (!claim.cases[state.shown] || !keptRows(data, state).includes(state.shown)) state.shown = null;
  return state;
}

// Returns the part of a link after "#"; what is as the page opens is left out.
function linkOf(data, state) {
  const claim = data.claims[state.claim], first = firstState(data, state.claim);
  const parts = new URLSearchParams();
  if (data.claims.length > 1) parts.set("claim", claim.id);
  if (state.reading !== first.reading) parts.set("reading", claim.readings[state.reading].id);
  if (state.limit !== first.limit) parts.set("limit_s", String(state.limit));
  if (state.over !== claim.readings[state.reading].over[0]) parts.set("at", state.over);
  if (state.place) parts.set("place", data.targets[state.place]);
  claim.options.forEach((option, k) => {
    if (state.values[k].size < option.values.length) {
      for (const value of state.values[k]) parts.append("with." + option.name, option.values[value]);
    }
  });
  for (const s of state.off) parts.append("off", data.satellites[s]);
  if (state.shown !== null) parts.set("shown", String(state.shown));
  return parts.toString();
}

// Returns the state of a link. What the page does not have is ignored.
function stateOf(data, link) {
  const parts = new URLSearchParams(link.replace(/^#/, ""));
  const claim = Math.max(data.claims.findIndex((one) => one.id === parts.get("claim")), 0);
  const state = firstState(data, claim), its = data.claims[claim];
  const reading = its.readings.findIndex((one) => one.id === parts.get("reading"));
  if (reading >= 0) state.reading = reading;
  if (parts.has("limit_s")) state.limit = Number(parts.get("limit_s"));
  if (parts.has("at")) state.over = parts.get("at");
  state.place = Math.max(data.targets.indexOf(parts.get("place")), 0);
  its.options.forEach((option, k) => {
    const kept = parts.getAll("with." + option.name).map((value) => option.values.indexOf(value));
    const known = kept.filter((value) => value >= 0).sort((a, b) => a - b);
    if (known.length) state.values[k] = new Set(known);
  });
  for (const name of parts.getAll("off")) {
    const s = data.satellites.indexOf(name);
    if (s >= 0) state.off.add(s);
  }
  if (parts.has("shown")) state.shown = Number(parts.get("shown"));
  return fitting(data, state);
}

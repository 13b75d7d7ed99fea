"use strict";
// Reads the windows that packed.py wrote. Times are seconds since the start of the span.

const TICKS_PER_S = 100;

// Returns a function that reads whole numbers of seven bits a byte (LEB128) from a text in base64.
function numberReader(base64) {
  const bytes = atob(base64);
  let at = 0;
  return function next() {
    let value = 0, scale = 1, byte;
    do {
      byte = bytes.charCodeAt(at++);
      value += (byte & 0x7f) * scale;  // no shift: a shift is right to 32 bits only
      scale *= 128;
    } while (byte & 0x80);
    return value;
  };
}

// Returns rows[target][satellite] of one list: {windows, looks}, each {start, end} as arrays in order of time.
function unpackList(list, nTargets, nSatellites, originS) {
  const next = numberReader(list.windows);
  const originTicks = Math.floor(originS * TICKS_PER_S + 0.5);
  const rows = [];
  for (let p = 0; p < nTargets; p++) {
    rows.push([]);
    for (let s = 0; s < nSatellites; s++) {
      const n = list.counts[p * nSatellites + s];
      const start = new Float64Array(n), end = new Float64Array(n);
      const lookStart = [], lookEnd = [];
      let ticks = originTicks;
      for (let k = 0; k < n; k++) {
        const since = next();
        ticks += Math.floor(since / 2);
        start[k] = ticks / TICKS_PER_S;
        end[k] = (ticks + next()) / TICKS_PER_S;
        if (since % 2) {
          lookStart.push(start[k]);
          lookEnd.push(end[k]);
        } else {
          lookEnd[lookEnd.length - 1] = end[k];
        }
      }
      rows[p].push({
        windows: { start, end }, looks: { start: Float64Array.from(lookStart), end: Float64Array.from(lookEnd) },
      });
    }
  }
  return rows;
}

// Reads all lists, once. Returns rows(list, target, satellite).
function unpack(data) {
  const lists = data.lists.map((one) =>
    unpackList(one, data.targets.length, data.satellites.length, data.origin_s));
  return (list, target, satellite) => lists[list][target][satellite];
}

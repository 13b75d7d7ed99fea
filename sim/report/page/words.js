"use strict";
// Numbers as people read them, as sim/words.py writes them.

function durationWords(seconds) {
  if (Number.isNaN(seconds)) return "not measured";
  if (seconds === Infinity) return "no end";
  if (seconds && seconds % 3600 === 0 && seconds < 360000) return `${seconds / 3600} h`;
  if (seconds < 60) return `${seconds < 10 && seconds ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  if (seconds < 600) return `${(seconds / 60).toFixed(1)} min`;
  if (seconds < 36000) return `${(seconds / 60).toFixed(0)} min`;
  return seconds < 259200 ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / 86400).toFixed(1)} days`;
}

function valueWords(value, unit) {
  if (unit === "s") return durationWords(value);
  if (Number.isNaN(value)) return "not measured";
  return unit === "share" ? `${(100 * value).toFixed(1)} %` : String(Number(value.toPrecision(6)));
}

function errorWords(error, unit) {
  if (error === null || !(error >= (unit === "s" ? 0.05 : 1e-6))) return "";  // none, or less than is written
  if (error === Infinity) return " (error not known)";
  return unit === "share" ? ` ± ${(100 * error).toPrecision(2)} points` : ` ± ${valueWords(error, unit)}`;
}

// What is asked: "at most 2 h", "at least 95 % within 2 h".
function askedWords(reading, threshold, limit) {
  const words = `at ${reading.compare === "<=" ? "most" : "least"} ${valueWords(threshold, reading.unit)}`;
  return reading.at_limit ? `${words} within ${durationWords(limit)}` : words;
}

const counted = (n, thing) => `${n.toLocaleString("en")} ${thing}${n === 1 ? "" : "s"}`;

// A moment in UTC: "14 Jul 2026 03:20".
function momentWords(data, seconds) {
  const at = new Date(Date.parse(data.start_utc) + seconds * 1000);
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][at.getUTCMonth()];
  const two = (n) => String(n).padStart(2, "0");
  return `${at.getUTCDate()} ${month} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

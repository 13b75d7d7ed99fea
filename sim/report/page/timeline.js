"use strict";
// The timeline of one place and one combination: the looks of each satellite, all of them together, the longest gap.

const MOST_SATELLITES = 40;

// rows: [{name, looks: {start, end}}]; stated: [[from, to] ...]; view: [from, to] in seconds since the start of the span.
function drawTimeline(place, data, rows, seen, stated, view) {
  const shown = rows.slice(0, MOST_SATELLITES);
  const isNarrow = place.clientWidth < 700;
  const rowHeight = isNarrow ? 34 : 24, top = 34, bottom = 24;
  const height = top + rowHeight * (shown.length + 1) + bottom;
  const longest = seen.longest;
  const words = longest
    ? `the longest gap is ${durationWords(longest[1] - longest[0])}, from ${momentWords(data, longest[0])} UTC`
    : "there is no gap";
  const days = `${momentWords(data, view[0])} to ${momentWords(data, view[1])} UTC`;
  const { drawn, width } = picture(place, height, `Looks by satellite, ${days}; ${words}.`);
  const longestName = Math.max(...shown.map((row) => row.name.length), 12);
  const left = isNarrow ? 2 : Math.min(8.2 * longestName + 16, 220);
  const x = (s) => left + ((Math.min(Math.max(s, view[0]), view[1]) - view[0]) / (view[1] - view[0])) * (width - left - 4);
  drawDays(drawn, data, view, x, top, height - bottom);
  if (longest && longest[1] > view[0] && longest[0] < view[1]) {
    const [a, b] = longest.map(x);
    const anchor = b > width - 120 ? "end" : a < 120 ? "start" : "middle";
    drawn.append(svg("rect", { x: a, y: top, width: Math.max(b - a, 1.5), height: height - top - bottom, class: "gap" }));
    drawn.append(svg("text", { x: anchor === "end" ? b : anchor === "start" ? a : (a + b) / 2, y: top - 6,
                               class: "gap-words", "text-anchor": anchor },
                     `longest gap ${durationWords(longest[1] - longest[0])}`));
  }
  const all = unionOf(shown.map((row) => row.looks));
  [{ name: "all together", looks: all }, ...shown].forEach((row, k) => {
    const y = top + rowHeight * k, barTop = isNarrow ? y + 17 : y + 5;
    drawn.append(svg("text", { x: isNarrow ? left : left - 10, y: isNarrow ? y + 13 : y + 16, class: "place",
                               "text-anchor": isNarrow ? "start" : "end" }, row.name));
    drawn.append(svg("path", { d: barsOf(row.looks, view, x, barTop, rowHeight - (isNarrow ? 19 : 9)),
                               class: k === 0 ? "looks all" : "looks" }));
  });
  for (const [from, to] of stated) {
    if (to < view[0] || from > view[1]) continue;
    const at = x((from + to) / 2);
    drawn.append(svg("path", { d: `M${at} ${top - 2}l-5 -8h10z`, class: "stated" },
                     svg("title", {}, `An image is said to be of ${momentWords(data, from)} UTC`)));
    drawn.append(svg("line", { x1: at, x2: at, y1: top, y2: height - bottom, class: "stated" }));
  }
  if (rows.length > shown.length) {
    place.append(h("p", { class: "small" }, `The first ${MOST_SATELLITES} of ${counted(rows.length, "satellite")}.`));
  }
}

// One path of all looks in view; a look is at least a pixel wide, so that none is lost.
function barsOf(looks, view, x, y, height) {
  const parts = [];
  for (let k = 0; k < looks.start.length; k++) {
    if (looks.end[k] <= view[0] || looks.start[k] >= view[1]) continue;
    const from = x(looks.start[k]), to = Math.max(x(looks.end[k]), from + 1);
    parts.push(`M${from.toFixed(2)} ${y}H${to.toFixed(2)}V${y + height}H${from.toFixed(2)}z`);
  }
  return parts.join("");
}

// Lines at whole UTC days, or hours in a short view, named as far as there is room.
function drawDays(drawn, data, view, x, top, bottom) {
  const start = Date.parse(data.start_utc) / 1000, length = view[1] - view[0];
  const room = (x(view[1]) - x(view[0])) / 62;  // names that fit
  const step = [3600, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 2592000, 8640000]
    .find((one) => length / one <= Math.max(room, 1)) || 31536000;
  for (let t = Math.ceil((start + view[0]) / step) * step; t <= start + view[1]; t += step) {
    const at = x(t - start), words = momentWords(data, t - start);
    drawn.append(svg("line", { x1: at, x2: at, y1: top, y2: bottom, class: "grid" }));
    if (at < 20 || at > x(view[1]) - 16) continue;  // the name would be cut off
    const clock = words.split(" ").pop();
    const told = step < 86400 && clock !== "00:00" ? clock : words.split(" ").slice(0, 2).join(" ");
    drawn.append(svg("text", { x: at, y: bottom + 16, class: "tick", "text-anchor": "middle" }, told));
  }
}

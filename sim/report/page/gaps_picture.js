"use strict";
// The headline picture: the longest and the mean gap of each place as bars over the values tried, on a log axis.

const MOST_PLACES = 40;

const finiteOf = (values) => values.filter((value) => value !== null && value > 0 && Number.isFinite(value));

// Returns "84 min", "84 to 158 min"; of what is only a lower bound ">= 10 d".
function rangeWords(values, isBound) {
  const known = finiteOf(values);
  if (!known.length) return "none";
  const [low, high] = [Math.min(...known), Math.max(...known)].map(durationWords);
  const mark = isBound ? "≥ " : "";
  if (low === high) return mark + low;
  const sameUnit = low.split(" ")[1] === high.split(" ")[1];
  return `${mark}${sameUnit ? low.split(" ")[0] : low} to ${high}`;
}

// Draws places, each {name, longest: [s ...], mean: [s ...], bound, mean_bound}, against limits in seconds.
function drawGaps(place, places, limits, select) {
  const shown = places.slice(0, MOST_PLACES);
  const values = finiteOf([...shown.flatMap((one) => [...one.longest, ...one.mean]), ...limits]);
  if (!values.length) {
    place.replaceChildren(h("p", { class: "small" }, "There is no gap to draw."));
    return;
  }
  const from = Math.log(Math.min(...values) / 1.35), to = Math.log(Math.max(...values) * 1.35);
  const told = shown.map((one) =>
    `${one.name}: longest ${rangeWords(one.longest, one.bound)}, mean ${rangeWords(one.mean, one.mean_bound)}`);
  const isNarrow = place.clientWidth < 700;
  const rowHeight = isNarrow ? 66 : 40, top = 46, bottom = 26;
  const height = top + rowHeight * shown.length + bottom;
  const limitWords = limits.length ? `; limit ${limits.map(durationWords).join(" and ")}` : "";
  const { drawn, width } = picture(place, height, `Gaps by place. ${told.join("; ")}${limitWords}.`);
  const longestName = Math.max(...shown.map((one) => one.name.length));
  const left = isNarrow ? 4 : Math.min(Math.max(90, 8.2 * longestName + 18), 240), right = isNarrow ? 6 : 190;
  const x = (seconds) => left + ((Math.log(seconds) - from) / (to - from)) * (width - left - right);
  let lastAt = -Infinity;
  for (const [seconds, words] of TICKS) {
    if (Math.log(seconds) < from || Math.log(seconds) > to) continue;
    const at = x(seconds);
    drawn.append(svg("line", { x1: at, x2: at, y1: top - 6, y2: height - bottom, class: "grid" }));
    if (at - lastAt > 44) {
      drawn.append(svg("text", { x: at, y: height - 8, class: "tick", "text-anchor": "middle" }, words));
      lastAt = at;
    }
  }
  drawLimits(drawn, limits, x, top, height - bottom, width);
  drawLegend(drawn, width);
  shown.forEach((one, row) => drawPlace(drawn, one, { x, left, width, right, isNarrow,
                                                      y: top + rowHeight * row, rowHeight }, select));
  if (places.length > shown.length) {
    place.append(h("p", { class: "small" }, `The first ${MOST_PLACES} of ${counted(places.length, "place")}.`));
  }
}

// Limits as broken lines; words of those that stand close together are written as one.
function drawLimits(drawn, limits, x, top, bottom, width) {
  limits.forEach((limit, k) => {
    drawn.append(svg("line", { x1: x(limit), x2: x(limit), y1: top - 8, y2: bottom, class: "limit",
                               "stroke-dasharray": k === 0 ? "6 4" : "2 3" }));
  });
  const isClose = limits.length > 1 && limits.some((limit, k) => k > 0 && x(limit) - x(limits[k - 1]) < 60);
  const told = isClose ? [[limits[0], `limits ${limits.map(durationWords).join(", ")}`]]
    : limits.map((limit, k) => [limit, k === 0 ? `limit ${durationWords(limit)}` : durationWords(limit)]);
  for (const [limit, words] of told) {
    const room = 3.6 * words.length, at = Math.min(Math.max(x(limit), room), width - room);
    drawn.append(svg("text", { x: at, y: top - 13, class: "limit-words", "text-anchor": "middle" }, words));
  }
}

function drawPlace(drawn, one, { x, left, width, right, isNarrow, y, rowHeight }, select) {
  const words = `longest ${rangeWords(one.longest, one.bound)}, mean ${rangeWords(one.mean, one.mean_bound)}`;
  const name = one.name.length > 28 ? `${one.name.slice(0, 27)}…` : one.name;
  const middle = isNarrow ? y + 49 : y + rowHeight / 2;
  drawn.append(svg("text", { x: isNarrow ? left : left - 12, y: isNarrow ? y + 17 : middle + 4, class: "place",
                             "text-anchor": isNarrow ? "start" : "end" }, name, svg("title", {}, one.name)));
  bar(drawn, one.longest, x, middle - 5, "longest");
  bar(drawn, one.mean, x, middle + 7, "mean");
  if (isNarrow) {
    drawn.append(svg("text", { x: left, y: y + 33, class: "range" }, words));
  } else {
    drawn.append(svg("text", { x: width - right + 12, y: middle, class: "range" }, words.split(", ")[0]));
    drawn.append(svg("text", { x: width - right + 12, y: middle + 14, class: "range" }, words.split(", ")[1]));
  }
  if (select) {
    drawn.append(svg("rect", { x: 0, y, width, height: rowHeight, class: "pick",
                               click: () => select(one.name) }, svg("title", {}, `Look at ${one.name}`)));
  }
}

// A bar from the least to the greatest value, with a mark at each end: squares for the longest, circles for the mean.
function bar(drawn, values, x, y, kind) {
  const known = finiteOf(values);
  if (!known.length) return;
  const ends = [Math.min(...known), Math.max(...known)].map(x);
  drawn.append(svg("line", { x1: ends[0], x2: ends[1], y1: y, y2: y, class: `bar ${kind}` }));
  for (const at of ends) {
    drawn.append(kind === "mean"
      ? svg("circle", { cx: at, cy: y, r: 4.5, class: `end ${kind}` })
      : svg("rect", { x: at - 4, y: y - 4, width: 8, height: 8, class: `end ${kind}` }));
  }
}

function drawLegend(drawn, width) {
  const items = [["longest", "longest gap"], ["mean", "mean gap"]];
  items.forEach(([kind, words], k) => {
    const at = 6 + k * 120;
    bar(drawn, [1, 2], (value) => at + (value - 1) * 18, 10, kind);
    drawn.append(svg("text", { x: at + 27, y: 14, class: "tick" }, words));
  });
}

"use strict";
// Puts the page together: the headline picture, and the part to try with its verdict, pictures and table.

const held = (name) => JSON.parse(document.getElementById(name).textContent);
const OUTCOME_MARKS = { holds: "✓", "holds only if": "◐", fails: "✗", "cannot tell": "?" };
const STATUS_WORDS = { true: "true", false: "false", undecided: "too close to call", unmeasured: "not measured" };
const redraws = [];  // called when the width of the window changes

function outcomeElement(outcome) {
  return h("strong", { class: "outcome", "data-outcome": outcome },
           h("span", { class: "mark", "aria-hidden": "true" }, OUTCOME_MARKS[outcome]), ` ${outcome}`);
}

function drawHeadline() {
  const { places, limits_s: limits } = held("headline-data");
  const draw = () => drawGaps(document.getElementById("headline"), places, limits, null);
  draw();
  redraws.push(draw);
}

// Returns what surely decides: of each option, the values with which the reading can be true at all.
function neededWords(claim, said) {
  const needed = [];
  claim.options.forEach((option, o) => {
    const of = (cases) => new Set(cases.map((one) => claim.cases[one.row][o]));
    const tried = of(said.cases), possible = of(said.cases.filter((one) => one.joined !== FALSE));
    if (possible.size < tried.size) {
      const names = [...possible].sort((a, b) => a - b).map((value) => option.names[value]);
      needed.push(`${option.label}: ${names.join(" or ")}`);
    }
  });
  return needed.length ? `Needed: ${needed.join("; ")}.` : "What decides it is several assumptions together: see the table.";
}

function caseWords(claim, row) {
  const words = claim.options.map((option, o) => `${option.label} ${option.names[claim.cases[row][o]]}`);
  return words.length ? words.join(", ") : "as assumed";
}

function drawTry(data) {
  const { answer, seen, rows } = answerer(data);
  const controls = document.getElementById("controls"), found = document.getElementById("found");
  let state = stateOf(data, location.hash);
  let zoom = { days: Infinity, from: 0 };
  const places = {
    verdict: h("div", { role: "status", class: "verdict" }),
    gaps: h("div", { class: "picture" }), gapsWords: h("figcaption", {}),
    zoom: h("div", { class: "asked zoom" }), timeline: h("div", { class: "picture" }), timelineWords: h("figcaption", {}),
    table: h("div", { class: "scrolling", tabindex: 0, role: "region", "aria-label": "Every combination tried" }),
    count: h("summary", {}),
  };
  // The table is filled when it is opened: two hundred rows take longer than all else on the page.
  places.combinations = h("details", { toggle: () => places.fillTable() }, places.count, places.table);
  const copied = h("span", { role: "status", class: "small" });
  found.replaceChildren(
    places.verdict,
    h("p", { class: "buttons" },
      h("button", { type: "button", click: () => { state = firstState(data, state.claim); rebuild(); } }, "As in the run"),
      h("button", { type: "button", click: copyLink }, "Copy a link to this state"), copied),
    h("figure", {}, places.gaps, places.gapsWords),
    h("figure", {}, places.zoom, places.timeline, places.timelineWords),
    places.combinations);

  function copyLink() {
    const done = (words) => { copied.textContent = ` ${words}`; };
    if (!navigator.clipboard) return done("The link is in the address bar.");
    navigator.clipboard.writeText(location.href).then(() => done("Copied."), () => done("The link is in the address bar."));
  }

  function picksOf(row) {
    return data.claims[state.claim].readings[state.reading].horizon ? data.horizon : data.claims[state.claim].picks[row];
  }

  function update() {
    state.kept = keptRows(data, fitting(data, state));
    const claim = data.claims[state.claim], reading = claim.readings[state.reading];
    const said = answer(state);
    keepLink();
    drawVerdict(claim, reading, said);
    drawPlaces(reading, said);
    drawLooks(claim, reading, said);
    drawTable(claim, reading, said);
  }

  // An address with nothing chosen stays free of "#", so that links to parts of the page keep working.
  function keepLink() {
    const link = linkOf(data, state);
    if (link || location.hash.includes("=")) history.replaceState(null, "", link ? `#${link}` : location.pathname);
  }

  function drawVerdict(claim, reading, said) {
    const where = { each: `at each of ${counted(data.targets.length, "place")}`, any: "at any one place",
                    "all-within": "for all places together" }[state.over];
    const at = data.targets.length > 1 ? where : `at ${data.targets[0]}`;
    const { counts } = said, n = said.cases.length;
    const parts = [[counts.true, "true"], [counts.false, "false"], [counts.undecided, "too close to call"],
                   [counts.unmeasured, "not measured"]].filter(([count]) => count);
    const more = said.outcome === "holds only if" ? ` ${neededWords(claim, said)}`
      : said.outcome === "cannot tell" ? ` Possible: ${said.couldBe.join(" or ")}.` : "";
    const lines = [
      h("p", { class: "answer" }, `${reading.title}, ${askedWords(reading, said.threshold, state.limit)}, ${at}: `,
        outcomeElement(said.outcome)),
      h("p", {}, `Of ${counted(n, "combination")} tried: ${parts.map(([count, words]) => `${count} ${words}`).join(", ")}.${more}`),
    ];
    if (said.byPlace.length > 1) {
      const values = said.cases.map((one) => one.values[state.place]);
      const ends = [Math.min(...values), Math.max(...values)].map((value) => valueWords(value, reading.unit));
      lines.push(h("p", {}, "At ", h("bdi", {}, data.targets[state.place]), " alone: ",
                   outcomeElement(said.byPlace[state.place]),
                   ends[0] === ends[1] ? `, with ${ends[0]}.` : `, with ${ends[0]} to ${ends[1]}.`));
    }
    if (state.off.size && data.draws) {
      lines.push(h("p", { class: "small" }, "With satellites switched off, the error of a figure is still that of all of them."));
    }
    places.verdict.replaceChildren(...lines);
  }

  function drawPlaces(reading, said) {
    const all = data.targets.map((name, p) => {
      const found = said.cases.map((one) => seen(picksOf(one.row), state.off, p));
      const isOpen = ([from, to]) => from === data.searched_s[0] || to === data.searched_s[1];
      return { name, longest: found.map(MEASURES.gap_max_s), mean: found.map(MEASURES.gap_mean_s),
               bound: found.some((one) => one.longest !== null && isOpen(one.longest)),
               mean_bound: found.some((one) => one.censored > 0) };
    });
    // The place looked at comes first where not all are drawn.
    const shown = state.place >= MOST_PLACES ? [all[state.place], ...all] : all;
    const isLength = reading.value === null || reading.at_limit;
    const draw = () => drawGaps(places.gaps, shown, isLength ? [state.limit] : [], (name) => {
      state.place = data.targets.indexOf(name);
      rebuild();
    });
    places.gapsWords.textContent = "Longest and mean gap between looks at each place, over the combinations kept.";
    places.redrawGaps = draw;
    draw();
  }

  function drawLooks(claim, reading, said) {
    const values = said.cases.map((one) => one.values[reading.over_set ? 0 : state.place]);
    const worst = reading.compare === "<=" ? values.indexOf(Math.max(...values)) : values.indexOf(Math.min(...values));
    const row = state.shown === null ? said.cases[Math.max(worst, 0)].row : state.shown;
    const picks = picksOf(row), here = seen(picks, state.off, state.place);
    const satellites = data.satellites.map((name, s) => ({ name, s })).filter(({ s }) => !state.off.has(s));
    const lists = satellites.map(({ name, s }) =>
      ({ name, looks: unionOf(data.blocks[picks[s]].map((list) => rows(list, state.place, s).looks)) }));
    const stated = data.stated.filter(([place]) => place === state.place).map(([, from, to]) => [from, to]);
    const days = data.span_s / 86400;
    const draw = () => {
      const length = Math.min(zoom.days, days) * 86400;
      const from = Math.min(zoom.from * 86400, data.span_s - length);
      drawTimeline(places.timeline, data, lists, here, stated, [from, from + length]);
    };
    const which = reading.horizon ? "all above the horizon" : caseWords(claim, row);
    const why = state.shown === null ? "the combination with the least access here" : "the combination chosen in the table";
    const mark = stated.length ? " Triangles mark when images are said to have been taken." : "";
    places.timelineWords.textContent =
      `Looks at ${data.targets[state.place]}, UTC: ${why} (${which}). The shaded stretch is the longest gap.${mark}`;
    places.redrawTimeline = draw;
    drawZoom(days, here.longest, draw);
    draw();
  }

  function drawZoom(days, longest, draw) {
    const choices = [Infinity, 14, 7, 3, 1].filter((one) => one === Infinity || one < days);
    const slider = h("input", { type: "range", min: 0, max: Math.max(days - Math.min(zoom.days, days), 0), step: 0.125,
                                value: zoom.from, input: (event) => { zoom.from = Number(event.target.value); draw(); } });
    const set = (length, from) => {
      zoom = { days: length, from: Math.min(Math.max(from, 0), Math.max(days - length, 0)) };
      drawZoom(days, longest, draw);
      draw();
    };
    const middle = longest ? (longest[0] + longest[1]) / 172800 : 0;
    refilled(places.zoom,
      labelled("Days shown", selectOf(choices.map((one) => (one === Infinity ? "all" : counted(one, "day"))),
                                      Math.max(choices.indexOf(zoom.days), 0), (k) => set(choices[k], zoom.from))),
      labelled("First day", slider),
      h("button", { type: "button", disabled: !longest, click: () => set(Math.min(3, days), middle - 1.5) },
        "Show the longest gap"));
  }

  function drawTable(claim, reading, said) {
    places.count.textContent = `Every combination kept (${said.cases.length})`;
    places.fillTable = () => {
      if (places.combinations.open) places.table.replaceChildren(tableOf(claim, reading, said));
    };
    if (said.cases.length <= 12) places.combinations.open = true;
    places.fillTable();
  }

  function tableOf(claim, reading, said) {
    const column = reading.over_set ? 0 : state.place;
    const at = reading.over_set ? "all places together" : data.targets[state.place];
    const joined = data.targets.length > 1 && !reading.over_set;
    const heads = ["timeline", ...(reading.horizon ? [] : claim.options.map((option) => option.label)),
                   `${reading.words}, ${at}`, at, ...(joined ? [OVER_WORDS[state.over]] : [])];
    const body = said.cases.map((one) => h("tr", {},
      h("td", {}, h("input", { type: "radio", name: "shown", checked: state.shown === one.row,
                               "aria-label": `Show in the timeline: ${caseWords(claim, one.row)}`,
                               change: () => {
                                 state.shown = one.row;
                                 keepLink();
                                 drawLooks(claim, reading, said);
                               } })),
      reading.horizon ? [] : claim.options.map((option, o) => h("td", {}, option.names[claim.cases[one.row][o]])),
      h("td", { class: "right" }, valueWords(one.values[column], reading.unit) + errorWords(one.errors[column], reading.unit)),
      h("td", { "data-status": one.statuses[column] }, STATUS_WORDS[one.statuses[column]]),
      joined ? h("td", { "data-status": one.joined }, STATUS_WORDS[one.joined]) : []));
    return h("table", { class: "cells" },
             h("thead", {}, h("tr", {}, heads.map((one) => h("th", { scope: "col" }, one)))), h("tbody", {}, body));
  }

  function rebuild() {
    drawControls(controls, data, fitting(data, state), update, rebuild);
    update();
  }

  redraws.push(() => { places.redrawGaps(); places.redrawTimeline(); });
  window.addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;  // a link to a part of the page
    state = stateOf(data, location.hash);
    rebuild();
  });
  rebuild();
}

drawHeadline();
const data = held("data");
if (data !== null) drawTry(data);
let lastWidth = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === lastWidth) return;
  lastWidth = window.innerWidth;
  redraws.forEach((draw) => draw());
});

"use strict";
// Elements of the document and of pictures. Text is always set as text, so that a name stays a name.

const SVG = "http://www.w3.org/2000/svg";

function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat()) if (child !== null) element.append(child);
  return element;
}

// An element of the document: h("p", {class: "small"}, "words").
const h = (tag, attributes, ...children) => furnished(document.createElement(tag), attributes, children);

// An element of a picture.
const svg = (tag, attributes, ...children) => furnished(document.createElementNS(SVG, tag), attributes, children);

// Fills a place anew; the control at the same position keeps the focus, for those who work with keys.
function refilled(place, ...children) {
  const controls = () => [...place.querySelectorAll("select, input, button")];
  const focused = controls().indexOf(document.activeElement);
  place.replaceChildren(...children);
  if (focused >= 0 && controls()[focused]) controls()[focused].focus();
}

// A picture as wide as its place, with words for those who do not see it.
function picture(place, height, words) {
  const width = Math.max(place.clientWidth, 280);
  const drawn = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words });
  place.replaceChildren(drawn);
  return { drawn, width };
}

// Round lengths of time for an axis, in seconds, with their words.
const TICKS = [
  [60, "1 min"], [300, "5 min"], [900, "15 min"], [1800, "30 min"], [3600, "1 h"], [7200, "2 h"], [14400, "4 h"],
  [28800, "8 h"], [57600, "16 h"], [86400, "1 d"], [172800, "2 d"], [345600, "4 d"], [864000, "10 d"],
  [2592000, "30 d"], [8640000, "100 d"], [31536000, "1 y"],
];

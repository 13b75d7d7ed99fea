"use strict";
// The controls of the part to try: what the run assumed, and what is asked.

const OVER_WORDS = { each: "each place", any: "any one place", "all-within": "all places together" };

const labelled = (words, control) => h("label", {}, h("span", {}, words), control);

function selectOf(choices, chosen, change) {
  return h("select", { change: (event) => change(Number(event.target.value)) },
           choices.map((words, k) => h("option", { value: k, selected: k === chosen }, words)));
}

// Checkboxes under a heading. change(k, isOn) may refuse by returning false: then the box stays on.
function checksOf(heading, names, isOn, change) {
  return h("fieldset", { class: names.length > 8 ? "many" : null }, h("legend", {}, heading), names.map((name, k) =>
    h("label", { class: "check" }, h("input", { type: "checkbox", checked: isOn(k), change: (event) => {
      if (change(k, event.target.checked) === false) event.target.checked = true;
    } }), h("bdi", {}, name))));
}

// Fills the place with controls for a state; changed() is called after each change, rebuilt() where controls differ.
function drawControls(place, data, state, changed, rebuilt) {
  const claim = data.claims[state.claim], reading = claim.readings[state.reading];
  const asked = [];
  if (data.claims.length > 1) {
    asked.push(labelled("Claim", selectOf(data.claims.map((one) => one.statement), state.claim, (k) => {
      Object.assign(state, firstState(data, k), { off: state.off, place: state.place });
      rebuilt();
    })));
  }
  asked.push(labelled("Read as", selectOf(
    claim.readings.map((one) => one.title), state.reading, (k) => {
      state.reading = k;
      rebuilt();
    })));
  asked.push(limitControl(data, state, claim, reading, changed));
  if (reading.over.length > 1) {
    asked.push(labelled("It must be true at", selectOf(
      reading.over.map((one) => OVER_WORDS[one]), reading.over.indexOf(state.over), (k) => {
        state.over = reading.over[k];
        changed();
      })));
  }
  if (data.targets.length > 1) {
    asked.push(labelled("Place looked at", selectOf(data.targets, state.place, (k) => {
      state.place = k;
      changed();
    })));
  }
  const options = claim.options.map((option, o) => checksOf(
    option.label, option.names, (k) => state.values[o].has(k), (k, isOn) => {
      if (!isOn && state.values[o].size === 1) return false;  // one value at least is tried
      if (isOn) state.values[o].add(k);
      else state.values[o].delete(k);
      changed();
      return true;
    }));
  const satellites = checksOf("satellites", data.satellites, (s) => !state.off.has(s), (s, isOn) => {
    if (isOn) state.off.delete(s);
    else state.off.add(s);
    changed();
    return true;
  });
  refilled(place,
    h("div", { class: "asked" }, asked), h("div", { class: "varied" }, options, satellites),
    reading.horizon ? h("p", { class: "small" }, "Above the horizon the sensors make no difference.") : "");
}

// The limit: any length of time, or one of those for which a share was measured with its error.
function limitControl(data, state, claim, reading, changed) {
  if (reading.value !== null && !reading.at_limit) {
    return labelled("Limit", h("output", {}, askedWords(reading, reading.value, null)));
  }
  if (reading.at_limit) {
    return labelled("Within", selectOf(claim.limits_s.map(durationWords), claim.limits_s.indexOf(state.limit), (k) => {
      state.limit = claim.limits_s[k];
      changed();
    }));
  }
  return labelled("Limit, minutes", h("input", {
    type: "number", min: 1, max: 525600, step: "any", value: state.limit / 60, input: (event) => {
      const minutes = Number(event.target.value);
      if (!(minutes > 0)) return;
      state.limit = minutes * 60;
      changed();
    } }));
}

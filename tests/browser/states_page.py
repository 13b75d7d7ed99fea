"""A page of the product's own scripts with a run's data and a list of states; it writes what it answers to each."""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from browser.chromium import opened

ENGINE = ("windows.js", "gaps.js", "verdict.js", "state.js")
RUN = """
const data = JSON.parse(document.getElementById("data").textContent);
const asked = JSON.parse(document.getElementById("states").textContent);
const { answer, seen } = answerer(data);
const found = asked.map((link) => {
  const state = stateOf(data, link);
  state.kept = keptRows(data, state);
  const said = answer(state);
  const of = (row) => data.claims[state.claim].readings[state.reading].horizon
    ? data.horizon : data.claims[state.claim].picks[row];
  return {
    link: linkOf(data, state), outcome: said.outcome, could_be: said.couldBe, counts: said.counts,
    by_place: said.byPlace,
    cases: said.cases.map((one) => ({
      row: one.row, values: one.values.map(String), statuses: one.statuses,
      looks: data.targets.map((_, p) => seen(of(one.row), state.off, p).nLooks),
      gaps: data.targets.map((_, p) => seen(of(one.row), state.off, p).gaps.start.length),
      longest_s: data.targets.map((_, p) => MEASURES.gap_max_s(seen(of(one.row), state.off, p))),
    })),
  };
});
const out = document.createElement("pre");
out.id = "found";
out.textContent = JSON.stringify(found);
document.body.append(out);
"""


def answered(data: dict[str, Any], links: list[str], folder: Path) -> list[dict[str, Any]]:
    """Return what the page's scripts answer for each state, given as the link that leads to it."""
    folder.mkdir(parents=True, exist_ok=True)
    scripts = "".join(f"<script>{(files('sim.report.page') / name).read_text('utf-8')}</script>" for name in ENGINE)
    page = folder / "states.html"
    held = "".join(
        f'<script type="application/json" id="{name}">{json.dumps(value).replace("<", chr(92) + "u003c")}</script>'
        for name, value in (("data", data), ("states", links))
    )
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{held}{scripts}<script>{RUN}</script>", encoding="utf-8")
    dom = opened(page, folder / "profile")
    found = re.search(r'<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None, dom[-2000:]
    answers: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return answers

"""report.html in a browser: it opens from a disk without a complaint, draws, answers, and a name stays a name."""

import html
import re
from pathlib import Path

import pytest
from browser.chromium import opened
from report.page.test_marks import HOSTILE

import sim
from sim.scenario.shipped_scenarios import list_scenarios
from sim.simulation.page import page_of

MOST_BYTES = 3_000_000
A_READER = """
const box = document.querySelector("#controls fieldset:last-of-type input");
const before = document.querySelector(".verdict").textContent;
box.click();
const link = location.hash;
document.querySelector("#controls input[type=number]").value = "100000";
document.querySelector("#controls input[type=number]").dispatchEvent(new Event("input"));
const after = document.querySelector(".verdict").textContent;
const reading = document.querySelector("#controls select");
reading.focus();
reading.value = "1";
reading.dispatchEvent(new Event("change"));
const focused = document.activeElement === document.querySelector("#controls select");
document.querySelectorAll("#found tbody input")[2].click();
document.body.append(Object.assign(document.createElement("pre"), {
  id: "read", textContent: [before, link, after, focused, location.hash].join("\\n") }));
"""


def text_of(dom: str) -> str:
    """The text of a document without its scripts and styles."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", dom, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "\n", body))


@pytest.mark.parametrize("name", [one.name for one in list_scenarios()])
def test_the_page_of_a_shipped_scenario_opens(name, tmp_path):
    """No complaint on the console, three pictures at least, a verdict, every place; at most 3 MB."""
    result = sim.load(name, overrides=("draws.count=3",)).run()
    page = tmp_path / "report.html"
    page.write_text(page_of(result), encoding="utf-8")
    assert page.stat().st_size <= MOST_BYTES
    dom = opened(page, tmp_path / "profile", width=400)
    assert len(re.findall("<svg", dom)) >= 3
    assert re.search(r'class="verdict".*?data-outcome="(holds|holds only if|fails|cannot tell)"', dom, re.DOTALL)
    text = text_of(dom)
    assert [one for one in (*result.targets, *result.satellite_names) if one not in text] == []


def hostile_scenario(folder: Path) -> Path:
    """The shipped example with hostile names for its title, its places and its satellites."""
    text = sim.load("example").file.text
    names = iter((HOSTILE[4] + HOSTILE[0], *HOSTILE[:4], HOSTILE[5]))  # names must be printable, titles need not
    for old in ("Two satellites over three volcanoes", "Etna", "Vesuvius", "Santorini", "TerraSAR-X", "WorldView-3"):
        new = "".join(
            f"\\u{ord(sign):04x}" if not sign.isalnum() or ord(sign) > 126 else sign for sign in next(names)
        )  # fmt: skip
        assert f'"{old}"' in text
        text = text.replace(f'"{old}"', f'"{new}"')
    path = folder / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_hostile_names_inject_nothing(tmp_path):
    """Quotes, brackets, scripts, controls and characters that turn text: shown as text, none of them runs."""
    result = sim.load(hostile_scenario(tmp_path), overrides=("time.span_days=2", "draws.count=2")).run()
    page = tmp_path / "report.html"
    page.write_text(page_of(result), encoding="utf-8")
    written = page.read_text(encoding="utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u2028\u2029]", written)
    dom = opened(page, tmp_path / "profile")
    assert "<img" not in dom
    assert re.findall("<title>(.*?)</title>", dom)[0].startswith("a\\u202eb")
    assert "taken" in re.findall("<title>(.*?)</title>", dom)[0]
    assert len(re.findall(r"<script(?: [^>]*)?>", dom)) == len(re.findall(r"<script(?: [^>]*)?>", written))
    assert [name for name in (*HOSTILE[:4], HOSTILE[5]) if name not in text_of(dom)] == []


def test_a_reader_changes_what_a_run_assumed(tmp_path):
    """A satellite switched off is in the link; a limit of 69 days is met by every gap. Keys keep their place."""
    page = tmp_path / "report.html"
    result = sim.load("example", overrides=("time.span_days=3", "draws.count=0")).run()
    # A script of the test's own may run only without the page's policy.
    text = re.sub(r"<meta http-equiv[^>]*>\n", "", page_of(result))
    page.write_text(text.replace("</body>", f"<script>{A_READER}</script></body>"), encoding="utf-8")
    found = re.search(r'<pre id="read">(.*?)</pre>', opened(page, tmp_path / "profile"), re.DOTALL)
    assert found is not None
    before, link, after, focused, last = html.unescape(found[1]).split("\n")
    assert "at most 2 h" in before
    assert "fails" in before
    assert link == "#off=TerraSAR-X"
    assert "at most 69.4 days" in after
    assert "✓ holds" in after
    assert focused == "true"
    assert last == "#reading=gap-mean-s&limit_s=6000000&off=TerraSAR-X&shown=2"

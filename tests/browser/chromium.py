"""Chromium without a window, driven by its own command line alone: a page is opened, and its document is returned.

Without Chromium the tests of this folder are skipped. With RECONSIM_BROWSER=required they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "Chromium is not installed; get it with `apt-get install chromium`, or put a `chromium` on the PATH"
BUDGET_MS = 30_000  # of the page's own clock
LONGEST_S = 240.0  # only for a browser that hangs


def chromium() -> str:
    """Return Chromium's path; skip the test without it, or fail where RECONSIM_BROWSER=required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("RECONSIM_BROWSER") == "required":
        pytest.fail(HOW)
    if found is None:
        pytest.skip(HOW)
    return found


def opened(page: Path, profile: Path, *, link: str = "", width: int = 1280) -> str:
    """Return the document of a page after its scripts have run, as HTML; ``link`` is what follows "#".

    The browser has no network, and what a page writes to the console is in the standard error, which must not hold a
    line of it.
    """
    command = [
        chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        f"--user-data-dir={profile}", "--disable-background-networking", "--disable-component-update",
        "--proxy-server=127.0.0.1:9", f"--window-size={width},900", "--hide-scrollbars", "--enable-logging=stderr",
        f"--virtual-time-budget={BUDGET_MS}", "--dump-dom", page.as_uri() + (f"#{link}" if link else ""),
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST_S, check=True)
    complaints = [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
    assert complaints == [], complaints
    return ran.stdout

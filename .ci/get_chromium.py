"""Install Chromium from the system's packages, unless one is there: for the tests in tests/browser."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")  # as in tests/browser/chromium.py


def main() -> int:
    if any(map(shutil.which, NAMES)):
        return 0
    if shutil.which("apt-get") is None:
        sys.stderr.write("Chromium is not installed, and there is no apt-get; install it and run again\n")
        return 1
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    for words in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ):
        subprocess.run([*as_root, "apt-get", *words], check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

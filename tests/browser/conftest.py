"""Nothing is run for a browser that is not there."""

import pytest
from browser.chromium import chromium


@pytest.fixture(autouse=True)
def browser_is_there() -> None:
    chromium()

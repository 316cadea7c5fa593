"""A hostile page whose own name leads to this machine: to the browser Dateline is then a part of that page."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import FLAGS, PATIENCE
from tests.chromium import find


@pytest.mark.parametrize(
    ("name", "shown"), [("evil.example", False), ("127.0.0.1.evil.example", False), ("localhost", True)]
)
def test_another_name_shows_nothing(chromium: Browser, address: str, name: str, shown: bool) -> None:
    port = urlsplit(address).port
    browser = chromium.browser_type.launch(
        executable_path=find(), args=[*FLAGS, f"--host-resolver-rules=MAP {name} 127.0.0.1"]
    )
    try:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"http://{name}:{port}")
        page.get_by_text("shows nothing" if not shown else "Load the sample articles").first.wait_for()
        assert (page.get_by_role("link", name="Corrections").count() > 0) is shown
    finally:
        browser.close()

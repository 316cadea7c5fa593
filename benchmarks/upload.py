"""How long from an upload to its pin, in a real browser: `python -m benchmarks.upload`. Needs what the tests need.

A server is started on an empty store; its first upload also loads the model and the gazetteer, the second is what a
user waits for from then on.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS
from tests.chromium import find

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "sample_articles").glob("*.md"))
PATIENCE = 60_000  # milliseconds


def main() -> None:
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.set_default_timeout(PATIENCE)
        for name, sample in zip(("first upload to pin, s", "next upload to pin, s"), SAMPLES, strict=False):
            print(f"{name:36} {_upload(page, address, sample):10.2f}")
        browser.close()


def _upload(page: Page, address: str, sample: Path) -> float:
    """Seconds from the click on "Add" until the map has been drawn with the article's events."""
    page.goto(f"{address}/add")
    page.locator("input[type=file]").set_input_files(str(sample))
    page.get_by_text(sample.stem[:7]).first.wait_for()  # long names are cut in the middle
    began = time.perf_counter()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="See them on the map").click()
    page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
    return time.perf_counter() - began


@contextmanager
def _server() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
        environment = os.environ | {"DATELINE_STORE": str(Path(folder) / "bench.sqlite")}
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urlopen(url, timeout=2):  # noqa: S310 (our own server)
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()

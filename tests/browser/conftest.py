"""A real server on a fresh store, and a real Chromium that notes every address it asks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # WebGL draws all the same; the rest of the page costs a third less without a GPU
)
LOCALE = "en-GB"  # of the browser: what is read on the page is written so
PATIENCE = 60_000  # milliseconds: a machine may be busy
expect.set_options(timeout=20_000)


@dataclass
class Visit:
    """An open page, and what its browser did."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("DATELINE_CHROMIUM") or next((p for p in map(shutil.which, NAMES) if p), None)
    if path is None:
        pytest.fail("no Chromium: install one, name one in DATELINE_CHROMIUM, or run `make test`, which finds one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store of the server lies; empty unless a test fills it."""
    return tmp_path_factory.mktemp("server") / "test.sqlite"


@pytest.fixture(scope="module")
def address(store_file: Path, gazetteer: object) -> Iterator[str]:
    """Where a server of our own answers; the gazetteer is there before it starts."""
    log = store_file.with_name("asked.txt")
    command = [sys.executable, "-m", "tests.guarded", str(log), "streamlit", "run", "app.py"]
    command += ["--server.fileWatcherType=none"]
    with served(command, "--server.port", free_port(), store_file) as found:
        yield found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], option: str, port: int, store_file: Path) -> Iterator[str]:
    """Runs a command that serves the dashboard at a port, the value of that option; gives its address."""
    environment = os.environ | {"DATELINE_STORE": str(store_file)}
    log_file = store_file.parent / "log.txt"
    with log_file.open("w") as log:
        server = subprocess.Popen(
            [*command, option, str(port)], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log_file)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urlopen(url, timeout=2):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A page on the empty store, in a window of a desktop's size."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="light", locale=LOCALE)
    context.set_default_timeout(20_000)
    found = Visit(context.new_page())
    found.page.on("request", lambda request: found.hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    found.page.on("websocket", lambda socket_: found.hosts.add(urlsplit(socket_.url).netloc))
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.goto(address)
    yield found
    context.close()

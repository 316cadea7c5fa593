"""How fast the dashboard is, in a real browser, beside the naive way: `python -m benchmarks.ui [--stores FOLDER]`.

Stores of synthetic events are made where they are missing. Of each, a server of its own is started and warmed up; then
a fresh browser opens the page, and chooses a type in the sidebar, three times over. Medians are given.

First picture: from the address until the number of events is told and the pixels of the map's marks are there.
Filter: from the click until both have changed. Server: the part of the filter's time in which the page's script ran.
Bytes: what the page's socket received. Memory: the most that the server ever held.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import synthetic
from benchmarks.upload import _wait
from tests.browser.conftest import FLAGS
from tests.chromium import find

ROOT = Path(__file__).parent.parent
TIMES = 3
PATIENCE = 300_000  # milliseconds
WINDOW = {"width": 1440, "height": 900}
OURS, NAIVE = "app.py", "benchmarks/naive.py"
SCRIPTS = ((OURS, 500), (OURS, 10_000), (NAIVE, 10_000), (OURS, 100_000), (NAIVE, 100_000), (OURS, 1_000_000))
SERVE = "import logging, sys; logging.basicConfig(level=logging.INFO); from streamlit.web import cli; cli.main()"
DRAWN = re.compile(r"drawn in (\d+) ms")  # what a page logs of itself

# How the pages are pointed at.
FILTER, CHOICE = "Types", re.compile("^assault", re.IGNORECASE)
TOLD = "[...document.querySelectorAll('h1,h2,h3')].map((h) => h.innerText.match(/[\\d,]+ event/)?.[0]).find(Boolean)"

# Run before anything of the page: counts what its sockets receive, and notes how many marks each layer draws.
WATCH = """
window.bench = {
  bytes: 0, drawn: new Set(), gl: null,
  seen() {  // waits for the pixels: drawing calls only ask for them
    bench.gl.readPixels(0, 0, 1, 1, bench.gl.RGBA, bench.gl.UNSIGNED_BYTE, new Uint8Array(4));
    return performance.now();
  },
};
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({ data }) => { bench.bytes += data.byteLength ?? data.size ?? data.length; });
  }
};
const gl = WebGL2RenderingContext.prototype;
for (const [name, at] of [['drawArraysInstanced', 3], ['drawElementsInstanced', 4]]) {
  const plain = gl[name];
  gl[name] = function (...given) {
    if (given[at] > 0) { bench.drawn.add(given[at]); bench.gl = this; }
    return plain.apply(this, given);
  };
}
"""
NOW = f"({{ told: {TOLD}, drawn: [...bench.drawn], bytes: bench.bytes }})"
PICTURE = f"() => {TOLD} && bench.drawn.size ? bench.seen() : 0"
CHANGED = f"""(before) => {{
  const now = {NOW};
  return now.told !== before.told && now.drawn.some((n) => !before.drawn.includes(n)) ? bench.seen() : 0;
}}"""


class Visit(NamedTuple):
    """One opening of the page and one choice, in seconds and bytes."""

    picture: float
    filter: float
    server: float
    bytes_first: int
    bytes_filter: int


@dataclass(frozen=True, slots=True)
class Result:
    picture: float
    filter: float
    server: float
    bytes_first: int
    bytes_filter: int
    memory: int


class Wanted(NamedTuple):
    """A figure that is to be reached: at most, but for what is to be at least as many times faster."""

    name: str
    value: float
    limit: float
    least: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", type=Path, default=ROOT / "build" / "synthetic")
    parser.add_argument("--most", type=int, default=1_000_000, help="leave out what has more events")
    given = parser.parse_args()
    given.stores.mkdir(parents=True, exist_ok=True)
    results = {}
    print(f"{'':20}{'picture s':>11}{'filter s':>11}{'server s':>11}{'first MB':>11}{'filter MB':>11}{'memory MB':>11}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        for script, number in SCRIPTS:
            if number <= given.most:
                results[script, number] = result = measure(browser, script, _store(given.stores, number))
                print(_row(script, number, result), flush=True)
        browser.close()
    for wanted in reached(results):
        met = wanted.value >= wanted.limit if wanted.least else wanted.value <= wanted.limit
        sign = "≥" if wanted.least else "≤"
        print(f"{wanted.name:60}{wanted.value:8.2f} {sign} {wanted.limit:g}  {'yes' if met else 'NO'}")


def _store(folder: Path, number: int) -> Path:
    path = folder / f"{number}.sqlite"
    if not path.exists():
        synthetic.make(number, path)
    return path


def _row(script: str, number: int, r: Result) -> str:
    name = f"{'ours' if script == OURS else 'naive'} {number:,}"
    sizes = "".join(f"{size / 1e6:11.2f}" for size in (r.bytes_first, r.bytes_filter))
    return f"{name:20}{r.picture:11.2f}{r.filter:11.2f}{r.server:11.2f}{sizes}{r.memory / 1e6:11.0f}"


def reached(results: Mapping[tuple[str, int], Result]) -> Iterator[Wanted]:
    """What is asked of the dashboard, as far as it was measured."""
    few, some, many = (results.get((OURS, number)) for number in (500, 100_000, 1_000_000))
    naive = results.get((NAIVE, 100_000))
    if few and many:
        yield Wanted("first picture, 1,000,000 events / 500", many.picture / few.picture, 1.25)
        yield Wanted("filter, 1,000,000 events / 500", many.filter / few.filter, 1.5)
        yield Wanted("server's part of a filter at 1,000,000, s", many.server, 0.5)
        yield Wanted("sent for a filter at 1,000,000, MB", many.bytes_filter / 1e6, 3)
        yield Wanted("sent for the first picture at 1,000,000, MB", many.bytes_first / 1e6, 3)
        yield Wanted("memory of the server at 1,000,000, GB", many.memory / 1e9, 1.5)
    if some and naive:
        yield Wanted("first picture at 100,000, times as fast as naive", naive.picture / some.picture, 5, least=True)
        yield Wanted("filter at 100,000, times as fast as naive", naive.filter / some.filter, 5, least=True)


# ---- measuring -------------------------------------------------------------------------------------------------


def measure(browser: Browser, script: str, store: Path) -> Result:
    with _server(script, store) as (address, process, log):
        _visit(browser, address, log)
        visits = [_visit(browser, address, log) for _ in range(TIMES)]
        middle = Visit(*(median(column) for column in zip(*visits, strict=True)))
        return Result(*middle, memory=_memory(process.pid))


def _visit(browser: Browser, address: str, log: Path) -> Visit:
    context = browser.new_context(viewport=WINDOW, color_scheme="light", locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    page = context.new_page()
    try:
        page.goto(address, wait_until="commit")
        picture = page.wait_for_function(PICTURE).json_value() / 1000
        _rest(page)
        first = page.evaluate(NOW)
        took = _choose(page)
        _rest(page)
        bytes_filter = page.evaluate(NOW)["bytes"] - first["bytes"]
        return Visit(picture, took, _last_drawn(log), first["bytes"], bytes_filter)
    finally:
        context.close()


def _choose(page: Page) -> float:
    """Seconds from the choice of a type until the page shows it."""
    box = page.get_by_role("combobox", name=FILTER).first
    box.scroll_into_view_if_needed()
    box.click()
    offer = page.get_by_role("option", name=CHOICE).first
    offer.wait_for()
    before = page.evaluate(NOW)
    began = page.evaluate("performance.now()")
    offer.click()
    return (page.wait_for_function(CHANGED, arg=before).json_value() - began) / 1000


def _rest(page: Page) -> None:
    """Waits until the page has received nothing for a second, and no script is running."""
    received, since = -1, time.monotonic()
    while time.monotonic() - since < 1:
        page.wait_for_timeout(100)
        now = page.evaluate("bench.bytes")
        if now != received:
            received, since = now, time.monotonic()


def _last_drawn(log: Path) -> float:
    found = DRAWN.findall(log.read_text())
    return int(found[-1]) / 1000 if found else float("nan")


def _memory(pid: int) -> int:
    """Bytes: the most that a process has held (Linux; elsewhere 0)."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else 0


@contextmanager
def _server(script: str, store: Path) -> Iterator[tuple[str, subprocess.Popen, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-c", SERVE, "run", script, f"--server.port={port}", "--server.fileWatcherType=none"]
        if script == NAIVE:  # a script's basemap is what lies beside it
            (Path(folder) / "static").symlink_to(ROOT / "static")
            command[4] = shutil.copy(ROOT / script, folder)
        environment = os.environ | {"DATELINE_STORE": str(store), "PYTHONPATH": str(ROOT)}
        path = Path(folder) / "log.txt"
        with path.open("w") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                _wait(f"http://127.0.0.1:{port}/_stcore/health")
                yield f"http://127.0.0.1:{port}", server, path
            finally:
                server.terminate()
                server.wait(60)


if __name__ == "__main__":
    main()

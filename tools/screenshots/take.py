"""The pictures of docs/images, taken of the real page: `python -m tools.screenshots.take [--million STORE]`.

The app is served on a store of the sample articles, and, where one is named, on one of a million synthetic events
(`benchmarks.synthetic`). Each picture is a name, a screen, and what is done before it is taken.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import polars as pl
from playwright.sync_api import Browser, Error, Page, sync_playwright

from events.store import Store
from tests.browser.conftest import FLAGS
from tests.chromium import find

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLES = ROOT / "sample_articles"
PATIENCE = 120_000  # milliseconds
REST = 2_500  # milliseconds in which nothing moves any more
DESKTOP, PHONE = (1440, 900), (390, 844)

# ---- where things are on the page: all that this script knows of it --------------------------------------------

MAP = "[data-testid=stDeckGlJsonChart] canvas"
MISSING = "Page not found"
BUSY = "[data-testid=stStatusWidget], [data-testid=stSkeleton]"
TRAYS = {"unplaced": "No place", "undated": "No date"}
READ, STORY = "article", "story"  # addresses of pages
OPENED = "?event={event}"
EVENT = "blockquote"  # a sentence of an opened event


def show(page: Page) -> None:
    page.locator(MAP).first.wait_for()


def opened_event(page: Page) -> None:
    show(page)
    page.locator(EVENT).first.wait_for()


def correcting(page: Page) -> None:
    opened_event(page)
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_role("radiogroup").last.wait_for()


def open_tray(name: str) -> Callable[[Page], None]:
    def opened(page: Page) -> None:
        show(page)
        page.get_by_role("radio", name=TRAYS[name]).or_(page.get_by_role("button", name=TRAYS[name])).first.click()

    return opened


def read(page: Page) -> None:
    page.get_by_role("heading").first.wait_for()


# ---- the pictures ----------------------------------------------------------------------------------------------


class Picture(NamedTuple):
    name: str
    prepare: Callable[[Page], None] = show
    address: str = ""
    screen: tuple[int, int] = DESKTOP
    theme: str = "light"


OF_SAMPLES = (
    Picture("dashboard"),
    Picture("dashboard-dark", theme="dark"),
    Picture("phone", screen=PHONE),
    Picture("phone-dark", screen=PHONE, theme="dark"),
    Picture("event", opened_event, OPENED),
    Picture("event-dark", opened_event, OPENED, theme="dark"),
    Picture("correct", correcting, OPENED),
    Picture("no-place", open_tray("unplaced")),
    Picture("no-date", open_tray("undated")),
    Picture("read", read, READ),
    Picture("story", read, STORY),
)
OF_MILLION = (Picture("million"), Picture("million-dark", theme="dark"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, help="a store of the sample articles; else one is made")
    parser.add_argument("--million", type=Path, help="a store of a million synthetic events")
    parser.add_argument("--into", type=Path, default=IMAGES, help="a folder")
    parser.add_argument("--only", nargs="*", default=(), help="names of pictures")
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        samples = given.samples or Path(folder) / "samples.sqlite"
        for store, pictures in ((samples, OF_SAMPLES), (given.million, OF_MILLION)):
            wanted = [picture for picture in pictures if not given.only or picture.name in given.only]
            if store is None or not wanted:
                continue
            if not store.exists():
                _ingest(store)
            event = _telling(store)
            with _server(store) as address:
                for picture in wanted:
                    _take(browser, f"{address}/{picture.address.format(event=event)}", picture, given.into)
        browser.close()


def _take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    width, height = picture.screen
    window = {"width": width, "height": height}
    context = browser.new_context(viewport=window, color_scheme=picture.theme, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        page.goto(address)
        picture.prepare(page)
        _rest(page)
        if page.get_by_text(MISSING).count():
            raise Error(f"there is no page at {address}")
        page.screenshot(path=folder / f"{picture.name}.png")
        print(f"{picture.name}.png", flush=True)
    except Error as error:
        print(f"{picture.name}: not taken ({str(error).splitlines()[0]})", file=sys.stderr, flush=True)
    finally:
        context.close()


def _rest(page: Page) -> None:
    """Waits until the script has run and the map has stopped moving."""
    page.wait_for_timeout(REST)
    page.wait_for_function("(busy) => !document.querySelector(busy)", arg=BUSY)
    page.mouse.move(0, 0)
    page.wait_for_timeout(REST)


def _telling(store: Path) -> str:
    """The id of an event that has much to show: a spot, a day, both parties, several reports, and that is sure."""
    with Store.open(f"sqlite:///{store}") as opened:
        columns = opened.columns()
        both = columns.parties.group_by("event").agg(pl.col("role").n_unique()).filter(pl.col("role") == 2)["event"]
        good = columns.events.filter(
            pl.col("number").is_in(both.implode()),
            pl.col("assertion") == "asserted",
            pl.col("precision") == "settlement",
            pl.col("granularity") == "day",
            pl.col("basis") == "stated",
        )
        return good.sort("reports", "salience", "sure", "id", descending=True)["id"][0]


# ---- the app ---------------------------------------------------------------------------------------------------


def _ingest(store: Path) -> None:
    command = [sys.executable, "-m", "events", "ingest", str(SAMPLES), "--store", str(store)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)


@contextmanager
def _server(store: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    environment = os.environ | {"DATELINE_STORE": str(store)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)  # type: ignore[call-overload]  # noqa: S603
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
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()

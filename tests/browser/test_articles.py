"""Adding and keeping articles, as a user does: failures are said first, changes hold, what goes comes back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from events.model import Article
from events.store import Store
from tests.browser.conftest import PATIENCE, Visit
from tests.browser.page import wait_for

FILES = {
    "summer/mosul.txt": "Islamic State fighters attacked the Iraqi city of Mosul on Tuesday, killing 20 soldiers.",
    "summer/baghdad.md": "The United States bombed militants near Baghdad on 8 August 2014.",
    "summer/photo.jpg": "no picture",
    "summer/empty.txt": "",
    "../outside.txt": "They met in Rome.",
    "__MACOSX/summer/._mosul.txt": "junk",
}
ROW, HEAD = 35, 36  # pixels
TITLE, SOURCE, PUBLISHED = 250, 620, 860  # pixels from the left of the table to its columns


@pytest.fixture(scope="module")
def kept(address: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Opens the server's store, as another program would."""
    folder = max(tmp_path_factory.getbasetemp().glob("server*"), key=lambda made: made.stat().st_ctime)
    return lambda: Store.open(f"sqlite:///{folder / 'test.sqlite'}")


def alert(page: Page, words: str):
    return page.get_by_test_id("stAlert").filter(has_text=words)


def button(page: Page, name: str):
    return page.get_by_role("button", name=re.compile(name))


def typed(page: Page, row: int, x: int, words: str, is_so: Callable[[], bool]) -> None:
    """Types words into a cell of the table of articles, and waits until they are kept."""
    for _ in range(20):  # the table is drawn anew after each change, and what was clicked before is forgotten
        page.wait_for_timeout(400)
        page.get_by_test_id("stDataFrame").last.click(position={"x": x, "y": HEAD + ROW * row + ROW // 2})
        if _is_edited(page):  # a cell that was chosen already opens by a click
            break
        page.keyboard.press("Enter")
        if _is_edited(page):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type(words, delay=20)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved").first).to_be_visible(timeout=PATIENCE)
    wait_for(page, is_so)


def _is_edited(page: Page) -> bool:
    page.wait_for_timeout(250)
    return bool(page.evaluate("!!document.activeElement.closest('input, textarea')"))


def archive() -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w") as made:
        for name, text in FILES.items():
            made.writestr(name, text)
    return data.getvalue()


def test_a_zip_is_added_and_what_fails_is_said_first(visit: Visit, kept: Callable[[], Store]) -> None:
    page = visit.page
    page.get_by_role("link", name="Add articles").first.click()
    page.locator("input[type=file]").set_input_files(
        [{"name": "summer.zip", "mimeType": "application/zip", "buffer": archive()}]
    )
    expect(page.get_by_text("summer.zip")).to_be_visible()
    page.get_by_role("textbox", name="Published").fill("2014-06-12")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(alert(page, "3 inputs could not be read")).to_be_visible(timeout=PATIENCE)
    for words in ("leads out of the archive", ".jpg files are not known", "is empty"):
        expect(alert(page, words)).to_be_visible()
    expect(alert(page, "2 articles added")).to_be_visible()
    expect(page.get_by_role("heading", name="2 articles in the store").first).to_be_visible()
    with kept() as store:
        assert {one.name for one in store.catalogue.articles()} == {"summer/mosul.txt", "summer/baghdad.md"}


def test_what_is_there_already_is_said(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("textbox", name="Or paste a text").fill(FILES["summer/mosul.txt"])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(alert(page, "1 article in the store already")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("textbox", name="Or paste a text")).to_have_value("")


def test_a_file_of_this_machine_is_no_address(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("textbox", name="Or addresses of web pages").fill("/etc/passwd file:///etc/passwd")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(alert(page, "2 inputs could not be read")).to_be_visible(timeout=PATIENCE)
    expect(alert(page, "is no address of a web page").first).to_be_visible()


def test_title_and_source_are_changed_in_the_table(visit: Visit, kept: Callable[[], Store]) -> None:
    page = visit.page
    page.get_by_role("textbox", name="Search the articles").fill("mosul")
    page.get_by_role("textbox", name="Search the articles").press("Enter")
    expect(button(page, "Pick all 1 shown")).to_be_visible()

    def mosul() -> Article:
        with kept() as store:
            return next(a for a in store.articles() if a.name == "summer/mosul.txt")

    typed(page, 0, TITLE, "The fall of Mosul", lambda: mosul().title == "The fall of Mosul")
    typed(page, 0, SOURCE, "The Courier", lambda: mosul().source == "The Courier")
    with kept() as store:
        (article,) = (a for a in store.articles() if a.name == "summer/mosul.txt")
        assert (article.title, article.source) == ("The fall of Mosul", "The Courier")
        assert article.text == FILES["summer/mosul.txt"]


def test_another_day_moves_the_events_that_are_counted_from_it(visit: Visit, kept: Callable[[], Store]) -> None:
    with kept() as store:
        assert {e.time.earliest for e in store.events() if e.time and e.place and e.place.name == "Mosul"} == {
            "2014-06-10"
        }

    def moved() -> bool:
        with kept() as store:
            found = [e for e in store.events() if e.place and e.place.name == "Mosul"]
            return {e.time.earliest for e in found if e.time} == {"2014-08-12"}

    typed(visit.page, 0, PUBLISHED, "08142014", moved)  # as a browser for the United States takes a date


def test_what_is_deleted_comes_back_with_undo(visit: Visit, kept: Callable[[], Store]) -> None:
    page = visit.page
    with kept() as store:
        before = store.events()
    page.get_by_role("textbox", name="Search the articles").fill("")
    page.get_by_role("textbox", name="Search the articles").press("Enter")
    button(page, "Pick all 2 shown").click()
    button(page, "Delete 2 articles").click()
    expect(page.get_by_text("2 articles deleted, with their events.")).to_be_visible()
    with kept() as store:
        assert store.counts().articles == 0
    button(page, "Undo").click()
    expect(page.get_by_text("2 articles deleted, with their events.")).to_be_hidden()
    expect(page.get_by_role("heading", name="2 articles in the store").first).to_be_visible()
    with kept() as store:
        assert store.events() == before


def test_the_sample_articles_come_and_go(visit: Visit, kept: Callable[[], Store]) -> None:
    page = visit.page
    button(page, "Pick all 2 shown").click()
    button(page, "Delete 2 articles").click()
    button(page, "Dismiss").click()
    button(page, "Load the sample articles").click()
    expect(page.get_by_role("heading", name="18 articles in the store")).to_be_visible(timeout=2 * PATIENCE)
    button(page, "Remove the 18 sample articles").click()
    expect(page.get_by_text("18 articles deleted, with their events.")).to_be_visible(timeout=PATIENCE)
    with kept() as store:
        assert store.counts().articles == 0
    button(page, "Undo").click()
    expect(page.get_by_role("heading", name="18 articles in the store")).to_be_visible(timeout=PATIENCE)


def test_no_script_failed(visit: Visit) -> None:
    assert visit.errors == []

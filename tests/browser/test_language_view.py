"""The page in the language of the browser: its words, its numbers and its days, each reader's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from events.dashboard import wording
from events.merging import group_incidents
from events.model import Confidence
from events.store import Store
from tests import factory
from tests.browser.conftest import PATIENCE

TEXT = "Rebels shelled Mosul on 10 May. The army bombed Amerli on 10 August. Police fired on a crowd on 10 December."
DAYS = {"shelled": "2014-05-10", "bombed": "2014-08-10", "fired": "2014-12-10"}


@pytest.fixture(scope="module")
def filled(store_file: Path, address: str) -> str:
    """The address of a page on three events, the first of them open."""
    article = factory.article(TEXT, published="2014-12-12")
    told = {
        "place": factory.MOSUL,
        "mode": "shelling",
        "casualties": factory.toll((1204, 1204)),
        "confidence": Confidence(actor=0.6, place=0.6, time=0.6),
    }
    mentions = [factory.mention(article, words, time=factory.day(day), **told) for words, day in DAYS.items()]
    with Store.open(f"sqlite:///{store_file}") as store:
        store.add(article, group_incidents(mentions))
        first = next(event.id for event in store.events() if wording.what(event) == "shelled")
    return f"{address}/?event={first}"


@pytest.fixture
def page(chromium: Browser, filled: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page in a browser of a locale."""
    window = {"width": 1440, "height": 1000}
    context = chromium.new_context(viewport=window, locale=request.param)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.goto(filled)
    yield opened
    context.close()


def fact(page: Page, label: str) -> str:
    return page.locator(".fact", has=page.locator("dt", has_text=label)).locator("dd").inner_text()


def ticks(page: Page) -> set[str]:
    return {text for label in page.locator("svg text.tick").all_text_contents() for text in label.split()}


@pytest.mark.parametrize("page", ["de-DE"], indirect=True)
def test_german(page: Page) -> None:
    expect(page.get_by_role("heading", name="3 Ereignisse")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("link", name="Artikel hinzufügen").first).to_be_visible()
    expect(page.get_by_role("button", name="Alle Filter aufheben")).to_be_visible()
    expect(page.locator(".status")).to_contain_text("Alle Daten · 3 Ereignisse")
    expect(page.get_by_role("button", name="Abspielen (Leertaste)")).to_be_visible()
    assert fact(page, "Wann").startswith("10. Mai 2014")
    assert "wahrscheinlich 0,60" in fact(page, "Wo")
    assert fact(page, "Opfer") == "1.204 getötet"
    assert fact(page, "Was").startswith("Angriff · Beschuss")
    assert {"Aug", "Dez"} <= {tick.rstrip(".") for tick in ticks(page)}
    page.get_by_role("button", name="Prüfen").click()  # says so in a callback, which runs before the page
    expect(page.get_by_text("Gespeichert")).to_be_visible()


@pytest.mark.parametrize("page", ["en-US"], indirect=True)
def test_american(page: Page) -> None:
    expect(page.get_by_role("heading", name="3 events")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".status")).to_contain_text("All dates · 3 events")
    assert fact(page, "When").startswith("May 10, 2014")
    assert fact(page, "Toll") == "1,204 killed"
    assert "likely 0.60" in fact(page, "Where")

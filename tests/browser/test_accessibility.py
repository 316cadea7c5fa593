"""Every page by axe-core, in light and dark; and as narrow as a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LOCALE, PATIENCE

SERIOUS = {"moderate", "serious", "critical"}
# Rule → why what it finds is not ours to mend. Nothing is excepted now.
EXCEPTIONS: dict[str, str] = {}
PAGES = ("events", "event", "add", "read", "story", "corrections", "about")
WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
WIDTHS = "[document.documentElement, document.querySelector('[data-testid=stMain]')].map((e) => e.scrollWidth)"
BACKGROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
STILL = "document.getAnimations().every((a) => a.playState !== 'running' || a.effect.getTiming().iterations > 99)"
WAIT = "!document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]')"


@pytest.fixture(scope="module")
def addresses(chromium: Browser, address: str) -> dict[str, str]:
    """The address of each page, on a store with the sample articles."""
    page = chromium.new_page(locale=LOCALE)
    page.goto(address)
    page.get_by_role("button", name="Load the sample articles").click(timeout=PATIENCE)
    heading = page.get_by_role("heading", name=re.compile(r"\d+ event"))
    expect(heading).to_be_visible(timeout=3 * PATIENCE)
    page.goto(f"{address}/article")
    mark = page.locator(".text a").first
    event = mark.get_attribute("href", timeout=PATIENCE)
    page.close()
    assert event is not None
    named = {"events": "", "event": event.removeprefix("./"), "add": "add", "read": "article"}
    return {name: f"{address}/{named.get(name, name)}" for name in PAGES}


@pytest.fixture(scope="module")
def wide(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=WIDE, color_scheme="light", locale=LOCALE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def narrow(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=NARROW, has_touch=True, locale=LOCALE)
    yield context.new_page()
    context.close()


def drawn(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("h1, h3").first.wait_for(timeout=PATIENCE)
    rests(page)


def rests(page: Page) -> None:
    """Waits until nothing is drawn or fades in any more."""
    page.wait_for_timeout(400)
    page.wait_for_function(WAIT, timeout=PATIENCE)
    page.wait_for_function(STILL, timeout=PATIENCE)


def turns_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{BACKGROUND} === 'rgb(20, 25, 30)'", timeout=PATIENCE)
    rests(page)


def violations(page: Page) -> list[str]:
    """What axe-core finds that keeps people out: rule, element and what is wrong with it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found
        if rule["impact"] in SERIOUS and rule["id"] not in EXCEPTIONS
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_keeps_anybody_out_or_is_wider_than_its_screen(
    wide: Page, addresses: dict[str, str], name: str
) -> None:
    drawn(wide, addresses[name])
    assert violations(wide) == []
    turns_dark(wide)
    assert violations(wide) == []
    wide.set_viewport_size(NARROW)
    wide.wait_for_timeout(500)
    assert wide.evaluate(WIDTHS) == [390, 390]
    wide.set_viewport_size(WIDE)
    wide.emulate_media(color_scheme="light")


def test_axe_would_find_what_is_wrong(wide: Page, addresses: dict[str, str]) -> None:
    drawn(wide, addresses["about"])
    wide.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert [found.split(":")[0] for found in violations(wide)] == ["button-name"]


@pytest.mark.parametrize("name", ["events", "event"])
def test_a_telephone_shows_the_page(narrow: Page, addresses: dict[str, str], name: str) -> None:
    drawn(narrow, addresses[name])
    assert narrow.evaluate(WIDTHS) == [390, 390]


def test_what_is_marked_is_reached_by_keyboard_and_says_what_it_is(narrow: Page, addresses: dict[str, str]) -> None:
    drawn(narrow, addresses["read"])
    mark = narrow.locator(".text a").first
    mark.focus()
    narrow.evaluate("window.kept = true")  # gone where a page is loaded anew, with what its session holds
    said = mark.get_attribute("data-read")
    assert said and mark.get_attribute("aria-description") == said
    narrow.keyboard.press("Enter")
    expect(narrow.locator("blockquote mark.what").first).to_be_visible(timeout=PATIENCE)
    narrow.locator(".report .title").first.click()
    expect(narrow.locator(".text a.asked")).to_be_visible(timeout=PATIENCE)
    assert narrow.evaluate("window.kept")


def test_map_and_timeline_are_seen_together(wide: Page, addresses: dict[str, str]) -> None:
    drawn(wide, addresses["events"])
    wide.set_viewport_size({"width": 1440, "height": 900})
    expect(wide.locator(".chart .tick").last).to_be_in_viewport(ratio=0.9)
    expect(wide.locator("[data-testid=stDeckGlJsonChart]")).to_be_in_viewport(ratio=1)
    expect(wide.get_by_role("button", name="Page after")).to_be_in_viewport(ratio=1)
    wide.set_viewport_size({"width": 1280, "height": 720})
    expect(wide.locator("[data-testid=stDeckGlJsonChart]")).to_be_in_viewport(ratio=1)
    expect(wide.locator(".chart .mark").last).to_be_in_viewport()
    wide.set_viewport_size(WIDE)

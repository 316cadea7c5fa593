"""Hostile words on every page, in a real browser: nothing runs, nobody is asked, and all of it is shown as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from events.export import FORMATS, About, Sources
from events.store import Store
from tests.attacks import hostile
from tests.attacks.payloads import MARKUP, OVERRIDE, STEERING, TERMINAL
from tests.browser.conftest import LOCALE, PATIENCE, Visit

pytestmark = pytest.mark.attack
PAYLOADS = (" ".join(MARKUP[:10]), " ".join(MARKUP[10:]), f"{TERMINAL} {''.join(STEERING)}{OVERRIDE} a b")
SHOWN = [" ".join(words.split()) for words in PAYLOADS[:2]]
# All elements and words of the page, in the components too; not what stands in fields, to be changed.
WALK = """() => {
  const words = [], bad = [], open = [document.documentElement];
  while (open.length) {
    const node = open.pop();
    if (node.nodeType === Node.TEXT_NODE) { words.push(node.data); continue; }
    if (["SCRIPT", "STYLE", "TEXTAREA"].includes(node.tagName)) continue;
    if (node.attributes) for (const { name, value } of node.attributes) {
      const leads = /^(href|src)$/.test(name) && /^\\s*javascript:|^[^#]*stranger/i.test(value);
      if (name.startsWith("on") || name === "srcdoc" || leads) bad.push(`${node.tagName} ${name}=${value}`);
      if (node.tagName !== "INPUT") words.push(value);
    }
    if (/^(IFRAME|OBJECT|EMBED)$/.test(node.tagName) || node.classList?.contains("katex")) bad.push(node.tagName);
    open.push(...node.childNodes, ...(node.shadowRoot ? [node.shadowRoot] : []));
  }
  return { words: words.join(" "), bad, hurt: window.hurt ?? null, title: document.title };
}"""


@pytest.fixture(scope="module")
def events(store_file: Path) -> list[str]:
    with Store.open(f"sqlite:///{store_file}") as store:
        return hostile.fill(store, PAYLOADS)


@pytest.fixture(scope="module")
def address(events: list[str], address: str) -> Iterator[str]:
    yield address


def harmless(visit: Visit) -> str:
    """All words of the page, where nothing on it is theirs but words."""
    found = visit.page.evaluate(WALK)
    assert found["hurt"] is None and found["bad"] == []
    at = [found["words"].index(sign) for sign in (*STEERING, OVERRIDE) if sign in found["words"]]
    assert [found["words"][max(0, i - 60) : i + 20] for i in at] == []
    assert visit.errors == []
    return " ".join(found["words"].replace("\u2060", "").split())


def go(visit: Visit, where: str, **asked: str) -> None:
    visit.page.goto(f"{where}?{urlencode(asked)}")
    visit.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_an_event_and_its_article(visit: Visit, address: str, events: list[str], number: int) -> None:
    go(visit, address, event=events[number], maybe="1", words=PAYLOADS[number][:60], actor=PAYLOADS[number])
    expect(visit.page.locator("blockquote").first).to_contain_text(f"Report {number}", timeout=PATIENCE)
    words = harmless(visit)
    visit.page.locator(".report .title").first.click()
    visit.page.get_by_text("Underlined words were read as events").wait_for(timeout=PATIENCE)
    words += harmless(visit)
    if number < len(SHOWN):
        assert words.count(SHOWN[number]) > 8


@pytest.mark.parametrize(
    ("page", "ready"), [("", "3 events"), ("corrections", "3 said"), ("story", "Web page"), ("add", "in the store")]
)
def test_each_page(visit: Visit, address: str, page: str, ready: str) -> None:
    go(visit, f"{address}/{page}", maybe="1")
    visit.page.get_by_text(ready).or_(visit.page.get_by_label(ready)).first.wait_for(timeout=PATIENCE)
    words = harmless(visit)
    if page == "corrections":
        assert all(shown in words for shown in SHOWN)


def test_nobody_was_asked(visit: Visit, address: str, store_file: Path) -> None:
    assert visit.hosts - {""} == {urlsplit(address).netloc}
    assert "\x1b" not in store_file.with_name("log.txt").read_text()
    asked = store_file.with_name("asked.txt").read_text().splitlines()
    assert [line for line in asked if line.startswith("socket.")] == []


def test_the_exported_page(chromium: Browser, events: list[str], store_file: Path) -> None:
    path = store_file.with_name("events.html")
    with Store.open(f"sqlite:///{store_file}") as store, path.open("wb") as sink:
        FORMATS["html"].write(store.events(), sink, About(Sources(store.article), store.stories.all()[0]))
    context = chromium.new_context(locale=LOCALE)
    visit = Visit(context.new_page())
    visit.page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.goto(path.as_uri())
    visit.page.locator("#list button").first.click()
    words = harmless(visit)
    assert all(shown in words for shown in SHOWN) and visit.hosts == {""}
    context.close()

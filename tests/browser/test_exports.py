"""The exported web page, opened from a file in a browser without network: what a reader does, and hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from events.export import FORMATS, About, Sources
from events.model import Chapter, Event, Story
from tests.factory import AMERLI, IRAQ, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention

EVIL = "<script>hurt = 1</script><img src=x onerror='hurt = 2'></script><!-- @@SCRIPT@@ -->"
TEXT = (
    "Islamic State seized Mosul on 10 June 2014. American jets struck near Amerli. Iraq appealed for help. "
    f"A crowd marched {EVIL} by night."
)
NEWS = article(TEXT, name="a.txt", title=f"Mosul falls {EVIL}", source="The Courier", url="https://example.org/mosul")
BAD = article("Caesar crossed the Rubicon.", name="b.txt", title="A river", url="javascript:hurt=3")
SHARED = ("type", "mode", "cameo", "participants", "place", "time", "assertion", "casualties")


def event(name: str, of, trigger: str, type_: str = "ASSAULT", **fields) -> Event:
    told = mention(of, trigger, type_, **fields)
    return Event(name, **{f: getattr(told, f) for f in SHARED}, mentions=(told,))


EVENTS = (
    event("mosul", NEWS, "seized", who=[("Islamic State", ISLAMIC_STATE)], place=MOSUL, time=day("2014-06-10")),
    event("amerli", NEWS, "struck", who=[("American jets", UNITED_STATES)], place=AMERLI, time=day("2014-08-31")),
    event("iraq", NEWS, "appealed", "REQUEST", who=[("Iraq", None)], place=IRAQ),
    event("march", NEWS, "marched", "PROTEST", who=[(EVIL, None)], time=day("2014-06-01", "2014-06-30", "month")),
    event("rubicon", BAD, "crossed", "MOBILIZE", time=day("-0048-01-10")),
)
STORY = Story("s", f"Two days {EVIL}", (Chapter("amerli", f"The relief. {EVIL}"), Chapter("mosul", "The fall.")))
SOURCES = Sources({a.id: a for a in (NEWS, BAD)}.get)


@dataclass
class Opened:
    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(params=["desktop", "phone"])
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Opened]:
    size = {"desktop": (1280, 900), "phone": (390, 844)}[request.param]
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    opened = Opened(context.new_page())
    opened.page.on("request", lambda asked: opened.asked.append(asked.url))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("console", lambda said: opened.errors.append(said.text))
    yield opened
    context.close()


def goto(visit: Opened, folder: Path, about: About = About(SOURCES), events=EVENTS) -> Page:  # noqa: B008 (frozen)
    path = folder / "events.html"
    with path.open("wb") as sink:
        FORMATS["html"].write(events, sink, about)
    visit.page.goto(path.as_uri())
    return visit.page


def harmless(visit: Opened) -> None:
    assert visit.page.evaluate("window.hurt") is None
    assert visit.page.locator("img, iframe, a[href^=javascript]").count() == 0
    assert len(visit.asked) == 1 and visit.asked[0].startswith("file://")  # the page itself
    assert visit.errors == []


def test_filter_by_an_actor_and_click_its_mark(visit, tmp_path):
    page = goto(visit, tmp_path)
    expect(page.locator("#list li")).to_have_count(5)
    expect(page.locator("#count")).to_have_text("5 events · 2 without a place, 1 without a date: in the list only")
    page.locator("#actor").select_option("Islamic State")
    expect(page.locator("#count")).to_have_text("1 event of 5")
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.locator(".bar")).to_have_count(1)
    page.locator(".mark").click()
    expect(page.locator("#detail blockquote")).to_have_text("Islamic State seized Mosul on 10 June 2014.")
    expect(page.locator("#detail a")).to_have_attribute("href", "https://example.org/mosul")
    page.locator("#all").click()
    expect(page.locator("#list li")).to_have_count(5)
    page.locator("#type").select_option("Protest")
    expect(page.locator("#list li")).to_have_count(1)
    harmless(visit)


def test_what_belongs_to_one_incident_is_one_entry(visit, tmp_path):
    told = [replace(e, mentions=(replace(e.mentions[0], incident="mosul"),)) for e in EVENTS[:2]]
    salient = replace(told[1], salience=0.9)
    page = goto(visit, tmp_path, events=(told[0], EVENTS[2], salient))
    expect(page.locator("#list > li")).to_have_count(2)
    expect(page.locator("#list > li").first.locator(".what")).to_have_text(["struck", "seized"])
    expect(page.locator("#list .also .about")).to_have_text("10 Jun 2014 · Mosul, Nineveh, Iraq")
    page.locator("#list .also button").click()
    expect(page.locator("#detail blockquote")).to_have_text("Islamic State seized Mosul on 10 June 2014.")
    page.locator("#actor").select_option("Islamic State")
    expect(page.locator("#list .what")).to_have_text(["seized"])
    harmless(visit)


def test_map_and_timeline_move_by_keys_and_wheel(visit, tmp_path):
    page = goto(visit, tmp_path)
    for name, part in (("#world", "#ground"), ("#line", "#line")):
        seen = {page.locator(part).evaluate("each => each.outerHTML.slice(0, 40) + each.innerHTML.length")}
        page.locator(name).focus()
        for key in ("+", "ArrowRight"):
            page.keyboard.press(key)
            seen.add(page.locator(part).evaluate("each => each.outerHTML.slice(0, 60) + each.innerHTML"))
        page.locator(name).hover()
        page.mouse.wheel(0, -300)
        page.wait_for_timeout(100)
        seen.add(page.locator(part).evaluate("each => each.outerHTML.slice(0, 60) + each.innerHTML"))
        assert len(seen) == 4
    harmless(visit)


def test_years_before_year_one_are_drawn(visit, tmp_path):
    page = goto(visit, tmp_path, events=EVENTS[-1:])
    expect(page.locator(".tick").first).to_contain_text("49 BC")
    page.locator(".bar").click()
    expect(page.locator("#detail blockquote")).to_have_text("Caesar crossed the Rubicon.")
    harmless(visit)


def test_a_story_comes_first_and_moves_the_map(visit, tmp_path):
    page = goto(visit, tmp_path, About(SOURCES, STORY))
    assert page.title() == STORY.title
    expect(page.locator("#story p")).to_have_text(STORY.chapters[0].caption)
    expect(page.locator("#detail blockquote")).to_have_text("American jets struck near Amerli.")
    before = page.locator("#ground").get_attribute("transform")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#story p")).to_have_text("The fall.")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    assert page.locator("#ground").get_attribute("transform") != before
    harmless(visit)


def test_hostile_words_are_shown_as_they_are(visit, tmp_path):
    page = goto(visit, tmp_path)
    page.locator("#list button").nth(3).click()
    expect(page.locator("#detail blockquote")).to_contain_text("<script>hurt = 1</script>")
    expect(page.locator("#detail dd").nth(1)).to_have_text(EVIL)
    harmless(visit)


def test_no_events(visit, tmp_path):
    page = goto(visit, tmp_path, events=())
    expect(page.locator("#count")).to_have_text("0 events")
    harmless(visit)


def test_nothing_is_wider_than_the_window(visit, tmp_path):
    page = goto(visit, tmp_path, About(SOURCES, STORY))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

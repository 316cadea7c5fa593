"""What a user does, in a real browser: add articles, find pin, mark and sentence, filter, share the address.

The tests of this file are one story and run in order, on one page and one store.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.browser.conftest import LOCALE, PATIENCE, Visit
from tests.browser.page import (
    click_on_map,
    fewer_pins,
    layer,
    map_is_drawn,
    map_shows,
    number,
    open_first_of_several,
)

TITLE = "News of the summer"
ARTICLE = """Islamic State fighters attacked the Iraqi city of Mosul on 10 June 2014, killing 20 soldiers.

The United States bombed the militants near Baghdad on 8 August 2014.
"""
HOSTILE_TITLE = "<script>window.hurt=1</script> **bold** $x^2$"
HOSTILE = """Rebels <img src=x onerror="window.hurt=1"> attacked Damascus on 4 May 2013,
killing [five](javascript:hurt=1) :red[people] $y^2$.
"""
DOT = ".chart .mark"
SHOWN = '<img src=x onerror="window.hurt=1">', "[five](javascript:hurt=1)", ":red[people]", "$y^2$"


def test_an_empty_store_greets(visit: Visit) -> None:
    expect(visit.page.get_by_text("Who did what to whom, where and when")).to_be_visible(timeout=PATIENCE)
    expect(visit.page.get_by_role("button", name="Load the sample articles")).to_be_visible()


def test_an_article_is_uploaded(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="Add articles").first.click()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "strikes.md", "mimeType": "text/markdown", "buffer": ARTICLE.encode()},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ]
    )
    expect(page.get_by_text("strikes.md")).to_be_visible()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.get_by_role("textbox", name="Published").fill("31 February 2014")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_test_id("stAlert").filter(has_text="31 February")).to_be_visible()

    page.get_by_role("textbox", name="Published").fill("2014-08-09")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_test_id("stAlert").filter(has_text="1 article added")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stAlert").filter(has_text="empty.txt")).to_be_visible()
    expect(page.get_by_text("2014-08-09").first).to_be_attached()  # in a table that is a picture


def test_a_click_on_its_pin_opens_the_event_with_its_sentence(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="See them on the map").click()
    map_is_drawn(page)
    pins = layer(page, "targets-0")
    mosul = next(pin for pin in pins if pin["label"].startswith("Mosul"))
    click_on_map(page, mosul["at"])
    open_first_of_several(page)
    expect(page.locator("blockquote").first).to_contain_text("attacked the Iraqi city of Mosul on 10 June 2014")
    expect(page.locator("blockquote mark.where", has_text="Mosul").first).to_be_visible()
    expect(page.locator("blockquote mark.when", has_text="10 June 2014").first).to_be_visible()
    expect(page.locator("blockquote mark.who", has_text="Islamic State").first).to_be_visible()
    expect(page.locator(".report .title").first).to_have_text(TITLE)


def test_a_click_on_its_mark_opens_the_event_from_the_timeline(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_role("button", name="All places").click()
    mark = page.locator(f"{DOT}[aria-label*=bombed]")
    expect(mark).to_be_visible()
    for _ in range(2):  # also where it is the one that was open before
        mark.click()
        expect(page.locator("blockquote").first).to_contain_text("bombed the militants near Baghdad")
        page.get_by_role("button", name="Back to the list").click()
        expect(page.locator("blockquote")).to_have_count(0)


def test_what_an_event_did_stands_below_it(visit: Visit) -> None:
    page = visit.page
    below = page.locator(".events > li", has_text="attacked").locator(".also button")
    expect(below).to_have_count(1)
    expect(below).to_contain_text("killing 20 soldiers")
    page.locator(".events button").first.focus()
    page.keyboard.press("ArrowDown")
    expect(below).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_contain_text("killing 20 soldiers")
    page.get_by_role("button", name="Back to the list").click()
    expect(below).to_be_visible()


def test_a_filter_by_actor_changes_number_map_and_timeline(visit: Visit) -> None:
    page = visit.page
    before, pins = number(page), len(layer(page, "targets"))
    marks = page.locator(DOT).count()
    box = page.get_by_test_id("stMultiSelect").filter(has_text="Actors").locator("input")
    box.click()
    page.get_by_role("option", name=re.compile("^United States")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=re.compile(rf"^{before} event"))).not_to_be_visible()
    assert 0 < number(page) < before
    page.wait_for_function(f"document.querySelectorAll('{DOT}').length < {marks}")
    fewer_pins(page, pins)


def test_each_filter_is_named_and_taken_away_by_one_click(visit: Visit) -> None:
    page = visit.page
    few = number(page)
    page.get_by_role("button", name="United States", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile(rf"^{few} event"))).not_to_be_visible()
    expect(page.get_by_test_id("stMultiSelect").filter(has_text="Actors")).not_to_contain_text("United States")
    assert "actor=" not in page.url


def test_words_are_searched_in_sentences_and_names(visit: Visit) -> None:
    page = visit.page
    every = number(page)
    box = page.get_by_role("textbox", name="Search sentences and names")
    box.fill('"20 soldiers"')
    box.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(rf"^{every} event"))).not_to_be_visible()
    map_shows(page, {"Mosul"})
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.get_by_role("heading", name=re.compile(rf"^{every} event"))).to_be_visible()


def test_a_period_brushed_on_the_timeline_is_that_of_map_list_and_number(visit: Visit) -> None:
    page = visit.page
    every = number(page)
    expect(page.locator(".status")).to_have_text(re.compile(rf"^All dates · {every} events"))  # as far as it reaches
    box = page.locator(".histogram").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    expect(page.get_by_role("heading", name=re.compile(rf"^{every} event"))).not_to_be_visible()
    assert 0 < number(page) < every
    map_shows(page, {"Mosul"})
    expect(page.locator(f"{DOT}.out[aria-label*=bombed]")).to_be_visible()  # grey, but there
    assert "from=2014" in page.url
    expect(page.locator("[class*=st-key-chip-period]")).to_contain_text("Jul 2014")


def test_an_address_restores_a_period_and_an_open_event(visit: Visit, chromium: Browser) -> None:
    page = visit.page
    page.locator(f"{DOT}:not(.out)").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.wait_for_function("location.search.includes('event=')")
    fresh = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale=LOCALE).new_page()
    fresh.goto(page.url)
    expect(fresh.locator("blockquote").first).to_contain_text("attacked the Iraqi city of Mosul", timeout=PATIENCE)
    assert number(fresh) == number(page)
    fresh.context.close()
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_role("button", name="Clear all filters").click()
    page.wait_for_function("!location.search.includes('from=')")


def test_play_moves_the_period_and_the_map_follows(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Step forward").click()
    page.wait_for_function("location.search.includes('from=')")
    first = page.url
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("before => location.href !== before", arg=first)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Clear all filters").click()
    page.wait_for_function("!location.search.includes('from=')")


def test_a_filter_by_actor_can_be_shared(visit: Visit) -> None:
    page = visit.page
    every = number(page)
    box = page.get_by_test_id("stMultiSelect").filter(has_text="Actors").locator("input")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    for _ in range(3):  # what is typed while the page is drawn anew is forgotten
        box.fill("united states")
        page.get_by_role("option", name=re.compile("^United States")).wait_for()
        page.wait_for_timeout(500)
        if box.input_value() and not page.get_by_role("option", name=re.compile("^Islamic State")).count():
            break
    page.keyboard.press("Enter")  # typed, and found whatever its case
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=re.compile(rf"^{every} event"))).not_to_be_visible()


def test_an_address_restores_the_view_in_a_fresh_browser(visit: Visit, chromium: Browser) -> None:
    expect(visit.page).to_have_url(re.compile(r"actor=United(\+|%20)States"))  # which follows the page by a moment
    fresh = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale=LOCALE).new_page()
    fresh.goto(visit.page.url)
    fresh.get_by_role("heading", name=re.compile(r"\d+ event")).wait_for(timeout=PATIENCE)
    assert number(fresh) == number(visit.page)
    expect(fresh.get_by_test_id("stMultiSelect").filter(has_text="Actors")).to_contain_text("United States")
    fresh.context.close()


def test_hostile_words_are_shown_as_they_are(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(f"{address}/add")
    page.locator("input[type=file]").set_input_files(
        [{"name": "hostile.md", "mimeType": "text/markdown", "buffer": HOSTILE.encode()}]
    )
    expect(page.get_by_text("hostile.md")).to_be_visible()
    page.get_by_role("textbox", name="Title").fill(HOSTILE_TITLE)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_test_id("stAlert").filter(has_text="1 article added")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(HOSTILE_TITLE).first).to_be_visible()

    page.goto(f"{address}/?type=ASSAULT&from=2013-05-01&to=2013-05-31")
    map_is_drawn(page)
    damascus = next(pin for pin in layer(page, "targets") if pin["label"].startswith("Damascus"))
    click_on_map(page, damascus["at"])
    open_first_of_several(page)
    for words in SHOWN:
        expect(page.locator("blockquote").first).to_contain_text(words)
    expect(page.locator(".report .title").first).to_have_text(HOSTILE_TITLE)
    page.locator(DOT).first.hover()
    page.wait_for_timeout(500)
    assert page.evaluate("window.hurt") is None
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0


def test_nobody_else_was_asked_for_anything(visit: Visit, address: str, store_file: Path) -> None:
    assert visit.hosts - {""} == {urlsplit(address).netloc}
    asked = store_file.with_name("asked.txt").read_text().splitlines()  # by the server
    assert [line for line in asked if line.startswith("socket.")] == []


def test_no_script_failed(visit: Visit) -> None:
    assert visit.errors == []

"""What a person says, in a real browser: a place put right stays right, a wrong merge is split, and undo brings back.

The tests of this file are one story and run in order, on one page and one store.
"""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Visit
from tests.browser.page import click_on_map, has_layer, layer, map_is_drawn, number, open_first_of_several, wait_for

ARTICLE = """Rebels attacked the town of Tartus on 4 May 2013, killing five soldiers.

Police arrested nine men in Lisbon on 12 June 2013.

An earthquake struck Lima on 3 July 2013.
"""


def test_an_event_is_opened_and_can_be_corrected(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(f"{address}/add")
    page.get_by_role("textbox", name="Or paste a text").fill(ARTICLE)
    page.get_by_role("textbox", name="Title").fill("A spring and a summer")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_test_id("stAlert").filter(has_text="1 article added")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="See them on the map").click()
    map_is_drawn(page)
    _open(page, "Lisbon")
    expect(page.get_by_role("button", name="Correct")).to_be_visible()


def test_a_place_that_is_put_right_moves_its_pin(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Correct").click()
    page.get_by_role("textbox", name="Search the gazetteer").fill("Porto")
    page.keyboard.press("Enter")
    page.get_by_test_id("stRadio").get_by_text(re.compile(r"^Porto, .*41\.1")).first.click()
    page.get_by_role("textbox", name="Note").fill("the paper says so on page 3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("set by")).to_be_visible()
    _labels(page, has="Porto", lacks="Lisbon")


def test_and_stays_there_when_the_article_is_read_again(visit: Visit, address: str) -> None:
    page = visit.page
    opened = page.url
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_role("button", name="Read this article again").click()
    expect(page.get_by_test_id("stToast").filter(has_text="Read again")).to_be_visible(timeout=PATIENCE)
    page.goto(opened)
    map_is_drawn(page)
    _labels(page, has="Porto", lacks="Lisbon")


def test_a_click_on_the_map_chooses_a_place(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Correct").click()
    wait_for(page, lambda: has_layer(page, "candidates"))
    offered = layer(page, "candidates")
    away = {math.dist(mark["at"], offered[0]["at"]): mark for mark in offered}
    other = min((distance, mark["label"], mark["at"]) for distance, mark in away.items() if distance > 0.15)
    click_on_map(page, other[2])
    name = other[1].removeprefix("Take ")
    expect(page.get_by_role("radio", name=re.compile(re.escape(name))).first).to_be_checked()
    page.get_by_role("button", name="Correct").click()


def test_undo_takes_the_correction_back_and_redo_brings_it_back(visit: Visit) -> None:
    page = visit.page
    page.locator(".st-key-undo button").first.click()
    _labels(page, has="Lisbon", lacks="Porto")
    page.locator(".st-key-redo button").first.click()
    _labels(page, has="Porto", lacks="Lisbon")


def test_what_was_said_is_in_the_history(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="History").click()
    expect(page.locator(".st-key-task")).to_contain_text("Porto")
    expect(page.locator(".st-key-task")).to_contain_text("the paper says so on page 3")
    page.get_by_role("button", name="History").click()


def test_a_wrong_merge_is_split_again(visit: Visit) -> None:
    page = visit.page
    before = number(page)
    page.get_by_role("button", name="Merge").click()
    box = page.locator(".st-key-task").get_by_test_id("stMultiSelect").locator("input")
    box.click()
    page.get_by_role("option", name=re.compile("struck Lima")).first.click()
    page.locator(".st-key-task").get_by_text("Which events are this one too?").click()  # closes the choices
    page.locator(".st-key-task").get_by_role("button", name="Merge").click()
    _counts(page, before - 1)
    page.get_by_role("button", name="Split").click()
    page.locator(".st-key-task").get_by_text("An earthquake struck Lima").click()
    page.get_by_role("button", name="Split them off").click()
    _counts(page, before)


def test_a_deleted_event_is_in_its_tray_and_undo_restores_it(visit: Visit) -> None:
    page = visit.page
    before = number(page)
    page.locator(".st-key-delete button").first.click()
    _counts(page, before - 1)
    page.locator(".st-key-undo button").first.click()
    _counts(page, before)


def test_an_event_is_added_by_hand(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto(address)
    map_is_drawn(page)
    before = number(page)
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_test_id("stSelectbox").filter(has_text="Sentence").locator("input").click()
    page.get_by_role("option", name=re.compile("An earthquake")).first.click()
    page.get_by_role("textbox", name="The words that say what happened").fill("Lima")
    page.get_by_role("textbox", name="Where").fill("-12.05,-77.05=Callao road")
    page.get_by_role("textbox", name="When").fill("2013-07-04")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Added", exact=True)).to_be_visible()
    page.get_by_role("link", name="Events", exact=True).click()
    map_is_drawn(page)
    _counts(page, before + 1)
    _labels(page, has="Callao road")


def test_no_script_failed(visit: Visit) -> None:
    assert visit.errors == []


def _open(page: Page, name: str) -> None:
    pin = next(pin for pin in layer(page, "targets") if pin["label"].startswith(name))
    click_on_map(page, pin["at"])
    open_first_of_several(page)


def _labels(page: Page, has: str, lacks: str | None = None) -> None:
    """Waits until the map has a mark of that name, and none of the other."""
    for _ in range(40):
        labels = [pin["label"] for pin in layer(page, "targets")]
        if any(label.startswith(has) for label in labels) and not any(
            lacks and each.startswith(lacks) for each in labels
        ):
            return
        page.wait_for_timeout(500)
    pytest.fail(f"the map shows {labels}")


def _counts(page: Page, events: int) -> None:
    expect(page.get_by_role("heading", name=re.compile(rf"^{events} event"))).to_be_visible()

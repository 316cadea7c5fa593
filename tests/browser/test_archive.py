"""The dashboard on a folder that a store was exported into, as a reader of an archive uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from events.store import Store
from tests import archive
from tests.browser.conftest import PATIENCE, Visit


@pytest.fixture(scope="module")
def store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.exported(tmp_path_factory.mktemp("server"))


def test_an_event_is_found_by_its_actor_and_read(visit: Visit, address: str, store_file: Path) -> None:
    page = visit.page
    expect(page.get_by_text("This is an archive")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{address}/?actor=Islamic+State")
    expect(page.get_by_role("heading", name=re.compile("^1 event"))).to_be_visible(timeout=PATIENCE)
    siege = next(e for e in Store.open(f"sqlite:///{store_file}").events() if len(e.mentions) == 2)
    page.goto(f"{address}/?actor=Islamic+State&event={siege.id}")
    expect(page.get_by_text("Islamic State besieged Amerli")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Back to the list")).to_be_visible()
    expect(page.get_by_role("button", name="Correct")).to_have_count(0)
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_text("5 articles in the store")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("This is an archive")).to_have_count(1)
    assert not visit.errors

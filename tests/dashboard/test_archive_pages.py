"""The pages on a folder that a store was exported into: all can be read, nothing changed, and they say why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events.store import Store
from tests import archive
from tests.dashboard.test_pages import APP, heading, opened


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.exported(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def open_app(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("DATELINE_STORE", str(path))

    def run(**address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=30)
        app.query_params.update(address)
        return app.run()

    return run


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def test_events_are_found_and_opened(open_app: Callable[..., AppTest], path: Path) -> None:
    siege = Store.open(f"sqlite:///{path}").events()[-2]
    app = open_app(actor="Islamic State", event=siege.id)
    assert not app.exception
    assert heading(app).startswith("# 1 event")
    record = opened(app)
    assert record is not None and "besieged" in str(record)
    assert "This is an archive" in app.sidebar.caption[0].value


EDITING = {
    "Correct",
    "Split",
    "Merge",
    "History",
    "Verify",
    "Add to story",
    "Add",
    "A new story",
    "Read this article again",
}


def test_nothing_offers_to_change_an_event(open_app: Callable[..., AppTest], path: Path) -> None:
    event = Store.open(f"sqlite:///{path}").events()[1]
    app = open_app(event=event.id)
    assert "Back to the list" in buttons(app)
    assert not buttons(app) & EDITING
    assert "Your name" not in {each.label for each in app.text_input}


@pytest.mark.parametrize("page", ["page_add", "page_article", "page_story", "page_about"])
def test_the_other_pages_only_show(page: str, open_app: Callable[..., AppTest]) -> None:
    open_app()
    alone = AppTest.from_string(f"from events.dashboard import {page}\n{page}.page()", default_timeout=30).run()
    assert not alone.exception and alone.title
    assert not buttons(alone) & EDITING
    assert not alone.text_area
    assert not [field for field in alone.text_input if field.label == "Title" and not field.disabled]


def test_the_page_of_corrections_stays_with_the_store(open_app: Callable[..., AppTest]) -> None:
    assert "corrections" not in open_app().session_state["pages"]

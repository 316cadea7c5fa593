"""What addresses of the dashboard ask for, and what is written in its fields: nonsense shows a page, and no error."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from events.dashboard import address, page_article, page_events
from events.dashboard.facets import FACETS, Selected
from events.dashboard.literal import literal, plain
from events.dashboard.readmodel import build
from events.dashboard.uploads import of_addresses, of_text, said
from events.errors import ReadingError
from events.model import Failure
from events.store import Store
from tests.archive import SIEGE, fill
from tests.attacks.payloads import MARKUP, NONSENSE, STEERING, TERMINAL

pytestmark = pytest.mark.attack
APP = str(Path(__file__).parents[2] / "app.py")
SINGLE = ("role", "words", "from", "to", "area", "other", "event", "cell", "view", "lanes", "tray")
WORST = ("9" * 5_000, "\0", MARKUP[0])


@pytest.fixture
def store(tmp_path, monkeypatch) -> str:
    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    monkeypatch.setenv("DATELINE_STORE", url)
    with Store.open(url) as opened:
        fill(opened)
    return url


def article() -> None:
    from events.dashboard import page_article

    page_article.page()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("value", WORST, ids=lambda value: repr(value)[:20])
def test_the_address_of_the_events_may_say_anything(value):
    page = AppTest.from_file(APP, default_timeout=60)
    page.query_params.update({f.name: [*NONSENSE, *MARKUP] for f in FACETS} | dict.fromkeys(SINGLE, value))
    page.run()
    assert not page.exception
    assert page.multiselect(key="facet actor").value == []


@pytest.mark.parametrize("value", [*NONSENSE, *MARKUP], ids=lambda value: repr(value)[:20])
def test_each_part_of_an_address_may_say_anything(value, columns):
    wanted = address.read({name: [value] for name in (*SINGLE, *(f.name for f in FACETS))})
    assert address.write(wanted).keys() <= {*SINGLE, *(f.name for f in FACETS)}
    selected = Selected(build(columns), replace(wanted, chosen={}, words=""))
    assert 0 <= len(selected.rows) <= 7
    span = page_events._span(value)
    assert span is None or span[0] < span[1]
    at = page_article._place(value, SIEGE)
    assert at is None or 0 <= at < len(SIEGE.text)


@pytest.fixture(scope="module")
def columns():
    with Store.open("sqlite://") as opened:
        fill(opened)
        return opened.columns()


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("value", WORST, ids=lambda value: repr(value)[:20])
def test_the_address_of_an_article_may_say_anything(value):
    for asked in ({"article": SIEGE.id, "at": value}, {"article": value}):
        page = AppTest.from_function(article, default_timeout=60)
        page.query_params.update(asked)
        page.run()
        assert not page.exception
        assert [json.loads(e.proto.json)["at"] for e in page.get("bidi_component")] == [None]


@pytest.mark.parametrize("words", [*MARKUP, TERMINAL, *STEERING, "\u2028#", "1. x", "- x", "> x", "\n\n    x"])
def test_words_in_a_label_stay_words(words):
    """Every mark of Markdown is escaped, and what is left is what was said."""
    written = literal(f"a {words} b")
    assert not {"\n", "\r", "\u2028", *STEERING} & set(written)
    assert written.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\").replace("\u2060", "") == plain(
        f"a {words} b"
    )


@pytest.mark.parametrize("typed", [*NONSENSE, *MARKUP, TERMINAL], ids=lambda value: repr(value)[:20])
def test_the_form_takes_anything(typed):
    with pytest.raises(ReadingError) if typed.strip() else pytest.MonkeyPatch.context():
        said(typed, typed, typed)
    for found in (*of_text(typed, said("", typed, typed)), *of_addresses(typed, said("", "", ""))):
        assert isinstance(found, Failure) or found.text.endswith(typed)


@pytest.mark.parametrize(
    "typed", ["/etc/passwd", "file:///etc/passwd", "data:text/plain,x", "-", "http:///etc/passwd", "ftp://a.example",
                "https:/a", "javascript:1", "http://[::1", "http://a b", "http://\0", "HTTP://127.0.0.1:1/", "http://①②⑦.0.0.1"]
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_read(typed):
    assert all(isinstance(found, Failure) for found in of_addresses(typed, said("", "", "")))


def test_a_search_takes_anything(store):
    with Store.open(store) as opened:
        for words in (
            *NONSENSE,
            *MARKUP,
            TERMINAL,
            '"',
            '" OR 1',
            "NEAR(a b)",
            "a AND",
            "*",
            "-",
            "^a",
            "{a b}: c",
            "a*" * 500,
        ):
            opened.search(words)

from __future__ import annotations

from pathlib import Path

import pytest

from events.dashboard import uploads
from events.dashboard.uploads import Said
from events.errors import ReadingError
from events.store import Store

TEXT = b"Islamic State attacked Mosul on 10 June 2014."
DATED = b"---\ntitle: Fall of a city\ndate: 2014-06-12\n---\n" + TEXT


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path / 'test.sqlite'}") as opened:
        yield opened


def outcomes(files: list[tuple[str, bytes]], analyzer, store: Store, told: Said = Said()) -> list[tuple]:  # noqa: B008
    found = uploads.take_in(uploads.of_files(files, told), analyzer, store)
    return [(o.name, o.known, o.failure is not None) for o in found]


def test_the_good_go_on_where_others_fail(analyzer, store: Store) -> None:
    files = [("a.txt", TEXT), ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40)), ("empty.md", b""), ("b.md", DATED)]
    assert outcomes(files, analyzer, store) == [
        ("a.txt", False, False),
        ("picture.txt", False, True),
        ("empty.md", False, True),
        ("Fall of a city", False, False),
    ]
    assert store.counts().articles == 2


def test_the_same_text_is_kept_once(analyzer, store: Store) -> None:
    files = [("a.txt", TEXT), ("b.txt", TEXT)]
    assert [known for _, known, _ in outcomes(files, analyzer, store)] == [False, True]


def test_what_the_user_says_wins(analyzer, store: Store) -> None:
    outcomes([("b.md", DATED)], analyzer, store, uploads.said("1 July 2014", "My title", "My paper"))
    (article,) = store.articles()
    assert (article.title, article.source, str(article.published)) == ("My title", "My paper", "2014-07-01")


def test_a_pasted_text_is_an_article_and_a_blank_one_is_none() -> None:
    assert [a.text for a in uploads.of_text("They struck.", Said())] == ["They struck."]  # type: ignore[union-attr]
    assert list(uploads.of_text(" \n", Said())) == []


@pytest.mark.parametrize("day", ["31 February 2014", "2014-02-30", "soon"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(ReadingError, match=day):
        uploads.said(day, "", "")


def test_empty_fields_say_nothing() -> None:
    assert uploads.said(" ", "", " ") == Said()

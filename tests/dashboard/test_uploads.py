from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from events.dashboard import uploads
from events.dashboard.uploads import Outcome, Said
from events.errors import ReadingError
from events.model import Failure
from events.store import Store
from tests import factory

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


def test_an_article_in_another_language_is_kept_without_events(analyzer, store: Store) -> None:
    french = "L’État islamique a pris Mossoul mardi, selon les autorités, et l’armée irakienne a quitté la ville."
    (found,) = uploads.take_in(uploads.of_text(french, Said()), analyzer, store)
    assert (found.language, found.events, found.failure, store.counts().articles) == ("fr", 0, None, 1)
    (row,) = uploads.report([found])
    assert (row["outcome"], row["why"]) == ("Added", "In French: kept without events")


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


# ---- addresses, archives and outcomes --------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["/etc/passwd", "file:///etc/passwd", "ftp://a.b/c", "-", "news.txt", "javascript:x"])
def test_only_addresses_of_the_web_are_asked_for(word: str) -> None:
    (found,) = uploads.of_addresses(word, Said())
    assert isinstance(found, Failure)
    assert "is no address of a web page" in found.reason


def test_a_pasted_text_is_called_by_its_first_words() -> None:
    (short,) = uploads.of_text("They met.\nThey left.", Said())
    (long,) = uploads.of_text("word " * 50, Said())
    assert (short.name, len(long.name) <= 60, long.name[-1]) == ("They met.", True, "…")


def test_failures_come_first_and_say_why() -> None:
    added = Outcome("a", 3, published=date(2014, 6, 12))
    found = [added, Outcome("b", known=True), Outcome("c", failure="is empty"), Outcome("d", 1, again=True)]
    assert [tuple(row.values()) for row in uploads.report(found)] == [
        ("Failed", "c", "", "", "is empty"),
        ("Added", "a", "2014-06-12", "3", ""),
        ("In the store already", "b", "no date", "", ""),
        ("Read again", "d", "no date", "1", ""),
    ]


def test_files_in_an_archive_are_counted_one_by_one() -> None:
    data = BytesIO()
    with ZipFile(data, "w") as made:
        for name in ("a.txt", "b.txt", "__MACOSX/._a.txt"):
            made.writestr(name, "They met.")
    rows, packed = BytesIO(b"text\nOne.\nTwo.\n"), BytesIO(b"\x1f\x8b")
    assert uploads.expected([("news.ZIP", data), ("a.txt", BytesIO(b"x"))]) == 3
    assert uploads.expected([("a.csv", rows), ("a.jsonl.gz", packed)]) == 3


# ---- what is changed in the table ------------------------------------------------------------------------------

ARTICLE = factory.article("They met on Tuesday.", name="a.txt", title="Talks", source="A paper", published="2014-06-12")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, ("Talks", "A paper", date(2014, 6, 12))),
        ({"title": " Peace talks "}, ("Peace talks", "A paper", date(2014, 6, 12))),
        ({"title": "", "source": None}, (None, None, date(2014, 6, 12))),
        ({"published": "2014-06-13"}, ("Talks", "A paper", date(2014, 6, 13))),
        ({"published": "2014-06-13T00:00:00.000"}, ("Talks", "A paper", date(2014, 6, 13))),
        ({"published": None}, ("Talks", "A paper", None)),
    ],
)
def test_what_was_typed_lies_over_what_was_known(typed: dict, expected: tuple) -> None:
    assert tuple(uploads.edited(ARTICLE, typed).values()) == expected


def test_another_day_is_another_tuesday(analyzer, store: Store) -> None:
    outcomes([("a.txt", b"Islamic State attacked Mosul on Tuesday.")], analyzer, store, Said(date(2014, 6, 12)))
    (article,) = store.articles()
    told = uploads.edited(article, {"published": "2014-06-19"})
    uploads.describe(article, lambda: analyzer, store, **told)
    (event,) = store.events()
    assert event.time and event.time.earliest == "2014-06-17"


def test_another_title_needs_no_analyzer(store: Store) -> None:
    store.add(ARTICLE, ())
    uploads.describe(ARTICLE, pytest.fail, store, **uploads.edited(ARTICLE, {"title": "Peace talks"}))
    assert [a.title for a in store.articles()] == ["Peace talks"]


def test_a_day_that_is_yet_to_come_is_refused(store: Store) -> None:
    store.add(ARTICLE, ())
    with pytest.raises(ReadingError, match="yet to come"):
        uploads.describe(ARTICLE, pytest.fail, store, **uploads.edited(ARTICLE, {"published": "9999-01-01"}))

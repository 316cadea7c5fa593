"""Articles put right, taken out and put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from events.errors import StoreError
from events.model import Event
from events.store import Says, Store
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, article, day, mention

ME = Says("Ada")
SIEGE = article(
    "Siege of Amerli\n\nIslamic State besieged Amerli on Sunday.",
    name="siege.txt",
    title="Siege of Amerli",
    published="2014-09-01",
    published_basis="byline",
    source="The Paper",
)
AGAIN = article("The Islamic State siege of Amerli went on.", name="again.txt", published="2014-09-02")
STRIKE = article("Jets bombed trucks near Mosul.", name="strike.txt")
WHO = [("Islamic State", ISLAMIC_STATE)]


def besieged(on: str = "2014-08-31"):
    return mention(SIEGE, "besieged", mode="siege", place=AMERLI, time=day(on), who=WHO, salience=0.9)


def siege():
    return mention(AGAIN, "siege", mode="siege", place=AMERLI, time=day("2014-08-31"), who=WHO)


def bombed():
    return mention(STRIKE, "bombed", mode="airstrike", place=MOSUL, time=day("2014-08-08"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        for told in ((SIEGE, besieged()), (AGAIN, siege()), (STRIKE, bombed())):
            opened.add(told[0], [told[1]])
        yield opened


def told_in(store: Store, article_id: str) -> Event:
    return next(e for e in store.events() if article_id in {m.article_id for m in e.mentions})


def days(store: Store) -> dict[str, str | None]:
    return {m.article_id: m.time and m.time.earliest for e in store.events() for m in e.mentions}


def test_every_article_is_listed_with_its_number_of_events(store: Store) -> None:
    listed = {one.name: one for one in store.catalogue.articles()}
    assert {name: (one.title, one.source, one.events, one.outdated) for name, one in listed.items()} == {
        "siege.txt": ("Siege of Amerli", "The Paper", 1, False),
        "again.txt": (None, None, 1, False),
        "strike.txt": (None, None, 1, False),
    }
    assert listed["siege.txt"].published == date(2014, 9, 1)
    store.corrections.delete(told_in(store, STRIKE.id).id, ME)
    assert {one.name: one.events for one in store.catalogue.articles()}["strike.txt"] == 0


def test_another_title_moves_no_word(store: Store) -> None:
    before = told_in(store, SIEGE.id)
    assert store.catalogue.describe(SIEGE.id, title="Amerli", source="The Courier", published=SIEGE.published)
    now = store.article(SIEGE.id)
    assert now == replace(SIEGE, title="Amerli", source="The Courier")
    assert told_in(store, SIEGE.id) == before
    assert not store.add(SIEGE, [])  # the same text is the same article still


def test_another_day_anchors_anew_and_keeps_what_was_said(store: Store) -> None:
    event = told_in(store, SIEGE.id)
    store.corrections.set(event.id, "type", {"type": "COERCE"}, ME)
    new = besieged("2014-07-27")
    store.catalogue.describe(SIEGE.id, title=SIEGE.title, source=None, published=date(2014, 7, 28), mentions=[new])
    found = told_in(store, SIEGE.id)
    assert (found.type, found.time and found.time.earliest) == ("COERCE", "2014-07-27")
    article_now = store.article(SIEGE.id)
    assert article_now is not None
    assert (article_now.published, article_now.published_basis) == (date(2014, 7, 28), "user")


def test_the_store_is_then_as_if_it_had_been_told_so_at_first(store: Store, tmp_path: Path) -> None:
    day_, new = date(2014, 7, 28), besieged("2014-07-27")
    store.catalogue.describe(SIEGE.id, title=SIEGE.title, source=SIEGE.source, published=day_, mentions=[new])
    with Store.open(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        other.add(replace(SIEGE, published=day_), [new])
        other.add(AGAIN, [siege()])
        other.add(STRIKE, [bombed()])
        assert [e.mentions for e in store.events()] == [e.mentions for e in other.events()]


def test_what_was_taken_out_comes_back_as_it_was(store: Store) -> None:
    store.corrections.set(told_in(store, SIEGE.id).id, "type", {"type": "COERCE"}, ME)
    before, listed = store.events(), store.catalogue.articles()
    held = [store.catalogue.take_out(one.id) for one in (SIEGE, STRIKE)]
    assert set(days(store)) == {AGAIN.id}
    assert [store.catalogue.put_back(one) for one in held if one] == [True, True]
    assert (store.events(), store.catalogue.articles()) == (before, listed)


def test_what_is_not_there_is_said(store: Store) -> None:
    assert store.catalogue.take_out("none") is None
    assert store.catalogue.describe("none", title=None, source=None, published=None) is False


def test_what_came_back_meanwhile_or_was_erased_is_not_put_back(store: Store) -> None:
    held = store.catalogue.take_out(STRIKE.id)
    assert held
    store.add(STRIKE, [bombed()])
    assert store.catalogue.put_back(held) is False
    store.erase(STRIKE.id)
    with pytest.raises(StoreError, match="erased"):
        store.catalogue.put_back(held)

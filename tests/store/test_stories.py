"""Stories are kept, and follow their events; events are read by their ids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from events.model import Chapter, Story
from events.store import Says, Store, queries
from tests.factory import AMERLI, MOSUL, article, mention

ANNA = Says("anna")
SIEGE = article("Islamic State fighters besieged Amerli.")
STRIKE = article("U.S. jets bombed trucks near Mosul.")


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        opened.add(SIEGE, [mention(SIEGE, "besieged", place=AMERLI)])
        opened.add(STRIKE, [mention(STRIKE, "bombed", place=MOSUL)])
        yield opened


def ids(store):
    return {e.mentions[0].trigger.text: e.id for e in store.events()}


def test_a_story_comes_back_as_it_was_saved(store, url):
    at = ids(store)
    chapters = (Chapter(at["bombed"], "First <b>this</b>."), Chapter(at["besieged"]), Chapter(at["bombed"], "Again."))
    kept = store.stories.save(Story("", "Amerli", chapters))
    assert kept.id and replace(kept, id="") == Story("", "Amerli", chapters)
    with Store.open(url) as again:
        assert again.stories.get(kept.id) == kept
        assert again.stories.all() == (kept,)
        assert again.stories.get("nosuch") is None


def test_saving_again_replaces_and_deleting_deletes(store):
    one, other = (store.stories.save(Story("", title, (Chapter("e1"),))) for title in ("B", "A"))
    assert store.stories.all() == (other, one)
    store.stories.save(shorter := replace(one, title="C", chapters=()))
    assert store.stories.all() == (other, shorter)
    assert (store.stories.delete(other.id), store.stories.delete(other.id)) == (True, False)
    assert store.stories.all() == (shorter,)


def test_each_change_of_a_story_is_a_revision(store):
    before = store.revision()
    kept = store.stories.save(Story("", "Amerli"))
    store.stories.save(kept)
    store.stories.delete(kept.id)
    store.stories.delete(kept.id)
    assert store.revision() == before + 3
    assert store.columns(before).events.is_empty()


def test_a_chapter_follows_its_event_and_one_whose_event_is_gone_stays(store):
    at = ids(store)
    kept = store.stories.save(Story("", "Amerli", (Chapter(at["besieged"], "one"), Chapter(at["bombed"], "two"))))
    store.corrections.merge(list(at.values()), ANNA)
    (event,) = store.events()
    assert store.stories.get(kept.id).chapters == (Chapter(event.id, "one"), Chapter(event.id, "two"))
    store.corrections.undo(ANNA)
    assert store.stories.get(kept.id) == kept
    store.remove_article(STRIKE.id)
    assert store.stories.get(kept.id) == kept
    assert [e.id for e in store.events_by_id(c.event_id for c in kept.chapters)] == [at["besieged"]]


def test_events_come_in_the_order_of_their_ids(store):
    first, second = store.events()
    assert store.events_by_id([second.id, first.id, second.id]) == (second, first, second)
    assert store.events_by_id(["nosuch", first.id]) == (first,)
    assert store.events_by_id([]) == ()
    store.corrections.merge([first.id, second.id], ANNA)
    (event,) = store.events()
    assert store.events_by_id([first.id, second.id]) == (event, event)


def test_many_events_come_in_batches(store, monkeypatch):
    monkeypatch.setattr(queries, "FEW", 3)
    found = [e.id for e in store.events()]
    asked = [found[n % 2] for n in range(10)]
    assert [e.id for e in store.each_event(asked)] == asked

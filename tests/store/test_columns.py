"""A store's events as columns: all of them, and what has become of them since."""

from __future__ import annotations

from dataclasses import replace

import pytest
from polars.testing import assert_frame_equal

from events.model import Confidence
from events.store import Columns, Says, Store
from events.store.moments import begins
from tests.factory import AMERLI, IRAQ_STATE, ISLAMIC_STATE, MOSUL, article, day, mention

ANNA = Says("anna")
SIEGE = article("Islamic State fighters besieged Amerli.", published="2014-09-01")
AGAIN = article("The Islamic State siege of Amerli held.", published="2014-09-02")
TALKS = article("Iraqi ministers met on a day that nobody named.")
AT = {"mode": "siege", "place": AMERLI, "time": day("2014-08-31"), "who": [("Islamic State", ISLAMIC_STATE)]}


def told(of, word, *args, **fields):
    one = mention(of, word, *args, **fields)
    return replace(one, incident=one.id)


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        opened.add(SIEGE, [told(SIEGE, "besieged", **AT, salience=0.9, confidence=Confidence(event=0.75, place=0.5))])
        opened.add(AGAIN, [told(AGAIN, "siege", **AT)])
        opened.add(TALKS, [told(TALKS, "met", "CONSULT", who=[("Iraqi", IRAQ_STATE)])])
        yield opened


def assert_same(one: Columns, other: Columns) -> None:
    assert one.revision == other.revision
    for name in ("events", "parties", "reports"):
        assert_frame_equal(getattr(one, name), getattr(other, name), check_row_order=False)


def test_all_of_an_event(store):
    columns = store.columns()
    assert columns.revision == store.revision() == 3
    assert columns.gone.is_empty()
    siege, talks = columns.events.sort("number").to_dicts()
    (event,) = (e for e in store.events() if e.type == "ASSAULT")
    assert siege == {
        "number": 1, "id": event.id, "type": "ASSAULT", "mode": "siege", "assertion": "asserted", "sure": 0.75,
        "salience": pytest.approx(0.9), "reports": 2, "verified": False, "deleted": False,
        "place": "Amerli", "precision": "settlement", "located": 0.5, "country": "IRQ", "admin1": "Salah ad Din",
        "lat": 34.725, "lon": 44.588, "begins": begins("2014-08-31"), "ends": begins("2014-09-01"),
        "granularity": "day", "basis": "stated",
    }  # fmt: skip
    unknown = ("sure", "mode", "place", "precision", "country", "admin1", "lat", "begins", "ends", "granularity")
    assert [talks[name] for name in (*unknown, "located")] == [None] * (len(unknown) + 1)
    assert columns.parties.sort("event").rows() == [
        (1, "Islamic State", "islamic-state", "actor", None, None), (2, "Iraq", "IRQ", "actor", "IRQ", None),
    ]  # fmt: skip
    assert sorted(columns.reports.rows()) == sorted([(1, SIEGE.id), (1, AGAIN.id), (2, TALKS.id)])


def test_an_empty_store_has_the_same_columns(store):
    with Store.open("sqlite://") as empty:
        nothing, something = empty.columns(), store.columns()
        for name in ("events", "parties", "reports"):
            assert getattr(nothing, name).schema == getattr(something, name).schema
            assert getattr(nothing, name).is_empty()


CHANGES = {
    "nothing": lambda s: None,
    "a correction": lambda s: s.corrections.set(s.events()[0].id, "place", MOSUL, ANNA),
    "a deletion": lambda s: s.corrections.delete(s.events()[0].id, ANNA),
    "a merge": lambda s: s.corrections.merge([e.id for e in s.events()], ANNA),
    "a split": lambda s: s.corrections.split(s.events()[0].id, [s.events()[0].mentions[0].id], ANNA),
    "a merge undone": lambda s: (CHANGES["a merge"](s), s.corrections.undo(ANNA)),
    "a report less": lambda s: s.remove_article(AGAIN.id),
    "an event less": lambda s: s.remove_article(TALKS.id),
    "an event that came back": lambda s: (s.remove_article(TALKS.id), s.add(TALKS, [told(TALKS, "met", "CONSULT")])),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_makes_the_old_columns_the_new(store, change):
    before = store.columns()
    change(store)
    assert_same(before.updated(store.columns(before.revision)), store.columns())


def test_only_what_has_changed_is_read_again(store):
    before = store.columns()
    CHANGES["a correction"](store)
    since = store.columns(before.revision)
    assert since.events["number"].to_list() == [1] and set(since.reports["event"]) == {1}
    assert since.events["place"].to_list() == ["Mosul"]
    assert store.columns(since.revision).events.is_empty()


def test_a_number_is_given_once(store):
    CHANGES["an event that came back"](store)
    assert sorted(store.columns().events["number"]) == [1, 3]
    assert store.columns(3).gone.to_list() == [2]
    assert store.columns().gone.is_empty()

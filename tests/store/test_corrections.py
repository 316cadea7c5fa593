"""What persons say of a store's events: it takes effect, is logged, can be taken back, and outlives machines."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import create_engine

from events.errors import ConflictError, CorrectionError, StoreError
from events.model import Chapter, Place, Story
from events.store import Filters, Says, Store, log
from events.store.schema import metadata
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, ROME, article, day, mention

ANNA, BEN = Says("anna"), Says("ben")
PAPER = "The Paper"
SIEGE = article(
    "Islamic State fighters besieged Amerli. Bread ran out.", name="siege.txt", published="2014-09-01", source=PAPER
)  # fmt: skip
AGAIN = article(
    "The Islamic State siege of Amerli held.", name="again.txt", published="2014-09-02", source="The Courier"
)
STRIKE = article("U.S. jets bombed trucks near Mosul.", name="strike.txt", published="2014-08-20", source=PAPER)
IS = [("Islamic State", ISLAMIC_STATE)]


def told(of, word, **fields):
    given = {"mode": "siege", "place": AMERLI, "time": day("2014-08-31"), "who": IS}
    one = mention(of, word, **given | fields)
    return replace(one, incident=one.id)


FOUND = {
    SIEGE.id: [told(SIEGE, "besieged")],
    AGAIN.id: [told(AGAIN, "siege")],
    STRIKE.id: [told(STRIKE, "bombed", mode="airstrike", place=MOSUL, time=day("2014-08-19"), who=[])],
}


@pytest.fixture
def store(url):
    with Store.open(url) as opened:
        for each in (SIEGE, AGAIN, STRIKE):
            opened.add(each, FOUND[each.id])
        yield opened


def the(store, word):
    """The event that a trigger tells of."""
    events = (*store.events(), *store.events(Filters(deleted=True)))
    return next(e for e in events if any(m.trigger.text == word for m in e.mentions))


# ---- one field -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", ROME), ("place", None), ("time", day("2014-08-30")), ("assertion", "possible"), ("verified", True),
        ("participants", ()),
    ],
)  # fmt: skip
def test_what_a_person_sets_is_so_and_says_where_it_comes_from(store, field, value):
    entry = store.corrections.set(the(store, "siege").id, field, value, ANNA)
    now = the(store, "siege")
    assert getattr(now, field) == value
    assert now.sources == 2
    assert field == "verified" or now.basis[field] == entry.id


def test_the_last_word_holds(store):
    store.corrections.set(the(store, "siege").id, "place", ROME, ANNA)
    store.corrections.set(the(store, "siege").id, "place", MOSUL, BEN)
    assert the(store, "siege").place == MOSUL


def test_each_entry_has_author_moment_old_and_new(store):
    store.corrections.set(the(store, "siege").id, "place", ROME, Says("anna", note="it was Rome"))
    (entry,) = store.corrections.log()
    assert (entry.number, entry.author, entry.field, entry.note) == (1, "anna", "place", "it was Rome")
    assert (entry.old["name"], entry.new["name"]) == ("Amerli", "Rome")
    assert entry.moment.startswith("20")


def test_a_clock_that_is_put_back_changes_no_order(store, monkeypatch):
    """The log goes by its numbers: what is said later holds, and is what undo takes back."""
    moments = iter(datetime(2030 - n, 1, 1, tzinfo=UTC) for n in range(20))
    monkeypatch.setattr(log, "datetime", SimpleNamespace(now=lambda _: next(moments)))
    siege = the(store, "siege").id
    for value in ("possible", "planned", "negated"):
        store.corrections.set(siege, "assertion", value, ANNA)
    assert [entry.new for entry in store.corrections.log()] == ["possible", "planned", "negated"]
    assert [entry.moment[:4] for entry in store.corrections.log()] == ["2030", "2029", "2028"]
    assert the(store, "siege").assertion == "negated"
    store.corrections.undo(BEN)
    assert the(store, "siege").assertion == "planned"
    store.remerge()
    assert the(store, "siege").assertion == "planned"
    assert [entry.new for entry in store.corrections.history(the(store, "siege"))][:3] == [
        "possible",
        "planned",
        "negated",
    ]


def test_undo_redo_and_history(store):
    event = the(store, "siege")
    store.corrections.set(event.id, "place", ROME, ANNA)
    store.corrections.undo(BEN)
    assert the(store, "siege") == event
    store.corrections.redo(BEN)
    assert the(store, "siege").place == ROME
    assert [e.action for e in store.corrections.history(the(store, "siege"))] == ["set", "undo", "redo"]
    assert store.corrections.history(the(store, "bombed")) == ()


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda s: s.set("nosuch", "place", None, ANNA), "nosuch.*not in the store"),
        (lambda s: s.set(the(s.store, "siege").id, "colour", "red", ANNA), "colour.*cannot be corrected"),
        (lambda s: s.set(the(s.store, "siege").id, "type", {"type": "WAR"}, ANNA), "WAR.*not known"),
        (lambda s: s.set(the(s.store, "siege").id, "place", ROME, Says(" ")), "author"),
        (lambda s: s.merge([the(s.store, "siege").id] * 2, ANNA), "two or more"),
        (lambda s: s.split(the(s.store, "bombed").id, [the(s.store, "bombed").mentions[0].id], ANNA), "not all"),
        (lambda s: s.undo(ANNA), "nothing to undo"),
        (lambda s: s.redo(ANNA), "nothing to redo"),
        (lambda s: s.add(SIEGE.id, 5, 500, {"type": "ASSAULT", "sentence": [0, 10]}, ANNA), "no words"),
    ],
)
def test_what_cannot_be_said_changes_nothing(store, say, said):
    before = store.events(), store.revision()
    with pytest.raises(CorrectionError, match=said):
        say(store.corrections)
    assert (store.events(), store.revision()) == before


# ---- one event or two ------------------------------------------------------------------------------------------


def test_a_merge_leaves_an_id_that_leads_to_the_survivor_and_undo_gives_it_back(store):
    siege, strike = the(store, "siege"), the(store, "bombed")
    store.corrections.merge([strike.id, siege.id], ANNA)
    merged = store.event(strike.id)
    assert merged == store.event(siege.id) and merged.id == siege.id  # the larger one's
    assert len(merged.mentions) == 3
    store.corrections.undo(ANNA)
    assert store.event(strike.id) == strike and store.event(siege.id) == siege


def test_a_split_holds_against_the_machine_and_the_larger_part_keeps_the_id(store):
    event = the(store, "siege")
    third = article("Amerli: the Islamic State siege of the town held.", published="2014-09-02", name="third.txt")
    store.add(third, [told(third, "siege")])
    part = next(m.id for m in event.mentions if m.article_id == SIEGE.id)
    store.corrections.split(event.id, [part], ANNA)
    assert the(store, "besieged").id != the(store, "siege").id == event.id
    store.remerge()
    assert the(store, "besieged").id != the(store, "siege").id == event.id


def test_why_reports_are_one_event_is_told(store):
    (bond,) = store.bonds(the(store, "siege").id)
    assert bond.likeness.score >= 0.7 and bond.said is None
    assert "word" in bond.likeness.because
    merged = [the(store, "siege").id, the(store, "bombed").id]
    store.corrections.merge(merged, ANNA)
    assert sum(bond.said is True for bond in store.bonds(merged[0])) == 3


def test_a_deleted_event_is_out_of_sight_until_it_is_restored(store):
    event = the(store, "bombed")
    store.corrections.delete(event.id, ANNA)
    assert event.id not in {e.id for e in store.events()} and store.counts().events == 1
    assert [e.id for e in store.events(Filters(deleted=True))] == [event.id]
    store.corrections.restore(event.id, ANNA)
    assert store.counts().events == 2


def test_an_event_added_by_hand_is_one_like_any_other(store):
    start = SIEGE.text.index("ran out")
    given = {"type": "DISASTER", "sentence": [40, len(SIEGE.text)], "place": AMERLI}
    entry = store.corrections.add(SIEGE.id, start, start + 7, given, ANNA)
    event = the(store, "ran out")
    assert (event.type, event.place, event.basis["type"]) == ("DISASTER", AMERLI, entry.id)
    store.replace(SIEGE.id, FOUND[SIEGE.id])
    assert the(store, "ran out") == event


# ---- machines come and go --------------------------------------------------------------------------------------


def test_corrections_survive_another_extraction_and_a_merge_anew(store):
    event = the(store, "besieged")
    store.corrections.set(event.id, "place", ROME, ANNA)
    wider = told(SIEGE, "besieged Amerli", mode="siege")
    assert store.replace(SIEGE.id, [wider])  # another extractor takes more words for the trigger
    assert the(store, "besieged Amerli").place == ROME
    assert the(store, "besieged Amerli").id == event.id
    store.remerge()
    assert the(store, "besieged Amerli").place == ROME
    assert store.corrections.detached() == ()


def test_what_cannot_be_bound_again_is_listed_and_holds_when_its_words_are_back(store):
    store.corrections.set(the(store, "bombed").id, "place", ROME, ANNA)
    store.replace(STRIKE.id, [])
    (lost,) = store.corrections.detached()
    assert (lost.correction.number, lost.article, lost.words) == (1, "strike.txt", "bombed")
    store.replace(STRIKE.id, FOUND[STRIKE.id])
    assert store.corrections.detached() == () and the(store, "bombed").place == ROME
    store.remove_article(STRIKE.id)
    (lost,) = store.corrections.detached()
    assert lost.article is None
    store.add(STRIKE, FOUND[STRIKE.id])
    assert the(store, "bombed").place == ROME


def test_reports_that_come_later_take_what_was_corrected(store):
    store.corrections.set(the(store, "siege").id, "time", day("2014-08-30"), ANNA)
    third = article("Amerli: the Islamic State siege of the town held.", published="2014-09-02", name="third.txt")
    store.add(third, [told(third, "siege")])
    event = the(store, "besieged")
    assert event.sources == 3 and event.time == day("2014-08-30")


# ---- names -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "within", "taken"),
    [
        ("everywhere", None, {"besieged", "siege"}),
        ("source", "The Paper", {"besieged"}),
        ("article", AGAIN.id, {"siege"}),
    ],
)
def test_a_name_is_always_taken_so_within_its_scope(store, scope, within, taken):
    there = Place(None, "Amerli", 35.0, 44.0, precision="settlement")
    store.corrections.take({"name": "amerli", "scope": scope, "within": within, "place": there}, ANNA)
    now = {
        m.trigger.text for each in store.articles() for m in store.mentions(each.id) if m.place and m.place.lat == 35.0
    }
    assert now == taken
    store.corrections.undo(ANNA)
    assert all(m.place in (AMERLI, MOSUL) for each in store.articles() for m in store.mentions(each.id))


def test_what_a_name_means_holds_for_articles_to_come(store):
    there = Place(None, "Amerli", 35.0, 44.0, precision="settlement")
    store.corrections.take({"name": "Amerli", "scope": "everywhere", "place": there}, ANNA)
    third = article("Amerli saw a siege.", name="third.txt")
    store.add(third, [told(third, "siege", who=[])])
    assert store.mentions(third.id)[0].place.lat == 35.0


# ---- two persons -----------------------------------------------------------------------------------------------


def test_the_second_to_save_sees_what_changed_and_loses_nothing(store):
    event, seen = the(store, "siege"), store.corrections.head()
    store.corrections.set(event.id, "place", ROME, Says("anna", seen=seen))
    with pytest.raises(ConflictError, match=r"anna has changed this event \(place\)") as refused:
        store.corrections.set(event.id, "time", day("2014-08-30"), Says("ben", seen=seen))
    assert [e.author for e in refused.value.since] == ["anna"]
    assert the(store, "siege").place == ROME and len(store.corrections.log()) == 1
    store.corrections.set(event.id, "time", day("2014-08-30"), Says("ben", seen=store.corrections.head()))
    store.corrections.set(the(store, "bombed").id, "place", ROME, Says("ben", seen=seen))  # another event


def test_many_at_once_lose_no_update(url, store):
    event = the(store, "siege").id

    def say(number):
        with Store.open(url) as other:
            other.corrections.set(event, "note", f"note {number}", Says(f"person {number}"))

    threads = [threading.Thread(target=say, args=(n,)) for n in range(6)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    log = store.corrections.log()
    assert sorted(e.new for e in log) == [f"note {n}" for n in range(6)]
    assert [e.number for e in log] == [1, 2, 3, 4, 5, 6]


# ---- copies ----------------------------------------------------------------------------------------------------

WIRE = " ".join(
    f"On day {n} of the siege the people of Amerli counted bread, water and mortar rounds." for n in range(9)
)


def test_a_syndicated_copy_is_no_second_source(store):
    first = article(f"Islamic State fighters besieged Amerli. {WIRE}", published="2014-09-01", name="wire.txt")
    copy = article(
        f"By our staff. Islamic State fighters besieged Amerli. {WIRE}", published="2014-09-03", name="copy.txt"
    )
    store.add(copy, [told(copy, "besieged")])
    before = the(store, "siege").sources
    store.add(first, [told(first, "besieged")])
    event = the(store, "siege")
    assert len({m.article_id for m in event.mentions}) == before + 1
    assert event.sources == before
    assert event.copies == {copy.id: first.id}
    store.remove_article(first.id)
    assert the(store, "siege").copies == {} and the(store, "siege").sources == before


# ---- erasing ---------------------------------------------------------------------------------------------------


def test_an_erased_article_is_gone_from_the_file_and_the_log(url, store):
    secret = article(
        "The source Zebulon Quaverly saw Islamic State besiege Amerli.", name="secret.txt", published="2014-09-01"
    )
    store.add(secret, [told(secret, "besiege", who=[("Zebulon Quaverly", None)])])
    event = the(store, "besiege")
    assert event.sources == 3
    store.corrections.set(event.id, "place", ROME, ANNA)
    start = secret.text.index("Quaverly")
    given = {"type": "DEATH", "sentence": [0, len(secret.text)]}
    store.corrections.add(secret.id, start, start + 8, given, Says("anna", note="Quaverly himself"))
    whole = article("Quaverly hid.", name="hid.txt")
    store.add(whole, [told(whole, "hid", place=None, who=[])])
    quoted = (Chapter(event.id, "Amerli held."), Chapter(the(store, "hid").id, "Quaverly hid."))
    tale = store.stories.save(Story("", "Amerli", quoted))
    assert b"Quaverly" in _held(url) and b"quaver" in _held(url).lower()
    assert len(store.search("quaverly")) == 3
    assert store.erase(secret.id) is True and store.erase(whole.id) is True
    assert b"Quaverly" not in _held(url) and b"quaver" not in _held(url).lower()
    with Store.open(url) as again:
        assert again.search("quaverly").is_empty() and len(again.search("siege")) == 1
        assert the(again, "siege").place == ROME and the(again, "siege").sources == 2  # what was said of others holds
        assert [c.caption for c in again.stories.get(tale.id).chapters] == ["Amerli held.", ""]
        assert [e.erased for e in again.corrections.log()] == [False, True]
        assert not again.has(secret.id)
        with pytest.raises(StoreError, match="was erased"):
            again.add(secret, [])
        assert again.erase("nosuch") is False


def _held(url) -> bytes:
    """All that lies in the files of a store, or in the tables and indexes of a database."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(each.read_bytes() for each in path.parent.iterdir() if each.name.startswith(path.name))
    with create_engine(url).connect() as connection:
        return str([connection.execute(table.select()).all() for table in metadata.tables.values()]).encode()


# ---- older stores ----------------------------------------------------------------------------------------------


def test_a_store_of_the_first_revision_keeps_its_events_and_their_ids(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("revision_0001.sql").read_text())
    with Store.open(f"sqlite:///{path}") as store:
        ids = {e.id: (len(e.mentions), e.sources) for e in store.events()}
        assert ids == {"e2446a88efee74771": (1, 1), "e64da88332e3c81ea": (3, 2)}
        store.corrections.set("e64da88332e3c81ea", "place", ROME, ANNA)
        assert store.event("e64da88332e3c81ea").place == ROME


def test_a_store_of_the_second_revision_has_its_columns_filled(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("revision_0002.sql").read_text())
    with Store.open(f"sqlite:///{path}") as store, Store.open("sqlite://") as anew:
        kept = {e.id: e for e in (*store.events(), *store.events(Filters(deleted=True)))}
        assert len(kept) == 5 and len(kept["e64da88332e3c81ea"].mentions) == 2
        for each in reversed(store.articles()):  # the same articles and corrections in a store of the present revision
            anew.add(each, store.mentions(each.id))
        upgraded, made = store.columns(), anew.columns()
        assert upgraded.events["number"].sort().to_list() == [1, 2, 3, 4, 5]
        for one, key in (("events", "number"), ("parties", "event"), ("reports", "event")):
            frames = [_by_id(getattr(c, one), key, c.events) for c in (upgraded, made)]
            assert_frame_equal(*frames, check_row_order=False)
        store.corrections.set("e64da88332e3c81ea", "place", ROME, ANNA)
        assert store.columns(upgraded.revision).events["id"].to_list() == ["e64da88332e3c81ea"]


def _by_id(frame, key, events):
    """A frame with ids in place of numbers, which are given anew."""
    names = events.select(pl.col("number").alias(key), pl.col("id").alias("event_id"))
    return frame.join(names, on=key).drop(key)

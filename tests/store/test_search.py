"""Which events words find."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from events.model import Place, Span
from events.store import Says, Store
from events.store.search import Term, terms
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, ROME, UNITED_STATES, article, mention, span

TEXTS = {
    "siege": "Islamic State fighters besieged Amerli for eighty days.",
    "bread": "Bread ran out in the town of Amerli, and the people called for help.",
    "strike": "U.S. jets bombed trucks near Mosul: NEAR the dam, said (the) officials.",
    "vote": "صوت البرلمان على القانون in Bağdat.",
    "talks": "兩國代表週一在北京舉行會談。東京で会う。",
}
TRIGGERS = {"siege": "besieged", "bread": "ran out", "strike": "bombed", "vote": "القانون", "talks": "會談"}
FIELDS: dict = {
    "siege": {"place": AMERLI, "who": [("Islamic State", ISLAMIC_STATE)]},
    "bread": {"type": "DISASTER"},
    "strike": {"place": MOSUL, "who": [("U.S.", UNITED_STATES)]},
    "vote": {"type": "COOPERATE"},
    "talks": {"type": "CONSULT"},
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request):
    with Store.open("sqlite://" if request.param == "sqlite" else searched(request)) as opened:
        for name, text in TEXTS.items():
            told = article(text, name=name)
            opened.add(told, [mention(told, TRIGGERS[name], **FIELDS[name])])
        yield opened


def searched(request) -> str:
    """A database for all tests of this file."""
    template = request.getfixturevalue("template")
    request.getfixturevalue("administer")(f"CREATE DATABASE searched TEMPLATE {template}")
    return request.getfixturevalue("server").url("searched")


def found(store: Store, words: str) -> set[str]:
    numbers = set(store.search(words))
    events = store.columns().events
    ids = events.filter(events["number"].is_in(list(numbers)))["id"]
    names = {trigger: name for name, trigger in TRIGGERS.items()}
    return {names[m.trigger.text] for e in store.events_by_id(ids) for m in e.mentions}


ALL = set(TEXTS)
SEARCHES = [
    ("besieged", {"siege"}),
    ("BESIEGING", {"siege"}),  # another form of the word
    ("amerli", {"siege", "bread"}),
    ("Āmerlí bread", {"bread"}),
    ("bread siege", set()),
    ('"ran out"', {"bread"}),
    ('"out ran"', set()),
    ('"ran out', {"bread"}),  # as long as somebody types
    ("truck*", {"strike"}),
    ("jet* mos*", {"strike"}),
    ("amerli -bread", {"siege"}),
    ("-amerli", {"strike", "vote", "talks"}),
    ('-"ran out" -bombed', {"siege", "vote", "talks"}),
    ("United States", {"strike"}),  # the party's name, which is not in the sentence
    ("u.s.", {"strike"}),
    ("القانون", {"vote"}),
    ("bagdat", {"vote"}),
    # scripts that part no words
    ("北京", {"talks"}), ("京北", set()), ("東京", {"talks"}), ('"在北京"', {"talks"}), ("会う", {"talks"}),
    ("北京 會談", {"talks"}), ("北*", {"talks"}), ("-北京", ALL - {"talks"}), ("上海", set()),
    # nothing asked for
    ("", ALL), ("   ", ALL), ("()", ALL), ("-", ALL), ('"', ALL), ("*", ALL), ('""', ALL), ("😀", ALL), ("\0", ALL),
    # operators of the machine are words
    ("NEAR", {"strike"}), ("NEAR(the dam)", {"strike"}), ("(the)", {"strike", "bread"}),
    ("dam OR bread", set()), ("dam NOT officials", set()), ("dam AND", set()), ("AND", {"bread"}),
    ("words:dam", set()), ("{words}:dam", set()), ("^bread", {"bread"}), ("+dam", {"strike"}), ("dam😀", {"strike"}),
    ("'; DROP TABLE event; --", set()), ("dam\0", {"strike"}), ('dam"', {"strike"}), ("dam*trucks", set()),
    ("dam\ud800", {"strike"}),
    ("dam " * 5000, {"strike"}), (" ".join(f"{n}x" for n in range(5000)), set()),
    ('"' + "dam " * 5000, set()), ("-dam " * 5000, ALL - {"strike"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), SEARCHES)
def test_words_find_events(store, words, expected):
    assert found(store, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('siege* -"ran out" x', (Term("siege", prefix=True), Term("ran out", without=True), Term("x"))),
        ("co-founder", (Term("co-founder"),)),
        ("— … 😀", ()),
    ],
)
def test_what_is_asked_for(words, expected):
    assert terms(words) == expected


def test_what_a_person_sets_is_found_and_what_was_before_no_more(store):
    there = replace(ROME, name="Ostia", span=None)
    event = next(e for e in store.events() if e.mentions[0].trigger.text == "bombed")
    assert found(store, "ostia") == set()
    store.corrections.set(event.id, "place", there, Says("anna"))
    assert (found(store, "ostia"), found(store, "dam ostia")) == ({"strike"}, {"strike"})
    store.corrections.undo(Says("anna"))
    assert found(store, "ostia") == set()


def test_the_words_for_a_place_are_found(tmp_path):
    text = article("The capital was bombed.", name="capital")
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        place = Place(Span("Eternal City", 0, 12), "Rome", 41.892, 12.511)
        store.add(text, [mention(text, "bombed", place=place)])
        assert len(store.search("rome")) == len(store.search('"eternal city"')) == 1
        store.remove_article(text.id)
        assert store.search("rome").is_empty() and store.search("").is_empty()


def test_an_older_store_is_searched(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(Path(__file__).with_name("revision_0002.sql").read_text())
    with Store.open(f"sqlite:///{path}") as store:
        numbers = {e["id"]: e["number"] for e in store.columns().events.to_dicts()}
        assert list(store.search('"siege of amerli"')) == [numbers["e64da88332e3c81ea"]]
        assert list(store.search("united states")) == [numbers["e2446a88efee74771"]]
        with store.reading() as connection:
            kept = connection.exec_driver_sql("SELECT event, words FROM event_words").all()
        store.remerge()
        with store.reading() as connection:
            again = connection.exec_driver_sql("SELECT event, words FROM event_words").all()
        assert {(n, frozenset(w.split("\n"))) for n, w in kept} == {(n, frozenset(w.split("\n"))) for n, w in again}


def test_spans_of_the_factory_stand_in_the_texts():
    assert all(span(TEXTS[name], word) for name, word in TRIGGERS.items())


def test_a_store_from_before_characters_were_parted(tmp_path):
    path = tmp_path / "store.sqlite"
    text = article(TEXTS["talks"], name="talks")
    with Store.open(f"sqlite:///{path}") as store:
        store.add(text, [mention(text, "會談")])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE event_words SET words = replace(words, ' ', '')")
        connection.execute("ALTER TABLE event DROP COLUMN located")  # of the revision after
        connection.execute("UPDATE alembic_version SET version_num = '0006'")
    with Store.open(f"sqlite:///{path}") as store:
        assert len(store.search("北京")) == 1

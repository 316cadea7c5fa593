"""Whatever is done to a store, and in whatever order: hypothesis makes up the histories."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from events import corrections
from events.errors import CorrectionError
from events.model import Event
from events.store import Columns, Says, Store, log
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, UNITED_STATES, article, day, mention, toll
from tests.store.test_columns import assert_same

ANNA, BEN = Says("anna"), Says("ben")
WHO = [("Islamic State", ISLAMIC_STATE)]
TEXTS = [
    article("Islamic State men besieged Amerli and shelled it. Islamic State seized Mosul.", published="2014-09-01"),
    article("The Islamic State siege of Amerli held. Islamic State shelled Amerli again.", published="2014-09-01"),
    article("Amerli lay under Islamic State siege. Islamic State seized Mosul in June.", published="2014-09-02"),
    article("Islamic State seized Mosul, and besieged Amerli; nine died. U.S. jets struck.", published="2014-09-03"),
]  # fmt: skip
ASKED = ("men", "held", "again", "lay", "june", "nine", "jets")  # that no name has, and no other word in another form
WORDS = {"besieged": "siege", "siege": "siege", "shelled": "shelling", "seized": "capture", "struck": "airstrike"}


def found(number: int, version: int) -> list:
    """What one version of an extractor finds in an article: others miss a word, or take more of it for the trigger."""
    text, told = TEXTS[number], []
    for word, mode in WORDS.items():
        if not re.search(rf"\b{word}\b", text.text) or (version == 1 and mode == "shelling"):
            continue
        trigger = f"{word} Mosul" if version == 2 and word == "seized" else word
        place = MOSUL if mode == "capture" else AMERLI
        who = [("U.S.", UNITED_STATES)] if mode == "airstrike" else WHO
        when = day("2014-06-10") if mode == "capture" else day("2014-08-31")
        fields = {"casualties": toll((9, 9))} if mode == "siege" and "nine" in text.text else {}
        one = mention(text, trigger, mode=mode, place=place, time=when, who=who, salience=0.5, **fields)
        told.append(replace(one, incident=one.id))
    return told


def seen(store: Store) -> set[tuple[frozenset[str], Event]]:
    """All events, deleted ones too, without what they are called."""
    with store.reading() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM event")]
    events = [store.event(name) for name in ids]
    return {(frozenset(m.id for m in e.mentions), str(replace(e, id=""))) for e in events if e}


class History(RuleBasedStateMachine):
    """Articles come, go and are read again, and two persons say what they like."""

    @initialize()
    def _open(self) -> None:
        self.store = Store.open("sqlite://")
        self.versions: dict[int, int] = {}
        self.known: tuple = ()
        self.columns: Columns | None = None

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    # ---- articles ----------------------------------------------------------------------------------------------

    @rule(number=st.integers(0, len(TEXTS) - 1), version=st.integers(0, 2))
    def ingest(self, number: int, version: int) -> None:
        if self.store.add(TEXTS[number], found(number, version)):
            self.versions[number] = version
        else:
            assert self.store.replace(TEXTS[number].id, found(number, version))
            self.versions[number] = version

    @precondition(lambda self: self.versions)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.versions)))
        assert self.store.remove_article(TEXTS[number].id)
        del self.versions[number]

    # ---- persons -----------------------------------------------------------------------------------------------

    def pick(self, data: st.DataObject) -> Event:
        return data.draw(st.sampled_from(self.store.events()), label="event")

    @precondition(lambda self: self.store.events())
    @rule(data=st.data(), by=st.sampled_from([ANNA, BEN]))
    def correct(self, data: st.DataObject, by: Says) -> None:
        event = self.pick(data)
        name, value = data.draw(
            st.sampled_from([
                ("place", MOSUL), ("place", None), ("time", day("2014-08-30")), ("casualties", toll((3, 4))),
                ("type", {"type": "PROTEST"}), ("assertion", "possible"), ("verified", True), ("participants", []),
                ("deleted", True), ("note", "seen by us"),
            ])
        )  # fmt: skip
        self.store.corrections.set(event.id, name, value, by)
        now = self.store.event(event.id)
        assert now is not None
        if name not in ("note", "type", "deleted", "participants"):
            assert getattr(now, name) == value
            assert name == "verified" or now.basis.get(name, "c")[0] == "c"

    @precondition(lambda self: len(self.store.events()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        one, other = self.pick(data), self.pick(data)
        if one.id != other.id:
            self.store.corrections.merge([one.id, other.id], ANNA)
            assert self.store.event(one.id) == self.store.event(other.id) is not None

    @precondition(lambda self: any(len(e.mentions) > 1 for e in self.store.events()))
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from([e for e in self.store.events() if len(e.mentions) > 1]))
        part = data.draw(st.sampled_from(event.mentions)).id
        self.store.corrections.split(event.id, [part], BEN)
        homes = {m.id: e for e in map(self.store.event, self.ids()) for m in e.mentions}
        rest = [m.id for m in event.mentions if m.id != part]
        assert all(homes[part].id != homes[m].id for m in rest)

    @precondition(lambda self: self.versions)
    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        text = TEXTS[data.draw(st.sampled_from(sorted(self.versions)))]
        start = data.draw(st.integers(0, 20))
        told = {"type": "DISASTER", "sentence": [0, len(text.text)]}
        if text.text[start : start + 6].strip():
            self.store.corrections.add(text.id, start, start + 6, told, ANNA)

    @rule(redo=st.booleans())
    def take_back(self, redo: bool) -> None:
        try:
            self.store.corrections.redo(BEN) if redo else self.store.corrections.undo(BEN)
        except CorrectionError as error:
            assert "nothing to" in str(error)

    @rule(everywhere=st.booleans())
    def take(self, everywhere: bool) -> None:
        scope = {"scope": "everywhere"} if everywhere else {"scope": "article", "within": TEXTS[0].id}
        self.store.corrections.take({"name": "mosul", "place": AMERLI, **scope}, ANNA)

    # ---- what always holds -------------------------------------------------------------------------------------

    @invariant()
    def what_has_changed_makes_the_old_columns_the_new(self) -> None:
        if not hasattr(self, "store"):
            return
        now = self.store.columns()
        if self.columns is not None:
            assert_same(self.columns.updated(self.store.columns(self.columns.revision)), now)
        self.columns = now

    @invariant()
    def a_word_finds_the_events_whose_sentences_hold_it(self) -> None:
        if not hasattr(self, "store"):
            return
        numbers = {e["number"]: e["id"] for e in self.store.columns().events.to_dicts()}
        sentences = {e.id: " ".join(m.sentence.text for m in e.mentions).lower() for e in self.events()}
        for word in ASKED:
            found = {numbers[number] for number in self.store.search(word)}
            assert found == {name for name, said in sentences.items() if re.search(rf"\b{word}\b", said)}

    def events(self) -> list[Event]:
        return [event for event in map(self.store.event, self.ids()) if event]

    def ids(self) -> list[str]:
        with self.store.reading() as connection:
            return [row[0] for row in connection.exec_driver_sql("SELECT id FROM event ORDER BY id")]

    @invariant()
    def each_mention_is_of_one_event(self) -> None:
        if not hasattr(self, "store"):
            return
        told = [m.id for number in self.versions for m in self.store.mentions(TEXTS[number].id)]
        held = [m.id for name in self.ids() for m in self.store.event(name).mentions]
        assert sorted(told) == sorted(held)

    @invariant()
    def what_was_found_is_still_there(self) -> None:
        for number, version in getattr(self, "versions", {}).items():
            told = {m.id for m in self.store.mentions(TEXTS[number].id)}
            assert {m.id for m in found(number, version)} <= told

    @invariant()
    def nothing_that_was_said_is_gone(self) -> None:
        if not hasattr(self, "store"):
            return
        said = self.store.corrections.log()
        assert said[: len(self.known)] == self.known
        assert all(a.number + 1 == b.number for a, b in pairwise(said))
        self.known = said
        listed = {d.correction.number for d in self.store.corrections.detached()}
        for entry in corrections.active(said):
            bound = [m for a in entry.anchors for m in self.store.mentions(a.article_id)]
            if entry.anchors and not any(corrections.found_by(a, bound) for a in entry.anchors):
                assert entry.number in listed

    @rule(backwards=st.booleans(), at_once=st.integers(1, len(TEXTS)))
    def the_same_in_any_order(self, backwards: bool, at_once: int) -> None:
        """The same articles and the same log, in another order, are the same events."""
        with Store.open("sqlite://") as other:
            with other.writing() as connection:
                for entry in self.store.corrections.log():
                    log.append(connection, entry)
            numbers = sorted(self.versions, reverse=backwards)
            for first in range(0, len(numbers), at_once):
                other.add_all((TEXTS[n], found(n, self.versions[n])) for n in numbers[first : first + at_once])
            assert seen(other) == seen(self.store)
            other.remerge()
            assert seen(other) == seen(self.store)


COMMON = settings(
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
TestHistory = History.TestCase
TestHistory.settings = settings(COMMON, max_examples=12, derandomize=True)


@pytest.mark.slow
class TestLongHistory(History.TestCase):  # type: ignore[misc,valid-type]
    """The same by chance, for minutes."""

    settings = settings(COMMON, max_examples=300)

"""Nothing is written for somebody whose role does not allow it, whatever a page may have offered them."""

import pytest

from events.access import Role
from events.corrections.values import Told
from events.errors import AccessError
from events.model import Story
from events.store import Says, Store
from tests.factory import article, mention

BY = Says("anna")
SIEGE = article("Islamic State fighters besieged Amerli.", name="siege.txt", published="2014-09-01")
OTHER = article("U.S. jets bombed trucks near Mosul.", name="strike.txt", published="2014-08-20")
EDITING = {
    "add an article": lambda s, e: s.add(OTHER, []),
    "read it again": lambda s, e: s.replace(SIEGE.id, []),
    "remove it": lambda s, e: s.remove_article(SIEGE.id),
    "take it out": lambda s, e: s.catalogue.take_out(SIEGE.id),
    "describe it": lambda s, e: s.catalogue.describe(SIEGE.id, title="Lies", source=None, published=None),
    "correct": lambda s, e: s.corrections.set(e, "assertion", "negated", BY),
    "delete": lambda s, e: s.corrections.delete(e, BY),
    "add an event": lambda s, e: s.corrections.add(SIEGE.id, 0, 7, Told("ASSAULT", (0, 7)), BY),
    "undo": lambda s, e: s.corrections.undo(BY),
    "tell a story": lambda s, e: s.stories.save(Story("", "Lies")),
    "delete a story": lambda s, e: s.stories.delete("none"),
    "merge anew": lambda s, e: s.remerge(),
}


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        opened.add(SIEGE, [mention(SIEGE, "besieged")])
        opened.corrections.set(opened.events()[0].id, "assertion", "possible", BY)
        yield opened


def held_by(role):
    def permit(wanted):
        if role < wanted:
            raise AccessError("not allowed")

    return permit


@pytest.mark.parametrize("act", EDITING.values(), ids=EDITING)
def test_a_reader_changes_nothing(store, act):
    event, before = store.events()[0], store.revision()
    store.permit = held_by(Role.reader)
    with pytest.raises(AccessError):
        act(store, event.id)
    assert (store.revision(), store.events(), store.stories.all()) == (before, (event,), ())


def test_an_editor_corrects_but_does_not_erase(store):
    event = store.events()[0]
    store.permit = held_by(Role.editor)
    store.corrections.set(event.id, "assertion", "negated", BY)
    with pytest.raises(AccessError):
        store.erase(SIEGE.id)
    assert store.has(SIEGE.id)
    assert store.events()[0].assertion == "negated"


def test_an_admin_erases(store):
    store.permit = held_by(Role.admin)
    assert store.erase(SIEGE.id)

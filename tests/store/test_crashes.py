"""A writer is killed at any moment: what it said to be done is there, and nothing is half done."""

import sqlite3

import pytest

from events.store import Store
from tests.store import crashes
from tests.store.crashes import BY, Done, report


def test_nothing_is_lost(tmp_path):
    tally = crashes.rounds(tmp_path, 16)
    assert tally.lost == []
    assert tally.rounds == 16
    assert tally.done > 16


@pytest.mark.parametrize(
    ("damage", "seen"),
    [
        ("DELETE FROM correction", "entry (1, "),
        ("DELETE FROM story", "story s1 is another"),
        (
            "UPDATE event_record SET payload = CAST(replace(payload, 'Amerli', 'Mosul') AS BLOB)",
            "not what their articles",
        ),
        ("INSERT INTO link VALUES ('nobody', 'nothing', 0.5)", "foreign_key_check"),
    ],
)
def test_a_loss_would_be_seen(tmp_path, damage, seen):
    path, done = tmp_path / "store.sqlite", Done()
    text, found = report(1)
    with Store.open(f"sqlite:///{path}") as store:
        store.add(text, found)
        entry = store.corrections.set(store.events()[0].id, "verified", True, BY)
        story = crashes.Story("s1", "Told", ())
        store.stories.save(story)
    done.articles[text.id], done.entries, done.stories = True, [(entry.number, entry.id)], {"s1": "Told"}
    assert crashes.left(path, done, ()) == []
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(damage)
    assert any(seen in wrong for wrong in crashes.left(path, done, ()))


def test_an_article_that_is_gone_would_be_seen(tmp_path):
    path, (text, found) = tmp_path / "store.sqlite", report(1)
    with Store.open(f"sqlite:///{path}") as store:
        store.add(text, found)
        store.remove_article(text.id)
    assert crashes.left(path, Done(articles={text.id: True}), ()) == [f"article {text.id}: True was said"]

"""A writer is killed at any moment: what it said to be done is there, and nothing is half done."""

import sqlite3

import pytest

from events.store import Store
from tests.store import crashes, interrupted
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


@pytest.fixture(scope="module")
def interrupted_tally(tmp_path_factory):
    return interrupted.rounds(tmp_path_factory.mktemp("interrupted"), 1, list(interrupted.tasks())[:4], seed=3)


def test_what_is_killed_on_its_way_is_as_it_was_or_as_it_should_be(interrupted_tally):
    assert interrupted_tally.wrong == []
    assert interrupted_tally.rounds == 4


@pytest.mark.parametrize("revision", interrupted.REVISIONS)
def test_a_store_of_each_earlier_version_opens_with_all_that_it_has(tmp_path, revision):
    path = tmp_path / "store.sqlite"
    interrupted.of_revision(revision, path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)
        articles = connection.execute("SELECT count(*) FROM article").fetchone()[0]
        said = connection.execute("SELECT count(*) FROM correction").fetchone()[0] if revision > "0001" else 0
    found, events, log, _ = interrupted.content(path)
    assert (len(found), len(log)) == (articles, said) and articles > 0
    assert events and (said > 0 or revision == "0001")


def test_a_state_between_would_be_seen(tmp_path):
    task = next(t for t in interrupted.tasks() if t.name == "restore")
    task.begin(tmp_path)
    with Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        store.remove_article(report(3)[0].id)
    assert interrupted._wrong(task, tmp_path, [None], None) == [
        "restore: neither as it was nor as it should be",
        "restore: done again it comes to something else",
    ]


def test_an_article_that_is_gone_would_be_seen(tmp_path):
    path, (text, found) = tmp_path / "store.sqlite", report(1)
    with Store.open(f"sqlite:///{path}") as store:
        store.add(text, found)
        store.remove_article(text.id)
    assert crashes.left(path, Done(articles={text.id: True}), ()) == [f"article {text.id}: True was said"]

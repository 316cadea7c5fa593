"""Whole stores copied, backed up, restored and looked over, on real databases."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from events.errors import StoreError
from events.model import Chapter, Story
from events.store import Filters, Says, Store, checking, transfer
from tests.factory import AMERLI, MOSUL, ROME, article, day, mention

ANNA = Says("anna")
SIEGE = article("Fighters besieged Amerli. Ça et là 😀.", name="siege.txt", title="Siege", published="2014-09-01")
AGAIN = article("The siege of Amerli held.", name="again.txt", published="2014-09-02", source="The Courier")
STRIKE = article("Jets bombed trucks near Mosul.", name="strike.txt")


def fill(store: Store) -> None:
    """Articles, a merge, corrections, a story, a deleted event and an erased article."""
    for text_, word, place in ((SIEGE, "besieged", AMERLI), (AGAIN, "siege", AMERLI), (STRIKE, "bombed", MOSUL)):
        one = mention(text_, word, mode="siege", place=place, time=day("2014-08-31"))
        store.add(text_, [replace(one, incident=one.id)])
    gone = article("Nobody is to know.", name="gone.txt")
    store.add(gone, [])
    store.erase(gone.id)
    siege, strike = (the(store, place) for place in ("Amerli", "Mosul"))
    store.corrections.set(siege, "place", ROME, ANNA)
    store.corrections.set(strike, "deleted", True, ANNA)
    store.corrections.undo(ANNA)
    store.stories.save(Story("", "Amerli", (Chapter(siege, "It held."),)))


def the(store: Store, place: str) -> str:
    return next(e.id for e in store.events() if e.place and e.place.name == place)


def all_of(store: Store) -> dict:
    return {
        "articles": store.articles(),
        "events": (*store.events(), *store.events(Filters(deleted=True))),
        "mentions": [store.mentions(one.id) for one in store.articles()],
        "log": store.corrections.log(),
        "stories": store.stories.all(),
        "revision": store.revision(),
        "found": {word: sorted(store.search(word)) for word in ("siege", "amerli", "nobody")},
        "columns": store.columns().events.drop("number", "id").to_dicts(),
    }


@pytest.fixture
def full(url):
    with Store.open(url) as store:
        fill(store)
        yield store


@pytest.fixture
def other(tmp_path, new_database, request):
    """An empty store on the other kind of database."""
    kind = request.node.callspec.params["url"]
    url = new_database() if kind == "sqlite" else f"sqlite:///{tmp_path / 'other.sqlite'}"
    with Store.open(url) as store:
        yield store


def test_a_copy_is_the_store_and_goes_on_as_one(full, other):
    copied = transfer.copy(full, other)
    assert copied["article"] == 3 and copied["correction"] == 3 and copied["tombstone"] == 1
    assert all_of(other) == all_of(full)
    assert checking.check(other) == []
    other.corrections.redo(ANNA)
    assert len(other.events(Filters(deleted=True))) == 1
    with pytest.raises(StoreError, match="was erased"):
        other.add(article("Nobody is to know."), [])
    with pytest.raises(StoreError, match="is not empty"):
        transfer.copy(full, other)


def test_a_backup_can_be_opened_and_restored_on_either(full, other, tmp_path):
    file = tmp_path / "backup.sqlite"
    transfer.backup(full, file)
    assert sorted(p.name for p in tmp_path.glob("backup*")) == ["backup.sqlite"]
    with Store.open(f"sqlite:///{file}") as store:
        assert all_of(store) == all_of(full)
    transfer.restore(file, other)
    assert all_of(other) == all_of(full)
    with pytest.raises(StoreError, match="is there already"):
        transfer.backup(full, file)


def test_what_was_said_since_a_backup_is_said_again(full, tmp_path):
    file = tmp_path / "backup.sqlite"
    transfer.backup(full, file)
    event = the(full, "Mosul")
    full.corrections.set(event, "verified", True, Says("ben", note="seen"))
    said = full.corrections.log()
    full.remove_article(SIEGE.id)
    with pytest.raises(StoreError, match="is not empty"):
        transfer.restore(file, full)
    transfer.restore(file, full, replace=True)
    assert full.corrections.log() == said
    assert full.event(event).verified
    assert full.has(SIEGE.id)
    assert checking.check(full) == []


def test_a_backup_while_others_write_is_a_moment_of_the_store(url, tmp_path):
    with Store.open(url) as store:
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                one = article(f"Rebels shelled Mosul, {number}.")
                store.add(one, [mention(one, "shelled", place=MOSUL)])
                number += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(3):
                transfer.backup(store, tmp_path / f"{number}.sqlite")
        finally:
            stop.set()
            writer.join()
    for number in range(3):
        with Store.open(f"sqlite:///{tmp_path / f'{number}.sqlite'}") as kept:
            assert checking.check(kept) == []
            assert kept.counts().articles == kept.counts().mentions == kept.revision()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("DELETE FROM event_record WHERE event = (SELECT min(number) FROM event)", "has no record: dateline remerge"),
        ("DELETE FROM event_words WHERE event = (SELECT min(number) FROM event)", "no words to be found by"),
        ("DELETE FROM correction_article WHERE number = 2; DELETE FROM correction WHERE number = 2",
         "correction 2 is missing"),
        ("UPDATE article SET text = 'x' || text WHERE name = 'strike.txt'", "'strike.txt' quotes words that are not"),
        ("UPDATE mention SET event_id = (SELECT max(id) FROM event)", "not the one of its mentions"),
        ("DELETE FROM extraction", "was never read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(full, url, damage, says):
    assert checking.check(full) == []
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in damage.split("; "):
            connection.execute(text(statement))
    engine.dispose()
    assert any(says in line for line in checking.check(full)), checking.check(full)


# ---- a damaged file --------------------------------------------------------------------------------------------


@pytest.fixture
def damaged(tmp_path) -> Path:
    """A store that was backed up to backup.sqlite, corrected once more, and then written over in its middle."""
    path = tmp_path / "store.sqlite"
    with Store.open(f"sqlite:///{path}") as store:
        for number in range(60):
            one = article(f"Rebels shelled Mosul {number} times. " + "Nothing more is known. " * 40)
            store.add(one, [mention(one, "shelled", place=MOSUL)])
        transfer.backup(store, tmp_path / "backup.sqlite")
        store.corrections.set(store.events()[0].id, "verified", True, ANNA)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article_shingle'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    return path


def test_a_damaged_file_is_found_named_and_restored_without_losing_the_log(run, damaged, tmp_path):
    done = run("store", "check", "--store", str(damaged))
    assert done.code == 1 and "damaged" in done.out and "dateline store restore" in done.out
    backup = str(tmp_path / "backup.sqlite")
    done = run("store", "restore", backup, "--store", str(damaged), "--replace")
    assert done.code == 0, done.err
    assert "put aside" in done.err and "1 correction made since then" in done.err
    assert len(list(tmp_path.glob("store.sqlite.damaged-*"))) >= 1
    with Store.open(f"sqlite:///{damaged}") as store:
        assert [entry.author for entry in store.corrections.log()] == ["anna"]
        assert sum(event.verified for event in store.events()) == 1
    assert run("store", "check", "--store", str(damaged)).code == 0


def test_a_damaged_backup_is_refused(run, damaged, tmp_path):
    done = run("store", "restore", str(damaged), "--store", str(tmp_path / "new.sqlite"))
    assert done.code == 1
    assert "damaged" in done.err and "earlier one" in done.err


# ---- the commands ----------------------------------------------------------------------------------------------


def test_the_commands(run, full, url, tmp_path):
    copy, file = str(tmp_path / "copy.sqlite"), str(tmp_path / "backup.sqlite")
    done = run("store", "copy", url, copy)
    assert (done.code, done.out) == (0, "") and "3 articles, 3 mentions" in done.err
    assert run("store", "check", "--store", copy).code == 0
    assert run("store", "backup", file, "--store", url).code == 0
    done = run("store", "restore", file, "--store", copy)
    assert done.code == 1 and "not empty" in done.err
    assert run("store", "restore", file, "--store", copy, "--replace").code == 0
    done = run("store", "restore", "none.sqlite", "--store", copy, "--replace")
    assert done.code == 1 and "no backup at 'none.sqlite'" in done.err


def test_two_damaged_files_of_one_second_are_both_kept(tmp_path):
    path, found = tmp_path / "store.sqlite", []
    for words in (b"one", b"two", b"three"):
        path.write_bytes(words)
        found.append(transfer.put_aside(path))
    assert [aside.read_bytes() for aside in found] == [b"one", b"two", b"three"]

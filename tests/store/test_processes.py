"""A store that several processes use at once, and one whose writer is killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from events.errors import StoreError
from events.store import Store
from tests import postgresql

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from tests.factory import AMERLI, ISLAMIC_STATE, article, day, mention
from events.store import Store

with Store.open(sys.argv[1]) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        text = article(f"Report {number}: Islamic State fighters besieged Amerli. The siege of day {number} went on.")
        who = [("Islamic State", ISLAMIC_STATE)]
        first = mention(text, "besieged", place=AMERLI, time=day("2014-08-31"), mode="siege", who=who)
        second = mention(text, "siege of day", "OTHER", who=who)
        store.add(text, [first, second])
        print(number, flush=True)
"""


def writer(url: str, first: int, last: int) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, url, str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def consistent(store: Store) -> bool:
    """Each article has both its mentions, and each mention is in exactly one event."""
    mentions = [m for one in store.articles() for m in store.mentions(one.id)]
    told = [m.id for event in store.events() for m in event.mentions]
    return len(mentions) == 2 * store.counts().articles and sorted(told) == sorted(m.id for m in mentions)


def test_a_reader_sees_whole_articles_while_a_writer_ingests(url):
    process = writer(url, 0, 40)
    seen = []
    with Store.open(url) as store:
        while process.poll() is None:
            seen.append((store.revision(), sum(len(event.mentions) for event in store.events())))
            time.sleep(0.005)
        assert process.returncode == 0, process.stderr.read()
        assert store.revision() == 40
        assert consistent(store)
    assert all(told % 2 == 0 for _, told in seen)
    assert seen == sorted(seen)
    assert len({revision for revision, _ in seen}) > 2


def test_two_writers_lose_nothing(url):
    processes = [writer(url, 0, 15), writer(url, 15, 30), writer(url, 0, 30)]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert errors == ["", "", ""]
    with Store.open(url) as store:
        assert store.counts().articles == store.revision() == 30
        assert consistent(store)


def test_a_killed_writer_leaves_whole_articles_and_the_next_one_goes_on(url):
    process = writer(url, 0, 1000)
    for _ in range(10):
        process.stdout.readline()
    process.kill()
    process.communicate(timeout=30)
    with Store.open(url) as store:
        kept = store.counts().articles
        assert 10 <= kept < 1000
        assert consistent(store)
    assert writer(url, 0, kept + 5).wait(60) == 0
    with Store.open(url) as store:
        assert store.counts().articles == kept + 5
        assert consistent(store)
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_killed_server_leaves_whole_articles_and_the_next_run_goes_on():
    """PostgreSQL dies as hard as by kill -9 while articles are written, and is started again."""
    with postgresql.server() as server:
        url = server.url("postgres")
        process = writer(url, 0, 1000)
        for _ in range(10):
            process.stdout.readline()
        server.stop("immediate")
        errors = process.communicate(timeout=60)[1]
        assert "lost its server" in errors.splitlines()[-1]
        with pytest.raises(StoreError, match="cannot be reached; start its server"):
            Store.open(url)
        server.start()
        with Store.open(url) as store:
            kept = store.counts().articles
            assert 10 <= kept < 1000
            assert consistent(store)
        assert writer(url, 0, kept + 5).wait(60) == 0
        with Store.open(url) as store:
            assert store.counts().articles == kept + 5
            assert consistent(store)


def test_a_store_stays_open_while_its_server_is_started_anew():
    with postgresql.server() as server, Store.open(server.url("postgres")) as store:
        assert store.revision() == 0
        server.stop()
        with pytest.raises(StoreError, match="start its server"):
            store.revision()
        server.start()
        assert store.revision() == 0

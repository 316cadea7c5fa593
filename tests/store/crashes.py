"""Kills a process that writes to a store, at any moment, again and again, and looks what is left.

The process says before and after each thing that it does. What it said to be done has to be there, whatever became of
it; the one thing that it was at may be there or not, and nothing in between. `python -m tests.store.crashes 300`
prints how many rounds there were, what was said to be done in them, and what was lost.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from events.errors import EventsError
from events.model import Article, Chapter, Mention, Story
from events.store import Filters, Says, Store
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, ROME, article, day, mention

BY = Says("anna")
MOST = 8  # things that a process gets done before its end is near, fewer than that: some die while they open the store
LONGEST = 0.06  # seconds from then until it is killed, at most
REOPENED = 25  # rounds on one store
FORK = multiprocessing.get_context("fork")  # a new interpreter takes a second to begin
OLD = ("revision_0001.sql", "revision_0002.sql")


@dataclass
class Done:
    """What the process said that it did."""

    articles: dict[str, bool] = field(default_factory=dict)  # there, or taken out
    entries: list[tuple[int, str]] = field(default_factory=list)  # of the log: number, id
    stories: dict[str, str] = field(default_factory=dict)  # id → title


@dataclass
class Tally:
    rounds: int = 0
    done: int = 0
    lost: list[str] = field(default_factory=list)


def report(number: int) -> tuple[Article, list[Mention]]:
    """An article of its own, and what it tells; some of them tell of the same event."""
    place, of = ((MOSUL, "Mosul"), (AMERLI, "Amerli"), (ROME, "Rome"))[number % 3]
    words = f"Report {number}: Islamic State fighters besieged {of} on day {number % 5}. Nobody counted the dead."
    text = article(words, published="2014-09-01")
    found = {"place": place, "time": day(f"2014-08-{10 + number % 5}"), "who": [("Islamic State", ISLAMIC_STATE)]}
    one = mention(text, "besieged", mode="siege", **found)
    return text, [replace(one, incident=one.id)]


# ---- the process that is killed --------------------------------------------------------------------------------


def write(url: str, seed: int, told: Connection) -> None:
    """Does one thing after another, and says so before and after."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with Store.open(url) as store:
        while True:
            name, act = chance.choice(sorted(ACTS.items()))
            number = chance.randrange(60)
            told.send(("begin", name, number))
            with suppress(EventsError):  # there may be nothing to undo, or to split
                told.send(("done", *act(store, number, chance)))


def _add(store: Store, number: int, chance: random.Random) -> tuple:
    text, found = report(number)
    store.add(text, found)
    return "article", text.id, True


def _take_out(store: Store, number: int, chance: random.Random) -> tuple:
    text, _ = report(number)
    held = store.catalogue.take_out(text.id)
    if held and chance.random() < 0.5:
        store.catalogue.put_back(held)
        return "article", text.id, True
    return "article", text.id, False


def _read_again(store: Store, number: int, chance: random.Random) -> tuple:
    text, found = report(number)
    return "article", text.id, store.replace(text.id, found)


def _correct(store: Store, number: int, chance: random.Random) -> tuple:
    event = chance.choice(store.events() or [None])
    if event is None:
        raise EventsError("nothing to correct")
    name, value = chance.choice([("place", ROME), ("assertion", "possible"), ("deleted", True), ("verified", True)])
    return _entry(store.corrections.set(event.id, name, value, BY))


def _merge(store: Store, number: int, chance: random.Random) -> tuple:
    events = store.events()
    return _entry(store.corrections.merge([e.id for e in chance.sample(events, min(2, len(events)))], BY))


def _undo(store: Store, number: int, chance: random.Random) -> tuple:
    return _entry(store.corrections.undo(BY) if chance.random() < 0.7 else store.corrections.redo(BY))


def _tell(store: Store, number: int, chance: random.Random) -> tuple:
    chapters = tuple(Chapter(e.id, f"words {number}") for e in store.events()[:3])
    story = store.stories.save(Story(f"s{number % 4}", f"Story {chance.random()}", chapters))
    return "story", story.id, story.title


def _entry(said) -> tuple:  # type: ignore[no-untyped-def]
    return "entry", said.number, said.id


Act = Callable[[Store, int, random.Random], tuple]
ACTS: dict[str, Act] = {
    "add": _add, "add more": _add, "take out": _take_out, "read again": _read_again, "correct": _correct,
    "merge": _merge, "undo": _undo, "tell": _tell,
}  # fmt: skip


# ---- what is left ----------------------------------------------------------------------------------------------


def rounds(folder: Path, number: int, seed: int = 1) -> Tally:
    """Kills that many writers, one after another, and gives what was lost."""
    tally, chance = Tally(), random.Random(seed)  # noqa: S311 (no secret)
    done, path = Done(), folder / "store.sqlite"
    for this in range(number):
        if this % REOPENED == 0:
            done, path = Done(), folder / f"store{this}.sqlite"
            _begin(path, this // REOPENED)
        _round(path, chance, done, tally)
        tally.rounds += 1
    return tally


def _begin(path: Path, number: int) -> None:
    """A new store, or one of an earlier version, so that the first round dies while it is upgraded."""
    name = ((None, *OLD))[number % 3]
    if name:
        with sqlite3.connect(path) as connection:
            connection.executescript((Path(__file__).parent / name).read_text("utf-8"))


def _round(path: Path, chance: random.Random, done: Done, tally: Tally) -> None:
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=write, args=(f"sqlite:///{path}", chance.randrange(1 << 30), theirs), daemon=True)
    process.start()
    theirs.close()
    begun: tuple = ()
    until = tally.done + chance.randrange(MOST)
    while tally.done < until:
        begun = _hear(ours, done, tally)
    time.sleep(chance.random() * LONGEST)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with suppress(EOFError):
        while True:
            begun = _hear(ours, done, tally)
    tally.lost += [f"round {tally.rounds}, at {begun}: {wrong}" for wrong in left(path, done, begun)]


def _hear(said: Connection, done: Done, tally: Tally) -> tuple:
    """Takes in the next thing that a writer says, and gives what it is at."""
    kind, *what = said.recv()
    if kind == "begin":
        return tuple(what)
    tally.done += 1
    _note(done, *what)
    return ()


def _note(done: Done, kind: str, name, value) -> None:  # type: ignore[no-untyped-def]
    if kind == "article":
        done.articles[name] = value
    elif kind == "entry":
        done.entries.append((name, value))
    else:
        done.stories[name] = value


def left(path: Path, done: Done, begun: tuple) -> list[str]:
    """What is wrong with a store that was left in the middle of something; brings `done` to what that came to."""
    name, number = begun or (None, 0)
    with Store.open(f"sqlite:///{path}") as store:
        here = {one.id for one in store.articles()}
        log = [(entry.number, entry.id) for entry in store.corrections.log()]
        stories = {story.id: story.title for story in store.stories.all()}
        told = [m.id for event in store.events() for m in event.mentions]
        revision = store.revision()
    at = report(number)[0].id if name in ("add", "add more", "take out", "read again") else None
    wrong = [f"article {one}: {done.articles[one]} was said" for one in done.articles
             if one != at and (one in here) is not done.articles[one]]  # fmt: skip
    wrong += [f"entry {entry} of the log is gone" for entry in done.entries if entry not in log]
    wrong += [f"{len(log)} entries" for known in done.entries[-1:] if not 0 <= len(log) - known[0] <= 1]
    story = f"s{number % 4}" if name == "tell" else None
    wrong += [
        f"story {one} is another" for one in done.stories if one != story and stories.get(one) != done.stories[one]
    ]
    wrong += ["a mention is in two events"] if len(told) != len(set(told)) else []
    with sqlite3.connect(path) as connection:
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            if (found := connection.execute(f"PRAGMA {pragma}").fetchall()) != sound:
                wrong.append(f"{pragma}: {found[:3]}")
    if at is not None:
        done.articles[at] = at in here
    done.entries += [entry for entry in log if done.entries and entry[0] > done.entries[-1][0]]
    done.stories = stories
    return wrong + _another(path, revision)


def _another(path: Path, revision: int) -> list[str]:
    """Whether what is left is what the articles and the log make when all is put together anew."""
    with Store.open(f"sqlite:///{path}") as store:
        before = _events(store)
        store.remerge()
        after = _events(store)
    return [] if before == after else [f"revision {revision}: events are not what their articles and the log say"]


def _events(store: Store) -> set[tuple[tuple[str, ...], str]]:
    events = (*store.events(), *store.events(Filters(deleted=True)))
    return {(tuple(sorted(m.id for m in e.mentions)), str(replace(e, id=""))) for e in events}


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        tally = rounds(Path(folder), wanted, seed=int(time.time()))
    print(json.dumps({"rounds": tally.rounds, "done": tally.done, "lost": len(tally.lost)}))
    for line in tally.lost:
        print(line)
    sys.exit(1 if tally.lost else 0)


if __name__ == "__main__":
    main()

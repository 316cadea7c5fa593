"""Kills what takes a store from one state into another, at any moment: an ingest, a backup, a restore, an upgrade.

Whatever was killed: the store is as it was before or as it is afterwards, and the same thing done again comes to its
end. `python -m tests.store.interrupted 200` does so 200 times and prints what was not so.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from events import ingesting, workers
from events.store import Filters, Says, Store, checking, opening, transfer
from tests import readers
from tests.store.crashes import FORK, report

BY = Says("anna")
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
COUNT = 12  # articles of a store


@dataclass
class Tally:
    rounds: int = 0
    ended: int = 0  # before they were killed
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """What is killed. `begin` makes what there is before; `left` looks at what is left of it, `done` at its end."""

    name: str
    begin: Callable[[Path], None]
    act: Callable[[Path], None]
    left: Callable[[Path], object]
    done: Callable[[Path], object]


def content(path: Path) -> object:
    """All that a store holds, but for what events are called and when it was written; raises where it is not sound."""
    with Store.open(f"sqlite:///{path}") as store:
        assert checking.check(store) == [], checking.check(store)
        events = (*store.events(), *store.events(Filters(deleted=True)))
        told = sorted(str(replace(event, id="", basis={})) for event in events)
        stories = [(story.title, len(story.chapters)) for story in store.stories.all()]
        return store.articles(), told, store.corrections.log(), stories


# ---- the tasks -------------------------------------------------------------------------------------------------


def _fill(path: Path, said: int = 3) -> None:
    with Store.open(f"sqlite:///{path}") as store:
        store.add_all([report(number) for number in range(COUNT)])
        _say(store, said)


def _say(store: Store, times: int) -> None:
    for number in range(times):
        event = store.events()[number]
        store.corrections.set(event.id, "assertion", ("possible", "planned")[number % 2], BY)


def _texts(folder: Path) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": report(n)[0].text.replace("Nobody", f"{n} men")}) for n in range(COUNT)]
    (folder / "articles.jsonl").write_text("\n".join(lines))


def _ingest(folder: Path) -> None:
    workers.BATCH_ARTICLES, ingesting.WRITTEN = 2, 4
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        given = ingesting.given([str(folder / "articles.jsonl")])
        list(ingesting.ingest(given, store, readers.Here(), load=readers.quick))


def _whole_articles(folder: Path) -> object:
    """How many articles are there is left to chance; each has all of its events."""
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        assert checking.check(store) == []
        assert all(len(store.mentions(one.id)) == 1 for one in store.articles())
    return None


def _to_back_up(folder: Path) -> None:
    _fill(folder / "store.sqlite")


def _backup(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        if not (folder / "backup.sqlite").exists():
            transfer.backup(store, folder / "backup.sqlite")


def _backed_up(folder: Path) -> object:
    there = (folder / "backup.sqlite").exists()
    return content(folder / "store.sqlite"), content(folder / "backup.sqlite") if there else None


def _to_restore(folder: Path) -> None:
    """A store in which more was said since its backup, and an article was taken out."""
    _fill(folder / "store.sqlite")
    _backup(folder)
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        _say(store, 5)
        store.remove_article(report(0)[0].id)


def _restore(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        transfer.restore(folder / "backup.sqlite", store, replace=True)


def of_revision(revision: str, path: Path) -> None:
    """A store as an earlier version left it, with data: what its migrations make of one of the first or second."""
    origin = Path(__file__).parent / f"revision_{min(revision, '0002')}.sql"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(origin.read_text("utf-8"))
    if revision > "0002":
        config = Config()
        config.set_main_option("script_location", str(opening.MIGRATIONS))
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        engine.dispose()


def _open(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}"):
        pass


def _content(folder: Path) -> object:
    return content(folder / "store.sqlite")


def tasks() -> Iterator[Task]:
    yield Task("ingest", _texts, _ingest, _whole_articles, _content)
    yield Task("backup", _to_back_up, _backup, _backed_up, _backed_up)
    yield Task("restore", _to_restore, _restore, _content, _content)
    for revision in REVISIONS:
        begin = lambda folder, of=revision: of_revision(of, folder / "store.sqlite")  # noqa: E731
        yield Task(f"upgrade from {revision}", begin, _open, _content, _content)


# ---- the rounds ------------------------------------------------------------------------------------------------


def rounds(folder: Path, number: int, wanted: Sequence[Task], *, seed: int = 1) -> Tally:
    """Kills each task that often, at moments by chance, and looks what is left."""
    tally, chance = Tally(), random.Random(seed)  # noqa: S311 (no secret)
    for task in wanted:
        before, after = folder / f"{task.name} before", folder / f"{task.name} after"
        before.mkdir()
        task.begin(before)
        shutil.copytree(before, after)
        began = time.monotonic()
        _in_process(task.act, after, None)
        took = time.monotonic() - began
        states, end = [_state(task, before, folder), task.left(after)], task.done(after)
        for _ in range(number):
            at = folder / "round"
            shutil.copytree(before, at)
            tally.ended += _in_process(task.act, at, chance.random() * took)
            tally.rounds += 1
            tally.wrong += _wrong(task, at, states, end)
            shutil.rmtree(at)
    return tally


def _state(task: Task, before: Path, folder: Path) -> object:
    """What a task finds, looked at in a copy: looking upgrades a store."""
    shutil.copytree(before, folder / "looked at")
    found = task.left(folder / "looked at") if (folder / "looked at" / "store.sqlite").exists() else None
    shutil.rmtree(folder / "looked at")
    return found


def _in_process(act: Callable[[Path], None], folder: Path, seconds: float | None) -> bool:
    """Runs it in a process, which is killed after so many seconds. Whether it came to its end."""
    process = FORK.Process(target=act, args=(folder,), daemon=False)
    process.start()
    process.join(seconds)
    if process.is_alive():
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    return process.exitcode == 0


def _wrong(task: Task, folder: Path, states: list[object], end: object) -> list[str]:
    try:
        left = task.left(folder) if (folder / "store.sqlite").exists() else None
        wrong = [] if left in states else [f"{task.name}: neither as it was nor as it should be"]
        task.act(folder)
        return wrong + ([] if task.done(folder) == end else [f"{task.name}: done again it comes to something else"])
    except Exception as error:
        return [f"{task.name}: {type(error).__name__}: {error}"]


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        wanted = list(tasks())
        tally = rounds(Path(folder), -(-number // len(wanted)), wanted, seed=int(time.time()))
    print(json.dumps({"rounds": tally.rounds, "ended": tally.ended, "wrong": len(tally.wrong)}))
    for line in tally.wrong:
        print(line)
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()

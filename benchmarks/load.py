"""Fifty people at one dashboard: `python -m benchmarks.load [--minutes 15] [--sessions 50] [--events 100000]`.

Most choose filters, one after another; some verify events, each of their own; two paste articles. They are sessions of
`tests.session`, which speak what a browser speaks, and pause between two clicks as people do. Afterwards every
correction that was shown as saved has to be in the log, and every article in the store. Given are the errors (0), the
updates lost (0), how long a change of a filter took, and the memory of the server minute by minute. Loopback only.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles

import psutil

from benchmarks.ui import ROOT, _server, _store
from events.store import Filters, Store
from tests.factory import MOSUL, article, day, mention
from tests.session import visit

PAUSE = (4.0, 16.0)  # seconds between two clicks of one person
FACETS = ("Types", "Actors", "Countries")  # the filters that are always there
UPLOADERS, CORRECTORS = 2, 8
TEXT = "Rebels shelled the market of Mosul on 10 June 2014, killing {n} people. The army took {n} villages near Tikrit."


@dataclass
class Seen:
    """What all sessions have seen; they share it."""

    filters: list[float] = field(default_factory=list)  # seconds
    corrections: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    verified: list[str] = field(default_factory=list)  # ids of events that were shown as such
    added: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stores", type=Path, default=ROOT / "build" / "synthetic")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--events", type=int, default=100_000)
    given = parser.parse_args()
    given.stores.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store.sqlite")
        shutil.copy(_store(given.stores, given.events), path)
        seen, memory = run(path, given.sessions, given.minutes)
        told(seen, memory, path)


def run(path: Path, sessions: int, minutes: float) -> tuple[Seen, list[tuple[float, float]]]:
    """Lets them work; gives what they saw, and the server's memory in MB, minute by minute."""
    seen, memory = Seen(), list[tuple[float, float]]()
    ids = list(_correctable(path, CORRECTORS * round(1 + 60 * minutes / PAUSE[0])))
    with _server("app.py", path) as (address, process, _log):
        with visit(address) as first:
            first.run()  # reads the store, once
        until = time.monotonic() + 60 * minutes
        tasks: list[Callable[[], None]] = []
        for number in range(sessions):
            chance = random.Random(number)  # noqa: S311 (no secret)
            if number < UPLOADERS:
                tasks.append(lambda c=chance, n=number: _upload(address, seen, c, until, n))
            elif number < UPLOADERS + CORRECTORS:
                mine = ids[number - UPLOADERS :: CORRECTORS]
                tasks.append(lambda c=chance, m=mine: _correct(address, seen, c, until, m))
            else:
                tasks.append(lambda c=chance: _filter(address, seen, c, until))
        threads = [threading.Thread(target=_guarded, args=(task, seen)) for task in tasks]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            memory.append(_resident(process.pid))
            _join(threads, 60)
    return seen, memory


def _correctable(path: Path, number: int) -> Iterator[str]:
    """Adds events that a correction can start from, as synthetic ones cannot; gives their ids."""
    with Store.open(f"sqlite:///{path}") as store:
        for n in range(number):
            then = date(1960, 1, 1) + timedelta(days=30 * n)  # so far apart that no two are one event
            text = article(f"In report {n} rebels shelled Mosul.", published=then.isoformat(), title=f"Report {n}")
            one = mention(text, "shelled", mode="shelling", place=MOSUL, time=day(then.isoformat()))
            store.add(text, [replace(one, incident=one.id)])
            yield store.events(Filters(articles=(text.id,)))[0].id


def _join(threads: list[threading.Thread], seconds: float) -> None:
    """Waits so long, or until all are done."""
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))


def _guarded(task: Callable[[], None], seen: Seen) -> None:
    try:
        task()
    except Exception as error:
        seen.errors.append(f"{type(error).__name__}: {error}"[:300])


def _pause(chance: random.Random) -> None:
    time.sleep(chance.uniform(*PAUSE))


# ---- what they do ----------------------------------------------------------------------------------------------


def _filter(address: str, seen: Seen, chance: random.Random, until: float) -> None:
    """Chooses one value of a facet, then of another; now and then clears all."""
    with visit(address) as session:
        session.run()
        while time.monotonic() < until:
            _pause(chance)
            box = session.widget("multiselect", chance.choice(FACETS))
            chosen = [chance.choice(list(box.options)[:10])] if box.options and chance.random() < 0.8 else []
            seen.filters.append(session.run(changed={box.id: {"string_array_value": chosen}}))


def _correct(address: str, seen: Seen, chance: random.Random, until: float, ids: list[str]) -> None:
    """Opens one event after another, each of nobody else's, and verifies it."""
    for event in ids:
        _pause(chance)
        if time.monotonic() > until:
            return
        with visit(address) as session:
            session.run(f"event={event}")
            button = session.widget("button", "Verify")
            seen.corrections.append(session.run(f"event={event}", changed={button.id: {"trigger_value": True}}))
            assert session.widget("button", "Verified")
            seen.verified.append(event)


def _upload(address: str, seen: Seen, chance: random.Random, until: float, number: int) -> None:
    """Pastes a text of its own, and adds it."""
    with visit(address) as session:
        session.run(name="add")
        while time.monotonic() < until:
            _pause(chance)
            _pause(chance)
            text = session.widget("text_area", "Or paste a text")
            words = TEXT.format(n=f"{number + 2}{len(seen.uploads):04}")
            button = session.widget("button", "Add")
            entered = {text.id: {"string_value": words}, button.id: {"trigger_value": True}}
            seen.uploads.append(session.run(name="", changed=entered))
            session.widgets.clear()
            seen.added += 1


# ---- what came of it -------------------------------------------------------------------------------------------


def told(seen: Seen, memory: list[tuple[float, float]], path: Path) -> None:
    with Store.open(f"sqlite:///{path}") as store:
        log = store.corrections.log()
        lost = [one for one in seen.verified if not (event := store.event(one)) or not event.verified]
        pasted = sum("the market of Mosul" in one.text for one in store.articles())
    parts = quantiles(seen.filters, n=20) if len(seen.filters) > 1 else [float("nan")] * 19
    middle, high = parts[9], parts[18]
    print(f"changes of a filter          {len(seen.filters):6}   median {middle:.2f} s, 95th percentile {high:.2f} s")
    print(f"corrections                  {len(seen.corrections):6}   median {_median(seen.corrections):.2f} s")
    print(f"articles pasted              {len(seen.uploads):6}   median {_median(seen.uploads):.2f} s")
    print(f"errors                       {len(seen.errors):6}")
    print(f"corrections lost             {len(lost) + len(seen.verified) - len(log):6}")
    print(f"articles lost                {seen.added - pasted:6}")
    print(f"memory of the server, MB     {', '.join(f'{server:.0f}' for server, _ in memory)}")
    print(f"and of what it reads apart   {', '.join(f'{apart:.0f}' for _, apart in memory)}")
    for error in sorted(set(seen.errors))[:10]:
        print(error)
    sys.exit(1 if seen.errors or lost or len(seen.verified) != len(log) or seen.added != pasted else 0)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def _resident(pid: int) -> tuple[float, float]:
    """MB that the server holds now, and the process that analyses articles for it."""
    server = psutil.Process(pid)
    apart = sum(child.memory_info().rss for child in server.children(recursive=True))
    return server.memory_info().rss / 1e6, apart / 1e6


if __name__ == "__main__":
    main()

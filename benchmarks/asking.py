"""What it takes to ask a store of many events: `python -m benchmarks.asking STORE [--postgresql]`.

STORE is a synthetic one (`python -m benchmarks.synthetic`), a folder of Parquet files, or the URL of any store. Asked,
in a process of its own, is what the dashboard asks: all events as columns and the read model of them, all facets
together, events and articles by id, and words. With `--postgresql` the store is copied into a server of its own first,
and asked there too.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from events.store import Store

LOOKUPS = 30
PAGE = 100  # events, as many as a list shows
WORDS = ("protesters", "attack*", '"clashes near"', "shelled -Mosul")
CHOICES = ((), ("ASSAULT",), ("PROTEST", "CONSULT"), ("AID",))  # types that are chosen while facets are counted
SEED = 7
MEMORY = {"shared_buffers": "2GB"}  # PostgreSQL's manual advises a quarter of a machine of its own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--postgresql", action="store_true", help="copy it into a server of its own, and ask there too")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines; in this process")
    given = parser.parse_args()
    url = given.store if "://" in given.store else f"sqlite:///{given.store}"
    if given.json:
        print(json.dumps(ask(url)))
        return
    show("", alone(url))
    if given.postgresql:
        from tests import postgresql

        with postgresql.server(**MEMORY) as server:
            there = server.url("postgres")
            _, took = _timed(lambda: _copy(url, there))
            print(f"copied into PostgreSQL in {took / 1000:.0f} s")
            show("PostgreSQL: ", alone(there))


def show(where: str, figures: dict[str, float]) -> None:
    for name, figure in figures.items():
        print(f"{where + name:56} {figure:10,.1f}", flush=True)


def alone(url: str) -> dict[str, float]:
    """Figures by name, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.asking", url, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # type: ignore[no-any-return]


def _copy(url: str, there: str) -> None:
    from events.store import transfer

    with Store.open(url) as source, Store.open(there) as target:
        transfer.copy(source, target)


def ask(url: str) -> dict[str, float]:
    """Figures by name: medians, but for what is done once.

    Beside other work the time on the clock says little of what is done once: so the processor's is given too.
    """
    with Store.open(url) as store:
        return _pictures(store) | _look_ups(store) | _words(store)


def _pictures(store: Store) -> dict[str, float]:
    from events.dashboard.facets import FACETS, Selected, Selection
    from events.dashboard.readmodel import build

    began = time.process_time()
    columns, reading = _timed(store.columns)
    model, building = _timed(partial(build, columns))
    processor = time.process_time() - began

    def count(types: tuple[str, ...]) -> None:
        selected = Selected(model, Selection({"type": types} if types else {}))
        for facet in FACETS:
            selected.counts(facet.name)

    _, first = _timed(lambda: count(()))
    counted = statistics.median(_timed(partial(count, types))[1] for types in CHOICES * 3)
    return {
        "read model, s": (reading + building) / 1000,
        "of that its columns, s": reading / 1000,
        "processor time of the read model, s": processor,
        "all facets for the first time, s": first / 1000,
        "all facets together, ms": counted,
        "memory with it, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _look_ups(store: Store) -> dict[str, float]:
    draw, columns = random.Random(SEED), store.columns()  # noqa: S311 (no secret)
    ids, told = columns.events["id"].to_list(), columns.reports["article"].unique().to_list()
    store.event(ids[0])  # the first look-up of a folder reads where each event lies
    return {
        "an event by its id, ms": _median(lambda: store.event(draw.choice(ids))),
        f"{PAGE} events by their ids, ms": _median(lambda: store.events_by_id(draw.choices(ids, k=PAGE))),
        "an article by its id, ms": _median(lambda: store.article(draw.choice(told))),
        "the mentions of an article, ms": _median(lambda: store.mentions(draw.choice(told))),
    }


def _words(store: Store) -> dict[str, float]:
    return {f"words: {words}, ms": _median(partial(store.search, words), 9) for words in WORDS}


def _median(ask: Callable[[], object], times: int = LOOKUPS) -> float:
    return statistics.median(_timed(ask)[1] for _ in range(times))


def _timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and milliseconds."""
    began = time.perf_counter()
    return ask(), (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()

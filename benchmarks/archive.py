"""What a folder of Parquet files costs beside the store that it is made from: `python -m benchmarks.archive STORE`.

STORE is a synthetic one (`python -m benchmarks.synthetic`). Each side is asked in a process of its own, as the
dashboard asks: all events as columns and the read model of them, words, events and articles by id, and the same count
by DuckDB.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from events.store import Store

LOOKUPS = 30
PAGE = 100  # events, as many as a list shows
WORDS = ("protesters", "attack*", '"clashes near"', "shelled -Mosul")
SEED = 7


def main(path: str) -> None:
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as at:
        folder = Path(at) / "folder"
        done = _alone("export", path, str(folder))
        held = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
        print(f"{done['events']:,} events of {done['articles']:,} articles")
        print(f"written in {done['seconds']:.0f} s, with {done['memory']:.0f} MB of memory at most")
        print(f"{sum(held) / 1e6:,.0f} MB in {len(held):,} files, beside {Path(path).stat().st_size / 1e6:,.0f} MB")
        print(f"all events by country, by DuckDB: {_duckdb(folder) * 1000:,.0f} ms")
        sides = [_alone("ask", path), _alone("ask", str(folder))]
        for name, value in sides[0].items():
            print(f"{name:40} {sides[1][name]:10,.1f} beside {value:10,.1f}: {sides[1][name] / value:.2f}")


def _alone(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.archive", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def export(path: str, into: str) -> dict[str, float]:
    from events.export import parquet_folder

    began = time.perf_counter()
    with Store.open(f"sqlite:///{path}") as store:
        held = parquet_folder.write(store, Path(into))
    return {"seconds": time.perf_counter() - began, "memory": _memory(), "events": held.events} | {
        "articles": held.articles
    }


def ask(path: str) -> dict[str, float]:
    from events.dashboard.readmodel import build

    draw = random.Random(SEED)  # noqa: S311 (no secret)
    store = Store.open(f"sqlite:///{path}")
    columns, reading = _timed(store.columns)
    _, building = _timed(lambda: build(columns))
    memory = _memory()
    ids = columns.events["id"].to_list()
    told = columns.reports["article"].unique().to_list()
    drawn = [draw.choice(ids) for _ in range(LOOKUPS)]
    store.event(drawn[0])  # the first look-up of a folder reads where each event lies
    found = {
        "read model, s": (reading + building) / 1000,
        "memory with it, MB": memory,
        "an event by its id, ms": _median(lambda: store.event(draw.choice(ids))),
        f"{PAGE} events by their ids, ms": _median(lambda: store.events_by_id([draw.choice(ids) for _ in range(PAGE)])),
        "an article by its id, ms": _median(lambda: store.article(draw.choice(told))),
        "the mentions of an article, ms": _median(lambda: store.mentions(draw.choice(told))),
    }
    words = {
        f"words: {words}, ms": statistics.median(_timed(lambda w=words: store.search(w))[1] for _ in range(3))
        for words in WORDS
    }
    return found | words


def _duckdb(folder: Path) -> float:
    import duckdb

    files = f"read_parquet('{folder}/events/**/*.parquet', hive_partitioning = true)"
    began = time.perf_counter()
    duckdb.sql(f"SELECT country, count(*) FROM {files} GROUP BY country").fetchall()  # noqa: S608 (our own path)
    return time.perf_counter() - began


def _median(ask: Callable[[], object]) -> float:
    return statistics.median(_timed(ask)[1] for _ in range(LOOKUPS))


def _timed(ask: Callable) -> tuple:
    """The answer, and milliseconds."""
    began = time.perf_counter()
    return ask(), (time.perf_counter() - began) * 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    step = {"export": export, "ask": ask}.get(sys.argv[1])
    if step:
        print(json.dumps(step(*sys.argv[2:])))
    else:
        main(sys.argv[1])

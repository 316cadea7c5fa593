"""What places cost: `python -m benchmarks.places [--json]`.

The share of an article's extraction that goes into places (toponyms found and resolved, events located), as a ratio of
processor times in one run with a gazetteer just opened; and the memory that the opened gazetteer takes in a
process of its own, once every name of the sample articles and of many others has been looked up in it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil

from events import places
from events.model import Article
from events.pipeline import Analyzer
from events.places import open_gazetteer
from events.reading import read_paths

SAMPLES = Path(__file__).parent.parent / "sample_articles"
ROUNDS = 3  # the median of as many counts
NAMES = 20_000  # looked up at random, so that the caches are full
SHARE, MEGABYTES = 0.15, 60.0  # what was asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--memory", action="store_true", help="only the gazetteer's memory in this process, MB")
    arguments = parser.parse_args()
    if arguments.memory:
        print(_memory())
        return
    figures = measure()
    if arguments.json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:44} {figure:10.3f}")


def measure() -> dict[str, float]:
    """Figures by name: a share of what everything else takes, and megabytes."""
    articles = [a for a in read_paths([str(SAMPLES)]) if isinstance(a, Article)]
    shares = sorted(_share(articles) for _ in range(ROUNDS))
    command = [sys.executable, "-m", "benchmarks.places", "--memory"]
    memory = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        "places, share of the rest of the extraction": shares[len(shares) // 2],
        "asked at most": SHARE,
        "gazetteer, MB": memory,
        "asked at most, MB": MEGABYTES,
    }


class _Clock:
    """Adds up the processor time of the calls that go through it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, run: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            began = time.process_time()
            try:
                return run(*arguments)
            finally:
                self.seconds += time.process_time() - began

        return call


def _share(articles: list[Article]) -> float:
    """Time for places over the time for everything else, with a gazetteer that was just opened."""
    analyzer, clock = Analyzer.from_settings(), _Clock()
    analyzer.analyze(articles[0])  # models are loaded
    analyzer.geoparser = _Timed(places.Geoparser(open_gazetteer()), clock)  # type: ignore[assignment]
    steps = {name: getattr(places, name) for name in ("locate", "calibrated")}
    for name, step in steps.items():
        setattr(places, name, clock.timed(step))
    try:
        began = time.process_time()
        for article in articles:
            analyzer.analyze(article)
        whole = time.process_time() - began
    finally:
        for name, step in steps.items():
            setattr(places, name, step)
    return clock.seconds / (whole - clock.seconds)


class _Timed:
    """A geoparser whose time is counted."""

    def __init__(self, geoparser: places.Geoparser, clock: _Clock):
        self.toponyms = clock.timed(geoparser.toponyms)


def _memory() -> float:
    """Megabytes of this process that the gazetteer took, opened and asked until its caches are full."""
    path = open_gazetteer().path
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("SELECT folded FROM names ORDER BY random() LIMIT ?", (NAMES,))]
    process = psutil.Process()
    before = process.memory_info().rss
    gazetteer = open_gazetteer(path)
    for name in names:
        gazetteer.lookup(name)
        gazetteer.exact(name)
        gazetteer.country_of(name)
    return round((process.memory_info().rss - before) / 1e6, 1)


if __name__ == "__main__":
    main()

"""What writing costs, without any extraction: `python -m benchmarks.writing [--articles N] [--one-event]`.

Synthetic articles with their mentions are made by one process and written by another, as `ingest` writes them: so many
at once, each compared with what is there. Its memory is told when it has written a tenth, and when it has written all.
`--one-event`: all tell of one event within a few days, besides which nothing happens: what merging is worst at.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice
from random import Random

import msgspec

from benchmarks import synthetic
from benchmarks.scale import FILLER
from benchmarks.synthetic_world import World
from events import ingesting
from events.model import Article, Mention
from events.store import Store

SEED = 3
LATE = 5  # days within which one event is told of
Told = tuple[Article, tuple[Mention, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--one-event", action="store_true")
    parser.add_argument("--part", choices=("tell", "write"), help="what a process of it does")
    given = parser.parse_args()
    if given.part == "tell":
        for one in islice(of_one_event() if given.one_event else of_many_events(), given.articles):
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    elif given.part == "write":
        write(given.articles)
    else:
        command = [sys.executable, "-m", "benchmarks.writing", *sys.argv[1:], "--part"]
        told = subprocess.Popen([*command, "tell"], stdout=subprocess.PIPE)
        subprocess.run([*command, "write"], stdin=told.stdout, check=True)


def of_many_events() -> Iterator[Told]:
    """Articles of `benchmarks.synthetic`, story by story: about seven mentions each."""
    for story in synthetic.told(sys.maxsize, SEED):
        mentions = [mention for event in story.events for mention in event.mentions]
        for article in story.articles:
            yield article, tuple(mention for mention in mentions if mention.article_id == article.id)


def of_one_event() -> Iterator[Told]:
    """Articles that all tell of one shelling, amid words of their own."""
    dice, world = Random(SEED), World(SEED)  # noqa: S311 (no secret)
    home, day = world.country(), date(2020, 5, 5)
    fact = synthetic._fact(dice, world, synthetic.read_kinds()[0], home, day)
    fact = replace(fact, place=world.place(home), time=synthetic._interval(day, day, "day"), when="", killed=0)
    fact = replace(fact, assertion="asserted")
    for number in count():
        draft = synthetic._draft(dice, day + timedelta(dice.randrange(LATE)), f"{number}")
        for _ in range(6):
            draft.write("\n" + " ".join(map(dice.choice, FILLER)) + ".")
        fields = synthetic._tell(draft, fact, number)
        article = synthetic._article(draft)
        yield article, (Mention(id=f"{article.id}-m", article_id=article.id, **fields),)


def write(number: int) -> None:
    """Writes what is told on standard input, and prints what that took."""
    lines = map(msgspec.json.Decoder(Told).decode, sys.stdin.buffer)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/store.sqlite") as store:
        began, written, told = time.process_time(), 0, {number // 10, number}
        while some := list(islice(lines, ingesting.WRITTEN)):
            store.add_all(some)
            written += len(some)
            for reached in sorted(n for n in told if n <= written):
                seconds, memory = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                told.remove(reached)
                print(f"{reached:7,} articles: {seconds:8.1f} s, {memory * 1024 / 1e6:6.0f} MB at most", flush=True)
        counts = store.counts()
        print(f"{counts.mentions:,} mentions, {counts.events:,} events")


if __name__ == "__main__":
    main()

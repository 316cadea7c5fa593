"""Stand-ins for the analyzer, for tests of what becomes of articles: processes load them by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from events.model import Article, Failure
from events.workers import Load, Reader, Reading
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, day, mention

WORDS = {"besieged": (AMERLI, "2014-08-31"), "seized": (MOSUL, "2014-06-10")}
POISON = ("CRASH", "SEGFAULT", "HANG", "HANG IN C", "RAISE")


def quick() -> Reader:
    """Finds a few words, and does what the poisoned articles say."""
    return lambda batch: [_read(article) for article in batch]


def slow() -> Reader:
    """The same, so slowly that one can be killed meanwhile."""

    def read(batch: Sequence[Article]) -> list[Reading]:
        time.sleep(0.1)
        return quick()(batch)

    return read


def _read(article: Article) -> Reading:
    said = article.text.rpartition("!")[0].rpartition("\n")[2]
    if said == "CRASH":
        os._exit(3)
    if said == "SEGFAULT":
        os.kill(os.getpid(), signal.SIGSEGV)
    if said == "HANG":
        time.sleep(3600)
    if said == "HANG IN C":
        ctypes.PyDLL(None).sleep(3600)  # no thread of Python's runs meanwhile
    if said == "RAISE":
        raise ValueError("a word too many")
    if said == "REFUSE":
        return Failure(article.name, "cannot be analysed")
    told = [
        mention(article, word, place=place, time=day(when), who=[("Islamic State", ISLAMIC_STATE)], salience=0.5)
        for word, (place, when) in WORDS.items()
        if word in article.text
    ]
    return tuple(replace(one, incident=one.id) for one in told)


class Here:
    """A pool that is this very process. `load`: the reader that it has, whichever it is asked for."""

    def __init__(self, load: Load | None = None):
        self.load = load

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def size(self) -> int:
        return 1

    def submit(self, load: Load, batch: Sequence[Article], seconds: float) -> Future[list[Reading]]:
        future: Future[list[Reading]] = Future()
        try:
            future.set_result((self.load or load)()(batch))
        except Exception as error:
            future.set_exception(error)
        return future

    def renew(self) -> None:
        raise AssertionError("nothing was lost")

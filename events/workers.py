"""The pipeline in several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context

from events.model import Article, Failure
from events.pipeline import Analysis, Analyzer

BATCH = 16  # articles that a process is given at once
AHEAD = 2  # batches a process that are read before their turn


def analyze_all(articles: Iterable[Article], workers: int) -> Iterator[Analysis | Failure]:
    """One analysis an article, in order, as they are done; memory holds the few batches that are under way."""
    left, waiting = iter(articles), deque[Future[list[Analysis | Failure]]]()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        while batch := list(islice(left, BATCH)):
            waiting.append(pool.submit(_analyze, batch))
            if len(waiting) >= AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@cache
def _analyzer() -> Analyzer:
    """The analyzer of this process."""
    return Analyzer.from_settings()


def _analyze(batch: list[Article]) -> list[Analysis | Failure]:
    return list(_analyzer().analyze_all(batch))

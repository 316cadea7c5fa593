"""Articles → what they tell of, in processes of this machine or on a Dask cluster, whatever becomes of a process."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import chain
from multiprocessing import get_context, parent_process
from pathlib import Path
from types import TracebackType
from typing import Protocol

from events import logs, settings
from events.errors import AnalysisError, EventsError
from events.model import Article, Failure, Mention

BATCH_CHARACTERS = 30_000  # of the articles that a process is given at once: a second or two of work
BATCH_ARTICLES = 64
AHEAD = 2  # batches a process: the one that it reads, and one that waits for it
SET_ASIDE = 256  # articles whose process died, to be read alone: where there are more, nothing else is begun
IN_A_ROW = 20  # articles that end a process one after another: then it is not the articles
CHARACTERS = 50_000  # for each as many that an article begins, a process has `events.settings.seconds`

Reading = tuple[Mention, ...] | Failure
Reader = Callable[[Sequence[Article]], list[Reading]]
Load = Callable[[], Reader]  # makes the reader of a process, once


class Pool(Protocol):
    """Processes that read batches, each with a reader of its own."""

    def size(self) -> int:
        """How many batches are read at the same time."""
        ...

    def submit(self, load: Load, batch: Sequence[Article], seconds: float) -> Future[list[Reading]]:
        """Reads a batch in `seconds`, or fails. The future is cancelled where it is lost by no fault of the batch."""
        ...

    def renew(self) -> None:
        """Begins anew after all batches were lost. Raises `AnalysisError` where that cannot be."""
        ...


def analyzer() -> Reader:
    """The reader that a process has unless a test gives another."""
    from events.pipeline import Analyzer

    loaded = Analyzer.from_settings()

    def read(batch: Sequence[Article]) -> list[Reading]:
        return [one if isinstance(one, Failure) else one.mentions for one in loaded.analyze_all(batch)]

    return read


# ---- what becomes of the articles ------------------------------------------------------------------------------


def read_all(articles: Iterable[Article], pool: Pool, load: Load = analyzer) -> Iterator[tuple[Article, Reading]]:
    """Each article with its mentions, or a failure, as they are done; memory holds the few batches under way.

    The articles of a process that died, or took too long, are read again one at a time with nothing else under way:
    the one that did it becomes a failure. Raises `AnalysisError` where one after another does.
    """
    batches: Iterator[Sequence[Article]] = by_length(articles)
    under_way: dict[Future[list[Reading]], Sequence[Article]] = {}
    aside: list[Article] = []
    while True:
        while len(under_way) < AHEAD * pool.size() and len(aside) < SET_ASIDE and (batch := next(batches, None)):
            under_way[pool.submit(load, batch, seconds_for(batch))] = batch
        if not under_way and not aside:
            return
        if not under_way:
            yield from _alone(aside, pool, load)
            aside = []
            continue
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            batch = under_way.pop(future)
            try:
                yield from zip(batch, future.result(), strict=True)
            except CancelledError:
                batches = chain([batch, *under_way.values()], batches)
                under_way = {}
                pool.renew()
                break
            except EventsError:
                raise
            except Exception:  # whatever the libraries below think of: it is looked into article by article
                aside += batch


def _alone(articles: Iterable[Article], pool: Pool, load: Load) -> Iterator[tuple[Article, Reading]]:
    """Reads articles one at a time, so that it is known which one does harm."""
    harmful = 0
    for article in articles:
        found = _one(article, pool, load)
        harmful = harmful + 1 if isinstance(found, Failure) else 0
        if harmful == IN_A_ROW:
            raise AnalysisError(
                f"{harmful} articles one after another could not be read, {article.name!r} the last "
                f"({found.reason}): see that there is memory enough, and run this again"  # type: ignore[union-attr]
            )
        yield article, found


def _one(article: Article, pool: Pool, load: Load) -> Reading:
    seconds = seconds_for([article])
    while True:
        try:
            return pool.submit(load, [article], seconds).result()[0]
        except CancelledError:
            pool.renew()
        except EventsError:
            raise
        except Exception as error:
            return Failure(article.name, _why(error, seconds))


def _why(error: Exception, seconds: float) -> str:
    ended = isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"
    what = f"crashed, or took more than {seconds:g} seconds" if ended else f"failed ({type(error).__name__}: {error})"
    return f"cannot be analysed: the process that read it {what}; please report it"


def by_length(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in batches of about as much text; a long one is alone."""
    batch: list[Article] = []
    length = 0
    for article in articles:
        if batch and (length + len(article.text) > BATCH_CHARACTERS or len(batch) == BATCH_ARTICLES):
            yield batch
            batch, length = [], 0
        batch.append(article)
        length += len(article.text)
    if batch:
        yield batch


def seconds_for(batch: Sequence[Article]) -> float:
    """How long a process may take for some articles."""
    return settings.seconds() * (1 + sum(len(article.text) for article in batch) // CHARACTERS)


# ---- in a process of its own -----------------------------------------------------------------------------------

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_one_at_a_time = threading.Lock()  # a Dask worker may have several threads: the watch and the model are one a process


def read_batch(load: Load, batch: Sequence[Article], seconds: float) -> list[Reading]:
    with _one_at_a_time:
        reader = _reader(load)
        with _watched(seconds):
            return reader(batch)


@cache
def _reader(load: Load) -> Reader:
    return load()


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Ends this process where the block takes longer, also where it hangs in C."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _begin() -> None:
    """Sets a process up: one thread of arithmetic, deaf to Ctrl-C, and gone when the one that began it is."""
    logs.keep_back()
    os.environ.update(dict.fromkeys(THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


# ---- on this machine -------------------------------------------------------------------------------------------


class Processes:
    """Processes of this machine. Each is an executor of its own, so that one that dies takes no other along."""

    def __init__(self, number: int):
        self._executors: list[Executor] = [_executor() for _ in range(number)]
        self._given: list[list[Future[list[Reading]]]] = [[] for _ in range(number)]

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for executor in self._executors:
            executor.shutdown(wait=False, cancel_futures=True)
        for executor in self._executors:
            executor.shutdown()

    def size(self) -> int:
        return len(self._executors)

    def submit(self, load: Load, batch: Sequence[Article], seconds: float) -> Future[list[Reading]]:
        self._given = [[future for future in given if not future.done()] for given in self._given]
        idlest = min(range(self.size()), key=lambda n: len(self._given[n]))
        try:
            future = self._executors[idlest].submit(read_batch, load, batch, seconds)
        except BrokenProcessPool:
            self._executors[idlest] = _executor()
            future = self._executors[idlest].submit(read_batch, load, batch, seconds)
        self._given[idlest].append(future)
        return future

    def renew(self) -> None:
        """Nothing to do: a process is made anew when it is needed."""


def _executor() -> Executor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)

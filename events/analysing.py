"""Articles analysed in a process of its own: one that crashes it, hangs or fills the memory there fails here, in words.

For a server whose pages must go on: it holds no model itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

import msgspec

from events import apart, workers
from events.errors import AnalysisError, EventsError
from events.model import Article, Failure, Mention

MEMORY = 8_000_000_000  # bytes of addresses that the process may have, where the system keeps such a limit


@dataclass(frozen=True, slots=True)
class Found:
    """What an article tells of."""

    mentions: tuple[Mention, ...]


class Apart:
    """An analyzer whose process is begun when it is needed, and anew after it died. Threads may share it."""

    def __init__(self, module: str = __name__):
        self._process = apart.Process(module, MEMORY)
        self._one_at_a_time = Lock()

    def begin(self) -> None:
        """Loads the models. Raises `AnalysisError` where they cannot be."""
        self._ask(None, "the language model", workers.seconds_for([]))

    def analyze(self, article: Article) -> Found:
        """Raises `AnalysisError` where a step fails on the article, crashes, or takes too long."""
        return self._ask(msgspec.to_builtins(article), article.name, workers.seconds_for([article]))

    def _ask(self, article: dict[str, Any] | None, name: str, seconds: float) -> Found:
        with self._one_at_a_time:
            try:
                ((kind, found),) = list(self._process.ask({"article": article}, seconds))
            except apart.Died as error:
                raise AnalysisError(
                    f"{name} cannot be analysed: the process that read it crashed, took more than {seconds:g} seconds "
                    "or filled the memory; please report it"
                ) from error
        if kind == "failure":
            raise AnalysisError(msgspec.convert(found, Failure).reason)
        return msgspec.convert(found, Found)


def main() -> None:
    analyzer: Any = None
    broken: str | None = None
    try:
        analyzer = workers.analyzer()  # before anything is asked for: its seconds do not count
    except EventsError as error:
        broken = str(error)

    def answer(asked: dict[str, Any], data: bytes) -> Iterator[Found | Failure]:
        if broken or asked["article"] is None:
            yield Failure("", broken) if broken else Found(())
            return
        found = analyzer([msgspec.convert(asked["article"], Article)])[0]
        yield found if isinstance(found, Failure) else Found(found)

    apart.serve(answer)


if __name__ == "__main__":
    main()

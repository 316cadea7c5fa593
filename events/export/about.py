"""What an export may say beside the events: where they were told, and a story of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from events.model import Article, Story


class Sources:
    """Articles by id, without their texts, each asked for once."""

    def __init__(self, ask: Callable[[str], Article | None]):
        self._ask = ask
        self._known: dict[str, Article] = {}

    def __getitem__(self, article_id: str) -> Article:
        """The article; one of that id and no more where there is none."""
        if article_id not in self._known:
            found = self._ask(article_id) or Article(article_id, article_id, "")
            self._known[article_id] = replace(found, text="")
        return self._known[article_id]


class Names(Mapping[str, str]):
    """What output calls each article."""

    def __init__(self, sources: Sources):
        self._sources = sources

    def __getitem__(self, article_id: str) -> str:
        return self._sources[article_id].name

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class About:
    """`story`: what is told of the events, for formats that can tell one."""

    sources: Sources = field(default_factory=lambda: Sources(lambda _: None))
    story: Story | None = None

    @property
    def names(self) -> Mapping[str, str]:
        return Names(self.sources)


@contextmanager
def text(sink: BinaryIO) -> Iterator[TextIO]:
    """The sink, to write text to; it stays open."""
    wrapped = TextIOWrapper(sink, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        yield wrapped
    finally:
        wrapped.detach()  # flushes

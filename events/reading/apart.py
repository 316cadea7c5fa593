"""Inputs read in a process of their own: one that crashes it, hangs or fills the memory there is a failure here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from events import apart, settings
from events.model import Article, Failure
from events.reading import inputs

MEMORY = 4_000_000_000  # bytes of addresses that the process may have, where the system keeps such a limit
PATIENCE = 2  # times `events.settings.seconds`: how long it may take until the next article of an input
KINDS = {"article": Article, "failure": Failure}
OURS = frozenset({".txt", ".text", ".md", ".markdown", ".jsonl", ".ndjson"})  # what no library of others reads


class Apart:
    """A process that reads one input after another: begun when it is needed, and anew after it died."""

    def __init__(self, memory: int = MEMORY):
        self._memory = memory
        self._process = apart.Process(__name__, memory)

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.end()

    def read_path(self, path: str, **said: Any) -> Iterator[Article | Failure]:
        """The articles of a file, folder or address, as `events.reading.read_paths` gives them for what is said of it.

        Standard input and pipes belong to this process, and are read here.
        """
        if inputs.is_address(path) or Path(path).is_file():
            return self._read(path, said)
        return inputs.read_paths([path], **said)

    def read_bytes(
        self, name: str, data: bytes, *, published: date | None, title: str | None, source: str | None
    ) -> Iterator[Article | Failure]:
        """The articles of an uploaded file, as `events.reading.read_bytes` gives them."""
        return self._read(name, {"published": published, "title": title, "source": source}, data)

    def _read(self, name: str, said: dict[str, Any], data: bytes | None = None) -> Iterator[Article | Failure]:
        seconds, told = PATIENCE * settings.seconds(), 0
        try:
            for kind, found in self._process.ask({"name": name, "said": said}, seconds, data):
                told += 1
                yield msgspec.convert(found, KINDS[kind])
        except apart.Died:
            after = f" after {told:,} of its articles, which are kept" if told else ""
            yield Failure(
                name,
                f"cannot be read: the process that read it crashed, took more than {seconds:g} seconds or filled "
                f"{self._memory / 1e9:g} GB of memory{after}; split the file, or leave out what is damaged",
            )


def read_paths(
    paths: Iterable[str],
    *,
    published: date | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """As `events.reading.read_paths`; what libraries of others read, they read in a process of its own."""
    said = {"published": published, "encoding": encoding, "columns": columns}
    with Apart() as process:
        for file in (file for path in paths for file in inputs.expand(path)):
            ours = Path(file).suffix.lower() in OURS and not inputs.is_address(file)
            yield from inputs.read_paths([file], **said) if ours else process.read_path(file, **said)  # type: ignore[arg-type]


def _answer(asked: dict[str, Any], data: bytes) -> Iterator[Article | Failure]:
    said = asked["said"] | {"published": asked["said"]["published"] and date.fromisoformat(asked["said"]["published"])}
    name = asked["name"]
    return inputs.read_paths([name], **said) if asked["size"] is None else inputs.read_bytes(name, data, **said)


if __name__ == "__main__":
    apart.serve(_answer)

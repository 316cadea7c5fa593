"""Files read in a process of their own: one that crashes, hangs or fills the memory there is a failure here.

What comes back is JSON, so that a reader that was taken over can say what an article is, and no more.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast

import msgspec

from events import settings
from events.model import Article, Failure
from events.reading.inputs import read_bytes, read_paths

MEMORY = 4_000_000_000  # bytes of addresses that the process may have, where the system keeps such a limit
PATIENCE = 2  # times `events.settings.seconds`: how long it may take until the next article of a file
ROOT = Path(__file__).parents[2]
KINDS = {"article": Article, "failure": Failure}
END = "end"


class Apart:
    """A process that reads one file after another: begun when it is needed, and anew after it died."""

    def __init__(self, memory: int = MEMORY):
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read_path(
        self, path: str, *, published: date | None, encoding: str | None, columns: Mapping[str, str] | None
    ) -> Iterator[Article | Failure]:
        """The articles of a regular file, as `events.reading.read_paths` gives them."""
        return self._read(path, {"published": published, "encoding": encoding, "columns": columns})

    def read_bytes(
        self, name: str, data: bytes, *, published: date | None, title: str | None, source: str | None
    ) -> Iterator[Article | Failure]:
        """The articles of an uploaded file, as `events.reading.read_bytes` gives them."""
        return self._read(name, {"published": published, "title": title, "source": source}, data)

    def _read(self, name: str, said: dict[str, Any], data: bytes | None = None) -> Iterator[Article | Failure]:
        seconds, told, ended = PATIENCE * settings.seconds(), 0, False
        asked = {"name": name, "size": None if data is None else len(data), "seconds": seconds, "said": said}
        try:
            for kind, found in self._answers(asked, data or b""):
                if kind == END:
                    ended = True
                    return
                told += 1
                yield msgspec.convert(found, KINDS[kind])
        finally:
            if not ended:
                self._end()
        after = f" after {told:,} of its articles, which are kept" if told else ""
        yield Failure(
            name,
            f"cannot be read: the process that read it crashed, took more than {seconds:g} seconds or filled "
            f"{self._memory / 1e9:g} GB of memory{after}; split the file, or leave out what is damaged",
        )

    def _answers(self, asked: dict[str, Any], data: bytes) -> Iterator[tuple[str, Any]]:
        """What the process says, until it has said all, or died."""
        process = self._running()
        asks, answers = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        with suppress(BrokenPipeError):
            asks.write(json.dumps(asked, default=date.isoformat).encode() + b"\n")
            asks.write(data)
            asks.flush()
        for line in answers:
            if line.endswith(b"\n"):
                kind, found = json.loads(line)
                yield kind, found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                [sys.executable, "-P", "-m", __name__, str(self._memory)],  # -P: no module is taken from where we are
                env=os.environ | {"PYTHONPATH": paths},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError):
                process.communicate()


# ---- in the process --------------------------------------------------------------------------------------------


def main() -> None:
    """Reads what standard input asks for, until it ends: so it is gone when the process that began it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    _limit(int(sys.argv[1]))
    for line in asks:
        asked = json.loads(line)
        _answer(asked, b"" if asked["size"] is None else asks.read(asked["size"]), answers)


def _limit(memory: int) -> None:
    with suppress(ImportError):  # on Windows
        import resource

        with suppress(ValueError, OSError):  # it has a lower limit already
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(asked: dict[str, Any], data: bytes, answers: BinaryIO) -> None:
    said = asked["said"] | {"published": asked["said"]["published"] and date.fromisoformat(asked["said"]["published"])}
    name = asked["name"]
    found = read_paths([name], **said) if asked["size"] is None else read_bytes(name, data, **said)
    while (one := _next(found, asked["seconds"])) is not None:
        _say(answers, type(one).__name__.lower(), msgspec.to_builtins(one))
    _say(answers, END, None)


def _next(found: Iterator[Article | Failure], seconds: float) -> Article | Failure | None:
    """The next one, or None; this process ends where that takes longer, also where it hangs in C."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        return next(found, None)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _say(answers: BinaryIO, kind: str, told: object) -> None:
    answers.write(json.dumps([kind, told]).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()

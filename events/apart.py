"""Processes of ours that do for another what may crash, hang or fill the memory: asked in JSON, answered in JSON.

So one that was taken over can say what it was asked to say, and no more. Each is begun when it is needed, and anew
after it died; it ends with the one that began it.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

ROOT = Path(__file__).parents[1]
END = "end"


class Died(Exception):
    """The process ended before it had said all."""


class Process:
    """A process that runs a module of ours, which calls `serve`. `memory`: bytes of addresses that it may have."""

    def __init__(self, module: str, memory: int):
        self._module = module
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, asked: dict[str, Any], seconds: float, data: bytes | None = None) -> Iterator[tuple[str, Any]]:
        """What it says, each as its kind and plain data; it may take so many seconds for each. Raises `Died`."""
        ended = False
        said = asked | {"seconds": seconds, "size": None if data is None else len(data)}
        try:
            for kind, found in self._answers(said, data or b""):
                if kind == END:
                    ended = True
                    return
                yield kind, found
        finally:
            if not ended:
                self.end()
        raise Died

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError):
                process.communicate()

    def _answers(self, asked: dict[str, Any], data: bytes) -> Iterator[tuple[str, Any]]:
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
                [sys.executable, "-P", "-m", self._module, str(self._memory)],  # -P: none is taken from where we are
                env=os.environ | {"PYTHONPATH": paths},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


# ---- in the process --------------------------------------------------------------------------------------------


def serve(answer: Callable[[dict[str, Any], bytes], Iterator[Any]]) -> None:
    """Answers what standard input asks for, until it ends: so it is gone when the process that began it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    _limit(int(sys.argv[1]))
    for line in asks:
        asked = json.loads(line)
        found = answer(asked, b"" if asked["size"] is None else asks.read(asked["size"]))
        while (one := _next(found, asked["seconds"])) is not None:
            _say(answers, type(one).__name__.lower(), msgspec.to_builtins(one))
        _say(answers, END, None)


def _limit(memory: int) -> None:
    with suppress(ImportError):  # on Windows
        import resource

        with suppress(ValueError, OSError):  # it has a lower limit already
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _next(found: Iterator[Any], seconds: float) -> Any:
    """The next one, or None; this process ends where that takes longer, also where it hangs in C."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        return next(found, None)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _say(answers: BinaryIO, kind: str, told: object) -> None:
    answers.write(json.dumps([kind, told]).encode() + b"\n")
    answers.flush()

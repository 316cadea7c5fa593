"""A Dask cluster that reads articles. The only file that knows Dask."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

import events
from events.errors import AnalysisError
from events.model import Article
from events.workers import Load, Reading, read_batch

if TYPE_CHECKING:
    from distributed import Client

WAIT = 60.0  # seconds that a scheduler, and a first worker, are waited for
LOOK = 5.0  # seconds after which it is asked again how many workers there are


class Cluster:
    """The workers of a Dask scheduler at `address`, such as tcp://host:8786. Raises `AnalysisError` without any.

    `say` is told when the scheduler is lost and when it is back.
    """

    def __init__(self, address: str, say: Callable[[str], None] = lambda line: None, wait_seconds: float = WAIT):
        self._address = address
        self._say = say
        self._wait = wait_seconds
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it is lost by is told in our words
        self._client = self._connected()
        self._size, self._looked = 1, 0.0

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def size(self) -> int:
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            with suppress(OSError):  # it is gone: what is under way will tell
                self._size = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        return self._size

    def submit(self, load: Load, batch: Sequence[Article], seconds: float) -> Future[list[Reading]]:
        return self._client.get_executor(pure=False).submit(read_batch, load, batch, seconds)

    def renew(self) -> None:
        """Waits for the scheduler to come back."""
        self._say(f"the Dask scheduler at {self._address} is gone: waiting {self._wait:g} seconds for it to come back")
        self._client.close()
        self._client = self._connected()
        self._looked = 0.0
        self._say(f"the Dask scheduler at {self._address} is back")

    def _connected(self) -> Client:
        from distributed import Client

        deadline = time.monotonic() + self._wait
        client = None
        while True:
            try:
                client = Client(self._address, timeout=max(1, deadline - time.monotonic()), set_as_default=False)
                client.wait_for_workers(1, timeout=max(1, deadline - time.monotonic()))
                break
            except (OSError, ValueError) as error:  # a timeout is an OSError
                if client is not None:
                    client.close()
                if isinstance(error, ValueError) or time.monotonic() > deadline:
                    raise AnalysisError(
                        f"there is no Dask scheduler with workers at {self._address!r} ({error}): start them "
                        "(dask scheduler, dask worker), then run this again; what was written until now is kept"
                    ) from error
                time.sleep(0.5)
        _check(client, self._address)
        return client


def _check(client: Client, address: str) -> None:
    """Refuses workers that would find something else. Raises `AnalysisError`."""
    try:
        versions = set(client.run(_version).values())
    except ImportError as error:
        raise AnalysisError(f"the Dask workers at {address!r} have no Dateline: install it there ({error})") from error
    if versions != {events.__version__}:
        others = ", ".join(sorted(versions - {events.__version__}))
        raise AnalysisError(f"the Dask workers at {address!r} have Dateline {others}, not {events.__version__}")


def _version() -> str:
    return events.__version__

"""Dateline where no network is: `unshare --net python -m tests.offline FOLDER`. Reads an article and serves it.

Prints what `extract` found, and the words of the dashboard, as JSON. Fails where the network is there after all.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from tests.session import visit

ARTICLE = "Islamic State fighters attacked the Iraqi city of Mosul on 10 June 2014, killing 20 soldiers."
UP, FLAGS = 0x1, 0x8914  # IFF_UP, SIOCSIFFLAGS


def loopback() -> None:
    """In a new namespace this machine cannot even reach itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        fcntl.ioctl(asking, FLAGS, struct.pack("16sh14x", b"lo", UP))


def is_alone() -> bool:
    """Whether there is no way to any other machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect(("192.0.2.1", 9))
        return False
    return True


def dateline(*command: str) -> str:
    return subprocess.run([sys.executable, "-m", "events", *command], capture_output=True, text=True, check=True).stdout


def served(store: Path) -> list[str]:
    """What the dashboard shows, page by page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "events", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
                time.sleep(0.2)
            with visit(f"http://127.0.0.1:{port}") as session:
                return [_shown(session, page) for page in ("", "article")]
        finally:
            server.terminate()


def _shown(session, page: str) -> str:  # type: ignore[no-untyped-def]
    session.run(name=page)
    components = [e.bidi_component.json for e in session.of("bidi_component")]
    return session.text() + " ".join(components)


def main() -> None:
    folder = Path(sys.argv[1])
    loopback()
    assert is_alone()
    (folder / "mosul.txt").write_text(ARTICLE)
    found = dateline("extract", str(folder / "mosul.txt"), "--format", "jsonl")
    store = folder / "store.sqlite"
    dateline("ingest", str(folder / "mosul.txt"), "--store", str(store))
    print(json.dumps({"found": found, "shown": served(store), "pid": os.getpid()}))


if __name__ == "__main__":
    main()

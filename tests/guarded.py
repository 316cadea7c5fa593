"""Runs a module as `python -m` does, and notes whom it asks for something beyond this machine, and which classes it
unpickles: `python -m tests.guarded LOG MODULE …`. What is noted is a line each: the event, and what it was about."""

from __future__ import annotations

import runpy
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any

HERE = {"", "localhost", "0.0.0.0", "::"}  # noqa: S104 (nobody is served there: names that mean this machine)


def is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in HERE:
        return True  # no name: an address to listen at
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def note(event: str, about: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo" and not is_here(about[0]):
        write(event, about[0])
    elif event in ("socket.connect", "socket.sendto") and isinstance(about[1], tuple) and not is_here(about[1][0]):
        write(event, about[1][0])
    elif event == "pickle.find_class":
        write(event, f"{about[0]}.{about[1]}")


def write(event: str, about: object) -> None:
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{event} {about}\n")


if __name__ == "__main__":
    LOG = Path(sys.argv[1]).absolute()
    LOG.touch()
    sys.argv = sys.argv[2:]
    sys.addaudithook(note)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

"""Prints the path of a Chromium for the browser tests; installs one where there is none. `python -m tests.chromium`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "No Chromium for the browser tests: none is on the PATH, apt-get could not install one, and neither could "
    "`python -m playwright install chromium`. Install Chromium or Chrome, or name one in DATELINE_CHROMIUM."
)


def find() -> str | None:
    """The first Chromium that is there or that could be installed."""
    return next((path for path in _ways() if path), None)


def _ways() -> Iterator[str | None]:
    yield os.environ.get("DATELINE_CHROMIUM")
    yield _on_path()
    yield _by_apt()
    yield _of_playwright()
    yield _by_playwright()


def _on_path() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _by_apt() -> str | None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        if not _runs(["apt-get", *arguments], environment):
            return None
    return _on_path()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _by_playwright() -> str | None:
    needs = ["--with-deps"] if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") else []
    done = _runs([sys.executable, "-m", "playwright", "install", *needs, "chromium"])
    return _of_playwright() if done else None


def _runs(command: list[str], environment: dict[str, str] | None = None) -> bool:
    print(" ".join(command), file=sys.stderr)
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    found = find()
    print(found) if found else sys.exit(ADVICE)

"""Extraction asks nobody for anything, and unpickles nothing: noted by an audit hook in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.namespaces import unshare

ROOT = Path(__file__).parent.parent
ARTICLE = "Islamic State fighters attacked the Iraqi city of Mosul on 10 June 2014, killing 20 soldiers."
GIVES_ITSELF_AWAY = """
import pickle, socket
from fractions import Fraction
pickle.loads(pickle.dumps(Fraction(1, 2)))
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
    asking.connect(("192.0.2.1", 9))
"""


def noted(folder: Path, *command: str, path: str = "") -> tuple[str, set[str]]:
    """What a module prints, and what was noted of it."""
    log = folder / "log.txt"
    words = [sys.executable, "-m", "tests.guarded", str(log), *command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, env=_environment(path))
    return done.stdout, set(log.read_text().splitlines())


def _environment(path: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [path, os.environ.get("PYTHONPATH")]))}


@pytest.mark.usefixtures("gazetteer")
def test_extraction_is_alone(tmp_path: Path) -> None:
    (tmp_path / "mosul.txt").write_text(ARTICLE)
    said, told = noted(tmp_path, "events", "extract", str(tmp_path / "mosul.txt"))
    assert "Mosul" in said
    assert told == set()


def test_what_asks_and_unpickles_would_be_noted(tmp_path: Path) -> None:
    (tmp_path / "spy.py").write_text(GIVES_ITSELF_AWAY)
    _, told = noted(tmp_path, "spy", path=str(tmp_path))
    assert told == {"pickle.find_class fractions.Fraction", "socket.connect 192.0.2.1"}


@pytest.mark.slow
@pytest.mark.usefixtures("gazetteer")
def test_all_works_where_no_network_is(tmp_path: Path) -> None:
    """In a network namespace of their own, without a route, extraction, ingest and dashboard do what they always do."""
    command = [*unshare("net"), sys.executable, "-m", "tests.offline", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert '"name": "Mosul"' in told["found"]
    events, article = told["shown"]
    assert "### 2 events" in events or "### 1 event" in events
    assert "attacked" in article and "the Iraqi city of Mosul" in article

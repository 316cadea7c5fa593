"""A file that crashes its reader, hangs it or fills the memory is a failure, and the next one is read."""

from __future__ import annotations

import json
import os
import signal
from datetime import date
from pathlib import Path

import pytest

from events.model import Article, Failure
from events.reading import read_bytes, read_paths
from events.reading.apart import Apart

NOTHING = {"published": None, "encoding": None, "columns": None}
TOLD = {"published": date(2014, 9, 1), "title": "Said", "source": "A paper"}
SLOW = b"<html><body>" + b"<p>Mosul fell.</p>" * 500_000 + b"</body></html>"


@pytest.fixture
def apart():
    with Apart() as process:
        yield process


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text("Islamic State besieged Amerli.")
    return path


def test_what_it_gives_is_what_is_read_here(apart, tmp_path):
    texts = ["Islamic State besieged Amerli.", "", "Mosul fell – “at night”.", "Rebels\ud800"]
    path = tmp_path / "many \udcff.jsonl"
    path.write_text("".join(json.dumps({"text": text, "published": "2014-09-01"}) + "\n" for text in texts) + "none\n")
    said = {"published": date(2014, 8, 31), "encoding": None, "columns": {"text": "text"}}
    assert list(apart.read_path(str(path), **said)) == list(read_paths([str(path)], **said))
    assert list(apart.read_bytes("a.jsonl", path.read_bytes(), **TOLD)) == list(
        read_bytes("a.jsonl", path.read_bytes(), **TOLD)
    )


def test_a_reader_that_is_killed(apart, tmp_path, good):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"Rebels took village {n}."}) + "\n" for n in range(50_000)))
    found = []
    for one in apart.read_path(str(path), **NOTHING):
        if not found:
            os.kill(apart._process._process.pid, signal.SIGKILL)
        found.append(one)
    assert isinstance(found[-1], Failure)
    assert "crashed" in found[-1].reason
    assert f"after {len(found) - 1:,} of its articles" in found[-1].reason
    assert [one.text for one in apart.read_path(str(good), **NOTHING)] == [good.read_text()]


def test_a_file_that_takes_too_long(apart, good, monkeypatch):
    monkeypatch.setenv("DATELINE_SECONDS", "0.5")
    (failure,) = apart.read_bytes("slow.html", SLOW, **TOLD)
    assert isinstance(failure, Failure)
    assert failure.name == "slow.html"
    assert "took more than 1 seconds" in failure.reason
    monkeypatch.delenv("DATELINE_SECONDS")
    assert [type(one) for one in apart.read_path(str(good), **NOTHING)] == [Article]


def test_a_file_that_fills_the_memory(good):
    mail = b"From: a@example.org\nSubject: Mosul\n\n" + b"Mosul fell. " * 8_000_000
    with Apart(memory=700_000_000) as apart:
        (failure,) = apart.read_bytes("large.eml", mail, **TOLD)
        assert isinstance(failure, Failure)
        assert "filled 0.7 GB of memory" in failure.reason
        assert [type(one) for one in apart.read_path(str(good), **NOTHING)] == [Article]


def test_nothing_is_imported_from_the_folder_of_the_articles(tmp_path, good, monkeypatch):
    (tmp_path / "json.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    with Apart() as apart:
        assert [type(one) for one in apart.read_path("good.txt", **NOTHING)] == [Article]
    assert not (tmp_path / "ran").exists()


def test_it_ends_with_what_began_it(good):
    with Apart() as apart:
        list(apart.read_path(str(good), **NOTHING))
        process = apart._process._process
    assert process.poll() is not None

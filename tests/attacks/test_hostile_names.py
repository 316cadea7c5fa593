"""Files and members of archives with hostile names: every way in reads them, and nothing of a name steers a terminal,
leads out of an archive, or ends a run."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from events.dashboard import uploads
from events.model import Article, Failure
from events.reading import read_bytes
from tests.attacks.payloads import MARKUP, OVERRIDE, TERMINAL
from tests.readers import Here

pytestmark = pytest.mark.attack
TOLD = "Islamic State seized Mosul on 10 June 2014. The army fled to Kirkuk."
NAMES = {
    "no Unicode": b"mus\xe9e.txt",
    "a terminal's signs": TERMINAL.replace("\r", "").encode() + b".txt",
    "a line break": b"one\ntwo: is fine.txt",
    "an override": "\u202egpj.txt".encode(),
    "an option": b"--store=x.txt",
    "markup": MARKUP[1].replace("/", "").encode() + b".txt",
    "a formula": b"=cmd().txt",
    "a pattern": b"*[a-z]?{}%s.txt",
    "an address": b"http:x@y.txt",
    "very long": b"a" * 250 + b".txt",
}
STEERS = {*map(chr, (*range(32), *range(0x7F, 0xA0), ord(OVERRIDE)))} - {"\n"}
MEMBERS = ("../../up.txt", "/etc/abs.txt", "..\\up.txt", "C:\\x.txt", "a/../../b.txt", "~/x.txt", "nul\0.txt",
           "red\x1b[31m\x9b2J.txt", "two\nlines.txt", "\u202egpj.txt", "a" * 5_000 + ".txt", MARKUP[1])  # fmt: skip


@pytest.fixture
def loaded(monkeypatch, analyzer):
    monkeypatch.setattr("events.pipeline.Analyzer.from_settings", lambda: analyzer)
    monkeypatch.setattr("events.cli._pool", lambda *_: Here())


@pytest.fixture
def folder(tmp_path) -> Path:
    """An article of each name, and a file of each that cannot be read, in folders that are called so too."""
    for name in NAMES.values():
        within = tmp_path / "in" / os.fsdecode(name)
        within.mkdir(parents=True)
        (within / os.fsdecode(name)).write_text(f"{TOLD} It is called {name!r}.")
        (within / os.fsdecode(b"empty" + name[-200:])).write_text("")
    return tmp_path / "in"


def steered(text: str) -> set[str]:
    return STEERS & set(text)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("format", ["jsonl", "table"])
@pytest.mark.parametrize("command", ["extract", "geoparse", "timexes"])
def test_a_file_is_read_whatever_it_is_called(folder, run, command, format):
    done = run(command, folder, "--format", format)
    assert done.code == 1
    assert [("is empty" in line) for line in done.err.splitlines()] == [True] * len(NAMES)
    assert done.out.count("June 2014" if command == "timexes" else "Mosul") >= len(NAMES)
    assert not steered(done.err)
    assert not steered(done.out) - ({OVERRIDE} if format == "jsonl" else set())


@pytest.mark.usefixtures("loaded")
def test_it_is_taken_in_and_what_failed_is_listed_and_read_again(folder, run, tmp_path):
    store = ("--store", tmp_path / "store.sqlite")
    done = run("ingest", folder, *store)
    assert done.code == 1 and f"{len(NAMES)} new, 0 already there, {len(NAMES)} failed" in done.err
    assert not steered(done.err)
    for format in ("csv", "html", "kml", "acled", "geojson", "jsonl", "timelinejs"):
        given = run("export", *store, "--format", format)
        assert given.code == 0
        assert not steered(given.out) - {OVERRIDE}, format
    listed = run("failures", *store, "--format", "jsonl").lines()
    assert not steered(run("failures", *store).out)
    for number, one in enumerate(listed):
        assert Path(one["path"]).read_text() == ""
        Path(one["path"]).write_text(f"{TOLD} {number} stayed.")
    assert f"{len(NAMES)} new, 0 already there, 0 failed" in run("ingest", "--retry-failed", *store).err
    assert run("failures", *store, "--format", "jsonl").out == ""


def packed(name: str, kind: str) -> bytes:
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w") as archive:
            member = zipfile.ZipInfo()
            member.filename = name
            archive.writestr(member, TOLD)
    else:
        with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
            header = tarfile.TarInfo(name)
            header.size = len(TOLD)
            archive.addfile(header, io.BytesIO(TOLD.encode()))
    return made.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize("name", MEMBERS, ids=lambda name: repr(name)[:20])
def test_a_member_of_an_archive_leads_nowhere(kind, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for found in read_bytes(f"a.{kind}", packed(name, kind)):
        assert isinstance(found, Article | Failure)
        assert isinstance(found, Failure) or (found.text == TOLD and ".." not in found.name)
        assert "\0" not in found.name and found.name.encode()
    assert list(tmp_path.iterdir()) == []


def test_an_upload_is_read_whatever_it_is_called():
    names = [*MEMBERS, "half \udce9.txt", "", ".", "..", "/"]
    datas = (TOLD.encode(), b"", packed("half \udce9.txt", "tar"))
    files = [(name + suffix, data) for name in names for suffix in ("", ".tar") for data in datas]
    found = list(uploads.of_files(files, uploads.Said()))
    assert len(found) == len(files)
    for one in found:
        assert one.name.encode().decode() == one.name
        assert isinstance(one, Failure) or TOLD in one.text


def test_the_store_may_be_called_as_it_likes(tmp_path):
    """Such a path is given by the shell: in a process of its own."""
    path = tmp_path / os.fsdecode(b"mus\xe9e % ?#.sqlite")
    done = subprocess.run(
        [sys.executable, "-m", "events", "store", "check", "--store", path], capture_output=True, check=False, text=True
    )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr and "there is no store" in done.stderr

"""TAR archives and packed files, read as streams: what is read of one, and what is refused."""

from __future__ import annotations

import bz2
import gc
import gzip
import io
import lzma
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from events.model import Article, Failure
from events.reading import count_articles, read_bytes, read_paths
from events.reading.articles import Metadata
from events.reading.formats import reader_for
from events.reading.sources import Source, User
from tests.reading.test_reading_archives import FILES, GOOD, packed
from tests.reading.test_reading_tables import workbook

PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def tar(files: dict[str, bytes | str], **facts) -> bytes:
    """An archive of these files; the facts are of the first."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as made:
        for name, content in files.items():
            raw = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            for fact, value in facts.items():
                setattr(member, fact, value)
            facts = {}
            made.addfile(member, io.BytesIO(raw))
    return data.getvalue()


def reasons(name: str, data: bytes) -> dict[str, str]:
    return {entry.name: entry.reason for entry in read_bytes(name, data) if isinstance(entry, Failure)}


def called(name: str, data: bytes) -> list[str]:
    return [entry.name for entry in read_bytes(name, data)]


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".tbz2", ".txz", ".TAR.GZ"])
def test_each_file_is_read_by_its_own_reader_and_keeps_its_folders(suffix: str) -> None:
    pack = PACK[{".tgz": ".gz", ".tbz2": ".bz2", ".txz": ".xz"}.get(suffix, suffix.lower().removeprefix(".tar"))]
    files = FILES | {"a.xlsx": workbook([["text"], ["One."]]), "b.csv.gz": gzip.compress(b"id,text\nt1,Two.\n")}
    long = "folder/" * 20 + "c.txt"
    files |= {long: "They left.", "__MACOSX/._x.txt": "x", ".git/config": "x"}
    name = f"news{suffix}"
    found = called(name, pack(tar(files)))
    assert found[:4] == [GOOD, "news/2014/iraq.html", "l1", f"{name}/news/lines.jsonl, line 2"]
    assert len(found[4]) == 16  # the hash of a row without an id
    assert found[5:] == ["t1", long]


@pytest.mark.parametrize(
    ("name", "content", "facts", "reason"),
    [
        ("../../etc/passwd.txt", "x", {}, "leads out of the archive"),
        ("/etc/a.txt", "x", {}, "leads out of the archive"),
        ("C:\\a.txt", "x", {}, "leads out of the archive"),
        ("a.txt", "", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "is a link"),
        ("a.txt", "", {"type": tarfile.LNKTYPE, "linkname": "b.txt"}, "is a link"),
        ("a.txt", "", {"type": tarfile.FIFOTYPE}, "no regular file"),
        ("a.txt", "", {"type": tarfile.BLKTYPE}, "no regular file"),
        ("more.zip", packed({"a.txt": "They met."}), {}, "archive within an archive"),
        ("more.tar", tar({"a.txt": "They met."}), {}, "archive within an archive"),
        ("more.tgz", gzip.compress(tar({"a.txt": "They met."})), {}, "archive within an archive"),
        ("more.tar.xz", lzma.compress(tar({"a.txt": "They met."})), {}, "archive within an archive"),
        ("more.gz", gzip.compress(tar({"a.txt": "They met."})), {}, "archive within an archive"),
        ("more.zip.gz", gzip.compress(packed({"a.txt": "They met."})), {}, "archive within an archive"),
        ("a.txt.gz.gz", gzip.compress(gzip.compress(b"They met.")), {}, "archive within an archive"),
        ("a.jsonl.gz", gzip.compress(bytes(9_000_000)), {}, "as no text does"),
        ("photo.jpg", b"\xff\xd8\xff", {}, ".jpg files are not known"),
        ("none.txt", b"", {}, "is empty"),
    ],
)
@pytest.mark.parametrize("suffix", [".tar", ".tar.gz"])
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    suffix: str, name: str, content: bytes | str, facts: dict, reason: str
) -> None:
    data = PACK[suffix.removeprefix(".tar")](tar({name: content, GOOD: "They met."}, **facts))
    ((named, why),) = reasons(f"n{suffix}", data).items()
    assert named == f"n{suffix}/{name}"
    assert reason in why
    assert called(f"n{suffix}", data)[1] == GOOD


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", b"They met.", ["a.txt"]),
        ("a.jsonl", b'{"id": "x", "text": "They met."}\n{"no": 1}', ["x", "{}, line 2"]),
        ("a.csv", b"id,text\nx,They met.\n", ["x"]),
        ("a.html", b"<html><body><article><p>Troops left the town on Monday, he said.</p></article>", ["a.html"]),
        ("news", b'{"id": "x", "text": "They met."}', ["x"]),
        ("news", tar({"a.txt": "They met."}), ["a.txt"]),
    ],
)
def test_one_packed_file_is_read_as_what_it_is(suffix: str, name: str, data: bytes, found: list[str]) -> None:
    name += suffix
    assert called(name, PACK[suffix](data)) == [each.format(name) for each in found]


def test_several_packed_parts_are_one_file() -> None:
    data = gzip.compress(b'{"id": "x", "text": "One."}\n') + gzip.compress(b'{"id": "y", "text": "Two."}\n')
    assert called("a.jsonl.gz", data) == ["x", "y"]


LINES = b'{"id": "x", "text": "They met."}\n' * 9000


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt.gz", gzip.compress(bytes(9_000_000)), "split it into articles"),
        ("a.jsonl.gz", gzip.compress(bytes(9_000_000)), "as no text does"),
        ("a.jsonl.bz2", bz2.compress(b"{}" + b" " * 20_000_000), "as no text does"),
        ("a.csv.xz", lzma.compress(b"a" * 9_000_000), "as no text does"),
        ("a.tar.gz", gzip.compress(bytes(9_000_000)), "without files"),
        ("a.gz", b"They met.", "cannot be unpacked"),
        ("a.txt.gz", b"", "is empty"),
        ("a.txt.bz2", b"They met.", "cannot be unpacked"),
        ("a.txt.xz", b"They met.", "cannot be unpacked"),
        ("a.tar", b"They met.", "no TAR archive"),
        ("a.tar", b"", "no TAR archive"),
        ("a.tar", tar({}), "without files"),
        ("a.tar.gz", gzip.compress(tar({".git/x": "x"})), "without files"),
        ("a.jpg.gz", gzip.compress(b"x"), ".jpg files are not known"),
    ],
)
def test_what_cannot_be_unpacked_is_said(name: str, data: bytes, reason: str) -> None:
    assert reason in reasons(name, data)[name]


@pytest.mark.parametrize(("name", "data"), [("a.jsonl.gz", gzip.compress(LINES)), ("a.jsonl.xz", lzma.compress(LINES))])
def test_what_came_before_the_damage_is_kept(name: str, data: bytes) -> None:
    found = list(read_bytes(name, data[:-5]))
    assert sum(isinstance(entry, Article) for entry in found) > 8000
    assert (found[-1].name, isinstance(found[-1], Failure)) == (name, True)


def test_an_archive_that_is_cut_off_or_broken_is_said() -> None:
    data = tar({"a.txt": "They met.", "b.txt": "They left."})
    broken = data[:1024] + b"x" * 512 + data[1536:]
    for damaged in (data[:1030], data[:1600], broken):
        found = list(read_bytes("n.tar", damaged))
        assert found[0].name == "a.txt"
        assert found[-1].name.startswith("n.tar")
        assert isinstance(found[-1], Failure)


def test_facts_about_a_file_are_not_read_at_any_length() -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 8_000_000_000
    assert (
        "8,000,000,000 bytes about one file"
        in reasons("n.tar", header.tobuf(tarfile.GNU_FORMAT) + bytes(9000))["n.tar"]
    )


class Endless(io.RawIOBase):
    """So many bytes of a stream that is made as it is read."""

    def __init__(self, parts: Iterator[bytes]):
        self._parts, self._left = parts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
        self._left = self._left or next(self._parts, b"")
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _of_tar(number: int) -> Iterator[bytes]:
    for i in range(number):
        yield tar({f"{i}.txt": f"Report {i}."})[:1024]
    yield bytes(1024)


def _of_gzip(number: int) -> Iterator[bytes]:
    for i in range(0, number, 100):
        yield gzip.compress(b"".join(b'{"id": "%d", "text": "Report %d."}\n' % (j, j) for j in range(i, i + 100)))


def _of_csv(number: int) -> Iterator[bytes]:
    yield b"id,text\n"
    yield from (f'{i},"Report\n{i}."\n'.encode() for i in range(number))


@pytest.mark.parametrize(("suffix", "parts"), [(".tar", _of_tar), (".jsonl.gz", _of_gzip), (".csv", _of_csv)])
def test_a_stream_of_any_length_takes_no_more_memory(suffix: str, parts: Callable[[int], Iterator[bytes]]) -> None:
    stream = Endless(parts(1500))
    source = Source(f"n{suffix}", f"n{suffix}", stream, User(Metadata()))  # type: ignore[arg-type]
    held = []
    tracemalloc.start()
    for number, entry in enumerate(reader_for(Path(f"n{suffix}").suffix)(source), 1):
        assert isinstance(entry, Article)
        if number in (300, 1500):
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[1] < held[0] + 100_000


def test_files_in_an_archive_are_counted_and_those_of_a_packed_one_are_guessed_from_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar(FILES))
    assert count_articles([str(tmp_path)]) == 3
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(tar(FILES)))
    assert count_articles([str(tmp_path)]) == 3 + 1
    (tmp_path / "b.txt.gz").write_bytes(b"\0" * 3_500)
    assert count_articles([str(tmp_path)]) == 3 + 1 + 4
    (tmp_path / "b.txt.gz").unlink()
    assert len(list(read_paths([str(tmp_path)]))) == 8


@pytest.mark.parametrize("data", [tar(FILES), gzip.compress(tar(FILES)), lzma.compress(LINES), packed(FILES)])
def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert isinstance(next(iter(read_paths(["-"]))), Article)

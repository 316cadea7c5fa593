"""ZIP archives: what is read of one, and what is refused, file by file."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from events.model import Article, Failure
from events.reading import archive, count_articles, read_bytes, read_paths


def packed(files: dict[str, bytes | str], kind: int = ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", kind) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def found(data: bytes) -> list[Article | Failure]:
    return list(read_bytes("news.zip", data))


def reasons(data: bytes) -> dict[str, str]:
    return {entry.name: entry.reason for entry in found(data) if isinstance(entry, Failure)}


GOOD = "news/mosul.txt"
FILES: dict[str, bytes | str] = {
    GOOD: "Islamic State took Mosul.",
    "news/2014/iraq.html": "<html><body><article><p>" + "Iraqi forces left the city of Mosul. " * 20 + "</p></article>",
    "news/lines.jsonl": '{"id": "l1", "text": "They struck."}\n{"no": 1}\n',
}


def test_each_file_is_read_by_its_own_reader_and_keeps_its_folders() -> None:
    assert [entry.name for entry in found(packed(FILES))] == [
        GOOD,
        "news/2014/iraq.html",
        "l1",
        "news.zip/news/lines.jsonl, line 2",
    ]


def test_what_the_user_says_holds_for_all() -> None:
    (article,) = read_bytes("a.zip", packed({"a/b.txt": "They met."}), source="The Courier")
    assert isinstance(article, Article)
    assert article.source == "The Courier"


@pytest.mark.parametrize(
    "name",
    [
        "__MACOSX/news/._mosul.txt",
        ".git/config",
        "news/.DS_Store",
        "news/.hidden/a.txt",
        "news/Thumbs.db",
        "desktop.ini",
    ],
)
def test_junk_is_passed_over(name: str) -> None:
    assert [entry.name for entry in found(packed({name: "x", GOOD: "They met."}))] == [GOOD]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../../etc/passwd.txt", "x", "leads out of the archive"),
        ("news/../../a.txt", "x", "leads out of the archive"),
        ("/etc/a.txt", "x", "leads out of the archive"),
        ("C:\\a.txt", "x", "leads out of the archive"),
        ("..\\..\\a.txt", "x", "leads out of the archive"),
        ("news/more.zip", packed({"a.txt": "They met."}), "archive within an archive"),
        ("news/bomb.txt", bytes(30_000_000), "it is not unpacked"),
        ("news/long.txt", b"They met again. \n" * 40_000, "may have 300,000 characters"),
        ("news/photo.jpg", b"\xff\xd8\xff", ".jpg files are not known"),
        ("news/none.txt", b"", "is empty"),
        ("news/photo.txt", b"\xff\xd8\xff" + bytes(90), "JPEG image"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(name: str, content: bytes | str, reason: str) -> None:
    data = packed({name: content, GOOD: "They met."})
    ((called, why),) = reasons(data).items()
    assert called.startswith("news.zip/")
    assert reason in why
    assert [entry.name for entry in found(data) if isinstance(entry, Article)] == [GOOD]


def test_an_encrypted_file_is_refused_by_itself() -> None:
    data = bytearray(packed({"a.txt": "They met.", "b.txt": "They left."}, ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of the first file
        data[data.index(signature) + offset] |= 1
    assert "encrypted" in reasons(bytes(data))["news.zip/a.txt"]
    assert [entry.name for entry in found(bytes(data)) if isinstance(entry, Article)] == ["b.txt"]


def test_a_damaged_file_is_refused_by_itself() -> None:
    data = packed({"a.txt": "They met.", "b.txt": "They left."}, ZIP_STORED).replace(b"They met.", b"They mat.", 1)
    assert "cannot be unpacked" in reasons(data)["news.zip/a.txt"]
    assert [entry.name for entry in found(data) if isinstance(entry, Article)] == ["b.txt"]


def test_a_rare_way_of_packing_is_refused() -> None:
    assert "ordinary ZIP" in reasons(packed({"a.txt": "They met."}, ZIP_LZMA))["news.zip/a.txt"]


def test_files_that_say_they_are_short_are_not_read_further() -> None:
    """The size in the directory is the most that is unpacked, whatever the packed data hold."""
    data = packed({"a.txt": b"They met. " * 90_000})
    at = data.index(b"PK\x01\x02") + 24
    lying = data[:at] + (9).to_bytes(4, "little") + data[at + 4 :]
    assert "cannot be unpacked" in reasons(lying)["news.zip/a.txt"]


def test_all_files_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 20)
    data = packed({"a.txt": "They met here.", "b.txt": "They left.", "c.txt": "Rain."})
    assert list(reasons(data)) == ["news.zip/b.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no archive", "is no ZIP archive"),
        (b"", "is no ZIP archive"),
        (packed({}), "without files"),
        (packed({"__MACOSX/._a.txt": "x"}), "without files"),
    ],
)
def test_an_archive_that_is_none_or_empty_is_said(data: bytes, reason: str) -> None:
    assert reason in reasons(data)["news.zip"]


def test_an_archive_on_disk_is_read_in_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(packed(FILES | {"../out.txt": "x"}))
    assert len(list(read_paths([str(path)]))) == 5
    assert count_articles([str(path)]) == 4
    assert list(tmp_path.iterdir()) == [path]
    assert not (tmp_path.parent / "out.txt").exists()


def test_folders_in_an_archive_are_no_files() -> None:
    data = io.BytesIO()
    with ZipFile(data, "w") as made:
        made.writestr(ZipInfo("news/"), b"")
        made.writestr(GOOD, "They met.")
    assert [entry.name for entry in found(data.getvalue())] == [GOOD]

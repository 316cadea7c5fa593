"""Which reader reads which format. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import archive, html, jsonl, plain_text, tables
from events.reading.sources import Source

Reader = Callable[[Source], Iterator[Article | Failure]]


def _archive(source: Source) -> Iterator[Article | Failure]:
    return archive.read(source, reader_for)


READERS: dict[str, Reader] = {
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".md": plain_text.read,
    ".markdown": plain_text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".xlsx": tables.read_xlsx,
    ".xlsm": tables.read_xlsx,
    ".zip": _archive,
}
# About how many articles a file holds; those of other formats hold one. None: nobody knows before they are read.
COUNTERS: dict[str, Callable[[BinaryIO], int | None]] = {
    ".jsonl": jsonl.count,
    ".ndjson": jsonl.count,
    ".csv": tables.count_csv,
    ".tsv": tables.count_csv,
    ".xlsx": lambda stream: None,
    ".xlsm": lambda stream: None,
    ".zip": archive.count,
}
CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
}


def reader_for(suffix: str) -> Reader:
    """The reader of a format. Raises `ReadingError`, which lists those that there are."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        kind = f"{suffix} files" if suffix else "files without a suffix"
        raise ReadingError(f"cannot be read: {kind} are not known here; these are: {', '.join(READERS)}")
    return reader


def sniff(head: bytes) -> str:
    """The format of data that has no name, by how it begins."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:100].lower()
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        return ".jsonl"
    return ".html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else ".txt"

"""Which reader reads which format. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import archive, docx, feed, html, jsonl, mail, odt, pdf, plain_text, rtf, tables, tar, warc
from events.reading.archive import NESTED
from events.reading.sources import Source
from events.reading.unpacking import PACKED, unpacked

HEAD = 512  # bytes that show what data without a name is

Reader = Callable[[Source], Iterator[Article | Failure]]


def _archive(source: Source) -> Iterator[Article | Failure]:
    return archive.read(source, reader_for)


def _tar(source: Source) -> Iterator[Article | Failure]:
    return tar.read(source, reader_for)


def _packed(source: Source, packing: str, kind: str | None = None) -> Iterator[Article | Failure]:
    """What is in one packed file; its name without the last suffix says the format, else its beginning does."""
    stream = unpacked(source.stream, packing)
    short = source.short or ""
    stem = short[: -len(packing)] if short.lower().endswith(packing) else ""
    kind = kind or PurePosixPath(stem).suffix.lower() or sniff(stream.peek(HEAD))  # type: ignore[attr-defined]
    if kind in PACKED:
        raise ReadingError(NESTED)
    within = source.within or kind != ".tar"
    return reader_for(kind)(replace(source, short=stem or source.short, stream=stream, size=None, within=within))


READERS: dict[str, Reader] = {
    ".txt": plain_text.read,
    ".text": plain_text.read,
    ".md": plain_text.read,
    ".markdown": plain_text.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".rtf": rtf.read,
    ".eml": lambda source: mail.read(source, reader_for),
    ".mbox": lambda source: mail.read_mbox(source, reader_for),
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
    ".xlsx": tables.read_xlsx,
    ".xlsm": tables.read_xlsx,
    ".rss": feed.read,
    ".atom": feed.read,
    ".xml": feed.read,
    ".warc": warc.read,
    ".zip": _archive,
    ".tar": _tar,
    ".tgz": lambda source: _packed(source, ".gz", ".tar"),
    ".tbz2": lambda source: _packed(source, ".bz2", ".tar"),
    ".txz": lambda source: _packed(source, ".xz", ".tar"),
    **{suffix: partial(_packed, packing=suffix) for suffix in PACKED},
}
# About how many articles a file holds; those of other formats hold one. None: nobody knows before they are read.
COUNTERS: dict[str, Callable[[BinaryIO], int | None]] = {
    ".jsonl": jsonl.count,
    ".ndjson": jsonl.count,
    ".csv": tables.count_csv,
    ".tsv": tables.count_csv,
    ".xlsx": lambda stream: None,
    ".xlsm": lambda stream: None,
    **dict.fromkeys((".rss", ".atom", ".xml"), feed.count),
    ".mbox": mail.count_mbox,
    ".zip": archive.count,
    ".tar": tar.count,
    **dict.fromkeys((".warc", *PACKED, ".tgz", ".tbz2", ".txz"), lambda stream: None),
}
CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/warc": ".warc",
    "application/zip": ".zip",
    "application/x-tar": ".tar",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/x-bzip2": ".bz2",
    "application/x-xz": ".xz",
}
BEGINNINGS = {
    b"%PDF-": ".pdf",
    b"{\\rtf": ".rtf",
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ\0": ".xz",
    b"PK\x03\x04": ".zip",
    b"WARC/": ".warc",
}
DOCUMENTS = {b"opendocument.text": ".odt", b"xl/": ".xlsx"}
OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/", b"_rels/.rels")  # what ZIP archives are that are documents


def reader_for(suffix: str) -> Reader:
    """The reader of a format. Raises `ReadingError`, which lists those that there are."""
    reader = READERS.get(suffix.lower())
    if reader is None:
        kind = f"{suffix} files" if suffix else "files without a suffix"
        raise ReadingError(f"cannot be read: {kind} are not known here; these are: {', '.join(READERS)}")
    return reader


def sniff(head: bytes) -> str:
    """The format of data that has no name, by how it begins."""
    for beginning, suffix in BEGINNINGS.items():
        if head.startswith(beginning) and not any(sign in head for sign in OFFICE):
            return suffix
    if head.startswith(b"PK\x03\x04"):
        return next((suffix for sign, suffix in DOCUMENTS.items() if sign in head), ".docx")
    if head[257:262] == b"ustar":
        return ".tar"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:100].lower()
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        return ".jsonl"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")) and feed.is_feed(head):
        return ".rss"
    return ".html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else ".txt"

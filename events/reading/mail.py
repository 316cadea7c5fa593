"""Mail: EML, and MBOX as a stream. Subject, day and sender are the article's; each attachment is read as what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import html
from events.reading.articles import Metadata, build
from events.reading.sources import Source

ReaderFor = Callable[[str], Callable[[Source], Iterator[Article | Failure]]]

MAX_BYTES = 100_000_000  # of one mail with its attachments
MAX_NESTED = 5  # mails within mails
UNREAD = ("image/", "audio/", "video/", "application/pgp", "application/pkcs7", "application/x-pkcs7", "text/calendar",
          "application/ics", "text/vcard", "text/x-vcard")  # fmt: skip
WHAT = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    MessageError,
    RecursionError,
    ArithmeticError,
)  # email's, on broken mail
_BREAKS = re.compile(r"\r\n?")


def read(source: Source, reader_for: ReaderFor) -> Iterator[Article | Failure]:
    """The article of a mail, and those of its attachments. Raises `ReadingError`."""
    yield from _message(_parsed(source.page_bytes(MAX_BYTES)), source, reader_for, 0)


def read_mbox(source: Source, reader_for: ReaderFor) -> Iterator[Article | Failure]:
    """The articles of every mail in a mailbox, one mail in memory at a time; a failure for each that has none."""
    number = 0
    for data in _mails(source.stream):
        number += 1
        name = f"{source.name} {number}"
        try:
            if data is None:
                raise ReadingError(f"is a mail of more than {MAX_BYTES:,} bytes: save what it brings by itself")
            one = replace(source, name=name, short=f"{source.short or source.name} {number}")
            yield from _message(_parsed(data), one, reader_for, 0)
        except ReadingError as error:
            yield Failure(name, str(error))
    if not number:
        raise ReadingError("is no mailbox: no line begins with “From ”")


def count_mbox(stream: BinaryIO) -> int:
    """How many mails a mailbox has."""
    return sum(line.startswith(b"From ") for line in _lines(stream))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.readline(1 << 16), b"")


def _mails(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each mail; None for one that is too long."""
    lines: list[bytes] | None = None
    length, blank = 0, True
    for line in _lines(stream):
        if blank and line.startswith(b"From "):
            if lines is not None:
                yield b"".join(lines) if length <= MAX_BYTES else None
            lines, length = [], 0
        elif lines is not None:
            length += len(line)
            if length <= MAX_BYTES:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
            else:
                lines.clear()
        blank = not line.strip()
    if lines is not None:
        yield b"".join(lines) if length <= MAX_BYTES else None


def _parsed(data: bytes) -> EmailMessage:
    try:
        found = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.default)  # type: ignore[arg-type]
        if not found.keys():
            raise ReadingError("is no mail: it has no head")
    except WHAT as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"is a mail that cannot be read ({error}): save it again") from error
    return found  # type: ignore[return-value]


def _message(mail: EmailMessage, source: Source, reader_for: ReaderFor, depth: int) -> Iterator[Article | Failure]:
    attached = list(_attached(mail))
    try:
        yield from _body(mail, source)
    except ReadingError as error:
        if not attached:  # a mail that only brings something
            raise
        if "is empty" not in str(error):
            yield Failure(source.name, str(error))
    for part in attached:
        yield from _attachment(part, source, reader_for, depth)


def _body(mail: EmailMessage, source: Source) -> Iterator[Article]:
    """The article of what the mail itself says: its plain text, else its page."""
    try:
        part = mail.get_body(("plain", "html"))
        words = part.get_content() if part is not None else ""
    except WHAT as error:
        raise ReadingError(f"has a text that cannot be read ({error}): save it again") from error
    found = Metadata(title=_header(mail, "Subject"), published=_day(mail), source=_sender(mail))
    if part is not None and part.get_content_type() == "text/html":
        page = BytesIO(str(words).encode("utf-8", "replace"))
        for article in html.read(replace(source, stream=page, declared="utf-8", url=None)):
            body = article.text[len(article.title) + 2 :] if article.title else article.text
            yield build(body, source.short, source.user.metadata, found)
    else:
        text = _BREAKS.sub("\n", str(words)).replace("\0", "").encode("utf-8", "replace").decode()
        yield build(text.strip(), source.short, source.user.metadata, found)


def _header(mail: EmailMessage, name: str) -> str | None:
    try:
        value = " ".join(str(mail.get(name) or "").split())
    except WHAT:
        return None
    return value.replace("\0", "").encode("utf-8", "replace").decode() or None


def _day(mail: EmailMessage) -> date | None:
    """The day on which it was sent, where its sender was."""
    with suppress(*WHAT):
        return parsedate_to_datetime(_header(mail, "Date") or "").date()
    return None


def _sender(mail: EmailMessage) -> str | None:
    name, address = parseaddr(_header(mail, "From") or "")
    return name or address or None


# ---- attachments -----------------------------------------------------------------------------------------------


def _attached(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are files of their own, or mails."""
    with suppress(*WHAT):
        for part in mail.iter_attachments():
            if not part.get_content_type().startswith(UNREAD):
                yield part  # type: ignore[misc]


def _attachment(part: EmailMessage, source: Source, reader_for: ReaderFor, depth: int) -> Iterator[Article | Failure]:
    called = _called(part)
    one = replace(source, name=f"{source.name}/{called}", short=f"{source.short or source.name}/{called}", url=None)
    try:
        if depth >= MAX_NESTED:
            raise ReadingError(f"lies more than {MAX_NESTED} mails deep: save it by itself")
        if part.get_content_type() == "message/rfc822":
            yield from _message(_nested(part), one, reader_for, depth + 1)
            return
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            raise ReadingError("is an attachment that cannot be read: save it by itself")
        suffix = PurePosixPath(called).suffix
        charset = part.get_content_charset() if part.get_content_maintype() == "text" else None
        within = suffix.lower() == ".zip" and source.within
        yield from reader_for(suffix)(
            replace(one, stream=BytesIO(data), size=len(data), declared=charset, within=within)
        )
    except ReadingError as error:
        yield Failure(one.name, str(error))
    except WHAT as error:
        yield Failure(one.name, f"is an attachment that cannot be read ({error}): save it by itself")


def _nested(part: EmailMessage) -> EmailMessage:
    found = part.get_content()
    if not isinstance(found, EmailMessage):
        raise ReadingError("is a mail that cannot be read: save it by itself")
    return found


def _called(part: EmailMessage) -> str:
    """What an attachment is called, without any folder."""
    with suppress(*WHAT):
        if name := part.get_filename():
            last = re.split(r"[/\\]", " ".join(name.split()))[-1].replace("\0", "")
            return last.encode("utf-8", "replace").decode() or "attachment"
    kinds = {"text/plain": "text.txt", "text/html": "page.html", "message/rfc822": "mail.eml"}
    return kinds.get(part.get_content_type(), "attachment")

"""Exports of Nexis and Factiva: many articles in one document, each with a head that says what it is.

What is not surely such an export stays one text: each part has to have its mark at the end, its number of words, and
words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.articles import Metadata, build
from events.reading.dates import full_dates
from events.reading.sources import Source

MAX_CHARACTERS = 50_000_000  # of all articles of an export

_NEXIS_END = re.compile(r"End of Document", re.IGNORECASE)
_NEXIS_NUMBER = re.compile(r"(?:Document\s+)?\d+ of \d+(?:\s+DOCUMENTS?)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<name>HEADLINE|SECTION|LENGTH|BYLINE|DATELINE|HIGHLIGHT|SERIES|GRAPHIC|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|"
    r"JOURNAL-CODE|CITY|STATE|COUNTRY|GEOGRAPHIC|PERSON|COMPANY|ORGANIZATION|INDUSTRY|TICKER|Classification|Copyright)"
    r"\b:?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_AFTER = frozenset({"load-date", "classification", "language", "publication-type", "graphic"})  # the end of the text
_WORDS = re.compile(r"[\d,.]+\s+words?", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\))", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s+[A-Z]{2,4})?", re.IGNORECASE)
_FACTIVA_END = re.compile(r"Document\s+[A-Za-z0-9]{15,40}")
_FIELD = re.compile(
    r"(?P<name>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART)"
    r"(?:[ \t|]+(?P<value>.*))?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of an export."""

    title: str | None
    source: str | None
    published: date | None
    body: str


def split(text: str) -> list[Entry] | None:
    """The articles of an export; None where the text is none."""
    lines = [line.strip(" \t\u00a0|") for line in text.splitlines()]
    for ends, read in ((_NEXIS_END, _nexis), (_FACTIVA_END, _factiva)):
        parts = _until(lines, ends)
        if parts and all(found := [read(part) for part in parts]):
            return [entry for entry in found if entry]
    if parts := _numbered(lines):
        found = [_nexis(part) for part in parts]
        if all(found):
            return [entry for entry in found if entry]
    return None


def begins(head: str) -> bool:
    """Whether the beginning of a text that is too long for one article may be that of an export."""
    lines = [line.strip() for line in head.splitlines()]
    ends = (_NEXIS_END, _NEXIS_NUMBER, _FACTIVA_END)
    return any(end.fullmatch(line) for line in lines for end in ends) and any(
        _WORDS.fullmatch(line) or line.lower().startswith("length:") for line in lines
    )


def articles(entries: Sequence[Entry], source: Source) -> Iterator[Article | Failure]:
    """An article of each entry, called by its number; a failure for one that has no text, or too much."""
    for number, entry in enumerate(entries, 1):
        name = f"{source.short or source.name} {number}"
        found = Metadata(id=name, title=entry.title, published=entry.published, source=entry.source)
        try:
            yield build(entry.body, name, source.user.metadata, found)
        except ReadingError as error:
            yield Failure(f"{source.name} {number}", str(error))


def _until(lines: list[str], end: re.Pattern[str]) -> list[list[str]]:
    """What stands before each of these lines; nothing where there is none of them."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if end.fullmatch(line):
            parts.append([])
        else:
            parts[-1].append(line)
    return parts[:-1]


def _numbered(lines: list[str]) -> list[list[str]]:
    """What stands after each line such as "1 of 50 DOCUMENTS"."""
    parts: list[list[str]] = []
    for line in lines:
        if _NEXIS_NUMBER.fullmatch(line) and "document" in line.lower():
            parts.append([])
        elif parts:
            parts[-1].append(line)
    return parts


# ---- Nexis -----------------------------------------------------------------------------------------------------


def _nexis(lines: list[str]) -> Entry | None:
    """Title, paper and day, then labels, "Body", the text, and what a library adds; None for anything else."""
    labels = {n: found for n, line in enumerate(lines) if (found := _LABEL.fullmatch(line))}
    length = next((n for n, f in labels.items() if f["name"].lower() == "length" and _WORDS.match(f["value"])), None)
    if length is None:
        return None
    said = {f["name"].lower(): f["value"] for n, f in labels.items() if n <= length + 10 and f["value"]}
    marked = next((n for n in range(length, len(lines)) if lines[n].lower() in ("body", "body:")), None)
    start = _after_labels(lines, labels, length) if marked is None else marked + 1
    end = next((n for n, f in labels.items() if n > start and f["name"].lower() in _AFTER), len(lines))
    head = [line for line in lines[:length] if line and not _NEXIS_NUMBER.fullmatch(line)]
    at, day = _last_day(head)
    if day is None:
        return None
    before = [line for line in head[:at] if not _LABEL.fullmatch(line)]
    paper = before[-1] if before else None
    title = said.get("headline") or (before[-2] if len(before) > 1 else None)
    return _entry(title, paper, day, lines[start:end])


def _after_labels(lines: list[str], labels: dict[int, re.Match[str]], length: int) -> int:
    """Where the text begins where nothing says so: after the labels that follow each other at its head."""
    at = length + 1
    while at < len(lines) and (not lines[at] or at in labels):
        at += 1
    return at


def _last_day(head: list[str]) -> tuple[int, date | None]:
    """The line at the head that is a day, the last one of them, and the day."""
    for n in range(len(head) - 1, -1, -1):
        found = next(full_dates(head[n]), None)
        if found and found[0].start() < 30 and not _RIGHTS.match(head[n]):
            return n, found[1]
    return 0, None


# ---- Factiva ---------------------------------------------------------------------------------------------------


def _factiva(lines: list[str]) -> Entry | None:
    fields = _fields(lines)
    return _of_fields(fields) if {"HD", "WC", "PD"} <= fields.keys() else _as_displayed(lines)


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each field, by its two or three letters."""
    fields: dict[str, list[str]] = {}
    name = None
    for line in lines:
        if (found := _FIELD.fullmatch(line)) and found["name"] not in fields:
            name = found["name"]
            fields[name] = [found["value"] or ""]
        elif name:
            fields[name].append(line)
    return fields


def _of_fields(fields: dict[str, list[str]]) -> Entry | None:
    one = {name: " ".join(" ".join(lines).split()) for name, lines in fields.items()}
    day = next(full_dates(one["PD"]), None)
    body = [*fields.get("LP", ()), "", *fields.get("TD", ())]
    return _entry(one["HD"], one.get("SN"), day[1] if day else None, body)


def _as_displayed(lines: list[str]) -> Entry | None:
    """Title, author, "543 words", day, hour, paper, code, language, rights, and the text."""
    words = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if words is None:
        return None
    after = [n for n in range(words + 1, len(lines)) if lines[n]][:8]
    dated = next((n for n in after if next(full_dates(lines[n]), None)), None)
    if dated is None:
        return None
    rights = next((n for n in after if _RIGHTS.match(lines[n])), None)
    if rights is None:
        return None
    told = [lines[n] for n in after if dated < n < rights and not _CLOCK.fullmatch(lines[n])]
    title = next((line for line in lines[:words] if line), None)
    return _entry(title, told[0] if told else None, next(full_dates(lines[dated]))[1], lines[rights + 1 :])


def _entry(title: str | None, source: str | None, published: date | None, body: list[str]) -> Entry | None:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(body)).strip()
    return Entry(title, source, published, text) if text else None

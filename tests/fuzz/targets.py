"""What takes bytes from strangers, each as a function of bytes that raises only where Dateline does wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from sqlite3 import connect

import msgspec

from events import times
from events.corrections import sharing, written
from events.errors import CorrectionError, EventsError, ReadingError
from events.export import jsonl, mention_record
from events.model import Article, Failure, Mention, Span
from events.pipeline import Analyzer
from events.places import building
from events.places.gazetteer import Gazetteer
from events.places.names import fold, key
from events.reading import MAX_CHARACTERS, READERS, article_from_text, count_file, known_columns, parse_date, read_bytes
from events.store import Says, Store, rows
from tests.archive import fill
from tests.fuzz import seeds

LONGEST = 2_000  # characters that are read for events
Target = Callable[[bytes], None]


def read(suffix: str, wrap: Callable[[bytes], bytes], data: bytes) -> None:
    """Every reader gives articles and failures, whatever it is given, and all that they say can be kept and shown."""
    file = wrap(data)
    for found in read_bytes(f"a{suffix}", file):
        whole(found)
    count = count_file(f"a{suffix}", BytesIO(file))
    assert count is None or count >= 0


def whole(found: Article | Failure) -> None:
    """Raises `AssertionError` for what no store could keep, or no terminal show."""
    assert isinstance(found, Article | Failure)
    said = msgspec.to_builtins(found)
    for name, value in said.items():
        if isinstance(value, str):
            value.encode()  # no half characters
            assert isinstance(found, Failure) or "\0" not in value, f"a NUL in {name}"
    if isinstance(found, Article):
        assert found.text.strip() and len(found.text) <= MAX_CHARACTERS
        assert found.title is None or found.text.startswith(found.title)


def timexes(data: bytes) -> None:
    text = data.decode("utf-8", "replace")[:MAX_CHARACTERS]
    for published in (None, date(2014, 9, 1)):
        for timex in times.find(text, published):
            assert text[timex.span.start : timex.span.end] == timex.span.text
    with suppress(EventsError):
        parse_date(text)


def pipeline(data: bytes) -> None:
    """What is found in an article lies in it as is said, and can be kept, given out and put together."""
    text = data.decode("utf-8", "replace")[:LONGEST]
    with suppress(ReadingError):
        told = article_from_text(text, published=date(2014, 9, 1))
        analysis = _analyzer().analyze(told)
        spans = [s for m in analysis.mentions for s in _spans(m)] + [t.span for t in analysis.toponyms]
        assert all(told.text[span.start : span.end] == span.text for span in spans)
        kept = msgspec.json.decode(rows.extraction_payload(analysis.mentions), type=tuple[Mention, ...])
        assert kept == analysis.mentions
        for mention in analysis.mentions:
            jsonl.line(mention_record(mention, told.name)).encode()


def _spans(mention: Mention) -> Iterator[Span]:
    yield from (mention.trigger, mention.what, mention.sentence)
    yield from (party.span for party in mention.participants if party.span)
    yield from (part.span for part in (mention.place, mention.time) if part and part.span)


def search(data: bytes) -> None:
    _store().search(data.decode("utf-8", "surrogateescape"))


def columns(data: bytes) -> None:
    """The words of --columns, and a table that is read with them."""
    with suppress(EventsError):
        given = known_columns(data.decode("utf-8", "surrogateescape"))
        for found in read_bytes("a.csv", seeds.SEEDS[".csv"][0], columns=given):
            whole(found)


def corrections(data: bytes) -> None:
    """What somebody else's names mean, taken over into a store."""
    text = data.decode("utf-8", "replace")
    with suppress(CorrectionError):
        lines = sharing.from_jsonl(text.splitlines())
        for line in sharing.unknown(lines, _store().corrections.log()):
            _store().corrections.take(line.taking, Says("anna", line.why))
        list(sharing.to_dump(lines, lambda code: None))
        list(sharing.to_aliases(lines))


def said(data: bytes) -> None:
    """Values of corrections as people write them."""
    words = data.decode("utf-8", "replace")
    for field in written.READERS.keys() - {"place"}:
        with suppress(CorrectionError):
            written.write(written.read(field, words))
    written.spot(words)


def gazetteer(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at, dump = Path(folder, "gazetteer.sqlite"), Path(folder, "dump.txt")
        dump.write_bytes(data)
        with closing(connect(at)) as db:
            db.executescript(building.SCHEMA)
        with suppress(EventsError):
            Gazetteer(at).add(dump)


def names(data: bytes) -> None:
    """Place names as the gazetteer compares them."""
    name = data.decode("utf-8", "replace")
    assert fold(fold(name)) == fold(name)
    key(name)


@cache
def _analyzer() -> Analyzer:
    return Analyzer.from_settings()


@cache
def _store() -> Store:
    store = Store.open("sqlite://")
    fill(store)
    return store


def _readers() -> Iterator[tuple[str, Target]]:
    for suffix in READERS:
        yield suffix, partial(read, suffix, bytes)
    for name, (suffix, wrap) in seeds.WRAPPED.items():
        yield name, partial(read, suffix, wrap)


TARGETS: dict[str, Target] = {
    **dict(_readers()),
    "timexes": timexes,
    "pipeline": pipeline,
    "search": search,
    "columns": columns,
    "corrections": corrections,
    "said": said,
    "gazetteer": gazetteer,
    "names": names,
}

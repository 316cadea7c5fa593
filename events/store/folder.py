"""A store written out as a folder of Parquet files (`events.export.parquet_folder`): all that can be read of a store.

manifest.json                            what it is, and how much; written last: without it the folder is not whole
events/month=2014-08/part=IRQ/0.parquet  the events, for everybody's tools, and what Dateline reads them back from
articles.parquet                         by id, with their texts unless they were left out
parties.parquet  reports.parquet         who took part in an event; which article tells of it, by article
index.parquet                            a narrow row an event: what the dashboard counts, and where the event lies
words.parquet                            what events are found by: `events.store.scanning`
aliases.parquet  stories.json            ids of events that were merged into others; stories of events
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NoReturn, cast

import msgspec
import polars as pl
import pyarrow as pa
from pyarrow import parquet
from sqlalchemy import Engine

import events
from events.access import Role
from events.errors import StoreError
from events.model import Article, Correction, Event, Mention, Span, Story
from events.store import moments, scanning, search
from events.store.catalogue import Catalogue, Listed
from events.store.columns import EVENTS, PARTIES, REPORTS, SOURCES, Columns, Types
from events.store.correcting import Corrections, Detached
from events.store.queries import FEW, Filters
from events.store.store import Bond, Counts, Store
from events.store.stories import Stories

SCHEMA = 1  # of the folder: grows when an older Dateline could not read it
ROWS = 1_000  # of a row group of events and articles: one is read to find one
MANIFEST, STORIES = "manifest.json", "stories.json"
ARTICLES, PARTIES_FILE, REPORTS_FILE = "articles.parquet", "parties.parquet", "reports.parquet"
INDEX, WORDS, ALIASES = "index.parquet", "words.parquet", "aliases.parquet"
UNDATED, OTHERS = "undated", "others"
BEFORE = "BCE"  # the months before year 1
MONTH, PART = re.compile(rf"\d{{4,6}}-\d\d|{BEFORE}|{UNDATED}"), re.compile(rf"[A-Z]{{3}}|{OTHERS}")
PLACES = ("month", "part", "file", "row")  # columns of the index: where an event lies
_HELD = ("name", "title", "published_basis", "source", "url", "language")  # columns that fields of Article have


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds. `revision`: of the store, when it was written out."""

    dateline: str
    made: str  # ISO 8601, UTC
    revision: int
    articles: int
    mentions: int
    events: int
    files: int  # of events
    texts: bool  # whether articles have theirs
    schema: int = SCHEMA


def event_file(month: str, part: str, number: int) -> str:
    """The path of a file of events within a folder. Raises `StoreError` for what is no month or country."""
    if not MONTH.fullmatch(month) or not PART.fullmatch(part):
        raise StoreError(f"{month!r}, {part!r}: no month and country; the folder is damaged, export it again")
    return f"events/month={month}/part={part}/{int(number)}.parquet"


class Folder(Store):
    """A store that can be read and not changed: what would change it raises `StoreError`."""

    def __init__(self, path: Path):
        """Raises `StoreError` where the folder is no export, is not whole, or was written by a newer Dateline."""
        super().__init__(cast(Engine, None), repr(str(path)))  # nothing here asks for one
        self.path = path
        self.manifest = _manifest(path)
        self.catalogue = _Catalogue(self)
        self.corrections = _Corrections(self)
        self.stories = _Stories(self)

    @property
    def read_only(self) -> bool:
        return True

    def close(self) -> None:
        pass

    def writing(self, role: Role = Role.editor) -> NoReturn:  # type: ignore[override]
        raise StoreError(
            f"store {self.name} is a folder of Parquet files and can only be read: change the store that it was "
            "exported from, and export it again"
        )

    def reading(self) -> NoReturn:  # type: ignore[override]
        raise StoreError(
            f"store {self.name} is a folder of Parquet files, without a database: use the store it was exported from"
        )

    # ---- all of it ---------------------------------------------------------------------------------------------

    def revision(self) -> int:
        return self.manifest.revision

    def counts(self) -> Counts:
        return Counts(self.manifest.articles, self.manifest.mentions, self.manifest.events)

    def columns(self, since: int = 0) -> Columns:
        """All events as columns; nothing ever becomes of them."""
        with self.translated():
            sources = self.scan(ARTICLES).select(pl.col("id").alias("article"), "source").drop_nulls("source")
            return Columns(
                self.revision(),
                _frame(self.scan(INDEX), EVENTS, empty=bool(since)),
                _frame(self.scan(PARTIES_FILE), PARTIES, empty=bool(since)),
                _frame(self.scan(REPORTS_FILE), REPORTS, empty=bool(since)),
                _frame(sources, SOURCES),
                pl.Series("event", [], dtype=pl.UInt32),
            )

    def search(self, words: str) -> pl.Series:
        with self.translated():
            return scanning.scan(self.path / WORDS, search.terms(words))

    # ---- events ------------------------------------------------------------------------------------------------

    def event(self, event_id: str) -> Event | None:
        return next(iter(self.events_by_id([event_id])), None)

    def each_event(self, ids: Iterable[str]) -> Iterator[Event]:
        wanted = iter(ids)
        while batch := list(islice(wanted, FEW)):
            yield from self._read(batch)

    def events(self, filters: Filters = Filters()) -> tuple[Event, ...]:  # noqa: B008 (frozen)
        return () if filters.deleted else tuple(self.each_event(self._wanted(filters)))

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        told = self.events(Filters(articles=(article_id,)))
        found = (m for event in told for m in event.mentions if m.article_id == article_id)
        return tuple(sorted(found, key=lambda m: (m.trigger.start, m.id)))

    def bonds(self, event_id: str) -> tuple[Bond, ...]:
        return ()

    def _read(self, ids: list[str]) -> list[Event]:
        """The events of a few ids, or those that they were merged into, in their order."""
        with self.translated():
            now = [self._aliases.get(event_id, event_id) for event_id in ids]
            lying = self._lying.filter(pl.col("id").is_in(now))
            found: dict[str, Event] = {}
            for (month, part, file), rows in lying.group_by("month", "part", "file"):
                payloads = _cells(self.path / event_file(month, part, file), "payload", rows["row"].to_list())
                found |= {event.id: event for event in map(_event.decode, payloads)}
        return [found[event_id] for event_id in now if event_id in found]

    @cached_property
    def _lying(self) -> pl.DataFrame:
        """Where each event lies."""
        return self.scan(INDEX).select("id", *PLACES).collect()

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return dict(self.scan(ALIASES).collect().iter_rows())

    def _wanted(self, filters: Filters) -> list[str]:
        """Ids of the events that the filters leave, by time, the undated last."""
        left = self.scan(INDEX)
        if filters.types:
            left = left.filter(pl.col("type").is_in(filters.types))
        if filters.earliest is not None or filters.latest is not None:
            left = left.filter(pl.col("begins").is_not_null() | pl.col("ends").is_not_null())
        if filters.earliest is not None:
            first = moments.begins(str(filters.earliest).partition("T")[0])
            left = left.filter(pl.col("ends").is_null() | (pl.col("ends") > first))
        if filters.latest is not None:
            last = moments.ends(None, str(filters.latest).partition("T")[0], "day")
            left = left.filter(pl.col("begins").is_null() | (pl.col("begins") < last))
        if filters.actors:
            named = pl.col("actor_id").is_in(filters.actors) | pl.col("actor").is_in(filters.actors)
            told = self.scan(PARTIES_FILE).filter(named).select("event")
            left = left.join(told, left_on="number", right_on="event", how="semi")
        if filters.articles:
            told = self.scan(REPORTS_FILE).filter(pl.col("article").is_in(self._article_ids(filters.articles)))
            left = left.join(told, left_on="number", right_on="event", how="semi")
        with self.translated():
            return left.sort(pl.col("begins").is_null(), "begins", "ends", "id").select("id").collect()["id"].to_list()

    def _article_ids(self, called: Iterable[str]) -> list[str]:
        """Ids of the articles of these ids or names."""
        names = list(called)
        held = self.scan(ARTICLES).filter(pl.col("id").is_in(names) | pl.col("name").is_in(names))
        return held.select("id").collect()["id"].to_list()

    # ---- articles ----------------------------------------------------------------------------------------------

    def has(self, article_id: str) -> bool:
        return self.article(article_id) is not None

    def article(self, article_id: str) -> Article | None:
        """Where texts were left out, its text is what its mentions quote, each in its place, with blanks between."""
        with self.translated():
            found = self.scan(ARTICLES).filter(pl.col("id") == article_id).collect()  # by id: one row group is read
        article = next(map(_article, found.iter_rows(named=True)), None)
        return article if article is None or self.manifest.texts else replace(article, text=self._quoted(article_id))

    def _quoted(self, article_id: str) -> str:
        spans = [span for mention in self.mentions(article_id) for span in _spans(mention)]
        text = [" "] * max((span.end for span in spans), default=0)
        for span in spans:
            text[span.start : span.end] = span.text
        return "".join(text)

    def articles(self) -> tuple[Article, ...]:
        with self.translated():
            return tuple(map(_article, self.scan(ARTICLES).sort("name", "id").collect().iter_rows(named=True)))

    def outdated(self) -> tuple[str, ...]:
        return ()

    # ---- files -------------------------------------------------------------------------------------------------

    def scan(self, name: str) -> pl.LazyFrame:
        return pl.scan_parquet(self.path / name)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Raises `StoreError` for files that are not there or not as they were written."""
        try:
            yield
        except (OSError, pl.exceptions.PolarsError, pa.ArrowException, msgspec.MsgspecError) as error:
            raise StoreError(f"store {self.name} is damaged, export it again: {error}") from error


@dataclass(frozen=True)
class _Catalogue(Catalogue):
    store: Folder

    def articles(self) -> tuple[Listed, ...]:
        told = self.store.scan(REPORTS_FILE).group_by("article").agg(events=pl.len())
        held = self.store.scan(ARTICLES).join(told, left_on="id", right_on="article", how="left")
        held = held.sort(["added_at", "name", "id"], descending=[True, False, False])
        wanted = ("id", "name", "title", "source", "published", "added_at", pl.col("events").fill_null(0), "extractor")
        with self.store.translated():
            rows = held.select(*wanted).collect().iter_rows()
            return tuple(
                Listed(key, name, title, source, _day(published), added, told, by != events.__version__)
                for key, name, title, source, published, added, told, by in rows
            )

    def titles(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        held = self.store.scan(ARTICLES)
        if ids is not None:
            held = held.filter(pl.col("id").is_in(sorted(ids)))
        called = held.sort("name", "id").select("id", pl.coalesce("title", "name"))
        with self.store.translated():
            return dict(called.collect().iter_rows())


@dataclass(frozen=True)
class _Corrections(Corrections):
    """What persons said is in the events; who said it stays in the store."""

    def log(self) -> tuple[Correction, ...]:
        return ()

    def head(self) -> int:
        return 0

    def history(self, event: Event) -> tuple[Correction, ...]:
        return ()

    def detached(self) -> tuple[Detached, ...]:
        return ()


@dataclass(frozen=True)
class _Stories(Stories):
    store: Folder

    def all(self) -> tuple[Story, ...]:
        with self.store.translated():
            return msgspec.json.decode((self.store.path / STORIES).read_bytes(), type=tuple[Story, ...])

    def get(self, story_id: str) -> Story | None:
        return next((story for story in self.all() if story.id == story_id), None)


_event = msgspec.json.Decoder(Event)


def _manifest(path: Path) -> Manifest:
    try:
        found = msgspec.json.decode((path / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        begun = (path / "events").is_dir()
        why = "was not written to its end: remove it and export it again" if begun else "is no export of Dateline"
        raise StoreError(f"store {str(path)!r} is a folder without {MANIFEST}: it {why}") from error
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"store {str(path)!r}: its {MANIFEST} cannot be read: {error}") from error
    if isinstance(found, dict) and isinstance(found.get("schema"), int) and found["schema"] > SCHEMA:
        raise StoreError(f"store {str(path)!r} was written by a newer Dateline; update Dateline")
    try:
        return msgspec.convert(found, Manifest)
    except msgspec.ValidationError as error:
        raise StoreError(f"store {str(path)!r}: its {MANIFEST} is none of Dateline: {error}") from error


def _frame(found: pl.LazyFrame, types: Types, *, empty: bool = False) -> pl.DataFrame:
    """What is read of a file; a column that it was written without, before there was one, is empty."""
    if empty:
        return pl.DataFrame(schema=types)
    held = found.collect_schema()
    return found.select((pl.col(n) if n in held else pl.lit(None).alias(n)).cast(k) for n, k in types.items()).collect()


def _cells(path: Path, column: str, rows: list[int]) -> Iterator[bytes]:
    """Cells of a column, each by its row: only the row groups that they are in are read."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        wanted[row // ROWS].append(row % ROWS)
    with parquet.ParquetFile(path) as file:
        for group, within in wanted.items():
            cells = file.read_row_group(group, columns=[column])[column]
            yield from (cells[row].as_py() for row in within)


def _spans(mention: Mention) -> Iterator[Span]:
    """The words that a mention quotes."""
    yield from (mention.sentence, mention.trigger, mention.what)
    others = (mention.attribution, *mention.participants, mention.place, mention.time)
    for each in others:
        span = each if isinstance(each, Span) or each is None else each.span
        if span is not None:
            yield span


def _article(row: dict) -> Article:
    """The article of a row; one without its text where the texts were left out."""
    values = {name: row[name] for name in _HELD}
    return Article(id=row["id"], text=row.get("text") or "", published=_day(row["published"]), **values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

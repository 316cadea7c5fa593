"""A whole store as a folder of Parquet files, for archives that outgrow a database: `events.store.folder` reads it.

Its events are partitioned in the way of Hive, so that DuckDB, Spark, pandas and polars read of them what they need:

    events/month=2014-08/part=IRQ/0.parquet

A row has the columns of the single file (`events.export.parquet`) and `payload`, the event with all its mentions as
JSON. Months are those in which events begin; undated events have their own, and so has all that was before year 1.
A country with many events in a month has a part of its own, all others share `part=others`: files of a few events each
would cost more than they hold. So ask for `country`, which is right everywhere; rows are sorted by it, and what lacks
the country is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
from pyarrow.parquet import ParquetWriter

import events
from events.errors import StoreError
from events.export import parquet
from events.model import Event
from events.store import Store, columns, folder, moments, scanning, unloading
from events.store.unloading import Told

GROUP = 10_000  # events of one month that are in memory at once
OWN = 100  # events of a country that have a file of their own, where a group holds so many
CHUNK = 100_000  # rows of a row group of the files that are read through
SCHEMA = parquet.SCHEMA | {"payload": pl.Binary}
PLACES: dict[str, Any] = {"month": pl.String, "part": pl.String, "file": pl.UInt16, "row": pl.UInt32}
OPTIONS: dict[str, Any] = {"compression": "zstd", "compression_level": 3}
COUNTRY = r"^[A-Z]{3}$"


def write(store: Store, into: Path, *, texts: bool = True) -> folder.Manifest:
    """Writes out the store, in constant memory. Without `texts`, only what is quoted of an article can be read.

    Raises `StoreError` where the folder holds anything, or
    cannot be written.
    """
    try:
        _begin(into)
        with store.reading() as connection:
            revision, held = unloading.revision(connection), store.counts()
            files, told = _events(unloading.events(connection), into)
            _file(into / folder.PARTIES_FILE, unloading.parties(connection), columns.plain(columns.PARTIES))
            _file(into / folder.REPORTS_FILE, unloading.reports(connection), columns.plain(columns.REPORTS))
            _file(into / folder.ALIASES, unloading.aliases(connection), unloading.ALIASES)
            _file(into / folder.WORDS, map(_stems, unloading.words(connection)), unloading.WORDS)
            kept = unloading.TEXTS if texts else unloading.ARTICLES
            _file(into / folder.ARTICLES, unloading.articles(connection, texts), kept, rows=folder.ROWS)
        (into / folder.STORIES).write_bytes(msgspec.json.encode(store.stories.all()))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        about = folder.Manifest(
            events.__version__, made, revision, held.articles, held.mentions, told, files=files, texts=texts
        )
        _finish(into, about)
    except OSError as error:
        raise StoreError(f"folder {str(into)!r} cannot be written: {error.strerror or error}") from error
    return about


def _begin(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise StoreError(f"{str(into)!r} is there already: name a new folder, or empty this one")
    (into / "events").mkdir(parents=True)


def _finish(into: Path, about: folder.Manifest) -> None:
    """The manifest, once everything else is on the disk."""
    unfinished = into / f"{folder.MANIFEST}.part"
    with unfinished.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(into / folder.MANIFEST)


# ---- events ----------------------------------------------------------------------------------------------------


def _events(told: Iterable[Told], into: Path) -> tuple[int, int]:
    """Writes the events and their index; gives the number of files, and of events."""
    files = written = 0
    with _writer(into / folder.INDEX, columns.plain(columns.EVENTS) | PLACES) as index:
        for month, number, rows, flat in _groups(told):
            lying = list(_parts(flat, into, month, number))
            index(rows.join(pl.concat(lying), on="id"))
            files += len(lying)
            written += rows.height
    return files, written


def _groups(told: Iterable[Told]) -> Iterator[tuple[str, int, pl.DataFrame, pl.DataFrame]]:
    """A month at a time, or a part of one where it has many events: month, which part, narrow rows and full ones."""
    month, number = "", 0
    narrow: list[pl.DataFrame] = []
    full: list[dict[str, Any]] = []
    for its_month, rows, run, names in _runs(told):
        if narrow and (its_month != month or len(full) >= GROUP):
            yield month, number, pl.concat(narrow), pl.DataFrame(full, schema=SCHEMA)
            number = number + 1 if its_month == month else 0
            narrow, full = [], []
        month = its_month
        narrow.append(rows)
        full += [parquet.row(event, names) | {"payload": msgspec.json.encode(event)} for event in run]
    if narrow:
        yield month, number, pl.concat(narrow), pl.DataFrame(full, schema=SCHEMA)


def _runs(told: Iterable[Told]) -> Iterator[tuple[str, pl.DataFrame, list[Event], Mapping[str, str]]]:
    """The same events, cut where another month begins."""
    for batch in told:
        months = [_month(*ends) for ends in batch.rows.select("begins", "ends").iter_rows()]
        for month, run in groupby(range(len(months)), key=months.__getitem__):
            at = list(run)
            within = slice(at[0], at[-1] + 1)
            yield month, batch.rows[within], batch.events[within], batch.names


def _month(begins: int | None, ends: int | None) -> str:
    minute = begins if begins is not None else ends - 1 if ends is not None else None
    if minute is None:
        return folder.UNDATED
    year, month = moments.month(minute)
    return f"{year:04d}-{month:02d}" if year > 0 else folder.BEFORE


def _parts(flat: pl.DataFrame, into: Path, month: str, number: int) -> Iterator[pl.DataFrame]:
    """Writes the events of a month, a file a part; gives where each lies."""
    many = flat["country"].value_counts().filter(pl.col("count") >= OWN, pl.col("country").str.contains(COUNTRY))
    own = pl.col("country").is_in(many["country"].to_list())
    flat = flat.with_columns(part=pl.when(own).then("country").otherwise(pl.lit(folder.OTHERS)))
    for rows in flat.sort("country", "id").partition_by("part"):
        part = rows["part"][0]
        path = into / folder.event_file(month, part, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        rows.drop("part").write_parquet(path, row_group_size=folder.ROWS, **OPTIONS)
        places = {"month": pl.lit(month), "part": pl.lit(part), "file": pl.lit(number), "row": pl.int_range(pl.len())}
        yield rows.select("id", **{name: value.cast(PLACES[name]) for name, value in places.items()})


# ---- the other files -------------------------------------------------------------------------------------------


def _stems(words: pl.DataFrame) -> pl.DataFrame:
    return words.with_columns(pl.Series("words", map(scanning.stems, words["words"]), dtype=pl.String))


def _file(path: Path, frames: Iterable[pl.DataFrame], types: columns.Types, rows: int = CHUNK) -> None:
    with _writer(path, types, rows) as write:
        for frame in frames:
            write(frame)


@contextmanager
def _writer(path: Path, types: columns.Types, rows: int = CHUNK) -> Iterator[Callable[[pl.DataFrame], None]]:
    """Takes frames of any height, and writes them in row groups."""
    empty = pl.DataFrame(schema=types).to_arrow().schema
    held: list[pl.DataFrame] = []
    with ParquetWriter(path, empty, **OPTIONS) as writer:

        def flush() -> None:
            writer.write_table(pl.concat(held).select(empty.names).to_arrow().cast(empty), row_group_size=rows)
            held.clear()

        def take(frame: pl.DataFrame) -> None:
            held.append(frame)
            if sum(each.height for each in held) >= rows:
                flush()

        yield take
        if held:
            flush()

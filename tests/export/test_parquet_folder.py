"""A store written out as a folder: others read the same events in it, and it reads as the store does."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from events.cli import main
from events.errors import StoreError
from events.export import parquet_folder
from events.merging import group_incidents
from events.model import Story
from events.store import Filters, Says, Store, moments
from events.store.folder import INDEX, MANIFEST, Folder, event_file
from tests import archive, factory


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def path(at: Path) -> Path:
    return archive.exported(at)


@pytest.fixture
def store(at: Path, path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{at / 'test.sqlite'}") as opened:
        yield opened


@pytest.fixture
def folder(path: Path) -> Store:
    return Store.open(f"sqlite:///{path}")


# ---- by others -------------------------------------------------------------------------------------------------


def facts(rows: list[tuple]) -> set[tuple]:
    """Id, type, country, first day, actors and sentence of each, whatever a reader calls an absent value."""
    return {tuple(None if value is None or value != value else value for value in row) for row in rows}


def expected(store: Store) -> set[tuple]:
    told = [(event, max(event.mentions, key=lambda m: m.salience)) for event in store.events()]
    return {
        (
            event.id,
            event.type,
            event.place.country if event.place else None,
            event.time.earliest if event.time else None,
            "; ".join(p.actor.name for p in event.participants if p.actor and p.role == "actor"),
            mention.sentence.text,
        )
        for event, mention in told
    }


WANTED = "id, type, country, earliest, array_to_string(actors, '; '), sentence"


def test_duckdb_finds_the_same_events(store: Store, path: Path) -> None:
    files = f"read_parquet('{path}/events/**/*.parquet', hive_partitioning = true)"
    assert facts(duckdb.sql(f"SELECT {WANTED} FROM {files}").fetchall()) == expected(store)  # noqa: S608
    months = duckdb.sql(f"SELECT month, count(*) FROM {files} GROUP BY month ORDER BY month").fetchall()  # noqa: S608
    assert months == [("2014-08", 3), ("BCE", 1), ("undated", 1)]


def test_pandas_finds_the_same_events(store: Store, path: Path) -> None:
    frame = pd.read_parquet(path / "events")
    frame["actors"] = frame["actors"].map("; ".join)
    rows = frame[["id", "type", "country", "earliest", "actors", "sentence"]].itertuples(index=False, name=None)
    assert facts(list(rows)) == expected(store)
    one = pd.read_parquet(path / "events", filters=[("month", "==", "2014-08")])
    assert len(one) == 3


# ---- by Dateline -----------------------------------------------------------------------------------------------


def test_it_reads_as_the_store_does(store: Store, folder: Store) -> None:
    ids = [event.id for event in store.events()]
    assert isinstance(folder, Folder) and folder.read_only and not store.read_only
    assert folder.events() == store.events()
    assert folder.events_by_id(reversed(ids)) == store.events_by_id(reversed(ids))
    assert folder.event("nobody") is None
    assert folder.counts() == store.counts()
    assert folder.revision() == store.revision()
    assert folder.articles() == store.articles()
    assert folder.stories.all() == store.stories.all()
    assert folder.stories.get(store.stories.all()[0].id) == store.stories.all()[0]
    assert folder.catalogue.articles() == store.catalogue.articles()
    assert folder.catalogue.titles() == store.catalogue.titles()
    assert folder.catalogue.titles([archive.CAESAR.id]) == {archive.CAESAR.id: "<b>Die</b> is cast"}
    for article in store.articles():
        assert folder.article(article.id) == article
        told = {m for e in store.events() for m in e.mentions}
        assert folder.mentions(article.id) == tuple(m for m in store.mentions(article.id) if m in told)


def test_its_columns_are_those_of_the_store(store: Store, folder: Store) -> None:
    ours, theirs = folder.columns(), store.columns()
    live = theirs.events.filter(~pl.col("deleted"))
    for mine, other in (
        (ours.events, live),
        (ours.parties, theirs.parties.filter(pl.col("event").is_in(live["number"].implode()))),
        (ours.reports, theirs.reports.filter(pl.col("event").is_in(live["number"].implode()))),
        (ours.sources, theirs.sources),
    ):
        assert mine.schema == other.schema
        assert sorted(map(repr, mine.iter_rows())) == sorted(map(repr, other.iter_rows()))
    assert folder.columns(since=ours.revision).events.is_empty()


def test_an_id_that_was_merged_leads_to_the_survivor(store: Store, folder: Store) -> None:
    merged = [event for event in store.events() if len(event.mentions) == 2]
    aliases = pl.read_parquet(folder.path / "aliases.parquet")  # type: ignore[attr-defined]
    assert len(merged) == 1
    for gone in aliases["id"]:
        assert folder.event(gone) == merged[0]


FILTERS = (
    Filters(types=("ASSAULT",)),
    Filters(actors=("Islamic State",)),
    Filters(actors=("USA", "IRN")),
    Filters(articles=("siege.txt",)),
    Filters(articles=(archive.AGAIN.id,)),
    Filters(earliest="2014-08-15"),
    Filters(latest="2014-08-15"),
    Filters(types=("ASSAULT",), earliest="2014-01-01", latest="2014-08-02", actors=("United States",)),
)


@pytest.mark.parametrize("filters", FILTERS)
def test_filters_leave_what_they_leave_in_the_store(filters: Filters, store: Store, folder: Store) -> None:
    assert folder.events(filters) == store.events(filters)
    assert store.events(filters)


WORDS = (
    ("besieged", 1),
    ("BESIEGES", 1),  # other forms of a word
    ("shelling cafe", 1),  # other accents
    ("bomb*", 1),
    ('"siege of Amerli"', 1),
    ('"Amerli siege"', 0),
    ("Amerli -shelled", 1),
    ("-Amerli", 3),
    ("Islamic State", 1),
    ("Caesar", 1),
    ("aesar", 0),
    ("%' OR .*", 0),
    ("", 5),
    ("-!", 5),
)


@pytest.mark.parametrize(("words", "number"), WORDS)
def test_words_find_what_they_find_in_the_store(words: str, number: int, store: Store, folder: Store) -> None:
    live = set(folder.columns().events["number"])
    assert set(folder.search(words)) == set(store.search(words)) & live
    assert len(folder.search(words)) == number


def test_without_texts_only_what_is_quoted_is_there(tmp_path: Path) -> None:
    folder = Store.open(f"sqlite:///{archive.exported(tmp_path, texts=False)}")
    text = folder.article(archive.SIEGE.id).text  # type: ignore[union-attr]
    assert "text" not in pl.read_parquet_schema(tmp_path / "folder" / "articles.parquet")
    assert "besieged Amerli" in text and "More is unknown" not in text
    assert all(text[m.trigger.start : m.trigger.end] == m.trigger.text for m in folder.mentions(archive.SIEGE.id))


def test_a_folder_of_before_there_was_a_column_can_be_read(tmp_path: Path) -> None:
    archive.exported(tmp_path)
    index = tmp_path / "folder" / INDEX
    pl.read_parquet(index).drop("located").write_parquet(index)
    events = Store.open(f"sqlite:///{tmp_path / 'folder'}").columns().events
    assert events.height and events["located"].is_null().all()


def test_it_is_made_and_used_on_the_command_line(store: Store, at: Path, monkeypatch, capsysbinary) -> None:
    def run(*arguments: object) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        written = capsysbinary.readouterr()
        return code, written.out, written.err.decode()

    made = run("export", "--store", at / "test.sqlite", "--format", "parquet", "--into", at / "by command")
    assert made == (0, b"", "5 events in 3 files, 5 articles\n")
    of_store = run("export", "--store", at / "test.sqlite", "--actor", "Islamic State")
    assert run("export", "--store", at / "by command", "--actor", "Islamic State") == of_store
    assert of_store[1].count(b"\n") == 1
    code, _, said = run("erase", "siege.txt", "--yes", "--store", at / "by command")
    assert code == 1 and "can only be read" in said


# ---- what cannot be --------------------------------------------------------------------------------------------


WRITES: tuple = (
    lambda store, event: store.add(factory.article("Another."), ()),
    lambda store, event: store.replace(archive.SIEGE.id, ()),
    lambda store, event: store.remove_article(archive.SIEGE.id),
    lambda store, event: store.erase(archive.SIEGE.id),
    lambda store, event: store.remerge(),
    lambda store, event: store.catalogue.take_out(archive.SIEGE.id),
    lambda store, event: store.catalogue.describe(archive.SIEGE.id, title="", source=None, published=None),
    lambda store, event: store.stories.save(Story("", "Mine")),
    lambda store, event: store.stories.delete("any"),
    lambda store, event: store.corrections.set(event, "verified", True, Says("anna")),
    lambda store, event: store.corrections.delete(event, Says("anna")),
    lambda store, event: store.corrections.undo(Says("anna")),
)


@pytest.mark.parametrize("write", WRITES)
def test_nothing_can_be_changed(write: Any, folder: Store) -> None:
    before = sorted(p.stat().st_mtime_ns for p in folder.path.rglob("*"))  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match="can only be read: change the store that it was exported from"):
        write(folder, folder.events()[0].id)
    assert sorted(p.stat().st_mtime_ns for p in folder.path.rglob("*")) == before  # type: ignore[attr-defined]


def test_a_folder_that_was_not_written_to_its_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet_folder, "_finish", full)
    with pytest.raises(StoreError, match="cannot be written: No space left"):
        archive.exported(tmp_path)
    with pytest.raises(StoreError, match="was not written to its end: remove it and export it again"):
        Store.open(f"sqlite:///{tmp_path / 'folder'}")


def test_what_is_there_is_not_written_over(store: Store, path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is there already"):
        parquet_folder.write(store, path)
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        parquet_folder.write(store, tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (None, "is no export of Dateline"),
        ("{", "cannot be read"),
        ("[]", "is none of Dateline"),
        ('{"schema": 99}', "newer Dateline"),
        ('{"schema": 1, "events": "many"}', "is none of Dateline"),
    ],
)
def test_another_folder_is_no_store(manifest: str | None, why: str, tmp_path: Path) -> None:
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(StoreError, match=why):
        Store.open(f"sqlite:///{tmp_path}")


def test_a_file_that_is_missing_or_broken_is_told(tmp_path: Path) -> None:
    path = archive.exported(tmp_path)
    for file in path.rglob("*.parquet"):
        file.write_bytes(b"PAR1 no more")
    folder = Store.open(f"sqlite:///{path}")
    for read in (folder.columns, folder.events, lambda: folder.search("siege"), lambda: folder.article("a")):
        with pytest.raises(StoreError, match="is damaged, export it again"):
            read()


@pytest.mark.parametrize(("month", "part"), [("../..", "IRQ"), ("2014-08", "../IRQ"), ("2014-08", "irq"), ("", "IRQ")])
def test_no_value_leaves_the_folder(month: str, part: str) -> None:
    with pytest.raises(StoreError, match="damaged"):
        event_file(month, part, 0)


# ---- how it is cut ---------------------------------------------------------------------------------------------


def test_a_country_with_many_events_has_files_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_folder, "OWN", 3)
    monkeypatch.setattr(parquet_folder, "GROUP", 4)
    with Store.open(f"sqlite:///{tmp_path / 'test.sqlite'}") as store:
        for number, town in enumerate(("Ana", "Bayji", "Rome", "Kut", "Najaf", "Rutba")):
            place = replace(factory.MOSUL, name=town, lat=30.0 + number, geonameid=number)
            place = factory.ROME if town == "Rome" else place
            told = factory.article(f"In {town} {'many ' * number} people marched.")
            time = factory.day(f"2014-08-0{number + 1}")
            store.add(told, group_incidents([factory.mention(told, "marched", "PROTEST", place=place, time=time)]))
        assert store.counts().events == 6
        monkeypatch.setattr("events.store.queries.FEW", 2)
        manifest = parquet_folder.write(store, tmp_path / "folder")
        folder = Store.open(f"sqlite:///{tmp_path / 'folder'}")
        assert folder.events() == store.events()
    files = sorted(str(p.relative_to(tmp_path / "folder")) for p in (tmp_path / "folder" / "events").rglob("*.parquet"))
    assert files == [f"events/month=2014-08/part={name}.parquet" for name in ("IRQ/0", "others/0", "others/1")]
    assert manifest.files == 3


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("1970-01-01", (1970, 1)),
        ("1969-12-31", (1969, 12)),
        ("2000-02-29", (2000, 2)),
        ("0001-01-01", (1, 1)),
        ("0000-12-31", (0, 12)),
        ("-0048-01-10", (-48, 1)),
        ("9999-12-31", (9999, 12)),
        ("12014-08-31", (12014, 8)),
    ],
)
def test_the_month_of_a_minute(day: str, month: tuple[int, int]) -> None:
    assert moments.month(moments.begins(day) or 0) == month


def test_the_manifest_says_what_is_there(path: Path) -> None:
    said = json.loads((path / MANIFEST).read_text())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", said["made"])
    assert (said["schema"], said["articles"], said["events"], said["texts"]) == (1, 5, 5, True)
    assert said["files"] == len(list((path / "events").rglob("*.parquet")))

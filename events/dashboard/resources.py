"""What the pages share between runs: the analyzer, the open store, and its events as a table."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

import polars as pl
import streamlit as st

from events import analysing, settings
from events.actors import ACTORS
from events.corrections import undoable
from events.dashboard import entrance, language
from events.dashboard.language import _
from events.dashboard.literal import plain
from events.dashboard.readmodel import ReadModel, build
from events.dashboard.table import Row, row
from events.model import Article, Candidate, Correction, Place
from events.places import open_gazetteer
from events.store import Store

COLLECTED_EVERY = 5.0  # seconds
MOST_ROWS = 20_000  # of lists, kept in memory


def analyzer() -> analysing.Apart:
    with st.spinner(_("Loading the language model and the gazetteer (the first time takes a minute) …")):
        return _analyzer()


@st.cache_resource(show_spinner=False)
def _analyzer() -> analysing.Apart:
    found = analysing.Apart()
    found.begin()
    return found


@st.cache_resource(show_spinner=False)
def open_store(url: str) -> Store:
    kept = Store.open(url)
    kept.permit = entrance.permit
    return kept


def store() -> Store:
    """The store that the settings name. Raises StoreError."""
    return open_store(settings.store_url())


@dataclass(slots=True)
class _Kept:
    """The read model of a store as it was last asked for; one thread at a time brings it up to date."""

    model: ReadModel | None = None
    lock: Lock = field(default_factory=Lock)


@st.cache_resource(show_spinner=False)
def _kept(url: str) -> _Kept:
    return _Kept()


def model() -> ReadModel:
    """The store's events as they are now: only what has changed is read again."""
    kept = _kept(settings.store_url())
    with kept.lock:
        before, now = kept.model, store().revision()
        if before is None:
            kept.model = build(store().columns())
        elif before.columns.revision != now:
            kept.model = build(before.columns.updated(store().columns(since=before.columns.revision)))
        return kept.model  # type: ignore[return-value]


def found(words: str) -> pl.Series:
    """Numbers of the events that words are found in."""
    return _found(store(), settings.store_url(), store().revision(), words.strip())


@st.cache_resource(max_entries=20, show_spinner=False)
def _found(_store: Store, url: str, revision: int, words: str) -> pl.Series:
    return _store.search(words)


def listed(ids: list[str]) -> list[Row]:
    """The events with these ids as rows of a list, in their order; what is gone is left out."""
    kept = _rows(settings.store_url(), store().revision(), language.present().tag)
    known = {each: found for each in ids if (found := kept.get(each)) is not None}
    if len(known) < len(ids):
        new = {e.id: row(e) for e in store().events_by_id(each for each in ids if each not in known)}
        if len(kept) > MOST_ROWS:
            kept.clear()
        kept.update(new)
        known |= new
    return [known[each] for each in ids if each in known]


@st.cache_resource(max_entries=4, show_spinner=False)
def _rows(url: str, revision: int, tag: str) -> dict[str, Row]:
    """Event id → its row as the store was at a revision, in a language; filled as rows are asked for."""
    return {}


def articles(ids: list[str]) -> list[Article]:
    """The articles with these ids; what is not there any more is left out."""
    return [article for article in map(store().article, ids) if article is not None]


def labels(ids: list[str]) -> dict[str, Row]:
    """What is said of these events, by id."""
    return {found["id"]: found for found in listed(ids)}


def article_names() -> Mapping[str, str]:
    """Article id → what a list calls it."""
    kept = store()
    return _article_names(kept, settings.store_url(), kept.revision())


@st.cache_resource(max_entries=2, show_spinner=False)
def _article_names(_store: Store, url: str, revision: int) -> Mapping[str, str]:
    return _plain(_store.catalogue.titles())


def titles(ids: list[str]) -> dict[str, str]:
    """What lists call these articles."""
    return _plain(store().catalogue.titles(ids))


def _plain(names: dict[str, str]) -> dict[str, str]:
    return {key: plain(name) for key, name in names.items()}


@dataclass(frozen=True, slots=True)
class Log:
    """The log's newest entries, and what undo would take back and redo bring back."""

    entries: tuple[Correction, ...]
    undoable: tuple[Correction | None, Correction | None]


def corrections() -> Log:
    kept = store()
    return _corrections(kept, settings.store_url(), kept.revision())


@st.cache_resource(max_entries=2, show_spinner=False)
def _corrections(_store: Store, url: str, revision: int) -> Log:
    entries = _store.corrections.log()
    by_number = {entry.number: entry for entry in entries}
    back, forth = undoable(entries)
    return Log(entries, (by_number.get(back or 0), by_number.get(forth or 0)))


def known(candidate: Candidate) -> Place | None:
    """What the gazetteer has of a runner-up; None where it has it no more."""
    found = open_gazetteer().lookup(candidate.name)
    return next((e.place(None, 1.0) for e in found if (e.lat, e.lon) == (candidate.lat, candidate.lon)), None)


def actors() -> list[str]:
    """The names of the actors of all events, and then of all that are known."""
    told = model().values("parties", "actor").values
    return list(dict.fromkeys([*told, *sorted(actor.name for actor in ACTORS.values())]))


def theme() -> str:
    """light or dark, as the page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


def collect() -> None:
    """Frees what runs of pages left behind in cycles.

    Streamlit itself would do so after every run, which takes as long as the run, and all sessions wait for it.
    """
    global _collected
    if time.monotonic() - _collected > COLLECTED_EVERY:
        _collected = time.monotonic()
        gc.collect()


_collected = 0.0

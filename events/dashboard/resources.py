"""What the pages share between runs: the analyzer, the open store, and its events as a table."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import streamlit as st

from events import settings
from events.actors import ACTORS
from events.corrections import undoable
from events.dashboard.table import tabulate
from events.model import Article, Correction
from events.pipeline import Analyzer
from events.store import Filters, Store


@st.cache_resource(show_spinner="Loading the language model and the gazetteer (the first time takes a minute) …")
def analyzer() -> Analyzer:
    return Analyzer.from_settings()


@st.cache_resource(show_spinner=False)
def open_store(url: str) -> Store:
    return Store.open(url)


def store() -> Store:
    """The store that the settings name. Raises StoreError."""
    return open_store(settings.store_url())


def table() -> pl.DataFrame:
    """The store's events as they are now: made anew only where the store has changed."""
    kept = store()
    return _table(kept, settings.store_url(), kept.revision())


@st.cache_resource(max_entries=2, show_spinner=False)
def _table(_store: Store, url: str, revision: int) -> pl.DataFrame:
    return tabulate(_store.events())


def deleted() -> pl.DataFrame:
    """The events that persons deleted, as `table` has the others."""
    kept = store()
    return _deleted(kept, settings.store_url(), kept.revision())


@st.cache_resource(max_entries=2, show_spinner=False)
def _deleted(_store: Store, url: str, revision: int) -> pl.DataFrame:
    return tabulate(_store.events(Filters(deleted=True)))


def articles(ids: list[str]) -> list[Article]:
    """The articles with these ids; what is not there any more is left out."""
    return [article for article in map(store().article, ids) if article is not None]


def article_names() -> dict[str, str]:
    """Article id → what a list calls it."""
    kept = store()
    return _article_names(kept, settings.store_url(), kept.revision())


@st.cache_data(max_entries=2, show_spinner=False)
def _article_names(_store: Store, url: str, revision: int) -> dict[str, str]:
    return {a.id: a.title or a.name for a in _store.articles()}


@dataclass(frozen=True, slots=True)
class Log:
    """The log's newest entries, and what undo would take back and redo bring back."""

    entries: tuple[Correction, ...]
    undoable: tuple[Correction | None, Correction | None]


def corrections() -> Log:
    kept = store()
    return _corrections(kept, settings.store_url(), kept.revision())


@st.cache_data(max_entries=2, show_spinner=False)
def _corrections(_store: Store, url: str, revision: int) -> Log:
    entries = _store.corrections.log()
    by_number = {entry.number: entry for entry in entries}
    back, forth = undoable(entries)
    return Log(entries, (by_number.get(back or 0), by_number.get(forth or 0)))


def actors() -> list[str]:
    """The names of the actors of all events, and then of all that are known."""
    kept = store()
    return _actors(kept, settings.store_url(), kept.revision())


@st.cache_data(max_entries=2, show_spinner=False)
def _actors(_store: Store, url: str, revision: int) -> list[str]:
    told = (p.actor.name for event in _store.events() for p in event.participants if p.actor)
    return list(dict.fromkeys([*sorted(set(told)), *sorted(actor.name for actor in ACTORS.values())]))


def theme() -> str:
    """light or dark, as the page is."""
    return "dark" if st.context.theme.type == "dark" else "light"

"""What the pages share between runs: the analyzer, the open store, and its events as a table."""

from __future__ import annotations

import polars as pl
import streamlit as st

from events import settings
from events.dashboard.table import tabulate
from events.model import Article
from events.pipeline import Analyzer
from events.store import Store


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


def theme() -> str:
    """light or dark, as the page is."""
    return "dark" if st.context.theme.type == "dark" else "light"

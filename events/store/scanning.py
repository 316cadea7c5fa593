"""Full-text search without an index: the words of events as SQLite's index has them, in a file that is read through.

FTS5 with `porter unicode61 remove_diacritics 2`: words are runs of letters and digits in any case, without accents, cut
to their stems by Porter's algorithm. They are kept with a blank around each, so that a phrase is found as a substring.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import polars as pl
import snowballstemmer

from events.store.search import Term

TOKEN = re.compile(r"[^\W_]+")
_STEM = snowballstemmer.stemmer("porter").stemWord


def stems(text: str) -> str:
    """ "He was shelled." → " he wa shell ": what is searched."""
    return f" {' '.join(map(_stem, TOKEN.findall(_plain(text))))} "


def _plain(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return _STEM(word)


def scan(path: Path, asked: Sequence[Term]) -> pl.Series:
    """Numbers of the events of the file that the words leave; it has the columns `event` and `words`, as `stems`."""
    wanted = [~_holds(term) if term.without else _holds(term) for term in asked]
    found = pl.scan_parquet(path).filter(*wanted).select("event").collect(engine="streaming")
    return found["event"].rename("number")


def _holds(term: Term) -> pl.Expr:
    words = stems(term.words)
    return pl.col("words").str.contains(words.rstrip() if term.prefix else words, literal=True)

"""Full-text search: words as a person types them → the events whose sentences and names hold them.

All words are asked for: "a phrase" in its order, a star at the end of a word for whatever it goes on with, a minus
before a word or phrase for events without it. No other character has a meaning. Other English forms
of a word are found too, and those with other accents. Chinese and Japanese do not part words: each character is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table, text

from events.model import Event, Mention
from events.store import columns, schema

# Chinese characters, kana and their marks.
UNPARTED = re.compile("([\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
TERM = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    words: str  # one, or a phrase
    prefix: bool = False
    without: bool = False


def words_of(event: Event) -> str:
    """What an event is found by: its sentences; its parties and places, as they are called and as the text has them."""
    said = [m.sentence.text for m in event.mentions]
    said += [name for m in event.mentions for name in _names(m)]
    said += _names(event)
    return parted("\n".join(dict.fromkeys(filter(None, said))))


def parted(text: str) -> str:
    """The text with blanks around each Chinese or Japanese character."""
    return text if text.isascii() else UNPARTED.sub(r" \1 ", text)


def _names(told: Mention | Event) -> Iterator[str]:
    for participant in told.participants:
        yield participant.said
        if participant.actor:
            yield participant.actor.name
    if told.place:
        yield told.place.span.text if told.place.span else ""
        yield told.place.name or ""


def terms(words: str) -> tuple[Term, ...]:
    """What is asked for, without what has no letter or digit."""
    found = []
    for match in TERM.finditer(words.encode("utf-8", "ignore").decode().replace("\0", " ")):
        word = match["phrase"] if match["word"] is None else match["word"]
        prefix = match["word"] is not None and word.endswith("*")
        if any(unicodedata.category(character)[0] in "LN" for character in word):
            asked = parted(word.rstrip("*") if prefix else word).strip()
            found.append(Term(asked, prefix, bool(match["without"])))
    return tuple(found)


def search(connection: Connection, words: str) -> pl.Series:
    """Numbers of the events that the words leave: all of them where nothing is asked for."""
    asked = terms(words)
    if connection.dialect.name == "sqlite":
        return columns.frame(connection, _sqlite(asked), {"number": pl.UInt32})["number"]
    found = connection.scalar(_postgresql(asked))
    return pl.Series("number", found or [], dtype=pl.UInt32)


def rebuild(connection: Connection) -> None:
    """Makes the index anew, so that nothing stays in it of words that were taken out.

    PostgreSQL works off what it has put aside of a mass of new rows, which every search would look through.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO event_search (event_search) VALUES ('rebuild')"))
    else:
        connection.execute(text("SELECT gin_clean_pending_list('event_words_search')"))


# ---- SQLite: FTS5 ----------------------------------------------------------------------------------------------


INDEX = table("event_search", column("rowid"))  # made and kept up by the migrations' triggers


def _sqlite(asked: Sequence[Term]) -> Select:
    number = schema.event.c.number
    wanted, unwanted = ([_quoted(term) for term in asked if term.without is without] for without in (False, True))
    if wanted:
        return _matching(" NOT ".join([f"({' AND '.join(wanted)})", *unwanted]))
    query = select(number)
    return query.where(number.not_in(_matching(" OR ".join(unwanted)))) if unwanted else query


def _matching(query: str) -> Select:
    return select(INDEX.c.rowid).where(literal_column("event_search").op("MATCH", is_comparison=True)(query))


def _quoted(term: Term) -> str:
    """A string of FTS5, in which nothing is an operator."""
    return '"' + term.words + '"' + "*" * term.prefix


# ---- PostgreSQL ------------------------------------------------------------------------------------------------

# As the migrations' index has it: English stems without stop words, of words without accents and punctuation.
VECTOR: ColumnElement = literal_column("dateline_vector(event_words.words)")


def _postgresql(asked: Sequence[Term]) -> Select:
    """All numbers in one row: 50,000 rows would take ten times as long."""
    words = schema.event_words.c
    query = select(func.array_agg(words.event))
    if parts := list(dict.fromkeys(filter(None, map(_tsquery, asked)))):
        query = query.where(VECTOR.op("@@", is_comparison=True)(func.to_tsquery(text("'dateline'"), " & ".join(parts))))
    return query


def _tsquery(term: Term) -> str:
    """A term of a tsquery, in which nothing but what we write is an operator."""
    folded = "".join(c for c in unicodedata.normalize("NFD", term.words) if unicodedata.category(c) != "Mn")
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    phrase = " <-> ".join(f"'{word}'" for word in words) + ":*" * term.prefix
    return f"!({phrase})" if term.without and phrase else phrase and f"({phrase})"

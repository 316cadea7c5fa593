"""Bytes → articles: files, folders, addresses, standard input, pasted text."""

from events.reading.archive import count as count_members
from events.reading.articles import AHEAD, MAX_CHARACTERS, article_from_text
from events.reading.dates import parse_date
from events.reading.encoding import known_encoding
from events.reading.formats import READERS
from events.reading.inputs import STDIN, count_articles, expand, read_bytes, read_paths

__all__ = [
    "AHEAD",
    "MAX_CHARACTERS",
    "READERS",
    "STDIN",
    "article_from_text",
    "count_articles",
    "count_members",
    "expand",
    "known_encoding",
    "parse_date",
    "read_bytes",
    "read_paths",
]

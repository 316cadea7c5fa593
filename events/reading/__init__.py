"""Bytes → articles: files, folders, addresses, standard input, pasted text."""

from events.reading.articles import AHEAD, MAX_CHARACTERS, article_from_text
from events.reading.dates import parse_date
from events.reading.encoding import known_encoding
from events.reading.formats import READERS
from events.reading.inputs import STDIN, count_articles, count_file, expand, read_bytes, read_paths
from events.reading.tables import known_columns

__all__ = [
    "AHEAD",
    "MAX_CHARACTERS",
    "READERS",
    "STDIN",
    "article_from_text",
    "count_articles",
    "count_file",
    "expand",
    "known_columns",
    "known_encoding",
    "parse_date",
    "read_bytes",
    "read_paths",
]

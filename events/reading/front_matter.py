"""Front matter: a block of YAML between two lines of dashes at the head of a file."""

from __future__ import annotations

import re
from datetime import date, datetime

import yaml

from events.errors import ReadingError
from events.reading.articles import Metadata
from events.reading.dates import parse_date

MAX_LENGTH = 64_000  # characters
# python-frontmatter strips the body; here the body begins where the closing line ends.
_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.*\r?\n)*?)---[ \t]*(?:\r?\n|\Z)")
_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\w-]+[ \t]*:(?:\s|$)")
KEYS = {
    "id": ("id",),
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "source": ("source", "publisher"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}


def split(text: str) -> tuple[Metadata, str]:
    """What the front matter says, and the body after it. Raises `ReadingError` where it is broken."""
    found = _BLOCK.match(text[:MAX_LENGTH])
    if found is None or not _KEY.match(found["yaml"]):
        return Metadata(), text
    return _metadata(_load(found["yaml"])), text[found.end() :]


def _load(block: str) -> dict[str, object]:
    try:
        fields = yaml.safe_load(block)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ReadingError(
            f"has broken front matter in line {line} ({error.problem}): put values with a colon in quotes"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReadingError(f"has broken front matter ({error}): correct it or take it out") from error
    return {str(k).lower(): v for k, v in fields.items()} if isinstance(fields, dict) else {}


def _metadata(fields: dict[str, object]) -> Metadata:
    values = {name: _first(fields, keys) for name, keys in KEYS.items()}
    published = values.pop("published")
    words = {name: None if value is None else str(value) for name, value in values.items()}
    return Metadata(published=_day(published), **words)


def _first(fields: dict[str, object], keys: tuple[str, ...]) -> object | None:
    return next((fields[k] for k in keys if isinstance(fields.get(k), str | int | float | date)), None)


def _day(value: object | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return parse_date(str(value))
    except ReadingError as error:
        raise ReadingError(f"has a date that cannot be used in its front matter: {error}") from error

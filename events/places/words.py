"""The word lists of `data/words.toml`, as sets."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8"))
    flat = {}
    for name, value in data.items():
        for part, words in value.items() if isinstance(value, dict) else (("", value),):
            flat[f"{name}.{part}".rstrip(".")] = frozenset(words)
    return flat


def words(name: str) -> frozenset[str]:
    """The list `name` ("inside", "kinds.settlement"…)."""
    return _lists()[name]


@cache
def kind_of(noun: str) -> str | None:
    """What kind of place a noun means: settlement, admin1, admin2, country, nature or site."""
    return next(
        (name.split(".")[1] for name, nouns in _lists().items() if name.startswith("kinds.") and noun in nouns), None
    )

"""Which part of society a noun names: "troops" → MIL, "protesters" → CVL, "rebel commander" → REB."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from events.model import Token

LONGEST = 3  # words of a phrase in the table


@dataclass(frozen=True, slots=True)
class Sector:
    """A row of the table. `role`: head decides by itself, soft yields to a modifier, mod only stands before a noun."""

    code: str  # empty for a noun that says nothing by itself ("group")
    role: str


@lru_cache(maxsize=1)
def table() -> Mapping[str, Sector]:
    """Lemma or phrase of lemmas → its sector."""
    with (files("events.actors") / "data" / "sectors.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return {phrase: Sector(code, role) for phrase, code, role in rows}


@lru_cache(maxsize=1)
def human_nouns() -> frozenset[str]:
    """Nouns, as lemmas, that alone name people or bodies of people: those that can take part in an event."""
    return frozenset(phrase for phrase, sector in table().items() if sector.role != "mod" and " " not in phrase)


def is_human_phrase(words: Sequence[str]) -> bool:
    """Whether lower-case lemmas, the head last, name people together: a "patrol boat" acts, a boat does not."""
    found = _longest_ending(words)
    return found is not None and found[0] > 1


def match(words: Sequence[str]) -> Sector | None:
    """Sector of a noun phrase, given as lower-case lemmas with its head last; None where no word tells.

    Its role is that of what decided: soft where only the head did, and could have yielded.
    """
    found = _longest_ending(words)
    if found is None:
        return None
    size, sector = found
    if sector.role == "head":
        return sector
    return next((m for m in map(_modifier, reversed(words[:-size])) if m), sector)


def of_words(words: Sequence[str]) -> str | None:
    """The code of `match`."""
    found = match(words)
    return (found.code or None) if found else None


def _longest_ending(words: Sequence[str]) -> tuple[int, Sector] | None:
    for size in range(min(LONGEST, len(words)), 0, -1):
        sector = table().get(" ".join(words[-size:]))
        if sector is not None and sector.role != "mod":
            return size, sector
    return None


def _modifier(word: str) -> Sector | None:
    sector = table().get(word)
    return sector if sector is not None and sector.role != "soft" else None


def lemma(token: Token) -> str:
    """The token as the table has it: lower case, without a full stop, singular also where it is tagged as a name."""
    if token.tag == "VBG" and token.text.lower() in table():
        return token.text.lower()  # "warring" is not "war"
    word = token.lemma.lower().rstrip(".")
    return singular(word) if token.pos == "PROPN" else word


def singular(word: str) -> str:
    """The entry of the table that a word is a plural of: headlines tag nouns as names, which are not lemmatised."""
    if word in table():
        return word
    for ending, instead in (("ies", "y"), ("men", "man"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in table():
            return word[: -len(ending)] + instead
    return word


def is_common(words: Sequence[str]) -> bool:
    """Whether all the words are nouns and modifiers of the table: a description, whatever its capitals."""
    singulars = [singular(w) for w in words]
    found = _longest_ending(singulars)
    return found is not None and all(w in table() for w in singulars[: -found[0]])

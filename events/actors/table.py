"""Actors known beforehand, under all their names, and where a text names them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from events.model import Actor, Token

STATE, ORGANISATION, ARMED_GROUP, PERSON, PEOPLE = "state", "organisation", "armed group", "person", "people"
KINDS = (STATE, ORGANISATION, ARMED_GROUP, PERSON, PEOPLE)
LABELS = {STATE: "GPE", ORGANISATION: "ORG", ARMED_GROUP: "ORG", PERSON: "PERSON", PEOPLE: "NORP"}
CAPITAL, CONTEXT, ADJECTIVE, RIVAL = "@", "~", "^", "!"  # marks of an alias in the table
NAMING = ("PROPN", "NOUN", "ADJ", "X")  # parts of speech of an acronym: in capitals throughout, "US" is also "us"
ACRONYM_LENGTH = 5  # a capital word up to this long must be written in capitals: "US" is not "us"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a known actor, and the sector in which it acts under it.

    `capital`: a city that stands for its government. `context`: only a name where the text supports it.
    `rival`: the country of another bearer of the name, which it means where the text names that country and not this.
    `adjective`: what is called after a state or people ("Kenyan").
    """

    text: str
    words: tuple[str, ...]
    actor: Actor
    sector: str | None
    capital: bool = False
    context: bool = False
    adjective: bool = False
    rival: str | None = None

    @property
    def acronym(self) -> bool:
        return len(self.words) == 1 and self.text.isupper() and len(self.words[0]) <= ACRONYM_LENGTH


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: tokens `first` up to `last` (exclusive)."""

    first: int
    last: int
    name: Name


@lru_cache(maxsize=1)
def read_names() -> tuple[Name, ...]:
    """Every name of every actor of actors.tsv, an actor's own name before its aliases."""
    with (files("events.actors") / "data" / "actors.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return tuple(name for row in rows for name in _names(*row))


def _names(id_: str, name: str, kind: str, country: str, sector: str, aliases: str) -> Iterator[Name]:
    marked = aliases.split("|") if aliases else []
    rivals = dict(_unmarked(alias) for alias in marked if alias.startswith(RIVAL))
    marked = [alias for alias in marked if not alias.startswith(RIVAL)]
    plain = tuple(_unmarked(alias)[0] for alias in marked)
    actor = Actor(id_, name, country or None, kind, plain)
    yield Name(name, words_of(name), actor, sector or None, rival=rivals.get(name))
    for alias in marked:
        text, own = _unmarked(alias)
        capital, context, adjective = (alias.startswith(mark) for mark in (CAPITAL, CONTEXT, ADJECTIVE))
        yield Name(text, words_of(text), actor, own or sector or None, capital, context, adjective)


def _unmarked(alias: str) -> tuple[str, str | None]:
    """The alias without its marks, and the sector that it gives: "Pentagon=MIL"."""
    text, _, sector = alias.lstrip(CAPITAL + CONTEXT + ADJECTIVE + RIVAL).partition("=")
    return text, sector or None


@lru_cache(maxsize=1)
def actors() -> Mapping[str, Actor]:
    """Known actors by id."""
    return MappingProxyType({name.actor.id: name.actor for name in read_names()})


@lru_cache(maxsize=1)
def adjectives() -> Mapping[str, str]:
    """State or people → what is called after it: KEN → Kenyan."""
    return MappingProxyType({name.actor.id: name.text for name in read_names() if name.adjective})


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[Name, ...]]:
    """First word → the names that begin with it, longest first."""
    found: dict[str, list[Name]] = {}
    for name in read_names():
        found.setdefault(name.words[0], []).append(name)
    return {word: tuple(sorted(names, key=lambda n: -len(n.words))) for word, names in found.items()}


def lookup(name: str) -> Actor | None:
    """The known actor of this name, whatever its case, accents, hyphens and full stops; None where there is none."""
    words = words_of(re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE))
    if not words:
        return None
    found = [n for n in _index().get(words[0], ()) if n.words == words]
    return min(found, key=lambda n: (n.context, n.capital)).actor if found else None


def names() -> Iterator[tuple[str, str]]:
    """Names that hardly mean anything else, with their entity label: what a parser may take for sure."""
    for name in read_names():
        if not (name.context or name.capital) and (" " in name.text.strip() or _is_distinct(name)):
            yield name.text, LABELS[name.actor.kind or ORGANISATION]


def _is_distinct(name: Name) -> bool:
    """A single word is distinct as an acronym, or as the name of an armed group: others are also parts of names."""
    if not name.text[0].isupper():
        return False
    return name.actor.kind == ARMED_GROUP or (name.text.isupper() and name.text.isalpha() and len(name.text) > 2)


def find(tokens: Sequence[Token]) -> list[Hit]:
    """Known names in these tokens of a text, the longest where several begin alike, in order."""
    index, found, i = _index(), [], 0
    while i < len(tokens):
        words = token_words(tokens[i].text)
        hit = _longest(tokens, i, index[words[0]]) if words and words[0] in index else None
        if hit is not None:
            found.append(hit)
        i = hit.last - tokens[0].i if hit is not None else i + 1
    return found


def _longest(tokens: Sequence[Token], i: int, candidates: Sequence[Name]) -> Hit | None:
    for name in candidates:
        last = _match(tokens, i, name)
        if last is not None:
            return Hit(tokens[i].i, tokens[last - 1].i + 1, name)
    return None


def _match(tokens: Sequence[Token], i: int, name: Name) -> int | None:
    """Position after the name, where the tokens from `i` on spell it as a name is written."""
    pending, start = list(name.words), i
    while pending:
        if i >= len(tokens):
            return None
        words = token_words(tokens[i].text)
        if tuple(pending[: len(words)]) != words:
            return None
        del pending[: len(words)]
        i += 1
    written = [t.text for t in tokens[start:i]]
    if name.acronym:
        return i if written[0].isupper() and (tokens[start].pos in NAMING or not _is_shouted(tokens, start)) else None
    return i if any(w[0].isupper() for w in written) or name.text.islower() else None


def _is_shouted(tokens: Sequence[Token], i: int) -> bool:
    """Whether the words around are in capitals as well."""
    return not any(t.text.islower() for t in tokens[max(0, i - 3) : i + 4])


def words_of(text: str) -> tuple[str, ...]:
    """A name as the words that tell it from others: no accents, case, full stops, hyphens or possessives."""
    return tuple(word for part in re.split(r"[\s/–—-]+", text) for word in token_words(part))


@lru_cache(maxsize=100_000)
def token_words(text: str) -> tuple[str, ...]:
    """The same of one token of a parse; none for a hyphen or a possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?$", "", plain.casefold())
    return tuple(w for w in re.split(r"[-–—/]", re.sub(r"[^\w\s/–—-]", "", plain)) if w and not w.isspace())

"""Articles and mentions made by hand, for tests of the steps that take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from events.model import (
    Actor,
    Article,
    Casualties,
    Confidence,
    Mention,
    Parse,
    Participant,
    Place,
    Reading,
    Span,
    TimeInterval,
    Token,
)

ISLAMIC_STATE = Actor("islamic-state", "Islamic State", None, "armed group", ("ISIS", "ISIL"))
UNITED_STATES = Actor("USA", "United States", "USA", "state")
IRAQ_STATE = Actor("IRQ", "Iraq", "IRQ", "state")
IRAN_STATE = Actor("IRN", "Iran", "IRN", "state")

AMERLI = Place(None, "Amerli", 34.725, 44.588, 10.0, None, "IRQ", "Salah ad Din", "PPL", "settlement")
MOSUL = Place(None, "Mosul", 36.335, 43.119, 20.0, 99_072, "IRQ", "Nineveh", "PPLA", "settlement")
IRAQ = Place(None, "Iraq", 33.0, 44.0, 400.0, 99_237, "IRQ", None, "PCLI", "country")
ROME = Place(None, "Rome", 41.892, 12.511, 20.0, 3_169_070, "ITA", "Lazio", "PPLC", "settlement")


def article(text: str = "An article.", **fields: Any) -> Article:
    """An article whose id is a hash of its text; `published` may be ISO 8601."""
    identity = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if isinstance(fields.get("published"), str):
        fields["published"] = date.fromisoformat(fields["published"])
    return Article(**{"id": identity, "name": identity, "text": text} | fields)


def span(text: str, words: str) -> Span:
    """The first place in a text where the words stand."""
    start = text.index(words)
    return Span(words, start, start + len(words))


def day(first: str, last: str | None = None, basis: str = "stated", granularity: str = "day") -> TimeInterval:
    return TimeInterval(None, first, last or first, granularity, basis)


def party(
    text: str, words: str, role: str = "actor", actor: Actor | None = None, sector: str | None = None
) -> Participant:
    return Participant(span(text, words), role, actor, sector)


def toll(killed: tuple[int, int] | None = None, injured: tuple[int, int] | None = None) -> Casualties:
    return Casualties(killed, injured)


def mention(of: Article, trigger: str, type: str = "ASSAULT", **fields: Any) -> Mention:
    """A mention of `of` whose trigger, and sentence, is where the words `trigger` first stand in its text.

    `who` and `whom` are (words, actor) pairs; every other field is one of `Mention`.
    """
    found = span(of.text, trigger)
    parties = [party(of.text, words, "actor", actor) for words, actor in fields.pop("who", ())]
    parties += [party(of.text, words, "recipient", actor) for words, actor in fields.pop("whom", ())]
    first = of.text.rfind(".", 0, found.start) + 1
    last = of.text.find(".", found.end) + 1 or len(of.text)
    given = {
        "id": f"{of.id}-{found.start}-{found.end}",
        "article_id": of.id,
        "type": type,
        "trigger": found,
        "what": found,
        "sentence": Span(of.text[first:last], first, last),
        "participants": tuple(parties),
        "confidence": Confidence(),
    }
    return Mention(**given | fields)


def alike(how: float | Callable[[int, int], float], words: Iterable[Span] = ()) -> Parse:
    """A parse of some words of which the tagger reads any two so alike; by their numbers where `how` asks for them."""
    tokens = tuple(Token(n, w.text, w.text, "NOUN", "NN", "dep", n, w.start, w.end) for n, w in enumerate(words))
    said = how if callable(how) else lambda i, j: how
    return Parse("", tokens, (), (), alike=lambda i, others: [said(i, j) for j in others])


def pointing(parse: Parse, role: str, pointed: Mapping[str | None, float]) -> Parse:
    """The parse as if the tagger pointed from every word to these for a role, each so probably; None is none."""
    numbers = {t.text: t.i for t in parse.tokens} | {None: None}
    shares = {numbers[word]: share for word, share in pointed.items()}
    return replace(parse, reading=lambda i: Reading({}, {}, {role: shares}))

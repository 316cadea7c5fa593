"""What stands around a name: a preposition of place, a word for its kind, a title, an adjective of a country."""

from __future__ import annotations

from events.model import Parse, Token
from events.places.words import kind_of, words

DETERMINERS = frozenset(("the", "a", "an", "this", "that", "its", "their", "his", "her", "our"))
DASHES = ("-", "–", "—", "--")


def before(parse: Parse, first: int) -> Token | None:
    """The token that governs a name from the left: articles, points of the compass and adjectives passed over."""
    i = first - 1
    while i >= 0 and i > first - 5:
        token = parse.tokens[i]
        low = token.text.lower()
        if low not in DETERMINERS and low not in words("directions") and not (token.pos == "ADJ" and token.tag == "JJ"):
            return token
        i -= 1
    return None


def preposition(parse: Parse, first: int) -> str | None:
    """The preposition (or verb of motion) right before a name, in lower case."""
    token = before(parse, first)
    if token is None or parse.sentence_number(token.i) != parse.sentence_number(first):
        return None
    low = token.text.lower()
    return low if low in words("inside") or low in words("aside") else None


def kind(parse: Parse, first: int, last: int) -> str | None:
    """The kind of place that the words around a name say it is: "the town of X", "X province", "X River"."""
    inner = kind_of(parse.tokens[last - 1].text.lower()) if last - first > 1 else None
    if inner:
        return inner
    if (
        last - first > 1
        and (leading := kind_of(parse.tokens[first].text.lower()))
        and parse.tokens[first].text[0].isupper()
    ):
        return leading if leading == "nature" else None
    if last < len(parse.tokens) and (after := kind_of(parse.tokens[last].text.lower())):
        return after
    token = before(parse, first)
    if token is not None and token.text.lower() == "of" and token.i > 0:
        return kind_of(parse.tokens[token.i - 1].text.lower())
    return kind_of(token.text.lower()) if token is not None and token.pos == "NOUN" and token.i == first - 1 else None


def has_title(parse: Parse, first: int) -> bool:
    """Whether a person's title stands right before: "President Lincoln"."""
    return first > 0 and parse.tokens[first - 1].text.lower() in words("titles")


def is_dateline(parse: Parse, first: int, last: int) -> bool:
    """Whether the name opens a paragraph as a report's dateline does: "BAGHDAD (Reuters) —", "SPRINGFIELD, Ill. —"."""
    tokens = parse.tokens
    if (
        first > 0
        and "\n" not in parse.text[tokens[first - 1].start : tokens[first].start]
        and "\n" not in tokens[first - 1].text
    ):
        return False
    rest = [t.text for t in tokens[last : last + 9]]
    dash = next((i for i, word in enumerate(rest) if word in DASHES), None)
    return dash is not None and all(w[:1].isupper() or w in "(),./:" or w.isdigit() for w in rest[:dash])


def adjective(parse: Parse, first: int) -> Token | None:
    """The capitalised adjective or noun before "town of X", or before X itself: "the Iraqi town of Amerli"."""
    i, steps = first - 1, 0
    while i >= 0 and steps < 5 and parse.tokens[i].text not in (",", ".", ";", ":"):
        token = parse.tokens[i]
        if token.text[:1].isupper() and token.pos in ("ADJ", "PROPN", "NOUN"):
            return token
        if token.pos in ("VERB", "AUX", "PRON"):
            return None
        i, steps = i - 1, steps + 1
    return None

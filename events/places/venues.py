"""Buildings, grounds and gatherings by name, where things happen and which no gazetteer of the world has.

"At the Manchester Arena", "outside Trump Tower", "at the Cannes Film Festival": the words say where; the place is, no
more precisely, the town that is named with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.model import Parse, Place, Span, Toponym
from events.places import context
from events.places.words import words

BEFORE = ("at", "outside", "inside", "in", "near", "into", "around", "by", "on")
IN_A_TOWN = ("settlement", "site", "admin2")
ENOUGH = 0.7  # how sure a town must be that a venue's name holds
TOWNS_SHARE = 0.8  # of how sure a town is, for a venue that is named with it


def venues(parse: Parse, toponyms: tuple[Toponym, ...]) -> Iterator[Toponym]:
    """Every venue that a preposition of place leads to and that is no toponym of known place itself."""
    for token in parse.tokens:
        if token.text[:1].isupper() and token.text.lower() in words("venues"):
            first = _first(parse, token.i)
            if first < token.i and context.preposition(parse, first) in BEFORE:
                span = parse.words(first, token.i + 1)
                if not any(t.span.covers(span) and t.place.lat is not None for t in toponyms):
                    yield Toponym(span, _place(span, parse, toponyms))


def _first(parse: Parse, last: int) -> int:
    """The first of the capitalised words that end with a venue's kind: "Al-Shifa Hospital"."""
    first = last
    while first > parse.sentence(last).first:
        before = parse.tokens[first - 1]
        joins = before.text == "-" and parse.tokens[first].start == before.end
        if not joins and not (before.text[:1].isupper() and before.text.lower() not in context.DETERMINERS):
            break
        first -= 1
    return first


def _place(span: Span, parse: Parse, toponyms: tuple[Toponym, ...]) -> Place:
    """Where the town lies that a venue's name holds, or that is named right behind it; else its words alone."""
    within = [t for t in toponyms if span.covers(t.span) and (t.place.confidence or 0.0) >= ENOUGH]
    behind = [t for t in toponyms if parse.text[span.end : t.span.start].strip() in (",", "in", ", in", "of")]
    for toponym in (*within, *(t for t in behind if t.span.start >= span.end)):
        town = toponym.place
        if town.lat is not None and town.precision in IN_A_TOWN:
            sure = None if town.confidence is None else round(town.confidence * TOWNS_SHARE, 3)
            return replace(town, span=span, confidence=sure)
    return Place(span)

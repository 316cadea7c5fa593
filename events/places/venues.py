"""Buildings, grounds and gatherings by name, where things happen and which no gazetteer of the world has.

"At the Manchester Arena", "outside Tokyo Tower", "at the Cannes Film Festival": the words say where; the place is, no
more precisely, the town that is named with them, or that the article is on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from events.model import Parse, Place, Span, Token, Toponym
from events.places import context
from events.places.words import words

BEFORE = ("at", "outside", "inside", "in", "near", "into", "around", "by", "on")
IN_A_TOWN = ("settlement", "site", "admin2")
ENOUGH = 0.7  # how sure a town must be that a venue's name holds
TOWNS_SHARE = 0.8  # of how sure a town is, for a venue that is named with it
LIKELY = 0.5  # how sure each name of the town must be that an article is on
ARTICLES_SHARE = 0.5  # and for one in an article that names this town most
MOST = 2, 0.6  # times that it does so, and their share among all names of towns


def venues(parse: Parse, toponyms: tuple[Toponym, ...]) -> Iterator[Toponym]:
    """Every venue that a preposition of place leads to and that is no toponym of known place itself."""
    for token in parse.tokens:
        if token.text[:1].isupper() and token.text.lower() in words("venues"):
            first = _first(parse, token.i)
            if first < token.i and (context.preposition(parse, first) in BEFORE or _is_gathering(token)):
                span = parse.words(first, token.i + 1)
                if not any(t.span.covers(span) and t.place.lat is not None for t in toponyms):
                    yield Toponym(span, _place(span, parse, toponyms))


def _is_gathering(token: Token) -> bool:
    """ "The Cannes Film Festival opened": what is said of a gathering happens there."""
    return token.text.lower() in words("gatherings") and token.dep in ("nsubj", "nsubjpass")


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
    """Where the town lies that a venue's name holds, or that is named right behind it, or that the article is on.

    Else its words alone.
    """
    within = [t for t in toponyms if span.covers(t.span) and (t.place.confidence or 0.0) >= LIKELY]
    behind = [t for t in toponyms if parse.text[span.end : t.span.start].strip() in (",", "in", ", in", "of")]
    for toponym in (*within, *(t for t in behind if t.span.start >= span.end)):
        town = toponym.place
        if town.lat is not None and town.precision in IN_A_TOWN:
            return _in(town, span, TOWNS_SHARE)
    main = _main_town(toponyms)
    return _in(main, span, ARTICLES_SHARE) if main is not None else Place(span)


def _in(town: Place, span: Span, share: float) -> Place:
    return replace(town, span=span, confidence=None if town.confidence is None else round(town.confidence * share, 3))


def _main_town(toponyms: tuple[Toponym, ...]) -> Place | None:
    """The town that an article names more than once, and more than all others together."""
    towns = [t.place for t in toponyms if t.place.precision == "settlement" and (t.place.confidence or 0.0) >= LIKELY]
    counts = Counter(town.name for town in towns).most_common(1)
    if not counts or counts[0][1] < MOST[0] or counts[0][1] < MOST[1] * len(towns):
        return None
    return next(town for town in towns if town.name == counts[0][0])

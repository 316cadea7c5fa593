"""Who says so: the speaker that the text names for what it tells."""

from __future__ import annotations

from events.extraction import ontology
from events.extraction.parties import is_party
from events.extraction.syntax import lemma, noun_phrase, subjects
from events.model import Parse, Span


def attribution(parse: Parse, i: int) -> Span | None:
    """The subject of the reporting verb above token `i`, or whom "according to" names in its clause."""
    for a in (i, *parse.ancestors(i)):
        if (source := _according_to(parse, a)) is not None:
            return source
        token = parse.tokens[a]
        above = parse.tokens[token.head]
        if a != token.head and token.dep == "ccomp" and _reports(parse, above.i):
            return _speaker(parse, above.i)
        if (aside := _aside(parse, a)) is not None:
            return aside
    return None


def _reports(parse: Parse, i: int) -> bool:
    return parse.tokens[i].pos == "VERB" and lemma(parse, i) in ontology.classes().reporting


def _speaker(parse: Parse, verb: int) -> Span | None:
    speaker = next((s for s in subjects(parse, verb) if is_party(parse, s) or parse.tokens[s].pos == "NOUN"), None)
    return None if speaker is None else noun_phrase(parse, speaker)


def _aside(parse: Parse, i: int) -> Span | None:
    """ "…, officials say, …": the parenthesis hangs on what it reports."""
    for c in parse.children[i]:
        if parse.tokens[c].dep == "parataxis" and _reports(parse, c):
            return _speaker(parse, c)
    return None


def _according_to(parse: Parse, i: int) -> Span | None:
    for c in parse.children[i]:
        if parse.tokens[c].text.lower() != "according":
            continue
        for to in parse.children[c]:
            target = next((g for g in parse.children[to] if parse.tokens[g].dep == "pobj"), None)
            if target is not None:
                return noun_phrase(parse, target)
    return None

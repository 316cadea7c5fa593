"""Which of the words that syntax offers are parties to an event: no dates, hours, sums, storms or mere things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction.aims import words
from events.extraction.animacy import PARTY_LABELS, counts_people, entity_label, is_force, is_party, stands_for_a_party
from events.extraction.syntax import lemma, noun_phrase, prepositional
from events.model import Parse, Participant, Span

if TYPE_CHECKING:
    from events.extraction.triggers import Match

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
THINGS = ("DATE", "TIME", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
NOBODYS = ("DISASTER", "DISEASE")  # nobody does them, whatever the subject: "Volcano destroys homes"
MISHAPS = ("ACCIDENT", "DISASTER")  # nobody does them: "it" is what befell
# Types of what parties do to parties, and to no thing.
AMONG_PARTIES = (
    *("CONSULT", "AGREE", "COOPERATE", "REQUEST", "THREATEN", "ACCUSE", "AID", "SUPPORT", "CONCEDE", "REJECT"),
    *("ELECTION", "JUSTICE", "RETREAT", "MOBILIZE", "OTHER"),
)
DONE_WITH = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID")  # what planes, ships and tanks are used for
OWNERS = ("poss", "amod", "nmod", "compound")
HARMED = ("injury", "damage")  # modes of no type that things suffer


def records(
    parse: Parse, match: Match, roles: dict[str, list[int]], matches: dict[int, Match]
) -> tuple[Participant, ...]:
    """The participants of one trigger: `roles` are the heads of their words, by role; a word has its first role."""
    found: dict[tuple[int, int], Participant] = {}
    for role, heads in roles.items():
        for i in heads:
            if not _can_be_named(parse, i, match, matches) or not _has_part(parse, i, match, role):
                continue
            span = _name(parse, i, matches)
            found.setdefault((span.start, span.end), Participant(span, role))
    return tuple(found.values())


def _can_be_named(parse: Parse, i: int, match: Match, matches: dict[int, Match]) -> bool:
    """Dates, numbers of things, events and expletives are no parties; a thing may be a recipient or an actor."""
    token = parse.tokens[i]
    if is_force(parse, i) or (token.text.lower() == "it" and match.type in MISHAPS):
        return False
    named = entity_label(parse, i) in PARTY_LABELS  # "Mohab Said scored": a name, whatever its tag
    if (i in matches and matches[i].noun) or not (token.pos in NOMINAL or named or counts_people(parse, i)):
        return False
    if token.pos == "PRON":
        return stands_for_a_party(parse, i)
    if counts_people(parse, i):
        return True
    return entity_label(parse, i) not in THINGS and not _is_hour(parse, i) and not _is_amount(parse, i)


def _is_amount(parse: Parse, i: int) -> bool:
    """ "$10.3 million", "7 percent", "2.5", and what is no word at all: no number of people."""
    token = parse.tokens[i]
    if not any(c.isalnum() for c in token.text) or token.text[0] in "'’" or lemma(parse, i) in words().units:
        return True
    if token.pos not in ("NUM", "SYM"):
        return False
    return "." in token.text or any(parse.tokens[c].text.lower() in words().currency for c in parse.children[i])


def _is_hour(parse: Parse, i: int) -> bool:
    """ "The attack began at 2100", "shelling at that hour"."""
    token = parse.tokens[i]
    at = token.dep == "pobj" and parse.tokens[token.head].text.lower() in words().clock
    return (token.pos == "NOUN" and lemma(parse, i) in words().times) or (at and token.pos == "NUM")


def _has_part(parse: Parse, i: int, match: Match, role: str) -> bool:
    """Only parties act, and deal with parties: no price is in "discussed prices", no bomb did "a bomb killed six".

    What is destroyed or hit may be a thing; what hits stands for whose it is ("Russian missiles").
    """
    if role == "actor" and match.type in NOBODYS:
        return False
    if role == "actor" and match.type in DONE_WITH and _is_owned(parse, i):
        return True
    if role == "recipient" and (match.type not in AMONG_PARTIES or match.mode in HARMED):
        return True
    governed = lemma(parse, i) in words().governed  # "the city sued"
    return governed or is_party(parse, i) or parse.tokens[i].pos in ("PRON", "NUM")


def _is_owned(parse: Parse, i: int) -> bool:
    """Whether a thing is named after the party whose it is."""
    return any(parse.tokens[c].dep in OWNERS and entity_label(parse, c) in PARTY_LABELS for c in parse.children[i])


def _name(parse: Parse, i: int, matches: dict[int, Match]) -> Span:
    """The noun phrase of a party, with the whole of a name that reaches beyond its head.

    What "of" leads to after who is accused is a deed of theirs: "accused the government of fraud".
    """
    phrase = noun_phrase(parse, i)
    blamed = lemma(parse, parse.tokens[i].head) in words().charging["blaming"]
    if blamed and any(deed in matches for deed in prepositional(parse, i, "of")):
        phrase = parse.words(parse.within(phrase.start, phrase.end)[0].i, i + 1)
    entity = parse.entity(i)
    if entity is None or entity.label not in PARTY_LABELS:
        return phrase
    if parse.tokens[i].dep in ("compound", "amod", "poss", "nmod"):
        return _without_article(parse, entity.first, entity.last)
    last = next((t.i for t in reversed(parse.within(phrase.start, phrase.end))), i) + 1
    first = parse.within(phrase.start, phrase.end)[0].i
    return _without_article(parse, min(first, entity.first), max(last, entity.last))


def _without_article(parse: Parse, first: int, last: int) -> Span:
    while first < last - 1 and parse.tokens[first].pos in ("DET", "SPACE", "PUNCT"):
        first += 1
    while last - 1 > first and parse.tokens[last - 1].tag in ("POS", ",", ".", "_SP"):
        last -= 1
    return parse.words(first, last)

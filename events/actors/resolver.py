"""Participants → actors: one actor under all its names, with the sector in which it acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from events.actors.antecedents import Antecedents
from events.actors.cast import Cast, Reference
from events.actors.homes import Homes
from events.actors.offices import descriptions
from events.actors.owners import Party
from events.actors.phrases import resolve_span
from events.actors.table import PERSON, actors
from events.actors.words import words
from events.model import Mention, Parse, Participant, Span, Toponym

Parties = dict[tuple[int, int], Party]
# What is done to a town is done there: a city is no party to these.
PHYSICAL = frozenset(("ASSAULT", "DISASTER", "ACCIDENT", "CRIME", "DISEASE", "DEATH", "PROTEST", "ELECTION"))
MODIFIERS = ("amod", "compound", "poss", "nmod")
LONGEST = 6  # tokens of a description
PLACES = ("GPE", "LOC", "FAC", "NORP")  # a people that no table knows is most often a town, taken for one


def resolve(mentions: tuple[Mention, ...], parse: Parse, toponyms: Iterable[Toponym] = ()) -> tuple[Mention, ...]:
    """The mentions with each participant's actor and sector, and how sure these are.

    A participant that names nobody in particular keeps its sector, with actor None; so does one that no table knows
    and that `toponyms` place.
    """
    toponyms = tuple(toponyms)
    found = (t.span for t in toponyms if t.place.name is not None)
    placed = {token.i for span in found for token in parse.within(span.start, span.end)}
    cast = Cast(parse)
    spans = {(p.span.start, p.span.end): p.span for m in mentions for p in m.participants if p.span}
    parties = _in_order(sorted(spans.values(), key=lambda s: (s.start, s.end)), parse, cast)
    parties = {span: _unless_place(party, placed) for span, party in parties.items()}
    homes = Homes(parse, toponyms)
    parties = {span: homes.local(homes.placed(party, span)) for span, party in parties.items()}
    for mention in mentions:
        parties |= homes.domestic(mention, parties) | homes.opposed(mention, parties)
    return tuple(_filled(mention, parties, parse, homes) for mention in mentions)


def _unless_place(party: Party, placed: set[int]) -> Party:
    """A name that only the text knows is no actor where it is a place's."""
    made = party.actor is not None and party.actor.id not in actors()
    return replace(party, actor=None, confidence=None) if made and party.token in placed else party


def _in_order(spans: list[Span], parse: Parse, cast: Cast) -> Parties:
    """Resolves the spans from first to last, each with all names and parties before it as antecedents."""
    antecedents, found = Antecedents(cast), {}
    spans_here = {(s.start, s.end) for s in spans}
    others = _phrases_of_names(parse, cast) | _officers(parse, cast, spans)
    for span in sorted({*spans, *others}, key=lambda s: (s.start, s.end)):
        party = resolve_span(span, parse, cast, antecedents)
        if party is None:
            continue
        if (span.start, span.end) in spans_here:
            found[span.start, span.end] = party
        antecedents.offer(party.token, party.actor, party.sector)
    return found


def _phrases_of_names(parse: Parse, cast: Cast) -> set[Span]:
    """What else the text speaks of: its names, and descriptions that a name begins ("Shiite militias")."""
    found = set()
    said = {i for r in cast.references if r.actor.kind == PERSON for i in descriptions(parse, r)}
    for r in cast.references:
        token = parse.tokens[r.head]
        if token.dep in MODIFIERS and parse.tokens[token.head].pos == "NOUN" and token.head >= r.last:
            if token.head - r.first <= LONGEST:
                found.add(parse.words(r.first, token.head + 1))
        elif (leader := _leader(parse, r)) is not None and leader not in said:
            found |= {parse.words(leader, r.last), parse.words(r.first, r.last)}
        elif not cast.is_place(r):
            found.add(parse.words(r.first, r.last))
    return found


def _officers(parse: Parse, cast: Cast, spans: list[Span]) -> set[Span]:
    """ "The new president", whom a later "he" may mean, also where they only speak; but no party, which `spans` has."""
    nouns = {name.split()[-1] for office in cast.offices.values() for name in office.nouns}
    parties = {t.i for span in spans for t in parse.within(span.start, span.end)}
    found = set()
    for t in parse.tokens:
        first = min(parse.children[t.i], default=t.i)
        if t.tag != "NN" or t.lemma.lower() not in nouns or t.i in parties:
            continue
        if parse.tokens[first].text.lower() == "the" and first < t.i:
            found.add(parse.words(first, t.i + 1))
    return found


def _leader(parse: Parse, reference: Reference) -> int | None:
    """The person whom a name says whose they are: "the leader of Boko Haram", whom a later "he" may mean."""
    preposition = parse.tokens[parse.tokens[reference.head].head]
    noun = parse.tokens[preposition.head]
    person = noun.pos == "NOUN" and noun.tag == "NN" and words().is_one_person(noun.lemma.lower())
    return noun.i if person and preposition.text.lower() == "of" else None


def _filled(mention: Mention, parties: Parties, parse: Parse, homes: Homes) -> Mention:
    found = [(p, parties.get((p.span.start, p.span.end))) for p in mention.participants if p.span]
    acting = [party for p, party in found if p.role == "actor" and party is not None]
    found = [(p, _unless_self(p, party, acting, parse)) for p, party in found]
    found = [(p, homes.of_town(p, party, mention.type, acting)) for p, party in found]
    participants = tuple(_participant(p, party, mention.type, parse) for p, party in found)
    sure = [party.confidence for p, (_, party) in zip(participants, found, strict=True) if p.actor and party]
    lowest = min((c for c in sure if c is not None), default=None)
    sure_of = replace(mention.confidence, actor=lowest)
    return replace(mention, participants=participants, confidence=sure_of)


def _unless_self(participant: Participant, party: Party | None, acting: list[Party], parse: Parse) -> Party | None:
    """ "He threatened to kill them": who acts is not meant by a pronoun for whom it befalls, save a reflexive one."""
    if party is None or party.actor is None or participant.role != "recipient":
        return party
    token = parse.tokens[party.token]
    own = token.pos == "PRON" and not token.text.lower().endswith(("self", "selves")) and token.dep != "poss"
    return replace(party, actor=None, sector=None) if own and party.actor in [a.actor for a in acting] else party


def _participant(participant: Participant, party: Party | None, type_: str, parse: Parse) -> Participant:
    if party is None:
        return participant
    struck = participant.role == "recipient" and type_ in PHYSICAL
    if struck and _is_town(party, parse):
        return participant
    # A capital that was struck is its state's, but no government was struck.
    return replace(participant, actor=party.actor, sector=None if struck and party.capital else party.sector)


def _is_town(party: Party, parse: Parse) -> bool:
    entity = parse.entity(party.token)
    if entity is None or entity.label not in PLACES or party.actor is None:
        return False
    return party.actor.country is None and party.actor.id not in actors()

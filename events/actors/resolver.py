"""Participants → actors: one actor under all its names, with the sector in which it acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from events.actors.antecedents import Antecedents
from events.actors.cast import GUESS, Cast
from events.actors.naming import OFFICIAL
from events.actors.owners import Party, of_state
from events.actors.phrases import resolve_span
from events.actors.table import ORGANISATION, STATE, actors
from events.actors.words import words
from events.model import Confidence, Mention, Parse, Participant, Span, Toponym

Parties = dict[tuple[int, int], Party]
# What is done to a town is done there: a city is no party to these.
PHYSICAL = frozenset(("ASSAULT", "DISASTER", "ACCIDENT", "CRIME", "DISEASE", "DEATH", "PROTEST", "ELECTION"))
# What a state does to its own people.
INTERNAL = frozenset(("COERCE", "JUSTICE", "CONCEDE", "REJECT", "ELECTION"))
MODIFIERS = ("amod", "compound", "poss", "nmod")
LOCAL = frozenset(("CVL", "COP", "JUD", "OPP", "PTY", "EDU", "MED"))  # those who mostly are where they act
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
    spans = {(p.span.start, p.span.end): p.span for m in mentions for p in m.participants}
    parties = _in_order(sorted(spans.values(), key=lambda s: (s.start, s.end)), parse, cast)
    parties = {span: _unless_place(party, placed) for span, party in parties.items()}
    countries = _countries(parse, toponyms)
    parties = {span: _placed(party, span, parse, toponyms) for span, party in parties.items()}
    parties = {span: _local(party, parse, countries) for span, party in parties.items()}
    parties |= _domestic(mentions, parties, parse, countries)
    return tuple(_filled(mention, parties, parse) for mention in mentions)


def _countries(parse: Parse, toponyms: Iterable[Toponym]) -> dict[int, set[str]]:
    """The countries of the places that each sentence names, by its number."""
    found: dict[int, set[str]] = defaultdict(set)
    for toponym in toponyms:
        token = parse.at(toponym.span.start)
        if token is not None and toponym.place.country and not toponym.metonym:
            found[parse.sentence_number(token.i)].add(toponym.place.country)
    return found


def _placed(party: Party, span: tuple[int, int], parse: Parse, toponyms: Iterable[Toponym]) -> Party:
    """Those whom a place within their own words tells: "Darfur rebels", "the university of Basra"."""
    inside = [t.place.country for t in toponyms if span[0] <= t.span.start and t.span.end <= span[1]]
    state = actors().get(inside[0]) if inside and inside[0] else None
    if state is None or (party.actor is not None and party.actor.country is not None):
        return party
    if party.actor is None:
        return party if party.sector is None else of_state(parse.tokens[party.token], state, party.sector, GUESS)
    made = party.actor.id not in actors() and party.actor.kind == ORGANISATION
    return replace(party, actor=replace(party.actor, country=state.country)) if made else party


def _domestic(mentions: Iterable[Mention], parties: Parties, parse: Parse, countries: dict[int, set[str]]) -> Parties:
    """Whom a state's police, courts or government deal with at home: "Iranian police arrested students"."""
    found = {}
    for mention in mentions:
        if mention.type not in INTERNAL:
            continue
        own = [(p, parties.get((p.span.start, p.span.end))) for p in mention.participants]
        acting = next((a for p, a in own if p.role == "actor" and a is not None and a.sector in OFFICIAL), None)
        if acting is None or acting.actor is None or acting.actor.kind != STATE or acting.sector == "MIL":
            continue
        for participant, party in own:
            if participant.role == "recipient" and party is not None:
                abroad = countries.get(parse.sentence_number(party.token), set()) - {acting.actor.id}
                local = party if abroad else _native(party, parse, acting.actor.id)
                found[participant.span.start, participant.span.end] = local
    return found


def _local(party: Party, parse: Parse, countries: dict[int, set[str]]) -> Party:
    """Students, a judge or the opposition of no stated nation: of the one country whose places the sentence names."""
    here = countries.get(parse.sentence_number(party.token), set())
    return _native(party, parse, next(iter(here))) if len(here) == 1 else party


def _native(party: Party, parse: Parse, country: str) -> Party:
    """The party as one of this country's, where it is described as nothing else."""
    head, state = parse.tokens[party.token], actors().get(country)
    if party.actor is not None or party.sector not in LOCAL or head.pos != "NOUN" or state is None:
        return party
    below = [parse.tokens[c] for c in parse.children[head.i]]
    owned = any(t.dep in MODIFIERS and (t.pos in ("PROPN", "PRON") or t.text[:1].isupper()) for t in below)
    foreign = {t.lemma.lower() for t in (head, *below)} & words().foreign
    return party if owned or foreign else of_state(head, state, party.sector, GUESS)


def _unless_place(party: Party, placed: set[int]) -> Party:
    """A name that only the text knows is no actor where it is a place's."""
    made = party.actor is not None and party.actor.id not in actors()
    return replace(party, actor=None, confidence=None) if made and party.token in placed else party


def _in_order(spans: list[Span], parse: Parse, cast: Cast) -> Parties:
    """Resolves the spans from first to last, each with all names and parties before it as antecedents."""
    antecedents, found = Antecedents(cast), {}
    spans_here = {(s.start, s.end) for s in spans}
    for span in sorted({*spans, *_phrases_of_names(parse, cast)}, key=lambda s: (s.start, s.end)):
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
    for r in cast.references:
        token = parse.tokens[r.head]
        if token.dep in MODIFIERS and parse.tokens[token.head].pos == "NOUN" and token.head >= r.last:
            if token.head - r.first <= LONGEST:
                found.add(parse.words(r.first, token.head + 1))
        elif not cast.is_place(r):
            found.add(parse.words(r.first, r.last))
    return found


def _filled(mention: Mention, parties: Parties, parse: Parse) -> Mention:
    found = [(p, parties.get((p.span.start, p.span.end))) for p in mention.participants]
    participants = tuple(_participant(p, party, mention.type, parse) for p, party in found)
    sure = [party.confidence for p, (_, party) in zip(participants, found, strict=True) if p.actor and party]
    lowest = min((c for c in sure if c is not None), default=None)
    confidence = Confidence(lowest, mention.confidence.place, mention.confidence.time)
    return replace(mention, participants=participants, confidence=confidence)


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
    return party.actor.country is None

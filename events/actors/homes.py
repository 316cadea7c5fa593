"""Of which country those are whose words name none: of where they act, or of whoever deals with them at home."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from events.actors.cast import GUESS
from events.actors.naming import OFFICIAL, made
from events.actors.owners import Party, of_state
from events.actors.phrases import is_hyphened
from events.actors.table import ARMED_GROUP, ORGANISATION, PEOPLE, STATE, actors
from events.actors.words import words
from events.model import Actor, Mention, Parse, Participant, Toponym

# Those who mostly are where they act; and of these, whose adversaries are there as well.
LOCAL = frozenset(
    ("CVL", "COP", "JUD", "OPP", "PTY", "EDU", "MED", "REB", "UAF", "CRM", "LAB", "AGR", "HLH", "REL", "BUS")
)
AT_HOME = frozenset(("COP", "JUD", "REB", "OPP", "CRM"))
ADVERSARIES = frozenset(("REB", "OPP"))  # of their own state, most often
# What a state does to its own people.
INTERNAL = frozenset(("COERCE", "JUSTICE", "CONCEDE", "REJECT", "ELECTION"))
# What is aimed at the state or the people of a place that it names.
CONFINING = frozenset(("COERCE", "SANCTION"))  # also by that state itself
AIMED_AT_PLACES = frozenset(("THREATEN", "MOBILIZE", "RETREAT", "CONSULT"))


class Homes:
    """The countries of the places that a text names, and whom they tell of."""

    def __init__(self, parse: Parse, toponyms: Iterable[Toponym]):
        self.parse = parse
        self._towns: dict[int, str] = {}  # token → country
        self._here: dict[int, set[str]] = defaultdict(set)  # sentence → countries
        self._places: list[tuple[int, int, str]] = []
        counts: Counter[str] = Counter()
        for toponym in toponyms:
            country, inside = toponym.place.country, parse.within(toponym.span.start, toponym.span.end)
            if not country or not inside or is_hyphened(parse, inside[0].i, inside[-1].i + 1):
                continue
            self._places.append((toponym.span.start, toponym.span.end, country))
            self._towns |= {t.i: country for t in inside}
            if not toponym.metonym:
                self._here[parse.sentence_number(inside[0].i)].add(country)
                counts[country] += 1
        self._mostly = _foremost(counts)

    def local(self, party: Party) -> Party:
        """Students, a judge or rebels of no stated nation: of the one country whose places the sentence names.

        Where it names none, of the one whose places the text mostly names.
        """
        here = self._here.get(self.parse.sentence_number(party.token), set())
        country = next(iter(here)) if len(here) == 1 else self._mostly if not here else None
        return party if country is None else self._native(party, country)

    def placed(self, party: Party, span: tuple[int, int]) -> Party:
        """Those whom a place within their own words tells: "Darfur rebels", "the university of Basra"."""
        inside = [country for start, end, country in self._places if span[0] <= start and end <= span[1]]
        if not inside and (living := self._living_in(party)) is not None:
            return living
        state = actors().get(inside[0]) if inside else None
        if state is None or (party.actor is not None and party.actor.country is not None):
            return party
        if party.actor is None:
            head = self.parse.tokens[party.token]
            return party if party.sector is None else of_state(head, state, party.sector, GUESS)
        made = party.actor.id not in actors() and party.actor.kind == ORGANISATION
        return replace(party, actor=replace(party.actor, country=state.country)) if made else party

    def _living_in(self, party: Party) -> Party | None:
        """ "The Hungarians of southern Slovakia": a people of one state who live in another."""
        head = self.parse.tokens[party.token]
        if head.tag not in ("NNPS", "NNS") or party.actor is None or party.sector not in (None, "CVL"):
            return None
        of = [c for c in self.parse.children[head.i] if self.parse.tokens[c].text.lower() == "of"]
        country = next((self._towns[o] for c in of for o in self.parse.children[c] if o in self._towns), None)
        if country in (None, party.actor.country):
            return None
        return replace(party, actor=made(head.text, PEOPLE, country), confidence=GUESS)

    def domestic(self, mention: Mention, parties: Mapping[tuple[int, int], Party]) -> dict[tuple[int, int], Party]:
        """Whom a state's police, courts or government deal with at home: "Iranian police arrested students"."""
        own = {(p.span.start, p.span.end): p.role for p in mention.participants if p.span}
        acting = [parties[s] for s, role in own.items() if role == "actor" and s in parties]
        country = next((c for party in acting if (c := _home(party, mention.type)) is not None), None)
        if country is None:
            return {}
        found = {}
        for span, role in own.items():
            party = parties.get(span)
            if role != "recipient" or party is None:
                continue
            here = self._here.get(self.parse.sentence_number(party.token), set())
            if not here or country in here:
                found[span] = self._native(party, country)
        return found

    def opposed(self, mention: Mention, parties: Mapping[tuple[int, int], Party]) -> dict[tuple[int, int], Party]:
        """Rebels and opposition of no stated nation who deal with a state's government: of that state.

        Where the text names places, `local` says more.
        """
        if any(self._here.values()):
            return {}
        spans = [(p.span.start, p.span.end) for p in mention.participants if p.span]
        found = {span: parties[span] for span in spans if span in parties}
        ruling = {p.actor.country for p in found.values() if p.actor and p.actor.kind == STATE and p.sector == "GOV"}
        rebels = {span: party for span, party in found.items() if party.sector in ADVERSARIES}
        if len(ruling) != 1 or (country := next(iter(ruling))) is None:
            return {}
        return {s: self._native(p, country) for s, p in rebels.items() if p.actor is None or p.actor.country is None}

    def of_town(
        self, participant: Participant, party: Party | None, type_: str, acting: Sequence[Party]
    ) -> Party | None:
        """A town at which something is aimed is its state's: "a curfew in Lhasa", a foreign army's attack on it."""
        if party is None or participant.role != "recipient" or party.actor is not None:
            return party
        state = actors().get(self._towns.get(party.token, ""))
        if state is None or not _is_aimed_at(state, type_, acting):
            return party
        return replace(party, actor=state, sector=None, confidence=GUESS)

    def _native(self, party: Party, country: str) -> Party:
        """The party as one of this country's, where it is described as nothing else."""
        head, state = self.parse.tokens[party.token], actors().get(country)
        if state is None:
            return party
        if party.actor is not None and party.actor.kind == ARMED_GROUP and _is_new(party.actor):  # "Hutu rebels"
            return replace(party, actor=replace(party.actor, country=party.actor.country or state.country))
        if self._is_foreign(head.i):
            return party
        if party.actor is not None and party.actor.kind == PEOPLE and party.actor.country is None:
            return replace(party, actor=replace(party.actor, country=state.country))  # Kurds of one state or another
        if head.pos not in ("NOUN", "NUM"):
            return party
        sector = "CVL" if head.pos == "NUM" else party.sector
        if party.actor is None and sector in LOCAL:
            return of_state(head, state, sector, GUESS)
        return party

    def _is_foreign(self, i: int) -> bool:
        """Whether a description says that those whom it means are from elsewhere, or whose they are."""
        below = [self.parse.tokens[c] for c in self.parse.children[i]]
        owned = any(t.dep == "poss" or (t.dep == "compound" and t.pos == "PROPN") for t in below)
        return owned or bool({t.lemma.lower() for t in (self.parse.tokens[i], *below)} & words().foreign)


def _is_new(actor: Actor) -> bool:
    """Whether only the article knows of it."""
    return actor.id not in actors()


def _foremost(counts: Counter[str]) -> str | None:
    """The only country, or the one with at least twice as many places as any other."""
    most = counts.most_common(2)
    clear = len(most) == 1 or (len(most) == 2 and most[0][1] >= 2 * most[1][1])
    return most[0][0] if clear else None


def _home(party: Party, type_: str) -> str | None:
    """The country in which a party does such things at home."""
    actor = party.actor
    if actor is None or actor.country is None:
        return None
    governing = type_ in INTERNAL and actor.kind == STATE and party.sector in OFFICIAL and party.sector != "MIL"
    return actor.country if governing or (party.sector in AT_HOME and actor.kind != ORGANISATION) else None


def _is_aimed_at(state: Actor, type_: str, acting: Sequence[Party]) -> bool:
    """Whether what is done at a town is aimed at its state: nobody frees a town from their own."""
    countries = {a.actor.country for a in acting if a.actor is not None} - {None}
    if type_ == "ASSAULT":
        return bool(countries - {state.country})
    return type_ in CONFINING or (type_ in AIMED_AT_PLACES and state.country not in countries)

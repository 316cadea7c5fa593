"""Who an article names: known actors, and the persons, organisations and peoples that only this article knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from events.actors import sectors
from events.actors.naming import (
    TITLE_TAIL,
    abbreviations,
    country_in,
    full_names,
    has_title,
    head_of,
    is_called_place,
    is_compounded,
    is_lady,
    is_vessel,
    known_names,
    lemmas,
    made,
    name_of,
    name_words,
    surnames,
    without_titles,
    words_of_name,
)
from events.actors.offices import Office, is_reigning, office
from events.actors.table import ARMED_GROUP, ORGANISATION, PEOPLE, PERSON, STATE, Hit, token_words
from events.actors.words import words
from events.model import Actor, Entity, Parse, Token

KIND_OF_LABEL = {"PERSON": PERSON, "ORG": ORGANISATION, "NORP": PEOPLE}
SURE, FULL, SURNAME, UNKNOWN, GUESS = 0.95, 0.9, 0.85, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name an actor: tokens `first` up to `last` (exclusive), the `head` among them."""

    first: int
    last: int
    head: int
    actor: Actor
    sector: str | None
    confidence: float
    capital: bool = False


class Cast:
    """Every reference of one article by name, in the order of the text."""

    def __init__(self, parse: Parse):
        self.parse = parse
        hits = known_names(parse)
        people = [e for e in parse.entities if e.label == "PERSON"]
        self._surnames = surnames(parse, people, hits)
        self._defined = abbreviations(parse, hits)
        self._full_names = full_names(parse)
        self._titled = {h.name.actor.id for h in hits if has_title(parse, h)}
        self.references = tuple(sorted(self._references(hits), key=lambda r: r.first))
        self._at = {i: r for r in self.references for i in range(r.first, r.last)}
        self.offices: dict[str, Office] = {}  # person's id → what the text says that they are
        self._affiliate()

    def is_ambiguous(self, i: int) -> bool:
        """Whether token `i` is a surname that several persons of the article have."""
        parts = token_words(self.parse.tokens[i].text)
        return i not in self._at and len(parts) == 1 and len(self._surnames.get(parts[0], ())) > 1

    def at(self, i: int) -> Reference | None:
        """The reference that token `i` belongs to."""
        return self._at.get(i)

    def within(self, tokens: Iterable[Token]) -> list[Reference]:
        """The references whose first token is among these, in order."""
        return [r for t in tokens if (r := self._at.get(t.i)) is not None and r.first == t.i]

    @cached_property
    def focus(self) -> Actor | None:
        """The only state that the article names, or the one that it names at least twice as often as any other."""
        return self._foremost(STATE)

    @cached_property
    def land(self) -> Actor | None:
        """The state that the article names most, of several the one it names first."""
        counts = Counter(r.actor for r in self.references if r.actor.kind == STATE).most_common(1)
        return counts[0][0] if counts else None

    @cached_property
    def main_group(self) -> Actor | None:
        """The same of armed groups."""
        return self._foremost(ARMED_GROUP)

    def _foremost(self, kind: str) -> Actor | None:
        counts = Counter(r.actor for r in self.references if r.actor.kind == kind).most_common(2)
        if not counts:
            return None
        clear = len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]
        return counts[0][0] if clear else None

    def is_place(self, reference: Reference) -> bool:
        """Whether the words stand where a place does ("in Iraq")."""
        token = self.parse.tokens[reference.head]
        return token.dep == "pobj" and self.parse.tokens[token.head].text.lower() in words().locative

    # ---- building ------------------------------------------------------------------------------------------------

    def _references(self, hits: list[Hit]) -> list[Reference]:
        found: list[Reference] = []
        taken: set[int] = set()
        for hit in hits:
            if self._surname_of_another(hit):
                continue
            found.append(self._known(hit))
            taken.update(range(hit.first, hit.last))
        for entity in self.parse.entities:
            if entity.label in KIND_OF_LABEL and not taken.intersection(range(entity.first, entity.last)):
                reference = self._unknown(entity)
                if reference is not None:
                    found.append(reference)
                    taken.update(range(reference.first, reference.last))
        return found + self._abbreviated(taken) + self._surnamed(taken)

    def _known(self, hit: Hit) -> Reference:
        head = head_of(self.parse, hit.first, hit.last)
        confidence = FULL if hit.name.capital else SURE
        return Reference(hit.first, hit.last, head, hit.name.actor, hit.name.sector, confidence, hit.name.capital)

    def _surname_of_another(self, hit: Hit) -> bool:
        """ "Jordan" in an article on Michael Jordan; "Trump" in one that names Ivanka Trump alone."""
        if hit.last - hit.first != 1 or hit.name.acronym:
            return False
        token = self.parse.tokens[hit.first]
        if token.tag == "NNPS" and (is_compounded(self.parse, hit.first) or self._is_club(token.text)):
            return True  # a club: "Cleveland Indians", and "the Indians" after that
        if hit.name.actor.id in self._titled and not is_lady(self.parse, hit.first):
            return False  # "President Obama" in an article that names only Michelle Obama in full
        named = self._surnames.get(hit.name.words[0], ())
        entity = self.parse.entity(hit.first)
        person = entity is not None and entity.label == "PERSON"
        return bool(named) and (person or hit.name.actor.kind == PERSON) and hit.name.actor not in named

    def _is_club(self, word: str) -> bool:
        """Whether the article calls an organisation by a first name and this plural."""
        name = self._full_names.get(word, "").split()
        return 1 < len(name) <= 3 and name[-1] == word and name[0] not in words().newer

    def _unknown(self, entity: Entity) -> Reference | None:
        first, last = without_titles(self.parse, entity)
        if last <= first or is_called_place(self.parse, first):
            return None
        if entity.label != "PERSON" and sectors.is_common(lemmas(self.parse.tokens[first:last])):
            return None  # "Army", "Supreme Court": whose, others say
        if last - first == 1 and self._surnames.get(next(iter(token_words(self.parse.tokens[first].text)), "")):
            return None  # a surname: `_surnamed` sees whose
        begin = [t.text.lower() for t in self.parse.tokens[first : first + 2]]
        if begin[0] in words().against and begin[1:] == ["-"]:
            return None  # "anti-Syrian"
        if entity.label == "ORG" and not any(t.text[0].isupper() for t in self.parse.tokens[first:last]):
            return None
        head = head_of(self.parse, first, last)
        if entity.label == "PERSON":
            if is_vessel(self.parse, entity.first):
                return None
            actor, confidence = self._person(first, last)
            return Reference(first, last, head, actor, None, confidence)
        name = TITLE_TAIL.sub("", self.parse.words(first, last).text)
        name = self._full_names.get(name, name)
        country = country_in(self.parse.tokens[first:last])
        actor = self._defined.get(name) or made(name, KIND_OF_LABEL[entity.label], country)
        sector = sectors.of_words(lemmas(self.parse.tokens[first:last]))
        return Reference(first, last, head, actor, sector, UNKNOWN)

    def _person(self, first: int, last: int) -> tuple[Actor, float]:
        parts = name_words(self.parse.tokens[first:last])
        named = self._surnames.get(parts[-1], ()) if parts else ()
        same = next((a for a in named if words_of_name(a.name) == parts), None)
        return same or made(name_of(self.parse, first, last), PERSON), UNKNOWN

    def _abbreviated(self, taken: set[int]) -> list[Reference]:
        """Later uses of an abbreviation that the text defines: "Workers' Front (WF)"."""
        return [
            Reference(t.i, t.i + 1, t.i, actor, None, FULL)
            for t in self.parse.tokens
            if t.i not in taken and t.text.isupper() and (actor := self._defined.get(t.text)) is not None
        ]

    def _surnamed(self, taken: set[int]) -> list[Reference]:
        """Surnames that the recogniser did not take for a person's name."""
        found = []
        for t in self.parse.tokens:
            parts = token_words(t.text) if t.i not in taken and t.text[0].isupper() else ()
            persons = self._surnames.get(parts[0], ()) if len(parts) == 1 else ()
            if len(persons) == 1:
                found.append(Reference(t.i, t.i + 1, t.i, persons[0], None, SURNAME))
        return found

    def _affiliate(self) -> None:
        """Gives persons the country and sector that the text states for them anywhere.

        "President Castillo", whose country it never says, is of the state that it is about.
        """
        for r in self.references:
            if r.actor.kind == PERSON:
                known = self.offices.get(r.actor.id, Office())
                self.offices[r.actor.id] = known.joined(office(self, r))
        if self.focus is not None:
            reigning = {r.actor.id for r in self.references if r.actor.kind == PERSON and is_reigning(self, r)}
            here = Office(country=self.focus.country, sector="GOV")
            self.offices |= {id_: self.offices[id_].joined(here) for id_ in reigning}
        self.references = tuple(_stated(r, self.offices.get(r.actor.id)) for r in self.references)
        self._at = {i: r for r in self.references for i in range(r.first, r.last)}


def _stated(r: Reference, office: Office | None) -> Reference:
    if office is None:
        return r
    if r.actor.country is None and office.country is not None:
        r = replace(r, actor=replace(r.actor, country=office.country))
    return replace(r, sector=office.sector) if r.sector is None else r

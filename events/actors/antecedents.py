"""Pronouns and descriptions → whom they stand for, within one article.

Recency first, a subject before others, and only what agrees in number, animacy and sector: the simple preferences that
do most of the work in pronoun resolution (Lappin & Leass 1994; Hobbs 1978).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from events.actors import sectors
from events.actors.cast import Cast
from events.actors.naming import lemmas
from events.actors.offices import SUBJECTS, called
from events.actors.table import ARMED_GROUP, ORGANISATION, PEOPLE, PERSON, STATE
from events.actors.words import words
from events.model import Actor, Parse, Token

PERSONAL = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
FEMININE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
NEUTER = frozenset(("it", "its", "itself"))
PRONOUNS = PERSONAL | PLURAL | NEUTER
NEAR = 3  # sentences that a pronoun looks back
SUBJECT = 0.15  # less than a sentence's distance is worth
FOREMOST = 0.6  # whom the article is about, before others
FAR = 12  # sentences that a description looks back

ARMED = frozenset(("REB", "UAF", "CRM"))
# What a description of one sector may stand for in another.
ALIKE = {"REB": ARMED, "UAF": ARMED | {"MIL"}, "CRM": ARMED, "COP": frozenset(("COP",)), "MIL": frozenset(("MIL",))}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a later pronoun or description may mean. `actor` is None where only the sector is known ("gunmen")."""

    token: int
    actor: Actor | None
    sector: str | None
    lemma: str
    common: bool  # a common noun, no name
    plural: bool
    subject: bool
    sentence: int
    verb: int | None

    @property
    def one_person(self) -> bool:
        return words().is_one_person(self.lemma) and not self.plural


class Antecedents:
    """The candidates of one article so far. Offered in the order of the text."""

    def __init__(self, cast: Cast):
        self.parse, self.cast = cast.parse, cast
        self._foremost = (cast.focus, cast.main_group)
        self._candidates: list[Candidate] = []
        self._genders: dict[str, str] = {}

    def offer(self, token: int, actor: Actor | None, sector: str | None) -> None:
        """Adds what the token `token` has been found to mean."""
        head = self.parse.tokens[token]
        title = self._title(token)
        if actor is not None and title is not None:
            self._genders.setdefault(actor.id, title)
        self._candidates.append(
            Candidate(
                token,
                actor,
                sector,
                head.lemma.lower(),
                head.pos == "NOUN",
                head.tag in ("NNS", "NNPS") and not self._is_body(token, actor),
                head.dep in SUBJECTS,
                self.parse.sentence_number(token),
                self._verb(token),
            )
        )

    def _is_body(self, token: int, actor: Actor | None) -> bool:
        """ "Doctors Without Borders", "the United Nations": a name in the plural for one."""
        named = self.cast.at(token)
        return named is not None and named.actor == actor and named.actor.kind == ORGANISATION

    def of_pronoun(self, token: int) -> Candidate | None:
        """Whom the pronoun at `token` stands for; None where nobody agrees with it."""
        word = self.parse.tokens[token].text.lower()
        if word not in PRONOUNS:
            return None
        if word == "it" and self._follows_thing(token):
            return None
        possessive = self.parse.tokens[token].dep == "poss"
        agrees = _agrees_plural if word in PLURAL else _agrees_neuter
        if word in PERSONAL:
            gender = "feminine" if word in FEMININE else "masculine"
            agrees = partial(self._agrees_person, gender)
        found = self._best(token, NEAR, agrees, own_clause=possessive, likeness=lambda _: 0.0)
        if word in PERSONAL and found is not None and found.actor is not None:
            self._genders.setdefault(found.actor.id, gender)
        return found

    def _follows_thing(self, token: int) -> bool:
        """ "The fighting erupted. It has killed hundreds": a subject goes on with the one before, here no party."""
        sentence = self.parse.sentence(token)
        if self.parse.tokens[token].dep not in SUBJECTS or sentence.first == 0 or token > sentence.first + 1:
            return False
        before = self.parse.sentence(sentence.first - 1)
        subject = next((t for t in self.parse.tokens[before.first : token] if _is_main_subject(t, self.parse)), None)
        return (
            subject is not None
            and subject.tag in ("NN", "VBG")
            and sectors.lemma(subject) not in sectors.human_nouns()
            and all(c.token != subject.i for c in self._candidates)
        )

    def of_number(self, token: int) -> Candidate | None:
        """Whom a number alone counts: those counted last in its sentence ("40 diplomats … expelled 35")."""
        sentence = self.parse.sentence(token)
        counted = (c for c in reversed(self._candidates) if sentence.first <= c.token < token and c.plural)
        return next((c for c in counted if any(self.parse.tokens[n].dep == "nummod" for n in self._before(c))), None)

    def _before(self, candidate: Candidate) -> tuple[int, ...]:
        return self.parse.children[candidate.token]

    def _agrees_person(self, gender: str, candidate: Candidate) -> bool:
        """A person; one that was "she" before is not "he" now."""
        if candidate.actor is None:
            return candidate.one_person and candidate.sector is not None
        if self._genders.get(candidate.actor.id, gender) != gender:
            return False
        return candidate.actor.kind == PERSON or (candidate.common and candidate.one_person)

    def of_description(self, token: int, lemma: str, sector: str | None) -> Candidate | None:
        """Whom a definite description with this head and sector stands for."""

        plural = self.parse.tokens[token].tag in ("NNS", "NNPS")
        before = lemmas([self.parse.tokens[c] for c in self.parse.children[token] if c < token])
        name = called([*before, lemma])

        def fits(c: Candidate) -> bool:
            if c.actor is not None and c.actor.kind == PERSON:
                return not plural and self._is_called(c.actor, name)
            if lemma in words().service and self.cast.focus not in (None, c.actor) and _stem(c.lemma) != _stem(lemma):
                return False  # "the army" is that of the land that it is about, not of the last that had soldiers
            return _fits(c, lemma, sector)

        def likeness(c: Candidate) -> float:
            person = c.actor is not None and c.actor.kind == PERSON  # who is called so, as `fits` has it
            same = (1.0 if person or _stem(c.lemma) == _stem(lemma) else 0.0) + (0.2 if c.sector == sector else 0.0)
            return same + (FOREMOST if c.actor is not None and c.actor in self._foremost else 0.0)

        return self._best(token, FAR, fits, own_clause=False, likeness=likeness)

    def of_land(self, token: int) -> Actor | None:
        """The state that "the country" means: one just named ("Sudan's", "in Sudan"), the foremost before others."""
        best, best_score = None, 0.0
        for r in self.cast.references:
            distance = self.parse.sentence_number(token) - self.parse.sentence_number(r.head)
            if r.actor.kind != STATE or r.last > token or distance > FAR:
                continue
            score = 1.0 / (1 + distance) + (FOREMOST if r.actor == self.cast.land else 0.0)
            if score >= best_score:
                best, best_score = r.actor, score
        return best

    def _is_called(self, person: Actor, name: str) -> bool:
        """Whether the text calls the person so: "the president" is one whom it called a president."""
        office = self.cast.offices.get(person.id)
        return office is not None and name in office.nouns

    def _best(
        self,
        token: int,
        reach: int,
        agrees: Callable[[Candidate], bool],
        own_clause: bool,
        likeness: Callable[[Candidate], float],
    ) -> Candidate | None:
        sentence, verb = self.parse.sentence_number(token), self._verb(token)
        best, best_score = None, 0.0
        here: set[str] = set()
        described: set[int] = set()
        if not own_clause:
            here = {c.actor.id for c in self._candidates if c.verb == verb and c.actor is not None}
            described = self._described(verb)
        for c in reversed(self._candidates):
            distance = sentence - c.sentence
            if distance > reach:
                break
            if c.token >= token or not agrees(c) or (c.verb == verb and not own_clause) or c.token in described:
                continue
            if c.actor is not None and c.actor.id in here:
                continue
            named = 0.1 if c.actor is not None else 0.0
            score = 1.0 / (1 + distance) + (SUBJECT if c.subject else 0.0) + named + likeness(c)
            if score > best_score:
                best, best_score = c, score
        return best

    def _described(self, verb: int | None) -> set[int]:
        """Whom a relative clause describes, and with whom: not its object ("A and B, the man who freed him")."""
        found: set[int] = set()
        if verb is not None and self.parse.tokens[verb].dep == "relcl":
            at = self.parse.tokens[verb].head
            found.add(at)
            while self.parse.tokens[at].dep in ("appos", "conj"):
                at = self.parse.tokens[at].head
                found.add(at)
        return found

    def _title(self, token: int) -> str | None:
        """The gender that a title before the name states."""
        before = (self.parse.tokens[c].text.lower().rstrip(".") for c in self.parse.children[token] if c < token)
        return next((words().gender[word] for word in before if word in words().gender), None)

    def _verb(self, token: int) -> int | None:
        return next((a for a in self.parse.ancestors(token) if self.parse.tokens[a].pos in ("VERB", "AUX")), None)


def _is_main_subject(token: Token, parse: Parse) -> bool:
    return token.dep in SUBJECTS and parse.tokens[token.head].dep == "ROOT"


def _agrees_plural(candidate: Candidate) -> bool:
    if candidate.actor is None:
        return candidate.plural
    return candidate.plural or candidate.actor.kind in (ARMED_GROUP, PEOPLE)


def _agrees_neuter(candidate: Candidate) -> bool:
    return (
        candidate.actor is not None
        and candidate.actor.kind in (STATE, ORGANISATION, ARMED_GROUP)
        and not candidate.plural
    )


def _stem(lemma: str) -> str:
    """What members and their body have in common: militiamen and their militia, policemen and the police."""
    return lemma.removesuffix("woman").removesuffix("man") if lemma not in ("man", "woman", "human") else lemma


def _fits(candidate: Candidate, lemma: str, sector: str | None) -> bool:
    """Whether a description may stand for the candidate: the same noun, or a kind that the noun can name."""
    actor = candidate.actor
    if _stem(lemma) == _stem(candidate.lemma):
        return actor is not None
    if actor is None:
        return False
    if lemma in words().state:
        return actor.kind == STATE and candidate.sector in (None, "GOV")
    if lemma in words().group:
        return actor.kind == ARMED_GROUP or (actor.kind == ORGANISATION and candidate.sector not in ("MED", "GOV"))
    if lemma in words().body:
        return actor.kind == ORGANISATION and candidate.sector in (None, sector, "IGO")
    if sector in ("REB", "UAF", "CRM"):
        return actor.kind == ARMED_GROUP and candidate.sector in ALIKE[sector]
    return lemma in words().service and actor.kind in (STATE, ORGANISATION) and candidate.sector == sector

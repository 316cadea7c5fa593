"""Whose a party is, and what that makes of it: Iran's forces are Iran as MIL, Iran's civilians are not Iran."""

from __future__ import annotations

from dataclasses import dataclass

from events.actors.cast import FULL, UNKNOWN, Cast, Reference
from events.actors.naming import OFFICIAL, made
from events.actors.table import ARMED_GROUP, PEOPLE, PERSON, STATE, actors, adjectives
from events.actors.words import words
from events.model import Actor, Token

ARMED = ("MIL", "REB", "UAF", "CRM")
ANYBODY = "CVL"  # whom a noun without a sector of its own names ("a Kenyan team")


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a span names. `actor` is None where it names nobody in particular; `token` is the span's head."""

    token: int
    actor: Actor | None
    sector: str | None
    confidence: float | None
    capital: bool = False  # named by a city, which could also be a place


def of_owner(head: Token, owner: Reference, cast: Cast, code: str | None, soft: bool, noun: str) -> Party:
    """The party that a noun of this sector makes of its owner."""
    actor, confidence = owner.actor, min(owner.confidence, FULL)
    if noun in words().neighbours or (noun in words().others and actor.kind != STATE):
        return Party(head.i, None, code, None)
    if noun in words().men and head.tag != "NN" and head.i - owner.last <= 1 and owner.sector in (*ARMED, *OFFICIAL):
        code = "MIL"
    if actor.kind == STATE:
        return of_state(head, actor, code, confidence)
    if actor.kind == PERSON:
        return _of_person(head, owner, cast, None if soft and code == ANYBODY else code, confidence)
    if actor.kind == PEOPLE:
        return _of_people(head, owner, code, noun, confidence)
    own = owner.sector
    private = own is not None and own not in OFFICIAL and code == "GOV"  # a firm's president, a U.N. envoy
    if soft or code is None or private or (actor.kind == ARMED_GROUP and code in (*ARMED, "GOV")):
        return Party(head.i, actor, own or code, confidence)
    return Party(head.i, actor, code, confidence)


def of_state(head: Token, state: Actor, code: str | None, confidence: float) -> Party:
    if code is None or code in OFFICIAL:
        return Party(head.i, state, code or "GOV", confidence)
    name = f"{adjectives().get(state.id, state.name)} {words().peoples.get(code, code.lower())}"
    actor = Actor(f"{state.id}-{code}", name, state.country, ARMED_GROUP if code in ARMED else PEOPLE)
    return Party(head.i, actor, code, confidence)


def _of_person(head: Token, owner: Reference, cast: Cast, code: str | None, confidence: float) -> Party:
    """The Assad regime is Syria's government, Shekau's men are Boko Haram; his wife or his fans are others."""
    person, own = owner.actor, owner.sector
    office = cast.offices.get(person.id)
    if code in ARMED and office is not None and office.group is not None:
        return Party(head.i, office.group, own or code, min(confidence, UNKNOWN))
    if code in OFFICIAL and own in OFFICIAL and (state := _state(person.country)) is not None:
        return Party(head.i, state, code, confidence)
    if code in ARMED or code is None:
        return Party(head.i, person, own or code, min(confidence, UNKNOWN))
    return Party(head.i, None, code, None)


def _state(country: str | None) -> Actor | None:
    return None if country is None else actors().get(country)


def _of_people(head: Token, owner: Reference, code: str | None, noun: str, confidence: float) -> Party:
    """Shiite militias are a group of that people, of no country unless the people has one."""
    people = owner.actor
    if code is None or code in ("CVL", "REL"):
        return Party(head.i, people, code or owner.sector, confidence)
    name = f"{adjectives().get(people.id, people.name)} {_plural(noun)}"
    return Party(head.i, made(name, ARMED_GROUP if code in ARMED else PEOPLE, people.country), code, confidence)


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")

"""Which words of a parse are names of places: candidates, and the evidence of gazetteer and context for each."""

from __future__ import annotations

from events.model import Parse
from events.places import candidates, context, joined
from events.places.candidates import INNER, LABEL, PLACES, Name
from events.places.gazetteer import Gazetteer
from events.places.joined import ENOUGH
from events.places.words import words

# Evidence, added up. What a label says is in `candidates`; what a preposition says…
WELL_KNOWN = 0.7
SPEAKS = -1.5
CAPITALISED = -0.3  # tagged as a common noun, but written as a name
LONE = 0.0  # a person whom the text never names in full may be none
INSIDE, FROM, ASIDE, KIND, DATELINE, ABBREVIATION = 2.0, 1.1, 0.6, 2.0, 2.5, 2.0
BELONGING, PERSONAL, FOLLOWED, PARTY = 1.6, 1.4, 1.5, 2.0
SURNAME, TITLE, UNKNOWN, COMMON = -2.5, -3.0, -1.0, -1.0


def recognise(parse: Parse, gazetteer: Gazetteer) -> list[Name]:
    """Names of places in the order of the text, with candidates from the gazetteer where it knows them."""
    surnames = _surnames(parse)
    names = [n for n in candidates.names(parse, gazetteer) if not candidates.is_never(n, parse, gazetteer)]
    for name in names:
        _weigh(name, parse, surnames, gazetteer)
    joined.contain(names, parse, gazetteer)
    joined.agree(names)
    joined.take_listed(names, parse)
    for run in joined.lists(names, parse):
        joined.rank(run)
    return [n for n in names if n.evidence >= ENOUGH]


def _surnames(parse: Parse) -> frozenset[str]:
    """Last words of the persons whom the text names in full, or with a title ("Mrs. Merkel")."""
    found = set()
    for entity in parse.entities:
        if entity.label == "PERSON" and entity.last - entity.first > 1:
            tokens = [
                t.text
                for t in parse.tokens[entity.first : entity.last]
                if t.text[:1].isalpha() and t.text not in ("’s", "'s")
            ]
            if len(tokens) > 1:
                found.add(tokens[-1])
        elif entity.label == "PERSON" and context.has_title(parse, entity.first):
            found.add(parse.tokens[entity.first].text)
    return frozenset(found)


def _weigh(name: Name, parse: Parse, surnames: frozenset[str], gazetteer: Gazetteer) -> None:
    lone = name.label == "PERSON" and name.last - name.first == 1 and name.whole and name.span.text not in surnames
    name.add("label", LONE if lone else LABEL.get(name.label or "", 0.0))
    if name.last - name.first == 1 and parse.tokens[name.first].pos != "PROPN":
        inner = parse.tokens[name.first].pos == "NOUN" and name.first > parse.sentence(name.first).first
        name.add("common", CAPITALISED if inner or name.label is not None else COMMON)
    name.add("preposition", 0.0 if context.names_another(parse, name.last) else _governed(name, parse))
    if context.is_followed(parse, name.last):
        name.add("followed", FOLLOWED)
    if context.is_party_label(parse, name.first):
        name.add("party", PARTY)
    if (
        (kind := context.kind(parse, name.first, name.last))
        and name.evidence > -2
        and (name.label != "NORP" or kind in ("admin1", "admin2"))
    ):
        name.kind = kind
        name.add("kind", KIND if name.whole else 0.5)
    if context.is_dateline(parse, name.first, name.last) and name.entries:
        name.add("dateline", DATELINE)
    if name.last - name.first == 1 and name.span.text in surnames:
        name.add("surname", SURNAME)
    if context.is_compounded(parse, name.first, name.last) and not gazetteer.country_of(
        parse.tokens[name.first - 1].text
    ):
        name.add("compounded", INNER)
    if name.label not in PLACES and context.speaks(parse, name.first, name.last):
        name.add("speaks", SPEAKS)
    if name.whole and name.label not in (*PLACES, "ORG") and _is_well_known(name):
        name.add("well known", WELL_KNOWN)
    if context.has_title(parse, name.first):
        name.add("title", TITLE)
    if context.is_saints(parse, name.first, name.last):
        name.add("saint", 0.0)
    name.definite = name.whole and context.is_definite(parse, name.first, name.last)
    name.add("known", _known(name, gazetteer))


def _governed(name: Name, parse: Parse) -> float:
    """Evidence of the preposition before a name: "in X", "a man from X", "John Smith, 41, of X"."""
    preposition = context.preposition(parse, name.first)
    if preposition is None:
        return FROM if context.is_entered(parse, name.first) else 0.0
    if preposition in words("inside"):
        return INSIDE
    if preposition in ("from", "at"):
        return FROM
    if preposition in ("to", "for") and context.is_destination(parse, name.first):
        return FROM
    if preposition == "of" and context.is_belonging(parse, name.first):
        return BELONGING
    return PERSONAL if preposition == "of" and context.is_of_person(parse, name.first) else ASIDE


def _is_well_known(name: Name) -> bool:
    """Whether a town of 50,000 inhabitants and more, or a place of the supplement, bears the name officially."""
    return any(e.official and e.weight >= 4.5 and e.precision in ("settlement", "site", "region") for e in name.entries)


def _known(name: Name, gazetteer: Gazetteer) -> float:
    """A large place is seldom anything else; a village may be."""
    if not name.entries:
        return UNKNOWN
    if form := gazetteer.abbreviation(name.span.text):
        return UNKNOWN if form[0][1] == "postal" else ABBREVIATION
    best = max(name.entries, key=lambda e: e.weight + e.official)
    return max(-1.0, min(1.5, (best.weight - 4.5) * 0.5)) - (0.0 if best.official else 0.3)

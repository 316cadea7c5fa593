"""How many were killed and injured, in whose words, and in which event."""

from __future__ import annotations

from dataclasses import dataclass

from text_to_num import text2num

from events.extraction import ontology
from events.extraction.parties import entity_label, is_human
from events.extraction.syntax import child, coordinated, is_passive, lemma, objects, prepositional, subjects
from events.extraction.triggers import Match
from events.model import Casualties, Parse, Span

KILLED, INJURED = "killed", "injured"
TRANSITIVE = dict.fromkeys(("kill", "slay", "massacre", "murder", "execute", "behead", "assassinate", "lynch"), KILLED)
TRANSITIVE |= {"wound": INJURED, "injure": INJURED, "hurt": INJURED, "maim": INJURED}
INTRANSITIVE = {"die": KILLED, "perish": KILLED}
STATES = {"dead": KILLED, "wounded": INJURED, "injured": INJURED, "hurt": INJURED}
LOSSES = {"death": KILLED, "fatality": KILLED, "injury": INJURED, "toll": KILLED, "beheading": KILLED, "murder": KILLED}
MOST = 10_000_000  # above this a number counts something else


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people killed or injured; `anchor` is the verb or noun that says so."""

    anchor: int
    kind: str
    number: tuple[int, int]
    span: Span


def find_counts(parse: Parse) -> tuple[Count, ...]:
    """Every count of killed or injured people in the text."""
    found = []
    for token in parse.tokens:
        kind, people = _people(parse, token.i)
        numbers = [n for p in people if (n := _number(parse, p)) is not None]
        if kind and numbers:
            total = (sum(low for low, _, _ in numbers), sum(high for _, high, _ in numbers))
            first, last = min(n[2][0] for n in numbers), max(n[2][1] for n in numbers)
            found.append(Count(token.i, kind, total, parse.words(first, last)))
    return tuple(found)


def casualties(parse: Parse, match: Match, counts: tuple[Count, ...]) -> Casualties | None:
    """What the clause of this trigger says of its dead and injured."""
    own = [c for c in counts if c.anchor == match.head]
    told = {c.kind: c for c in counts if _belongs(parse, c.anchor, match.head)} | {c.kind: c for c in own}
    if not told:
        return None
    killed, injured = told.get(KILLED), told.get(INJURED)
    first = min(c.span.start for c in told.values())
    last = max(c.span.end for c in told.values())
    span = Span(parse.text[first:last], first, last)
    return Casualties(killed.number if killed else None, injured.number if injured else None, span)


def _people(parse: Parse, i: int) -> tuple[str | None, list[int]]:
    """What became of whom, where token `i` says so."""
    token, word = parse.tokens[i], lemma(parse, i)
    if token.pos == "VERB" and word in TRANSITIVE:
        return TRANSITIVE[word], subjects(parse, i) if is_passive(parse, i) else objects(parse, i)
    if token.pos == "VERB" and word in INTRANSITIVE:
        return INTRANSITIVE[word], subjects(parse, i)
    if token.text.lower() in STATES and token.pos in ("ADJ", "NOUN", "VERB"):
        return STATES[token.text.lower()], _in_state(parse, i)
    if token.pos == "NOUN" and word in LOSSES:
        return LOSSES[word], [i, *prepositional(parse, i, "of"), *_toll(parse, i)]
    return None, []


def _in_state(parse: Parse, i: int) -> list[int]:
    """ "left six people dead", "six dead", "six people were dead"."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if token.dep in ("oprd", "acomp", "ccomp", "xcomp") and head.pos in ("VERB", "AUX"):
        return objects(parse, head.i) or subjects(parse, head.i)
    return [i] + ([head.i] if token.dep in ("amod", "acl") else []) + subjects(parse, i)


def _toll(parse: Parse, i: int) -> list[int]:
    """ "the toll rose to 45", "the toll was 45"."""
    token = parse.tokens[i]
    if lemma(parse, i) != "toll" or token.dep not in ("nsubj", "nsubjpass"):
        return []
    verb = token.head
    return prepositional(parse, verb, "to", "at") + [c for c in parse.children[verb] if parse.tokens[c].dep == "attr"]


def _number(parse: Parse, i: int) -> tuple[int, int, tuple[int, int]] | None:
    """Lowest and highest number of a noun phrase, and the tokens from its first to its last word."""
    numerals = [i] if parse.tokens[i].tag == "CD" else [c for c in parse.children[i] if parse.tokens[c].tag == "CD"]
    if not numerals:
        return (1, 1, (i, i + 1)) if _is_one_person(parse, i) else None
    members = sorted({g for n in numerals for g in parse.subtree(n) if g <= max(i, n)})
    values = [v for v in (_value(w) for w in _numerals(parse, members)) if v is not None and 0 <= v <= MOST]
    if not values:
        return None
    return min(values), max(values), (members[0], max(members[-1], i) + 1)


def _is_one_person(parse: Parse, i: int) -> bool:
    """A named person, or a singular noun for one: "a child", "her mother"."""
    token = parse.tokens[i]
    if entity_label(parse, i) == "PERSON":
        return token.tag == "NNP"
    definite = any(
        parse.tokens[c].text.lower() in ("a", "an") or parse.tokens[c].dep == "poss" for c in parse.children[i]
    )
    return definite and token.tag == "NN" and is_human(parse, i) and token.lemma not in ontology.classes().collective


def _numerals(parse: Parse, members: list[int]) -> list[str]:
    """Number words that stand together as one numeral: "one hundred", "1,192"; "10 to 20" is two."""
    groups: list[str] = []
    previous = None
    for m in members:
        token = parse.tokens[m]
        if token.tag != "CD":
            continue
        if previous is not None and m - previous == 1:
            groups[-1] += " " + token.text
        else:
            groups.append(token.text)
        previous = m
    return groups


def _value(words: str) -> int | None:
    digits = words.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    try:
        return int(text2num(words.lower(), "en"))
    except ValueError:
        return None


def _belongs(parse: Parse, anchor: int, trigger: int) -> bool:
    """Whether the count is part of what the trigger's clause tells."""
    if anchor == trigger:
        return True
    token = parse.tokens[anchor]
    if trigger in subjects(parse, anchor) or trigger in _means(parse, anchor):
        return True
    governor = parse.tokens[token.head]
    if token.dep in ("oprd", "acomp", "attr", "dobj", "nsubj") and trigger in subjects(parse, governor.i):
        return True
    if token.dep == "conj" and governor.i != anchor and child(parse, anchor, "nsubj", "nsubjpass") is None:
        return _belongs(parse, governor.i, trigger) or (governor.i == trigger and governor.pos == "VERB")
    return token.dep in ("advcl", "xcomp", "acl", "relcl") and trigger in (governor.i, *coordinated(parse, governor.i))


def _means(parse: Parse, anchor: int) -> list[int]:
    """Events that the killing verb names as its means or occasion: "killed in an airstrike"."""
    return prepositional(parse, anchor, "in", "by", "during", "when", "after", "with", "from")

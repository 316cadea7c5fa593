"""Who says so: the speaker that the text names for what it tells."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from events.extraction import ontology
from events.extraction.animacy import entity_label, is_human, is_party
from events.extraction.quotes import Quotation, find_quotations, quotation
from events.extraction.syntax import child, is_passive, is_perfect, lemma, noun_phrase, objects, subjects
from events.model import Parse, Span

PRONOUNS = frozenset(["he", "she", "they", "it"])
SINGULAR = frozenset(["he", "she"])
INSIDE = frozenset(["i", "we", "you", "one"])
NEAR = 4  # sentences from a pronoun back to the speaker that it stands for


@lru_cache(maxsize=1)
def _words() -> dict:
    return tomllib.loads((files("events.extraction") / "data" / "attribution.toml").read_text(encoding="utf-8"))


def quotations(parse: Parse) -> tuple[Quotation, ...]:
    """What the text quotes, and whom."""
    return find_quotations(parse, _of_quotation)


def _of_quotation(parse: Parse, verb: int) -> Span | None:
    """Who says the quotation that a reporting verb stands beside: not an "I", who is quoted."""
    speaker = _said_by(parse, verb) if _reports(parse, verb) else None
    if speaker is None or parse.tokens[speaker].text.lower() in INSIDE:
        return None
    return _named(parse, speaker)


def attribution(parse: Parse, i: int, quoted: tuple[Quotation, ...] = ()) -> Span | None:
    """The subject of the reporting verb above token `i`, whom "according to" names, or whoever is quoted."""
    for a in (i, *parse.ancestors(i)):
        if (source := _according_to(parse, a)) is not None:
            return source
        if (speaker := _above(parse, a)) is not None:
            return _named(parse, speaker)
        if (aside := _aside(parse, a)) is not None:
            return _named(parse, aside)
    within = quotation(quoted, parse.tokens[i].start)
    return None if within is None else within.speaker


def _above(parse: Parse, i: int) -> int | None:
    """The speaker of what `i` heads, by what governs it."""
    token = parse.tokens[i]
    above = token.head
    if above == i:
        return None
    word = lemma(parse, above)
    if token.dep == "ccomp" and _reports(parse, above):
        return _said_by(parse, above)
    if token.dep == "dobj" and parse.tokens[above].pos == "VERB" and word in _words()["telling"]:
        return _said_by(parse, above)
    if token.dep == "xcomp" and _reports(parse, above) and is_perfect(parse, i) and not is_passive(parse, above):
        return _said_by(parse, above)  # "claims to have shot it down"
    if token.dep in ("pcomp", "pobj"):
        verb = parse.tokens[above].head
        charge = _words()["accusing"].get(lemma(parse, verb))
        return (
            _said_by(parse, verb)
            if charge == parse.tokens[above].text.lower() and not is_passive(parse, verb)
            else None
        )
    if is_claimed(parse, i):
        return _of_noun(parse, above)
    return None


def is_claimed(parse: Parse, i: int) -> bool:
    """Whether `i` heads the that-clause of a noun for what somebody says: "reports that rebels seized the port"."""
    token = parse.tokens[i]
    noun = lemma(parse, token.head) in _words()["nouns"]["said"] and parse.tokens[token.head].pos == "NOUN"
    return noun and token.dep in ("acl", "ccomp") and _has_that(parse, i)


def _of_noun(parse: Parse, i: int) -> int | None:
    """Who makes a claim or a report: its owner, or who says something in it."""
    owner = child(parse, i, "poss")
    if owner is not None and parse.tokens[owner].pos != "PRON":
        return owner
    return next((_said_by(parse, a) for a in parse.ancestors(i) if _reports(parse, a)), None)


def _has_that(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].dep == "mark" and parse.tokens[c].text.lower() == "that" for c in parse.children[i])


def _reports(parse: Parse, i: int) -> bool:
    return parse.tokens[i].pos == "VERB" and lemma(parse, i) in ontology.classes().reporting


def _said_by(parse: Parse, verb: int) -> int | None:
    """The head of the words for whoever says what the verb reports."""
    speakers = _quoted(parse, verb) or subjects(parse, verb)
    return next((s for s in speakers if is_party(parse, s) or parse.tokens[s].pos == "NOUN"), None)


def _quoted(parse: Parse, verb: int) -> list[int]:
    """ "Quoted an official as saying": the official."""
    preposition = parse.tokens[parse.tokens[verb].head]
    quoting = preposition.head
    if parse.tokens[verb].dep != "pcomp" or preposition.text.lower() != "as" or is_passive(parse, quoting):
        return []
    return objects(parse, quoting) if lemma(parse, quoting) in _words()["quoting"] else []


def _named(parse: Parse, speaker: int | None) -> Span | None:
    """The words of a speaker; a pronoun is whoever the clauses above it, or sentences before it, name as speaker."""
    if speaker is None:
        return None
    if parse.tokens[speaker].text.lower() in PRONOUNS:
        speaker = _antecedent(parse, speaker)
    return noun_phrase(parse, speaker)


def _antecedent(parse: Parse, pronoun: int) -> int:
    """The nearest speaker before a pronoun that it can stand for, else itself."""
    number = parse.sentence_number(pronoun)
    first = parse.sentences[max(0, number - NEAR)].first
    for verb in range(pronoun - 1, first - 1, -1):
        speaker = _said_by(parse, verb) if _reports(parse, verb) else None
        if speaker is not None and speaker < pronoun and _may_be(parse, pronoun, speaker):
            return speaker
    return pronoun


def _may_be(parse: Parse, pronoun: int, speaker: int) -> bool:
    """He and she are one person; they and it are others, and only within their sentence."""
    token = parse.tokens[speaker]
    if token.pos == "PRON":
        return False
    person = entity_label(parse, speaker) == "PERSON" or (is_human(parse, speaker) and token.tag == "NN")
    if parse.tokens[pronoun].text.lower() in SINGULAR:
        return person
    return not person and parse.sentence_number(pronoun) == parse.sentence_number(speaker)


def _aside(parse: Parse, i: int) -> int | None:
    """ "…, officials say, …": the parenthesis hangs on what it reports."""
    for c in parse.children[i]:
        if parse.tokens[c].dep == "parataxis" and _reports(parse, c):
            return _said_by(parse, c)
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

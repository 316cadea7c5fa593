"""What a trigger of triggers.tsv asks of its arguments and its context before a word has its sense."""

from __future__ import annotations

from events.actors.sectors import of_words
from events.extraction import ontology
from events.extraction.animacy import entity_label
from events.extraction.parties import is_human, is_party
from events.extraction.syntax import is_passive, lemma, objects, prepositional, subjects
from events.model import Parse

MODIFIERS = ("compound", "nmod", "amod", "poss")  # what stands before a noun and says which it is
PLACES = ("GPE", "FAC", "LOC")
ARMED = ("MIL", "REB", "UAF")  # sectors
COMPLEMENTS = ("oprd", "attr", "acomp", "ccomp", "xcomp", "advcl", "prep", "dobj")  # of "called the ruling unfair"


def holds(parse: Parse, i: int, needs: tuple[str, ...]) -> bool:
    """Whether token `i` meets every condition, as "human-object", "prep:with" or "sentence:courts"."""
    return all(_need(parse, i, *need.split(":")) for need in needs)


def _need(parse: Parse, i: int, need: str, word: str | None = None) -> bool:
    return _of_form(parse, i, need) if word is None else _of_words(parse, i, need, word)


def _of_form(parse: Parse, i: int, need: str) -> bool:
    """Conditions on the arguments that there are, and on what they are."""
    match need:
        case "object":
            return bool(patients(parse, i))
        case "no-object":
            return not patients(parse, i)
        case "human-object":
            return any(is_human(parse, h) for o in patients(parse, i) for h in (o, *_counted(parse, o)))
        case "party-object":
            return any(is_party(parse, h) for o in patients(parse, i) for h in (o, *prepositional(parse, o, "of")))
        case "lone-object":  # "seized Goma": nothing says that it is a person
            return any(parse.tokens[o].pos == "PROPN" and not parse.children[o] for o in patients(parse, i))
        case "place-object":
            return any(_is_place(parse, o) for o in patients(parse, i))
        case "place-subject":
            return any(_is_place(parse, s) for s in _doers(parse, i))
        case "human-subject":
            return any(is_party(parse, s) for s in _doers(parse, i))
        case "armed-subject":
            return any(_is_armed(parse, s) for s in _doers(parse, i))
        case "passive":
            return is_passive(parse, i)
        case "not-passive":
            return not is_passive(parse, i)
        case "infinitive":
            return any(parse.tokens[g].tag == "TO" for c in parse.children[i] for g in parse.children[c])
        case "no-name":  # "March for Babies", "in March"
            return not (parse.tokens[i].pos == "PROPN" and parse.tokens[i].text.istitle())
        case "clause":
            return any(_is_wish(parse, c) for c in parse.children[i])
        case "quote":
            return parse.tokens[i].dep == "parataxis" or any(parse.tokens[c].dep == "ccomp" for c in parse.children[i])
    raise ValueError(f"triggers.tsv: unknown condition {need!r}")


def _of_words(parse: Parse, i: int, need: str, word: str) -> bool:
    """Conditions on words: a preposition, one before a party or place, a topic of classes.toml somewhere."""
    match need:
        case "prep":
            return any(lemma(parse, c) == word and not _is_temporal(parse, c) for c in parse.children[i])
        case "party":
            return any(is_party(parse, p) for p in prepositional(parse, i, word))
        case "place":
            return any(_is_place(parse, p) and not _has_article(parse, p) for p in prepositional(parse, i, word))
        case "object":
            return any(_is_about(parse, o, word) for o in patients(parse, i))
        case "subject":
            return any(_is_about(parse, s, word) for s in _doers(parse, i))
        case "complement":
            return any(_is_about(parse, c, word) for c in parse.children[i] if parse.tokens[c].dep in COMPLEMENTS)
        case "sentence":
            sentence = parse.sentence(i)
            return any(t.lemma.lower() in ontology.topic(word) for t in parse.tokens[sentence.first : sentence.last])
        case "text":
            return any(t.lemma.lower() in ontology.topic(word) for t in parse.tokens)
    raise ValueError(f"triggers.tsv: unknown condition {need}:{word}")


def patients(parse: Parse, i: int) -> list[int]:
    """Who or what verb `i` is done to, in either voice."""
    return subjects(parse, i) if is_passive(parse, i) else objects(parse, i)


def _doers(parse: Parse, i: int) -> list[int]:
    return prepositional(parse, i, "by") if is_passive(parse, i) else subjects(parse, i)


def _counted(parse: Parse, i: int) -> list[int]:
    """ "82 of the girls": what a number counts."""
    return prepositional(parse, i, "of") if parse.tokens[i].pos == "NUM" else []


def _is_wish(parse: Parse, i: int) -> bool:
    """A complement that says what shall be: "asked that sanctions be lifted", "ready to leave"."""
    words = {lemma(parse, c) for c in parse.children[i] if parse.tokens[c].dep in ("mark", "aux")}
    sign = "that" if parse.tokens[parse.tokens[i].head].pos == "VERB" else "to"
    return parse.tokens[i].dep in ("ccomp", "xcomp") and sign in words


def _is_armed(parse: Parse, i: int) -> bool:
    """Forces, and the states and groups that have some: no "storm moved into the state"."""
    return of_words([lemma(parse, i)]) in ARMED or entity_label(parse, i) in ("GPE", "NORP", "ORG")


def _is_place(parse: Parse, i: int) -> bool:
    entity = parse.entity(i)
    return lemma(parse, i) in ontology.topic("settlements") or (entity is not None and entity.label in PLACES)


def _has_article(parse: Parse, i: int) -> bool:
    """ "the Soviet Union", "the Wall": no town."""
    return any(parse.tokens[c].dep == "det" for c in parse.children[i])


def _is_temporal(parse: Parse, preposition: int) -> bool:
    """ "a strike on Monday" has no target."""
    below = [e.label for c in parse.children[preposition] if (e := parse.entity(c)) is not None]
    return bool(below) and below[0] in ("DATE", "TIME")


def _is_about(parse: Parse, i: int, topic: str) -> bool:
    """Whether noun `i`, what modifies it or what it is a measure of is one of the topic's words."""
    below = [c for c in parse.children[i] if parse.tokens[c].dep in (*MODIFIERS, "nummod", "quantmod")]
    below += prepositional(parse, i, "of") if parse.tokens[i].pos == "NOUN" else []
    return any(lemma(parse, w) in ontology.topic(topic) for w in (i, *below))

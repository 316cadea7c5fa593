"""How words of a sentence hang together: how far a timex is from a trigger, and which tense an event is told in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from events.model import Parse
from events.times import lexicon

# Arcs that lead out of a clause, and how little the clause above and the one below share their time.
CLAUSE = {
    "ccomp": 4.0,
    "parataxis": 4.0,
    "relcl": 3.0,
    "csubj": 3.0,
    "dep": 3.0,
    "advcl": 2.0,
    "acl": 2.0,
    "pcomp": 2.0,
    "appos": 2.0,
    "conj": 1.0,
    "xcomp": 0.3,
}
ASIDE = ("relcl", "acl")
JOINED_NOUN = 0.3  # a conjunct that is no verb
SAME_TIME = 0.3  # a clause with "when"
OTHER_EVENT = 2.0  # between the two lies the word of another event
REPORT = 1.0  # the timex hangs on "said", the event is what was said
STEP, WORD = 0.1, 0.01  # an arc of any kind, a word between
DEEP = 64  # arcs that a walk up a tree goes at most: real sentences have far fewer


def cost(parse: Parse, timex: int, trigger: int, others: frozenset[int]) -> float:
    """How far the token of a timex is from that of a trigger; clause borders and other events' words count most."""
    up_timex, up_trigger = _line(parse, timex), _line(parse, trigger)
    if timex in up_trigger:
        return STEP * up_trigger.index(timex)
    meet = next((i for i in up_timex if i in up_trigger), None)
    if meet is None:
        return float("inf")
    below, above = up_timex[: up_timex.index(meet)], up_trigger[: up_trigger.index(meet)]
    total = sum(_arc(parse, i) for i in above) + sum(_arc(parse, i) for i in below[1:])
    total += OTHER_EVENT * sum(i in others and not _is_simultaneous(parse, i) for i in below)
    if above and _says(parse, meet) and _arc(parse, above[-1]) >= CLAUSE["advcl"]:
        total += REPORT
    return total + STEP * (len(above) + len(below)) + WORD * abs(timex - trigger)


def hangs_on(parse: Parse, i: int, timex: int) -> bool:
    """Whether the token `i` is told of in words that say more of a timex: "since November, when a crowd stormed …"."""
    return timex in _line(parse, i)[1:]


def is_aside(parse: Parse, i: int, head: int) -> bool:
    """Whether the token `i` stands in a relative clause that `head` is not in: "Obama, elected in 2008, left"."""
    return any(parse.tokens[j].dep in ASIDE for j in {*_line(parse, i)} - {*_line(parse, head)})


def _line(parse: Parse, i: int) -> list[int]:
    """A token and those above it."""
    return list(islice(_up(parse, i), DEEP))


def _up(parse: Parse, i: int) -> Iterator[int]:
    yield i
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        yield i


def _arc(parse: Parse, i: int) -> float:
    token = parse.tokens[i]
    if token.dep == "conj" and token.pos not in ("VERB", "AUX"):
        return JOINED_NOUN
    if _is_simultaneous(parse, i):
        return SAME_TIME
    return CLAUSE.get(token.dep, 0.0)


def _is_simultaneous(parse: Parse, i: int) -> bool:
    """ "The war began when militants attacked in October": both at once."""
    return parse.tokens[i].dep == "advcl" and any(parse.tokens[c].text.lower() == "when" for c in parse.children[i])


def _says(parse: Parse, i: int) -> bool:
    return parse.tokens[i].lemma.lower() in lexicon.cues("say")


def tense(parse: Parse, i: int) -> str:
    """past, perfect, pluperfect, present, future, modal, planned or none: how the event of the token `i` is told.

    An infinitive after a plan is `planned`; other infinitives and participles share the tense of what they hang on.
    """
    for j in islice(_up(parse, i), DEEP):
        token = parse.tokens[j]
        if token.pos not in ("VERB", "AUX") and token.head != j:
            continue
        words = _helpers(parse, j)
        if found := _finite(parse, j, words):
            return found
        if "to" in words and parse.tokens[token.head].lemma.lower() in lexicon.cues("plan"):
            return "planned"
    return "none"


def _helpers(parse: Parse, i: int) -> dict[str, str]:
    """Auxiliaries of a verb → their tags."""
    tokens = (parse.tokens[c] for c in parse.children[i])
    return {t.text.lower(): t.tag for t in tokens if t.dep in ("aux", "auxpass")}


def _finite(parse: Parse, i: int, helpers: dict[str, str]) -> str | None:
    """The tense that a verb and its auxiliaries show; None where they show none."""
    tag = parse.tokens[i].tag
    for name in ("future", "modal"):
        if any(word in lexicon.cues(name + "_verb") for word in helpers):
            return name
    if "had" in helpers:
        return "past" if _is_reported(parse, i) else "pluperfect"
    if helpers.keys() & {"have", "has", "'ve", "’ve"}:
        return "perfect"
    if "VBD" in helpers.values() or tag == "VBD" or (tag == "VBN" and not helpers):
        return "past"
    if tag in ("VB", "VBG") and (not helpers or "to" in helpers):
        return None
    return "present"


def _is_reported(parse: Parse, i: int) -> bool:
    """ "Witnesses said that fighters had looted shops": the tense of what was said, moved back by "said"."""
    token = next((t for j in _line(parse, i) if (t := parse.tokens[j]).dep != "conj"), parse.tokens[i])
    return token.dep == "ccomp" and _says(parse, token.head) and parse.tokens[token.head].tag in ("VBD", "VBN")

"""How words of a sentence hang together: how far a timex is from a trigger, and which tense an event is told in."""

from __future__ import annotations

from events.model import Parse

# Arcs that lead out of a clause, and how much less its time is shared by the clause above (or below).
CLAUSE = {
    "ccomp": 4,
    "relcl": 3,
    "parataxis": 4,
    "advcl": 2,
    "acl": 2,
    "csubj": 3,
    "pcomp": 2,
    "conj": 1,
    "dep": 3,
    "appos": 2,
}
SAY = {
    *(
        "say",
        "tell",
        "report",
        "announce",
        "add",
        "state",
        "claim",
        "confirm",
        "note",
        "write",
        "believe",
        "think",
        "know",
    ),
    *("allege", "reveal", "explain", "learn", "argue", "warn", "insist", "deny", "indicate", "suggest", "ask"),
}
MODALS = {"would", "could", "should", "may", "might", "must", "can"}
PLANS = {
    *("plan", "want", "intend", "hope", "expect", "agree", "decide", "promise", "vow", "prepare", "threaten", "aim"),
    *("propose", "schedule", "seek", "offer", "pledge", "consider", "set", "go", "due", "likely", "urge", "call"),
}


def cost(parse: Parse, timex: int, trigger: int, others: frozenset[int]) -> float:
    """How far the token of a timex is from that of a trigger; clause borders and other events' words count most."""
    up_timex, up_trigger = _line(parse, timex), _line(parse, trigger)
    if timex in up_trigger:
        return 0.1 * up_trigger.index(timex)
    shared = set(up_trigger)
    meet = next((i for i in up_timex if i in shared), None)
    if meet is None:
        return float("inf")
    below = up_timex[: up_timex.index(meet)]
    above = up_trigger[: up_trigger.index(meet)]
    total = sum(_arc(parse, i) for i in above) + sum(_arc(parse, i) for i in below[1:])
    total += sum(2 for i in below if i in others)
    if meet != trigger and parse.tokens[meet].lemma.lower() in SAY and above and _arc(parse, above[-1]) >= 2:
        total += 1
    return total + 0.1 * (len(above) + len(below)) + 0.01 * abs(timex - trigger)


def hangs_on(parse: Parse, i: int, timex: int) -> bool:
    """Whether the token `i` is told of in words that say more of a timex: "since November, when a crowd stormed …"."""
    return timex in parse.ancestors(i)


def _line(parse: Parse, i: int) -> list[int]:
    return [i, *parse.ancestors(i)]


def _arc(parse: Parse, i: int) -> float:
    token = parse.tokens[i]
    if token.dep == "conj" and token.pos not in ("VERB", "AUX"):
        return 0.3
    if token.dep == "xcomp":
        return 0.3
    return CLAUSE.get(token.dep, 0)


def tense(parse: Parse, i: int) -> str:
    """past, perfect, pluperfect, present, future or none of the verb that tells the event of the token `i`."""
    seen = 0
    while parse.tokens[i].pos not in ("VERB", "AUX") and parse.tokens[i].head != i and seen < 40:
        i, seen = parse.tokens[i].head, seen + 1
    return _verb_tense(parse, i)


def _verb_tense(parse: Parse, i: int) -> str:
    token = parse.tokens[i]
    helpers = [parse.tokens[c] for c in parse.children[i] if parse.tokens[c].dep in ("aux", "auxpass")]
    words = {h.text.lower() for h in helpers}
    if words & {"will", "'ll", "shall", "wo"}:
        return "future"
    if words & MODALS:
        return "modal"
    if "had" in words:
        return "past" if _is_reported(parse, i) else "pluperfect"
    if words & {"have", "has", "'ve"}:
        return "perfect"
    if any(h.tag == "VBD" for h in helpers):
        return "past"
    if token.tag == "VBD" or (token.tag == "VBN" and not helpers):
        return "past"
    if token.tag in ("VB", "VBG") and (not helpers or "to" in words):
        return _of_head(parse, i, "to" in words)
    return "present"


def _is_reported(parse: Parse, i: int) -> bool:
    """ "Witnesses said that fighters had looted shops": the tense of what was said, moved back by "said"."""
    token = parse.tokens[i]
    if token.dep == "conj":
        return _is_reported(parse, token.head)
    head = parse.tokens[token.head]
    return token.dep == "ccomp" and head.lemma.lower() in SAY and head.tag in ("VBD", "VBN")


def _of_head(parse: Parse, i: int, infinitive: bool) -> str:
    """An infinitive after a plan is yet to come; else it and a participle share the tense of what they hang on."""
    head = parse.tokens[i].head
    if head == i:
        return "none"
    if infinitive and parse.tokens[head].lemma.lower() in PLANS:
        return "planned"
    return tense(parse, head)

"""What the dependency tree says of a verb or a noun: subjects, objects, voice, noun phrases, coordination.

Labels are those of spaCy's English pipelines (ClearNLP). Functions take a parse and token indexes, and give indexes.
"""

from __future__ import annotations

from events.model import Parse, Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RELATIVE_TAGS = ("WP", "WDT")
# Verbs of what state somebody or something is come upon in, put into or left in.
FINDING = (
    *("find", "discover", "see", "leave", "spot", "hear", "get", "have", "keep", "want", "need", "locate", "watch"),
    *("report", "believe", "fear", "presume", "confirm", "declare", "pronounce"),  # "were reported killed"
)
# Verbs that are done to somebody, whose object would stand with them in the active.
# fmt: off
TRANSITIVE = (
    "kill", "injure", "wound", "stab", "hospitalize", "indict", "convict", "acquit", "rob", "rape", "assault",
    "arrest", "detain", "abduct", "kidnap", "murder", "behead", "execute", "jail", "charge",
)
# fmt: on
# Verbs whose object does what their infinitive says: "forced them to leave", but "beat them to reach the final".
# fmt: off
CONTROLLERS = frozenset((
    "advise", "aid", "allow", "appoint", "ask", "assign", "assist", "authorise", "authorize", "beg", "believe",
    "call", "cause", "challenge", "choose", "command", "commission", "compel", "consider", "contract", "convince",
    "dare", "deploy", "direct", "dispatch", "drive", "elect", "empower", "enable", "encourage", "entitle", "equip",
    "expect", "find", "force", "get", "have", "hear", "help", "hire", "implore", "induce", "influence", "inspire",
    "instruct", "intend", "invite", "lead", "let", "lobby", "make", "mean", "motivate", "name", "need", "nominate",
    "oblige", "order", "pay", "permit", "persuade", "petition", "press", "pressure", "prompt", "provoke", "push",
    "recruit", "remind", "request", "require", "see", "select", "send", "spur", "summon", "teach", "tell", "tempt",
    "train", "trust", "urge", "want", "warn", "watch", "wish",
))
# fmt: on
OBJECT_CONTROL = ("of", "from", "into")  # a gerund behind these is done by the object of the verb
# Nouns whose infinitive is done by whose they are: "the rebels' attempt to flee", "had plans to build".
OWN_INTENT = frozenset(
    (
        *("attempt", "plan", "decision", "effort", "bid", "threat", "vow", "promise", "pledge", "intention", "desire"),
        *("refusal", "willingness", "readiness", "agreement", "commitment", "move", "offer", "campaign", "ability"),
        *("chance", "permission", "authority", "opportunity", "approval", "failure", "drive", "push", "resolve"),
    )
)
INTENDING = (  # verbs of whose intent it is: "announced a plan to", not "resisted attempts to"
    *(
        "make",
        "have",
        "announce",
        "reveal",
        "abandon",
        "drop",
        "launch",
        "begin",
        "start",
        "renew",
        "get",
        "win",
        "give",
        "take",
    ),
    *(
        "receive",
        "lose",
        "express",
        "voice",
        "show",
        "plan",
        "mount",
        "unveil",
        "confirm",
        "obtain",
        "reach",
        "sign",
        "hold",
    ),
)
# What an act is to whom who does it: "it was an honour to meet him".
FEELINGS = ("honor", "honour", "pleasure", "privilege", "joy", "delight", "thrill", "relief")
# What belongs to a name or a description from its left; determiners are left out.
PREMODIFIERS = ("compound", "amod", "poss", "nummod", "nmod", "quantmod", "advmod", "case", "punct", "npadvmod", "neg")


def child(parse: Parse, i: int, *deps: str) -> int | None:
    """The first dependent of `i` with one of these labels."""
    return next((c for c in parse.children[i] if parse.tokens[c].dep in deps), None)


def prepositional(parse: Parse, i: int, *words: str) -> list[int]:
    """Objects of the prepositions `words` (all, where none is given) that hang on `i`, with their conjuncts."""
    found = []
    for c in parse.children[i]:
        token = parse.tokens[c]
        if token.dep in ("prep", "agent", "dative") and (not words or token.text.lower() in words):
            inside = [o for o in parse.children[c] if parse.tokens[o].dep == "pobj"] or _taken_away(parse, c)
            found += [x for o in inside for x in coordinated(parse, o)]
    return found


def _taken_away(parse: Parse, preposition: int) -> list[int]:
    """The noun that follows a preposition, where the parser made it the subject of what describes it."""
    if parse.children[preposition]:
        return []
    for t in parse.tokens[preposition + 1 : parse.sentence(preposition).last]:
        if t.pos in ("NOUN", "PROPN") and t.dep in SUBJECTS and parse.subtree(t.i)[0] == preposition + 1:
            return [t.i]
    return []


def coordinated(parse: Parse, i: int) -> list[int]:
    """`i` and what is coordinated with it: "A, B and C" from A."""
    found = [i]
    for c in parse.children[i]:
        if parse.tokens[c].dep == "conj" and parse.tokens[c].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            found += coordinated(parse, c)
    return found


def is_passive(parse: Parse, i: int) -> bool:
    """Whether the participle or verb `i` takes its patient as subject ("was besieged", "the town besieged by")."""
    token = parse.tokens[i]
    if any(parse.tokens[c].dep in ("auxpass", "nsubjpass") for c in parse.children[i]):
        return True
    if child(parse, i, "aux", "dobj") is not None:
        return False
    if token.tag == "VBD":
        return _is_taken_for_past(parse, i)
    if token.tag != "VBN":
        return False
    if child(parse, i, "nsubj") is not None:
        return _is_small_clause(parse, i) or (token.dep == "conj" and is_passive(parse, token.head))
    if token.dep in ("xcomp", "oprd"):
        return lemma(parse, token.head) in FINDING
    return token.dep in ("acl", "amod", "advcl") or (token.dep == "conj" and is_passive(parse, token.head))


def _is_taken_for_past(parse: Parse, i: int) -> bool:
    """Participles that the tagger takes for a past tense: "a manager sacked in May", "was hit by a car and killed"."""
    token = parse.tokens[i]
    if token.dep == "acl" or (token.dep == "ROOT" and lemma(parse, i) in TRANSITIVE and not objects(parse, i)):
        return True  # the second in headlines: "Painter robbed in his garden"
    shared = token.dep == "conj" and child(parse, i, "nsubj") is None and is_passive(parse, token.head)
    return shared and lemma(parse, i) in TRANSITIVE


def _is_small_clause(parse: Parse, i: int) -> bool:
    """ "found two men shot", "with 50 wounded": a participle with its subject, and no auxiliary, is passive."""
    above = parse.tokens[i].head
    if parse.tokens[i].dep in ("ccomp", "xcomp"):
        return lemma(parse, above) in FINDING
    if parse.tokens[i].dep == "ROOT":
        return True  # headlines leave out the auxiliary: "Body discovered in a car"
    return parse.tokens[i].dep == "pcomp" and parse.tokens[above].text.lower() == "with"


def is_perfect(parse: Parse, i: int) -> bool:
    """ "Has shelled", "to have shelled"."""
    return any(parse.tokens[c].dep == "aux" and lemma(parse, c) == "have" for c in parse.children[i])


def subjects(parse: Parse, i: int, depth: int = 0) -> list[int]:
    """Who does what verb `i` says (or undergoes it, in the passive): its own subject, else the one it shares."""
    own = _own_subject(parse, i)
    if own is not None:
        return _antecedents(parse, own)
    token = parse.tokens[i]
    if depth > 4 or token.head == i:
        return []
    head = token.head
    if feeling := _who_feels(parse, i):
        return subjects(parse, feeling, depth + 1)
    if token.dep in ("acl", "relcl", "amod") and parse.tokens[head].pos in ("NOUN", "PROPN", "PRON"):
        return _of_intent(parse, head, depth) if token.dep == "acl" and token.tag == "VB" else coordinated(parse, head)
    controlled = token.dep == "xcomp" and token.tag == "VB" and lemma(parse, head) in CONTROLLERS
    if controlled and (controller := child(parse, head, "dobj")) is not None:
        return coordinated(parse, controller)
    if token.dep == "ccomp" and (spoken_of := _reported(parse, i, head)):
        return spoken_of
    if token.dep in ("conj", "xcomp", "advcl", "ccomp") and parse.tokens[head].pos in ("VERB", "AUX"):
        return _shared(parse, i, head, depth)
    if token.dep == "acomp" and parse.tokens[head].pos in ("VERB", "AUX"):
        return subjects(parse, head, depth + 1)
    if token.dep == "xcomp" and parse.tokens[head].pos == "ADJ":
        return subjects(parse, parse.tokens[head].head, depth + 1)
    if token.dep == "pcomp":
        verb = next((a for a in parse.ancestors(i) if parse.tokens[a].pos in ("VERB", "AUX")), None)
        return [] if verb is None else _of_gerund(parse, i, verb, depth)
    return []


def _who_feels(parse: Parse, i: int) -> int | None:
    """The verb of saying in "she said it was an honour to meet him": who says so does it."""
    token = parse.tokens[i]
    felt = token.head if token.dep in ("acl", "relcl") else child(parse, token.head, "attr")
    infinitive = token.tag == "VB" and token.dep in ("acl", "relcl", "xcomp", "advcl", "csubj")
    if not infinitive or felt is None or lemma(parse, felt) not in FEELINGS:
        return None
    verb = parse.tokens[parse.tokens[felt].head]
    expletive = child(parse, verb.i, "nsubj", "expl")
    it = expletive is not None and parse.tokens[expletive].text.lower() == "it"
    return verb.head if it and verb.lemma == "be" and verb.dep == "ccomp" else None


def _of_intent(parse: Parse, noun: int, depth: int) -> list[int]:
    """Who does what the infinitive after a noun says: whose attempt it is, or who makes it."""
    if lemma(parse, noun) not in OWN_INTENT:
        return []
    owners = [c for c in parse.children[noun] if parse.tokens[c].dep in ("poss", "compound", "nmod") and c < noun]
    named = [c for c in owners if parse.tokens[c].pos in ("PROPN", "PRON") or parse.tokens[c].dep == "poss"]
    if named or (by := prepositional(parse, noun, "by")):
        return named or by
    verb = parse.tokens[noun].head
    made = parse.tokens[noun].dep == "dobj" and lemma(parse, verb) in INTENDING and not is_passive(parse, verb)
    return subjects(parse, verb, depth + 1) if made else []


def _own_subject(parse: Parse, i: int) -> int | None:
    """The nearest subject before verb `i`; where the parser gives it two, the first is an apposition.

    In "was loudly and rightly praised" the parser hangs the subject on the auxiliary.
    """
    auxiliaries = [c for c in parse.children[i] if parse.tokens[c].dep in ("aux", "auxpass")]
    found = [c for v in (*auxiliaries, i) for c in parse.children[v] if parse.tokens[c].dep in SUBJECTS]
    return max((c for c in found if c < i), default=found[0] if found else None)


def _reported(parse: Parse, i: int, verb: int) -> list[int]:
    """ "The driver, who police said was speeding": the parser gives "who" to the verb that reports."""
    given = [c for c in parse.children[verb] if parse.tokens[c].dep in SUBJECTS and c < verb]
    relative = parse.tokens[verb].dep == "relcl" and len(given) > 1 and parse.tokens[given[0]].tag in RELATIVE_TAGS
    complete = child(parse, i, "mark") is not None or i < verb
    return _antecedents(parse, given[0]) if relative and not complete else []


def _of_gerund(parse: Parse, i: int, verb: int, depth: int) -> list[int]:
    """Who does what a gerund says: the object of "accused them of looting", else the subject of the verb."""
    preposition = parse.tokens[parse.tokens[i].head]
    charged = preposition.text.lower() == "with" and lemma(parse, verb) == "charge"
    if preposition.head == verb and (charged or preposition.text.lower() in OBJECT_CONTROL):
        accused = subjects(parse, verb, depth + 1) if is_passive(parse, verb) else objects(parse, verb)
        if accused:
            return accused
    return subjects(parse, verb, depth + 1)


def _shared(parse: Parse, i: int, head: int, depth: int) -> list[int]:
    """The subject of the governing verb, where `i` can share it: a clause with a complementiser has its own."""
    marked = any(parse.tokens[c].dep == "mark" for c in parse.children[i])
    if parse.tokens[i].dep == "ccomp" or (marked and parse.tokens[i].tag != "VBG"):  # "while conducting a search"
        return []
    return subjects(parse, head, depth + 1)


def _antecedents(parse: Parse, subject: int) -> list[int]:
    """A relative pronoun's noun; any other subject with its conjuncts."""
    token = parse.tokens[subject]
    if token.tag in RELATIVE_TAGS:
        for a in parse.ancestors(subject):
            if parse.tokens[a].dep == "relcl":
                return coordinated(parse, parse.tokens[a].head)
        return [_noun_before(parse, subject)]
    return coordinated(parse, subject)


def _noun_before(parse: Parse, pronoun: int) -> int:
    """The noun that a relative pronoun follows, where the parser tied its clause to nothing; else itself."""
    before = pronoun - 1
    while before > parse.sentence(pronoun).first and parse.tokens[before].pos in ("PUNCT", "SPACE"):
        before -= 1
    return before if before >= 0 and parse.tokens[before].pos in ("NOUN", "PROPN") else pronoun


def agents(parse: Parse, i: int) -> list[int]:
    """Who the by-phrase of a passive names; "was abducted and killed by" has one for both."""
    found = prepositional(parse, i, "by")
    joined = [c for c in parse.children[i] if parse.tokens[c].dep == "conj" and parse.tokens[c].tag == "VBN"]
    alone = (c for c in joined if child(parse, c, *SUBJECTS) is None)
    return found or next((by for c in alone if (by := prepositional(parse, c, "by"))), [])


def objects(parse: Parse, i: int) -> list[int]:
    """Direct objects of verb `i`, or the noun that a relative clause leaves a gap for."""
    own = [o for c in parse.children[i] if parse.tokens[c].dep == "dobj" for o in _object(parse, c)]
    own = own or _of_small_clause(parse, i)
    token = parse.tokens[i]
    if own or token.dep != "relcl" or child(parse, i, "nsubj") is None:
        return own or _conjunct_object(parse, i)
    subject = parse.tokens[child(parse, i, "nsubj")]  # type: ignore[index]
    return [] if subject.tag in RELATIVE_TAGS else [token.head]


def _of_small_clause(parse: Parse, i: int) -> list[int]:
    """ "found him guilty", "called the raid a crime": who is said to be so."""
    for c in parse.children[i]:
        if parse.tokens[c].dep in ("ccomp", "oprd") and parse.tokens[c].pos in ("ADJ", "NOUN"):
            subject = child(parse, c, "nsubj")
            if subject is not None and child(parse, c, "cop", "mark") is None:
                return coordinated(parse, subject)
    return []


def _object(parse: Parse, i: int) -> list[int]:
    """ "whom they besieged": the relative pronoun's noun."""
    if parse.tokens[i].tag in RELATIVE_TAGS:
        return next(([parse.tokens[a].head] for a in parse.ancestors(i) if parse.tokens[a].dep == "relcl"), [])
    return coordinated(parse, i)


def _conjunct_object(parse: Parse, i: int) -> list[int]:
    """ "besieged and shelled the town": the object stands with the last verb."""
    for c in parse.children[i]:
        token = parse.tokens[c]
        if token.dep == "conj" and token.pos == "VERB" and child(parse, c, *SUBJECTS) is None and c - i <= 3:
            return objects(parse, c)
    return []


def noun_phrase(parse: Parse, i: int) -> Span:
    """The words of a party: head with what stands before it, and its of-phrase where the head is a common noun."""
    first, last = i, i + 1
    for c in reversed(parse.children[i]):
        token = parse.tokens[c]
        if c < i and token.dep in PREMODIFIERS:
            first = min(first, parse.subtree(c)[0])
    while first < i and (parse.tokens[first].pos in ("PUNCT", "DET", "SPACE") or parse.tokens[first].dep == "neg"):
        first += 1
    if parse.tokens[i].pos in ("NOUN", "NUM", "PRON", "DET", "ADJ"):
        last = _of_phrase_end(parse, i)
    return parse.words(first, last)


def _of_phrase_end(parse: Parse, i: int) -> int:
    following = parse.tokens[i + 1 : i + 2]
    if not following or following[0].text.lower() != "of" or following[0].head != i:
        return i + 1
    target = child(parse, following[0].i, "pobj")
    return i + 1 if target is None or target - i > 8 else target + 1


def governing_verb(parse: Parse, i: int) -> int | None:
    """The nearest verb above `i`."""
    return next((a for a in parse.ancestors(i) if parse.tokens[a].pos in ("VERB", "AUX")), None)


def lemma(parse: Parse, i: int) -> str:
    return parse.tokens[i].lemma.lower()

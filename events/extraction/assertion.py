"""Whether the text says that an event happened: asserted, negated, possible, planned or conditional."""

from __future__ import annotations

from events.extraction import ontology
from events.extraction.attribution import is_claimed
from events.extraction.syntax import child, is_perfect, lemma, subjects
from events.extraction.triggers import Match, portion
from events.model import Parse

POSSIBLE_MODALS = frozenset(["may", "might", "could", "can", "should", "would", "must", "ought"])
FUTURE_MODALS = frozenset(["will", "shall", "wo", "'ll", "’ll"])
NEGATIVES = frozenset(["no", "neither", "none", "nor", "nobody", "nothing"])
FINITE = ("VBD", "VBZ", "VBP")
INTERROGATIVES = ("WDT", "WP", "WP$", "WRB")
CONDITIONS = frozenset(["if", "unless"])
COUNTERFACTUAL = frozenset(["would", "have"])
UNREAL = ("negated", "planned", "possible", "conditional")
SUBJECTS = ("nsubj", "nsubjpass")
FRAMES = ("in", "at")  # prepositions of what something happens in or at
ORDERED = 2  # words before an imperative, at most ("Please", a quotation mark)
SCHEDULED = ("ELECTION", "CONSULT")  # types of events that are on a calendar
PHASES_THAT_PRESUPPOSE = ("continue", "end")  # what is ended, or may be, is there
# Complement clauses and infinitives pass on what is said of their governor; other clauses stand by themselves.
PASSES_DOWN = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "conj")


def assertion(parse: Parse, match: Match) -> str:
    """How the text asserts this trigger, by its own words first, then by those that govern it."""
    i = match.head
    if match.noun:
        return _of_noun(parse, match)
    return of_verb(parse, i)


def support_is_fact(parse: Parse, match: Match) -> bool:
    """Whether the text asserts what it says of the event's phase: "may end the siege" does not end it."""
    governor = parse.tokens[match.head].head if match.support is None else match.support
    return of_verb(parse, governor) == "asserted"


def _of_noun(parse: Parse, match: Match) -> str:
    i = portion(parse, match.head)
    own = _of_noun_phrase(parse, match.head) or _of_noun_phrase(parse, i)
    if own == "negated":
        return own
    if match.type == "REQUEST" and _is_turned_down(parse, i):
        return own or "asserted"
    if match.phase in PHASES_THAT_PRESUPPOSE and not _resumes(parse, match):
        return _of_presupposed(parse, match, own)
    if match.support is not None:
        if lemma(parse, match.support) in ontology.classes().causal and not _is_indefinite(parse, match.head):
            return own or "asserted"  # "whether wind caused the accident"
        said = of_verb(parse, match.support)
        return own or said if said == "asserted" else said
    return own or _from_governor(parse, i) or _of_predicate(parse, i) or _of_new(parse, i) or _of_frame(parse, match)


def _is_turned_down(parse: Parse, i: int) -> bool:
    """ "rejected the request", "the motion was denied": somebody made it."""
    token = parse.tokens[i]
    refusing = ontology.classes().modality.get(lemma(parse, token.head)) == "negated"
    return token.dep in ("dobj", "nsubjpass") and refusing and of_verb(parse, token.head) == "asserted"


def _resumes(parse: Parse, match: Match) -> bool:
    """ "could resume talks": what was interrupted is not there until it is resumed."""
    return match.support is not None and lemma(parse, match.support) in ontology.classes().resumption


def _of_noun_phrase(parse: Parse, i: int) -> str | None:
    """What stands before the noun: "no attack", "without a truce", "a planned summit"."""
    preposition = parse.tokens[parse.tokens[i].head]
    if preposition.text.lower() == "without":
        return "negated"
    if preposition.text.lower() == "of" and _negative_determiner(parse, preposition.head):
        return "negated"  # "no reports of an attack"
    words = [parse.tokens[c].text.lower() for c in parse.children[i] if c < i]
    if any(word in NEGATIVES for word in words):
        return "negated"
    return next((ontology.classes().hedges[w] for w in words if w in ontology.classes().hedges), None)


def _of_presupposed(parse: Parse, match: Match, own: str | None) -> str:
    """What goes on or is ended is there, save where it was only planned ("called off the planned talks") or averted."""
    verb = match.support
    averted = verb is not None and ontology.classes().modality.get(lemma(parse, verb)) == "negated"
    if match.phase == "end" and (own == "planned" or averted) and support_is_fact(parse, match):
        return "negated"
    return "asserted"


def _of_predicate(parse: Parse, i: int) -> str | None:
    """ "An attack is imminent", "it may be a coup", "an evacuation was no longer necessary"."""
    token = parse.tokens[i]
    if token.dep == "attr":
        return _own(parse, token.head)
    if token.dep != "nsubj" or lemma(parse, token.head) != "be":
        return None
    predicate = child(parse, token.head, "acomp")
    hedge = None if predicate is None else ontology.classes().hedges.get(parse.tokens[predicate].text.lower())
    below = [g for c in (token.head, *parse.children[token.head]) for g in parse.children[c]]
    return "negated" if hedge and any(parse.tokens[g].dep == "neg" for g in below) else hedge


def _of_new(parse: Parse, i: int) -> str | None:
    """ "denied that it directed an attack", "a truce would help": what is new is no more real than its verb."""
    token = parse.tokens[i]
    if token.dep not in ("dobj", *SUBJECTS) or parse.tokens[token.head].pos != "VERB" or not _is_indefinite(parse, i):
        return None
    said = of_verb(parse, token.head)
    return None if said == "asserted" or (token.dep in SUBJECTS and said == "negated") else said


def _of_frame(parse: Parse, match: Match) -> str:
    """ "will vote in a referendum": what a plan is to happen in or at is planned as well."""
    preposition = parse.tokens[parse.tokens[match.head].head]
    above = parse.tokens[preposition.head]
    if preposition.text.lower() not in FRAMES or above.pos != "VERB":
        return "asserted"
    article = child(parse, match.head, "det")
    new = match.type in SCHEDULED or (article is not None and parse.tokens[article].text.lower() in ("a", "an"))
    return "planned" if new and of_verb(parse, above.i) == "planned" else "asserted"


def of_verb(parse: Parse, i: int, depth: int = 0) -> str:
    own = _own(parse, i)
    if own is not None or depth > 6:
        return own or "asserted"
    token = parse.tokens[i]
    if token.dep == "conj" and parse.tokens[token.head].pos in ("VERB", "AUX"):
        return _of_conjunct(parse, i, depth)
    if token.dep in PASSES_DOWN:
        said = _from_governor(parse, i) or _of_infinitive(parse, i) or "asserted"
        return "conditional" if said in ("planned", "possible") and _has_condition(parse, i) else said
    return "asserted"


def _of_conjunct(parse: Parse, i: int, depth: int) -> str:
    """A coordinated verb shares auxiliaries, but a negation only through "or": "did not stay but fled"."""
    if child(parse, i, "nsubj", "nsubjpass") is not None:
        return "asserted"
    head = parse.tokens[i].head
    if parse.tokens[i].tag in FINITE and parse.tokens[head].tag == "VB":
        return "asserted"
    first = of_verb(parse, head, depth + 1)
    joined = {parse.tokens[c].text.lower() for c in parse.children[head] if parse.tokens[c].dep == "cc"}
    return "asserted" if first == "negated" and not joined & {"or", "nor"} else first


def _own(parse: Parse, i: int) -> str | None:
    """What the verb's own auxiliaries, negations and conjunctions say."""
    words = {parse.tokens[c].text.lower(): parse.tokens[c].dep for c in parse.children[i]}
    modals = {word for word, dep in words.items() if dep in ("aux", "auxpass")}
    if _has_to(parse, i):
        return "planned"
    if _is_condition(parse, i, words) or modals >= COUNTERFACTUAL:
        return "conditional"
    if words.get("whether") == "mark":
        return "possible"
    if _is_denied(parse, i, words):
        return "negated"
    hedges = ontology.classes().hedges
    adverb = next((hedges[word] for word, dep in words.items() if dep == "advmod" and word in hedges), None)
    return (
        adverb or _of_modals(parse, i, modals) or ("possible" if _is_asked(parse, i) or _is_ordered(parse, i) else None)
    )


def _is_denied(parse: Parse, i: int, words: dict[str, str]) -> bool:
    if "neg" in words.values() or "never" in words:
        return True
    if any(parse.tokens[c].dep == "dobj" and _negative_determiner(parse, c) for c in parse.children[i]):
        return True  # "made no arrests"
    return any(parse.tokens[s].text.lower() in NEGATIVES or _negative_determiner(parse, s) for s in subjects(parse, i))


def _of_modals(parse: Parse, i: int, modals: set[str]) -> str | None:
    if modals & (POSSIBLE_MODALS | FUTURE_MODALS) and _has_condition(parse, i):
        return "conditional"
    if "would" in modals and _is_reported(parse, i):
        return "planned"
    if modals & POSSIBLE_MODALS:
        return "possible"
    if modals & FUTURE_MODALS:
        return "possible" if _is_doubted(parse, i) else "planned"
    return None


def _has_to(parse: Parse, i: int) -> bool:
    """ "has until May to form a government": an obligation; "to have formed" is none."""
    auxiliaries = [lemma(parse, c) for c in parse.children[i] if parse.tokens[c].dep == "aux"]
    return auxiliaries[:2] == ["have", "to"]


def _is_condition(parse: Parse, i: int, words: dict[str, str]) -> bool:
    """ "if it attacks", "had it attacked", and "until it leaves" of what has not happened."""
    if any(word in CONDITIONS and dep == "mark" for word, dep in words.items()):
        return True
    if parse.tokens[i].head != i and any(words.get(mark) == "mark" for mark in ("until", "till")):
        return of_verb(parse, parse.tokens[i].head) in UNREAL
    subject, auxiliary = child(parse, i, "nsubj", "nsubjpass"), child(parse, i, "aux", "auxpass")
    inverted = subject is not None and auxiliary is not None and auxiliary < subject
    return inverted and parse.tokens[i].dep == "advcl"


def _is_doubted(parse: Parse, i: int) -> bool:
    """ "fear that they will attack"."""
    token = parse.tokens[i]
    return token.dep == "ccomp" and lemma(parse, token.head) in ontology.classes().doubt


def _is_asked(parse: Parse, i: int) -> bool:
    """ "Did the army shell the town?" leaves it open; "Why did it?" does not."""
    sentence = parse.sentence(i)
    if parse.tokens[i].dep != "ROOT" or not sentence.span.text.rstrip(" \"'”’").endswith("?"):
        return False
    return not any(t.tag in INTERROGATIVES for t in parse.tokens[sentence.first : i])


def _is_ordered(parse: Parse, i: int) -> bool:
    """ "Stop the bombing!", "End the war.": an imperative tells what is wanted."""
    token = parse.tokens[i]
    bare = token.tag == "VB" and token.dep == "ROOT" and child(parse, i, "nsubj", "nsubjpass", "aux", "expl") is None
    return bare and i - parse.sentence(i).first <= ORDERED


def _is_reported(parse: Parse, i: int) -> bool:
    """ "said that it would leave": the future of a speaker in the past."""
    token = parse.tokens[i]
    if token.dep == "conj" and parse.tokens[token.head].dep == "ccomp":
        token = parse.tokens[token.head]
    return token.dep == "ccomp" and lemma(parse, token.head) in ontology.classes().reporting


def _negative_determiner(parse: Parse, i: int) -> bool:
    """ "no reports", "not a single resident", "neither side"."""
    return any(
        parse.tokens[c].dep in ("det", "neg", "preconj") and parse.tokens[c].text.lower() in ("no", "not", "neither")
        for c in parse.children[i]
    )


def _has_condition(parse: Parse, i: int) -> bool:
    """Whether an if-clause hangs on the verb, or on the verb that reports it."""
    above = parse.tokens[i].head
    asides = [c for c in parse.children[i] if parse.tokens[c].dep == "parataxis"]  # "If it falls, they said, we will"
    clauses = [c for v in (i, above, *asides) for c in parse.children[v] if parse.tokens[c].dep == "advcl" and c != i]
    return any(parse.tokens[g].text.lower() in CONDITIONS for c in clauses for g in parse.children[c])


def _from_governor(parse: Parse, i: int) -> str | None:
    """What a verb or noun of wish, plan, failure or doubt makes of what it governs ("planned an attack")."""
    token = parse.tokens[i]
    governor, modality, preposition = token.head, ontology.classes().modality, ""
    if parse.tokens[governor].dep == "prep" or parse.tokens[governor].pos == "ADP":
        preposition = parse.tokens[governor].text.lower()
        governor = parse.tokens[governor].head
    if governor == i:
        return None
    if is_claimed(parse, i) and parse.tokens[governor].dep == "dobj":
        said = modality.get(lemma(parse, parse.tokens[governor].head))
        return said if said == "negated" else None  # "denied reports that"
    governor = _planned_object(parse, i, governor)
    above, word = parse.tokens[governor], lemma(parse, governor)
    if f"{word} {preposition}" in modality:
        return modality[f"{word} {preposition}"]
    if (particle := child(parse, governor, "prt")) is not None and f"{word} {lemma(parse, particle)}" in modality:
        word = f"{word} {lemma(parse, particle)}"
    if word in modality and token.dep not in ("nsubj", "conj", "relcl"):
        if token.dep == "ccomp" and word == "warn" and token.tag in ("VBD", "VBN"):
            return None  # "warned that the dam had collapsed"
        if (token.dep == "advcl" and governor == token.head) or _is_quoted_before(parse, i, governor):
            return None
        return _by_modality(parse, governor, word)
    if word in ontology.classes().deliberation and token.dep == "dobj" and _is_indefinite(parse, i):
        return "possible"
    if token.dep in ("xcomp", "pcomp") and above.pos in ("VERB", "AUX"):
        inherited = of_verb(parse, governor, 4)
        return None if inherited == "asserted" else inherited
    return None


def _planned_object(parse: Parse, i: int, governor: int) -> int:
    """The noun that an infinitive belongs to where the parser hangs it on the verb: "foiled a plot to bomb it"."""
    noun = child(parse, governor, "dobj")
    if parse.tokens[i].tag != "VB" or noun is None or not noun < i:
        return governor
    return noun if lemma(parse, noun) in ontology.classes().modality and parse.tokens[noun].pos == "NOUN" else governor


def _is_quoted_before(parse: Parse, i: int, governor: int) -> bool:
    """ "Iran blamed Israel; Israel denied any role": a clause before the verb is no complement of it."""
    return parse.tokens[i].dep == "ccomp" and i < governor


def _by_modality(parse: Parse, governor: int, word: str) -> str:
    """What a governor of wish, plan, failure or doubt makes of its complement, itself denied or thwarted or not."""
    classes = ontology.classes()
    made = classes.modality[word]
    if made == "negated" and _own(parse, governor) in ("possible", "planned", "conditional"):
        return "possible"  # "could prevent an attack"
    if any(parse.tokens[c].dep == "neg" for c in parse.children[governor]) or _negative_determiner(parse, governor):
        if word in classes.neg_raising or made == "planned":  # "has no intention of leaving"
            return "negated"
        if made == "negated":
            return "asserted" if word in classes.fact_when_denied else "possible"
    if made != "negated" and parse.tokens[governor].pos == "NOUN" and _is_thwarted(parse, governor):
        return "negated"
    if made == "planned" and parse.tokens[governor].dep == "dobj" and _is_disowned(parse, parse.tokens[governor].head):
        return "negated"
    return made


def _is_thwarted(parse: Parse, i: int) -> bool:
    """ "The plot to kill him was foiled"."""
    above = parse.tokens[i]
    if above.dep not in ("dobj", "nsubjpass"):
        return False
    return lemma(parse, above.head) in ontology.classes().thwarting and _own(parse, above.head) != "negated"


def _is_disowned(parse: Parse, verb: int) -> bool:
    """ "Denied any plans to leave", "has not made a decision to run"."""
    return lemma(parse, verb) == "deny" or any(parse.tokens[c].dep == "neg" for c in parse.children[verb])


def _is_indefinite(parse: Parse, i: int) -> bool:
    article = child(parse, i, "det", "poss")
    return article is None or parse.tokens[article].text.lower() in ("a", "an", "any", "another", "new")


def _of_infinitive(parse: Parse, i: int) -> str | None:
    """ "troops to help beat back the group": a purpose or an intention is no fact yet."""
    token = parse.tokens[i]
    to = any(parse.tokens[c].dep == "aux" and parse.tokens[c].tag == "TO" for c in parse.children[i])
    if not to:
        return None
    governor = parse.tokens[token.head]
    if token.dep == "xcomp" and lemma(parse, governor.i) in ontology.classes().reporting and is_perfect(parse, i):
        return None  # "claims to have shot it down"
    if lemma(parse, governor.i) in ontology.classes().fulfilling and child(parse, governor.i, "dobj") is None:
        return None
    if _is_result(parse, i, governor.i):
        return None if of_verb(parse, governor.i) == "asserted" else "planned"
    if token.dep in ("xcomp", "ccomp") and governor.pos == "VERB":
        return None if lemma(parse, governor.i) in ontology.classes().implicative else "planned"
    return "planned"


def _is_result(parse: Parse, i: int, governor: int) -> bool:
    """ "Came back to win the final", "beat them to reach it": what is won by a deed that is told was won."""
    classes = ontology.classes()
    done = parse.tokens[governor].tag in ("VBD", "VBN") and lemma(parse, governor) not in classes.modality
    effort = lemma(parse, governor) in classes.effort and child(parse, governor, "prt") is None  # not "went on to win"
    return done and not effort and lemma(parse, i) in classes.results

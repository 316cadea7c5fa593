"""Which words tell of an event: verbs, nouns and phrases of the ontology, and eventive verbs that it does not know."""

from __future__ import annotations

from dataclasses import dataclass

from events.actors.sectors import of_words
from events.extraction import ontology
from events.extraction.aims import words
from events.extraction.animacy import is_party
from events.extraction.causes import by_cause, by_circumstance, by_content
from events.extraction.conditions import MODIFIERS, holds, patients
from events.extraction.ontology import OTHER, Trigger
from events.extraction.syntax import SUBJECTS, child, is_passive, lemma, objects, prepositional, subjects
from events.extraction.weighing import typed
from events.model import Parse, Span, Token

REQUEST, DEMAND = "REQUEST", "demand"
SEEN, DOUBTED = 0.5, 0.05  # probability that a word tells of a happening, as the tagger sees it
GLIMPSED = 0.4  # the same of a word, and of its being told
EVENTIVE = {"NOUN": "N", "PROPN": "N", "VERB": "V"}  # parts of speech of what may be an event
SURE = 0.5  # the same, of either, from which a rule is not asked: the parser took "froze" for an adjective
OPEN = (*EVENTIVE, "ADJ")
CLAUSES = ("ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp")
QUALITY = 0.2  # probability of being told, below which a participle before a noun is a quality: "an elected official"
PORTION = ("of", "in", "as")  # "$200 million in aid": what it governs is what is meant
PHRASAL = ("prep", "prt", "dobj", "pcomp", "advmod", "xcomp")
# A noun that only modifies another is no event of its own ("strike force"), save beside these ("attack victims").
BYSTANDERS = ("CVL", "CRM")  # sectors of the people whom events befall or who are held for them
NAMES = ("ORG", "PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "NORP", "LOC")


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger in a parse. `head`: its token; `support`: the light or aspectual verb that governs it, if one does."""

    head: int
    span: Span
    type: str
    mode: str | None
    cameo: str | None
    noun: bool
    support: int | None = None
    phase: str | None = None  # begin, continue, end: what an aspectual verb says of it
    parts: tuple[int, ...] = ()  # further tokens of a verb's phrase: "strike" of "went on strike"
    read: bool = False  # no rule knows its type, which is what the tagger reads in it


def find_triggers(parse: Parse) -> tuple[Match, ...]:
    """Every trigger of the text, in order."""
    named = _named_tokens(parse)
    nouns = {m.head: m for t in parse.tokens if t.pos in ("NOUN", "PROPN") if (m := _noun(parse, t.i, named))}
    idioms = {m.support for m in nouns.values() if _is_idiom(parse, m)}
    nouns = {h: m for h, m in nouns.items() if m.support not in idioms or m.phase}
    taken = {m.support for m in nouns.values() if m.support is not None and _is_empty(parse, m)} - idioms
    verbs = {t.i: m for t in parse.tokens if _is_verb(t) and t.i not in taken if (m := _verb(parse, t.i, nouns))}
    verbs = {i: by_cause(parse, m, nouns) for i, m in verbs.items()}
    verbs = {i: by_circumstance(parse, m, verbs) for i, m in verbs.items()}
    states = {t.i: m for t in parse.tokens if t.pos in ("ADJ", "VERB") and (m := _state(parse, t.i, verbs))}
    verbs = {i: by_content(parse, m, nouns | verbs) for i, m in verbs.items()}
    nouns = {i: by_content(parse, m, nouns | verbs) for i, m in nouns.items()}
    covered = {t.i for m in verbs.values() for t in parse.within(m.span.start, m.span.end)} - verbs.keys()
    covered |= {p for m in verbs.values() for p in m.parts if p in nouns and _is_bare_object(parse, p, m.head)}
    found = [m for m in (*nouns.values(), *verbs.values(), *states.values()) if m.head not in covered]
    found = [m for m in found if not _is_doubted(parse, m)]
    found += _only_tagged(parse, found, named)
    return tuple(typed(parse, m) for m in sorted(found, key=lambda m: (m.span.start, m.span.end)))


def _is_doubted(parse: Parse, match: Match) -> bool:
    """Whether no rule knows its kind, and the tagger sees no happening in it."""
    return match.type == OTHER and match.mode is None and _eventive(parse, match.span) < DOUBTED


def _eventive(parse: Parse, span: Span) -> float:
    return max((parse.eventive[t.i] for t in parse.within(span.start, span.end)), default=0.0)


def _only_tagged(parse: Parse, found: list[Match], named: set[int]) -> list[Match]:
    """Happenings that the tagger sees that no rule does: of no known type."""
    taken = named | {t.i for m in found for t in parse.within(m.span.start, m.span.end)}
    supports = {m.support for m in found if m.support is not None}
    taken |= {portion(parse, m.head) for m in found}  # "a wave of attacks"
    taken |= supports | {c for s in supports for c in parse.children[s]} | {p for m in found for p in m.parts}
    seen = [t.i for t in parse.tokens if t.i not in taken and _is_seen(parse, t.i)]
    events = {*seen, *(m.head for m in found)}
    sure = {i for i in seen if min(parse.eventive[i], parse.told[i]) >= SURE and _is_clause(parse, i, events)}
    heads = [i for i in seen if i in sure or (parse.tokens[i].head not in seen and parse.tokens[i].pos in EVENTIVE)]
    heads = [i for i in heads if not (_is_generic(parse, i) or _only_describes(parse, i) or _is_preposition(parse, i))]
    heads = [
        i
        for i in heads
        if not (lemma(parse, i) in ontology.classes().stative and child(parse, i, "oprd", "acomp", "xcomp") is not None)
    ]
    return [Match(i, parse.words(i, i + 1), OTHER, None, None, parse.tokens[i].pos != "VERB") for i in heads]


def _is_seen(parse: Parse, i: int) -> bool:
    return parse.eventive[i] >= SEEN or (parse.eventive[i] >= GLIMPSED and parse.told[i] >= GLIMPSED)


def _is_clause(parse: Parse, i: int, events: set[int]) -> bool:
    """Whether a word heads a clause that neither reports nor says that another event is ("services will be held")."""
    token = parse.tokens[i]
    carries = _is_light(parse, i) and any(c in events for c in parse.children[i])
    says = lemma(parse, i) in ontology.classes().reporting
    return token.dep in CLAUSES and token.pos in OPEN and not (carries or says)


def _only_describes(parse: Parse, i: int) -> bool:
    """Whether a noun says what kind of thing another is ("strike force"): the tagger cannot tell these apart."""
    return parse.tokens[i].dep in MODIFIERS and parse.tokens[i].pos != "VERB" and not _modifies_generic(parse, i)


def _is_verb(token: Token) -> bool:
    """A verb; a gerund may have been taken for an auxiliary ("Shelling continued")."""
    return token.pos == "VERB" or (
        token.pos == "AUX" and token.tag == "VBG" and token.lemma not in ("be", "have", "do")
    )


def _is_empty(parse: Parse, noun: Match) -> bool:
    """Whether the verb that governs an event noun tells nothing beside it; "signed" and "imposed" do."""
    return noun.phase is not None or lemma(parse, noun.support or 0) not in ontology.classes().full_verbs


def _is_bare_object(parse: Parse, i: int, verb: int) -> bool:
    """ "went on strike": the noun has no life beside its verb."""
    preposition = parse.tokens[i].head
    return (
        parse.tokens[i].dep == "pobj" and parse.tokens[preposition].head == verb and not child(parse, i, "det", "poss")
    )


def _is_idiom(parse: Parse, noun: Match) -> bool:
    """Whether the verb that governs an event noun means something else with it: "opened fire", "put down a riot"."""
    if noun.support is None:
        return False
    beside = _beside(parse, noun.support)
    for trigger in ontology.triggers().get((lemma(parse, noun.support), "V"), ()):
        if len(trigger.phrase) > 1 and _phrase_parts(parse, noun.support, trigger, beside) is not None:
            return trigger.type != noun.type
    return False


def _state(parse: Parse, i: int, verbs: dict[int, Match]) -> Match | None:
    """A state that tells of an event: "three people were dead", "the rebels are ready to talk"."""
    token = parse.tokens[i]
    found = ontology.triggers().get((token.text.lower(), "A"), ())
    if not found or i in verbs or token.dep not in ("acomp", "oprd", "ccomp", "xcomp", "ROOT"):
        return None
    state = Match(i, parse.words(i, i + 1), found[0].type, found[0].mode, found[0].cameo, False)
    if "clause" not in found[0].needs:
        return state
    willing = by_content(parse, state, verbs)
    return None if willing == state else willing


def _is_date(parse: Parse, i: int) -> bool:
    """ "in March": a month is no march."""
    entity = parse.entity(i)
    return parse.tokens[i].pos == "PROPN" and entity is not None and entity.label in ("DATE", "TIME")


def _named_tokens(parse: Parse) -> set[int]:
    return {i for e in parse.entities if e.label in NAMES for i in range(e.first, e.last)}


# ---- nouns -----------------------------------------------------------------------------------------------------


def _noun(parse: Parse, i: int, named: set[int]) -> Match | None:
    token = parse.tokens[i]
    if i in named or _is_date(parse, i) or _ends_phrase(parse, i):
        return None
    if token.dep in MODIFIERS and (_is_hyphenated(parse, i) or not _modifies_generic(parse, i)):
        return None
    word = _noun_lemma(parse, i)
    for trigger in ontology.triggers().get((word, "N"), ()):
        first, last = _noun_phrase(parse, i, word, trigger)
        if last <= first or not holds(parse, i, trigger.needs):
            continue
        support, phase = _support(parse, i)
        if _is_generic(parse, i):
            return None
        if support is None and len(trigger.phrase) == 1 and word in ontology.classes().generic:
            return None
        return Match(i, parse.words(first, last), trigger.type, trigger.mode, trigger.cameo, True, support, phase)
    return None


def _ends_phrase(parse: Parse, i: int) -> bool:
    """ "siege" in "state of siege", "war" in "prisoner of war": the phrase tells, not its last word."""
    before = tuple(t.lemma.lower() for t in parse.tokens[max(0, i - 2) : i])
    phrase = (*before, lemma(parse, i))
    if len(phrase) < 3 or before[1] != "of":
        return False
    known = ontology.triggers().get((before[0], "N"), ())
    return any(trigger.phrase == phrase for trigger in known) or " ".join(phrase) in ontology.classes().set_phrases


def _is_generic(parse: Parse, i: int) -> bool:
    """ "Attacks are common", "murders rose": a bare plural that something is counted or said of as a kind."""
    token = parse.tokens[i]
    if (
        token.tag not in ("NNS", "NNPS")
        or token.dep not in ("nsubj", "nsubjpass")
        or child(parse, i, "det", "poss", "nummod")
    ):
        return False
    classes, verb = ontology.classes(), token.head
    predicate = child(parse, verb, "acomp")
    recurrent = predicate is not None and lemma(parse, predicate) in classes.recurrent
    return lemma(parse, verb) in classes.quantitative or recurrent


def _is_hyphenated(parse: Parse, i: int) -> bool:
    """ "the rebel-held town", "ruling-party offices": what describes a thing tells of no event."""
    beside = (
        parse.text[parse.tokens[i].start - 1 : parse.tokens[i].start]
        + parse.text[parse.tokens[i].end : parse.tokens[i].end + 1]
    )
    return "-" in beside


def _is_quality(parse: Parse, i: int) -> bool:
    """ "the rebel-held town", "a welcoming city"; "striking workers" strike."""
    of_party = is_party(parse, parse.tokens[i].head) and lemma(parse, parse.tokens[i].head) not in words().governed
    return _is_hyphenated(parse, i) or (parse.tokens[i].tag == "VBG" and not of_party) or parse.told[i] < QUALITY


def _is_habit(parse: Parse, i: int) -> bool:
    """ "Militants often attack convoys", "bombing towns wins no wars": the present tense tells of a kind of event."""
    if parse.tokens[i].dep == "csubj":
        return parse.tokens[parse.tokens[i].head].tag not in ("VBD", "VBN")
    adverbs = [lemma(parse, c) for c in parse.children[i] if parse.tokens[c].dep == "advmod"]
    return parse.tokens[i].tag in ("VBP", "VBZ") and any(a in ontology.classes().habitual for a in adverbs)


def _noun_lemma(parse: Parse, i: int) -> str:
    """The lemma of noun `i`. Headlines tag common nouns as names, whose lemma is the word itself: plurals are cut."""
    word, token = lemma(parse, i), parse.tokens[i]
    if token.pos == "PROPN" and (word, "N") not in ontology.triggers():
        for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
            if word.endswith(ending) and (word[: -len(ending)] + instead, "N") in ontology.triggers():
                return word[: -len(ending)] + instead
    return word


def _noun_phrase(parse: Parse, i: int, word: str, trigger: Trigger) -> tuple[int, int]:
    """First and last token (exclusive) of the trigger's phrase with head `i`; (0, 0) where it does not stand there.

    What follows the head ("declaration of independence") may have a determiner of its own and is no part of the span.
    """
    at = trigger.phrase.index(word)
    first, after = i - at, trigger.phrase[at + 1 :]
    before = tuple(t.lemma.lower() for t in parse.tokens[max(0, first) : i])
    if before != trigger.phrase[:at]:
        return 0, 0
    following = [t.lemma.lower() for t in parse.tokens[i + 1 : i + 2 + 2 * len(after)] if t.pos != "DET"]
    return (first, i + 1) if tuple(following[: len(after)]) == after else (0, 0)


def _modifies_generic(parse: Parse, i: int) -> bool:
    """ "the attack site" is an attack, and so are its victims and suspects; a strike force is no strike."""
    head = lemma(parse, parse.tokens[i].head)
    return head in ontology.classes().generic or of_words([head]) in BYSTANDERS


def _support(parse: Parse, i: int) -> tuple[int | None, str | None]:
    """The verb that lends noun `i` its arguments ("carried out an attack"), and what it says of its phase."""
    token = parse.tokens[portion(parse, i)]
    while token.dep == "conj" and parse.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = parse.tokens[token.head]
    verb = parse.tokens[token.head]
    if (taking_part := _taking_part(parse, token.i)) is not None:
        return taking_part, None
    if token.dep == "nsubj" and verb.dep == "ccomp" and verb.tag == "VB" and _is_light(parse, verb.head):
        return verb.head, None  # "made the proposal to sell it": the parser has the proposal sell
    if verb.pos != "VERB" or token.dep not in ("dobj", "nsubjpass", "nsubj"):
        return None, None
    own = token.dep != "nsubj" or child(parse, verb.i, "dobj") is None  # "a truce ended the siege" ends no truce
    if own and (phase := _phase(parse, verb.i)):
        return verb.i, phase
    if token.dep == "nsubj" and _says_it_occurred(parse, verb.i):
        return verb.i, None
    if token.dep in ("dobj", "nsubjpass") and (_is_light(parse, verb.i) or _is_cognate(parse, verb.i, i)):
        return verb.i, None
    return None, None


def portion(parse: Parse, i: int) -> int:
    """The noun that counts event noun `i` ("a wave of attacks"), which has its place in the clause; else `i` itself."""
    preposition = parse.tokens[parse.tokens[i].head]
    if preposition.text.lower() != "of" or lemma(parse, preposition.head) not in ontology.classes().portions:
        return i
    return preposition.head


def _says_it_occurred(parse: Parse, verb: int) -> bool:
    """Whether the verb only says that its subject happened ("took place")."""
    after = child(parse, verb, "dobj", "prt", "advmod")
    words = (lemma(parse, verb), f"{lemma(parse, verb)} {lemma(parse, after)}" if after is not None else "")
    return any(word in ontology.classes().occurrence for word in words)


def _is_cognate(parse: Parse, verb: int, noun: int) -> bool:
    """Whether verb and noun tell one event together: "fought a war"."""
    if lemma(parse, verb) not in ontology.classes().cognate:
        return False
    phrases = {t.phrase[1:] for t in ontology.triggers().get((lemma(parse, verb), "V"), ())}
    return (lemma(parse, noun),) in phrases


def _taking_part(parse: Parse, i: int) -> int | None:
    """The verb of "took part in the raid", "engaged in talks": its subject does what the noun says."""
    preposition = parse.tokens[parse.tokens[i].head]
    if parse.tokens[i].dep != "pobj" or preposition.text.lower() != "in":
        return None
    verb = parse.tokens[preposition.head]
    if lemma(parse, verb.i) == "part" and verb.dep == "dobj":
        verb = parse.tokens[verb.head]
    return verb.i if verb.pos == "VERB" and lemma(parse, verb.i) in ontology.classes().participation else None


def _is_light(parse: Parse, verb: int) -> bool:
    """Whether the verb, with its particle, only carries its noun ("hold talks", "carry out a raid")."""
    return _with_particle(parse, verb) in ontology.classes().light_verbs


def _phase(parse: Parse, verb: int) -> str | None:
    """What an aspectual verb says of its event ("broke out", "called off")."""
    classes = ontology.classes()
    return classes.phase(_with_particle(parse, verb)) or classes.phase(lemma(parse, verb))


def _with_particle(parse: Parse, verb: int) -> str:
    particle = child(parse, verb, "prt")
    return lemma(parse, verb) if particle is None else f"{lemma(parse, verb)} {lemma(parse, particle)}"


# ---- verbs -----------------------------------------------------------------------------------------------------


def _verb(parse: Parse, i: int, nouns: dict[int, Match]) -> Match | None:
    token, word, classes = parse.tokens[i], lemma(parse, i), ontology.classes()
    phase = _phase_from_above(parse, i)
    if _is_habit(parse, i) or (token.dep == "amod" and _is_quality(parse, i)):
        return None
    known = ontology.triggers().get((word, "V"), ())
    beside = _beside(parse, i) if known else {}
    for trigger in known:
        parts = _phrase_parts(parse, i, trigger, beside)
        if parts is not None and holds(parse, i, trigger.needs):
            own = [p for p in parts if p not in nouns or (nouns[p].support, nouns[p].type) != (i, trigger.type)]
            span = _phrase_span(parse, i, own)
            return Match(i, span, trigger.type, trigger.mode, trigger.cameo, False, None, phase, tuple(parts))
    if word in classes.reporting and _obliges(parse, i):
        return Match(i, parse.words(i, i + 1), REQUEST, DEMAND, ontology.cameo(REQUEST, DEMAND), False, None, phase)
    if token.dep == "amod" or word in classes.no_events or not word.isalpha() or _is_preposition(parse, i):
        return None
    if _only_frames(parse, i, word, nouns):
        return None
    if not subjects(parse, i) and not is_passive(parse, i):
        return None
    return Match(i, parse.words(i, i + 1), OTHER, None, None, False, None, phase)


def _is_preposition(parse: Parse, i: int) -> bool:
    """ "following the raid", "including two children": a participle that the parser may take for a verb."""
    token = parse.tokens[i]
    governed = (
        token.dep in ("prep", "pcomp", "acl", "advcl", "ROOT") and child(parse, i, *SUBJECTS, "aux", "mark") is None
    )
    return token.tag == "VBG" and governed and lemma(parse, i) in ontology.classes().prepositions


def _obliges(parse: Parse, i: int) -> bool:
    """ "said that China must disarm": a statement that tells somebody else what to do is a demand."""
    for clause in (c for c in parse.children[i] if parse.tokens[c].dep == "ccomp"):
        modal = any(
            parse.tokens[c].dep == "aux" and parse.tokens[c].text.lower() == "must" for c in parse.children[clause]
        )
        if modal and any(is_party(parse, s) and parse.tokens[s].pos != "PRON" for s in subjects(parse, clause)):
            return True
    return False


def _only_frames(parse: Parse, i: int, word: str, nouns: dict[int, Match]) -> bool:
    """Whether the verb says no more than how its complement comes about: "began to shell", "tried to flee"."""
    classes = ontology.classes()
    if word in classes.aspectual and any(o in nouns for o in objects(parse, i)):
        return True
    if word in classes.modality and any(o in nouns for o in prepositional(parse, i, "for", "on")):
        return True
    frames = word in classes.aspectual or word in classes.modality or word in classes.implicative
    return frames and child(parse, i, "xcomp") is not None


def _phase_from_above(parse: Parse, i: int) -> str | None:
    token = parse.tokens[i]
    if token.dep not in ("xcomp", "ccomp", "dobj", "pcomp"):
        return None
    return _phase(parse, token.head)


def _beside(parse: Parse, i: int) -> dict[str, list[int]]:
    """What may be words of a phrase with verb `i`, by lemma: what hangs on it, its prepositions and particles."""
    below = list(parse.children[i])
    for _ in range(2):  # "pulled out of the treaty": each preposition hangs on the one before
        below += [g for c in below if parse.tokens[c].dep in PHRASAL for g in parse.children[c] if g not in below]
    found: dict[str, list[int]] = {}
    for c in (*(c for c in below if c > i or parse.tokens[c].dep == "advmod"), *patients(parse, i)):
        found.setdefault(lemma(parse, c), []).append(c)
    return found


def _phrase_parts(parse: Parse, i: int, trigger: Trigger, beside: dict[str, list[int]]) -> list[int] | None:
    """Tokens of a multi-word verb beside its head: particle, preposition, object; None where one is missing."""
    if not all(word in beside for word in trigger.phrase[1:]):
        return None
    if len(trigger.phrase) == 1:
        return []
    if (particle := child(parse, i, "prt")) is not None and lemma(parse, particle) not in trigger.phrase:
        return None  # "broke out in the city" is no break-in
    parts = [next((c for c in beside[w] if _belongs(parse, c, i, trigger)), None) for w in trigger.phrase[1:]]
    return None if None in parts else [p for p in parts if p is not None]


def _belongs(parse: Parse, i: int, verb: int, trigger: Trigger) -> bool:
    """Whether `i` may be a word of the phrase: not "years" in "got letters for years", as in "got six years"."""
    preposition = parse.tokens[parse.tokens[i].head]
    own = parse.tokens[i].dep == "pobj" and preposition.head == verb
    return not own or preposition.text.lower() in (*PORTION, *trigger.phrase)


def _phrase_span(parse: Parse, i: int, parts: list[int]) -> Span:
    """The verb with what directly follows of its phrase: "opened fire", but "seized" alone in "seized the port"."""
    last = i
    for part in sorted(parts):
        if part - last == 1 and parse.tokens[part].dep not in ("prep", "aux", "xcomp"):
            last = part
    return parse.words(i, last + 1)

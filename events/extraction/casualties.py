"""How many were killed and injured, in whose words, and in which event.

The numbers are those that the text gives; "at least" and "up to" are in its words.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from events.extraction.assertion import of_verb
from events.extraction.quantities import Quantity, counts_alone, quantity
from events.extraction.syntax import child, coordinated, is_passive, lemma, objects, prepositional, subjects
from events.extraction.triggers import Match
from events.model import Casualties, Parse

KILLED, INJURED = "killed", "injured"
OCCASIONS = ("in", "by", "during", "when", "after", "with", "from", "following")  # "killed in an airstrike"
SIMULTANEOUS = frozenset(["when", "as"])
APPROXIMATE = ("over", "about", "around", "under", "nearly", "almost")  # "killing over 300"
ANYONE = frozenset(["anyone", "anybody", "people"])
OTHERS = frozenset(["other", "others", "another", "more", "further"])
JOINING = ("CCONJ", "SCONJ", "PUNCT", "AUX", "SPACE", "ADV", "DET")  # parts of speech between two counts of one event
SEPARATING = frozenset([";", ":", "but"])


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people killed or injured; `anchor` is the verb, noun or state that says so."""

    anchor: int
    kind: str
    number: tuple[int, int]
    first: int
    last: int  # exclusive

    @property
    def begin(self) -> int:
        return min(self.anchor, self.first)

    @property
    def end(self) -> int:
        return max(self.anchor + 1, self.last)


Counts = dict[int, list[list[Count]]]


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, frozenset[str]]]:
    raw = tomllib.loads((files("events.extraction") / "data" / "casualties.toml").read_text(encoding="utf-8"))
    return {table: {kind: frozenset(words) for kind, words in kinds.items()} for table, kinds in raw.items()}


# ---- what is counted -------------------------------------------------------------------------------------------


def find_counts(parse: Parse) -> Counts:
    """Every count of killed or injured people by the number of its sentence, those told side by side together."""
    found = [count for token in parse.tokens for count in _counts(parse, token.i)]
    groups: list[list[Count]] = []
    for count in sorted(found, key=lambda c: (c.begin, c.anchor)):
        if groups and _side_by_side(parse, groups[-1], count):
            groups[-1].append(count)
        else:
            groups.append([count])
    by_sentence: Counts = {}
    for group in groups:
        for number in sorted({parse.sentence_number(c.anchor) for c in group}):
            by_sentence.setdefault(number, []).append(group)
    return by_sentence


def _counts(parse: Parse, i: int) -> list[Count]:
    token, word = parse.tokens[i], lemma(parse, i)
    if token.pos in ("VERB", "AUX"):
        if (lives := _lives(parse, i)) is not None:
            return _of(parse, i, [KILLED], lives)
        if kinds := _kinds("verbs", word):
            return _of(parse, i, kinds, _sufferers(parse, i)) or _of_state(parse, i)
    if token.pos == "NOUN" and (kinds := _kinds("nouns", word)):
        return _of_loss(parse, i, kinds)
    return _of_state(parse, i)


def _kinds(table: str, word: str) -> list[str]:
    return [kind for kind in (KILLED, INJURED) if word in _words()[table][kind]]


def _of(parse: Parse, i: int, kinds: list[str], people: list[int]) -> list[Count]:
    """What token `i` says of these people: the sum of their numbers."""
    told = [q for p in people if (q := _none_of(parse, i, p) or quantity(parse, p)) is not None]
    return [_count(i, kind, told) for kind in kinds] if told else []


def _none_of(parse: Parse, verb: int, i: int) -> Quantity | None:
    """ "Did not injure anyone", "without injuring anyone"."""
    if parse.tokens[i].text.lower() not in ANYONE:
        return None
    denied = child(parse, verb, "neg") is not None or parse.tokens[parse.tokens[verb].head].text.lower() == "without"
    return Quantity(0, 0, i, i + 1) if denied else None


def _count(i: int, kind: str, told: list[Quantity]) -> Count:
    number = sum(q.low for q in told), sum(q.high for q in told)
    return Count(i, kind, number, min(q.first for q in told), max(q.last for q in told))


def _sufferers(parse: Parse, i: int) -> list[int]:
    """Whom a verb of killing or injuring befell."""
    if is_passive(parse, i) or (parse.tokens[i].tag == "VBN" and parse.tokens[i].dep in ("oprd", "xcomp")):
        return subjects(parse, i)
    if lemma(parse, i) in _words()["verbs"]["ergative"] and child(parse, i, "dobj") is None:
        return subjects(parse, i)
    return objects(parse, i) or prepositional(parse, i, *APPROXIMATE)


def _lives(parse: Parse, i: int) -> list[int] | None:
    """Whose lives a verb takes ("claimed 19 lives", "took the lives of six", "lost their lives")."""
    lives = next((o for o in objects(parse, i) if lemma(parse, o) == "life"), None)
    if lives is None:
        return None
    if lemma(parse, i) in _words()["lives"]["lost"]:
        return subjects(parse, i)
    return prepositional(parse, lives, "of") or [lives] if lemma(parse, i) in _words()["lives"]["taken"] else None


def _of_state(parse: Parse, i: int) -> list[Count]:
    """ "Left six people dead", "six dead", "six people were hurt"."""
    token = parse.tokens[i]
    kinds = _kinds("states", token.text.lower()) if token.pos in ("ADJ", "NOUN", "VERB") else []
    if not kinds:
        return []
    if (before := _number_before(parse, i)) is not None:
        return [_count(i, kinds[0], [before])]
    head = parse.tokens[token.head]
    if token.dep in ("oprd", "acomp", "ccomp", "xcomp") and head.pos in ("VERB", "AUX"):
        return _of(parse, i, kinds, objects(parse, head.i) or subjects(parse, head.i))
    if token.dep in ("amod", "acl"):
        return _of(parse, i, kinds, coordinated(parse, _first_of(parse, head.i))) if head.i < i else []
    return _of(parse, i, kinds, subjects(parse, i))


def _first_of(parse: Parse, i: int) -> int:
    """The noun that `i` is coordinated with, else `i`: "left two soldiers and three policemen dead"."""
    while parse.tokens[i].dep == "conj" and parse.tokens[parse.tokens[i].head].pos in ("NOUN", "PROPN", "NUM"):
        i = parse.tokens[i].head
    return i


def _number_before(parse: Parse, i: int) -> Quantity | None:
    """The number right before the word, whatever tree the parser gave it: "12 injured", "31 others hurt"."""
    last = i - 1
    while last > 0 and parse.tokens[last].text.lower() in OTHERS:
        last -= 1
    entity = parse.entity(last)
    if last < 0 or not counts_alone(parse, last) or (entity is not None and entity.label == "DATE"):
        return None
    return quantity(parse, last)


def _of_loss(parse: Parse, i: int, kinds: list[str]) -> list[Count]:
    """ "The deaths of six people", "no injuries", "the toll rose to 45"."""
    told = [q for p in (i, *prepositional(parse, i, "of"), *_toll(parse, i)) if (q := quantity(parse, p)) is not None]
    over = parse.tokens[parse.tokens[i].head]
    if over.text.lower() == "of" and (above := quantity(parse, over.head)) is not None and above.high == 0:
        told = [above]  # "no reports of injuries"
    if not told or (lemma(parse, i) in _words()["nouns"]["both"] and any(q.high for q in told)):
        return []
    return [_count(i, kind, told) for kind in kinds]


def _toll(parse: Parse, i: int) -> list[int]:
    """ "The toll rose to 45", "the toll was 45", "brought the toll to 45"."""
    token = parse.tokens[i]
    if lemma(parse, i) != "toll" or token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return []
    verb = token.head
    return prepositional(parse, verb, "to", "at") + [c for c in parse.children[verb] if parse.tokens[c].dep == "attr"]


def _side_by_side(parse: Parse, group: list[Count], other: Count) -> bool:
    """ "Killed six people and wounded nine", "six dead, nine injured"; "Six died. Nine others were injured."."""
    last = group[-1]
    if other.kind in (c.kind for c in group):
        return False
    if last.anchor == other.anchor:
        return True
    if parse.sentence_number(last.anchor) == parse.sentence_number(other.anchor):
        aside = set(parse.subtree(last.last - 1))  # "killed six people, most of them children, and wounded nine"
        if not any(
            parse.tokens[c].dep == "prep" for c in parse.children[other.anchor]
        ):  # "died in it, while nine were hurt"
            aside |= {
                t
                for o in prepositional(parse, last.anchor, *OCCASIONS)
                for t in (o, *parse.ancestors(o)[:1], *parse.subtree(o))
            }
        between = [t for t in parse.tokens[last.end : other.begin] if t.i not in aside]
        return all((t.pos in JOINING or t.lemma == "leave") and t.text not in SEPARATING for t in between)
    begins = other.begin - parse.sentence(other.anchor).first <= 2
    told = {t.text.lower() for t in parse.tokens[other.first : other.last]}
    near = parse.sentence_number(other.anchor) - parse.sentence_number(last.anchor) == 1
    return near and begins and not told.isdisjoint(OTHERS) and not _occasions(parse, other)


# ---- in which event --------------------------------------------------------------------------------------------


def casualties(parse: Parse, match: Match, counts: Counts) -> Casualties | None:
    """What the clause of this trigger says of its dead and injured."""
    groups = counts.get(parse.sentence_number(match.head), [])
    for group in sorted(groups, key=lambda g: not any(c.anchor in _words_of(parse, match) for c in g)):
        told = _told(parse, match, group)
        if told:
            return _casualties(parse, told)
    return None


def _words_of(parse: Parse, match: Match) -> set[int]:
    return {t.i for t in parse.within(match.span.start, match.span.end)} | {match.head}


def _told(parse: Parse, match: Match, group: list[Count]) -> list[Count]:
    """The counts of a group that belong to a trigger. One that counts itself has what follows it as well."""
    own = _words_of(parse, match)
    for n, count in enumerate(group):
        if count.anchor in own:
            return [c for c in group[n:] if not _is_denied(parse, c)]
    if any(_belongs(parse, c, match.head) and _is_fact(parse, c) for c in group):
        return group
    return []


def _is_fact(parse: Parse, count: Count) -> bool:
    """Whether the text says that so many were: "could have killed dozens" does not."""
    return count.number[1] == 0 or _asserted(parse, count) == "asserted"


def _is_denied(parse: Parse, count: Count) -> bool:
    """ "Prevented the boy from being hurt"."""
    return count.number[1] != 0 and _asserted(parse, count) == "negated"


def _asserted(parse: Parse, count: Count) -> str:
    """How the text asserts the verb that counts, or that governs the noun or state that counts."""
    verb = count.anchor if parse.tokens[count.anchor].pos in ("VERB", "AUX") else parse.tokens[count.anchor].head
    return of_verb(parse, verb) if parse.tokens[verb].pos in ("VERB", "AUX") else "asserted"


def _casualties(parse: Parse, told: list[Count]) -> Casualties:
    numbers = {count.kind: count.number for count in reversed(told)}
    words = parse.words(min(c.first for c in told), max(c.last for c in told))
    return Casualties(numbers.get(KILLED), numbers.get(INJURED), words)


def _belongs(parse: Parse, count: Count, trigger: int) -> bool:
    """Whether the count is part of what the trigger's clause tells."""
    if _is_of_clause(parse, count.anchor, trigger) or trigger in _occasions(parse, count):
        return True
    token = parse.tokens[count.anchor]
    return count.number[1] == 0 and token.dep == "conj" and token.head == trigger  # "exploded, but no one was hurt"


def _is_of_clause(parse: Parse, anchor: int, trigger: int) -> bool:
    """By what the count's own word hangs on: the trigger does it, or it follows from the trigger."""
    if anchor == trigger or trigger in subjects(parse, anchor):
        return True
    token = parse.tokens[anchor]
    governor = parse.tokens[token.head]
    if token.dep in ("amod", "acl") and parse.tokens[(noun := _first_of(parse, governor.i))].dep == "dobj":
        verb = parse.tokens[noun].head
        return lemma(parse, verb) == "leave" and trigger in (verb, *subjects(parse, verb))
    if token.dep in ("oprd", "acomp", "attr", "dobj", "nsubj") and governor.i != anchor:
        if trigger in subjects(parse, governor.i) or (trigger == governor.i and _results_in(parse, anchor)):
            return True
        if governor.dep in ("advcl", "xcomp", "conj") and token.dep in ("oprd", "dobj"):
            return _is_of_clause(parse, governor.i, trigger)
    if token.dep == "conj" and governor.i != anchor and child(parse, anchor, "nsubj", "nsubjpass") is None:
        return _is_of_clause(parse, governor.i, trigger) or (governor.i == trigger and governor.pos == "VERB")
    if token.dep == "pcomp":
        return trigger == governor.head  # "exploded without injuring anyone"
    if token.dep not in ("advcl", "xcomp", "acl", "relcl"):
        return False
    attributes = [c for c in parse.children[governor.i] if parse.tokens[c].dep == "attr"]
    return trigger in (governor.i, *coordinated(parse, governor.i), *attributes)


def _results_in(parse: Parse, anchor: int) -> bool:
    """ "Shot dead", "left two dead": not "condemned the murder"."""
    token = parse.tokens[anchor]
    return token.dep in ("oprd", "acomp") or lemma(parse, token.head) == "leave"


def _occasions(parse: Parse, count: Count) -> list[int]:
    """Events that are named as means or occasion: "killed in an airstrike", "killed when troops opened fire"."""
    token = parse.tokens[count.anchor]
    places = [count.anchor, *range(count.first, count.last)]
    if token.dep in ("oprd", "acomp", "attr", "dobj", "nsubj", "nsubjpass", "xcomp"):
        places.append(token.head)
    named = [o for p in places for o in prepositional(parse, p, *OCCASIONS)]
    return named + [c for p in places for c in parse.children[p] if _is_occasion(parse, c, count)]


def _is_occasion(parse: Parse, i: int, count: Count) -> bool:
    """A clause with "when" or "as"; with "after", where those counted are its verb's subject: "six died after …"."""
    if parse.tokens[i].dep != "advcl":
        return False
    marks = {parse.tokens[c].text.lower() for c in parse.children[i] if parse.tokens[c].dep in ("mark", "advmod")}
    return bool(marks & SIMULTANEOUS) or ("after" in marks and count.first < count.anchor)

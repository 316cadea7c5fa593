"""What the text says a person is, by a title ("Russian President …"), an apposition ("…, head of the army"), a verb
("was sworn in as president") or a state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.actors import sectors
from events.actors.naming import lemmas
from events.actors.table import PEOPLE, PERSON, STATE
from events.actors.words import words
from events.model import Actor, Parse, Token

if TYPE_CHECKING:
    from events.actors.cast import Cast, Reference

LEFT = ("compound", "amod", "poss", "nmod", "nummod", "punct", "case", "appos")
SUBJECTS = ("nsubj", "nsubjpass")
REACH = 8  # tokens of a title that are looked at; an apposition may be twice as long


@dataclass(frozen=True, slots=True)
class Office:
    """Country, sector and group of a person, and the nouns that the text calls them by ("president")."""

    country: str | None = None
    sector: str | None = None
    group: Actor | None = None
    nouns: frozenset[str] = frozenset()

    def joined(self, other: Office) -> Office:
        """Both, the first where they differ."""
        return Office(
            self.country or other.country,
            self.sector or other.sector,
            self.group or other.group,
            self.nouns | other.nouns,
        )


def office(cast: Cast, reference: Reference) -> Office:
    """What stands before and behind this mention of a person."""
    parse = cast.parse
    titles = _title(parse, reference)
    found = _office(cast, titles, lemmas(titles))
    for i in descriptions(parse, reference):
        found = found.joined(_apposition(cast, i))
    for c in parse.children[reference.head]:
        if parse.tokens[c].text == "of":  # "King Hussein of Jordan"
            found = found.joined(Office(country=_state(cast, parse.subtree(c))))
    token = parse.tokens[reference.head]
    if token.dep == "appos":  # "the leader of the group, Abubakar Shekau"
        head = token.head
        members = [
            t for t in parse.tokens[parse.subtree(head)[0] : reference.first] if t.i <= head or t.i - head < REACH
        ]
        found = found.joined(_office(cast, members, lemmas([t for t in members if t.i <= head])))
    return found


def descriptions(parse: Parse, reference: Reference) -> list[int]:
    """Nouns behind this mention of a person that say what they are."""
    appositions = [c for c in parse.children[reference.head] if parse.tokens[c].dep == "appos"]
    return appositions + _became(parse, parse.tokens[reference.head])


def called(nouns: Sequence[str]) -> str:
    """What a person is called whose office has these words: the last of them, but a vice president no "president"."""
    below = any(noun in words().deputies for noun in nouns[:-1])
    return f"vice {nouns[-1]}" if below else nouns[-1]


def is_reigning(cast: Cast, reference: Reference) -> bool:
    """Whether a person is called the head of a state, and of nothing else: "President Castillo", "King Mohammed VI"."""
    titles = lemmas(_title(cast.parse, reference))
    own = lemmas(cast.parse.tokens[reference.first : reference.last])
    return titles in ([noun] for noun in words().reign) or (len(own) > 1 and not titles and own[0] in words().reign)


def _office(cast: Cast, tokens: Sequence[Token], nouns: list[str]) -> Office:
    owner = next((r for r in cast.within(tokens) if r.actor.kind not in (PERSON, PEOPLE)), None)
    own = sectors.of_words(nouns)
    names = frozenset([called(nouns)]) if own is not None else frozenset()
    if owner is None:
        return Office(None, own, None, names)
    group = None if owner.actor.kind == STATE else owner.actor
    sector = owner.sector if group is not None and owner.sector is not None else own
    return Office(owner.actor.country, sector, group, names)


def _state(cast: Cast, members: Sequence[int]) -> str | None:
    """The country of the state that these tokens name first."""
    named = cast.within([cast.parse.tokens[i] for i in members])
    return next((r.actor.country for r in named if r.actor.kind == STATE), None)


def _apposition(cast: Cast, i: int) -> Office:
    members = cast.parse.subtree(i)
    tokens = cast.parse.tokens[members[0] : members[-1] + 1][: 2 * REACH]
    found = _office(cast, tokens, lemmas([t for t in tokens if t.i <= i]))
    return found.joined(Office(sector=_headed(cast.parse, i)))


def _became(parse: Parse, person: Token) -> list[int]:
    """Nouns for what verbs say that a person is or was made: "became president", "Silva, who was elected mayor"."""
    asides = [c for c in parse.children[person.i] if parse.tokens[c].dep == "relcl"]
    verbs = [v for v in asides if any(parse.tokens[c].text.lower() == "who" for c in parse.children[v])]
    return [i for v in [*([person.head] if person.dep in SUBJECTS else []), *verbs] for i in _complements(parse, v)]


def _complements(parse: Parse, verb: int) -> list[int]:
    below = [parse.tokens[c] for c in parse.children[verb]]
    if any(t.dep == "neg" or t.tag == "MD" for t in below):
        return []
    behind = [parse.tokens[c] for t in below if t.text == "as" and t.i > verb for c in parse.children[t.i]]
    return [t.i for t in [*below, *behind] if t.dep in ("attr", "oprd", "pobj") and t.tag in ("NN", "NNP")]


def _headed(parse: Parse, i: int) -> str | None:
    """The sector of what is headed: "head of the army"."""
    for c in parse.children[i]:
        of = [g for g in parse.children[c] if parse.tokens[g].dep == "pobj"] if parse.tokens[c].text == "of" else []
        if of:
            return sectors.of_words(lemmas(list(parse.tokens[c + 1 : of[0] + 1])))
    return None


def _title(parse: Parse, reference: Reference) -> Sequence[Token]:
    """The words before a name that belong to its noun phrase."""
    first = reference.first
    while first > 0 and reference.first - first < REACH:
        token = parse.tokens[first - 1]
        if token.dep not in LEFT or token.tag == "," or not first - 1 <= token.head < reference.last:
            break
        first -= 1
    return parse.tokens[first : reference.first]

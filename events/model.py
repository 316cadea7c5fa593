"""The records that every step takes and gives. Frozen, plain, and free of imports of ours.

Offsets count Unicode code points of `Article.text`. Unknown is `None`; what is guessed says so by its basis or its
confidence (0 to 1).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

# ---- reading ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` is the title (where there is one), a blank line and the body, never normalised."""

    id: str  # hash of the text
    name: str  # the id that the input gave, else the file's name, else `id`: what output calls it
    text: str
    title: str | None = None
    published: date | None = None
    # user, metadata, byline; crawled: the day a web archive took it; future: what is said lies ahead and is not used
    published_basis: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that could not be used: what it is called, what is wrong and what to do."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article: `article.text[start:end] == text`."""

    text: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


# ---- the parse -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its dependency arc. `head` is the index of its head in `Parse.tokens`; a root is its own head."""

    i: int
    text: str
    lemma: str
    pos: str  # Universal POS
    tag: str  # Penn Treebank tag
    dep: str  # ClearNLP label, as spaCy's English pipelines give
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens `first` up to `last` (exclusive), with its OntoNotes label."""

    span: Span
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` up to `last` (exclusive) and the words that they cover."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger reads in a word, were it one that tells an event: probabilities (0 to 1), without the very small.

    `pointed`: by role (actor, recipient, place, time), of tokens to be the words for it; None: none of its sentence is.
    """

    types: Mapping[str, float]
    assertions: Mapping[str, float]
    pointed: Mapping[str, Mapping[int | None, float]]


ENOUGH_WORDS = 12  # tokens of a sentence, of which fewer give the tagger too little to go by


@dataclass(frozen=True)
class Parse:
    """Tokens, sentences and named entities of one text, in plain records, with the walks over its trees."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    eventive: tuple[float, ...] = ()  # of each token, how probable it is that it tells of a happening (0 to 1)
    told: tuple[
        float, ...
    ] = ()  # of each that does, how probable it is that it is an event, not said in passing (0 to 1)
    reading: Callable[[int], Reading] = lambda i: Reading({}, {}, {})  # what the token with an index would tell
    # How alike a token and each of some others are read: cosines, -1 to 1.
    alike: Callable[[int, Sequence[int]], list[float]] = lambda i, others: [0.0] * len(others)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Indexes of each token's dependents, in the order of the text."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token.i)
        return tuple(tuple(c) for c in found)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def _entity_of(self) -> dict[int, Entity]:
        return {i: e for e in self.entities for i in range(e.first, e.last)}

    def entity(self, i: int) -> Entity | None:
        """The named entity that the token `i` belongs to."""
        return self._entity_of.get(i)

    def at(self, offset: int) -> Token | None:
        """The token that covers the character at `offset`, else the last one that starts before it."""
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i] if i >= 0 else None

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Tokens that start in the characters `start` to `end`."""
        return self.tokens[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]

    def root(self, span: Span) -> Token | None:
        """The head of a span: its token whose own head lies outside of it."""
        tokens = self.within(span.start, span.end)
        inside = {t.i for t in tokens}
        return next((t for t in tokens if t.head == t.i or t.head not in inside), None)

    def sentence_number(self, i: int) -> int:
        """Which sentence of the text the token with index `i` belongs to, from 0."""
        return bisect_right(self._sentence_starts, i) - 1

    def sentence(self, i: int) -> Sentence:
        """The sentence of the token with index `i`."""
        return self.sentences[self.sentence_number(i)]

    def is_short(self, i: int) -> bool:
        """Whether the sentence of the token `i` is too short for the tagger to know better than rules."""
        sentence = self.sentence(i)
        return sentence.last - sentence.first < ENOUGH_WORDS

    def pointed(self, i: int, role: str, stretches: Sequence[tuple[int, int]]) -> dict[int | None, float]:
        """How probable it is (0 to 1) that an event told with the token `i` has its `role` in which of some stretches.

        A stretch is a first token and the one after the last; the answers are numbers of stretches, None for none.
        """
        pointed = self.reading(i).pointed.get(role, {})
        shares = [sum(p for j, p in pointed.items() if j is not None and a <= j < b) for a, b in stretches]
        return {None: max(0.0, 1 - sum(shares)) if pointed else 0.0, **dict(enumerate(shares))}

    def subtree(self, i: int) -> list[int]:
        """Index `i` and all that depend on it, in the order of the text."""
        found, open_ = [], [i]
        while open_:
            j = open_.pop()
            found.append(j)
            open_.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> list[int]:
        """Indexes from the head of `i` up to the root of its sentence."""
        found = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            found.append(i)
        return found

    def words(self, first: int, last: int) -> Span:
        """The span from the token `first` up to the token `last` (exclusive)."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(self.text[start:end], start, end)


# ---- who -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that acts in the news, once under all its names."""

    id: str  # ISO alpha-3 for a state, a slug for others
    name: str
    country: str | None = None  # ISO 3166-1 alpha-3
    kind: str | None = None  # state, organisation, armed group, person, people
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to one event, in the words of the text. `actor` is None where the words name nobody in particular."""

    span: Span | None  # None: named by a person
    role: str  # actor or recipient
    actor: Actor | None = None
    sector: str | None = None  # PLOVER: GOV MIL REB OPP PTY COP JUD SPY IGO NGO MED EDU BUS CRM CVL UAF

    @property
    def said(self) -> str:
        """The words for it; where a person named it, its name."""
        if self.span is not None:
            return self.span.text
        return self.actor.name if self.actor else ""


# ---- where -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym could also have meant."""

    name: str
    lat: float
    lon: float
    geonameid: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym and where it lies. An unresolved one has its span and `None` for the rest."""

    span: Span | None  # None: placed by a person
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geonameid: int | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    admin1: str | None = None
    feature: str | None = None  # GeoNames feature code
    precision: str | None = None  # site, settlement, admin2, admin1, country, region
    alternatives: tuple[Candidate, ...] = ()
    confidence: float | None = None
    service: str | None = None  # the online geocoder whose answer this is; None: the gazetteer's, or a person's


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text. `metonym`: it stands for a government, a team or the like, not for the place."""

    span: Span
    place: Place
    metonym: bool = False


# ---- when ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """When something happened. `earliest` and `latest` are ISO 8601: YYYY-MM-DD, or YYYY-MM-DDTHH:MM for an hour."""

    span: Span | None
    earliest: str | None
    latest: str | None
    granularity: str | None  # minute hour day week month season year decade
    basis: str  # stated, inferred, published


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 attributes and, where it names a stretch of the calendar, its interval."""

    span: Span
    type: str  # DATE TIME DURATION SET
    value: str | None
    mod: str | None = None
    flag: str | None = None  # ambiguous, unresolved, impossible: why `value` is less than sure
    interval: TimeInterval | None = None


# ---- what ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Casualties:
    """Lowest and highest number that the text gives, each with the words that say so."""

    killed: tuple[int, int] | None = None
    injured: tuple[int, int] | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure each part is, 0 to 1; None where it is not there. `event`: that it is one, not said in passing."""

    actor: float | None = None
    place: float | None = None
    time: float | None = None
    event: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one article tells it."""

    id: str
    article_id: str
    type: str
    trigger: Span
    what: Span
    sentence: Span
    mode: str | None = None
    cameo: str | None = None
    incident: str | None = None  # the same for mentions of one article that tell of one event, and of what it did
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    time: TimeInterval | None = None
    assertion: str = "asserted"  # asserted negated possible planned conditional
    attribution: Span | None = None
    ended: bool = False
    after: str | None = None
    casualties: Casualties | None = None
    salience: float = 0.0
    confidence: Confidence = Confidence()
    corrected: tuple[tuple[str, str], ...] = ()  # field → correction id, of what a person set
    verified: bool = False  # a person said that it is right
    deleted: bool = False  # a person said that it is none
    happening: str | None = None  # the same for mentions of one article that tell of the very same happening

    @property
    def unit(self) -> str:
        """What merging takes as one: its happening; the incident of one that was read before there were happenings."""
        return self.happening or self.incident or self.id


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, told by one or more mentions. `basis` names the mention, or correction, that gave each field."""

    id: str
    type: str
    mode: str | None
    cameo: str | None
    participants: tuple[Participant, ...]
    place: Place | None
    time: TimeInterval | None
    assertion: str
    casualties: Casualties | None
    mentions: tuple[Mention, ...]
    confidence: Confidence = Confidence()
    salience: float = 0.0
    basis: dict[str, str] = field(default_factory=dict)  # field → mention or correction id
    copies: dict[str, str] = field(default_factory=dict)  # article → the one whose text it repeats
    verified: bool = False
    deleted: bool = False

    @property
    def sources(self) -> int:
        """Number of articles that tell of it, a text and its copies once."""
        return len({self.copies.get(m.article_id, m.article_id) for m in self.mentions})


# ---- what persons say ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a correction is bound to: a trigger's place in an article's text, whoever finds it there."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the log: what a person said, when, and of which words. Values are plain JSON."""

    number: int  # its place in the log, from 1
    action: str  # set merge split add take undo redo
    author: str
    moment: str  # ISO 8601, UTC
    anchors: tuple[Anchor, ...] = ()
    rest: tuple[Anchor, ...] = ()  # split: what stays
    field: str | None = None  # set: which one
    old: Any = None
    new: Any = None
    note: str | None = None
    undoes: int | None = None  # undo, redo: of which entry
    erased: bool = False  # its words went with the article that they came from

    @property
    def id(self) -> str:
        """What the basis of a field calls it."""
        return f"c{self.number}"


# ---- what is told of them --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    """One event of a story, with what its teller says of it."""

    event_id: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Events that somebody picked and put in order."""

    id: str
    title: str
    chapters: tuple[Chapter, ...] = ()

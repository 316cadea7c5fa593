"""Which words could be names of places: entities and capitalised words, cut where the gazetteer knows a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from events.model import Parse, Span
from events.places import context
from events.places.entries import Entry
from events.places.gazetteer import Gazetteer
from events.places.names import fold
from events.places.words import kind_of, words

PLACES = ("GPE", "LOC", "FAC")
NUMBERS = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "LAW"))
LONGEST = 6  # tokens
LINKERS = frozenset((
    "of", "the", "de", "del", "la", "al", "el", "du", "di", "da", "und", "e", "y", "a", "ed", "ez", "az", "ash",
    "an", "ad", "i", "ul", "il", "ur", "sur", "-",
))  # fmt: skip

# Evidence of a name cut out of a longer one, or only like what is known; `events.places.recognition` adds to it.
LABEL = {"GPE": 1.5, "LOC": 1.5, "FAC": 0.9, "PERSON": -1.0, "NORP": -0.3, "EVENT": -0.5, "WORK_OF_ART": -0.5}
PUBLIC, INNER, NAMED_AFTER, PRIVATE, SPELLING = 1.3, -1.5, 1.0, -2.5, -0.5


@dataclass(slots=True)
class Name:
    """A name that may be one of a place: tokens `first` up to `last`, its candidates, and the evidence for it."""

    first: int
    last: int
    span: Span
    entries: tuple[Entry, ...]
    label: str | None
    evidence: float = 0.0
    kind: str | None = None
    container: Name | None = None  # "Paris, Texas": Texas
    outside: Name | None = None  # the container in which no candidate lies
    country: str | None = None  # alpha-3 that an adjective says: "the Iraqi town of"
    whole: bool = True  # no part of a longer name
    among: str | None = None  # the kind of place that all names of its list are: country or admin1
    definite: bool = False  # "the Pacific", which modifies nothing
    notes: dict[str, float] = field(default_factory=dict)

    def add(self, why: str, amount: float) -> None:
        self.notes[why] = amount
        self.evidence += amount


def names(parse: Parse, gazetteer: Gazetteer) -> Iterator[Name]:
    """Every name that could be a place: none overlaps another."""
    i = 0
    while i < len(parse.tokens):
        entity = parse.entity(i)
        if entity is not None and entity.first == i:
            last = _beyond(parse, gazetteer, i, max(entity.last, i + 1))
            yield from _of_chunk(parse, gazetteer, i, last, entity.label)
        else:
            last = _run(parse, i)
            if last > i:
                yield from _of_chunk(parse, gazetteer, i, last, None)
            last = max(last, i + 1)
        i = last


def _beyond(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> int:
    """End of a known name that begins with an entity and goes on behind it: "Salah" + "ad Din"."""
    end = min(len(parse.tokens), first + LONGEST)
    if last < end and _is_kind_word(parse, last):
        last += 1
    if last >= end or not (parse.tokens[last].text.lower() in LINKERS or _is_name_word(parse, last)):
        return last
    named = next((t.i for t in parse.tokens[first:last] if t.text.lower() not in context.DETERMINERS), first)
    hit = _longest(parse, gazetteer, named, end)
    return (
        hit[0]
        if hit is not None and hit[0] > last and parse.sentence_number(hit[0] - 1) == parse.sentence_number(first)
        else last
    )


def _is_kind_word(parse: Parse, i: int) -> bool:
    """Whether a capitalised word by itself says what the name before it is: "Hampton" + "Bay"."""
    token, entity = parse.tokens[i], parse.entity(i)
    alone = entity is None or entity.last - entity.first == 1
    joined = alone and parse.sentence_number(i) == parse.sentence_number(i - 1)
    return joined and token.text[:1].isupper() and not token.text.isupper() and kind_of(token.text.lower()) == "nature"


def _run(parse: Parse, i: int) -> int:
    """End of the capitalised words from `i` that no entity holds; `i` where there are none."""
    j = i
    while j < len(parse.tokens) and parse.entity(j) is None and _is_name_word(parse, j):
        j += 1
        if (
            j + 1 < len(parse.tokens)
            and parse.tokens[j].text in LINKERS
            and parse.entity(j + 1) is None
            and _is_name_word(parse, j + 1)
        ):
            j += 1
    return j


def _is_name_word(parse: Parse, i: int) -> bool:
    """Whether a word is written as a name: capitalised where that says something, or opening a dateline."""
    token = parse.tokens[i]
    if not token.text[:1].isupper() or token.pos not in ("PROPN", "NOUN", "ADJ"):
        return False
    return token.pos == "PROPN" or i > parse.sentence(i).first or context.is_dateline(parse, i, i + 1)


def _of_chunk(parse: Parse, gazetteer: Gazetteer, first: int, last: int, label: str | None) -> Iterator[Name]:
    """The names in one entity or one run of capitalised words."""
    if label in NUMBERS:
        return
    first, last = _trim(parse, first, last)
    if first >= last:
        return
    if (bracket := next((t.i for t in parse.tokens[first:last] if t.text in ("(", "—", "–")), None)) is not None:
        yield from _of_chunk(parse, gazetteer, first, bracket, label)
        yield from _of_chunk(parse, gazetteer, bracket + 1, last, label)
        return
    text = _text(parse, first, last)
    if whole := gazetteer.exact(text):
        yield _name(parse, first, last, whole, label)
    elif gazetteer.country_of(text):
        return
    elif _is_street(parse, first, last):
        yield _name(parse, first, last, (), "FAC")
    elif label in PLACES and (similar := gazetteer.lookup(text)):
        name = _name(parse, first, last, similar, label)
        of_nature = _is_of_nature(parse, first, last) and not any(_says_kind(e) for e in similar)
        name.add(*(("named after", NAMED_AFTER) if of_nature else ("spelling", SPELLING)))
        yield name
    else:
        parts = list(_parts(parse, gazetteer, first, last, label))
        if len(parts) == 1 and _is_of_nature(parse, first, last):
            yield _named_after(parse, first, last, parts[0])
        elif parts and _is_another_place(parse, first, last, label, parts):
            yield _name(parse, first, last, (), label)
        elif parts and not (_is_feature(parse, first, last) and all(p.evidence < 0 for p in parts)):
            yield from parts
        elif label in PLACES or _is_feature(parse, first, last) or context.apposed_kind(parse, last):
            yield _name(parse, first, last, (), label)


def _is_another_place(parse: Parse, first: int, last: int, label: str | None, parts: list[Name]) -> bool:
    """ "the Golden Horn", "Meghani Nagar": a name that nothing knows, of which a part is another place's."""
    inside = {i for p in parts for i in range(p.first, p.last)}
    rest = [t.text.lower() for t in parse.tokens[first:last] if t.i not in inside and t.text[:1].isupper()]
    unknown = [w for w in rest if len(w) > 1 and not (kind_of(w) or w in words("directions") or w in LINKERS)]
    bodies = any(w in words("bodies.public") or w in words("venues") for w in rest)
    return label in PLACES and bool(unknown) and not bodies


def _is_feature(parse: Parse, first: int, last: int) -> bool:
    """ "Robben Island", "Cape of Good Hope", "Roki Tunnel": a name that says itself what kind of place it is."""
    words_ = [t.text.lower() for t in parse.tokens[first:last]]
    return len(words_) > 1 and (kind_of(words_[-1]) in ("nature", "site") or kind_of(words_[0]) == "nature")


def _is_of_nature(parse: Parse, first: int, last: int) -> bool:
    """ "Plymouth Sound", "Lake Vermont": a feature that bears the name of some place, and seldom lies in it."""
    head, tail = parse.tokens[first].text, parse.tokens[last - 1].text
    return last - first > 1 and tail[:1].isupper() and "nature" in (kind_of(head.lower()), kind_of(tail.lower()))


def _says_kind(entry: Entry) -> bool:
    """Whether a place is a feature by its own name: "Hampton Bay", not Hampton."""
    return any(kind_of(word) == "nature" for word in fold(entry.name).split())


def _named_after(parse: Parse, first: int, last: int, part: Name) -> Name:
    """The whole of such a name, with the places that it may be near to."""
    name = _name(parse, first, last, part.entries, part.label)
    name.add("named after", NAMED_AFTER)
    return name


def _is_street(parse: Parse, first: int, last: int) -> bool:
    """ "Memphis St.", "Highway 19": named ways, which no gazetteer of the world has."""
    if last - first < 2:
        return False
    head, tail = parse.tokens[first].text.lower(), parse.tokens[last - 1].text.lower()
    return tail.rstrip(".") in words("ways") or (head in words("ways") and tail[:1].isdigit())


def _trim(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """The range without article, possessive, punctuation, and words in small letters ("Aceh province")."""
    tokens = parse.tokens
    while first < last and (
        tokens[first].text.lower() in context.DETERMINERS
        or not tokens[first].text[:1].isalnum()
        or tokens[first].text.islower()
    ):
        first += 1
    while last > first and (
        tokens[last - 1].text in ("'s", "’s", "'", "’")
        or not tokens[last - 1].text[:1].isalnum()
        or tokens[last - 1].text.islower()
    ):
        last -= 1
    return first, last


def _parts(parse: Parse, gazetteer: Gazetteer, first: int, last: int, label: str | None) -> Iterator[Name]:
    """Known names inside a longer one: "Northeast Texas", "Gainesville City Council", "Mosul and Tikrit"."""
    if label == "NORP":
        return
    rest = [t.text.lower() for t in parse.tokens[first:last]]
    private = any(w in words("bodies.private") for w in rest) or " ".join(rest[-2:]) in words("bodies.private")
    i, found = first, []
    while i < last:
        hit = _longest(parse, gazetteer, i, last)
        if hit is None:
            i += 1
            continue
        name = _name(parse, i, hit[0], hit[1], label)
        name.whole = False
        found.append(name)
        i = hit[0]
    for name in found:
        if is_never(name, parse, gazetteer):
            continue
        others = [t.text.lower() for t in parse.tokens[first:last] if not name.first <= t.i < name.last]
        name.add("part", _part(name, others, first, private, parse))
        yield name


def _part(name: Name, others: list[str], first: int, private: bool, parse: Parse) -> float:
    """Evidence for a name inside a longer one: whether the rest only says where it lies, or what body is there."""
    if kind_of(parse.tokens[name.last - 1].text.lower()) == "admin2" and name.last - name.first > 1:
        return 0.3  # "Walker County Fair": whose the rest may be
    told = [w for w in others if w.isalnum()]
    joined = all(w in (",", "and", "&", "or", "/", "-", "–") or w in words("directions") or kind_of(w) for w in others)
    if joined:
        return 0.3
    if private:
        return PRIVATE
    public = any(w in words("bodies.public") for w in told) or _is_division(name)
    leads = name.first == first or parse.tokens[name.first - 1].text.lower() in ("of", "in", "the")
    if public and leads:
        return PUBLIC - min(0.0, LABEL.get(name.label or "", 0.0))
    return INNER


def _is_division(name: Name) -> bool:
    """Whether a name is above all one of a country's divisions: "Ohio Coalition for Education" is of that state."""
    best = max(name.entries, key=lambda e: e.weight + e.official, default=None)
    return best is not None and best.official and best.precision == "admin1"


def _longest(parse: Parse, gazetteer: Gazetteer, i: int, last: int) -> tuple[int, tuple[Entry, ...]] | None:
    token = parse.tokens[i]
    if not token.text[:1].isupper() or (token.text.lower() in words("never.names") and last - i == 1):
        return None
    for j in range(min(last, i + LONGEST), i, -1):
        if not all(
            t.text[:1].isupper() or t.text[:1].isdigit() or t.text.lower() in LINKERS for t in parse.tokens[i:j]
        ):
            continue
        if parse.tokens[j - 1].text[:1].isupper() or parse.tokens[j - 1].text[:1].isdigit():
            text = _text(parse, i, j)
            if found := gazetteer.exact(text):
                return j, found
    return None


def _text(parse: Parse, first: int, last: int) -> str:
    end = parse.tokens[last - 1].end + _has_stop(parse, first, last)
    return " ".join(parse.text[parse.tokens[first].start : end].split())


def _name(parse: Parse, first: int, last: int, entries: tuple[Entry, ...], label: str | None) -> Name:
    span = parse.words(first, last)
    if _has_stop(parse, first, last):
        span = Span(parse.text[span.start : span.end + 1], span.start, span.end + 1)
    return Name(first, last, span, entries, label)


def _has_stop(parse: Parse, first: int, last: int) -> bool:
    """Whether the full stop after a name is its own: "W.Va." that the tokeniser has split."""
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return "." in parse.text[start:end] and parse.text[end : end + 1] == "." and parse.text[end - 1] != "."


def is_never(name: Name, parse: Parse, gazetteer: Gazetteer) -> bool:
    """Words that are no places as news uses them, adjectives of countries, illnesses ("Marburg virus"), ships."""
    folded = fold(name.span.text)
    if gazetteer.abbreviation(name.span.text):
        return False
    if folded in words("never.names") or len(folded) < 2 or not any(c.isalpha() for c in folded):
        return True
    if kind_of(folded) or folded in words("directions") or name.span.text.lower() in words("titles"):
        return True
    if gazetteer.country_of(name.span.text) and not any(e.official and e.precision == "country" for e in name.entries):
        return True
    before = parse.tokens[name.first - 1].text if name.first > 0 else ""
    following = parse.tokens[name.last].text.lower() if name.last < len(parse.tokens) else ""
    return following in words("illnesses") or (before.isupper() and before.lower() in words("ships"))

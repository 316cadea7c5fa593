"""Which words of a parse are names of places: spaCy's entities, corrected by gazetteer and context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from events.model import Parse, Span
from events.places import context
from events.places.entries import Entry, distance_km
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
JOINTS = (",", "and", ", and", "or", ", or", "&")  # between the names of a list
HOLDERS = ("country", "admin1", "admin2", "region")
OUTSIDE = 1.5  # of a division's radius from its middle, from where on a place surely does not lie in it
FEWEST = 3  # names of a list that says what kind of place all of them are
ENOUGH = 1.0  # evidence from which a name counts as a place

# Evidence, added up. What a label says, what a preposition says…
LABEL = {"GPE": 1.5, "LOC": 1.5, "FAC": 0.9, "PERSON": -1.0, "NORP": -0.3, "EVENT": -0.5, "WORK_OF_ART": -0.5}
WELL_KNOWN = 0.7
SPEAKS = -1.5
CAPITALISED = -0.3  # tagged as a common noun, but written as a name
LONE = 0.0  # a person whom the text never names in full may be none
INSIDE, FROM, ASIDE, KIND, CONTAINED, DATELINE, ABBREVIATION, LISTED = 2.0, 1.1, 0.6, 2.0, 2.5, 2.5, 2.0, 1.5
ELSEWHERE = 0.6
BELONGING, PERSONAL, FOLLOWED, PARTY, PUBLIC, INNER = 1.6, 1.4, 1.5, 2.0, 1.3, -1.5
NAMED_AFTER = 1.0
SURNAME, TITLE, UNKNOWN, PRIVATE, SPELLING, COMMON = -2.5, -3.0, -1.0, -2.5, -0.5, -1.0


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


def recognise(parse: Parse, gazetteer: Gazetteer) -> list[Name]:
    """Names of places in the order of the text, with candidates from the gazetteer where it knows them."""
    surnames = _surnames(parse)
    names = [n for n in _names(parse, gazetteer) if not _is_never(n, parse, gazetteer)]
    for name in names:
        _weigh(name, parse, surnames, gazetteer)
    _contain(names, parse, gazetteer)
    _agree(names)
    _list(names, parse)
    for run in lists(names, parse):
        _rank(run)
    return [n for n in names if n.evidence >= ENOUGH]


# ---- candidates ----------------------------------------------------------------------------------------------------


def _names(parse: Parse, gazetteer: Gazetteer) -> Iterator[Name]:
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
    """Whether a capitalised word by itself says what the name before it is: "Islington" + "Bay"."""
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
    token = parse.tokens[i]
    return (
        token.text[:1].isupper()
        and token.pos in ("PROPN", "NOUN", "ADJ")
        and (token.pos == "PROPN" or i > parse.sentence(i).first)
    )


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
        if _is_never(name, parse, gazetteer):
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


def _is_never(name: Name, parse: Parse, gazetteer: Gazetteer) -> bool:
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


# ---- evidence ------------------------------------------------------------------------------------------------------


def _surnames(parse: Parse) -> frozenset[str]:
    """Last words of the persons whom the text names in full, or with a title ("Mrs. Merkel")."""
    found = set()
    for entity in parse.entities:
        if entity.label == "PERSON" and entity.last - entity.first > 1:
            tokens = [
                t.text
                for t in parse.tokens[entity.first : entity.last]
                if t.text[:1].isalpha() and t.text not in ("’s", "'s")
            ]
            if len(tokens) > 1:
                found.add(tokens[-1])
        elif entity.label == "PERSON" and context.has_title(parse, entity.first):
            found.add(parse.tokens[entity.first].text)
    return frozenset(found)


def _weigh(name: Name, parse: Parse, surnames: frozenset[str], gazetteer: Gazetteer) -> None:
    lone = name.label == "PERSON" and name.last - name.first == 1 and name.whole and name.span.text not in surnames
    name.add("label", LONE if lone else LABEL.get(name.label or "", 0.0))
    if name.last - name.first == 1 and parse.tokens[name.first].pos != "PROPN":
        inner = parse.tokens[name.first].pos == "NOUN" and name.first > parse.sentence(name.first).first
        name.add("common", CAPITALISED if inner or name.label is not None else COMMON)
    name.add("preposition", 0.0 if context.names_another(parse, name.last) else _governed(name, parse))
    if context.is_followed(parse, name.last):
        name.add("followed", FOLLOWED)
    if context.is_party_label(parse, name.first):
        name.add("party", PARTY)
    if (
        (kind := context.kind(parse, name.first, name.last))
        and name.evidence > -2
        and (name.label != "NORP" or kind in ("admin1", "admin2"))
    ):
        name.kind = kind
        name.add("kind", KIND if name.whole else 0.5)
    if context.is_dateline(parse, name.first, name.last) and name.entries:
        name.add("dateline", DATELINE)
    if name.last - name.first == 1 and name.span.text in surnames:
        name.add("surname", SURNAME)
    if context.is_compounded(parse, name.first, name.last) and not gazetteer.country_of(
        parse.tokens[name.first - 1].text
    ):
        name.add("compounded", INNER)
    if name.label not in PLACES and context.speaks(parse, name.first, name.last):
        name.add("speaks", SPEAKS)
    if name.whole and name.label not in (*PLACES, "ORG") and _is_well_known(name):
        name.add("well known", WELL_KNOWN)
    if context.has_title(parse, name.first):
        name.add("title", TITLE)
    if context.is_saints(parse, name.first, name.last):
        name.add("saint", 0.0)
    name.definite = name.whole and context.is_definite(parse, name.first, name.last)
    name.add("known", _known(name, gazetteer))


def _governed(name: Name, parse: Parse) -> float:
    """Evidence of the preposition before a name: "in X", "a man from X", "John Smith, 41, of X"."""
    preposition = context.preposition(parse, name.first)
    if preposition is None:
        return FROM if context.is_entered(parse, name.first) else 0.0
    if preposition in words("inside"):
        return INSIDE
    if preposition in ("from", "at"):
        return FROM
    if preposition in ("to", "for") and context.is_destination(parse, name.first):
        return FROM
    if preposition == "of" and context.is_belonging(parse, name.first):
        return BELONGING
    return PERSONAL if preposition == "of" and context.is_of_person(parse, name.first) else ASIDE


def _is_well_known(name: Name) -> bool:
    """Whether a town of 50,000 inhabitants and more, or a place of the supplement, bears the name officially."""
    return any(e.official and e.weight >= 4.5 and e.precision in ("settlement", "site", "region") for e in name.entries)


def _known(name: Name, gazetteer: Gazetteer) -> float:
    """A large place is seldom anything else; a village may be."""
    if not name.entries:
        return UNKNOWN
    if form := gazetteer.abbreviation(name.span.text):
        return UNKNOWN if form[0][1] == "postal" else ABBREVIATION
    best = max(name.entries, key=lambda e: e.weight + e.official)
    return max(-1.0, min(1.5, (best.weight - 4.5) * 0.5)) - (0.0 if best.official else 0.3)


def lists(names: list[Name], parse: Parse) -> Iterator[list[Name]]:
    """Runs of names that can all be of one kind: "Utah, Virginia, Washington and Ohio".

    Two alone are none: "Washington, Pennsylvania" is a town of that state.
    """
    return (run for run in runs(names, parse, _divisions) if len(run) >= FEWEST)


def runs(names: list[Name], parse: Parse, fits: Callable[[Name], bool] = bool) -> Iterator[list[Name]]:
    """Runs of names that fit, one after the other, joined by commas and "and"."""
    run: list[Name] = []
    for name in names:
        joined = run and parse.text[run[-1].span.end : name.span.start].strip().lower() in JOINTS
        if not (joined and fits(name)):
            if run:
                yield run
            run = []
        if fits(name):
            run.append(name)
    if run:
        yield run


def _rank(run: list[Name]) -> None:
    """What a list is one of: the rank that most of its names can have, countries before divisions."""
    kinds = [{e.precision for e in n.entries if e.official} for n in run]
    if all("settlement" in k for k in kinds):
        return  # "Cusco, Arequipa and Puno": towns as well as divisions
    ranks = Counter(r for k in kinds for r in k if r in ("country", "admin1"))
    rank = max(("country", "admin1"), key=lambda r: ranks[r])
    for name in run:
        name.among = rank


def _divisions(name: Name) -> bool:
    """Whether a name is one of a country or of a first-order division, whatever else bears it."""
    return any(e.official and e.precision in ("country", "admin1") for e in name.entries)


def _contain(names: list[Name], parse: Parse, gazetteer: Gazetteer) -> None:
    """ "Paris, Texas", "Springfield (Ill.)", "the Iraqi town of Amerli": a place named with the one that holds it."""
    listed = {id(n) for run in lists(names, parse) for n in run}
    for name, following in pairwise(names):
        between = parse.text[name.span.end : following.span.start].strip()
        if id(name) in listed and id(following) in listed:
            continue
        if between in (",", "(", ", in", "in", ", in the", "in the", ", the", ".,") or (
            between == "" and following.span.text.isupper()
        ):
            postal = tuple(e for e, kind in gazetteer.abbreviation(following.span.text))
            holders = postal or following.entries
            if _is_elsewhere(name, following, holders, parse):
                name.entries = ()
                name.outside = following
            if any(contains(h, e) for h in holders for e in name.entries):
                name.container = following
                following.entries = holders
                if between not in ("in", "in the", ", in", ", in the"):
                    name.add("contained", CONTAINED)
                    following.add("container", CONTAINED)
    for name in names:
        token = context.adjective(parse, name.first)
        if token is not None and (country := gazetteer.country_of(token.text)):
            name.country = country
            if any(e.country == country for e in name.entries) and name.kind:
                name.add("adjective", 1.0)


def _is_elsewhere(name: Name, following: Name, holders: tuple[Entry, ...], parse: Parse) -> bool:
    """Whether all places of a name lie far from the state or country that the text itself says it is in.

    "Stroud, Ontario," is none of the Strouds that are known. A comma may join a list, too: then another name, or "and",
    is near.
    """
    holder = max(holders, key=lambda e: e.weight + e.official, default=None)
    before, after = parse.text[: name.span.start].rstrip()[-4:], parse.text[following.span.end :].lstrip()
    listed = before.endswith((",", " and", " or")) or after.startswith(("and ", "or ", "& ", "/", ", and ", ", or "))
    if not name.entries or holder is None or listed or _divisions(name):
        return False
    if holder.precision not in HOLDERS or not holder.official or holder.country is None:
        return False
    return not any(contains(h, e) or _is_near(h, e) for h in holders for e in name.entries)


def _is_near(holder: Entry, entry: Entry) -> bool:
    """Whether a place may lie in a country or division whose borders moved, or are disputed."""
    return distance_km(holder.lat, holder.lon, entry.lat, entry.lon) < OUTSIDE * holder.radius_km + 100


def contains(holder: Entry, entry: Entry) -> bool:
    """Whether a country or division holds a place, as far as codes and names tell."""
    if holder.id == entry.id or holder.country != entry.country or holder.country is None:
        return False
    if holder.precision == "country":
        return True
    if holder.precision == "admin1":
        return entry.precision != "admin1" and entry.admin1 is not None and fold(entry.admin1) == fold(holder.name)
    if holder.precision == "admin2":
        return (
            entry.precision in ("settlement", "site")
            and distance_km(holder.lat, holder.lon, entry.lat, entry.lon) < 2.5 * holder.radius_km
        )
    return False


def _agree(names: list[Name]) -> None:
    """What is a place in one sentence of an article is one in the others."""
    best: dict[str, float] = defaultdict(float)
    for name in names:
        folded = fold(name.span.text)
        best[folded] = max(best[folded], name.evidence)
    for name in names:
        others = best[fold(name.span.text)]
        if (
            others > name.evidence
            and "surname" not in name.notes
            and "title" not in name.notes
            and name.notes.get("part", 0) > -1
        ):
            name.add("elsewhere", ELSEWHERE * min(others - name.evidence, 3.0))


def _list(names: list[Name], parse: Parse) -> None:
    """ "Mosul, Tikrit and Fallujah": what is listed with places is one."""
    neighbours = list(pairwise(names))
    for pairs in (neighbours, [(b, a) for a, b in reversed(neighbours)]):
        for known, name in pairs:
            left, right = (known, name) if known.first < name.first else (name, known)
            between = parse.text[left.span.end : right.span.start].strip().lower()
            if between in (*JOINTS, "/") and known.evidence >= ENOUGH and "listed" not in name.notes and name.entries:
                name.add("listed", LISTED)

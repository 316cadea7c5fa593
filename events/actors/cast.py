"""Who an article names: known actors, and the persons, organisations and peoples that only this article knows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from events.actors import sectors
from events.actors.table import ORGANISATION, PEOPLE, PERSON, STATE, Hit, Name, actors, find, token_words
from events.model import Actor, Entity, Parse, Token

KIND_OF_LABEL = {"PERSON": PERSON, "ORG": ORGANISATION, "NORP": PEOPLE}
OFFICIAL = ("GOV", "MIL", "COP", "JUD", "SPY")  # sectors in which a state itself acts
# Prepositions after which a name is a place, no party that a later pronoun could mean.
LOCATIVE = frozenset(("in", "at", "near", "around", "outside", "inside", "across", "throughout", "via", "through"))
PLACE_NOUNS = frozenset(
    ("town", "city", "village", "province", "region", "district", "port", "island", "suburb", "state", "county", "area")
)
LEFT = ("compound", "amod", "poss", "nmod", "nummod", "punct", "case", "appos")
NAME_PARTS = frozenset(("king", "queen", "prince", "princess", "pope", "sultan", "emir", "emperor", "justice", "major"))
TITLE_TAIL = re.compile(r"\s*['’]s?$")
REACH = 8  # tokens of an apposition or a title that are looked at
SURE, FULL, SURNAME, UNKNOWN, GUESS = 0.95, 0.9, 0.85, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name an actor: tokens `first` up to `last` (exclusive), the `head` among them."""

    first: int
    last: int
    head: int
    actor: Actor
    sector: str | None
    confidence: float
    capital: bool = False


class Cast:
    """Every reference of one article by name, in the order of the text."""

    def __init__(self, parse: Parse):
        self.parse = parse
        hits = _hits(parse)
        people = [e for e in parse.entities if e.label == "PERSON"]
        self._surnames = _surnames(parse, people, hits)
        self._defined = _abbreviations(parse, hits)
        self._full_names = _full_names(parse)
        self.references = tuple(sorted(self._references(hits), key=lambda r: r.first))
        self._at = {i: r for r in self.references for i in range(r.first, r.last)}
        self._affiliate()

    def is_ambiguous(self, i: int) -> bool:
        """Whether token `i` is a surname that several persons of the article have."""
        words = token_words(self.parse.tokens[i].text)
        return i not in self._at and len(words) == 1 and len(self._surnames.get(words[0], ())) > 1

    def at(self, i: int) -> Reference | None:
        """The reference that token `i` belongs to."""
        return self._at.get(i)

    def within(self, tokens: Iterable[Token]) -> list[Reference]:
        """The references whose first token is among these, in order."""
        return [r for t in tokens if (r := self._at.get(t.i)) is not None and r.first == t.i]

    @property
    def focus(self) -> Actor | None:
        """The only state that the article names, or the one that it names at least twice as often as any other."""
        counts = Counter(r.actor for r in self.references if r.actor.kind == STATE).most_common(2)
        if not counts:
            return None
        clear = len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]
        return counts[0][0] if clear else None

    def is_place(self, reference: Reference) -> bool:
        """Whether the words stand where a place does ("in Iraq")."""
        token = self.parse.tokens[reference.head]
        return token.dep == "pobj" and self.parse.tokens[token.head].text.lower() in LOCATIVE

    # ---- building ------------------------------------------------------------------------------------------------

    def _references(self, hits: list[Hit]) -> list[Reference]:
        found: list[Reference] = []
        taken: set[int] = set()
        for hit in hits:
            if self._surname_of_another(hit):
                continue
            found.append(self._known(hit))
            taken.update(range(hit.first, hit.last))
        for entity in self.parse.entities:
            if entity.label in KIND_OF_LABEL and not taken.intersection(range(entity.first, entity.last)):
                reference = self._unknown(entity)
                if reference is not None:
                    found.append(reference)
                    taken.update(range(reference.first, reference.last))
        return found + self._abbreviated(taken) + self._surnamed(taken)

    def _known(self, hit: Hit) -> Reference:
        head = _head(self.parse, hit.first, hit.last)
        confidence = FULL if hit.name.capital else SURE
        return Reference(hit.first, hit.last, head, hit.name.actor, hit.name.sector, confidence, hit.name.capital)

    def _surname_of_another(self, hit: Hit) -> bool:
        """ "Jordan" in an article on Michael Jordan; "Trump" in one that names Ivanka Trump alone."""
        if hit.last - hit.first != 1 or hit.name.acronym:
            return False
        if self.parse.tokens[hit.first].tag == "NNPS" and _is_compounded(self.parse, hit.first):
            return True  # a club: "Cleveland Indians"
        named = self._surnames.get(hit.name.words[0], ())
        entity = self.parse.entity(hit.first)
        person = entity is not None and entity.label == "PERSON"
        return bool(named) and (person or hit.name.actor.kind == PERSON) and hit.name.actor not in named

    def _unknown(self, entity: Entity) -> Reference | None:
        first, last = _without_titles(self.parse, entity)
        if last <= first or _is_called_place(self.parse, first):
            return None
        if entity.label != "PERSON" and sectors.is_common(lemmas(self.parse.tokens[first:last])):
            return None  # "Army", "Supreme Court": whose, others say
        if last - first == 1 and self._surnames.get(next(iter(token_words(self.parse.tokens[first].text)), "")):
            return None  # a surname: `_surnamed` sees whose
        head = _head(self.parse, first, last)
        if entity.label == "PERSON":
            actor, confidence = self._person(first, last)
            return Reference(first, last, head, actor, None, confidence)
        name = TITLE_TAIL.sub("", self.parse.words(first, last).text)
        name = self._full_names.get(name, name)
        country = _country_in(self.parse.tokens[first:last])
        actor = self._defined.get(name) or made(name, KIND_OF_LABEL[entity.label], country)
        sector = sectors.of_words(lemmas(self.parse.tokens[first:last]))
        return Reference(first, last, head, actor, sector, UNKNOWN)

    def _person(self, first: int, last: int) -> tuple[Actor, float]:
        words = _name_words(self.parse.tokens[first:last])
        named = self._surnames.get(words[-1], ()) if words else ()
        same = next((a for a in named if tuple(_words(a.name)) == tuple(words)), None)
        name = " ".join(TITLE_TAIL.sub("", t.text) for t in self.parse.tokens[first:last] if not _is_possessive(t))
        return same or made(name, PERSON), UNKNOWN

    def _abbreviated(self, taken: set[int]) -> list[Reference]:
        """Later uses of an abbreviation that the text defines: "Workers' Front (WF)"."""
        return [
            Reference(t.i, t.i + 1, t.i, actor, None, FULL)
            for t in self.parse.tokens
            if t.i not in taken and t.text.isupper() and (actor := self._defined.get(t.text)) is not None
        ]

    def _surnamed(self, taken: set[int]) -> list[Reference]:
        """Surnames that the recogniser did not take for a person's name."""
        found = []
        for t in self.parse.tokens:
            words = token_words(t.text) if t.i not in taken and t.text[0].isupper() else ()
            persons = self._surnames.get(words[0], ()) if len(words) == 1 else ()
            if len(persons) == 1:
                found.append(Reference(t.i, t.i + 1, t.i, persons[0], None, SURNAME))
        return found

    def _affiliate(self) -> None:
        """Gives persons and organisations the country and sector that the text states for them anywhere."""
        stated: dict[str, tuple[str | None, str | None]] = {}
        for r in self.references:
            if r.actor.kind == PERSON:
                country, sector = stated.get(r.actor.id, (None, None))
                if country is None or sector is None:
                    own_country, own_sector = affiliation(self, r)
                    stated[r.actor.id] = (country or own_country, sector or own_sector)
        self.references = tuple(_stated(r, stated) for r in self.references)
        self._at = {i: r for r in self.references for i in range(r.first, r.last)}


def made(name: str, kind: str | None, country: str | None = None) -> Actor:
    """An actor that no table knows, keyed by its name."""
    name = re.sub(r"\s+", " ", re.sub(r"^[Tt]he\s+", "", name)).strip()
    id_ = slug(name)
    return Actor(f"{id_}-{slug(kind or 'name')}" if id_ in actors() else id_, name, country, kind)


def slug(name: str) -> str:
    """An id of a name: "Workers' Front" → workers-front."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", plain.lower())).strip("-") or name


def affiliation(cast: Cast, reference: Reference) -> tuple[str | None, str | None]:
    """Country and sector that a title ("Russian President …") or an apposition ("…, head of Iran's army") states."""
    parse = cast.parse
    titles = _title(parse, reference)
    country, sector = _country(cast, titles), sectors.of_words(lemmas(titles))
    for c in parse.children[reference.head]:
        if parse.tokens[c].dep == "appos" and not (country and sector):
            members = parse.subtree(c)
            tokens = parse.tokens[members[0] : members[-1] + 1][: 2 * REACH]
            own = sectors.of_words(lemmas([t for t in tokens if t.i <= c])) or _headed(parse, c)
            owner = next((r for r in cast.within(tokens) if r.actor.kind not in (PERSON, PEOPLE)), None)
            sector = sector or _of_office(own, owner)
            country = country or (owner.actor.country if owner else None)
    return country, sector


def _headed(parse: Parse, i: int) -> str | None:
    """The sector of what is headed: "head of the army"."""
    for c in parse.children[i]:
        of = [g for g in parse.children[c] if parse.tokens[g].dep == "pobj"] if parse.tokens[c].text == "of" else []
        if of:
            return sectors.of_words(lemmas(list(parse.tokens[c + 1 : of[0] + 1])))
    return None


def _of_office(own: str | None, owner: Reference | None) -> str | None:
    """The sector of "head of the Quds Force" is that of what is headed."""
    if owner is not None and owner.actor.kind != STATE and owner.sector is not None:
        return owner.sector
    return own


def _title(parse: Parse, reference: Reference) -> Sequence[Token]:
    """The words before a name that belong to its noun phrase."""
    first = reference.first
    while first > 0 and reference.first - first < REACH:
        token = parse.tokens[first - 1]
        if token.dep not in LEFT or (token.tag in (",", "POS") and token.tag == ","):
            break
        if token.head < first - 1 or token.head >= reference.last:
            break
        first -= 1
    return parse.tokens[first : reference.first]


def _country(cast: Cast, tokens: Sequence[Token]) -> str | None:
    return next((r.actor.country for r in cast.within(tokens) if r.actor.country), None)


def _country_in(tokens: Sequence[Token]) -> str | None:
    """The country of a state that is part of a name: "Bank of Ghana"."""
    states = [h.name for h in find(tokens) if h.name.actor.kind == STATE and not h.name.capital]
    return states[0].actor.country if states else None


def lemmas(tokens: Sequence[Token]) -> list[str]:
    """The words of a phrase as the table of sectors has them."""
    return [sectors.lemma(t) for t in tokens if t.pos not in ("PUNCT", "PART", "SPACE", "DET")]


def _stated(r: Reference, stated: dict[str, tuple[str | None, str | None]]) -> Reference:
    country, sector = stated.get(r.actor.id, (None, None))
    if r.actor.country is None and country is not None:
        r = replace(r, actor=replace(r.actor, country=country))
    return replace(r, sector=sector) if r.sector is None and sector is not None else r


# ---- names in the text -----------------------------------------------------------------------------------------


def _hits(parse: Parse) -> list[Hit]:
    """Known names, without those that are only a part of an unknown name, and those that nothing else supports."""
    found = [h for h in find(parse.tokens) if not _is_part(parse, h)]
    sure = {h.name.actor for h in found if not h.name.context}
    ids, countries = {a.id for a in sure}, {a.country for a in sure if a.country}
    return [h for h in found if not h.name.context or _is_supported(parse, h, ids, countries)]


def _is_supported(parse: Parse, hit: Hit, ids: set[str], countries: set[str]) -> bool:
    """Whether the article names the same actor otherwise, or its country, or, of a person, the office."""
    actor = hit.name.actor
    if actor.id in ids or _has_title(parse, hit):
        return True
    return actor.kind != PERSON and actor.country in countries


def _is_part(parse: Parse, hit: Hit) -> bool:
    """Whether the name lies inside of a longer one: "Paris Hilton", "Bank of America"; "Iraqi Army" is Iraq's."""
    entity = parse.entity(hit.first)
    if entity is None or (entity.first >= hit.first and entity.last <= hit.last):
        return False
    if entity.label == "PERSON":
        return hit.last - hit.first < len(_name_words(parse.tokens[entity.first : entity.last]))
    if entity.label != "ORG" or hit.name.actor.kind not in (STATE, PEOPLE):
        return entity.label in ("WORK_OF_ART", "FAC", "EVENT", "PRODUCT", "LAW") and hit.name.actor.kind != STATE
    return sectors.of_words(lemmas(parse.tokens[entity.first : entity.last])) not in OFFICIAL


def _has_title(parse: Parse, hit: Hit) -> bool:
    """ "President Bush", "the Bush administration"."""
    if hit.name.actor.kind != PERSON:
        return False
    before, after = parse.tokens[max(0, hit.first - 1) : hit.first], parse.tokens[hit.last : hit.last + 1]
    if after and after[0].lemma.lower() in ("administration", "government", "regime", "cabinet", "presidency"):
        return True
    return bool(before) and sectors.of_words(lemmas(before)) == hit.name.sector


def _head(parse: Parse, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= parse.tokens[i].head < last), last - 1)


def _without_titles(parse: Parse, entity: Entity) -> tuple[int, int]:
    first, last = entity.first, entity.last
    while first < last and parse.tokens[first].pos in ("DET", "PUNCT", "SPACE"):
        first += 1
    while last > first and (_is_possessive(parse.tokens[last - 1]) or parse.tokens[last - 1].pos in ("PUNCT", "SPACE")):
        last -= 1
    if entity.label == "PERSON":
        while last - first > 1 and _is_title(parse.tokens[first]):
            first += 1
    return first, last


def _is_title(token: Token) -> bool:
    """Whether a word before a name is an office, and not a part of the name ("Queen Elizabeth", "Lady Gaga")."""
    word = token.lemma.lower().rstrip(".")
    return word in ("mr", "mrs", "ms", "dr") or (
        word not in NAME_PARTS and sectors.of_words([word]) not in (None, "CVL")
    )


def _is_compounded(parse: Parse, i: int) -> bool:
    return i > 0 and parse.tokens[i - 1].pos == "PROPN" and parse.tokens[i - 1].dep == "compound"


def _is_called_place(parse: Parse, first: int) -> bool:
    """Whether the text itself says that the name is a place: "the town of …"."""
    before = parse.tokens[max(0, first - 2) : first]
    return len(before) == 2 and before[1].text == "of" and before[0].lemma.lower() in PLACE_NOUNS


def _is_possessive(token: Token) -> bool:
    return token.tag == "POS" or token.text in ("'s", "’s")


def _name_words(tokens: Sequence[Token]) -> list[str]:
    return [w for t in tokens if not _is_possessive(t) for w in token_words(t.text)]


def _words(name: str) -> list[str]:
    return [w for part in name.split() for w in token_words(part)]


def _surnames(parse: Parse, people: list[Entity], hits: list[Hit]) -> dict[str, tuple[Actor, ...]]:
    """Last word of a name → the persons that the article names in full with it."""
    found: dict[str, dict[str, Actor]] = {}
    for hit in hits:
        if hit.name.actor.kind == PERSON and len(hit.name.words) > 1:
            found.setdefault(hit.name.words[-1], {})[hit.name.actor.id] = hit.name.actor
    covered = {i for h in hits for i in range(h.first, h.last)}
    for entity in people:
        first, last = _without_titles(parse, entity)
        words = _name_words(parse.tokens[first:last])
        if len(words) > 1 and not covered.intersection(range(first, last)):
            name = " ".join(t.text for t in parse.tokens[first:last] if not _is_possessive(t))
            actor = made(name, PERSON)
            found.setdefault(words[-1], {}).setdefault(actor.id, actor)
    return {word: tuple(named.values()) for word, named in found.items()}


def _full_names(parse: Parse) -> dict[str, str]:
    """First or last word of an organisation's name → the whole, where the article has only one such: "Cubs"."""
    found: dict[str, set[str]] = {}
    for entity in parse.entities:
        if entity.label == "ORG" and entity.last - entity.first > 1:
            first, last = _without_titles(parse, entity)
            name = TITLE_TAIL.sub("", parse.words(first, last).text) if last - first > 1 else ""
            for word in {name.split()[0], name.split()[-1]} if name else ():
                found.setdefault(word, set()).add(name)
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def _abbreviations(parse: Parse, hits: list[Hit]) -> dict[str, Actor]:
    """Abbreviations that the text itself defines, in brackets behind the name."""
    ends: dict[int, Name] = {h.last: h.name for h in hits}
    found: dict[str, Actor] = {}
    for before, token, after in zip(parse.tokens, parse.tokens[1:], parse.tokens[2:], strict=False):
        if before.text != "(" or after.text != ")" or not token.text.isupper() or not 2 <= len(token.text) <= 8:
            continue
        name, entity = ends.get(before.i), parse.entity(before.i - 1) if before.i else None
        if name is not None:
            found[token.text] = name.actor
        elif entity is not None and entity.label == "ORG" and entity.last == before.i:
            known = find((token,))
            actor = (
                known[0].name.actor
                if known
                else made(entity.span.text, ORGANISATION, _country_in(parse.tokens[entity.first : entity.last]))
            )
            found[token.text] = found[re.sub(r"^[Tt]he\s+", "", entity.span.text)] = actor
    return found

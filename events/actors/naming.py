"""How a text writes names: the known ones in it, titles before them, parts of them that stand for the whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from events.actors import sectors
from events.actors.table import ORGANISATION, PEOPLE, PERSON, STATE, Hit, Name, actors, find, token_words
from events.actors.words import words
from events.model import Actor, Entity, Parse, Token

OFFICIAL = ("GOV", "MIL", "COP", "JUD", "SPY")  # sectors in which a state itself acts
LINKS = frozenset(("of", "the", "for", "and", "in", "to", "de", "la", "del", "-", "'s"))  # not in an abbreviation
TITLE_TAIL = re.compile(r"(?<!\s)\s*['’]s?$")


def made(name: str, kind: str | None, country: str | None = None) -> Actor:
    """An actor that no table knows, keyed by its name."""
    name = re.sub(r"\s+", " ", re.sub(r"^[Tt]he\s+", "", name)).strip()
    id_ = slug(name)
    return Actor(f"{id_}-{slug(kind or 'name')}" if id_ in actors() else id_, name, country, kind)


def slug(name: str) -> str:
    """An id of a name: "Workers' Front" → workers-front."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", plain.lower())).strip("-") or name


def country_in(tokens: Sequence[Token]) -> str | None:
    """The country of a state that is part of a name: "Bank of Ghana"."""
    states = [h.name for h in find(tokens) if h.name.actor.kind == STATE and not h.name.capital]
    return states[0].actor.country if states else None


def lemmas(tokens: Sequence[Token]) -> list[str]:
    """The words of a phrase as the table of sectors has them."""
    return [sectors.lemma(t) for t in tokens if t.pos not in ("PUNCT", "PART", "SPACE", "DET")]


def known_names(parse: Parse) -> list[Hit]:
    """Known names, without those that are only a part of an unknown name, and those that nothing else supports."""
    found = [h for h in find(parse.tokens) if not _is_part(parse, h)]
    sure = {h.name.actor for h in found if not (h.name.context or h.name.rival)}
    found = [h for h in found if h.name.actor in sure or h.name.rival not in {a.country for a in sure if a.country}]
    ids, countries = {a.id for a in sure}, {a.country for a in sure if a.country}
    states = Counter(h.name.actor.id for h in found if h.name.actor.kind == STATE and not h.name.context)
    owned = {h.last: h.name.actor for h in found if h.name.actor.kind == STATE and not h.name.context}
    found = [h for h in found if not h.name.context or _is_supported(parse, h, ids, countries, states)]
    return [h for h in found if not (h.name.context and _is_of_another(parse, h, owned))]


def _is_of_another(parse: Parse, hit: Hit, owned: Mapping[int, Actor]) -> bool:
    """Whether another state's name stands right before that of a body: "Peru's Congress", "the Mexican Senate"."""
    before = hit.first - 1 if hit.first and is_possessive(parse.tokens[hit.first - 1]) else hit.first
    return hit.name.actor.kind == STATE and owned.get(before, hit.name.actor) != hit.name.actor


def _is_supported(parse: Parse, hit: Hit, ids: set[str], countries: set[str], states: Counter[str]) -> bool:
    """Whether the article names the same actor otherwise, or its country, or, of a person, the office.

    A body that many states have ("Congress", "Senate") is that of the state which the article names most.
    """
    actor = hit.name.actor
    if actor.kind == STATE:
        return actor.id in states and states[actor.id] == max(states.values())
    if actor.id in ids or has_title(parse, hit):
        return True
    return actor.kind != PERSON and actor.country in countries


def _is_part(parse: Parse, hit: Hit) -> bool:
    """Whether the name lies inside of a longer one: "Paris Hilton", "Bank of America"; "Iraqi Army" is Iraq's."""
    if hit.name.capital and hit.first and parse.tokens[hit.first - 1].text in words().newer:
        return True
    entity = parse.entity(hit.first)
    if entity is None or (entity.first >= hit.first and entity.last <= hit.last):
        return False
    if entity.label == "PERSON":
        return hit.last - hit.first < len(name_words(parse.tokens[entity.first : entity.last]))
    if entity.label != "ORG" or hit.name.actor.kind not in (STATE, PEOPLE):
        return entity.label in ("WORK_OF_ART", "FAC", "EVENT", "PRODUCT", "LAW") and hit.name.actor.kind != STATE
    return sectors.of_words(lemmas(parse.tokens[entity.first : entity.last])) not in OFFICIAL


def has_title(parse: Parse, hit: Hit) -> bool:
    """ "President Bush", "the Bush administration"."""
    if hit.name.actor.kind != PERSON:
        return False
    before, after = parse.tokens[max(0, hit.first - 1) : hit.first], parse.tokens[hit.last : hit.last + 1]
    if after and after[0].lemma.lower() in words().rule:
        return True
    return bool(before) and sectors.of_words(lemmas(before)) == hit.name.sector


def is_lady(parse: Parse, first: int) -> bool:
    """ "Mrs. Obama"."""
    return first > 0 and parse.tokens[first - 1].text.rstrip(".").lower() in ("mrs", "ms", "miss", "lady")


def head_of(parse: Parse, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= parse.tokens[i].head < last), last - 1)


def without_titles(parse: Parse, entity: Entity) -> tuple[int, int]:
    first, last = entity.first, entity.last
    while first < last and (parse.tokens[first].pos in ("DET", "PUNCT", "SPACE") or parse.tokens[first].tag == "PRP$"):
        first += 1
    while last > first and (is_possessive(parse.tokens[last - 1]) or parse.tokens[last - 1].pos in ("PUNCT", "SPACE")):
        last -= 1
    if entity.label == "PERSON":
        while last - first > 1 and _is_title(parse.tokens[first], last - first - 1):
            first += 1
    return first, last


def _is_title(token: Token, words_after: int) -> bool:
    """Whether a word before a name is an office, and not a part of the name ("Queen Elizabeth", "Lady Gaga").

    Of "King Mohammed VI" the name is "Mohammed VI".
    """
    word = token.lemma.lower().rstrip(".")
    part = word in words().name_parts and words_after < 2
    return word in ("mr", "mrs", "ms", "dr") or (not part and sectors.of_words([word]) not in (None, "CVL"))


def is_compounded(parse: Parse, i: int) -> bool:
    return i > 0 and parse.tokens[i - 1].pos == "PROPN" and parse.tokens[i - 1].dep == "compound"


def is_called_place(parse: Parse, first: int) -> bool:
    """Whether the text itself says that the name is a place: "the town of …"."""
    before = parse.tokens[max(0, first - 2) : first]
    return len(before) == 2 and before[1].text == "of" and before[0].lemma.lower() in words().place


def is_vessel(parse: Parse, first: int) -> bool:
    """Whether the text itself says that the name is a ship's: "the carrier Abraham Lincoln", "frigate Admiral Ito"."""
    before = next((i for i in range(first - 1, -1, -1) if parse.tokens[i].pos != "PROPN"), 0)
    return any(t.lemma.lower() in words().vessels for t in parse.tokens[before:first])


def is_possessive(token: Token) -> bool:
    return token.tag == "POS" or token.text in ("'s", "’s")


def name_of(parse: Parse, first: int, last: int) -> str:
    """A person's name as it is written ("Atheel al-Nujaifi"), without possessives."""
    parts = [t for t in parse.tokens[first:last] if not is_possessive(t)]
    ends = [-1, *(t.end for t in parts)]
    spaced = [(" " if t.start > end else "") + TITLE_TAIL.sub("", t.text) for t, end in zip(parts, ends, strict=False)]
    return " ".join("".join(spaced).split())


def name_words(tokens: Sequence[Token]) -> list[str]:
    """The words of a name, without possessives."""
    return [w for t in tokens if not is_possessive(t) for w in token_words(t.text)]


def words_of_name(name: str) -> list[str]:
    return [w for part in name.split() for w in token_words(part)]


def surnames(parse: Parse, people: list[Entity], hits: list[Hit]) -> dict[str, tuple[Actor, ...]]:
    """Last word of a name → the persons that the article names in full with it."""
    found: dict[str, dict[str, Actor]] = {}
    for hit in hits:
        if hit.name.actor.kind == PERSON and len(hit.name.words) > 1:
            found.setdefault(hit.name.words[-1], {})[hit.name.actor.id] = hit.name.actor
    covered = {i for h in hits for i in range(h.first, h.last)}
    for entity in people:
        first, last = without_titles(parse, entity)
        parts = name_words(parse.tokens[first:last])
        if len(parts) > 1 and not covered.intersection(range(first, last)) and not is_vessel(parse, entity.first):
            actor = made(name_of(parse, first, last), PERSON)
            found.setdefault(parts[-1], {}).setdefault(actor.id, actor)
    return {word: tuple(named.values()) for word, named in found.items()}


def full_names(parse: Parse) -> dict[str, str]:
    """First or last word of an organisation's name → the whole, where the article has only one such: "Cubs"."""
    found: dict[str, set[str]] = {}
    for entity in parse.entities:
        if entity.label == "ORG" and entity.last - entity.first > 1:
            first, last = without_titles(parse, entity)
            name = TITLE_TAIL.sub("", parse.words(first, last).text) if last - first > 1 else ""
            for word in {name.split()[0], name.split()[-1]} if name else ():
                found.setdefault(word, set()).add(name)
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def abbreviations(parse: Parse, hits: list[Hit]) -> dict[str, Actor]:
    """Abbreviations that the text itself defines, in brackets behind the name."""
    ends: dict[int, Name] = {h.last: h.name for h in hits}
    found: dict[str, Actor] = {}
    for before, token, after in zip(parse.tokens, parse.tokens[1:], parse.tokens[2:], strict=False):
        if before.text != "(" or after.text != ")" or not token.text.isupper() or not 2 <= len(token.text) <= 8:
            continue
        name, entity = ends.get(before.i), parse.entity(before.i - 1) if before.i else None
        first = _initialled(parse, before.i, token.text)
        if first is not None and not any(h.first <= first and h.last == before.i for h in hits):
            long = parse.tokens[first : before.i]
            found[token.text] = made(parse.words(first, before.i).text, ORGANISATION, country_in(long))
        elif name is not None:
            found[token.text] = name.actor
        elif entity is not None and entity.label == "ORG" and entity.last == before.i:
            known = find((token,))
            actor = (
                known[0].name.actor
                if known
                else made(entity.span.text, ORGANISATION, country_in(parse.tokens[entity.first : entity.last]))
            )
            found[token.text] = found[re.sub(r"^[Tt]he\s+", "", entity.span.text)] = actor
    return found


def _initialled(parse: Parse, last: int, letters: str) -> int | None:
    """First of the words before token `last` whose capitals are these letters: "Workers Front of Ghana (WFG)"."""
    sentence, left = parse.sentence(last).first, letters
    for i in range(last - 1, sentence - 1, -1):
        word = parse.tokens[i].text
        if word[:1].isupper() and left and word[0] == left[-1]:
            left = left[:-1]
        elif word.lower() not in LINKS:
            return None
        if not left:
            return i
    return None

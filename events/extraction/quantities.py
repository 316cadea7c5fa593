"""How many a noun phrase counts: "at least six", "two dozen", "10 to 15 miners", "dozens", "nobody", "a man"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from text_to_num import text2num

from events.extraction import ontology
from events.extraction.parties import entity_label, is_human
from events.extraction.syntax import child, noun_phrase, prepositional
from events.model import Parse

MOST = 10_000_000  # above this a number counts something else
# What leads from a number to the noun that it counts: "10 to 15 people", "one hundred people".
COUNTING = ("nummod", "quantmod", "compound", "nmod", "amod", "prep", "pobj", "conj", "advmod", "det")
DEFINITE = frozenset(["a", "an", "the", "another"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """Lowest and highest number that is told, and the tokens `first` up to `last` (exclusive) that tell it."""

    low: int
    high: int
    first: int
    last: int


@lru_cache(maxsize=1)
def words() -> dict:
    return tomllib.loads((files("events.extraction") / "data" / "quantities.toml").read_text(encoding="utf-8"))


def quantity(parse: Parse, i: int) -> Quantity | None:
    """How many the noun phrase with head `i` counts; None where it does not say."""
    if (number := _by_word(parse, i)) is not None:
        return Quantity(number, number, parse.subtree(i)[0], i + 1)
    if numerals := _numerals(parse, i):
        return _of_numerals(parse, i, numerals)
    if (size := _vague(parse, i)) is not None:
        phrase = noun_phrase(parse, i)
        tokens = parse.within(phrase.start, phrase.end)
        return Quantity(*size, tokens[0].i, tokens[-1].i + 1)
    if _is_one_person(parse, i):
        return Quantity(1, 1, i, i + 1)
    if parse.tokens[i].lemma.lower() in ontology.classes().collective:  # "a family of five"
        return next((q for o in prepositional(parse, i, "of") if (q := quantity(parse, o)) is not None), None)
    return None


def counts_alone(parse: Parse, i: int) -> bool:
    """Whether the word is a number itself: "six", "dozens"."""
    return _is_numeral(parse, i) or _size(parse, i) is not None


def _numerals(parse: Parse, i: int) -> list[int]:
    """The number words of a noun phrase: not those of an apposition ("six, two of them women"), nor an age."""
    if _is_numeral(parse, i):
        return [t for t in parse.subtree(i) if _is_numeral(parse, t) and _leads(parse, t, i)]
    return [t for t in parse.subtree(i) if t < i and _is_numeral(parse, t) and _leads(parse, t, i)]


def _is_numeral(parse: Parse, i: int) -> bool:
    return parse.tokens[i].tag == "CD" or parse.tokens[i].text.lower() in words()["units"]


def _leads(parse: Parse, numeral: int, noun: int) -> bool:
    while numeral != noun:
        if parse.tokens[numeral].dep not in COUNTING:
            return False
        numeral = parse.tokens[numeral].head
        if not _is_numeral(parse, numeral) and numeral != noun and parse.tokens[numeral].pos in ("NOUN", "PROPN"):
            return False  # the number of something else
    return True


def _of_numerals(parse: Parse, i: int, numerals: list[int]) -> Quantity | None:
    values = [v for v in map(value, _grouped(parse, numerals)) if v is not None and 0 <= v <= MOST]
    if not values:
        return None
    members = {g for n in numerals for g in parse.subtree(n) if g <= max(i, n)}
    return Quantity(min(values), max(values), min(members), max(*numerals, i) + 1)


def _grouped(parse: Parse, numerals: list[int]) -> list[str]:
    """Number words that stand together as one numeral: "one hundred", "half a dozen"; "10 to 20" is two."""
    groups: list[str] = []
    previous = None
    for n in numerals:
        text = parse.tokens[n].text.lower()
        between = None if previous is None else " ".join(t.text.lower() for t in parse.tokens[previous + 1 : n])
        if between in ("", "a") or (between == "and" and not text.isdecimal() and " " in groups[-1]):
            groups[-1] += " " + text
        else:
            groups.append(text)
        previous = n
    return groups


def value(numeral: str) -> int | None:
    """The number that words or digits say: "1,192", "two dozen", "1.5 million"."""
    digits = numeral.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    try:
        return int(text2num(digits, "en"))
    except ValueError:
        parts = [_part(word) for word in digits.split()]
    total = 1.0
    for part in parts:
        if part is None:
            return None
        total *= part
    return round(total)


def _part(word: str) -> float | None:
    """One word of a numeral, in digits or letters."""
    if word in words()["units"]:
        return words()["units"][word]
    try:
        return float(word) if word[:1].isdecimal() else int(text2num(word, "en"))
    except ValueError:
        return None


def _vague(parse: Parse, i: int) -> tuple[int, int] | None:
    """ "Dozens", "tens of thousands"."""
    first = i - 2 if i >= 2 and parse.tokens[i - 1].text.lower() == "of" and _size(parse, i - 2) else i
    if (size := _size(parse, first)) is None:
        return None
    following = parse.tokens[first + 1 : first + 2]
    unit = _size(parse, first + 2) if following and following[0].text.lower() == "of" else None
    if unit is None:
        return size
    scale = unit[0] // 2
    return size[0] * scale, (size[1] + 1) * scale - 1


def _size(parse: Parse, i: int) -> tuple[int, int] | None:
    found = words()["vague"].get(parse.tokens[i].text.lower()) if i < len(parse.tokens) else None
    return None if found is None else (found[0], found[1])


def _by_word(parse: Parse, i: int) -> int | None:
    """ "Nobody", "both", "no soldier", "neither driver"."""
    own = [parse.tokens[i].text, *(parse.tokens[c].text for c in parse.children[i] if c < i)]
    return next((words()["fixed"][w.lower()] for w in own if w.lower() in words()["fixed"]), None)


def _is_one_person(parse: Parse, i: int) -> bool:
    """A named person, or a singular noun or pronoun for one: "a child", "her mother", "she"."""
    token = parse.tokens[i]
    if token.text.lower() in words()["people"]["one"]:
        return True
    if entity_label(parse, i) == "PERSON":
        return token.tag == "NNP"
    if token.tag != "NN" or not is_human(parse, i) or token.lemma.lower() in ontology.classes().collective:
        return False
    owner = child(parse, i, "poss")
    return owner is not None or any(parse.tokens[c].text.lower() in DEFINITE for c in parse.children[i])

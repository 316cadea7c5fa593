"""Text all in capitals in the case that it would have in prose, character for character as long as it was.

Wire copy of the last century and headlines come in capitals, in which a parser sees nothing but names. The tagger,
which takes case for no more than a hint, says where the names are; all else becomes small.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from events.extraction.tagger import Tagger, spans

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")  # up to a blank line
SENTENCE = re.compile(r".+?(?:[.!?][\"')\]]*(?=\s)|$)", re.DOTALL)
WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*|[^\w\s]")
CAPITALS = 0.9  # share of letters that are capital in a paragraph in capitals
FEW = 12  # letters; a shorter paragraph is a heading or an abbreviation
NAMES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
ACRONYM = 6  # letters at most


def is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= FEW and sum(c.isupper() for c in letters) >= CAPITALS * len(letters)


def restore(text: str, tagger: Tagger, acronyms: frozenset[str] = frozenset()) -> str:
    """The text with each paragraph in capitals in the case of prose. `acronyms` are known to have no other."""
    shouted = [p for p in PARAGRAPH.finditer(text) if is_capitals(p[0])]
    if not shouted:
        return text
    sentences = [
        [(p.start() + s.start() + w.start(), w[0]) for w in WORD.finditer(s[0])]
        for p in shouted
        for s in SENTENCE.finditer(p[0])
    ]
    tags = tagger.tag([[word for _, word in sentence] for sentence in sentences])
    letters = list(text)
    for sentence, found in zip(sentences, tags, strict=True):
        for (start, word), written in zip(sentence, _written(sentence, found.names, acronyms), strict=True):
            if len(written) == len(word):
                letters[start : start + len(word)] = written
    return "".join(letters)


def _written(sentence: Sequence[tuple[int, str]], labels: Sequence[str], acronyms: frozenset[str]) -> list[str]:
    words = [word for _, word in sentence]
    written = [word.lower() for word in words]
    for first, last, label in spans(labels):
        for i in range(first, last):
            if label in NAMES and (i == first or written[i] not in _words()["small"]):
                written[i] = _capitalised(words[i])
            if label == "ORG" and last - first == 1 and _is_acronym(words, i):
                written[i] = words[i]
    for i, word in enumerate(words):
        if word in acronyms or "." in word[:-1] or _is_defined(words, i):
            written[i] = word
        elif i == 0 or word == "I" or written[i] in _words()["calendar"]:
            written[i] = _capitalised(word)
    return written


@cache
def _words() -> dict[str, frozenset[str]]:
    raw = tomllib.loads((files("events.extraction") / "data" / "casing.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in raw.items()}


def _is_acronym(words: Sequence[str], i: int) -> bool:
    return 1 < len(words[i]) <= ACRONYM and words[i].isalpha() and not re.search("[AEIOUY]", words[i][1:-1])


def _is_defined(words: Sequence[str], i: int) -> bool:
    """ "… National Liberation Front [FMLN]": an abbreviation in brackets."""
    inside = 0 < i < len(words) - 1 and words[i - 1] in "([" and words[i + 1] in ")]"
    return inside and words[i].isalpha() and len(words[i]) <= ACRONYM


def _capitalised(word: str) -> str:
    """Each part of a name: "O'BRIEN" is O'Brien, "JOHN'S" John's."""
    parts = re.split(r"(['’.&-])", word)
    return "".join(p if i and len(p) == 1 and not p.isalpha() else _part(p, i) for i, p in enumerate(parts))


def _part(part: str, at: int) -> str:
    return part.lower() if at and part in ("S", "T", "LL", "RE", "VE", "D", "M") else part[:1] + part[1:].lower()

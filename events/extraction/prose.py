"""News text as the running prose that a parser knows, character for character as long as it was.

Two habits of news mislead a parser that learned from prose: lines that are wrapped inside of a sentence, and headlines
with every word capitalised. Only blanks and case change, so that offsets hold.
"""

from __future__ import annotations

import re

# A line break inside of a sentence: the line before ends in a comma, a word that needs another, or is full; or the
# next one goes on in lower case.
WRAP = re.compile(
    r"(?:(?<=[,;])|(?<=\b(?:at|by|in|of|on|to|an))|(?<=\b(?:the|and|for))|(?<=\b(?:from|with|that))|(?<=[^\n.!?:]{60}))"
    r"[ \t]?(\r?\n)(?=[^\s])|(\r?\n)(?=[a-z])"
)
LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+")
# "BAGHDAD, Iraq, Sept. 1 (Dateline) — ": a town in capitals, what it lies in, the agency, a dash; where the agency is
# named, or a line begins with it, a hyphen will do ("KYIV/MOSCOW - "). "Paris, March 3 (Dateline) - ": in small letters
# only where a paragraph begins.
DATELINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?] ))[A-Z]{2,}(?:[ .'’/-]{1,2}[A-Z]{2,}){0,4}"
    r"(?:, [^—–\n()]{1,45})?(?:(?: ?\([^()\n]{1,30}\))?\s?(?:—|–|--|_)\s| ?\([^()\n]{1,30}\)(?:\s?[-:]|\s) *)"
    r"|(?:^|(?<=\n))[A-Z]{2,}(?:[ .'’/-]{1,2}[A-Z]{2,}){0,4}(?:, [^—–\n()]{1,45})? - (?=[A-Z] ?[a-z])"
    r"|(?:^|(?<=\n\n))[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:, [^—–\n()]{1,30})?"
    r"(?: ?\([A-Z][^()\n\d]{1,20}\) ?-{0,2}| (?:—|–|-{1,2})) (?=[A-Z])"
)
DIVIDED = re.compile(r"[.!?:;]")
HEADLINE_LENGTH = 200  # characters; longer lines are prose
HEADLINE_WORDS = 4
CAPITALS = 0.7  # share of longer words that are capitalised in a headline
LONG = 4  # letters; shorter words are often left small


def as_prose(text: str) -> str:
    """The text with blanks for the breaks inside of sentences, and headlines in the case that the body has."""
    return _recased(WRAP.sub(lambda found: " " * len(found[0]), text))


def dateline_ends(text: str) -> set[int]:
    """Where the sentences begin that follow a dateline: the town before them is no part of them."""
    return {found.end() for found in DATELINE.finditer(text)}


def headlines(text: str) -> list[range]:
    """Where the first line of a text is, if it is a headline that no full stop or the like divides."""
    first = LINE.search(text)
    if first is None or len(first[0]) > HEADLINE_LENGTH or not text.startswith("\n\n", first.end()):
        return []
    return [] if DIVIDED.search(first[0]) else [range(first.start() + 1, first.end())]


def _recased(text: str) -> str:
    lines = [line for line in LINE.finditer(text) if _is_headline(line[0])]
    if not lines:
        return text
    small = {word for word in WORD.findall(text) if word.islower()}
    for line in lines:
        text = text[: line.start()] + WORD.sub(lambda w: _as_in(small, w[0]), line[0]) + text[line.end() :]
    return text


def _is_headline(line: str) -> bool:
    if len(line) > HEADLINE_LENGTH or line.rstrip().endswith("."):
        return False
    words = [word for word in WORD.findall(line) if len(word) >= LONG]
    return len(words) >= HEADLINE_WORDS and sum(not word.islower() for word in words) >= CAPITALS * len(words)


def _as_in(small: set[str], word: str) -> str:
    """The word in small letters where the body writes it so, else as it is."""
    lowered = word.lower()
    return lowered if lowered in small and len(lowered) == len(word) else word

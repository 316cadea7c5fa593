"""Where time expressions may be: one pass of the patterns of data/grammar.toml over a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from events.times import lexicon

PIECE = re.compile(r"\{([a-z]\w*)\}")
BLANK = " {1,4}"
HYPHEN_OR_BLANK = "(?: ?- ?| {1,4})"
# No figure, word or sum of money goes on into a time expression.
BEFORE, AFTER = r"(?=[\w'(+])(?<![\w$£€#@])(?<!\d[.,:/])", r"(?!\w)"
PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
        "\r": " ",
    }
)
WRAP = re.compile(r"(?<=[^\n.!?:])\n(?=[^\s])")  # a line break inside of a sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where the pattern of a rule fits; `number` is the rule's place in the table."""

    number: int
    rule: str
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()


def plain(text: str) -> str:
    """The text in lower case with straight quotes, plain hyphens and no wrapped lines, character for character."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return WRAP.sub(" ", lower.translate(PLAIN))


def candidates(text: str) -> Iterator[Candidate]:
    """What the grammar sees in a text that `plain` has made plain, from left to right, without overlaps."""
    finder, rules = _grammar()
    position = 0
    while found := finder.search(text, position):
        number = int((found.lastgroup or "g0")[1:])
        name, pattern = rules[number]
        match = pattern.match(text, found.start())
        if match and name != "skip":
            yield Candidate(number, name, match)
        position = found.end()


def others(text: str, candidate: Candidate) -> Iterator[Candidate]:
    """What the rules further down the table see at the same place."""
    _, rules = _grammar()
    for number in range(candidate.number + 1, len(rules)):
        name, pattern = rules[number]
        if name != "skip" and (match := pattern.match(text, candidate.start)):
            yield Candidate(number, name, match)


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """One pattern that finds any rule, and each rule's own with its named groups."""
    table = tomllib.loads((files("events.times") / "data" / "grammar.toml").read_text(encoding="utf-8"))
    rules = [(name, _expand(pattern, table["pieces"])) for name, pattern in table["grammar"]["rules"]]
    branches = "|".join(f"(?P<g{n}>{_unnamed(pattern, n)}{AFTER})" for n, (_, pattern) in enumerate(rules))
    finder = re.compile(f"{BEFORE}(?:{branches})")
    return finder, tuple((name, re.compile(pattern + AFTER)) for name, pattern in rules)


def _expand(pattern: str, pieces: dict[str, str]) -> str:
    """The pattern with its pieces filled in; a blank and a `~` stand for what parts words."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        return _expand(pieces[name], pieces) if name in pieces else _any_of(name)

    filled = PIECE.sub(fill, pattern)
    return filled.replace("~", HYPHEN_OR_BLANK).replace(BLANK, "\0").replace(" ", f"(?:{BLANK})").replace("\0", BLANK)


@cache
def _any_of(table: str) -> str:
    keys = sorted(lexicon.words(table), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(key).replace(r"\ ", " ") for key in keys) + ")"


def _unnamed(pattern: str, number: int) -> str:
    """The pattern with its groups renamed, so that the rules can stand side by side."""
    return pattern.replace("(?P<", f"(?P<r{number}_").replace("(?P=", f"(?P=r{number}_")

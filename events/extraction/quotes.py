"""What stands in quotation marks, and who says it, also where the speaker is named a sentence or a paragraph before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from events.model import Parse, Span, Token

PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
MARK = re.compile(r"[“”„\"]|``|''")
OPENING, CLOSING = ("“", "„", "``"), ("”", "''")
WORDS = 3  # fewer are a name or somebody's own word for a thing
AWAY = 25  # tokens from a quotation to the verb that reports it

Speaker = Callable[[Parse, int], Span | None]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters between two quotation marks, and who says them."""

    start: int
    end: int
    speaker: Span | None = None


def find_quotations(parse: Parse, speaker: Speaker) -> tuple[Quotation, ...]:
    """Every quotation of the text. `speaker` gives who says what a token reports, where it is a verb that does."""
    bounds = [b for b in _bounds(parse.text) if len(parse.text[b[0] : b[1]].split()) >= WORDS]
    every = tuple(Quotation(*b) for b in bounds)
    found: list[Quotation] = []
    for start, end in bounds:
        outside = [t for t in _around(parse, start, end) if quotation(every, t.start) is None]
        said = next((s for t in outside if (s := speaker(parse, t.i)) is not None), None)
        if said is None and found and _goes_on(parse, found[-1], start):
            said = found[-1].speaker
        found.append(Quotation(start, end, said))
    return tuple(found)


def quotation(quotations: tuple[Quotation, ...], at: int) -> Quotation | None:
    """The quotation that has the character at `at`."""
    n = bisect_right(quotations, at, key=lambda q: q.start) - 1
    return quotations[n] if n >= 0 and at < quotations[n].end else None


def _bounds(text: str) -> list[tuple[int, int]]:
    """Where each quotation starts and ends. One that is not closed lasts until the next paragraph opens it again."""
    found, first = [], 0
    for paragraph_end in [*(p.start() for p in PARAGRAPH.finditer(text)), len(text)]:
        opened = None
        for mark in MARK.finditer(text, first, paragraph_end):
            if not _may_close(text, mark) or (opened is None and _may_open(text, mark)):
                opened = mark.end()
            elif opened is not None:
                found.append((opened, mark.start()))
                opened = None
        if opened is not None and MARK.match(text[paragraph_end : paragraph_end + 20].lstrip()):
            found.append((opened, paragraph_end))
        first = paragraph_end
    return found


def _may_open(text: str, mark: re.Match[str]) -> bool:
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] in OPENING or (mark[0] not in CLOSING and not (before.strip() and not behind.strip()))


def _may_close(text: str, mark: re.Match[str]) -> bool:
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] in CLOSING or (mark[0] not in OPENING and not (behind.strip() and not before.strip()))


def _around(parse: Parse, start: int, end: int) -> list[Token]:
    """The words around a quotation that may say whose it is: those behind it, then those before it, nearest first."""
    last = parse.at(end - 1)
    if last is None:
        return []
    goes_on = not parse.text[start:end].rstrip().endswith(".")
    behind = list(parse.within(end, parse.sentence(_next(parse, end)).span.end)[:AWAY]) if goes_on else []
    first = next(iter(parse.within(start, end)), last)
    before = parse.tokens[max(0, first.i - AWAY) : first.i]
    opening = parse.sentence(max(0, first.i - 2))  # the sentence of what stands before the mark
    return behind + [t for t in reversed(before) if t.i >= opening.first]


def _next(parse: Parse, at: int) -> int:
    """The first word behind the mark at `at`."""
    token = parse.at(at)
    i = 0 if token is None else token.i
    return min(i + 1, len(parse.tokens) - 1)


def _goes_on(parse: Parse, earlier: Quotation, start: int) -> bool:
    """Whether there is only the end of a sentence between two quotations: "…," she said. "…"."""
    between = parse.text[earlier.end : start]
    return len(re.findall(r"[.!?]\W", between)) <= 1 and len(between) <= 200

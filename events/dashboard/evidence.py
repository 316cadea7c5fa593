"""The words of an article that tell of an event: passages in pieces, each with what it says: who, what, where, when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from events.dashboard import wording
from events.dashboard.language import _
from events.dashboard.literal import unsteered
from events.model import Article, Event, Mention, Span

PARTS = ("who", "what", "where", "when")
CONTEXT = 420  # characters of its paragraph that are shown on either side of a sentence
AROUND = 90  # characters that are shown on either side of words that stand elsewhere
BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Mark:
    part: str  # one of PARTS
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, the parts that they tell, and whether they are in the sentence itself."""

    text: str
    parts: tuple[str, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive words of an article. `of`: the part that these words are shown for; None for the sentence's own."""

    pieces: tuple[Piece, ...]
    of: str | None = None


def marks(mention: Mention) -> list[Mark]:
    """The words that say who, what, where and when, in the order of the text; they may lie over one another."""
    spans: list[tuple[str, Span | None]] = [("who", p.span) for p in mention.participants]
    spans += [("what", mention.trigger)]
    spans += [("where", mention.place.span if mention.place else None)]
    spans += [("when", mention.time.span if mention.time else None)]
    found = {Mark(part, span.start, span.end) for part, span in spans if span is not None}
    return sorted(found, key=lambda m: (m.start, m.end, m.part))


def passages(article: Article, mentions: Iterable[Mention]) -> list[Passage]:
    """Each sentence once, in its paragraph; then the words that stand elsewhere, such as an earlier date."""
    by_sentence: dict[tuple[int, int], list[Mark]] = {}
    for mention in sorted(mentions, key=lambda m: m.sentence.start):
        by_sentence.setdefault(_trimmed(mention.sentence), []).extend(marks(mention))
    found, elsewhere, shown = [], [], []
    for (start, end), of_sentence in by_sentence.items():
        first, last = paragraph(article.text, start, end)
        shown.append((first, last))
        found.append(Passage(tuple(_pieces(article.text, first, last, of_sentence, (start, end)))))
        elsewhere += of_sentence
    seen = [m for m in dict.fromkeys(elsewhere) if not any(a <= m.start and m.end <= b for a, b in shown)]
    return found + [_elsewhere(article.text, mark) for mark in seen]


def marked(article: Article, events: Iterable[Event]) -> list[list[dict]]:
    """The whole article in paragraphs of pieces; each trigger with what it was read as, and the event that it tells."""
    told = {(m.trigger.start, m.trigger.end): (m, e) for e in events for m in e.mentions if m.article_id == article.id}
    edges = [(match.start(), match.end()) for match in BREAK.finditer(article.text)]
    starts, ends = [0, *(after for _before, after in edges)], [*(before for before, _after in edges), len(article.text)]
    paragraphs = [_marked(article.text, *bounds, told) for bounds in zip(starts, ends, strict=True)]
    return [pieces for pieces in paragraphs if pieces]


def _marked(text: str, first: int, last: int, told: dict[tuple[int, int], tuple[Mention, Event]]) -> list[dict]:
    pieces: list[dict] = []
    at = first
    for start, end in sorted(span for span in told if first <= span[0] and span[1] <= last):
        if start >= at:
            mention, event = told[start, end]
            mark = {"text": unsteered(text[start:end]), "read": _read_as(mention), "event": event.id, "at": start}
            pieces += [{"text": unsteered(text[at:start])}, mark]
            at = end
    return [piece for piece in (*pieces, {"text": unsteered(text[at:last])}) if piece["text"]]


def _read_as(mention: Mention) -> str:
    parts = (wording.kind(mention.type, mention.mode), wording.parties(mention), wording.where(mention.place))
    said = _(wording.ASSERTIONS.get(mention.assertion, ""))
    return " · ".join(part for part in (*parts, wording.days(mention.time), said) if part)


def _trimmed(sentence: Span) -> tuple[int, int]:
    """Where a sentence begins and ends without the blanks around it, which may reach into the next paragraph."""
    text = sentence.text
    return sentence.start + len(text) - len(text.lstrip()), sentence.end - len(text) + len(text.rstrip())


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph around these characters begins and ends, cut between words where it is long."""
    breaks = [(m.start(), m.end()) for m in BREAK.finditer(text)]
    first = max((after for _before, after in breaks if after <= start), default=0)
    last = min((before for before, _after in breaks if before >= end), default=max(end, len(text.rstrip())))
    return _cut(text, max(first, start - CONTEXT), first, -1), _cut(text, min(last, end + CONTEXT), last, 1)


def _cut(text: str, at: int, limit: int, step: int) -> int:
    """The nearest blank further out than `at`, so that no word is cut; the paragraph's `limit` where that is near."""
    while at != limit and abs(at - limit) > 0 and not text[at - (step < 0)].isspace():
        at += step
    return at


def _elsewhere(text: str, mark: Mark) -> Passage:
    first, last = paragraph(text, mark.start, mark.end)
    first = _cut(text, max(first, mark.start - AROUND), first, -1)
    last = _cut(text, min(last, mark.end + AROUND), last, 1)
    return Passage(tuple(_pieces(text, first, last, [mark], (0, 0))), mark.part)


def _pieces(text: str, first: int, last: int, found: list[Mark], told: tuple[int, int]) -> Iterator[Piece]:
    """The characters from `first` to `last`, cut wherever a mark or the sentence `told` begins or ends."""
    edges = {first, last, *told, *(edge for m in found for edge in (m.start, m.end))}
    cuts = sorted(edge for edge in edges if first <= edge <= last)
    for start, end in pairwise(cuts):
        parts = {m.part for m in found if m.start <= start and end <= m.end}
        yield Piece(
            unsteered(text[start:end]), tuple(p for p in PARTS if p in parts), told[0] <= start and end <= told[1]
        )

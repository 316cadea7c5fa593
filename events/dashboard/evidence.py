"""Words of an article with who, what, where and when marked, as Markdown in which the article's own marks mean nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from events.model import Article, Mention, Span

COLOURS = {"who": "blue", "what": "red", "where": "green", "when": "orange"}
LEGEND = "  ".join(f":{colour}-background[{part}]" for part, colour in COLOURS.items())
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit replaces in text whatever is escaped: emoji and icon names, arrows, dashes. A word joiner parts them.
REPLACED = re.compile(r"(?<=:)(?=[\w+/-]+:)|(?<=<)(?=-)|(?<=-)(?=[->])|(?<==)(?=>)")
CONTEXT = 400  # characters of its paragraph that are shown on either side of a sentence


@dataclass(frozen=True, slots=True)
class Mark:
    part: str  # who, what, where, when
    start: int
    end: int


def literal(text: str) -> str:
    """Markdown that shows exactly this text, on one line."""
    parted = REPLACED.sub("\u2060", " ".join(text.split()))
    return PUNCTUATION.sub(r"\\\1", parted)


def marks(mention: Mention) -> list[Mark]:
    """The words that say who, what, where and when, none over another; the trigger gives way to nothing."""
    spans: list[tuple[str, Span | None]] = [("what", mention.trigger)]
    spans += [("when", mention.time.span if mention.time else None)]
    spans += [("where", mention.place.span if mention.place else None)]
    spans += [("who", p.span) for p in mention.participants]
    taken: list[Mark] = []
    for part, span in spans:
        if span is not None and not any(span.start < m.end and m.start < span.end for m in taken):
            taken.append(Mark(part, span.start, span.end))
    return sorted(taken, key=lambda m: m.start)


def marked(text: str, first: int, last: int, found: list[Mark]) -> str:
    """The characters `first` to `last` as Markdown, with the marks that lie in them."""
    parts, at = [], first
    for mark in found:
        if first <= mark.start and mark.end <= last:
            words = f":{COLOURS[mark.part]}-background[{literal(text[mark.start : mark.end])}]"
            parts += [_spaced(text[at : mark.start]), words]
            at = mark.end
    return "".join([*parts, _spaced(text[at:last])])


def _spaced(text: str) -> str:
    """`literal`, with the blanks at both ends, which join words to what stands beside them."""
    if not text.strip():
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    return before + literal(text) + (" " if text[-1].isspace() else "")


def sentence(article: Article, mention: Mention) -> str:
    """The mention's sentence, marked; words that lie elsewhere ("there", an earlier date) are not in it."""
    return marked(article.text, mention.sentence.start, mention.sentence.end, marks(mention))


def paragraph(article: Article, mention: Mention) -> tuple[str, str]:
    """What stands before and after the sentence in its paragraph, as Markdown."""
    text, start, end = article.text, mention.sentence.start, mention.sentence.end
    first = max(text.rfind("\n\n", 0, start) + 2, start - CONTEXT) if text.rfind("\n\n", 0, start) >= 0 else 0
    found = text.find("\n\n", end)
    last = min(found if found >= 0 else len(text), end + CONTEXT)
    return literal(text[max(first, start - CONTEXT) : start]), literal(text[end:last])


def whole(article: Article, mention: Mention) -> str:
    """The whole article as Markdown paragraphs, with the mention's words marked."""
    found, out, at = marks(mention), [], 0
    for paragraph_ in re.split(r"(\n\s*\n)", article.text):
        if paragraph_.strip():
            out.append(marked(article.text, at, at + len(paragraph_), found).strip())
        at += len(paragraph_)
    return "\n\n".join(out)

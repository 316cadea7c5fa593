"""What stands around the news and tells none: bylines, captions, credits, links to other stories, rights, buttons.

The patterns are data (`data/boilerplate.toml`); all of them are tried on lines and sentences of bounded length.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from events.model import Parse, Span

LONGEST = 400  # characters; a line that is longer has news in it, and its sentences are looked at each for itself


def is_boilerplate(parse: Parse, span: Span) -> bool:
    """Whether the line or the sentence that a span lies in is none of the report's own."""
    text = parse.text
    line = text[text.rfind("\n", 0, span.start) + 1 : _end(text, span.end)]
    token = parse.at(span.start)
    sentence = parse.sentence(token.i).span.text if token is not None else ""
    return any(len(words) <= LONGEST and _patterns().search(words.strip()) for words in (line, sentence))


def _end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    raw = tomllib.loads((files("events.extraction") / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    starts, ends, says = ("|".join(raw[kind]) for kind in ("starts", "ends", "says"))
    return re.compile(rf"^[\W_]{{0,3}}(?:{starts})|(?:{ends})[\W_]{{0,3}}$|{says}", re.IGNORECASE)

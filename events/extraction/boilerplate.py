"""What stands around the news and tells none: bylines, captions, credits, links to other stories, rights, buttons.

The patterns are data (`data/boilerplate.toml`); all of them are tried on lines and sentences of bounded length.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from events.model import Parse

LONGEST = 400  # characters; a line that is longer has news in it, and its sentences are looked at each for itself


def boilerplate(parse: Parse, tokens: Iterable[int]) -> frozenset[int]:
    """Of these tokens, those whose line or sentence is none of the report's own."""
    return frozenset(
        i
        for _, inside in groupby(sorted(tokens), key=parse.sentence_number)
        for _, same_line in groupby(inside, key=lambda i: _line(parse, i))
        for i in _if_boilerplate(parse, tuple(same_line))
    )


def _if_boilerplate(parse: Parse, tokens: tuple[int, ...]) -> tuple[int, ...]:
    line, sentence = _line(parse, tokens[0]), parse.sentence(tokens[0]).span.text
    found = any(len(words) <= LONGEST and _patterns().search(words.strip()) for words in {line, sentence})
    return tokens if found else ()


def _line(parse: Parse, i: int) -> str:
    token, text = parse.tokens[i], parse.text
    end = text.find("\n", token.end)
    return text[text.rfind("\n", 0, token.start) + 1 : len(text) if end < 0 else end]


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    raw = tomllib.loads((files("events.extraction") / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    starts, ends, says = ("|".join(raw[kind]) for kind in ("starts", "ends", "says"))
    return re.compile(rf"^[\W_]{{0,3}}(?:{starts})|(?:{ends})[\W_]{{0,3}}$|{says}", re.IGNORECASE)

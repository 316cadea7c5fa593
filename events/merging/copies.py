"""Which articles are copies of one text: syndicated reports, lightly edited or cut, are one source and not many.

Two texts are copies where most of the shorter one's shingles, runs of six words, are in the other (Broder, 1997). Each
article is looked up by the smallest hashes of its shingles, which copies mostly have in common.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b

RUN = 6  # words of a shingle
SKETCH = 16  # hashes that an article is looked up by
ALIKE = 4  # of these that copies have in common, at least; whole articles may share a phrase, or a small print
COPIED = 0.7  # share of the shorter one's shingles that copies have in common
SHORTEST = 20  # shingles: of less, what is common may be a phrase of the trade
WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Hashes of every run of six words, signed 64-bit numbers; none of a text too short to tell."""
    words = WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return frozenset(map(_hash, runs)) if len(runs) >= SHORTEST else frozenset()


def sketch(of: frozenset[int]) -> tuple[int, ...]:
    """The hashes that a text is looked up by."""
    return tuple(sorted(of)[:SKETCH])


def copied(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether one of two texts, given by their shingles, is a copy of the other."""
    least = min(len(one), len(other))
    return len({*sketch(one)} & {*sketch(other)}) >= ALIKE and len(one & other) >= COPIED * least


def origin(published: Mapping[str, date | None]) -> str:
    """Of articles that are copies of one text, by id, the one that was published first."""
    return min(published, key=lambda name: (published[name] or date.max, name))


def groups(texts: Mapping[str, frozenset[int]]) -> list[frozenset[str]]:
    """Articles by id with their shingles → sets of those that are copies of each other, by way of others too."""
    left, found = sorted(texts), []
    while left:
        group = {left.pop()}
        while more := {name for name in left if any(copied(texts[name], texts[member]) for member in group)}:
            group |= more
            left = [name for name in left if name not in more]
        found.append(frozenset(group))
    return found


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)

"""Which event an event is said to follow: "released after a trial", "left after rebels shelled the town"."""

from __future__ import annotations

from events.extraction.triggers import Match
from events.model import Parse

AFTER = ("after", "following")


def follows(parse: Parse, match: Match, matches: dict[int, Match]) -> Match | None:
    """The trigger that an after-phrase or after-clause of this one holds, the nearest to its head."""
    for c in parse.children[match.head]:
        token = parse.tokens[c]
        marked = token.dep == "advcl" and any(parse.tokens[g].text.lower() in AFTER for g in parse.children[c])
        if marked or (token.dep == "prep" and token.text.lower() in AFTER):
            return _nearest(parse, c, matches)
    return None


def _nearest(parse: Parse, i: int, matches: dict[int, Match]) -> Match | None:
    """The first trigger below `i`, level by level."""
    level = [i]
    while level:
        found = next((matches[j] for j in level if j in matches), None)
        if found is not None:
            return found
        level = [g for j in level for g in parse.children[j]]
    return None

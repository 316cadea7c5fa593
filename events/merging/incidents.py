"""Mentions of one article that tell of one happening, and of one incident: what happened and what it did.

A mention joins those told of before it that it most probably tells of (`coreference.py`): by the mean of how probable
that is beside the likeliest of them and beside all of them, so that one likeness alone chains no two events. It stays
out where its own words contradict any of them: it happened or did not, at another place, on another day, to other
parties, with another toll. What a mention was only lent, a day or place of another sentence, never keeps it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

import numpy as np

from events.merging import coreference, fit
from events.merging.coreference import LEVELS, Telling
from events.model import Mention, Parse

REACH = 200  # mentions that one is compared with, those told of last: the cost grows with an article's length
NOTHING = Parse("", (), (), ())
HAPPENED = ("asserted", "negated")  # these two contradict; the rest may or may not have come about


def group_incidents(mentions: tuple[Mention, ...], parse: Parse | None = None) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its happening and incident: the id of the first that tells of it.

    Without the article's parse nothing is known of how alike words are read.
    """
    told = [Telling(m) for m in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id))]
    parse = parse or NOTHING
    words = [_word(telling, parse) for telling in told]
    near = [slice(max(0, nth - REACH), nth) for nth in range(len(told))]
    probable = [
        coreference.probabilities(told[before], telling, parse.alike(word, words[before]))
        for telling, word, before in zip(told, words, near, strict=True)
    ]
    first = {level: _first(told, probable, level) for level in LEVELS}
    return tuple(replace(m, happening=first["happening"][m.id], incident=first["incident"][m.id]) for m in mentions)


def _word(telling: Telling, parse: Parse) -> int:
    """The index of the first word of its trigger."""
    token = parse.at(telling.mention.trigger.start)
    return token.i if token else 0


def _first(told: Sequence[Telling], probable: Sequence[np.ndarray], level: str) -> dict[str, str]:
    """The id of each mention → that of the first which tells of the same."""
    groups: list[list[int]] = []
    group_of: list[int] = []
    for nth, of_levels in enumerate(probable):
        scores = of_levels[:, LEVELS.index(level)].tolist()
        start = nth - len(scores)
        near = {n: groups[n][-REACH:] for n in dict.fromkeys(group_of[start:][::-1])}
        found = {n: _score(scores, group, start) for n, group in near.items()}
        likely = sorted((n for n in found if found[n] >= coreference.join(level)), key=lambda n: -found[n])
        best = next((n for n in likely if not any(_contradict(told[i], told[nth]) for i in near[n])), len(groups))
        if best == len(groups):
            groups.append([])
        groups[best].append(nth)
        group_of.append(best)
    return {told[i].mention.id: told[group[0]].mention.id for group in groups for i in group}


def _score(scores: Sequence[float], group: Sequence[int], start: int) -> float:
    """How probable it is that a mention is of a group; `start` is the mention that the first score is of."""
    found = [scores[i - start] for i in group if i >= start]
    return (max(found) + fsum(found) / len(found)) / 2


def _contradict(one: Telling, other: Telling) -> bool:
    """Whether two mentions' own words differ in whether, where, when, to whom or to how many it happened."""
    a, b = one.mention, other.mention
    if {a.assertion, b.assertion} == set(HAPPENED) or a.after == b.id or b.after == a.id:
        return True
    where = fit.places(a.place, b.place) if one.placed and other.placed else None
    when = fit.told_times(a.time, b.time) if one.dated and other.dated else None
    who = fit.parties(a.participants, b.participants, a.type in fit.MUTUAL)
    toll = fit.casualties(a.casualties, b.casualties)
    return (toll is not None and toll < 1) or any(v is not None and v <= -0.5 for v in (where, when, who))

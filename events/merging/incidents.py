"""Mentions of one article that tell of one event."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace

from events.merging import fit
from events.merging.words import akin, stems
from events.model import Mention

OTHER = "OTHER"
REACH = 40  # incidents with a word or mode in common that a mention is compared with
HAPPENED = ("asserted", "negated")  # these two contradict; the rest may or may not have come about


def group_incidents(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its incident: the id of the first one that tells of it.

    A mention joins an incident only where it agrees with all that the incident's mentions say; of several, the one
    told of last. With a word or mode in common, so many incidents back: the cost grows with an article's length.
    """
    incidents: list[list[Mention]] = []
    recent: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=REACH))
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        told = _tellings(mention)
        nearest = sorted({n for t in told for n in recent[t]}, key=lambda n: -incidents[n][-1].trigger.start)
        number = next((n for n in nearest if all(same_incident(m, mention) for m in incidents[n])), len(incidents))
        if number == len(incidents):
            incidents.append([])
        incidents[number].append(mention)
        for t in told:
            if number in recent[t]:
                recent[t].remove(number)
            recent[t].append(number)
    incident_of = {m.id: incident[0].id for incident in incidents for m in incident}
    return tuple(replace(m, incident=incident_of[m.id]) for m in mentions)


def _tellings(mention: Mention) -> list[str]:
    """What two mentions have at least one of in common where they may be related."""
    modes = [f"{mention.type} {mention.mode}"] if mention.mode else []
    return modes + [f"{mention.type} {stem} " for stem in sorted(stems(mention.trigger.text))]


def same_incident(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one article may tell of one event, and their words suggest it."""
    if one.type != other.type or {one.assertion, other.assertion} == set(HAPPENED):
        return False
    if one.after == other.id or other.after == one.id or (one.mode and other.mode and one.mode != other.mode):
        return False
    where, when = fit.places(one.place, other.place), fit.told_times(one.time, other.time)
    who = fit.parties(one.participants, other.participants, one.type in fit.MUTUAL)
    toll = fit.casualties(one.casualties, other.casualties)
    if any(value is not None and value <= -0.5 for value in (where, when, who)) or (toll is not None and toll < 1):
        return False
    agreed = (who or 0) > 0 or (where or 0) > 0.5
    if akin(stems(one.trigger.text), stems(other.trigger.text)):
        return agreed or (_share_complement(one, other) if one.type == OTHER else _stated(one) == _stated(other))
    return agreed and _same_kind(one, other)


def _stated(mention: Mention) -> bool:
    """Where only one of two has a time of its own, that time must not pass to the other by a common word alone."""
    return mention.time is not None and mention.time.basis == "stated"


def _same_kind(one: Mention, other: Mention) -> bool:
    """Other words for the same: of one mode, and not told side by side in one sentence."""
    return one.type != OTHER and one.mode is not None and one.mode == other.mode and one.sentence != other.sentence


def _share_complement(one: Mention, other: Mention) -> bool:
    """The two say the same of what was done: "released the report", "the report was released" do not count."""
    return bool((stems(one.what.text) - stems(one.trigger.text)) & (stems(other.what.text) - stems(other.trigger.text)))

"""Mentions of one article that tell of one event."""

from __future__ import annotations

from dataclasses import replace

from events.merging import fit
from events.merging.words import akin, stems
from events.model import Mention

OTHER = "OTHER"
HAPPENED = ("asserted", "negated")  # these two contradict; the rest may or may not have come about


def group_incidents(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its incident: the id of the first one that tells of it.

    A mention joins an incident only where it agrees with all that the incident's mentions say.
    """
    incidents: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        fitting = [i for i in incidents if i[0].type == mention.type and all(same_incident(m, mention) for m in i)]
        if fitting:
            fitting[-1].append(mention)  # the one told of last
        else:
            incidents.append([mention])
    incident_of = {m.id: incident[0].id for incident in incidents for m in incident}
    return tuple(replace(m, incident=incident_of[m.id]) for m in mentions)


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
    if akin(stems(one.trigger.text), stems(other.trigger.text)):
        return one.type != OTHER or (who or 0) > 0 or _share_complement(one, other)
    return _same_kind(one, other) and ((who or 0) > 0 or (where or 0) > 0.5)


def _same_kind(one: Mention, other: Mention) -> bool:
    """Other words for the same: of one mode, and not told side by side in one sentence."""
    return one.type != OTHER and one.mode is not None and one.mode == other.mode and one.sentence != other.sentence


def _share_complement(one: Mention, other: Mention) -> bool:
    """The two say the same of what was done: "released the report", "the report was released" do not count."""
    return bool((stems(one.what.text) - stems(one.trigger.text)) & (stems(other.what.text) - stems(other.trigger.text)))

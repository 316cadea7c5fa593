"""Mentions of one article that tell of one event.

A mention joins an incident told of before it where its own words contradict none of the incident's mentions (another
place, day, party, toll, or way of doing it), and where one of these binds them, the first that holds:

- same word: forms of one word, with a party or place in common, or neither with a day that the other lacks
- same kind: other words of one mode ("bombed", "the airstrike"), with a party or place in common; other words for talks
  of the same parties ("met", "their conversation")
- re-mention: a noun that points back ("the attack", "these killings") to what may be called so
- one scene: what an act of violence is made of, in one sentence ("shot at the bus and wounded two"), in two
  that stand together and have a party or place in common, or of one victim
- in general: a word that sums up ("the violence", "the war"), with no place, day or party of its own

Of several incidents it is the one told of last. What a mention was only lent, a day or place of another sentence, never
keeps it apart. So many incidents back: the cost grows with an article's length.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.merging import fit
from events.merging.words import akin, listed, stems, sums
from events.model import Mention

OTHER = "OTHER"
REACH = 40  # incidents with a word, mode or scene in common, and mentions of each, that a mention is compared with
HAPPENED = ("asserted", "negated")  # these two contradict; the rest may or may not have come about
TOLD = 0.5  # how sure one must be that a mention tells an event of its own
SAME_PARTY = 0.8  # how well two parties agree that are one
PARAGRAPH = 6  # characters, at most, between two sentences that stand next to each other
POINTING = re.compile(r"\b(?:the|this|that|these|those|such)\s+((?:[\w-]+\s+){0,2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bond:
    """Why a mention is one of an incident; both are ids. The first that tells of it is bound to itself."""

    mention: str
    incident: str
    reason: str


def group_incidents(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its incident: the id of the first one that tells of it."""
    incident_of = {bond.mention: bond.incident for bond in bonds(mentions)}
    return tuple(replace(m, incident=incident_of[m.id]) for m in mentions)


def bonds(mentions: tuple[Mention, ...]) -> Iterator[Bond]:
    """One for each mention, in the order of the text."""
    incidents: list[list[Mention]] = []
    recent: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=REACH))
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        told = _tellings(mention)
        nearest = sorted({n for t in told for n in recent[t]}, key=lambda n: -incidents[n][-1].trigger.start)
        number, reason = _home(mention, [(n, incidents[n]) for n in nearest]) or (len(incidents), "first")
        if number == len(incidents):
            incidents.append([])
        incidents[number].append(mention)
        for t in told:
            if number in recent[t]:
                recent[t].remove(number)
            recent[t].append(number)
        yield Bond(mention.id, incidents[number][0].id, reason)


def _home(mention: Mention, nearest: list[tuple[int, list[Mention]]]) -> tuple[int, str] | None:
    """The incident that a mention joins, by its number, and why; of `nearest`, the one told of last is first."""
    open_to = [(n, incident) for n, incident in nearest if all(_agree(m, mention) for m in incident[-REACH:])]
    found = (
        (number, reason)
        for reason, binds in BINDINGS.items()
        for number, incident in open_to
        if any(binds(m, mention) for m in incident[-REACH:])
    )
    return next(found, None)


def _tellings(mention: Mention) -> list[str]:
    """What two mentions have at least one of in common where they may be related."""
    modes = [f"{mention.type} {mention.mode}"] if mention.mode else []
    scene = ["scene"] if _in_scene(mention) else []
    scene += [
        f"sum {n}"
        for n, (words, kinds) in enumerate(sums())
        if _kind(mention) in kinds or words & stems(mention.trigger.text)
    ]
    talks = [mention.type] if mention.type in fit.MUTUAL else []
    return modes + scene + talks + [f"{mention.type} {stem} " for stem in sorted(stems(mention.trigger.text))]


# ---- what keeps apart ------------------------------------------------------------------------------------------


def _agree(one: Mention, other: Mention) -> bool:
    """Whether nothing that two mentions say of what happened, where, when, to whom and to how many is contradictory."""
    if {one.assertion, other.assertion} == set(HAPPENED) or not _may_be_one(one, other) or _other_victim(one, other):
        return False
    where = fit.places(one.place, other.place) if _placed(one) and _placed(other) else None
    when = fit.told_times(one.time, other.time) if _dated(one) and _dated(other) else None
    toll = fit.casualties(one.casualties, other.casualties)
    if toll is not None and toll < 1:
        return False
    return not any(value is not None and value <= -0.5 for value in (where, when, _who(one, other)))


def _may_be_one(one: Mention, other: Mention) -> bool:
    """One type and no two modes; in a scene of violence, no two ways of doing it. What sums up may be any of it."""
    if one.type == other.type and (one.mode is None or other.mode is None or one.mode == other.mode):
        return True
    if _kind(one) in _summed_up(other) or _kind(other) in _summed_up(one):
        return True
    return _in_scene(one) and _in_scene(other) and (_is_outcome(one) or _is_outcome(other))


def _other_victim(one: Mention, other: Mention) -> bool:
    """Both name whom it befell, or the same was done side by side, and they are not the same."""
    if _whom(one, other) >= 0:
        return False
    named = all(any(p.role == "recipient" and fit.party_names(p) for p in m.participants) for m in (one, other))
    return named or (one.mode == other.mode and one.sentence == other.sentence)


def _in_scene(mention: Mention) -> bool:
    return _kind(mention) in listed("ways") or _is_outcome(mention)


def _is_outcome(mention: Mention) -> bool:
    """It does not say by which way: an attack may have been a bombing, and those killed shot."""
    return _kind(mention) in listed("outcomes")


def _kind(mention: Mention) -> str:
    return f"{mention.type}/{mention.mode}" if mention.mode else mention.type


# ---- what binds ------------------------------------------------------------------------------------------------


def _same_word(one: Mention, other: Mention) -> bool:
    if one.type != other.type or _follows(one, other):
        return False
    if not akin(stems(one.trigger.text), stems(other.trigger.text)):
        return False
    return _agreed(one, other) or (_share_complement(one, other) if one.type == OTHER else _dated(one) == _dated(other))


def _same_kind(one: Mention, other: Mention) -> bool:
    """Other words of one mode, not told side by side in one sentence; of talks, those of the same parties."""
    if one.type != other.type or one.type == OTHER:
        return False
    talks = one.type in fit.MUTUAL and None in (one.mode, other.mode) and _same_parties(one, other)
    if not talks and (one.mode is None or one.mode != other.mode):
        return False
    return one.sentence != other.sentence and not _follows(one, other) and _agreed(one, other)


def _same_parties(one: Mention, other: Mention) -> bool:
    """Whether two parties, or more, of one telling are all in the other."""
    few, many = sorted((one.participants, other.participants), key=len)
    return len(few) > 1 and all(any(fit.party(a, b) >= SAME_PARTY for b in many) for a in few)


def _remention(one: Mention, other: Mention) -> bool:
    """A noun with an article or demonstrative points to what was told, or in its own words, before it."""
    if other.type == OTHER or _detailed(other) or not _points_back(other):
        return False
    if _is_outcome(other) and _in_scene(one):
        return True
    told = one.type == other.type or (_in_scene(one) and _in_scene(other))
    return told and bool(stems(other.trigger.text) & stems(one.sentence.text))


def _points_back(mention: Mention) -> bool:
    """ "the recent attack", but not "the bus and wounded" or "the men killed"."""
    found = POINTING.search(_before(mention))
    between = found[1].lower().split() if found else []
    return found is not None and not listed("empty") & {*between} and not mention.trigger.text.lower().endswith("ed")


def _one_scene(one: Mention, other: Mention) -> bool:
    """Acts of violence told together, or against the same party, of which the second does not begin anew."""
    if not (_in_scene(one) and _in_scene(other)) or _begins_anew(other):
        return False
    next_to = 0 <= other.sentence.start - one.sentence.end <= PARAGRAPH and _agreed(one, other)
    return one.sentence == other.sentence or next_to or _whom(one, other) > 0


def _begins_anew(mention: Mention) -> bool:
    """ "Meanwhile, a bomb exploded", "in another town", "another bomb attack"; not "another man was killed"."""
    words = _before(mention).lower().replace(",", " ").split()
    return bool(listed("anew") & {*words[:2]} or listed("another") & {*words[1:2], *words[-2:]})


def _in_general(one: Mention, other: Mention) -> bool:
    """It tells of nobody, no day and no place, only sums up, or is said in passing."""
    if _detailed(other) or any(p.actor for p in other.participants):
        return False
    return _kind(one) in _summed_up(other) or (_is_passing(other) and one.type == other.type != OTHER)


def _is_passing(mention: Mention) -> bool:
    """Whether the text more likely mentions such an event than tells one."""
    return mention.confidence.event is not None and mention.confidence.event < TOLD


def _summed_up(mention: Mention) -> frozenset[str]:
    """The kinds of events that its words sum up; mostly none."""
    said = stems(mention.trigger.text)
    return frozenset().union(*(kinds for words, kinds in sums() if words & said))


BINDINGS = {
    "same word": _same_word,
    "same kind": _same_kind,
    "re-mention": _remention,
    "one scene": _one_scene,
    "in general": _in_general,
}


def _agreed(one: Mention, other: Mention) -> bool:
    """A party or a place in common."""
    return (_who(one, other) or 0) > 0 or (fit.places(one.place, other.place) or 0) > 0.5


def _who(one: Mention, other: Mention) -> float | None:
    return fit.parties(one.participants, other.participants, one.type in fit.MUTUAL)


def _whom(one: Mention, other: Mention) -> float:
    ours, theirs = (tuple(p for p in m.participants if p.role == "recipient") for m in (one, other))
    return fit.parties(ours, theirs) or 0.0


def _follows(one: Mention, other: Mention) -> bool:
    return one.after == other.id or other.after == one.id


def _detailed(mention: Mention) -> bool:
    return _dated(mention) or _placed(mention)


def _dated(mention: Mention) -> bool:
    """Its own words say when. Where only one of two has a day, a common word alone must not pass it to the other."""
    return mention.time is not None and mention.time.basis == "stated"


def _placed(mention: Mention) -> bool:
    """Its own sentence, or a person, says where."""
    place = mention.place
    return place is not None and (place.span is None or mention.sentence.covers(place.span))


def _before(mention: Mention) -> str:
    """The words of its sentence up to its trigger."""
    return mention.sentence.text[: mention.trigger.start - mention.sentence.start]


def _share_complement(one: Mention, other: Mention) -> bool:
    """The two say the same of what was done: "released the report", "the report was released" do not count."""
    return bool((stems(one.what.text) - stems(one.trigger.text)) & (stems(other.what.text) - stems(other.trigger.text)))

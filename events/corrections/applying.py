"""An article's mentions as found → as corrected.

Corrections are bound to words: one holds for the mention whose trigger stands there, whichever extractor found it. What
a name is always to mean goes first, what is said of one event wins over it, and of two sayings the later one wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from events.corrections import values
from events.corrections.values import Taking
from events.extraction import ontology
from events.model import Anchor, Article, Confidence, Correction, Mention, Participant, Place, Span

BY_HAND = "h"  # first letter of the id of a mention that a person added


@dataclass(frozen=True, slots=True)
class Applied:
    """The mentions as they are to be used, and the anchors for whose words there is no mention any more."""

    mentions: tuple[Mention, ...]
    detached: tuple[tuple[int, Anchor], ...] = ()  # number of the correction, what it is bound to


def apply(article: Article, mentions: Iterable[Mention], corrections: Sequence[Correction]) -> Applied:
    """The mentions of an article with the corrections, those in effect and in the order of the log."""
    held = {m.id: m for m in mentions}
    _take(held, article, corrections)
    held |= {m.id: m for m in _added(article, corrections)}
    detached = []
    for correction in corrections:
        if correction.erased or correction.action not in ("set", "merge", "split"):
            continue
        part = []
        for anchor in (a for a in correction.anchors if a.article_id == article.id):
            mention = found_by(anchor, held.values())
            if mention is None:
                detached.append((correction.number, anchor))
            else:
                part.append(mention.id)
        if correction.action == "set":
            for name in part:
                held[name] = _set(held[name], correction)
        elif correction.action == "split":
            _part(held, part)
    return Applied(tuple(held.values()), tuple(detached))


def found_by(anchor: Anchor, mentions: Iterable[Mention]) -> Mention | None:
    """The mention whose trigger stands where the anchor says, or overlaps it most."""

    def common(mention: Mention) -> int:
        return min(mention.trigger.end, anchor.end) - max(mention.trigger.start, anchor.start)

    here = [m for m in mentions if m.article_id == anchor.article_id and common(m) > 0]
    return max(here, key=lambda m: (common(m), -(m.trigger.end - m.trigger.start), m.id), default=None)


# ---- one mention -----------------------------------------------------------------------------------------------


def _set(mention: Mention, correction: Correction) -> Mention:
    field = correction.field or ""
    value = values.checked(field, correction.new)
    corrected = {**dict(mention.corrected), field: correction.id}
    mention = replace(mention, corrected=tuple(sorted(corrected.items())))
    if field == "type":
        return replace(mention, type=value.type, mode=value.mode, cameo=_cameo(value.type, value.mode, value.cameo))
    if field == "note":
        return mention
    sure = 1.0 if value is not None else None
    if field == "place":
        mention = replace(mention, confidence=replace(mention.confidence, place=sure))
    if field == "time":
        mention = replace(mention, confidence=replace(mention.confidence, time=sure))
    if field == "participants":
        mention = replace(mention, confidence=replace(mention.confidence, actor=1.0 if value else None))
    return replace(mention, **{field: value})


def _cameo(type: str, mode: str | None, given: str | None) -> str | None:
    return given or ontology.cameo(type, mode)


def _part(held: dict[str, Mention], part: Sequence[str]) -> None:
    """Takes mentions out of the happenings that they share with others: each such group is an incident of its own."""
    for unit in {held[name].unit for name in part}:
        inside = sorted((name for name, m in held.items() if m.unit == unit), key=_where(held))
        out = [name for name in inside if name in part]
        if len(out) == len(inside):
            continue
        stay = [name for name in inside if name not in out]
        others = sorted((name for name, m in held.items() if name not in out and m.incident in out), key=_where(held))
        for name in out:
            held[name] = replace(held[name], happening=out[0], incident=out[0])
        for name in stay if unit in out else ():  # it is called by its first mention, which has left
            held[name] = replace(held[name], happening=stay[0])
        for name in others:  # so is an incident
            held[name] = replace(held[name], incident=others[0])


def _where(held: Mapping[str, Mention]) -> Callable[[str], tuple]:
    """The order of the text."""
    return lambda name: (held[name].trigger.start, held[name].trigger.end, name)


# ---- by hand ---------------------------------------------------------------------------------------------------


def _added(article: Article, corrections: Iterable[Correction]) -> list[Mention]:
    found = []
    for correction in corrections:
        if correction.action == "add" and not correction.erased:
            found += [_by_hand(article, a, correction) for a in correction.anchors if a.article_id == article.id]
    return found


def _by_hand(article: Article, anchor: Anchor, correction: Correction) -> Mention:
    told = values.told(correction.new)
    words = f"{article.id} {anchor.start} {anchor.end} {correction.number}"
    trigger = Span(article.text[anchor.start : anchor.end], anchor.start, anchor.end)
    name = BY_HAND + blake2b(words.encode(), digest_size=8).hexdigest()
    first, last = told.sentence
    fields = ("type", "mode", "participants", "place", "time", "casualties", "assertion")
    return Mention(
        id=name,
        article_id=article.id,
        trigger=trigger,
        what=trigger,
        sentence=Span(article.text[first:last], first, last),
        incident=name,
        cameo=ontology.cameo(told.type, told.mode),
        salience=1.0,
        confidence=Confidence(
            actor=1.0 if told.participants else None,
            place=1.0 if told.place else None,
            time=1.0 if told.time else None,
            event=1.0,
        ),
        corrected=tuple(sorted((field, correction.id) for field in fields if getattr(told, field))),
        **{field: getattr(told, field) for field in fields},
    )


# ---- what a name is always to mean -----------------------------------------------------------------------------


def _take(held: dict[str, Mention], article: Article, corrections: Iterable[Correction]) -> None:
    for correction in corrections:
        if correction.action == "take" and not correction.erased:
            taking = values.taking(correction.new)
            if _concerns(taking, article):
                for name, mention in held.items():
                    held[name] = _taken(mention, taking)


def _concerns(taking: Taking, article: Article) -> bool:
    within = {"article": article.id, "source": article.source, "everywhere": None}
    return taking.within == within[taking.scope]


def _taken(mention: Mention, taking: Taking) -> Mention:
    name, place = taking.name.casefold(), mention.place
    if taking.place is not None and place is not None and name in _names(place):
        sure = replace(mention.confidence, place=1.0)
        return replace(mention, place=replace(taking.place, span=place.span), confidence=sure)
    if taking.actor is not None:
        parties = tuple(_called(p, name, taking) for p in mention.participants)
        return replace(mention, participants=parties)
    return mention


def _names(place: Place) -> tuple[str, str]:
    """What the text calls a place, and what the gazetteer does."""
    return (place.span.text if place.span else "").casefold(), (place.name or "").casefold()


def _called(participant: Participant, name: str, taking: Taking) -> Participant:
    known = participant.actor.name.casefold() if participant.actor else ""
    return replace(participant, actor=taking.actor) if name in (participant.said.casefold(), known) else participant

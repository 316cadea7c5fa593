"""What persons say of the events of a store: each saying is a row of the log, and takes effect at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from events import corrections
from events.errors import ConflictError, CorrectionError
from events.model import Anchor, Article, Correction, Event, Mention
from events.store import grouping, log, queries, rows, schema

if TYPE_CHECKING:
    from events.store.store import Store


@dataclass(frozen=True, slots=True)
class Says:
    """Who says something, why, and how much of the log they had seen: `seen` is the number of its last entry then.

    Without `seen` it is said whatever others have said meanwhile.
    """

    author: str
    note: str | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Detached:
    """A correction that is bound to words for which there is no mention any more."""

    correction: Correction
    anchor: Anchor
    article: str | None = None  # its name; None where it is not in the store
    words: str | None = None  # what stands there


@dataclass(frozen=True)
class Corrections:
    """The log of a store. Every method that says something gives the entry that it became.

    All raise `CorrectionError` for what is not there or cannot be, and `ConflictError` where somebody else has said
    something of the same event since `Says.seen`; then nothing is written.
    """

    store: Store
    cache: grouping.Cache = field(default_factory=dict, repr=False)

    # ---- saying ------------------------------------------------------------------------------------------------

    def set(self, event_id: str, name: str, value: Any, by: Says) -> Correction:
        """Says what a field of an event is: one of `corrections.FIELDS`, as plain JSON or as a record."""
        new = corrections.plain(corrections.checked(name, corrections.plain(value)))
        with self.store.writing() as connection:
            event = _event(connection, event_id)
            self._unseen(connection, event.mentions, by)
            old = corrections.plain(_value(event, name))
            return self._say(
                connection, by, action="set", anchors=_anchors(event.mentions), field=name, old=old, new=new
            )

    def merge(self, event_ids: Sequence[str], by: Says) -> Correction:
        """Says that events are one; the id of the one with the most mentions stays."""
        with self.store.writing() as connection:
            events = {(found := _event(connection, event_id)).id: found for event_id in event_ids}
            if len(events) < 2:
                raise CorrectionError("to merge events, name two or more that are not one yet")
            mentions = [m for event in events.values() for m in event.mentions]
            self._unseen(connection, mentions, by)
            return self._say(connection, by, action="merge", anchors=_anchors(mentions), old=sorted(events))

    def split(self, event_id: str, mention_ids: Iterable[str], by: Says) -> Correction:
        """Says that some mentions of an event tell of another one."""
        wanted = set(mention_ids)
        with self.store.writing() as connection:
            event = _event(connection, event_id)
            part = [m for m in event.mentions if m.id in wanted]
            rest = [m for m in event.mentions if m.id not in wanted]
            if len(part) != len(wanted) or not part or not rest:
                raise CorrectionError(f"event {event.id}: to split it, name some of its mentions, but not all")
            self._unseen(connection, event.mentions, by)
            return self._say(connection, by, action="split", anchors=_anchors(part), rest=_anchors(rest), old=event.id)

    def delete(self, event_id: str, by: Says) -> Correction:
        """Says that an event is none. It can be restored."""
        return self.set(event_id, "deleted", True, by)

    def restore(self, event_id: str, by: Says) -> Correction:
        return self.set(event_id, "deleted", False, by)

    def add(self, article_id: str, start: int, end: int, told: Any, by: Says) -> Correction:
        """Adds an event that the words of an article from `start` to `end` tell of; `told` as `corrections.told`."""
        new = corrections.plain(corrections.told(corrections.plain(told)))
        with self.store.writing() as connection:
            article = rows.article_of(connection, article_id)
            if article is None:
                raise CorrectionError(f"article {article_id!r} is not in the store")
            if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
                raise CorrectionError(f"{article.name}: there are no words from {start} to {end}")
            first, last = new["sentence"]
            if not (0 <= first <= start and end <= last <= len(article.text)):
                raise CorrectionError(f"{article.name}: the words must lie in their sentence, {first} to {last}")
            return self._say(connection, by, action="add", anchors=(Anchor(article_id, start, end),), new=new)

    def take(self, taking: Any, by: Says) -> Correction:
        """Says what a name is always to mean, in an article, a source or everywhere; as `corrections.taking`."""
        new = corrections.plain(corrections.taking(corrections.plain(taking)))
        with self.store.writing() as connection:
            return self._say(connection, by, action="take", new=new)

    def undo(self, by: Says, number: int | None = None) -> Correction:
        """Takes back an entry, the last one that holds where none is named."""
        with self.store.writing() as connection:
            said = log.entries(connection)
            number = number if number is not None else corrections.undoable(said)[0]
            if number is None or number not in {entry.number for entry in corrections.active(said)}:
                raise CorrectionError("there is nothing to undo" if number is None else f"entry {number} does not hold")
            return self._say(connection, by, action="undo", undoes=number)

    def redo(self, by: Says) -> Correction:
        """Brings back what was undone last, if nothing has been said since."""
        with self.store.writing() as connection:
            number = corrections.undoable(log.entries(connection))[1]
            if number is None:
                raise CorrectionError("there is nothing to redo")
            return self._say(connection, by, action="redo", undoes=number)

    # ---- reading -----------------------------------------------------------------------------------------------

    def log(self) -> tuple[Correction, ...]:
        """Everything that was said, in its order."""
        with self.store.reading() as connection:
            return log.entries(connection)

    def head(self) -> int:
        """The number of the log's last entry, 0 where it is empty: what somebody who looks now has seen."""
        with self.store.reading() as connection:
            return connection.scalar(select(func.max(schema.correction.c.number))) or 0

    def history(self, event: Event) -> tuple[Correction, ...]:
        """What was said of an event, or of words that it has mentions of, and what of that was taken back."""
        with self.store.reading() as connection:
            return _about(log.entries(connection, {m.article_id for m in event.mentions}), event.mentions)

    def detached(self) -> tuple[Detached, ...]:
        """What holds but is bound to words for which there is no mention any more, or no article."""
        with self.store.reading() as connection:
            return tuple(_detached(connection))

    # ---- how ---------------------------------------------------------------------------------------------------

    def _say(self, connection: Connection, by: Says, *, action: str, **fields: Any) -> Correction:
        said = Correction(number=0, action=action, author=by.author, moment="", note=by.note or None, **fields)
        entry = log.append(connection, said)
        grouping.settle(connection, _articles(connection, entry), self.cache)
        self.store.bump(connection)
        return entry

    def _unseen(self, connection: Connection, mentions: Iterable[Mention], by: Says) -> None:
        """Raises `ConflictError` for what others have said of the mentions since `by` looked."""
        if by.seen is None:
            return
        mentions = tuple(mentions)
        said = _about(log.entries(connection, {m.article_id for m in mentions}), mentions)
        since = tuple(entry for entry in said if entry.number > by.seen)
        if since:
            last = since[-1]
            what = last.field or last.action
            raise ConflictError(
                f"{last.author} has changed this event ({what}) since you opened it; look at it again, then save", since
            )


def _event(connection: Connection, event_id: str) -> Event:
    event = queries.event_of(connection, event_id)
    if event is None:
        raise CorrectionError(f"event {event_id!r} is not in the store")
    return event


def _value(event: Event, name: str) -> Any:
    """What a field of an event is now; its note is in the log and nowhere else."""
    if name == "type":
        return {"type": event.type, "mode": event.mode, "cameo": event.cameo}
    return None if name == "note" else getattr(event, name)


def _anchors(mentions: Iterable[Mention]) -> tuple[Anchor, ...]:
    found = {Anchor(m.article_id, m.trigger.start, m.trigger.end) for m in mentions}
    return tuple(sorted(found, key=lambda a: (a.article_id, a.start, a.end)))


def _about(entries: Sequence[Correction], mentions: Iterable[Mention]) -> tuple[Correction, ...]:
    """The entries that are bound to words of these mentions, and the undoing and redoing of those."""
    mentions = tuple(mentions)
    found: dict[int, Correction] = {}
    for entry in entries:
        bound = any(corrections.found_by(anchor, mentions) for anchor in (*entry.anchors, *entry.rest))
        if bound or entry.undoes in found:
            found[entry.number] = entry
    return tuple(found.values())


def _articles(connection: Connection, entry: Correction) -> set[str]:
    """The articles of the store that an entry can change something in."""
    said = log.entry(connection, entry.undoes) if entry.undoes is not None else entry
    if said.action == "take":
        taking = corrections.taking(said.new)
        return queries.articles_with_name(connection, taking.name, taking.scope, taking.within)
    return queries.known_articles(connection, log.concerned(connection, entry))


def _detached(connection: Connection) -> Iterable[Detached]:
    said = [c for c in corrections.active(log.entries(connection)) if not c.erased]
    articles: dict[str, Article | None] = {}
    for entry in said:
        for anchor in (*entry.anchors, *entry.rest):
            if anchor.article_id not in articles:
                articles[anchor.article_id] = rows.article_of(connection, anchor.article_id)
            article = articles[anchor.article_id]
            if article is None:
                yield Detached(entry, anchor)
                continue
            told = [m for m, _ in rows.mentions_of_article(connection, article.id)]
            if corrections.found_by(anchor, told) is None:
                yield Detached(entry, anchor, article.name, article.text[anchor.start : anchor.end])

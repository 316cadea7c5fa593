"""Stories that people tell of the events of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from events.model import Chapter, Story
from events.store import schema

if TYPE_CHECKING:
    from events.store.store import Store


KNOWN = (schema.event, schema.event_alias)  # tables of the ids that lead to an event


@dataclass(frozen=True)
class Stories:
    """The stories of a store. A chapter follows its event where that was merged; one whose event is gone stays."""

    store: Store

    def all(self) -> tuple[Story, ...]:
        """Every story, by title."""
        with self.store.reading() as connection:
            return _stories(connection)

    def get(self, story_id: str) -> Story | None:
        with self.store.reading() as connection:
            return next(iter(_stories(connection, story_id)), None)

    def save(self, story: Story) -> Story:
        """Keeps a story, in place of the one of its id; gives it, with an id where it had none."""
        kept = story if story.id else replace(story, id=uuid4().hex)
        with self.store.writing() as connection:
            _drop(connection, kept.id)
            connection.execute(insert(schema.story), {"id": kept.id, "title": kept.title})
            if rows := [_row(kept.id, *each) for each in enumerate(kept.chapters)]:
                connection.execute(insert(schema.story_chapter), rows)
            self.store.bump(connection)
        return kept

    def delete(self, story_id: str) -> bool:
        """`False`: not there."""
        with self.store.writing() as connection:
            there = _drop(connection, story_id)
            if there:
                self.store.bump(connection)
        return there


def _row(story_id: str, position: int, chapter: Chapter) -> dict:
    return {"story_id": story_id, "position": position, "event_id": chapter.event_id, "caption": chapter.caption}


def _drop(connection: Connection, story_id: str) -> bool:
    chapters, story = schema.story_chapter, schema.story
    connection.execute(delete(chapters).where(chapters.c.story_id == story_id))
    return connection.execute(delete(story).where(story.c.id == story_id)).rowcount > 0


def _stories(connection: Connection, story_id: str | None = None) -> tuple[Story, ...]:
    story, chapter, alias = schema.story, schema.story_chapter, schema.event_alias
    stories = select(story.c.id, story.c.title).order_by(story.c.title, story.c.id)
    now = func.coalesce(alias.c.event_id, chapter.c.event_id)
    chapters = select(chapter.c.story_id, now, chapter.c.caption).order_by(chapter.c.position)
    chapters = chapters.outerjoin(alias, alias.c.id == chapter.c.event_id)
    if story_id is not None:
        stories, chapters = stories.where(story.c.id == story_id), chapters.where(chapter.c.story_id == story_id)
    told: dict[str, list[Chapter]] = defaultdict(list)
    for name, event_id, caption in connection.execute(chapters).tuples():
        told[name].append(Chapter(event_id, caption))
    return tuple(Story(name, title, tuple(told[name])) for name, title in connection.execute(stories).tuples())


def called(connection: Connection, article_id: str) -> set[str]:
    """Ids of the events that an article tells of, also of those that were merged into them."""
    told, alias = schema.incident, schema.event_alias
    ids = set(connection.scalars(select(told.c.event_id).where(told.c.article_id == article_id)))
    return ids | set(connection.scalars(select(alias.c.id).where(alias.c.event_id.in_(sorted(ids)))))


def scrub(connection: Connection, ids: Collection[str]) -> None:
    """Takes out what stories say of those events that are gone: it may quote the article that they went with."""
    chapter = schema.story_chapter
    there = (select(table.c.id).where(table.c.id == chapter.c.event_id).exists() for table in KNOWN)
    gone = update(chapter).where(chapter.c.event_id.in_(sorted(ids)), *(~each for each in there))
    connection.execute(gone.values(caption=""))
